"""The breaks of a paragraph: those of least badness over all its lines.

After Knuth and Plass, *Breaking Paragraphs into Lines* (1981), for lines whose gaps are many and
alike: of each line only sums are needed, so the work is linear in the length of the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from itertools import repeat
from operator import sub

from press.dataclass import dataclass
from press.typeset.compose.classes import Kind
from press.typeset.compose.rules import Rules
from press.typeset.compose.units import NEVER, Units

_TOLERANCES = (0.05, 0.13, 0.3)
"""Em that a gap may be stretched by, in a first, second and third attempt."""
_SHORT = 5000.0
"""Badness of a last line with too few Han."""
_OPEN = 16.0
"""Badness of a line whose word spaces and joints of Han and Latin are as wide as they may be."""
_OVERFULL = 1e6


@dataclass(frozen=True, slots=True)
class Line:
    """One line."""

    first: int
    """Its first unit."""
    last: int
    """Its last unit that is drawn: spaces behind it are not."""
    next: int
    """The first unit of the next line."""
    slack: float
    """What it lacks to its measure; negative where it must be squeezed."""
    lead: float
    """What is trimmed off its first unit."""
    final: bool
    """Whether it is the last of the paragraph or ends at a forced break: not stretched."""


def break_lines(units: Units, measure: float, indent: float, rules: Rules, *,
                justify: bool = True) -> list[Line]:
    """The lines of a paragraph set to ``measure``, its first line indented by ``indent``."""
    if not units.text:
        return []
    count = len(units.text)
    best: dict[int, _Way] = {}
    lines = _Lines(units, measure, indent, rules)
    for tolerance in (*(_TOLERANCES if justify else ()), None):
        lines.tolerance = tolerance
        found = _best(lines)
        if count in found and (not best or found[count][0] < best[count][0]):
            best = found
        if best and best[count][0] < _SHORT:
            break
    return _traced(repeat(best), units, measure, indent)


def break_into(units: Units, measure: float, indent: float, rules: Rules,
               number: int) -> list[Line] | None:
    """The same in exactly ``number`` lines, none of them loose; None where that cannot be."""
    lines = _Lines(units, measure, indent, rules)
    lines.tolerance = 0.6 * rules.loose
    count = len(units.text)
    layers: list[dict[int, _Way]] = [{0: (0.0, 0, 0)}]
    for _ in range(number):
        layer: dict[int, _Way] = {}
        for at, (base, _, _) in layers[-1].items():
            if at < count:
                _extend(layer, lines, at, base)
        layers.append(layer)
    if layers[-1].get(count, (_SHORT, 0, 0))[0] >= _SHORT:
        return None
    return _traced(reversed(layers), units, measure, indent)


_Way = tuple[float, int, int]
"""To a break: badness so far, where the line before it starts, its last unit drawn."""


def _best(lines: _Lines) -> dict[int, _Way]:
    """The best way to each break that can be reached."""
    best: dict[int, _Way] = {0: (0.0, 0, 0)}
    for at in range(len(lines.units.kind)):
        known = best.get(at)
        if known is not None:
            _extend(best, lines, at, known[0])
    return best


def _extend(best: dict[int, _Way], lines: _Lines, at: int, base: float) -> None:
    for stop, last, cost in lines.ends_of(at):
        total = base + cost
        old = best.get(stop)
        if old is None or total < old[0]:
            best[stop] = (total, at, last)


def _traced(ways: Iterable[Mapping[int, _Way]], units: Units, measure: float,
            indent: float) -> list[Line]:
    """The lines that lead to the end; of each, the last first, one of ``ways`` tells the start."""
    lines: list[Line] = []
    at = len(units.text)
    for best in ways:
        if at == 0:
            break
        _, start, last = best[at]
        lines.append(_line(units, start, last, at, measure, indent))
        at = start
    return lines[::-1]


def _line(units: Units, start: int, last: int, stop: int, measure: float,
          indent: float) -> Line:
    lead = _lead(units, start, indent)
    end = units.start[last] + units.advance[last] - units.trail[last]
    width = end - units.start[start] - lead
    room = measure - (indent if start == 0 else 0.0)
    final = stop >= len(units.text) or units.kind[stop - 1] is Kind.BREAK
    return Line(start, last, stop, room - width, lead, final)


def _lead(units: Units, start: int, indent: float) -> float:
    """An opening mark loses its empty half at the beginning of a line, but not behind an
    indent."""
    return 0.0 if start == 0 and indent else units.lead[start]


class _Lines:
    """All lines that a paragraph could have."""

    def __init__(self, units: Units, measure: float, indent: float, rules: Rules) -> None:
        self.units, self._measure, self._indent, self._rules = units, measure, indent, rules
        self.tolerance: float | None = None
        """Em that a gap may be stretched by; None for anything, so that there always is a way."""
        self._drawn = _ends(units)
        count = len(units.kind)
        self._forced = [i for i in range(count) if units.kind[i] is Kind.BREAK]
        self._forced.append(count - 1)
        self._enough = units.han[-1] > rules.last_line
        self._least = list(map(sub, units.start, units.given))
        """Where each unit would begin if all before it were squeezed as far as they go."""
        self._first = _first_ends(units, self._forced)

    def ends_of(self, at: int) -> list[tuple[int, int, float]]:
        """For a line that starts at ``at``: where the next one could, the last unit drawn, and
        how bad that is."""
        units, tolerance = self.units, self.tolerance
        start, given, rooms, gaps = units.start, units.given, units.rooms, units.gaps
        advance, penalty, drawn, trails = units.advance, units.penalty, self._drawn, units.trail
        em = units.size[0]
        limit = self._forced[bisect_left(self._forced, at)]
        target = self._measure - (self._indent if at == 0 else 0.0)
        origin = start[at] + _lead(units, at, self._indent)
        # The furthest unit that could be squeezed in, or the first that can be the last.
        reach = origin + target - given[at] + 2 * em
        first = self._first[at]
        k = max(first, min(limit, bisect_right(self._least, reach, at) - 1))
        result: list[tuple[int, int, float]] = []
        while k >= at:
            cost = penalty[k]
            if cost >= NEVER and k != limit:
                k -= 1
                continue
            last = max(drawn[k], at)
            slack = target - (start[last] + advance[last] - trails[last] - origin)
            if slack < -1e-6:
                give = given[last] - given[at]
                if -slack > give + 1e-6:
                    if k > first:
                        k -= 1
                        continue
                    # Too long, and no earlier place to end the line.
                    cost += _OVERFULL * (1.0 - slack / em)
                else:
                    cost += 20.0 * (slack / give) ** 2 + 1.0
            elif k != limit:
                amount = slack - (rooms[last] - rooms[at])
                if amount > 0:
                    number = gaps[last] - gaps[at]
                    each = amount / (number * em) if number else amount / em
                    if tolerance is not None and each > tolerance:
                        if result or each > 3 * tolerance:
                            break
                        k -= 1
                        continue
                    cost += 6400.0 * each * each + _OPEN * (rooms[last] > rooms[at])
                    if each > self._rules.loose:
                        cost += 1000.0 * each
                else:
                    cost += _OPEN * (slack / max(1e-9, rooms[last] - rooms[at])) ** 2
            if k == limit and at and self._enough and limit == self._forced[-1] and \
                    units.han[last + 1] - units.han[at] < self._rules.last_line:
                cost += _SHORT
            result.append((k + 1, last, cost))
            if tolerance is None and slack > 0 and (slack > target * 0.5 or cost > 3000.0):
                break
            k -= 1
        return result


def _first_ends(units: Units, forced: list[int]) -> list[int]:
    """For a line that starts at each unit: the first one that can be its last."""
    ends = [forced[-1]] * len(units.kind)
    there = set(forced)
    for i in range(len(ends) - 2, -1, -1):
        ends[i] = i if units.penalty[i] < NEVER or i in there else ends[i + 1]
    return ends


def _ends(units: Units) -> list[int]:
    """For a break behind each unit the last unit that is drawn."""
    ends: list[int] = []
    for i, kind in enumerate(units.kind):
        ends.append(ends[-1] if kind in _NOT_DRAWN and ends else i)
    return ends


_NOT_DRAWN = frozenset((Kind.SPACE, Kind.BREAK, Kind.ZERO))
