"""``compare OLD NEW``: two versions of a PDF, page by page; and the pages to replace."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from press.build.comparing import DPI, SECONDS, Compared, ComparedPage, Comparison, compare
from press.cli.arguments import Misuse, Option, choice
from press.cli.codes import Exit
from press.cli.preflight import seconds
from press.cli.quick import Asked, asked, guarded, help_lines, number
from press.dataclass import asdict
from press.messages import Lang, text
from press.report.lines import Lines
from press.values import page_runs, problem

MOST = 20
"""Changes of words of one page that are told."""


OPTIONS = (
    Option("--replacement", "compare-help-replacement", "OUT.pdf"),
    Option("--dpi", "compare-help-dpi", "100", number(50, 300, "dpi"),
           "compare-takes-dpi"),
    Option("--seconds", "compare-help-seconds", "120", seconds, "preflight-takes-seconds"),
    Option("--json", "compare-help-json"),
    Option("--quiet", "compare-help-quiet"),
    Option("--lang", "compare-help-lang", "zh|en", choice("zh", "en"),
           "preflight-takes-choice", settings={"known": "zh, en"}),
    Option("--help", "compare-help-help", short="-h"),
)


def run(words: Sequence[str]) -> int:
    """The verb: its words without ``compare`` → its exit code."""
    told = asked(words, OPTIONS)
    return guarded(told, lambda: _compare(told))


def _compare(told: Asked) -> int:
    values, files, misuse = told.values, told.files, told.misuse
    lang, as_json, lines = told.lang, told.as_json, told.lines
    if misuse is None and values.get("--help"):
        sys.stdout.write(help_text(lang))
        return Exit.GOOD
    misuse = misuse or _misused(values, files)
    if misuse is not None:
        fault = problem("compare-usage", detail=text(misuse[0], lang, **misuse[1]))
        return _end(lines, as_json, lang, Compared((fault,)), Exit.USAGE)
    comparison = Comparison(files[0], files[1], values.get("--replacement", ""),
                            values.get("--dpi", DPI), values.get("--seconds", SECONDS))
    found = compare(comparison)
    errors = [p for p in found.problems if p.severity == "error"]
    code = Exit.GOOD if not errors else Exit.USAGE if any(
        p.code == "inspection-file" for p in errors) else Exit.MACHINE if any(
        p.code == "output-unwritable" for p in errors) else Exit.PROBLEMS
    lines.problems(found.problems)
    if found.pages:
        _say(lines, found, comparison.replacement if not errors else "")
    return _end(lines, as_json, lang, found, code, told=True)


def _misused(values: dict[str, Any], files: Sequence[str]) -> Misuse | None:
    if len(files) != 2:
        return "compare-files", {"count": str(len(files))}
    target = values.get("--replacement")
    if target and Path(target).resolve() in {Path(file).resolve() for file in files}:
        return "compare-target", {"value": target}
    return None


def _say(lines: Lines, found: Compared, replacement: str) -> None:
    """Every page that is not the same, and which leaves are exchanged."""
    for page in found.pages:
        _say_page(lines, page)
    kinds: list[str] = [page.kind for page in found.pages]
    if found.same:
        lines.say("compare-same", new=found.counts[1])
    else:
        lines.say("compare-pages", old=found.counts[0], new=found.counts[1], **{
            kind: kinds.count(kind) for kind in ("same", "changed", "added", "removed")})
    if found.out or found.put:
        code = "compare-leaves" if found.out and found.put else (
            "compare-leaves-out" if found.out else "compare-leaves-in")
        lines.say(code, out=page_runs(found.out), put=page_runs(found.put))
    if replacement and found.put:
        lines.say("compare-written", file=replacement, pages=len(found.put))
    elif replacement:
        lines.say("compare-none-written", file=replacement)


def _say_page(lines: Lines, page: ComparedPage) -> None:
    if page.kind == "same":
        return
    folio = bool(page.words) and all(words.folio for words in page.words) and not page.sizes
    lines.say("compare-changed-folio" if folio else f"compare-{page.kind}",
              old=page.old, new=page.new)
    if folio:
        return
    for words in page.words[:MOST]:
        lines.say("compare-words", before=words.before, old_words=words.old,
                  new_words=words.new, after=words.after)
    if len(page.words) > MOST:
        lines.say("compare-more", count=len(page.words) - MOST)
    if page.sizes:
        before, now = (f"{width:g} × {height:g}" for width, height in page.sizes)
        lines.say("compare-size", old_size=before, new_size=now)
    if page.places and not page.words:
        lines.say("compare-places", places="；".join(text(
            "compare-place", lines.lang, left=f"{left:g}", top=f"{top:g}", width=f"{width:g}",
            height=f"{height:g}") for left, top, width, height in page.places))


def _end(lines: Lines, as_json: bool, lang: Lang, found: Compared, code: Exit, *,
         told: bool = False) -> int:
    if not told:
        lines.problems(found.problems)
    if as_json:
        from press.report.jsonout import problem_record, write_json

        write_json({
            "problems": [{"book": "", **problem_record(p, lang)} for p in found.problems],
            "artefacts": [], "same": found.same and bool(found.pages),
            "pages": [_record(page) for page in found.pages],
            "counts": list(found.counts), "take_out": list(found.out),
            "put_in": list(found.put)})
    return code


def _record(page: ComparedPage) -> dict[str, Any]:
    return {"old": page.old, "new": page.new, "kind": page.kind,
            "words": [asdict(words) for words in page.words],
            "places": [list(place) for place in page.places],
            "sizes": page.sizes and [list(size) for size in page.sizes]}


def help_text(lang: Lang) -> str:
    """What ``compare --help`` shows."""
    return "\n".join(help_lines("compare", OPTIONS, lang)) + "\n"
