"""What problems are about, in words for a terminal."""

from __future__ import annotations

from pathlib import Path

from press.messages import Lang, text
from press.values import Problem


def plain(text: str) -> str:
    """``text`` without anything that a terminal would obey, not show; line ends are kept.

    What manuscripts and file names hold must not be able to move the cursor, change colours or
    turn the direction of writing.
    """
    return "".join(c if c.isprintable() or c == "\n" else " " if c in "\t\u3000\xa0" else
                   "\N{REPLACEMENT CHARACTER}" for c in text)


def code_of(problem: Problem) -> str:
    """``[image-ppi 3f2a9c01]``: the code, and the seal for a waiver where it can be waived."""
    return f"[{problem.code} {problem.seal}]" if problem.seal else f"[{problem.code}]"


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


def place_of(problem: Problem, folder: Path | None, lang: Lang) -> str:
    """``sources/book/stories/01.md:12:5: ``, with the page of a PDF where there is one.

    A file of the book is named from where the command was given, so that editors can open it.
    """
    if problem.path is None:
        return ""
    source = source_of(problem, folder)
    place = problem.path if source is None else source.as_posix()
    if problem.line is not None:
        place += f":{problem.line}"
        if problem.column is not None:
            place += f":{problem.column}"
    if problem.page is not None:
        place += " " + text("on-page", lang, page=problem.page)
    return place + (": " if lang == "en" else "：")
