"""What stands at the sides of units: edges of inline boxes, readings, hyphens; lengths as there.

All of it is known before a line is broken, so it is written into the units themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from press.dataclass import dataclass, field
from press.typeset.compose.classes import Kind
from press.typeset.compose.units import NEVER, NONE, Units

APART = 0.25
"""em of the base between two readings at least (clreq 3.3.4, typography.md)."""
OVER = 0.125
"""em that a reading may stand over a neighbour that has none: so two of them stay apart."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands above units, centred."""

    first: int
    end: int
    """Behind its last unit."""
    width: float


@dataclass(slots=True)
class Edges:
    """Of one paragraph, by the number of the unit."""

    before: dict[int, float] = field(default_factory=dict)
    """Margins, borders and paddings of inline boxes that begin with the unit."""
    after: dict[int, float] = field(default_factory=dict)
    """Of those that end with it."""
    hyphens: dict[int, float] = field(default_factory=dict)
    """Widths of hyphens that are drawn only if the line ends behind the unit."""
    shifts: dict[int, float] = field(default_factory=dict)
    """How far glyphs are moved within their advance."""
    penalties: dict[int, float] = field(default_factory=dict)
    """Badness of breaks inside words."""
    readings: list[Reading] = field(default_factory=list)


def apply(units: Units, edges: Edges) -> None:
    """Write ``edges`` into units that are made but not summed up."""
    for i, penalty in edges.penalties.items():
        units.penalty[i] = penalty
    for i, width in edges.hyphens.items():
        units.trail[i] = -width
    for i, shift in edges.shifts.items():
        units.shift[i] += shift
    if edges.readings:
        _readings(units, edges.readings)
    _boxes(units, edges.before, edges.after)


def _boxes(units: Units, before: Mapping[int, float], after: Mapping[int, float]) -> None:
    for i, width in before.items():
        units.advance[i] += width
        units.shift[i] += width
        units.lead[i] = min(units.lead[i], 0.0)
    for i, width in after.items():
        units.advance[i] += width
        units.trail[i] = min(units.trail[i], 0.0)
        if units.kind[i] in (Kind.CLOSE, Kind.PAUSE, Kind.STOP, Kind.EXCLAIM):
            units.give[i] = 0.0
            units.gap[i] = max(0.0, units.gap[i])


def _readings(units: Units, readings: Sequence[Reading]) -> None:
    starts: dict[int, float] = {}
    ends: dict[int, float] = {}
    for reading in readings:
        over = _spread(units, reading)
        starts[reading.first] = ends[reading.end - 1] = over
        if over > 0:
            # At the edge of a line the reading keeps to the measure, and its base stands back.
            units.lead[reading.first] = -over
            units.trail[reading.end - 1] = -over
    count = len(units.text)
    for i in {*ends, *(i - 1 for i in starts)}:
        if not 0 <= i < count - 1:
            continue
        left, right = ends.get(i), starts.get(i + 1)
        em = units.size[i]
        if left is not None and right is not None:
            wanted = left + right + APART * em - units.gap[i] + units.give[i]
        else:
            wanted = (left or 0.0) + (right or 0.0) - OVER * em - units.gap[i]
        if wanted > 0:
            units.gap[i] += wanted


def _spread(units: Units, reading: Reading) -> float:
    """Set the units under a reading that is wider than they apart; by how much it stands over
    them at each side (negative where they are wider).

    The gaps inside get twice of what remains at each side (JIS X 4051, 4.12).
    """
    inside = range(reading.first, reading.end - 1)
    for i in inside:
        units.penalty[i], units.way[i] = NEVER, NONE
    base = sum(units.advance[reading.first:reading.end]) + sum(units.gap[i] for i in inside)
    over = reading.width - base
    if over > 0 and inside:
        each = over / (len(inside) + 1)
        for i in inside:
            units.gap[i] += each
        over = each
    return over / 2
