"""The values of imposition: sheets, their sides, and the slots on them.

Every length is in mm. A side is described as the printer's PDF page shows it: origin at its lower
left corner, x to the right, y up; a back as it looks when one looks at the back.
"""

from __future__ import annotations

from typing import Literal

from press.dataclass import dataclass, replace
from press.imposition.creep import Creep

Binding = Literal["left", "right"]
"""Where the spine of the closed booklet is; right is 右翻, for vertical or traditional books."""
Flip = Literal["short", "long"]
"""The edge of the sheet over which the printer turns it for the back."""
Rotation = Literal[0, 90, 180, 270]
"""Degrees clockwise, as in a PDF page's Rotate."""
Axis = Literal["vertical", "horizontal"]
Size = tuple[float, float]
"""Width and height, mm."""
Scheme = Literal["saddle", "signature", "nup", "stack", "repeat", "cards"]
Turn = Literal["sheetwise", "work-and-turn", "work-and-tumble"]
Assembly = Literal["copies", "stack", "sheets"]
"""What comes of the pieces of a cut sheet. copies: each place of the sheet is a product of its own.
stack: the pile of the first place, under it the pile of the second, and so on. sheets: all pieces
of the first sheet, then all of the second."""
MarkKind = Literal["crop", "fold", "register", "collation", "bar", "slug"]
Ink = tuple[float, float, float, float]
"""C, M, Y, K from 0 to 1."""
BLACK: Ink = (0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle on a side of a sheet, mm."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def meet(self, other: Rect) -> Rect:
        """What lies in both; of no width or height where they do not meet."""
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        return Rect(left, bottom, max(left, min(self.right, other.right)),
                    max(bottom, min(self.top, other.top)))

    def join(self, other: Rect) -> Rect:
        """The smallest rectangle around both."""
        return Rect(min(self.left, other.left), min(self.bottom, other.bottom),
                    max(self.right, other.right), max(self.top, other.top))

    def grow(self, by: float) -> Rect:
        """Larger by ``by`` on each side."""
        return Rect(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def at(self, x: float, y: float) -> Rect:
        """Moved by so much."""
        return Rect(self.left + x, self.bottom + y, self.right + x, self.top + y)

    def over(self, axis: Axis, size: Size) -> Rect:
        """The same place after a sheet of ``size`` was turned over about its middle axis."""
        if axis == "vertical":
            return Rect(size[0] - self.right, self.bottom, size[0] - self.left, self.top)
        return Rect(self.left, size[1] - self.top, self.right, size[1] - self.bottom)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for one page."""

    page: int | None
    """The page of the document, from 1; None is a blank."""
    trim: Rect
    """Where the page's trim lies on the side, after its rotation."""
    rotation: Rotation
    clip: Rect
    """Nothing of the page prints outside: its trim and outer bleed, ending at the spine."""
    scale: float = 1.0
    """How large the page is shown; ``trim`` has it already."""

    @property
    def x(self) -> float:
        """Left edge of the trim on the side, mm."""
        return self.trim.left

    @property
    def y(self) -> float:
        """Lower edge of the trim on the side, mm."""
        return self.trim.bottom


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign for the person with the knife, at the press or at the folder.

    crop, fold: a straight line, K only, 0.25 pt. register: a circle with a cross that fills the
    box, on every plate. collation, bar: the box filled with ``ink``. slug: ``text`` in the box, K.
    """

    kind: MarkKind
    x0: float
    y0: float
    x1: float
    y1: float
    ink: Ink = BLACK
    text: str = ""

    @property
    def box(self) -> Rect:
        return Rect(self.x0, self.y0, self.x1, self.y1)

    def over(self, axis: Axis, size: Size) -> Mark:
        """The mark behind it, after a sheet of ``size`` was turned over."""
        box = self.box.over(axis, size)
        return replace(self, x0=box.left, y0=box.bottom, x1=box.right, y1=box.top)


@dataclass(frozen=True, slots=True)
class SheetSide:
    """What is printed on one side of a sheet."""

    slots: tuple[Slot, ...]
    """From left to right, then from top to bottom."""
    marks: tuple[Mark, ...] = ()

    @property
    def trim(self) -> Rect:
        """The union of the trims: the folded sheet, laid flat."""
        box = self.slots[0].trim
        for slot in self.slots[1:]:
            box = box.join(slot.trim)
        return box


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of a sheet: cut out, it is folded by itself (or is a single leaf, or is not cut)."""

    area: Rect
    """On the sheet, its front up: trims and what lies between them."""
    signature: int
    """The signature (folded section of the book) that it belongs to, from 1; leaves count one by
    one."""
    position: int
    """Its place in the signature, from 1, the outermost."""
    shift: float = 0.0
    """How far creep has moved its outermost pages towards the spine, mm."""
    over: bool = False
    """It lies on its face, and is turned over, about the axis of the sheet's turn, before it is
    folded: the second half of a sheet that is worked and turned."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper, printed on both sides."""

    front: SheetSide
    back: SheetSide
    signature: int
    """Of its first section; see there."""
    position: int
    """Of its first section."""
    shift: float
    """Of its first section."""
    sections: tuple[Section | None, ...] = ()
    """One for each place of the grid, rows from the top, each from left to right (from right to
    left for right binding); None stays empty. Without any, the whole sheet is folded."""

    def pieces(self, size: Size) -> tuple[Section | None, ...]:
        """The sections, also of a sheet that is one; ``size`` is the sheet's."""
        return self.sections or (
            Section(Rect(0.0, 0.0, *size), self.signature, self.position, self.shift),)


@dataclass(frozen=True, slots=True)
class Fold:
    """A fold of a whole section, seen with its front up."""

    axis: Axis
    at: float
    """x of a vertical fold, y of a horizontal one, mm from the section's lower left corner."""
    under: Literal["left", "right", "top", "bottom"]
    """The half that goes under the other."""


@dataclass(frozen=True, slots=True)
class Imposition:
    """A document laid out on sheets, complete: all that the writer and the folder need."""

    scheme: Scheme
    sheets: tuple[Sheet, ...]
    """In the order of printing; in a signature the outermost first."""
    sheet_size: Size
    trim: Size
    """Of one page, as it is read."""
    bleed: float
    """Wanted around the trim; what a page has of it is only known from its PDF."""
    binding: Binding
    flip: Flip
    folds: tuple[Fold, ...]
    """In order; the same for every section. Without any, a section is read as it lies."""
    creep: Creep | None
    assembly: Assembly = "copies"
    turning: Turn = "sheetwise"
    """Where it is not sheetwise, both sides of a sheet are the same form."""
    sides: Literal[1, 2] = 2
    """1: the backs stay unprinted."""
    grid: tuple[int, int] = (1, 1)
    """Columns and rows of sections on a sheet (of pages, where nothing is cut: nup)."""
    order: Literal["rows", "columns"] = "rows"
    """How pages run that are read on the sheet (nup)."""
    folded: int = 4
    """Pages that a section gives, both sides."""
    scale: float = 1.0
    """How large pages are shown; ``trim`` has it already."""

    @property
    def copies(self) -> int:
        """Finished books (or cards of a kind) that the sheets give."""
        return max(len(sheet.pieces(self.sheet_size)) for sheet in self.sheets) \
            if self.assembly == "copies" else 1 if self.turning == "sheetwise" else 2

    @property
    def turn(self) -> Axis:
        """The axis about which the printer turns a sheet for its back."""
        return turn_axis(self.sheet_size, self.flip)

    @property
    def places(self) -> int:
        """Places for pages, blanks included."""
        return sum(len(side.slots) for sheet in self.sheets for side in (sheet.front, sheet.back))

    @property
    def blanks(self) -> int:
        """Places that stay empty."""
        return sum(slot.page is None for sheet in self.sheets
                   for side in (sheet.front, sheet.back) for slot in side.slots)


def turn_axis(sheet: Size, flip: Flip) -> Axis:
    """The axis of the turn: the edge named by ``flip``; a square counts as landscape.

    The short edges of a landscape sheet stand upright, so flipping it "on the short edge" turns
    it like the page of a book.
    """
    landscape = sheet[0] >= sheet[1]
    return "vertical" if landscape == (flip == "short") else "horizontal"
