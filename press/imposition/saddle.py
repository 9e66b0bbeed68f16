"""Saddle stitch: sheets of four pages, one inside the other, folded once and stapled in the fold.

For left binding, n places on S = n/4 sheets, i = 1 the outermost: the front shows (n−2(i−1), 2i−1)
and the back (2i, n−2i+1), from left to right. Right binding swaps left and right; pages stay
upright. This is for a turn like a book's leaf; about the other axis the back stands on its head,
so it is turned by 180° as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from press.imposition.creep import Creep
from press.imposition.fit import Fitted
from press.imposition.job import Job
from press.imposition.layout import SLACK, lay_out
from press.imposition.pattern import folded
from press.imposition.sheets import Binding, Flip, Imposition, Rect, Size


def saddle(pages: int | Sequence[int | None], *, trim: Size, sheet: Size,
           binding: Binding = "left", flip: Flip = "short", bleed: float = 3.0,
           creep: Creep | None = None, back_cover: bool = True, marks: bool = True) -> Imposition:
    """Lay ``pages`` out as one saddle-stitched booklet, on the sheet as it lies.

    ``pages`` is their number, or the pages of the document in reading order (from 1; None is a
    blank that is meant). ``trim`` is one page, ``sheet`` the sheet as it lies, both (width,
    height) in mm; the spine stands upright in its middle, with no gutter. ValueError where that
    cannot be: nothing to lay out, or two trims that do not fit on the sheet.
    """
    numbers = range(1, pages + 1) if isinstance(pages, int) else pages
    if not numbers:
        raise ValueError("a booklet needs at least one page")
    if any(number is not None and number < 1 for number in numbers):
        raise ValueError("pages count from 1")
    if min(*trim, *sheet) <= 0 or bleed < 0:
        raise ValueError(f"sizes must be positive: trim {trim}, sheet {sheet}, bleed {bleed}")
    if binding not in ("left", "right") or flip not in ("short", "long"):
        raise ValueError(f"binding {binding!r} or flip {flip!r} is not known")
    if 2 * trim[0] > sheet[0] + SLACK or trim[1] > sheet[1] + SLACK:
        raise ValueError(f"two pages of {trim} do not fit side by side on a sheet of {sheet}")
    job = Job("saddle", binding=binding, flip=flip, bleed=bleed, creep=creep,
              back_cover=back_cover, marks=("crop", "fold") if marks else ())
    pattern = folded(4, trim, binding=binding, closed="head")
    x, y = (sheet[0] - 2 * trim[0]) / 2, (sheet[1] - trim[1]) / 2
    area = Rect(x, y, sheet[0] - x, sheet[1] - y)
    return lay_out(numbers, job, Fitted(sheet, pattern, (1, 1), (0.0, 0.0), trim, 1.0, flip, area))
