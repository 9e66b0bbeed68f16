"""The fold simulation: print, turn, fold, nest, and read the booklet back.

It knows nothing of how a scheme counts its pages. It takes sheets as a printer puts them out, moves
them like paper, and says what a reader finds: so it proves any scheme whose folds it is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from press.imposition.sheets import Axis, Fold, Imposition, Rect, Rotation, Sheet, Slot

TOLERANCE: Final = 0.01
"""mm within which front and back must meet."""

_Matrix = tuple[int, int, int, int]
"""(a, b, c, d) takes (x, y) to (ax + cy, bx + dy), as in PDF; entries −1, 0, 1."""

_CLOCKWISE: Final[dict[Rotation, _Matrix]] = {
    0: (1, 0, 0, 1), 90: (0, -1, 1, 0), 180: (-1, 0, 0, -1), 270: (0, 1, -1, 0)}
_MIRROR: Final[dict[Axis, _Matrix]] = {"vertical": (-1, 0, 0, 1), "horizontal": (1, 0, 0, -1)}


@dataclass(frozen=True, slots=True)
class FoldedPage:
    """A page as the reader of the folded booklet finds it."""

    page: int | None
    upright: bool
    """Neither turned nor seen through the paper."""
    in_register: bool
    """Its trim and that of the page on its back cover the same paper, within 0.01 mm."""
    clipped: bool
    """Nothing of it prints across the fold."""
    shift: float
    """How far its trim reaches across the fold (negative: stays away from it), mm."""


@dataclass(frozen=True, slots=True)
class _Face:
    """One side of a leaf, in the plane of the table, seen from above through all paper."""

    slot: Slot
    trim: Rect
    clip: Rect
    linear: _Matrix
    """How the page's own directions lie on the table."""


@dataclass(frozen=True, slots=True)
class _Leaf:
    up: _Face
    down: _Face


def read_back(imposition: Imposition) -> tuple[FoldedPage, ...]:
    """All pages in the order in which the folded booklet shows them, blanks included.

    The signatures lie one on the other, the sheets of each one inside the other. ValueError where
    a page has no page behind it, so that no leaf comes of it.
    """
    leaves: list[_Leaf] = []
    for _, signature in groupby(imposition.sheets, key=lambda sheet: sheet.signature):
        nested: list[_Leaf] = []
        for sheet in sorted(signature, key=lambda sheet: sheet.position):
            middle = len(nested) // 2
            nested[middle:middle] = _fold(_print(sheet, imposition), imposition.folds)
        leaves += nested
    spine = imposition.folds[-1]
    return tuple(page for leaf in leaves for page in _read(leaf, spine, imposition.binding))


def _print(sheet: Sheet, imposition: Imposition) -> list[_Leaf]:
    """The sheet with its front up, as leaves that still hang together."""
    backs = [_mirror(_Face(slot, slot.trim, slot.clip, _CLOCKWISE[slot.rotation]),
                     imposition.turn, imposition.sheet_size) for slot in sheet.back.slots]
    leaves = []
    for slot in sheet.front.slots:
        x, y = slot.trim.centre
        behind = [face for face in backs
                  if face.trim.left < x < face.trim.right and face.trim.bottom < y < face.trim.top]
        if len(behind) != 1:
            raise ValueError(f"page {slot.page} has {len(behind)} pages on its back")
        leaves.append(_Leaf(_Face(slot, slot.trim, slot.clip, _CLOCKWISE[slot.rotation]),
                            behind[0]))
    return leaves


def _fold(stack: list[_Leaf], folds: tuple[Fold, ...]) -> list[_Leaf]:
    """The stack, topmost leaf first, after the folds: one half goes under, in reverse order."""
    for fold in folds:
        moving = [leaf for leaf in stack if _lies(leaf, fold)]
        staying = [leaf for leaf in stack if not _lies(leaf, fold)]
        twice = (2 * fold.at, 2 * fold.at)
        stack = staying + [
            _Leaf(_mirror(leaf.down, fold.axis, twice), _mirror(leaf.up, fold.axis, twice))
            for leaf in reversed(moving)]
    return stack


def _lies(leaf: _Leaf, fold: Fold) -> bool:
    """Whether the leaf lies in the half that goes under."""
    x, y = leaf.up.trim.centre
    along = x if fold.axis == "vertical" else y
    return along < fold.at if fold.under in ("left", "bottom") else along > fold.at


def _read(leaf: _Leaf, spine: Fold, binding: str) -> list[FoldedPage]:
    """The leaf's upper page, then, after turning the leaf about the spine, its lower one."""
    pairs = zip((leaf.up.trim.left, leaf.up.trim.bottom, leaf.up.trim.right, leaf.up.trim.top),
                (leaf.down.trim.left, leaf.down.trim.bottom, leaf.down.trim.right,
                 leaf.down.trim.top), strict=True)
    register = all(abs(up - down) <= TOLERANCE for up, down in pairs)
    pages = []
    for face, linear in ((leaf.up, leaf.up.linear),
                         (leaf.down, _times(leaf.down.linear, _MIRROR["vertical"]))):
        if binding == "left":
            shift, clipped = spine.at - face.trim.left, face.clip.left >= spine.at - TOLERANCE
        else:
            shift, clipped = face.trim.right - spine.at, face.clip.right <= spine.at + TOLERANCE
        pages.append(FoldedPage(face.slot.page, linear == _CLOCKWISE[0], register, clipped, shift))
    return pages


def _mirror(face: _Face, axis: Axis, size: tuple[float, float]) -> _Face:
    """The face on the other side of an axis in the middle of ``size``."""
    width, height = size

    def over(box: Rect) -> Rect:
        if axis == "vertical":
            return Rect(width - box.right, box.bottom, width - box.left, box.top)
        return Rect(box.left, height - box.top, box.right, height - box.bottom)

    return replace(face, trim=over(face.trim), clip=over(face.clip),
                   linear=_times(face.linear, _MIRROR[axis]))


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    """``first``, and after it ``then``."""
    a, b, c, d = first
    e, f, g, h = then
    return (a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h)
