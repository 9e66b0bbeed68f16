"""The values of imposition: sheets, their sides, and the slots on them.

Every length is in mm. A side is described as the printer's PDF page shows it: origin at its lower
left corner, x to the right, y up; a back as it looks when one looks at the back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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

    def half_turn(self, sheet: Size) -> Rect:
        """The same place after the sheet was turned by 180° in its plane."""
        width, height = sheet
        return Rect(width - self.right, height - self.top, width - self.left, height - self.bottom)


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
    """A straight line for the person with the knife or the folder; black (K) only, 0.25 pt."""

    kind: Literal["crop", "fold"]
    x0: float
    y0: float
    x1: float
    y1: float


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
class Sheet:
    """A sheet of paper, printed on both sides."""

    front: SheetSide
    back: SheetSide
    signature: int
    """The signature (folded section) that it belongs to, from 1."""
    position: int
    """Its place in the signature, from 1, the outermost."""
    shift: float
    """How far creep has moved its pages towards the spine, mm."""


@dataclass(frozen=True, slots=True)
class Fold:
    """A fold of the whole sheet, seen with its front up."""

    axis: Axis
    at: float
    """x of a vertical fold, y of a horizontal one, mm, on the flat sheet."""
    under: Literal["left", "right", "top", "bottom"]
    """The half that goes under the other."""


@dataclass(frozen=True, slots=True)
class Imposition:
    """A document laid out on sheets, complete: all that the writer and the folder need."""

    scheme: Literal["saddle"]
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
    """In order; the same for every sheet."""
    creep: Creep | None

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
