"""The house has one corridor: which room may use which, and which library lives where."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PRESS = Path(__file__).parents[1] / "press"

MAY_USE = {
    "messages": set(),
    "values": {"messages"},
    "contents": set(),
    "config": {"messages", "values"},
    "tables": {"values", "config"},
    "manuscript": {"values", "config", "contents", "tables"},
    "proof": {"messages", "values", "config", "manuscript"},
    "cover": {"values"},
    "layout": {"values", "config", "manuscript", "cover", "production", "galley"},
    "script": {"values", "config", "manuscript", "layout"},
    "assembly": {"values"},
    "typeset": {"values", "assembly"},
    "imposition": {"messages", "values"},
    "production": {"messages"},
    "galley": {"messages", "values"},
    "preflight": {"values"},
    "doctor": {"values"},
    "witness": set(),
    "roster": {"values", "tables"},
    "ledger": {"values", "roster"},
    "packets": {"messages", "values", "config", "manuscript", "layout", "script", "typeset",
                "assembly", "preflight", "build", "roster", "ledger", "tables"},
    "build": {"values", "config", "manuscript", "proof", "layout", "script", "typeset",
              "assembly", "imposition", "preflight", "production", "cover", "messages",
              "contents", "witness", "galley", "tables"},
    "report": {"messages", "values", "build"},
    "cli": {"messages", "values", "config", "manuscript", "proof", "imposition", "build",
            "report", "typeset", "doctor", "packets", "ledger", "galley"},
}
"""Room → the rooms that it may import. It has no circle (tested), so neither has the code."""

EVERYWHERE = "dataclass"
"""What all write their values with; it knows none of them."""

LIBRARIES = {
    "weasyprint": {"typeset"}, "pydyf": {"typeset"},
    "pikepdf": {"assembly", "imposition", "witness", "galley"},
    "pypdf": {"preflight"}, "markdown": {"manuscript"}, "nh3": {"manuscript"},
    "yaml": {"manuscript"}, "jinja2": {"layout", "report"}, "pydantic": {"config"},
    "pydantic_core": {"config"}, "typer": {"cli"}, "rich": {"report"},
    "msgspec": {EVERYWHERE}, "dataclasses": {EVERYWHERE},
    "uharfbuzz": {"typeset", "assembly", "imposition"}, "fontTools": {"typeset"},
    "PIL": {"manuscript", "assembly", "preflight"},
    "pypinyin": {"manuscript", "layout", "proof"}, "unicodedataplus": {"layout"},
    "opencc": {"script", "preflight", "proof"}, "distributed": {"build"}, "barcode": {"cover"},
    "pypdfium2": {"preflight"}, "openpyxl": {"tables"}, "segno": {"packets"},
    "sqlite3": {"ledger"}, "borax": {"layout"},
}
"""Library → the rooms that alone know it."""

MODULES = sorted(PRESS.rglob("*.py"))


def room_of(file: Path) -> str:
    parts = file.relative_to(PRESS).parts
    return parts[0] if len(parts) > 1 else file.stem


def imports(file: Path) -> Iterator[str]:
    """Every module that ``file`` imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are written in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_map_has_no_circle() -> None:
    left = dict(MAY_USE)
    while left:
        free = [room for room, used in left.items() if not used & set(left)]
        assert free, f"circle among {sorted(left)}"
        for room in free:
            del left[room]


@pytest.mark.parametrize("file", MODULES, ids=lambda f: str(f.relative_to(PRESS)))
def test_every_module_keeps_to_the_corridor(file: Path) -> None:
    room = room_of(file)
    if room == "__init__":
        return
    for name in imports(file):
        top, _, rest = name.partition(".")
        if top == "press" and rest:
            other = rest.split(".")[0]
            assert other in {EVERYWHERE, room} | MAY_USE.get(room, set()), f"{room} imports {name}"
        elif top in LIBRARIES:
            assert room in LIBRARIES[top], f"{top} belongs in {sorted(LIBRARIES[top])}"


@pytest.mark.parametrize("room", sorted(MAY_USE))
def test_no_circle_within_a_room(room: str) -> None:
    """Modules of one room can be put in an order, too."""
    graph: dict[str, set[str]] = {}
    for file in MODULES:
        if room_of(file) == room:
            name = ".".join(("press", *file.relative_to(PRESS).with_suffix("").parts))
            graph[name.removesuffix(".__init__")] = set(imports(file))
    edges = {name: {other for other in graph if other != name and any(
        used == other or used.startswith(other + ".") for used in graph[name])
        and not any(longer != other and longer.startswith(other + ".")
                    and any(u == longer or u.startswith(longer + ".") for u in graph[name])
                    for longer in graph)} for name in graph}
    while edges:
        free = [name for name, used in edges.items() if not used & set(edges)]
        assert free, f"circle among {sorted(edges)}"
        for name in free:
            del edges[name]


def test_modules_stay_small() -> None:
    long = {str(f.relative_to(PRESS)): n for f in MODULES
            if (n := len(f.read_text("utf-8").splitlines())) > 400}
    assert not long, f"past 400 lines: {long}"
