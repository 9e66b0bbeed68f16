"""The slack of one line, given to its gaps in the order of typography.md."""

from __future__ import annotations

from collections.abc import Iterable

from press.typeset.compose.units import HAN_LATIN, WORD_SPACE, Units


def positions(units: Units, first: int, last: int, slack: float, lead: float) -> tuple[
        list[float], float]:
    """Where the glyphs of the units ``first`` to ``last`` (both in it) are drawn, and how much
    wider than set every gap is that may be.

    From the beginning of the line, in the caller's unit. ``slack`` is what the line lacks to its
    measure; negative where it must be squeezed. ``lead`` is trimmed off the first unit.
    """
    change, even = _squeezed(units, first, last, -slack), 0.0
    if slack > 1e-9:
        change, even = _stretched(units, first, last, slack)
    x = -lead
    result = []
    way = units.way
    end = last + 1
    for i, width, gap, shift in zip(range(first, end), units.advance[first:end],
                                    units.gap[first:end], units.shift[first:end], strict=True):
        result.append(x + shift)
        x += width + gap
        if even and way[i]:
            x += even
        if i in change:
            x += change[i]
    return result, even


def _squeezed(units: Units, first: int, last: int, amount: float) -> dict[int, float]:
    """Each turn gives evenly, and all it has before the next is asked."""
    change: dict[int, float] = {}
    if amount <= 1e-9:
        return change
    turns: dict[int, list[int]] = {}
    for i in range(first, last):
        if units.give[i] > 0:
            turns.setdefault(units.turn[i], []).append(i)
    for turn in sorted(turns):
        if amount <= 1e-9:
            break
        gaps = turns[turn]
        total = sum(units.give[i] for i in gaps)
        share = min(1.0, amount / total)
        for i in gaps:
            change[i] = -units.give[i] * share
        amount -= total * share
    return change


def _stretched(units: Units, first: int, last: int, amount: float) -> tuple[
        dict[int, float], float]:
    """Word spaces up to their most, then Han–Latin gaps, then all gaps evenly.

    What single gaps gain, and what all that stretch gain besides.
    """
    change: dict[int, float] = {}
    way, room = units.way, units.room
    if units.rooms[last] - units.rooms[first] > 0:
        for wanted in (WORD_SPACE, HAN_LATIN):
            gaps = [i for i in range(first, last) if way[i] == wanted and room[i] > 0]
            amount = _share(change, gaps, room, amount)
            if amount <= 1e-9:
                return change, 0.0
    number = units.gaps[last] - units.gaps[first]
    return change, amount / number if number else 0.0


def _share(change: dict[int, float], gaps: Iterable[int], room: list[float],
           amount: float) -> float:
    gaps = list(gaps)
    total = sum(room[i] for i in gaps)
    if not total:
        return amount
    share = min(1.0, amount / total)
    for i in gaps:
        change[i] = room[i] * share
    return amount - total * share

