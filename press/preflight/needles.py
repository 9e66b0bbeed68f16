"""Many words looked for in a text at once, whatever blanks stand between their characters."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

_DROPPED = re.compile(r"[\s​-‏‪-‮⁠­﻿]+")
LEAST = 2
"""Characters; a single one is in every text."""


def folded(text: str) -> str:
    """``text`` as it is compared: compatible forms made one, no blanks, nothing invisible."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text)).casefold()


class Needles:
    """Words, by how they begin."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_head: defaultdict[str, list[str]] = defaultdict(list)
        for word in dict.fromkeys(map(folded, words)):
            if len(word) >= LEAST:
                self._by_head[word[:LEAST]].append(word)

    def __iter__(self) -> Iterator[str]:
        return (word for words in self._by_head.values() for word in words)

    def found(self, text: str) -> frozenset[str]:
        """The words that stand in ``text``, which is folded."""
        heads = self._by_head
        pairs = {text[at:at + LEAST] for at in range(len(text) - LEAST + 1)}
        return frozenset(word for pair in pairs & heads.keys() for word in heads[pair]
                         if word in text)
