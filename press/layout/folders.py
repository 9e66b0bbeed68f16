"""The folders that a layout is made of, and their layout.toml files made one.

A key of the book's own ``layout/layout.toml`` wins over the layout's, which wins over those
that it extends; tables are joined key by key, lists are replaced whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from press.config import Positions, Spot, load_toml, validate
from press.config.layout_model import LayoutConfig
from press.config.textfile import read_text
from press.dataclass import dataclass, replace
from press.values import Place, Problem, problem

SETTINGS = "layout.toml"


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder of the chain, and what it says in its layout.toml."""

    name: str
    """The layout's name; empty for a folder of the book's own."""
    path: Path
    root: Path
    """Nothing outside is read."""
    prefix: str
    """Before a name in ``root``, to show people where it is; empty in a book."""
    table: Mapping[str, Any]
    """Its layout.toml; empty where there is none."""
    positions: Positions

    def shown(self, name: str) -> str:
        """The path of a file of this folder, for people."""
        return f"{self.prefix}{(self.path / name).relative_to(self.root).as_posix()}"

    def read(self, name: str) -> tuple[str | None, tuple[Problem, ...]]:
        """The text of one of its files."""
        text, problems = read_text(self.root, self.path / name)
        return text, _shown(problems, self.prefix)


def chain(name: str, templates: Path, book_folder: Path | None, *,
          own: bool = True) -> tuple[tuple[Folder, ...], tuple[Problem, ...]]:
    """From the outermost ancestor to the book's own folders; see ``load_layout``."""
    folders: list[Folder] = []
    problems: tuple[Problem, ...] = ()
    wanted: str | None = name
    asked = Place("book.toml") if book_folder else None
    while wanted is not None:
        path = templates / wanted
        if any(f.name == wanted for f in folders):
            names = " → ".join([*(f.name for f in folders), wanted])
            return (), (*problems, problem("layout-loop", asked, names=names))
        # A direct child of templates/: a name cannot climb out.
        if path.parent != templates or not (path / SETTINGS).is_file():
            known = sorted(f.parent.name for f in templates.glob(f"*/{SETTINGS}"))
            return (), (*problems, problem("layout-unknown", asked, name=wanted,
                                           names=", ".join(known)))
        folder, found = _folder(wanted, path, templates, f"{templates.as_posix()}/")
        problems += found
        folders.append(folder)
        extends = folder.table.get("extends")
        wanted = extends if isinstance(extends, str) else None
        spot = folder.positions.value(("extends",))
        asked = Place(folder.shown(SETTINGS), spot.line, spot.column)
    folders.reverse()
    if book_folder is not None:
        changes = book_folder / "layout"
        for path in (*([changes] if own else []), changes / name):
            if path.is_dir():
                folder, found = _folder("", path, book_folder, "")
                problems += found
                folders.append(folder)
    return tuple(folders), problems


def _folder(name: str, path: Path, root: Path,
            prefix: str) -> tuple[Folder, tuple[Problem, ...]]:
    if not name and not (path / SETTINGS).exists():
        return Folder(name, path, root, prefix, {}, Positions()), ()
    table, positions, problems = load_toml(path / SETTINGS, root)
    return Folder(name, path, root, prefix, table or {}, positions), _shown(problems, prefix)


def settings(folders: tuple[Folder, ...]) -> tuple[LayoutConfig | None, tuple[Problem, ...]]:
    """One typed configuration out of all layout.toml files of a chain.

    The files are checked as if they stood one under the other in one text, the innermost
    first; then each fault is led back to the line of its own file.
    """
    table: dict[str, Any] = {}
    keys: dict[tuple[str | int, ...], Spot] = {}
    values: dict[tuple[str | int, ...], Spot] = {}
    starts: list[tuple[int, Folder]] = []
    start = 0
    for folder in reversed([f for f in folders if f.table]):
        table = _joined(folder.table, table)
        starts.append((start, folder))
        for spots, own in ((keys, folder.positions.keys), (values, folder.positions.values)):
            for path, spot in own.items():
                spots.setdefault(path, Spot(start + spot.line, spot.column))
        start += 1 + max((s.line for s in folder.positions.keys.values()), default=0)
    config, problems = validate(LayoutConfig, table, Positions(keys, values), SETTINGS)
    return config, tuple(_led_back(p, starts) for p in problems)


def _led_back(fault: Problem, starts: list[tuple[int, Folder]]) -> Problem:
    line = fault.line or 1
    start, folder = max((s for s in starts if s[0] < line), key=lambda s: s[0])
    return replace(fault, path=folder.shown(SETTINGS), line=line - start)


def _joined(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """``under`` with ``over`` laid on it, tables key by key."""
    out = dict(under)
    for key, value in over.items():
        old = out.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            value = _joined(old, value)
        out[key] = value
    return out


def _shown(problems: tuple[Problem, ...], prefix: str) -> tuple[Problem, ...]:
    return tuple(replace(p, path=f"{prefix}{p.path}") for p in problems)
