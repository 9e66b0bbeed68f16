"""Marks on a side: where to cut, where to fold. All stand outside trim and bleed.

Where the sheet has no room for a mark (two A5 pages fill an A4 sheet) it is left out: the sheet's
own edge is the cut then.
"""

from __future__ import annotations

from press.imposition.sheets import Mark, Rect, Size

LENGTH = 5.0
"""mm."""
SHORTEST = 1.0
"""mm; less than that cannot be seen on most printers, and is left out."""
GAP = 2.0
"""mm between trim and mark where there is no bleed."""


def side_marks(trim: Rect, spine: float, sheet: Size, bleed: float) -> tuple[Mark, ...]:
    """Two crop marks at each corner of ``trim`` and a fold mark above and below, at x = ``spine``.

    All lengths in mm; ``sheet`` is width and height of the side.
    """
    gap = max(bleed, GAP)
    left = max(0.0, trim.left - gap - LENGTH), trim.left - gap
    right = trim.right + gap, min(sheet[0], trim.right + gap + LENGTH)
    below = max(0.0, trim.bottom - gap - LENGTH), trim.bottom - gap
    above = trim.top + gap, min(sheet[1], trim.top + gap + LENGTH)
    marks = [Mark("crop", x[0], y, x[1], y) for y in (trim.bottom, trim.top) for x in (left, right)]
    marks += [Mark("crop", x, y[0], x, y[1]) for x in (trim.left, trim.right)
              for y in (below, above)]
    marks += [Mark("fold", spine, y[0], spine, y[1]) for y in (below, above)]
    return tuple(m for m in marks if m.x1 - m.x0 >= SHORTEST or m.y1 - m.y0 >= SHORTEST)
