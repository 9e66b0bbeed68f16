"""What is different from the packets that were given out last: sheets to print again, sheets that
are void, and who must be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from press.dataclass import dataclass
from press.ledger.records import Distribution, Kept
from press.packets.values import MadeSet
from press.roster.changes import Change, changes
from press.roster.records import Roster

State = Literal["new", "changed", "same"]


@dataclass(frozen=True, slots=True)
class Sheets:
    """Sheets of one sheaf, as page ranges of its file."""

    path: str
    lecture: str
    lecturer: str
    code: str
    item: str
    pages: tuple[int, ...]
    """Pages of the file, from 1, whole sheets of them."""
    first: int
    """Index of the sheaf's first page in its file."""
    sheets: int
    """For one copy."""
    copies: int

    @property
    def total(self) -> int:
        """Sheets for all copies."""
        return self.sheets * self.copies

    @property
    def own_pages(self) -> tuple[int, ...]:
        """Pages as whoever holds the paper counts them: each sheaf from 1."""
        return tuple(page - self.first for page in self.pages)


@dataclass(frozen=True, slots=True)
class Delta:
    """Everything that is different."""

    changes: tuple[Change, ...]
    """Of the rosters."""
    again: tuple[Sheets, ...]
    """To print: of the new files."""
    void: tuple[Sheets, ...]
    """Printed, and not to be used any more: of the old files."""

    @property
    def lecturers(self) -> tuple[str, ...]:
        """Numbers of all who must be told."""
        told = [n for change in self.changes for n in change.concerned]
        told += [one.lecturer for one in (*self.again, *self.void)]
        return tuple(dict.fromkeys(told))


def delta(last: Distribution, roster: Roster, made: Sequence[MadeSet]) -> Delta:
    """``made``: the packets as they are now; ``last``: as they were given out."""
    old: dict[tuple[str, str], Kept] = {(one.lecture, one.kind): one for one in last.files}
    new: dict[tuple[str, str], MadeSet] = {(one.lecture, one.kind): one for one in made}
    again: list[Sheets] = []
    void: list[Sheets] = []
    for key, one in new.items():
        before = old.get(key)
        if before is None:
            again += _all(one)
            continue
        more, less = _compared(before, one)
        again += more
        void += less
    for key, kept in old.items():
        if key not in new:
            void += _whole(kept)
    return Delta(changes(last.roster, roster), tuple(again), tuple(void))


def _compared(before: Kept, after: MadeSet) -> tuple[list[Sheets], list[Sheets]]:
    """Sheaf by sheaf, those of one item in their order."""
    again: list[Sheets] = []
    void: list[Sheets] = []
    duplex = after.kind == "listener"
    olds = list(_sheaves(before))
    sheaves: list[tuple[str, int, int]] = [(s.item, s.first, s.pages) for s in after.sheaves]
    for item, first, pages in sheaves:
        match = next((one for one in olds if one[0] == item), None)
        if match is not None:
            olds.remove(match)
        new_sides = _sides(after.digests, first, pages, duplex)
        old_sides = _sides(before.digests, match[1], match[2], duplex) if match else []
        fresh = [n for n, side in enumerate(new_sides)
                 if n >= len(old_sides) or side != old_sides[n]]
        stale = [n for n, side in enumerate(old_sides)
                 if n >= len(new_sides) or side != new_sides[n]]
        more = after.copies - before.copies
        if fresh:
            again.append(_some(after, item, first, pages, fresh, after.copies, duplex))
        if more > 0 and len(fresh) < len(new_sides):
            rest = [n for n in range(len(new_sides)) if n not in fresh]
            again.append(_some(after, item, first, pages, rest, more, duplex))
        if stale and match:
            void.append(_some(before, item, match[1], match[2], stale, before.copies, duplex))
    for item, first, pages in olds:
        count = len(_sides(before.digests, first, pages, duplex))
        void.append(_some(before, item, first, pages, list(range(count)), before.copies, duplex))
    return again, void


def _sides(digests: Sequence[str], first: int, pages: int,
           duplex: bool) -> list[tuple[str, ...]]:
    """What stands on each sheet."""
    own = tuple(digests[first:first + pages])
    step = 2 if duplex else 1
    return [own[at:at + step] for at in range(0, len(own), step)]


def _some(file: Kept | MadeSet, item: str, first: int, pages: int, sheets: Sequence[int],
          copies: int, duplex: bool) -> Sheets:
    step = 2 if duplex else 1
    numbers = tuple(first + page + 1 for n in sheets
                    for page in range(n * step, min((n + 1) * step, pages)))
    return Sheets(file.path, file.lecture, file.lecturer, file.code, item, numbers, first,
                  len(sheets), copies)


def _all(one: MadeSet) -> Iterator[Sheets]:
    return (_some(one, s.item, s.first, s.pages,
                  range(len(_sides(one.digests, s.first, s.pages, one.kind == "listener"))),
                  one.copies, one.kind == "listener") for s in one.sheaves)


def _whole(kept: Kept) -> Iterator[Sheets]:
    duplex = kept.kind == "listener"
    return (_some(kept, item, first, pages,
                  range(len(_sides(kept.digests, first, pages, duplex))), kept.copies, duplex)
            for item, first, pages in _sheaves(kept))


def _sheaves(kept: Kept) -> Iterable[tuple[str, int, int]]:
    return kept.sheaves


def by_file(sheets: Iterable[Sheets]) -> Mapping[str, tuple[int, ...]]:
    """File → all its pages that are named."""
    found: dict[str, set[int]] = {}
    for one in sheets:
        found.setdefault(one.path, set()).update(one.pages)
    return {path: tuple(sorted(pages)) for path, pages in found.items()}
