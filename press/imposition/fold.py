"""The fold simulation: print, turn, cut, fold, nest, gather, and read the book back.

It knows nothing of how a scheme counts its pages. It takes sheets as a printer puts them out, moves
them like paper, and says what a reader finds: so it proves any scheme whose folds it is told.
"""

from __future__ import annotations

from itertools import groupby
from typing import Final

from press.dataclass import dataclass, replace
from press.imposition.sheets import Axis, Fold, Imposition, Rect, Rotation, Section, Sheet, Slot

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


def read_back(imposition: Imposition, copy: int = 1) -> tuple[FoldedPage, ...]:
    """All pages in the order in which the finished book shows them, blanks included.

    Every sheet is printed, turned, printed, and cut into its sections; these are collected as the
    assembly says, folded, laid inside each other signature by signature, and gathered. ``copy``
    says which of the books (or cards of a kind) is read, from 1. ValueError where a page has no
    page behind it, so that no leaf comes of it.
    """
    leaves: list[_Leaf] = []
    flat: list[FoldedPage] = []
    for _, signature in groupby(_collect(imposition, copy), key=lambda cut: cut[0].signature):
        nested: list[_Leaf] = []
        for _, cut in sorted(signature, key=lambda cut: cut[0].position):
            if not imposition.folds and len(cut) > 1:
                flat += _read_flat(cut, imposition)
                continue
            middle = len(nested) // 2
            nested[middle:middle] = _fold(cut, imposition.folds)
        leaves += nested
    spine = imposition.folds[-1] if imposition.folds else None
    return (*flat, *(page for leaf in leaves for page in _read(leaf, spine, imposition.binding)))


_Cut = tuple[Section, list["_Leaf"]]


def _collect(imposition: Imposition, copy: int) -> list[_Cut]:
    """The sections of one copy as they come to the folder, each cut out, its own front up."""
    rows = [_cut(sheet, imposition) for sheet in imposition.sheets]
    if imposition.assembly == "copies":
        return [cut for row in rows if (cut := row[copy - 1])]
    if imposition.turning != "sheetwise":
        half = len(rows[0]) // 2
        rows = [row[half * (copy - 1):half * copy] for row in rows]
    elif copy != 1:
        raise ValueError(f"the sheets give one copy, not {copy}")
    if imposition.assembly == "sheets":
        return [cut for row in rows for cut in row if cut]
    return [cut for pile in zip(*rows, strict=True) for cut in pile if cut]


def _cut(sheet: Sheet, imposition: Imposition) -> list[_Cut | None]:
    """The pieces of a printed sheet; those that lie on their faces are turned over."""
    printed = _print(sheet, imposition)
    pieces: list[_Cut | None] = []
    for section in sheet.pieces(imposition.sheet_size):
        if section is None:
            pieces.append(None)
            continue
        area = section.area
        leaves = [_Leaf(_moved(leaf.up, area), _moved(leaf.down, area)) for leaf in printed
                  if _inside(leaf.up.trim, area)]
        if section.over:
            size = area.width, area.height
            leaves = [_Leaf(_mirror(leaf.down, imposition.turn, size),
                            _mirror(leaf.up, imposition.turn, size)) for leaf in leaves]
        pieces.append((section, leaves))
    return pieces


def _inside(trim: Rect, area: Rect) -> bool:
    x, y = trim.centre
    return area.left < x < area.right and area.bottom < y < area.top


def _moved(face: _Face, area: Rect) -> _Face:
    """Measured from the lower left corner of the cut piece."""
    return replace(face, trim=face.trim.at(-area.left, -area.bottom),
                   clip=face.clip.at(-area.left, -area.bottom))


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


def _read(leaf: _Leaf, spine: Fold | None, binding: str) -> list[FoldedPage]:
    """The leaf's upper page, then, after turning the leaf about the spine, its lower one."""
    register = _register(leaf)
    pages = []
    for face, linear in ((leaf.up, leaf.up.linear),
                         (leaf.down, _times(leaf.down.linear, _MIRROR["vertical"]))):
        if spine is None:  # A leaf has nothing to creep across.
            shift, clipped = 0.0, True
        elif binding == "left":
            shift, clipped = spine.at - face.trim.left, face.clip.left >= spine.at - TOLERANCE
        else:
            shift, clipped = face.trim.right - spine.at, face.clip.right <= spine.at + TOLERANCE
        pages.append(FoldedPage(face.slot.page, linear == _CLOCKWISE[0], register, clipped, shift))
    return pages


def _read_flat(leaves: list[_Leaf], imposition: Imposition) -> list[FoldedPage]:
    """The pages of a sheet that is not cut: its front, then, turned like a leaf, its back."""
    backs = [_mirror(leaf.down, "vertical", imposition.sheet_size) for leaf in leaves]
    pages = []
    for faces in ([leaf.up for leaf in leaves], backs):
        behind = {id(face): leaf for face, leaf in zip(faces, leaves, strict=True)}
        pages += [
            FoldedPage(face.slot.page, face.linear == _CLOCKWISE[0], _register(behind[id(face)]),
                       _apart(face, faces), 0.0)
            for face in sorted(faces, key=lambda face: _reading(face, imposition))]
    return pages


def _reading(face: _Face, imposition: Imposition) -> tuple[float, float]:
    """Where an eye comes to it: rows from the top, from the binding outwards, or by columns."""
    x, y = face.trim.centre
    row, column = -round(y, 1), round(x if imposition.binding == "left" else -x, 1)
    return (row, column) if imposition.order == "rows" else (column, row)


def _apart(face: _Face, faces: list[_Face]) -> bool:
    """Whether nothing of it prints on another page."""
    return all(face is other or min(cut.width, cut.height) <= TOLERANCE
               for other in faces for cut in (face.clip.meet(other.trim),))


def _register(leaf: _Leaf) -> bool:
    up, down = leaf.up.trim, leaf.down.trim
    return max(abs(up.left - down.left), abs(up.bottom - down.bottom),
               abs(up.right - down.right), abs(up.top - down.top)) <= TOLERANCE


def _mirror(face: _Face, axis: Axis, size: tuple[float, float]) -> _Face:
    """The face on the other side of an axis in the middle of ``size``."""
    return replace(face, trim=face.trim.over(axis, size), clip=face.clip.over(axis, size),
                   linear=_times(face.linear, _MIRROR[axis]))


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    """``first``, and after it ``then``."""
    a, b, c, d = first
    e, f, g, h = then
    return (a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h)
