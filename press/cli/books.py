"""Which books a command means, and where things lie."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from press.messages import Lang
from press.values import Problem, problem

SOURCES = Path("sources")
BOOK_FILE = "book.toml"


def find_books(names: Sequence[str], output: Path) -> tuple[
        tuple[Path, ...], tuple[Problem, ...]]:
    """Folders of the books named (a name under sources/ or a path); all of sources/ for none.

    Each becomes a folder of its name in ``output``: so no two may have the same name, and none
    may be that folder itself.
    """
    known = _known()
    if not names:
        if not known:
            return (), (problem("no-books", folder=SOURCES),)
        folders = [SOURCES / name for name in known]
    else:
        folders, problems = _named(names, known)
        if problems:
            return (), tuple(problems)
    unique = {folder.resolve(): folder for folder in reversed(folders)}
    chosen = tuple(reversed(unique.values()))
    return chosen, tuple(_clashes(chosen, output))


def _named(names: Sequence[str], known: Sequence[str]) -> tuple[list[Path], list[Problem]]:
    folders: list[Path] = []
    problems: list[Problem] = []
    for name in names:
        path = Path(name)
        # A plain name means a book of the house; anything else is a path from here.
        places = [SOURCES / name, path] if path.name == name else [path]
        if path.name == BOOK_FILE:
            places.append(path.parent)
        folder = next((p for p in places if _is_book(p)), None)
        if folder is not None:
            folders.append(folder)
        else:
            from press.config.suggestions import nearest  # brings pydantic, which --help spares

            problems.append(problem("book-unknown", name=name, known=nearest(name, known)
                                    or "、".join(known) or "—"))
    return folders, problems


def _clashes(folders: Sequence[Path], output: Path) -> list[Problem]:
    problems: list[Problem] = []
    taken: dict[str, Path] = {}
    for folder in folders:
        name = folder.resolve().name
        if not name.isprintable() or name.startswith(".") or not name:
            problems.append(problem("book-folder", folder=folder.resolve()))
        elif (output / name).resolve() == folder.resolve():
            problems.append(problem("output-is-book", folder=folder, output=output))
        first = taken.setdefault(name.casefold(), folder)  # some disks know no case
        if first != folder:
            problems.append(problem("book-twice", name=name, first=first, second=folder))
    return problems


def _known() -> list[str]:
    return sorted(p.parent.name for p in SOURCES.glob(f"*/{BOOK_FILE}")
                  if not p.parent.name.startswith("."))


def _is_book(folder: Path) -> bool:
    """Also a link to nowhere is a book.toml: what is wrong with it is told when it is read."""
    try:
        return (folder / BOOK_FILE).is_file() or (folder / BOOK_FILE).is_symlink()
    except (OSError, ValueError):  # a name too long, a folder that may not be entered
        return False


def templates_folder(given: Path | None) -> Path:
    """The folder of layouts: the one given, ./templates, or that beside the program."""
    if given is not None:
        return given
    here = Path("templates")
    return here if here.is_dir() else Path(__file__).resolve().parents[2] / "templates"


def language(given: str | None, environment: Mapping[str, str] = os.environ) -> Lang:
    """``--lang``, else Chinese for a Chinese locale and English for any other.

    Where there is no locale at all, Chinese: the editors' language.
    """
    if given in ("zh", "en"):
        return "zh" if given == "zh" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "zh"
