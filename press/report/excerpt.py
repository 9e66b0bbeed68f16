"""The line that a problem is about, with a caret below the place."""

from __future__ import annotations

from pathlib import Path

from rich.cells import cell_len

from press.values import Problem

BEFORE, LENGTH = 30, 60
"""Characters shown before the place, and in all."""


def plain(text: str) -> str:
    """``text`` without anything that a terminal would obey, not show; line ends are kept.

    What manuscripts and file names hold must not be able to move the cursor, change colours or
    turn the direction of writing.
    """
    return "".join(c if c.isprintable() or c == "\n" else " " if c in "\t\u3000\xa0" else
                   "\N{REPLACEMENT CHARACTER}" for c in text)


def source_of(problem: Problem, folder: Path | None) -> Path | None:
    """The file of the book that a problem is about; None where it is about something else."""
    if folder is None or problem.path is None or (
            problem.page is not None and problem.line is None):
        return None
    path = folder / problem.path
    try:
        inside = path.is_file() and path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return None
    return path if inside else None


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
