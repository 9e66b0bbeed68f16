"""A paragraph as units and the gaps between them: all that breaking and spacing need to know.

A unit is a glyph of Han, a mark, or a word; a gap is what lies between two units. Every gap knows
how much it adds, how far and in which turn it can be squeezed or stretched, and whether a line
may end there. Lengths are in one unit of the caller's (CSS px), sizes too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from operator import add

from press.dataclass import dataclass, field
from press.typeset.compose.classes import SMALL_KANA, Kind
from press.typeset.compose.rules import Rules

FULL = 0.9
"""A mark at least this wide (em) has a half that can be trimmed."""
NEVER = 1e9
DATE = 40.0
"""Badness of a break inside a date, behind 年 or 月."""
_UNITS = frozenset("年月日")
_OF_NUMBERS = frozenset("%‰℃°")
_MARKS = frozenset((Kind.OPEN, Kind.CLOSE, Kind.PAUSE, Kind.STOP, Kind.EXCLAIM))
_ENDS = frozenset((Kind.CLOSE, Kind.PAUSE, Kind.STOP, Kind.EXCLAIM))
_NO_START = frozenset((*_ENDS, Kind.DOT, Kind.NOTE, Kind.SUFFIX, Kind.GLUE, Kind.SPACE))
_NO_END = frozenset((Kind.OPEN, Kind.PREFIX, Kind.GLUE))
_JOINT = frozenset((Kind.HAN, Kind.WORD))

SPACE, DOT, BRACKET, PAUSE, GAP, STOP = range(6)
"""The order in which a line is squeezed, behind the mark at its end (typography.md)."""
_TURN = {Kind.OPEN: BRACKET, Kind.CLOSE: BRACKET, Kind.PAUSE: PAUSE, Kind.STOP: STOP,
         Kind.EXCLAIM: STOP}
NONE, WORD_SPACE, HAN_LATIN, ANY = range(4)
"""How a gap stretches."""


@dataclass(slots=True)
class Units:
    """A paragraph; lists of one length, a gap being that behind its unit."""

    text: list[str]
    kind: list[Kind]
    size: list[float]
    """Of the type."""
    advance: list[float]
    """As drawn in the midst of a line."""
    shift: list[float]
    """From where the unit begins to where its glyph is drawn."""
    left: list[float]
    """Of an opening mark: what is trimmed at the beginning of a line."""
    right: list[float]
    """Of a mark: what is trimmed at its right."""
    lead: list[float]
    """What a unit loses where it begins a line; negative where it needs more room."""
    trail: list[float]
    """What it loses where it ends one."""
    gap: list[float]
    """What lies between a unit and the next; negative where a half is trimmed."""
    turn: list[int]
    """When the gap is squeezed."""
    give: list[float]
    """How far it can be squeezed."""
    way: list[int]
    """How it stretches."""
    room: list[float]
    """How far it stretches, for word spaces and Han–Latin gaps."""
    penalty: list[float]
    """Badness of a break behind the unit; NEVER where none may be."""
    start: list[float] = field(default_factory=list)
    """Where each unit begins in one endless line; one more, the end."""
    given: list[float] = field(default_factory=list)
    """Sum of ``give`` before each unit's gap."""
    rooms: list[float] = field(default_factory=list)
    """Sum of ``room``."""
    gaps: list[int] = field(default_factory=list)
    """How many gaps stretch at all."""
    han: list[int] = field(default_factory=list)
    """How many Han."""

    def sum_up(self) -> None:
        """Fill the sums by which any line is judged without looking at its units."""
        self.start = list(accumulate(map(add, self.advance, self.gap), initial=0.0))
        self.given = list(accumulate(self.give, initial=0.0))
        self.rooms = list(accumulate(self.room, initial=0.0))
        self.gaps = list(accumulate(map(bool, self.way), initial=0))
        self.han = list(accumulate([kind is Kind.HAN for kind in self.kind], initial=0))


