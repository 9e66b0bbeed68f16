"""The verb ``packets``: packets of lectures, what is known of them, numbered copies."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from press.build.cache import Cache
from press.cli import verbs
from press.cli.books import find_books, templates_folder
from press.cli.codes import Exit
from press.cli.options import Options
from press.report.jsonout import problem_record, write_json
from press.report.terminal import Reporter
from press.values import Problem

if TYPE_CHECKING:
    from press.packets.run import PacketsResult


@dataclass(frozen=True, slots=True)
class Wishes:
    """What else was asked for."""

    as_zip: bool = False


def packets(name: str, wishes: Wishes, options: Options,
            environment: Mapping[str, str] | None = None) -> int:
    """Make the packets of one book."""
    from press.packets.run import make_packets

    environment = os.environ if environment is None else environment
    reporter = Reporter(options.lang, quiet=options.quiet or options.json)
    folders, problems = find_books((name,), options.output)
    if problems:
        return _end(reporter, options, problems, Exit.USAGE)
    library, problems = verbs.prepared_fonts(reporter)
    if library is None:
        return _end(reporter, options, problems, Exit.MACHINE)
    cache = Cache(options.output / verbs.CACHE)
    with verbs._shop(options, library, cache, reporter, None, lambda: None) as shop:
        result = make_packets(folders[0], options.output, templates_folder(options.templates),
                              shop(), environment, as_zip=wishes.as_zip)
    reporter.stop_progress()
    reporter.problems(result.problems, folders[0])
    if options.json:
        write_json(_record(result, options))
    if result.good:
        reporter.say("packets-done", lectures=result.lectures, files=len(result.files),
                     sheets=result.sheets, folder=result.folder)
    return _code(result.problems)


def _record(result: PacketsResult, options: Options) -> dict[str, object]:
    """``{"problems": […], "book", "folder", "lectures", "copies", "sheets", "files": […]}``."""
    from press.packets.folder import record

    return {"problems": [{"book": result.book, **problem_record(p, options.lang)}
                         for p in result.problems],
            "book": result.book, "folder": result.folder.as_posix(),
            "lectures": result.lectures, "copies": result.copies, "sheets": result.sheets,
            "files": [record(file) for file in result.files]}


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
