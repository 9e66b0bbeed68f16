"""What the rules read: the printed text of a manuscript, unit by unit, and where it stands.

All units of a manuscript are one string, divided by ``BREAK``, so that a rule is one pass of a
compiled expression over the whole; ``Document.place`` leads back to line and column.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from press.dataclass import dataclass, field
from press.values import Severity

BREAK = "\x1e"
"""Between two units; no expression of a rule matches it."""
OBJECT = "\ufffc"
"""Stands for what is no text: code, an address, an entity."""

Kind = Literal["title", "heading", "paragraph", "item", "cell", "note", "caption", "alt", "front"]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007\U00020000-\U0003134f"
"""Han characters, for use within the brackets of an expression; with 〇."""
MARKS = "，。、；：？！…—～·“”‘’（）《》〈〉【】〔〕「」『』"
"""Chinese punctuation, for use within brackets."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, heading, cell or the like."""

    start: int
    """Offset in the text of the document."""
    end: int
    kind: Kind
    line: int
    """Of its beginning, from 1."""
    level: int = 0
    """Of a heading: number of hashes; of an item: its indent."""
    quoted: bool = False
    """Whether it is a marked quotation (引文照录), which is set as it stands."""
    verse: bool = False
    """Whether it is a line of a poem."""
    number: int = 0
    """Of an item in a numbered list: the number as typed."""
    group: int = 0
    """Units of one list, table or block have the same number."""
    row: int = 0
    """Of a cell: its row in the table, from 0 (the header)."""
    column: int = 0
    """Of a cell: its column, from 0."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a rule is not kept."""

    start: int
    end: int
    args: Mapping[str, str] = field(default_factory=dict)
    code: str = ""
    """Where a rule has several codes."""
    instead: str | None = None
    """What may be written there safely; None where only a person can tell."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that mends one place of a manuscript: on one line."""

    line: int
    column: int
    """From 1."""
    old: str
    new: str
    code: str = ""


@dataclass(slots=True)
class Document:
    """A manuscript as its readers see it."""

    path: str
    lang: str
    text: str
    units: tuple[Unit, ...]
    _starts: list[int] = field(default_factory=list)
    """Offsets in the text where a piece of the source begins, ascending."""
    _spots: list[tuple[int, int]] = field(default_factory=list)
    """Line and column (both from 1) of each piece."""
    _units: list[int] = field(default_factory=list)

    @property
    def chinese(self) -> bool:
        """Whether the book is in Chinese."""
        return self.lang.lower().split("-")[0] == "zh"

    @property
    def traditional(self) -> bool:
        """Whether the book is in traditional characters."""
        tag = self.lang.lower()
        return self.chinese and any(part in tag for part in ("hant", "-tw", "-hk", "-mo"))

    def spot(self, at: int) -> tuple[int, int]:
        """Line and column of an offset."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return 1, 1
        line, column = self._spots[index]
        return line, column + at - self._starts[index]

    def unit(self, at: int) -> Unit:
        """The unit that an offset lies in."""
        if not self._units:
            self._units.extend(u.start for u in self.units)
        return self.units[max(bisect_right(self._units, at) - 1, 0)]

    def words(self, unit: Unit) -> str:
        """The text of a unit."""
        return self.text[unit.start:unit.end]


Find = Callable[[Document], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the copy check."""

    number: int
    """In the list of rules; several of ours may share one."""
    code: str
    find: Find
    quotations: bool = True
    """Whether it holds for marked quotations, too."""
    verse: bool = True
    """Whether it holds for poems, too."""
    any_language: bool = False
    """Whether it holds for books that are not in Chinese."""
    fixed_in_quotations: bool = False
    severity: Severity | None = None
