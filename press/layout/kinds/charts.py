"""Charts as SVG drawings: plain shapes and words, in the ink of the page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from press.dataclass import dataclass
from press.values import Asset

DARK, MIDDLE, LIGHT, GREY = "#a3171b", "#d98d83", "#e8e4dc", "#595959"


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart: a name, and quantities one behind the other."""

    name: str
    values: tuple[int, ...]


def bars(name: str, rows: Sequence[Bar], width: float, *, colours: Sequence[str],
         row: float = 7.2, label: float = 46.0) -> Asset:
    """Rows of stacked bars, each with its name at the left and its sum at the right.

    ``width``, ``row`` (the height of one) and ``label`` (the room for names) are mm.
    """
    height = row * len(rows) + 1.0
    most = max((sum(r.values) for r in rows), default=0) or 1
    room = width - label - 10
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}mm" height="{height:g}mm" '
           f'viewBox="0 0 {width:g} {height:g}">']
    for index, one in enumerate(rows):
        top = index * row
        middle = top + row / 2
        out.append(f'<text x="{label - 3:g}" y="{middle + 1.15:g}" font-size="3.2" '
                   f'font-family="sans-serif" text-anchor="end">{escape(one.name)}</text>')
        left = label
        for value, colour in zip(one.values, colours, strict=True):
            length = room * value / most
            if value:
                out.append(f'<rect x="{left:.3f}" y="{top + row * 0.22:.3f}" width="{length:.3f}" '
                           f'height="{row * 0.56:.3f}" fill="{colour}"/>')
            left += length
        out.append(f'<text x="{left + 1.8:.3f}" y="{middle + 1.15:g}" font-size="3.2" '
                   f'font-family="serif">{sum(one.values)}</text>')
    out.append(f'<path d="M{label:g} 0V{height:g}" stroke="{GREY}" stroke-width="0.2"/></svg>')
    return Asset(name, "image/svg+xml", "".join(out).encode(), width * 96 / 25.4,
                 height * 96 / 25.4)