def make_units(text: list[str], size: list[float], advance: list[float], kind: list[Kind],
               joined: Sequence[bool], rules: Rules,
               finish: Callable[[Units], None] | None = None) -> Units:
    """Units out of what was shaped: texts, sizes of their type, advances of their glyphs.

    ``kind``: see ``classes.kind_of``. ``joined`` tells of each unit whether it must not be
    parted from the next. ``finish`` may change the units before they are summed up. The lists
    become the caller's no more.
    """
    count = len(text)
    if rules.strict:
        kind[:] = [Kind.SUFFIX if t in SMALL_KANA else k
                   for t, k in zip(text, kind, strict=True)]
    if "’" in text or "‘" in text:
        _apostrophes(text, kind)
    units = Units(text, kind, size, advance, [0.0] * count, [0.0] * count,
                  [0.0] * count, [0.0] * count, [0.0] * count, [0.0] * count, [0] * count,
                  [0.0] * count, [ANY] * count, [0.0] * count, [0.0] * count)
    _trims(units, rules)
    han = Kind.HAN
    last = kind[0] if count else han
    for i in range(count - 1):
        one, last = last, kind[i + 1]
        # Most of a text is Han beside Han: nothing is to be said of such a gap.
        if one is not han or last is not han or joined[i]:
            _gap(units, i, rules, joined[i])
    if count:
        units.way[-1] = NONE
    if finish is not None:
        finish(units)
    units.sum_up()
    return units


def _apostrophes(text: Sequence[str], kind: list[Kind]) -> None:
    """’ between letters is part of a word."""
    for i in range(1, len(text) - 1):
        if text[i] in "’‘" and kind[i - 1] is Kind.WORD and kind[i + 1] is Kind.WORD:
            kind[i] = Kind.WORD


def _trims(units: Units, rules: Rules) -> None:
    """The widths of marks, and what each has to give."""
    previous_pair = False
    for i, kind in enumerate(units.kind):
        if kind is Kind.HAN or kind is Kind.WORD:
            previous_pair = False
            continue
        size = units.size[i]
        if kind is Kind.DOT:
            units.shift[i] = (size / 2 - units.advance[i]) / 2
            units.advance[i] = size / 2
        elif kind in _MARKS and units.advance[i] >= FULL * size:
            half = units.advance[i] / 2
            if kind is Kind.OPEN:
                units.left[i] = half
            else:
                units.right[i] = half
            if rules.centred and kind in (Kind.PAUSE, Kind.STOP, Kind.EXCLAIM):
                units.left[i] = units.right[i] = half / 2
        pair = False
        if kind is Kind.EXCLAIM and units.right[i] and not previous_pair and \
                i + 1 < len(units.kind) and units.kind[i + 1] is Kind.EXCLAIM:
            pair = True
        elif previous_pair and kind is Kind.EXCLAIM:
            _halve(units, i - 1)
            _halve(units, i)
        elif (rules.marks == "half" and kind in _MARKS) or (
                rules.marks == "kaiming" and kind in (Kind.OPEN, Kind.CLOSE, Kind.PAUSE)):
            _halve(units, i)
        previous_pair = pair
        if kind is Kind.OPEN:
            units.lead[i] = units.left[i]
        if rules.marks != "full":
            units.trail[i] = units.right[i]


def _halve(units: Units, i: int) -> None:
    """Set a mark to half its width for good."""
    left, right = units.left[i], units.right[i]
    units.advance[i] -= left + right
    units.shift[i] -= left
    units.left[i] = units.right[i] = units.lead[i] = units.trail[i] = 0.0


def _gap(units: Units, i: int, rules: Rules, joined: bool) -> None:
    """Fill in the gap between unit ``i`` and the next."""
    one, two = units.kind[i], units.kind[i + 1]
    size = units.size[i]
    right, left = units.right[i], units.left[i + 1]
    penalty = NEVER if joined else _penalty(units, i, one, two, rules)
    units.penalty[i] = penalty
    if right and (two in _MARKS or two is Kind.NOTE):
        # Two marks side by side are one and a half em wide; the first gives first. The mark of
        # a note stands close to what it is a note on.
        units.gap[i] = -max(right, left if two is Kind.OPEN else 0.0)
    elif left and one in _MARKS and not right:
        units.gap[i] = -left if one is Kind.OPEN or units.advance[i] >= FULL * size else 0.0
    elif right:
        units.turn[i], units.give[i] = _TURN[one], right
    elif left:
        units.turn[i], units.give[i] = _TURN[two], left
    if joined or _inside_unit(units, i, one, two):
        units.way[i] = NONE
        return
    if one is Kind.SPACE or two is Kind.SPACE:
        _space(units, i, two, rules)
        return
    if rules.autospace and {_as_neighbour(units, i), two} == _JOINT:
        units.gap[i] = _joint(units, i, size if one is Kind.HAN else units.size[i + 1], rules)


