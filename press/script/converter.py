"""Texts converted: the book's own exceptions first, then OpenCC, then the quotation marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from press.dataclass import dataclass, field
from press.script.doubtful import doubtful_places
from press.script.quotes import quotes
from press.script.regions import steps
from press.values import Conversion, Place


@dataclass(slots=True)
class Doubt:
    """A character that can become several, where no phrase told which."""

    place: Place
    """The first."""
    around: Counter[str] = field(default_factory=Counter)
    """Words that it stands in, as written; their numbers together are that of its places."""


@dataclass(slots=True)
class Findings:
    """What was met while a book was converted."""

    used: Counter[str] = field(default_factory=Counter)
    """Exceptions of the book, as written."""
    doubts: dict[str, Doubt] = field(default_factory=dict)
    """By character, in the order in which they were met."""


class Converter:
    """Converts the texts of one book for one edition."""

    def __init__(self, conversion: Conversion) -> None:
        self.conversion = conversion
        self.findings = Findings()
        self._own = {old: new for old, new in conversion.words if old}
        longest_first = sorted(self._own, key=len, reverse=True)
        self._words = re.compile("|".join(map(re.escape, longest_first))) if self._own else None
        self._steps = steps(conversion.source, conversion.target)
        self._regional = steps(conversion.source, conversion.target,
                               vocabulary=conversion.vocabulary)

    def text(self, text: str, place: Place | None) -> str:
        """One text by itself; without a place nothing is noted: it is printed elsewhere, too."""
        return self.run((text,), place)[0]

    def run(self, texts: Sequence[str], place: Place | None) -> tuple[str, ...]:
        """The texts of one paragraph, which are read as one and given back one by one."""
        whole = "".join(texts)
        if whole.isascii():
            return tuple(texts)
        made = self._by_character(whole, place)
        marks = quotes(whole, self.conversion.source, self.conversion.target)
        for index, mark in marks.items():
            if made[index] == whole[index]:
                made[index] = mark
        found, at = [], 0
        for text in texts:
            found.append("".join(made[at:at + len(text)]))
            at += len(text)
        return tuple(found)

    def _by_character(self, text: str, place: Place | None) -> list[str]:
        """What each character becomes; of words of another length the first becomes all."""
        made: list[str] = []
        at = 0
        for own in self._words.finditer(text) if self._words else ():
            made += self._converted(text[at:own.start()], place)
            made += _spread(own.group(), self._own[own.group()])
            self.findings.used[own.group()] += place is not None
            at = own.end()
        return made + self._converted(text[at:], place)

    def _converted(self, text: str, place: Place | None) -> list[str]:
        if place is not None:
            self._doubt(text, place)
        plain = _convert(text, self._steps)
        made = _aligned(text, plain)
        if self._regional == self._steps:
            return made
        return _aligned(plain, _convert(text, self._regional)) if len(plain) == len(text) else made

    def _doubt(self, text: str, place: Place) -> None:
        for index in doubtful_places(text, self.conversion.source, self.conversion.target):
            doubt = self.findings.doubts.setdefault(text[index], Doubt(place))
            doubt.around[_around(text, index)] += 1


def _around(text: str, index: int) -> str:
    """A character with its neighbours, as far as these are Han."""
    before, after = text[max(0, index - 2):index], text[index + 1:index + 3]
    while before and not all(map(_is_han, before)):
        before = before[1:]
    while after and not all(map(_is_han, after)):
        after = after[:-1]
    return before + text[index] + after


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000"


def _convert(text: str, names: tuple[str, ...]) -> str:
    for name in names:
        text = opencc(name).convert(text)
    return text


@lru_cache(maxsize=16)
def opencc(name: str) -> Any:
    """A configuration of OpenCC; without characters that hardly any typeface has."""
    from opencc import OpenCC  # a compiled library: only for books that need it

    return OpenCC(name, include_tofu_risk_dictionaries=False)


def _spread(old: str, new: str) -> list[str]:
    return list(new) if len(old) == len(new) else [new, *[""] * (len(old) - 1)]


def _aligned(old: str, new: str) -> list[str]:
    """What of ``new`` stands for each character of ``old``."""
    if len(old) == len(new):
        return list(new)
    made = [""] * len(old)
    for _, i, end, j, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if i == end:  # put in: it goes with the character before
            made[max(i - 1, 0)] += new[j:stop]
        else:
            made[i:end] = _spread(old[i:end], new[j:stop])
    return made
