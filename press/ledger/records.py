"""What the ledger keeps."""

from __future__ import annotations

import datetime as dt

from press.dataclass import dataclass
from press.roster.records import Lecture, Lecturer, Roster


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was given out."""

    path: str
    kind: str
    lecture: str
    lecturer: str
    code: str
    copies: int
    digests: tuple[str, ...]
    """Of each page, but for the code."""
    sheaves: tuple[tuple[str, int, int], ...]
    """Item, index of its first page, pages."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """Packets that were printed and given out at one time."""

    number: int
    """1, 2, …; 0 for one that is not recorded yet."""
    name: str
    date: dt.date
    lecturers: tuple[Lecturer, ...]
    lectures: tuple[Lecture, ...]
    files: tuple[Kept, ...]

    @property
    def roster(self) -> Roster:
        """As it was then."""
        return Roster(self.lecturers, self.lectures)


@dataclass(frozen=True, slots=True)
class Run:
    """Numbered copies that were printed at one time."""

    code: str
    """On every copy, before its number."""
    document: str
    """What was printed: the label of the document."""
    first: int
    last: int
    digest: str
    """SHA-256 over the digests of its pages."""
    date: dt.date
    holder: str = ""
    """Who got them."""
