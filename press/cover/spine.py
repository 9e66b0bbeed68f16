"""Text down a spine: Han upright, one under the other; Latin lies on its side, head to the right.

From GB/T 11668 (书脊规则): a spine of 5 mm and more carries the title and the publisher, and the
author where there is room; in Chinese it reads from the head down. The title is set as large as
the spine allows, smaller where it is long. Where even the smallest type does not fit, that is
told, and nothing is set.

Sizes are pt, lengths and places mm.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal
from unicodedata import east_asian_width

from press.dataclass import dataclass

THINNEST = 5.0
"""mm; a thinner spine carries no text (GB/T 11668)."""
MM = 72 / 25.4
SMALLEST, LARGEST = 8.0, 22.0
"""pt of the title; smaller type fills in where it is white on a ground (print.md, check 26)."""
SMALL_SIZES = (8.0, 11.0)
"""pt of what stands below the title, from and to."""
SHARE = 0.58
"""Of the spine's width, the type takes so much: room for a fold that is not exact."""
SMALL = 0.74
"""Size of what stands below the title, to the title's."""
EDGE = 12.0
"""mm that stay free at head and foot, at least."""
FOOT = 16.0
"""mm below the publisher, as on the front."""
GAP = 6.0
"""mm between title, author and publisher, at least."""
LOOSE = 1.08
"""Advance of an upright cell, in em."""

CellKind = Literal["upright", "turned", "hanging"]

_TURNED = frozenset("《》〈〉「」『』“”‘’（）【】〔〕〖〗［］｛｝—―…－～〜⸺")
"""Full-width marks that lie on their side in a vertical line."""
_HANGING = frozenset("，、。．")
"""Marks that move from the lower left of their field to the upper right."""
_LATIN = r"[\u0020-\u007e\u00c0-\u00d6\u00d8-\u02af]"
_RUN = re.compile(rf"{_LATIN}+(?:[\u2010-\u2013\u2019]{_LATIN}+)*")
_DOT = "·"
"""Between the names of one person or title: it stands in the middle, in a lower field."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A character that stands, or a run that lies."""

    text: str
    kind: CellKind
    at: float
    """Its beginning, mm from the head of the cover."""
    length: float
    """What it takes of the spine's height, mm."""


@dataclass(frozen=True, slots=True)
class SpineLine:
    """Title, author or publisher."""

    role: Literal["title", "author", "publisher"]
    size: float
    """pt."""
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SpineText:
    """All that stands on the spine."""

    lines: tuple[SpineLine, ...]


@dataclass(frozen=True, slots=True)
class TooLong:
    """Text that does not fit even in the smallest type."""

    needed: float
    """mm that it takes in the smallest type."""
    room: float
    """mm that there are."""
    characters: int
    """Han of a title that would fit beside the rest."""


def set_spine(title: str, author: str, publisher: str, *, width: float,
              height: float, drop: float) -> SpineText | TooLong:
    """Text on a spine of ``width`` × ``height`` mm; empty texts are left out.

    ``drop``: where the title begins, mm from the head, if there is room: as on the front.
    """
    room = height - 2 * EDGE
    size = min(LARGEST, SHARE * width * MM)
    size = max(SMALLEST, int(size * 2) / 2)
    while True:
        lengths = [_length(text, s) for text, s in zip(
            (title, author, publisher), _sizes(size), strict=True)]
        needed = sum(lengths) + GAP * (sum(1 for n in lengths if n) - 1)
        if needed <= room:
            break
        if size <= SMALLEST:
            free = room - (needed - lengths[0])
            return TooLong(round(needed, 1), round(room, 1),
                           max(0, int(free / (SMALLEST / MM * LOOSE))))
        size -= 0.5
    return SpineText(_placed((title, author, publisher), lengths, size, height, drop))


def _sizes(size: float) -> tuple[float, float, float]:
    low, high = SMALL_SIZES
    small = min(size, high, max(low, int(size * SMALL * 2) / 2))
    return size, small, small


def _placed(texts: tuple[str, str, str], lengths: Sequence[float], size: float, height: float,
            drop: float) -> tuple[SpineLine, ...]:
    """Title at its drop, publisher at the foot, author in the middle of what is between."""
    title, author, publisher = lengths
    needed = sum(lengths) + GAP * (sum(1 for n in lengths if n) - 1)
    end = height - (FOOT if needed + EDGE + FOOT <= height else EDGE)
    start = max(EDGE, min(drop, end - needed))
    last = end - publisher
    free = last - start - title
    places = (start, start + title + (free - author) / 2 if publisher else end - author, last)
    lines: list[SpineLine] = []
    roles: tuple[Literal["title", "author", "publisher"], ...] = ("title", "author", "publisher")
    for role, text, at, pt in zip(roles, texts, places, _sizes(size), strict=True):
        if text:
            lines.append(SpineLine(role, pt, _cells(text, at, pt)))
    return tuple(lines)


def _cells(text: str, at: float, size: float) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for word, kind in pieces(text):
        length = _advance(word, kind) * size / MM
        if word.strip():
            cells.append(Cell(word.strip(), kind, round(at, 3), round(length, 3)))
        at += length
    return tuple(cells)


def _length(text: str, size: float) -> float:
    """mm."""
    return sum(_advance(word, kind) for word, kind in pieces(text)) * size / MM


def _advance(text: str, kind: CellKind) -> float:
    """em."""
    if kind != "turned" or text[0] in _TURNED:
        return 0.6 if text == _DOT else LOOSE if text.strip() else 0.5
    return 0.25 * (text[0] != " ") + sum(map(_em, text)) + 0.25 * (text[-1] != " ")


def _em(character: str) -> float:
    """Width of a Latin character, rather too much than too little."""
    if character in "mwMW@%&":
        return 0.95
    return 0.72 if character.isupper() else 0.32 if character in " fijlrtI.,:;!'|()[]" else 0.58


def pieces(text: str) -> list[tuple[str, CellKind]]:
    """``text`` parted into what stands and what lies; one or two digits alone stand."""
    found: list[tuple[str, CellKind]] = []
    at = 0
    while at < len(text):
        if run := _RUN.match(text, at):
            words = run[0]
            alone = words.isdigit() and len(words) <= 2
            found.append((words, "upright" if alone or not words.strip() else "turned"))
            at = run.end()
            continue
        sign = text[at]
        at += 1
        if sign in _HANGING:
            found.append((sign, "hanging"))
        elif sign in _TURNED or (east_asian_width(sign) not in "WFA" and sign.isalpha()):
            found.append((sign, "turned"))
        else:
            found.append((sign, "upright"))
    return found
