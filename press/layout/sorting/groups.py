"""Sorted entries under their headings: A, B, … or 一画, 二画, …"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Generic, TypeVar

from press.config.models import Order
from press.dataclass import dataclass
from press.layout.numerals import NumeralStyle, numeral
from press.layout.sorting.units import LETTER, OTHER, Unit, units

Item = TypeVar("Item")

_LAST = 10**6


@dataclass(frozen=True, slots=True)
class Sorting:
    """How entries are put in order, and what stands over them."""

    order: Order
    traditional: bool = False
    """Whether strokes are counted as for traditional characters."""
    strokes_label: str = "{number}"
    """Over what has so many strokes."""
    other_label: str = ""
    """Over figures, signs, and what no other label fits."""
    numerals: NumeralStyle = "decimal"
    """How ``{number}`` is written."""

    def key(self, text: str, reading: str = "") -> tuple[int, tuple[Unit, ...], str, str, str]:
        """What ``text`` is sorted by; two keys of one ``Sorting`` can be compared."""
        found = self._units(text, reading)
        return (self._group(found)[0], found, text.casefold(), text.swapcase(), text)

    def label(self, text: str, reading: str = "") -> str:
        """The heading that ``text`` stands under."""
        return self._group(self._units(text, reading))[1]

    def _units(self, text: str, reading: str) -> tuple[Unit, ...]:
        return units(text, self.order, reading, traditional=self.traditional)

    def _group(self, found: tuple[Unit, ...]) -> tuple[int, str]:
        """Place and label of the group; that of figures and signs comes first in an alphabet."""
        first = found[0] if found else Unit(OTHER)
        if self.order == "stroke" and first.kind == LETTER and first.number:
            number = numeral(first.number, self.numerals)
            return first.number, self.strokes_label.replace("{number}", number)
        if self.order != "stroke" and first.kind == LETTER:
            return ord(first.letters[0]), first.letters[0].upper()
        if self.order == "alphabet" and first.kind == OTHER and first.character.isalpha():
            return _LAST, first.character.upper()
        return (0 if self.order == "alphabet" else _LAST), self.other_label


@dataclass(frozen=True, slots=True)
class Group(Generic[Item]):
    """Entries under one label."""

    label: str
    entries: tuple[Item, ...]


def grouped(items: Iterable[Item], word: Callable[[Item], tuple[str, str]],
            sorting: Sorting) -> tuple[Group[Item], ...]:
    """``items`` in order and in groups; ``word`` gives the text of one and its reading."""
    ordered = sorted(items, key=lambda item: sorting.key(*word(item)))
    return tuple(Group(label, tuple(group)) for label, group in groupby(
        ordered, key=lambda item: sorting.label(*word(item))))
