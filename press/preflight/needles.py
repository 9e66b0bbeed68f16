"""Many words looked for in a text at once, whatever blanks stand between their characters."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
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
    seam, meets what stands beside it: “No. 3” and “0351…” make “No. 30”, “大礼堂1” and “135” make
    “礼堂11”."""
    pieces = seamed.split(SEAM)
    text = "".join(pieces)
    starts = [0, *accumulate(map(len, pieces))]
    longest = max(map(len, own), default=0)
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        first, last = bisect_right(starts, at), bisect_left(starts, end)
        if not any(_ends(text, starts, seam, at, longest, own)
                   or _begins(text, starts, seam, end, longest, own)
                   for seam in range(first, last)):
            return False
        at = text.find(word, at + 1)
    return True


def _ends(text: str, starts: Sequence[int], seam: int, at: int, longest: int,
          own: Collection[str]) -> bool:
    """Whether an own word that begins at a seam, not behind ``at``, ends at this one."""
    to = starts[seam]
    for one in range(bisect_right(starts, at) - 1, -1, -1):
        if to - starts[one] > longest:
            return False
        if text[starts[one]:to] in own:
            return True
    return False


def _begins(text: str, starts: Sequence[int], seam: int, end: int, longest: int,
            own: Collection[str]) -> bool:
    """Whether an own word that ends at a seam, not before ``end``, begins at this one."""
    since = starts[seam]
    for one in range(bisect_left(starts, end), len(starts)):
        if starts[one] - since > longest:
            return False
        if text[since:starts[one]] in own:
            return True
    return False


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
