"""What became of proofs: a few lines on a terminal, or records for ``--json``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from press.build.galley_check import Checking, summary
from press.build.galleys import ProofsResult
from press.build.store import artefact_record
from press.messages import Lang
from press.report.jsonout import problem_record
from press.report.terminal import Reporter


def say_proofs(reporter: Reporter, done: ProofsResult) -> None:
    """Which round was made, where it is, what became of the last corrections, what comes next."""
    for one in (c for c in done.checkings if c.checked):
        reporter.say("proofs-checked" if one.last else "proofs-checked-left",
                     round=one.round.title(reporter.lang), **summary(one))
    if done.folder is None or done.round is None:
        return
    reporter.say("proofs-made", round=done.round.title(reporter.lang), folder=done.folder,
                 files=len(done.artefacts))
    if done.frozen:
        reporter.say("proofs-frozen-now", file=done.frozen)
    elif done.table:
        reporter.say("proofs-next", file=done.table)


def proofs_report(results: Sequence[ProofsResult], lang: Lang) -> dict[str, object]:
    """``problems`` and ``artefacts`` as of every verb; ``proofs``: rounds and corrections."""
    return {
        "problems": [{"book": r.book, **problem_record(p, lang)}
                     for r in results for p in r.problems],
        "artefacts": [{"book": r.book, **artefact_record(a)} for r in results
                      for a in r.artefacts],
        "proofs": [{"book": r.book, "round": r.round.name if r.round else None,
                    "printing": r.round.printing if r.round else None,
                    "folder": str(r.folder) if r.folder else None, "table": r.table or None,
                    "frozen": r.frozen or None, "corrections": _corrections(r.checkings)}
                   for r in results]}


def _corrections(checkings: Sequence[Checking]) -> list[dict[str, Any]]:
    return [{"round": of.round.name, "page": one.correction.page, "line": one.correction.line,
             "document": one.correction.document, "wrong": one.correction.written[0],
             "right": one.correction.written[1], "verdict": one.verdict, "found": one.found,
             "now_page": one.page, "now_line": one.line}
            for of in checkings for one in of.checked]
