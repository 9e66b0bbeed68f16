"""What ``handover --json`` says."""

from __future__ import annotations

from collections.abc import Sequence

from press.build.handover import HandoverResult
from press.messages import Lang
from press.report.jsonout import problem_record


def handover_report(results: Sequence[HandoverResult], lang: Lang) -> dict[str, object]:
    """``{"problems": […], "handovers": [{"book", "edition", "folder", "fresh", "files"}]}``."""
    return {
        "problems": [{"book": r.book, **problem_record(p, lang)}
                     for r in results for p in r.problems],
        "handovers": [{"book": r.book, "edition": h.edition, "folder": h.folder.as_posix(),
                       "fresh": h.fresh,
                       "files": [{"path": name, "sha256": digest} for name, digest in h.files]}
                      for r in results for h in r.folders]}
