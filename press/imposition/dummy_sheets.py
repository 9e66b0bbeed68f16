"""Sheets as a dummy shows them: both sides, pages as they lie, folds and cuts."""

from __future__ import annotations

from typing import Final

from press.dataclass import dataclass
from press.imposition.dummy_folds import creases, head_of
from press.imposition.dummy_svg import (
    ACCENT,
    CAP,
    DASHES,
    GREY,
    INK,
    PALE,
    WASH,
    badge,
    group,
    line,
    polygon,
    rectangle,
    words,
)
from press.imposition.sheets import Axis, Fold, Imposition, Rect, Section, Sheet, Size, Slot
from press.messages import Lang, text

OUTSIDE: Final = 2.2
"""mm by which cuts stick out of the paper, and at which the numbers of folds stand."""
DIGIT: Final = 0.56
"""Width of a figure of the face, em."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a piece of paper is drawn: its lower left corner, mm on the picture, and its scale."""

    x: float
    y: float
    """y of the lower edge; SVG has y down."""
    scale: float
    """mm on the picture for one of the paper."""
    origin: tuple[float, float] = (0.0, 0.0)
    """The point of the paper that is drawn there."""

    def at(self, x: float, y: float) -> tuple[float, float]:
        return (self.x + (x - self.origin[0]) * self.scale,
                self.y - (y - self.origin[1]) * self.scale)

    def box(self, rect: Rect) -> tuple[float, float, float, float]:
        """x, y, width and height as SVG has them."""
        x, y = self.at(rect.left, rect.top)
        return x, y, rect.width * self.scale, rect.height * self.scale


def fitting(size: Size, width: float, height: float) -> float:
    """The scale at which paper of ``size`` fits."""
    return min(width / size[0], height / size[1])


def page(slot: Slot, frame: Frame, lang: Lang) -> str:
    """A page: its trim, its number as it lies, and a small wedge at its head."""
    x, y, width, height = frame.box(slot.trim)
    edge = rectangle(x, y, width, height, stroke=PALE, pen=0.12)
    middle = (x + width / 2, y + height / 2)
    lying = slot.rotation in (90, 270)
    across, along = (height, width) if lying else (width, height)
    blank = slot.page is None
    label = text("dummy-blank", lang) if slot.page is None else str(slot.page)
    size = min(0.36 * along, 0.62 * across / (DIGIT * max(2, len(label))))
    if blank:
        size = min(0.16 * along, 0.3 * across, 2.6)
    turned = float(slot.rotation)
    shown = words(label, (middle[0], middle[1] + CAP * size / 2), size, anchor="middle",
                  fill=GREY if blank else INK, turned=turned, kind="blank" if blank else "page")
    wedge = min(0.05 * across, 1.0)
    tip = {"top": (0, -1), "right": (1, 0), "bottom": (0, 1), "left": (-1, 0)}[
        head_of(slot.rotation)]
    reach = along / 2 - 0.6
    end = (middle[0] + tip[0] * reach, middle[1] + tip[1] * reach)
    foot = (end[0] - tip[0] * 1.6 * wedge, end[1] - tip[1] * 1.6 * wedge)
    side = (-tip[1] * wedge, tip[0] * wedge)
    corners = (end, (foot[0] + side[0], foot[1] + side[1]), (foot[0] - side[0], foot[1] - side[1]))
    return group((edge, polygon(corners, fill=PALE if blank else GREY), shown))


def fold_line(at: float, axis: Axis, area: Rect, frame: Frame, number: int, *,
              main: bool = True) -> str:
    """The line of a fold across an area, dashed by its number."""
    ends = (((at, area.bottom), (at, area.top)) if axis == "vertical"
            else ((area.left, at), (area.right, at)))
    return line(frame.at(*ends[0]), frame.at(*ends[1]), stroke=ACCENT,
                width=0.3 if main else 0.2, dash=DASHES[min(number, len(DASHES) - 1)])


