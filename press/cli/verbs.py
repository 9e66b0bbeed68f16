"""What the verbs do, each as a function that returns an exit code."""

from __future__ import annotations

import os
import shutil
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from press.cli.books import BOOK_FILE, SOURCES, find_books, language, templates_folder
from press.cli.codes import Exit
from press.cli.options import Options
from press.cli.starter import start_book
from press.report.terminal import Reporter
from press.typeset.faces import Library, library_folder, load_library
from press.values import Problem, problem

CACHE = ".cache"


def build(names: Sequence[str], options: Options, *, write: bool = True) -> int:
    """Build the books, or check them without writing."""
    from press.build.cache import Cache
    from press.build.run import BuildResult, build_book
    from press.build.settle import Workshop
    from press.report.jsonout import report

    reporter = Reporter(options.lang, quiet=options.quiet or options.json)
    folders, problems = find_books(names)
    if problems:
        return _end(reporter, options, [("", p) for p in problems], Exit.USAGE)
    library, problems = _library(reporter)
    if library is None:
        return _end(reporter, options, [("", p) for p in problems], Exit.MACHINE)
    shop = Workshop(library, Cache(options.output / CACHE), options.processes, reporter.progress)
    results: list[tuple[Path, BuildResult]] = []
    code: int = Exit.GOOD
    for folder in folders:
        try:
            result = build_book(folder, options.output, templates_folder(options.templates), shop,
                                os.environ, write=write)
        except Exception as error:  # a fault of ours in one book must not stop the others
            reporter.quiet_progress()
            code = bug(error)
            result = BuildResult(folder.resolve().name, (), (problem(
                "bug", book=folder, error=f"{type(error).__name__}: {error}"),))
        results.append((folder, result))
        reporter.problems(result.problems, folder)
    artefacts = [(r.book, a) for _, r in results for a in r.artefacts]
    reporter.table(artefacts, options.output)
    if options.json:
        sys.stdout.write(report([(r.book, p) for _, r in results for p in r.problems], artefacts,
                                options.lang) + "\n")
    if code == Exit.GOOD and not all(r.good for _, r in results):
        code = Exit.USAGE if _config_only(results) else Exit.PROBLEMS
    bad = [r.book for _, r in results if not r.good]
    if bad:
        reporter.say("books-bad", books="、".join(bad))
    elif artefacts:
        reporter.say("checked" if not write else "done", files=len(artefacts),
                     output=options.output)
    return code


def _config_only(results: Sequence[tuple[Path, object]]) -> bool:
    """Whether all errors are about book.toml or layout.toml: then nothing was tried."""
    from press.build.run import BuildResult

    errors = [p for _, r in results if isinstance(r, BuildResult)
              for p in r.problems if p.severity == "error"]
    return bool(errors) and all((p.path or "").endswith(".toml") for p in errors)


def _library(reporter: Reporter) -> tuple[Library | None, tuple[Problem, ...]]:
    """The prepared fonts, prepared now if they are not there."""
    folder = library_folder()
    library = load_library(folder)
    if library is not None:
        return library, ()
    from press.typeset.prepare import prepare

    reporter.say("preparing-fonts", folder=folder)
    return prepare(folder)


def fonts(options: Options) -> int:
    """Prepare the fonts, or see that they are as the installed ones."""
    from press.typeset.prepare import prepare

    reporter = Reporter(options.lang)
    reporter.say("preparing-fonts", folder=library_folder())
    library, problems = prepare(library_folder())
    reporter.problems(problems, None)
    if library is None:
        return Exit.MACHINE
    for face in library.faces:
        reporter.say("font-ready", family=face.family, weight=face.weight)
    return Exit.GOOD


def doctor(options: Options) -> int:
    """Say what this machine lacks."""
    from press.doctor import examine
    from press.report.jsonout import report

    reporter = Reporter(options.lang, quiet=options.json)
    problems = examine(options.output)
    if load_library(library_folder()) is None:
        problems += (problem("fonts-unprepared"),)
    reporter.problems(problems, None)
    bad = any(p.severity == "error" for p in problems)
    if not bad:
        reporter.say("doctor-good")
    if options.json:
        sys.stdout.write(report([("", p) for p in problems], (), options.lang) + "\n")
    return Exit.MACHINE if bad else Exit.GOOD


def new(name: str, layout: str, options: Options) -> int:
    """Start a book in sources/NAME."""
    reporter = Reporter(options.lang)
    folder, problems = start_book(name, layout, SOURCES, templates_folder(options.templates),
                                  options.lang)
    reporter.problems(problems, None)
    if folder is None:
        return Exit.USAGE
    reporter.say("book-started", folder=folder, file=BOOK_FILE, name=folder.name)
    return Exit.GOOD


def clean(options: Options) -> int:
    """Delete what builds have written, and nothing else that lies in the output folder."""
    from press.build.store import MANIFEST, listed

    reporter = Reporter(options.lang)
    shutil.rmtree(options.output / CACHE, ignore_errors=True)
    count = 0
    for manifest in sorted(options.output.glob(f"*/{MANIFEST}")):
        folder = manifest.parent
        for name in sorted(listed(folder)):
            (folder / name).unlink(missing_ok=True)
            count += 1
        manifest.unlink()
        if not any(folder.iterdir()):
            folder.rmdir()
    reporter.say("cleaned", output=options.output, files=count)
    return Exit.GOOD


def bug(error: Exception) -> int:
    """Tell of a fault of ours, with what a maintainer needs."""
    reporter = Reporter((os.environ.get("DUBEN_LANG") == "en" and "en") or "zh")
    sys.stderr.write("".join(traceback.format_exception(error)))
    reporter.say("bug-say")
    return Exit.BUG


def _end(reporter: Reporter, options: Options, problems: list[tuple[str, Problem]],
         code: Exit) -> int:
    """Nothing could be tried: say why."""
    from press.report.jsonout import report

    reporter = Reporter(options.lang, quiet=options.json)
    reporter.problems([p for _, p in problems], None)
    if options.json:
        sys.stdout.write(report(problems, (), options.lang) + "\n")
    return code
