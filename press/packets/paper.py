"""Sheets, copies, boxes: the arithmetic of a print order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from press.dataclass import dataclass
from press.packets.values import Item, MadeSet, Sheaf

Held = Literal["none", "staple", "clip"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a print order: a sheaf of a file."""

    path: str
    lecture: str
    lecturer: str
    code: str
    item: Item
    first: int
    """Its first page in the file, from 1."""
    last: int
    copies: int
    duplex: bool
    sheets: int
    """For one copy."""
    held: Held

    @property
    def total(self) -> int:
        """Sheets for all copies."""
        return self.sheets * self.copies


def lines(made: MadeSet) -> tuple[Line, ...]:
    """A file as lines: the listener's on both sides, the speaker's on one (print.md: clipped)."""
    return tuple(_line(made, sheaf) for sheaf in made.sheaves)


def _line(made: MadeSet, sheaf: Sheaf) -> Line:
    duplex = made.kind == "listener"
    sheets = -(-sheaf.pages // 2) if duplex else sheaf.pages
    held: Held = "none" if sheets == 1 else "clip" if sheaf.item == "speaker" else (
        "staple" if sheaf.item == "handout" else "none")
    return Line(made.path, made.lecture, made.lecturer, made.code, sheaf.item, sheaf.first + 1,
                sheaf.first + sheaf.pages, made.copies, duplex, sheets, held)


def sheets(made: Iterable[MadeSet]) -> int:
    """All sheets of some files, all copies."""
    return sum(line.total for one in made for line in lines(one))


def boxes(amount: int, capacity: int) -> tuple[int, ...]:
    """``amount`` sheets in boxes of ``capacity``, as even as they can be; at least one box."""
    count = max(1, -(-amount // capacity))
    return tuple(amount // count + (n < amount % count) for n in range(count))
