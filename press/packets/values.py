"""What the packets of a book are made of, and what they become."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from press.assembly.personal import Fields
from press.config.layout_model import PieceConfig
from press.dataclass import dataclass
from press.values import Face, FaceKey, FaceUse, Pages, Part, Problem

SetKind = Literal["speaker", "listener"]
"""The two files of a lecture: for who speaks, printed once and on one side; for who listens,
printed so many times and on both."""
Item = Literal["cover", "speaker", "receipt", "sign-in", "handout", "feedback"]
FileKind = Literal["speaker-set", "listener-set", "phone", "packing", "days", "order", "labels",
                   "table", "notice", "void", "reprint", "errata", "report", "numbered"]


@dataclass(frozen=True, slots=True)
class Stocked:
    """A part, typeset with stand-ins for all lectures, or for one lecture alone."""

    part: Part
    pages: Pages
    fields: Fields
    piece: PieceConfig


@dataclass(frozen=True, slots=True)
class Sheaf:
    """Pages of a file that are printed, counted and held together as one."""

    item: Item
    first: int
    """Index of its first page in the file."""
    pages: int


@dataclass(frozen=True, slots=True)
class SetOrder:
    """One file of one lecture, to be made."""

    path: str
    """In the folder of packets."""
    kind: SetKind
    lecture: str
    lecturer: str
    copies: int
    pieces: tuple[tuple[Item, str], ...]
    """What it consists of: keys of the stock."""
    values: tuple[tuple[str, str], ...]
    """What is filled in, but for the code."""
    own: frozenset[str]
    """Folded words of rosters that may stand in it."""
    wanted: tuple[str, ...]
    """What must stand in it."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Files that share their stock, for one worker."""

    book: str
    title: str
    lang: str
    date: dt.date | None
    author: str
    faces: Mapping[FaceKey, Face]
    stock: Mapping[str, Stocked]
    uses: tuple[FaceUse, ...]
    foreign: tuple[str, ...]
    """Words of all rows and, for listeners, of the speaker's notes."""
    speaker: frozenset[str]
    """Those of the speaker's notes, folded."""
    orders: tuple[SetOrder, ...]
    folder: str
    """Where files are written."""


@dataclass(frozen=True, slots=True)
class MadeSet:
    """A file of a lecture, made and checked."""

    path: str
    kind: SetKind
    lecture: str
    lecturer: str
    copies: int
    code: str
    sheaves: tuple[Sheaf, ...]
    digests: tuple[str, ...]
    """Of each page, but for the code."""
    sha256: str
    size: int
    problems: tuple[Problem, ...]

    @property
    def pages(self) -> int:
        """Of the file."""
        return len(self.digests)


@dataclass(frozen=True, slots=True)
class PacketFile:
    """A file as the manifest lists it."""

    path: str
    kind: FileKind
    sha256: str
    size: int
    pages: int = 0
    sheets: int = 0
    """For one copy."""
    copies: int = 1
    lecturer: str = ""
    lecture: str = ""
    code: str = ""
    sheaves: tuple[Sheaf, ...] = ()
    digests: tuple[str, ...] = ()
