"""Two versions of a document, page by page: which page became which, and which words changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from press.dataclass import dataclass
from press.galley.difference import changes

Kind = Literal["same", "changed", "added", "removed"]
_GRAM = 3
_ALIKE = 0.25
"""Share of their runs of letters by which two pages are versions of one."""
_BAND = 40
"""Pages by which a page may have moved within a stretch in which all have changed."""
_AROUND = 8
_LONGEST = 60
_JOINED = 2
"""Letters between two changes that are told as one."""
_LATIN = re.compile(r"[0-9A-Za-z\u00c0-\u024f]")


@dataclass(frozen=True, slots=True)
class PageText:
    """What is known of a page before it is looked at closely."""

    text: str
    look: str = ""
    """What tells pages apart that have no words."""
    size: tuple[float, float] = (0.0, 0.0)
    """mm."""

    @property
    def key(self) -> tuple[str, str, tuple[int, int]]:
        """Equal for pages that say the same."""
        return "".join(self.text.split()), self.look, (round(self.size[0]), round(self.size[1]))


@dataclass(frozen=True, slots=True)
class Words:
    """A passage that was changed, with some words around it."""

    before: str
    old: str
    new: str
    after: str

    @property
    def folio(self) -> bool:
        """Whether only a number is another."""
        return self.old.strip().isdecimal() and self.new.strip().isdecimal()


def align(old: Sequence[PageText], new: Sequence[PageText]
          ) -> tuple[tuple[int | None, int | None], ...]:
    """Pairs of pages (indices from 0), in the order of both; None for a page that was added or
    taken out."""
    matcher = SequenceMatcher(None, [page.key for page in old], [page.key for page in new],
                              autojunk=False)
    pairs: list[tuple[int | None, int | None]] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pairs += zip(range(a, b), range(c, d), strict=True)
        else:
            pairs += _matched(old, new, a, b, c, d)
    return tuple(pairs)


def _matched(old: Sequence[PageText], new: Sequence[PageText], a: int, b: int, c: int, d: int
             ) -> Iterator[tuple[int | None, int | None]]:
    """The pairs of a stretch in which no page is as it was, so that the most is alike."""
    if b - a == d - c == 1:
        yield a, c
        return
    here = [_grams(old[i].text) for i in range(a, b)]
    there = [_grams(new[k].text) for k in range(c, d)]
    height, width = b - a, d - c
    scores = [[0.0] * (width + 1) for _ in range(height + 1)]
    moves = [["" for _ in range(width + 1)] for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        for k in range(width - 1, -1, -1):
            best, move = scores[i + 1][k], "down"
            if scores[i][k + 1] > best:
                best, move = scores[i][k + 1], "right"
            near = abs(i - k) <= _BAND + abs(height - width)
            alike = _alike(here[i], there[k]) if near else 0.0
            if alike >= _ALIKE and alike + scores[i + 1][k + 1] > best:
                best, move = alike + scores[i + 1][k + 1], "both"
            scores[i][k], moves[i][k] = best, move
    i = k = 0
    left: list[int] = []
    right: list[int] = []
    while i < height and k < width:
        if moves[i][k] == "both":
            yield from _unlike(left, right)
            left, right = [], []
            yield a + i, c + k
            i, k = i + 1, k + 1
        elif moves[i][k] == "down":
            left.append(a + i)
            i += 1
        else:
            right.append(c + k)
            k += 1
    yield from _unlike([*left, *range(a + i, b)], [*right, *range(c + k, d)])


def _unlike(old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[int | None, int | None]]:
    """Pages between two pairs: as many as there were before stand for each other all the same,
    since a page may have been written anew; of other numbers some were taken out or added."""
    if len(old) == len(new):
        yield from zip(old, new, strict=True)
        return
    for index in old:
        yield index, None
    for index in new:
        yield None, index


def _grams(text: str) -> frozenset[str]:
    letters = "".join(text.split())
    return frozenset(letters[at:at + _GRAM] for at in range(max(1, len(letters) - _GRAM + 1)))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other:
        return 0.0
    return 2 * len(one & other) / (len(one) + len(other))


def words_changed(old: str, new: str) -> tuple[Words, ...]:
    """The passages that differ between two pages; white space counts for nothing but between
    Latin words."""
    a, b = _plain(old), _plain(new)
    found: list[list[int]] = []
    for change in changes(a, b):
        if found and change.old - found[-1][1] <= _JOINED:
            found[-1][1], found[-1][3] = change.old_end, change.new_end
        else:
            found.append([change.old, change.old_end, change.new, change.new_end])
    told: list[Words] = []
    last = 0
    for at, end, there, there_end in found:
        # A Latin word or a number is told whole.
        while at > last and there > 0 and _LATIN.match(a[at - 1]) and (
                _LATIN.match(a[at:at + 1]) or _LATIN.match(b[there:there + 1])):
            at, there = at - 1, there - 1
        while end < len(a) and there_end < len(b) and _LATIN.match(a[end]) and (
                _LATIN.match(a[end - 1:end]) or _LATIN.match(b[there_end - 1:there_end])):
            end, there_end = end + 1, there_end + 1
        last = end
        if a[at:end].strip() == b[there:there_end].strip():
            continue
        told.append(Words(a[max(0, at - _AROUND):at], _short(a[at:end]),
                          _short(b[there:there_end]), a[end:end + _AROUND]))
    return tuple(told)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST - 12]}…{words[-10:]}"


_GAPS = re.compile(r"\s+")
_HAN_GAP = re.compile(r"(?<=[^\x00-\u024f]) | (?=[^\x00-\u024f])")


def _plain(text: str) -> str:
    return _HAN_GAP.sub("", _GAPS.sub(" ", text.replace("\ufffe", "").replace("\xad", ""))).strip()
