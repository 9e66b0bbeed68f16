"""The one JSON value of ``--json``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence

from press.build.store import artefact_record
from press.build.values import Artefact
from press.messages import Lang, hint, message
from press.values import Problem


def problem_record(problem: Problem, lang: Lang) -> dict[str, object]:
    """A problem with its words."""
    return {"code": problem.code, "severity": problem.severity, "message": message(problem, lang),
            "hint": hint(problem, lang), "path": problem.path, "line": problem.line,
            "column": problem.column, "page": problem.page, "waived": problem.waived,
            "seal": problem.seal,
            "places": [{"file": spot.file or (problem.path if problem.page else None),
                        "page": spot.page, "box": spot.box and list(spot.box), "path": spot.path,
                        "line": spot.line} for spot in problem.spots]}


def report(problems: Iterable[tuple[str, Problem]], artefacts: Sequence[tuple[str, Artefact]],
           lang: Lang) -> dict[str, object]:
    """``{"problems": […], "artefacts": […]}``; each with the book that it belongs to."""
    return {"problems": [{"book": book, **problem_record(p, lang)} for book, p in problems],
            "artefacts": [{"book": book, **artefact_record(a)} for book, a in artefacts]}


def write_json(value: object) -> None:
    """Write ``value`` to standard output; characters that it cannot take are written as \\u…."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:  # a locale of old, or a file name that is no UTF-8
        text = json.dumps(value, indent=2)
    sys.stdout.write(text + "\n")
