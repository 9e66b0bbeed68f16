"""Pinyin by which entries are sorted: phrase by phrase, or as an editor gives it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import Any

from press.dataclass import dataclass
from press.layout.sorting.strokes import is_han

_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_DIAERESIS = "\u0308"
_NEUTRAL = 5
_SYLLABLE = re.compile(r"[^\s'’·-]+")


@dataclass(frozen=True, slots=True, order=True)
class Syllable:
    """One syllable; they are in order as a dictionary has them: lú, lǔ, lǚ, luán, lüè, lūn."""

    letters: str
    """``a``–``z``, with ``u`` for ü."""
    umlaut: bool
    tone: int
    """1–4; 5 for the neutral tone, which comes last."""


def given(reading: str) -> tuple[Syllable, ...]:
    """The syllables of ``shàn xiàn`` or ``shan4 xian4``, as an editor writes them."""
    return tuple(s for word in _SYLLABLE.findall(reading) if (s := _syllable(word)).letters)


@lru_cache(maxsize=4096)
def usual(text: str) -> tuple[Syllable | None, ...]:
    """A syllable for each character of a row of Han characters, None where it has none.

    A character that is read in several ways is read as in the word that it stands in.
    """
    from pypinyin import Style, pinyin  # its dictionaries take a third of a second to load

    found: list[Syllable | None] = []
    for row in pinyin(text, style=Style.TONE3, neutral_tone_with_five=True,
                      errors=_unknown):
        syllable = _syllable(row[0])
        found.append(syllable if syllable.letters else None)
    # One for each character, always; if not, better none than those of others.
    return tuple(found) if len(found) == len(text) else (None,) * len(text)


def _unknown(row: str) -> Any:
    """For each character that has no reading: as many items, whatever pypinyin's types say."""
    return ["?"] * len(row)


def readings_of(text: str, reading: str) -> tuple[Syllable | None, ...] | None:
    """A syllable for each Han character of ``text``, in order.

    None where the ``reading`` that was given has another number of them: then it stands for
    the whole text (``411厂``: sì yāo yāo chǎng).
    """
    count = sum(map(is_han, text))
    if reading and (syllables := given(reading)):
        return syllables if len(syllables) == count else None
    found: list[Syllable | None] = []
    for han, row in groupby(text, is_han):
        if han:
            found += usual("".join(row))
    return tuple(found)


def _syllable(word: str) -> Syllable:
    letters, umlaut, tone = "", False, _NEUTRAL
    for char in unicodedata.normalize("NFD", word.casefold()):
        if char in _TONES:
            tone = _TONES[char]
        elif char == _DIAERESIS or char == "v":
            umlaut = True
            letters += "u" if char == "v" else ""
        elif char in "12345":
            tone = int(char)
        elif "a" <= char <= "z":
            letters += char
    return Syllable(letters, umlaut, tone)
