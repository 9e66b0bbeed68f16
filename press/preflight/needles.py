"""Many words looked for in a text at once, whatever blanks stand between their characters."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import accumulate

_INVISIBLE = re.compile("[​-‏‪-‮⁠­﻿]+")
LEAST = 2
"""Characters; a single one is in every text."""
_FIGURES = 5
"""Digits in a row from which a number is looked for apart: a text of operators is full of short
ones."""


SEAM = "\x02"
"""Between pieces of text that stand apart on the page."""


def folded(text: str, seam: str = "") -> str:
    """``text`` as it is compared: compatible forms made one, no blanks (or a ``seam`` for each),
    nothing invisible."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return seam.join(text.split()).casefold()


def meets_by_chance(word: str, seamed: str, own: Collection[str]) -> bool:
    """Whether ``word`` comes about in ``seamed`` only where one of the ``own`` words, from seam to
    seam, meets what stands beside it: “No. 3” and “0351…” make “No. 30”."""
    pieces = seamed.split(SEAM)
    text = "".join(pieces)
    starts = [0, *accumulate(map(len, pieces))]
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        between = starts[bisect_right(starts, at):bisect_left(starts, end)]
        if not ((starts[bisect_left(starts, at)] == at and any(text[at:b] in own for b in between))
                or (starts[bisect_left(starts, end)] == end and any(
                    text[b:end] in own for b in between))):
            return False
        at = text.find(word, at + 1)
    return True


class Needles:
    """Words, by their first character; numbers apart."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_first: defaultdict[str, list[str]] = defaultdict(list)
        self._numbers: defaultdict[int, set[str]] = defaultdict(set)
        for word in dict.fromkeys(map(folded, words)):
            if len(word) >= _FIGURES and word.isascii() and word.isdigit():
                self._numbers[len(word)].add(word)
            elif len(word) >= LEAST:
                self._by_first[word[0]].append(word)
        self._runs = re.compile(rf"\d{{{min(self._numbers, default=1)},}}", re.ASCII)

    def __iter__(self) -> Iterator[str]:
        yield from (word for words in self._by_first.values() for word in words)
        yield from (word for words in self._numbers.values() for word in words)

    def found(self, text: str) -> frozenset[str]:
        """The words that stand in ``text``, which is folded."""
        found = {word for first in self._by_first.keys() & set(text)
                 for word in self._by_first[first] if word in text}
        if self._numbers:
            for run in self._runs.findall(text):
                for length, numbers in self._numbers.items():
                    found |= {one for at in range(len(run) - length + 1)
                              if (one := run[at:at + length]) in numbers}
        return frozenset(found)