def cuts(imposition: Imposition, sheet: Sheet) -> tuple[tuple[Axis, float], ...]:
    """Where the sheet is cut before it is folded, or into its leaves: mm on the sheet, front up."""
    width, height = imposition.sheet_size
    pieces = [piece for piece in sheet.sections if piece is not None]
    if imposition.scheme == "nup" or (imposition.folds and len(sheet.sections) < 2):
        return ()
    upright = {round(x, 2) for piece in pieces for x in (piece.area.left, piece.area.right)}
    lying = {round(y, 2) for piece in pieces for y in (piece.area.bottom, piece.area.top)}
    return (*(("vertical", x) for x in sorted(upright) if 0.1 < x < width - 0.1),
            *(("horizontal", y) for y in sorted(lying) if 0.1 < y < height - 0.1))


def side_picture(imposition: Imposition, sheet: Sheet, back: bool, frame: Frame,
                 lang: Lang) -> str:
    """One side; the back as it looks when one looks at the back."""
    size = imposition.sheet_size
    paper = Rect(0.0, 0.0, *size)
    side = sheet.back if back else sheet.front
    shapes = [rectangle(*frame.box(paper), stroke="none", pen=0, fill=WASH),
              *(rectangle(*frame.box(slot.trim), stroke="none", pen=0, fill="#fff")
                for slot in side.slots)]
    shapes += [page(slot, frame, lang) for slot in side.slots]
    cut = cuts(imposition, sheet)
    for axis, at in cut:
        if back:
            at = _behind(axis, at, imposition)
        shapes.append(_cut_line(axis, at, paper, frame))
    for piece in sheet.pieces(size):
        if piece is not None:
            shapes += _folds(imposition, sheet, piece, back, frame, numbered=not back and not cut)
    shapes.append(rectangle(*frame.box(paper), pen=0.28))
    return group(shapes, name="back" if back else "front")


def _folds(imposition: Imposition, sheet: Sheet, piece: Section, back: bool, frame: Frame, *,
           numbered: bool) -> list[str]:
    paper, folds = folded_unit(imposition, sheet, piece)
    area = paper.over(imposition.turn, imposition.sheet_size) if back else paper
    shapes = []
    seen: set[int] = set()
    for fold, axis, at in creases(folds):
        low, high = ((paper.left, paper.right) if axis == "vertical"
                     else (paper.bottom, paper.top))
        if not low < at < high:
            continue
        place = _behind(axis, at, imposition) if back else at
        first = fold not in seen
        seen.add(fold)
        shapes.append(fold_line(place, axis, area, frame, fold, main=first))
        if numbered and first:
            x, y = (frame.at(place, area.top) if axis == "vertical"
                    else frame.at(area.left, place))
            out = (x, y - OUTSIDE) if axis == "vertical" else (x - OUTSIDE, y)
            shapes.append(badge(str(fold), out, radius=1.5))
    return shapes


def folded_unit(imposition: Imposition, sheet: Sheet,
                piece: Section) -> tuple[Rect, tuple[Fold, ...]]:
    """The paper that is folded at once, and its folds, both as they lie on the front of the sheet.

    A section that has the sheet for itself is folded with all that will be trimmed off it.
    """
    area, size = piece.area, imposition.sheet_size
    alone = len(sheet.pieces(size)) == 1 and bool(imposition.folds)
    paper = Rect(0.0, 0.0, *size) if alone else area
    folds = []
    for fold in imposition.folds:
        low = area.left if fold.axis == "vertical" else area.bottom
        high = area.right if fold.axis == "vertical" else area.top
        # What lies on its face is turned over first: its folds lie mirrored on the sheet.
        at = high - fold.at if piece.over and fold.axis == imposition.turn else low + fold.at
        folds.append(Fold(fold.axis, at, fold.under))
    return paper, tuple(folds)


def _behind(axis: Axis, at: float, imposition: Imposition) -> float:
    """The place of a line of the front, seen on the back."""
    width, height = imposition.sheet_size
    if axis != imposition.turn:
        return at
    return (width if axis == "vertical" else height) - at


def _cut_line(axis: Axis, at: float, paper: Rect, frame: Frame) -> str:
    if axis == "vertical":
        top, bottom = frame.at(at, paper.top), frame.at(at, paper.bottom)
        ends = ((top[0], top[1] - OUTSIDE), (bottom[0], bottom[1] + OUTSIDE))
    else:
        left, right = frame.at(paper.left, at), frame.at(paper.right, at)
        ends = ((left[0] - OUTSIDE, left[1]), (right[0] + OUTSIDE, right[1]))
    return line(*ends, width=0.16)
