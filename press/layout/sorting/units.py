"""A text as a row of units that compare as its entry stands among the others.

Rules: GB/T 22466 for Chinese (character by character: syllable, tone, strokes), ISO 999 for
alphabets (word by word; accents, case and marks decide only between what is else the same).
Numbers count as numbers: 9 comes before 10.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from press.config.models import Order
from press.layout.sorting.readings import Syllable, readings_of
from press.layout.sorting.readings import given as given_reading
from press.layout.sorting.strokes import is_han, strokes

BREAK, NUMBER, LETTER, HAN_UNKNOWN, OTHER = 0, 1, 2, 3, 4
"""Kinds of units, in the order in which they stand."""
_BREAKS = frozenset("-‐‑‒–—―/\\_")
"""These part words, as spaces do; other marks are passed over."""
_LETTERS = {"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
"""What Unicode does not take apart into a letter and an accent."""
_TOKEN = re.compile(r"\d{1,18}|.", re.S)
"""A number (of bearable length), or a character."""


class Unit(NamedTuple):
    """What is compared at one place of a text."""

    kind: int
    number: int = 0
    """Value of a number; strokes of a character where these come first."""
    letters: str = ""
    """A folded letter, or a syllable."""
    umlaut: bool = False
    tone: int = 0
    strokes: int = 0
    """Among characters of the same sound."""
    character: str = ""


def units(text: str, order: Order, reading: str, *, traditional: bool) -> tuple[Unit, ...]:
    """``text`` as it is sorted in ``order``; ``reading``: pinyin that an editor gave, or empty.

    ``traditional``: whether strokes are counted as for traditional characters.
    """
    text = unicodedata.normalize("NFKC", text)
    syllables = readings_of(text, reading)
    if syllables is None and order != "stroke":
        return tuple(u for s in given_reading(reading) for u in _spoken(s, order, "", 0))
    left = iter(syllables or ())
    found: list[Unit] = []
    for token in _TOKEN.findall(text):
        if token[0].isdecimal():
            found.append(Unit(NUMBER, int(token)))
        elif is_han(token):
            found += _han(token, next(left, None), order, traditional)
        elif token.isspace() or token in _BREAKS:
            found.append(Unit(BREAK))
        else:
            found += _letters(token)
    while found and found[0].kind == BREAK:
        del found[0]
    return tuple(found)


def _han(character: str, syllable: Syllable | None, order: Order,
         traditional: bool) -> Iterator[Unit]:
    drawn = strokes(character, traditional=traditional)
    if order == "stroke":
        if drawn:
            said = syllable or Syllable("", False, 0)
            yield Unit(LETTER, drawn, said.letters, said.umlaut, said.tone, 0, character)
            return
    elif syllable is not None:
        yield from _spoken(syllable, order, character, drawn)
        return
    yield Unit(HAN_UNKNOWN, drawn, character=character)


def _spoken(syllable: Syllable, order: Order, character: str, drawn: int) -> Iterator[Unit]:
    """One unit for a syllable; in an alphabet its letters are letters like others."""
    if order == "alphabet":
        yield from (Unit(LETTER, letters=c) for c in syllable.letters)
    else:
        yield Unit(LETTER, 0, syllable.letters, syllable.umlaut, syllable.tone, drawn, character)


def _letters(character: str) -> Iterator[Unit]:
    """Folded letters; nothing for a mark."""
    for char in folded(character):
        if "a" <= char <= "z":
            yield Unit(LETTER, letters=char)
        elif unicodedata.category(char)[0] in "LN":
            yield Unit(OTHER, character=char)


def folded(text: str) -> str:
    """Without case and accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold())
                    if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", "".join(_LETTERS.get(c, c) for c in plain))
