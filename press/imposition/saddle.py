"""Saddle stitch: sheets of four pages, one inside the other, folded once and stapled in the fold.

For left binding, n places on S = n/4 sheets, i = 1 the outermost: the front shows (n−2(i−1), 2i−1)
and the back (2i, n−2i+1), from left to right. Right binding swaps left and right; pages stay
upright. This is for a turn like a book's leaf; about the other axis the back stands on its head,
so it is turned by 180° as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from press.imposition.creep import Creep
from press.imposition.marks import side_marks
from press.imposition.sheets import (
    Binding,
    Flip,
    Fold,
    Imposition,
    Rect,
    Sheet,
    SheetSide,
    Size,
    Slot,
    turn_axis,
)

SLACK = 0.001
"""mm by which sizes may miss each other: less than any cutter sees, more than floats round."""


def padded(pages: Sequence[int | None], *, back_cover: bool = True) -> tuple[int | None, ...]:
    """``pages`` filled up with blanks (None) to a multiple of four.

    The blanks stand before the last page, which is the back cover and stays the last; without a
    ``back_cover``, or with one page alone, they stand at the end.
    """
    blanks = (None,) * (-len(pages) % 4)
    if not back_cover or len(pages) < 2:
        return (*pages, *blanks)
    return (*pages[:-1], *blanks, pages[-1])


def saddle(pages: int | Sequence[int | None], *, trim: Size, sheet: Size,
           binding: Binding = "left", flip: Flip = "short", bleed: float = 3.0,
           creep: Creep | None = None, back_cover: bool = True, marks: bool = True) -> Imposition:
    """Lay ``pages`` out as one saddle-stitched booklet.

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
    order = padded(numbers, back_cover=back_cover)
    count = len(order) // 4
    outward = -min(0.0, creep.shift(1, count)) if creep else 0.0
    if 2 * (trim[0] + outward) > sheet[0] + SLACK or trim[1] > sheet[1] + SLACK:
        raise ValueError(f"two pages of {trim} do not fit side by side on a sheet of {sheet}")
    if creep and creep.shift(count, count) >= trim[0] / 2:
        raise ValueError("creep would push the pages of the innermost sheet over the spine")
    sheets = tuple(
        _sheet(order, i, creep.shift(i, count) if creep else 0.0,
               trim, sheet, binding, flip, bleed, marks)
        for i in range(1, count + 1))
    # The half with the back cover goes under, and the front cover is on top.
    fold = Fold("vertical", sheet[0] / 2, binding)
    return Imposition("saddle", sheets, sheet, trim, bleed, binding, flip, (fold,), creep)


def _sheet(order: Sequence[int | None], i: int, shift: float, trim: Size, sheet: Size,
           binding: Binding, flip: Flip, bleed: float, marks: bool) -> Sheet:
    """The ``i``-th sheet, from 1, the outermost."""
    n = len(order)
    front, back = (n - 2 * (i - 1), 2 * i - 1), (2 * i, n - 2 * i + 1)
    if binding == "right":
        front, back = front[::-1], back[::-1]

    def side(places: tuple[int, int]) -> SheetSide:
        pair = order[places[0] - 1], order[places[1] - 1]
        return _side(pair, shift, trim, sheet, bleed, marks)

    turned = turn_axis(sheet, flip) == "horizontal"
    return Sheet(side(front), _head_down(side(back), sheet) if turned else side(back),
                 signature=1, position=i, shift=shift)


def _side(pair: tuple[int | None, int | None], shift: float, trim: Size, sheet: Size,
          bleed: float, marks: bool) -> SheetSide:
    """Two upright pages at the spine in the middle, each moved towards it by ``shift``."""
    width, height = trim
    spine = sheet[0] / 2
    bottom = (sheet[1] - height) / 2
    paper = Rect(0.0, 0.0, *sheet)
    slots: list[Slot] = []
    for page, left in zip(pair, (spine - width + shift, spine - shift), strict=True):
        box = Rect(left, bottom, left + width, bottom + height)
        # Bleed on three sides; across the spine lies the other page.
        clip = Rect(left - bleed, bottom - bleed, spine, box.top + bleed) if not slots else \
            Rect(spine, bottom - bleed, box.right + bleed, box.top + bleed)
        slots.append(Slot(page, box, 0, clip.meet(paper)))
    result = SheetSide(tuple(slots))
    if not marks:
        return result
    return replace(result, marks=side_marks(result.trim, spine, sheet, bleed))


def _head_down(side: SheetSide, sheet: Size) -> SheetSide:
    """The side turned by 180°, slots again from left to right; marks are symmetrical and stay."""
    return replace(side, slots=tuple(
        Slot(slot.page, slot.trim.half_turn(sheet), 180, slot.clip.half_turn(sheet))
        for slot in reversed(side.slots)))
