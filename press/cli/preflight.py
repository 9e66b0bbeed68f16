"""``preflight FILE...``: any PDF, our own or another's, held to what it is for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from press.build.inspection import SECONDS, UNREAD, Inspected, Inspection, inspect
from press.cli.arguments import Option, choice
from press.cli.codes import Exit
from press.cli.impose_options import count, size
from press.cli.quick import Asked, asked, guarded, help_lines, number
from press.messages import Lang, text
from press.report.lines import Lines
from press.values import has_errors, problem

seconds = number(1, 3600, "s")
"""A time limit."""
_PROFILES = ("print", "office", "screen")
OPTIONS = (
    Option("--profile", "preflight-help-profile", "|".join(_PROFILES), choice(*_PROFILES),
           "preflight-takes-choice", settings={"known": ", ".join(_PROFILES)}),
    Option("--trim", "preflight-help-trim", "148x210", size, "preflight-takes-size"),
    Option("--binding", "preflight-help-binding", "left|right", choice("left", "right"),
           "preflight-takes-choice", settings={"known": "left, right"}),
    Option("--multiple", "preflight-help-multiple", "4|8|16|32", count,
           "preflight-takes-count"),
    Option("--seconds", "preflight-help-seconds", "20", seconds, "preflight-takes-seconds"),
    Option("--report", "preflight-help-report", "FILE", Path),
    Option("--json", "preflight-help-json"),
    Option("--quiet", "preflight-help-quiet"),
    Option("--lang", "preflight-help-lang", "zh|en", choice("zh", "en"),
           "preflight-takes-choice", settings={"known": "zh, en"}),
    Option("--help", "preflight-help-help", short="-h"),
)


def run(words: Sequence[str]) -> int:
    """The verb: its words without ``preflight`` → its exit code."""
    told = asked(words, OPTIONS)
    return guarded(told, lambda: _preflight(told))


def _preflight(told: Asked) -> int:
    values, files, misuse = told.values, told.files, told.misuse
    lang, as_json, lines = told.lang, told.as_json, told.lines
    if misuse is None and values.get("--help"):
        sys.stdout.write(help_text(lang))
        return Exit.GOOD
    if misuse is None and not files:
        misuse = ("usage-missing", {"option": "FILE"})
    if misuse is not None:
        fault = problem("inspection-usage", detail=text(misuse[0], lang, **misuse[1]))
        return _end(lines, as_json, lang, [("", Inspected((fault,)))], Exit.USAGE)
    found: list[tuple[str, Inspected]] = []
    code = Exit.GOOD
    for file in files:
        one = inspect(_inspection(file, values))
        found.append((file, one))
        _say(lines, file, one)
        if any(p.code in UNREAD for p in one.problems):
            code = Exit.USAGE
        elif code == Exit.GOOD and has_errors(one.problems):
            code = Exit.PROBLEMS
    if values.get("--report"):
        code = _report(found, values["--report"], lines) or code
    return _end(lines, as_json, lang, found, code, told=True)


def _report(found: Sequence[tuple[str, Inspected]], target: Path, lines: Lines) -> Exit:
    """Write the page for a browser; 0 where that went well."""
    from press.cli.reporting import file_report, write_report

    fault = write_report([file_report(Path(file), one.problems, target) for file, one in found],
                         target, lines.lang)
    if fault is not None:
        lines.problems([fault])
        return Exit.MACHINE
    lines.say("report-written", file=target)
    return Exit.GOOD


def _inspection(file: str, values: dict[str, Any]) -> Inspection:
    return Inspection(file, values.get("--profile", ""), values.get("--trim"),
                      values.get("--binding", ""), values.get("--multiple", 0),
                      values.get("--seconds", SECONDS))


def _say(lines: Lines, file: str, found: Inspected) -> None:
    lines.problems(found.problems)
    if any(p.code in UNREAD for p in found.problems):
        return
    errors = sum(p.severity == "error" for p in found.problems)
    warnings = sum(p.severity == "warning" for p in found.problems)
    held = "preflight-held-order" if found.known else f"preflight-held-{found.profile or 'print'}"
    lines.say("preflight-result" if errors or warnings else "preflight-clean", file=file,
              pages=found.pages, errors=errors, warnings=warnings,
              held=text(held, lines.lang))


def _end(lines: Lines, as_json: bool, lang: Lang, found: Sequence[tuple[str, Inspected]],
         code: Exit, *, told: bool = False) -> int:
    if not told:
        for _, one in found:
            lines.problems(one.problems)
    if as_json:
        from press.report.jsonout import problem_record, write_json

        write_json({
            "problems": [{"book": "", **problem_record(p, lang)}
                         for _, one in found for p in one.problems],
            "artefacts": [],
            "files": [{"path": file, "pages": one.pages, "known": one.known,
                       "profile": one.profile,
                       "passed": not has_errors(one.problems)}
                      for file, one in found if file]})
    return code


def help_text(lang: Lang) -> str:
    """What ``preflight --help`` shows."""
    rows = help_lines("preflight", OPTIONS, lang)
    return "\n".join([*rows, "", text("preflight-help-examples", lang)]) + "\n"
