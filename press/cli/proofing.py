"""``check``: books, or single manuscripts; and ``check --fix``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from press.cli import verbs
from press.cli.books import BOOK_FILE, find_books
from press.cli.codes import Exit
from press.cli.options import Options
from press.cli.reporting import write_report
from press.dataclass import replace
from press.messages import text
from press.report.jsonout import report, write_json
from press.report.terminal import Reporter
from press.values import Problem, has_errors, problem

if TYPE_CHECKING:
    from press.build.mending import Mended
    from press.config import BookConfig
    from press.proof import Proofed
    from press.report.html import BookReport

MANUSCRIPT = ".md"


def check(names: Sequence[str], options: Options, *, fix: bool = False, yes: bool = False) -> int:
    """Check books, or manuscripts where only such are named; mend them before, if asked."""
    if names and all(name.endswith(MANUSCRIPT) and Path(name).is_file() for name in names):
        return _check_files([Path(name) for name in names], options, fix=fix, yes=yes)
    if not fix:
        return verbs.build(names, options, write=False)
    folders, problems = find_books(names, options.output)
    if problems:
        return verbs.build(names, options, write=False)
    reporter = Reporter(options.lang, quiet=options.quiet or options.json)
    changes: list[tuple[str, Mended]] = []
    for folder in folders:
        changes += [(folder.resolve().name, one) for one in _of_book(folder, options)]
    record, fault = _mend(changes, reporter, options, yes=yes)
    if fault is not None:
        return _end(reporter, options, [fault], Exit.MACHINE, record)
    return verbs.build(names, options, write=False, more={"changes": record})


def _of_book(folder: Path, options: Options) -> list[Mended]:
    from press.build.cache import Cache, Pieces
    from press.build.copy_check import proofed_files
    from press.build.mending import mended
    from press.config import load_book_config

    config, _ = load_book_config(folder)
    if config is None:  # the check will say why
        return []
    store = Pieces(Cache(options.output / verbs.CACHE))
    return list(mended(folder, proofed_files(folder, config, store), config))


def _mend(changes: Sequence[tuple[str, Mended]], reporter: Reporter, options: Options, *,
          yes: bool) -> tuple[list[dict[str, object]], Problem | None]:
    """Show the changes, ask, write; what was changed for ``--json``, and what went wrong."""
    from press.build.mending import write_mended

    count = sum(len(one.edits) for _, one in changes)
    for _, one in changes:
        reporter.diff(one.diff)
    applied, fault = False, None
    if not changes:
        reporter.say("fix-none")
    elif yes or _agreed(options, files=len(changes), count=count):
        try:
            write_mended([one for _, one in changes])
            applied = True
            reporter.say("fix-done", files=len(changes), count=count)
        except OSError as error:
            fault = problem("output-unwritable", folder=changes[0][1].file.parent,
                            reason=error.strerror or type(error).__name__)
    else:
        reporter.say("fix-left" if _can_ask(options) else "fix-yes")
    return [{"book": book, "path": one.path, "line": e.line, "column": e.column, "code": e.code,
             "before": e.old, "after": e.new, "applied": applied}
            for book, one in changes for e in one.edits], fault


def _can_ask(options: Options) -> bool:
    return not options.json and sys.stdin.isatty()


def _agreed(options: Options, **args: object) -> bool:
    """Whether the person at the keyboard agrees; nobody there does not."""
    if not _can_ask(options):
        return False
    import typer

    return typer.confirm(text("fix-ask", options.lang, **args), err=True)


def _check_files(paths: Sequence[Path], options: Options, *, fix: bool, yes: bool) -> int:
    """Manuscripts alone: the copy check, by the settings of their book where they have one."""
    from press.build.mending import mended

    reporter = Reporter(options.lang, quiet=options.quiet or options.json)
    record: list[dict[str, object]] = []
    if fix:
        changes = [("", one) for path in paths for folder in (_folder(path),)
                   for one in mended(folder, _proofed(path, folder)[0], _settings(folder))]
        record, fault = _mend(changes, reporter, options, yes=yes)
        if fault is not None:
            return _end(reporter, options, [fault], Exit.MACHINE, record)
    found: list[Problem] = []
    reports: list[BookReport] = []
    for path in paths:
        folder = _folder(path)
        done, problems = _proofed(path, folder)
        problems += tuple(p for _, one in done for p in one.problems)
        reporter.problems(problems, folder)
        found += problems
        if options.report is not None:
            from press.report.html import BookReport

            reports.append(BookReport(path.name, folder, problems))
    if not has_errors(found):
        reporter.say("proofed", files=len(paths))
    if options.report is not None:
        fault = write_report(reports, options.report, options.lang)
        if fault is not None:
            return _end(reporter, options, [fault], Exit.MACHINE, record)
        reporter.say("report-written", file=options.report)
    if options.json:
        write_json({**report([("", p) for p in found], (), options.lang),
                    **({"changes": record} if fix else {})})
    return Exit.PROBLEMS if has_errors(found) else Exit.GOOD


def _folder(path: Path) -> Path:
    """The folder of the book that a manuscript lies in; its own where there is none."""
    path = path.absolute()
    for folder in (path.parent, path.parent.parent):
        if (folder / BOOK_FILE).is_file():
            return folder
    return path.parent


def _settings(folder: Path) -> BookConfig:
    from press.config import BookConfig, load_book_config

    config = load_book_config(folder)[0] if (folder / BOOK_FILE).is_file() else None
    return config or BookConfig(title="—")


def _proofed(path: Path, folder: Path) -> tuple[list[tuple[str, Proofed]], tuple[Problem, ...]]:
    from press.build.copy_check import glossary_terms, proof_text, taken_off
    from press.build.waivers import waive
    from press.config.textfile import read_text
    from press.manuscript import story_problems

    config = _settings(folder)
    name = path.absolute().relative_to(folder).as_posix()
    words, problems = read_text(folder, folder / name)
    if words is None:
        return [], problems
    done = proof_text(name, words, config.lang, config.proof, glossary_terms(folder))
    return [(name, replace(done, problems=waive(done.problems, config.waivers)))], \
        waive(taken_off(folder, story_problems(folder, name), config.proof), config.waivers)


def _end(reporter: Reporter, options: Options, problems: Sequence[Problem], code: Exit,
         record: list[dict[str, object]]) -> int:
    reporter.problems(problems, None)
    if options.json:
        write_json({**report([("", p) for p in problems], (), options.lang), "changes": record})
    return code
