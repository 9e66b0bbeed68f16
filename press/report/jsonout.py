"""The one JSON value of ``--json``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from press.build.values import Artefact
from press.messages import Lang, hint, message
from press.values import Problem


def problem_record(problem: Problem, lang: Lang) -> dict[str, object]:
    """A problem with its words."""
    return {"code": problem.code, "severity": problem.severity, "message": message(problem, lang),
            "hint": hint(problem, lang), "path": problem.path, "line": problem.line,
            "column": problem.column, "page": problem.page}


def report(problems: Iterable[tuple[str, Problem]], artefacts: Sequence[tuple[str, Artefact]],
           lang: Lang) -> str:
    """``{"problems": […], "artefacts": […]}``; each with the book that it belongs to."""
    return json.dumps({
        "problems": [{"book": book, **problem_record(p, lang)} for book, p in problems],
        "artefacts": [{"book": book, "path": a.path, "document": a.document,
                       "edition": a.edition, "kind": a.kind, "pages": a.pages,
                       "sheets": a.sheets, "trim": list(a.trim), "sha256": a.sha256,
                       "problems": a.problems} for book, a in artefacts],
    }, ensure_ascii=False, indent=2)