def _as_neighbour(units: Units, i: int) -> Kind:
    """The kind of unit ``i`` to what follows it: 5% is a word."""
    return Kind.WORD if units.text[i][0] in _OF_NUMBERS else units.kind[i]


def _joint(units: Units, i: int, em: float, rules: Rules) -> float:
    """Let the gap behind unit ``i`` give and stretch as between Han and Latin; its width."""
    units.turn[i], units.give[i] = GAP, max(0.0, rules.gap - rules.least_gap) * em
    units.way[i], units.room[i] = HAN_LATIN, max(0.0, rules.most_gap - rules.gap) * em
    return rules.gap * em


def _space(units: Units, i: int, two: Kind, rules: Rules) -> None:
    """A typed space: its unit has the width, the gap behind it stretches.

    Between Han and Latin it is the gap; beside a mark it has no width.
    """
    if two is Kind.SPACE:
        units.way[i] = NONE
        return
    spaces = [i]
    while spaces[-1] > 0 and units.kind[spaces[-1] - 1] is Kind.SPACE:
        spaces.append(spaces[-1] - 1)
    at = spaces[-1] - 1
    before = _as_neighbour(units, at) if at >= 0 else None
    natural = sum(units.advance[k] for k in spaces)
    size = units.size[i]
    if rules.autospace and {before, two} == _JOINT:
        width = _joint(units, i, size, rules)
    elif before in _MARKS or two in _MARKS:
        width = 0.0 if Kind.WORD in (before, two) else natural
        units.turn[i], units.give[i], units.way[i], units.room[i] = SPACE, 0.0, ANY, 0.0
    else:
        width = natural
        units.turn[i], units.give[i] = SPACE, max(0.0, natural - rules.least_space * size)
        units.way[i], units.room[i] = WORD_SPACE, max(0.0, rules.most_space * size - natural)
    for k in spaces:
        units.advance[k] = 0.0
    units.advance[i] = width


def _inside_unit(units: Units, i: int, one: Kind, two: Kind) -> bool:
    """Whether the gap lies inside what is one unit to the eye, and never stretches."""
    if one is Kind.DASH and two is Kind.DASH:
        return True
    if two is Kind.NOTE or Kind.GLUE in (one, two):
        return True
    if one is Kind.EXCLAIM and two is Kind.EXCLAIM and not units.right[i]:
        return True
    words = (Kind.WORD, Kind.SUFFIX, Kind.PREFIX)
    if one is Kind.WORD and two in words and units.text[i + 1][0] not in "～–":
        return True
    return one is Kind.PREFIX and two is Kind.WORD


def _lenient(units: Units, i: int) -> bool:
    """Whether a line may begin with unit ``i`` by ``line-break: loose`` (CSS Text 3, 5.3)."""
    kind = units.kind[i]
    return kind in (Kind.DOT, Kind.EXCLAIM, Kind.SUFFIX) or \
        (kind is Kind.PAUSE and units.text[i] in "：；")


def _penalty(units: Units, i: int, one: Kind, two: Kind, rules: Rules) -> float:
    """Badness of a line that ends between the two; NEVER where it must not."""
    if one is Kind.ZERO or one is Kind.BREAK:
        return 0.0
    if one in _NO_END or (two in _NO_START and not (
            rules.lenient and one is not Kind.WORD and _lenient(units, i + 1))):
        return NEVER
    if one is Kind.SPACE:
        before = next((units.kind[k] for k in range(i, -1, -1)
                       if units.kind[k] is not Kind.SPACE), None)
        return NEVER if before in _NO_END or before is None else 0.0
    first, second = units.text[i], units.text[i + 1]
    if one is Kind.DASH and two is Kind.DASH:
        return NEVER
    if two is Kind.DASH and rules.strict:
        return NEVER
    if one is Kind.WORD and two is Kind.WORD:
        return 0.0 if first[-1] == "-" and len(first) > 1 else NEVER
    if one is Kind.DOT:
        return 0.0
    if first[-1].isdecimal() and second[0] in _UNITS:
        return NEVER
    if first in _UNITS and first != "日" and second[0].isdecimal() and i and \
            units.text[i - 1][-1].isdecimal():
        return DATE
    if one is Kind.SUFFIX and first in "～–〜/／" and second[0].isdecimal():
        return NEVER
    return 0.0
