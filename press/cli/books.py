"""Which books a command means, and where things lie."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from press.config.suggestions import nearest
from press.messages import Lang
from press.values import Problem, problem

SOURCES = Path("sources")
BOOK_FILE = "book.toml"


def find_books(names: Sequence[str]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Folders of the books named (a name under sources/ or a path); all of sources/ for none."""
    if not names:
        found = tuple(sorted(p.parent for p in SOURCES.glob(f"*/{BOOK_FILE}")))
        return found, () if found else (problem("no-books", folder=SOURCES),)
    folders: list[Path] = []
    problems: list[Problem] = []
    known = sorted(p.parent.name for p in SOURCES.glob(f"*/{BOOK_FILE}"))
    for name in names:
        for folder in (SOURCES / name, Path(name)):
            if (folder / BOOK_FILE).is_file():
                folders.append(folder)
                break
        else:
            close = nearest(name, known)
            problems.append(problem("book-unknown", name=name,
                                    known=close or "、".join(known) or "—"))
    return tuple(dict.fromkeys(folders)), tuple(problems)


def templates_folder(given: Path | None) -> Path:
    """The folder of layouts: the one given, ./templates, or that beside the program."""
    if given is not None:
        return given
    here = Path("templates")
    return here if here.is_dir() else Path(__file__).resolve().parents[2] / "templates"


def language(given: str | None, environment: Mapping[str, str] = os.environ) -> Lang:
    """``--lang``, else English for an English locale, else Chinese: the editors' language."""
    if given in ("zh", "en"):
        return "zh" if given == "zh" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"
