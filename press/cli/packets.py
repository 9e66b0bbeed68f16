"""The verb ``packets``: packets of lectures, what is known of them, numbered copies, totals."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from press.build.cache import Cache
from press.cli import verbs
from press.cli.books import find_books, templates_folder
from press.cli.codes import Exit
from press.cli.options import Options
from press.dataclass import dataclass
from press.messages import text
from press.report.jsonout import problem_record, write_json
from press.report.terminal import Reporter
from press.values import Problem

if TYPE_CHECKING:
    from press.build.workshop import Workshop
    from press.packets.lookup import Answer
    from press.packets.run import PacketsResult


@dataclass(frozen=True, slots=True)
class Wishes:
    """What else was asked for."""

    as_zip: bool = False
    issue: str | None = None
    date: str | None = None
    lookup: str | None = None
    report: bool = False
    numbered: str | None = None
    copies: str | None = None


def packets(name: str, wishes: Wishes, options: Options,
            environment: Mapping[str, str] | None = None) -> int:
    """Make the packets of one book, or answer what was asked about them."""
    environment = os.environ if environment is None else environment
    reporter = Reporter(options.lang, quiet=options.quiet or options.json)
    folders, problems = find_books((name,), options.output)
    if problems:
        return _end(reporter, options, problems, Exit.USAGE)
    if (wrong := _misuse(wishes)) is not None:
        return verbs.misused(wrong, {}, options)
    if wishes.lookup is not None:
        return _look_up(folders[0], wishes.lookup, options, reporter)
    _, library, pool, code = verbs._ready((name,), options, reporter)
    if library is None or pool is None:
        return code
    cache = Cache(options.output / verbs.CACHE)
    with verbs._shop(options, library, cache, reporter, pool, "press.packets.loaded") as shop:
        result = _result(folders[0], wishes, options, shop(), environment)
    reporter.stop_progress()
    reporter.problems(result.problems, folders[0])
    if options.json:
        write_json(_record(result, options))
    if result.good:
        _say(result, wishes, reporter, options)
    return _code(result.problems)


def _misuse(wishes: Wishes) -> str | None:
    """The code of the sentence that says what is wrong with the options, if anything is."""
    if sum((wishes.lookup is not None, wishes.report, wishes.numbered is not None)) > 1:
        return "usage-packets-one"
    if wishes.date is not None and _date(wishes.date) is None:
        return "usage-packets-date"
    if wishes.numbered is not None and _range(wishes.copies) is None:
        return "usage-packets-copies"
    return None


def _result(folder: Path, wishes: Wishes, options: Options, shop: Workshop,
            environment: Mapping[str, str]) -> PacketsResult:
    from press.packets.run import Issue, make_packets

    date = _date(wishes.date or "") or dt.date.today()
    issue = Issue(wishes.issue, date) if wishes.issue is not None else None
    templates = templates_folder(options.templates)
    if wishes.report:
        from press.packets.totals import make_report

        return make_report(folder, options.output, templates, shop, environment)
    if wishes.numbered is not None:
        from press.packets.numbered import make_numbered

        first, last = _range(wishes.copies) or (1, 1)
        return make_numbered(folder, options.output, templates, shop, environment,
                             story=wishes.numbered, first=first, last=last, issue=issue)
    return make_packets(folder, options.output, templates, shop, environment,
                        as_zip=wishes.as_zip, issue=issue)


def _say(result: PacketsResult, wishes: Wishes, reporter: Reporter, options: Options) -> None:
    if wishes.report or wishes.numbered is not None:
        for file in result.files:
            reporter.say("packets-file" if file.pages else "packets-table",
                         path=result.folder / file.path, pages=file.pages)
    else:
        reporter.say("packets-done", lectures=result.lectures, files=len(result.files),
                     sheets=result.sheets, folder=result.folder)
    if result.delta is not None and (result.delta.again or result.delta.void
                                     or result.delta.changes):
        reporter.say("packets-changed", changes=len(result.delta.changes),
                     again=sum(s.total for s in result.delta.again),
                     void=sum(s.total for s in result.delta.void),
                     folder=text("packet-folder-changes", options.lang))
    if wishes.issue is not None:
        reporter.say("packets-issued", name=wishes.issue)


def _look_up(folder: Path, code: str, options: Options, reporter: Reporter) -> int:
    import contextlib

    from press.ledger import open_ledger
    from press.packets.folder import FOLDER
    from press.packets.lookup import look_up

    ledger, problems = open_ledger(folder, create=False)
    if problems:
        return _end(reporter, options, problems, Exit.PROBLEMS)
    with contextlib.closing(ledger) if ledger else contextlib.nullcontext():
        answer, problems = look_up(code, ledger,
                                   options.output / folder.resolve().name / FOLDER)
    if answer is None:
        return _end(reporter, options, problems, Exit.PROBLEMS)
    if options.json:
        write_json({"problems": [], "code": answer.code, "state": answer.state,
                    **dict(answer.facts), "pages": list(answer.pages)})
    for line in _lines(answer, options):
        reporter.raw(line + "\n")
    return Exit.GOOD if answer.state in ("current", "built", "numbered") else Exit.PROBLEMS


def _lines(answer: Answer, options: Options) -> list[str]:
    def say(code: str, **args: object) -> str:
        return text(f"lookup-{code}", options.lang, **args)

    def told(name: str, value: str) -> str:
        return (text(f"packet-file-{value.removesuffix('-set')}", options.lang)
                if name == "kind" else value)

    facts = [f"  {say(name)}  {told(name, value)}" for name, value in answer.facts]
    pages = "、".join(map(str, answer.pages))
    more = [f"  {say('pages')}  {pages}"] if answer.pages else []
    return [f"{answer.code}  {say(f'state-{answer.state}')}", *facts, *more]


def _date(words: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(words)
    except ValueError:
        return None


def _range(words: str | None) -> tuple[int, int] | None:
    """``1-500``, or ``500`` for 1 to 500."""
    found = re.fullmatch(r"(?:(\d{1,7})\s*[-–—~])?\s*(\d{1,7})", (words or "").strip())
    if found is None:
        return None
    first, last = int(found[1] or 1), int(found[2])
    return (first, last) if 1 <= first <= last else None


def _record(result: PacketsResult, options: Options) -> dict[str, object]:
    """``{"problems": […], "book", "folder", "lectures", "copies", "sheets", "files": […]}``."""
    from press.packets.folder import record

    found = result.delta
    return {"problems": [{"book": result.book, **problem_record(p, options.lang)}
                         for p in result.problems],
            "book": result.book, "folder": result.folder.as_posix(),
            "lectures": result.lectures, "copies": result.copies, "sheets": result.sheets,
            "files": [record(file) for file in result.files],
            "changes": [{"lecture": c.number, "kind": c.kind, "fields": list(c.what)}
                        for c in found.changes] if found else [],
            "print_again": sum(s.total for s in found.again) if found else 0,
            "void": sum(s.total for s in found.void) if found else 0}


def _code(problems: Sequence[Problem]) -> int:
    errors = {p.code for p in problems if p.severity == "error"}
    if not errors:
        return Exit.GOOD
    if errors & {"packets-none"}:
        return Exit.USAGE
    return Exit.MACHINE if errors <= verbs.MACHINE_CODES else Exit.PROBLEMS


def _end(reporter: Reporter, options: Options, problems: Sequence[Problem], code: Exit) -> int:
    reporter.problems(problems, None)
    if options.json:
        write_json({"problems": [problem_record(p, options.lang) for p in problems]})
    return code
