"""The line that a problem is about, with a caret below the place."""

from __future__ import annotations

from pathlib import Path

from rich.cells import cell_len

from press.report.places import plain, source_of
from press.values import Problem

BEFORE, LENGTH = 30, 60
"""Characters shown before the place, and in all."""


def excerpt(problem: Problem, folder: Path | None) -> list[str]:
    """The line and a caret below its column; nothing where the line cannot be read."""
    path = source_of(problem, folder)
    if path is None or problem.line is None:
        return []
    try:
        lines = path.read_text("utf-8-sig").split("\n")
        line = lines[problem.line - 1]
    except (OSError, ValueError, IndexError):
        return []
    if problem.column is None:
        return [plain(line[:LENGTH])]
    start = max(0, problem.column - 1 - BEFORE)
    shown = plain(line[start:start + LENGTH])
    return [shown, " " * cell_len(shown[:problem.column - 1 - start]) + "^"]
