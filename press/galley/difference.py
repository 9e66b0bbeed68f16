"""What differs between two texts, in time that does not explode where they are long.

Runs of letters that each text has once, and in the same order (the idea of Bram Cohen's patience
diff), cut both texts into short stretches; these are compared letter by letter.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from difflib import SequenceMatcher

from press.dataclass import dataclass

RUNS = (24, 10)
"""Letters of a run that may be an anchor: first surer ones."""
SHORT = 1_200
"""Letters of a stretch that is compared letter by letter."""


@dataclass(frozen=True, slots=True)
class Change:
    """Half-open ranges that stand for each other and differ; one of them may be empty."""

    old: int
    old_end: int
    new: int
    new_end: int


def changes(old: str, new: str) -> tuple[Change, ...]:
    """Where ``new`` differs from ``old``, in their order; between them both are equal."""
    found: list[Change] = []
    for change in _stretch(old, new, 0, len(old), 0, len(new)):
        last = found[-1] if found else None
        if last and last.old_end == change.old and last.new_end == change.new:
            found[-1] = Change(last.old, change.old_end, last.new, change.new_end)
        else:
            found.append(change)
    return tuple(found)


def _stretch(old: str, new: str, a: int, b: int, c: int, d: int) -> Iterator[Change]:
    """The changes between ``old[a:b]`` and ``new[c:d]``."""
    head = _alike(old, new, a, b, c, d)
    a, c = a + head, c + head
    while b > a and d > c and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
    if a == b or c == d:
        if a != b or c != d:
            yield Change(a, b, c, d)
        return
    if max(b - a, d - c) <= SHORT:
        matcher = SequenceMatcher(None, old[a:b], new[c:d], autojunk=False)
        for kind, i, j, k, m in matcher.get_opcodes():
            if kind != "equal":
                yield Change(a + i, a + j, c + k, c + m)
        return
    anchors = next((found for run in RUNS if (found := _anchors(old[a:b], new[c:d], run))), [])
    if not anchors:
        yield Change(a, b, c, d)
        return
    at, there = a, c
    for i, k in anchors:
        if a + i < at or c + k < there:
            continue  # within what the anchor before it was found to go on to
        yield from _stretch(old, new, at, a + i, there, c + k)
        size = _alike(old, new, a + i, b, c + k, d)
        at, there = a + i + size, c + k + size
    yield from _stretch(old, new, at, b, there, d)


def _alike(old: str, new: str, a: int, b: int, c: int, d: int) -> int:
    """How many letters from ``a`` and ``c`` on are equal."""
    most = min(b - a, d - c)
    size, step = 0, 4096
    while step:
        if size + step <= most and old[a + size:a + size + step] == new[c + size:c + size + step]:
            size += step
        else:
            step //= 2
    return size


def _anchors(old: str, new: str, run: int) -> list[tuple[int, int]]:
    """Places of runs that both have once, in the order of both."""
    here, there = _once(old, run), _once(new, run)
    pairs = sorted((at, there[words]) for words, at in here.items() if words in there)
    # The longest series that rises in both (patience sorting).
    tops: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, k) in enumerate(pairs):
        pile = bisect_left(tops, k)
        before.append(last[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(k)
            last.append(number)
        else:
            tops[pile], last[pile] = k, number
    chosen: list[tuple[int, int]] = []
    at = last[-1] if last else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def _once(text: str, run: int) -> dict[str, int]:
    """Runs that stand in ``text`` once, and where."""
    found: dict[str, int] = {}
    for at in range(len(text) - run + 1):
        words = text[at:at + run]
        found[words] = -1 if words in found else at
    return {words: at for words, at in found.items() if at >= 0}


@dataclass(frozen=True, slots=True)
class Mapping:
    """Where places of the old text are in the new one."""

    changes: tuple[Change, ...]

    def forward(self, offset: int) -> int | None:
        """The place of an old letter; None where it is gone or another."""
        from bisect import bisect_right

        at = bisect_right(self.changes, offset, key=lambda change: change.old) - 1
        if at < 0:
            return offset
        change = self.changes[at]
        if offset < change.old_end:
            return None
        return offset - change.old_end + change.new_end
