"""EAN-13 read back from the bars that are drawn: widths, not modules, as a scanner sees them.

ISO/IEC 15420: a digit is two spaces and two bars, seven modules together; the six on the left
are of set A or B (B is A the other way round), and their order tells the first digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from press.dataclass import dataclass
from press.preflight.drawn import Filled, is_white

PT_PER_MM = 72 / 25.4
BARS = 30
MODULES = 95
SLACK = 0.2
"""Of a module, by which the width of a bar or space may be wrong."""
_TALL = 8 * PT_PER_MM
_WIDE = 2.5 * PT_PER_MM
_LEVEL = 0.05
"""pt: heads of the bars of one code."""

_SETS = ("3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112")
_FIRST = ("AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB",
          "ABABBA", "ABBABA")


@dataclass(frozen=True, slots=True)
class Code:
    """A bar code as found; pt on the page."""

    digits: str
    """Empty where the bars say nothing."""
    left: float
    """Outer edge of the first bar."""
    right: float
    """Outer edge of the last bar."""
    foot: float
    """Lower edge of the bars that are not guards."""
    head: float
    module: float
    bars: tuple[Filled, ...]


def codes(fills: Sequence[Filled]) -> list[Code]:
    """Every group of 30 upright bars with level heads; from left to right."""
    levels: dict[int, list[Filled]] = {}
    for fill in fills:
        x0, y0, x1, y1 = fill.box
        if 0 < x1 - x0 <= _WIDE and y1 - y0 >= _TALL and not is_white(fill.ink):
            levels.setdefault(round(y1 / _LEVEL), []).append(fill)
    found: list[Code] = []
    for level in sorted(levels):
        group = sorted((*levels[level], *levels.get(level + 1, ())), key=lambda f: f.box[0])
        if len(group) == BARS:
            found.append(_code(group))
    return sorted(found, key=lambda code: code.left)


def _code(bars: Sequence[Filled]) -> Code:
    left, right = bars[0].box[0], bars[-1].box[2]
    module = (right - left) / MODULES
    edges = [edge for bar in bars for edge in (bar.box[0], bar.box[2])]
    widths = [(b - a) / module for a, b in pairwise(edges)]
    exact = all(abs(w - round(w)) <= SLACK and 1 <= round(w) <= 4 for w in widths)
    return Code(_digits([round(w) for w in widths]) if exact else "", left, right,
                max(bar.box[1] for bar in bars), max(bar.box[3] for bar in bars), module,
                tuple(bars))


def _digits(widths: Sequence[int]) -> str:
    """The thirteen digits; empty where the widths are those of no code."""
    runs = "".join(map(str, widths))
    left, right = runs[3:27], runs[32:56]
    if (runs[:3], runs[27:32], runs[56:]) != ("111", "11111", "111"):
        return ""
    sets, digits = "", ""
    for place in range(0, 24, 4):
        field = left[place:place + 4]
        if field in _SETS:
            sets, digits = sets + "A", digits + str(_SETS.index(field))
        elif field[::-1] in _SETS:
            sets, digits = sets + "B", digits + str(_SETS.index(field[::-1]))
        else:
            return ""
    if sets not in _FIRST:
        return ""
    for place in range(0, 24, 4):
        field = right[place:place + 4]
        if field not in _SETS:
            return ""
        digits += str(_SETS.index(field))
    whole = str(_FIRST.index(sets)) + digits
    total = sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(whole))
    return whole if total % 10 == 0 else ""
