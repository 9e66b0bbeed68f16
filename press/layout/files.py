"""A layout read into memory: its values and its texts, by inheritance file by file.

A file is looked for in the book's own folders ``layout/LAYOUT/`` and ``layout/``, then in the
layout's folder in templates/, then in those that it extends. ``shared/NAME`` is a file of
templates/shared (or of the book's ``layout/shared``). ``LAYOUT/NAME`` is always the file of that
very layout, so that an override can extend what it overrides.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from press.config import Positions
from press.config.layout_model import LayoutConfig
from press.dataclass import dataclass
from press.layout.folders import SETTINGS, Folder, chain, settings
from press.layout.soundness import incomplete
from press.values import Problem, has_errors

SHARED = "shared"
_SUFFIXES = (".html", ".css", ".css.jinja")


@dataclass(frozen=True, slots=True)
class TextFile:
    """One template or style sheet."""

    name: str
    """As templates and layout.toml call it."""
    path: str
    """Where it stands, for problems: relative to the book, or absolute."""
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout with all that it needs; it pickles, and never looks at the disk again."""

    name: str
    """Its folder in templates/."""
    config: LayoutConfig
    files: tuple[TextFile, ...]
    """The file that wins for each name, by name."""
    digest: str
    """SHA-256 in hex of the values and texts, wherever they lie."""


def load_layout(name: str, *, templates: Path, book_folder: Path | None,
                own: bool = True) -> tuple[Layout | None, tuple[Problem, ...]]:
    """The layout ``name`` out of ``templates``, with what the book overrides.

    ``own``: whether it is the layout of the book itself, which ``layout/`` changes; those of
    editions and handouts have only ``layout/NAME/``.
    """
    folders, problems = chain(name, templates, book_folder, own=own)
    if not folders or problems:
        return None, problems
    config, problems = settings(folders)
    files, found = _texts(folders, templates)
    problems += found
    if config is not None:
        problems += incomplete(config, {f.name for f in files}, folders)
    if config is None or has_errors(problems):
        return None, problems
    return Layout(name, config, files, _digest(config, files)), problems


def _texts(folders: tuple[Folder, ...],
           templates: Path) -> tuple[tuple[TextFile, ...], tuple[Problem, ...]]:
    """Every template and style sheet under every name that it answers to."""
    won: dict[str, TextFile] = {}
    problems: list[Problem] = []
    shared = Folder(SHARED, templates / SHARED, templates, f"{templates.as_posix()}/", {},
                    Positions())
    for folder in (shared, *folders):
        files, found = _read(folder, templates)
        problems += found
        for file in files:
            if folder.name:  # the book's own folder has no name of its own
                qualified = f"{folder.name}/{file.name}"
                won[qualified] = TextFile(qualified, file.path, file.text)
            if folder is not shared:
                won[file.name] = file
    return tuple(won[name] for name in sorted(won)), tuple(problems)


def _read(folder: Folder, templates: Path) -> tuple[list[TextFile], list[Problem]]:
    """The files of one folder, but not those that a book has in it for another layout."""
    files: list[TextFile] = []
    problems: list[Problem] = []
    for path in sorted(folder.path.rglob("*")):
        name = path.relative_to(folder.path).as_posix()
        if path.is_dir() or not name.endswith(_SUFFIXES):
            continue
        if not folder.name and (templates / name.split("/")[0] / SETTINGS).is_file():
            continue
        text, found = folder.read(name)
        problems += found
        if text is not None:
            files.append(TextFile(name, folder.shown(name), text))
    return files, problems


def _digest(config: LayoutConfig, files: tuple[TextFile, ...]) -> str:
    digest = hashlib.sha256(config.model_dump_json().encode())
    for file in files:
        for text in (file.name, file.text):
            data = text.encode()
            digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
