"""How a page of a PDF lands in its slot: boxes, matrices, and the operators of a side. No library.

Boxes of a page are in its own units, sides and slots in mm, what is written in pt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from press.imposition.sheets import Mark, Rect, Rotation, Size, Slot

MM: Final = 72 / 25.4
"""pt in a millimetre."""
MARK_WIDTH: Final = 0.25
"""pt."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in the units of a page."""
Matrix = tuple[float, float, float, float, float, float]

_CLOCKWISE: Final = {0: (1, 0, 0, 1), 90: (0, -1, 1, 0), 180: (-1, 0, 0, -1), 270: (0, 1, -1, 0)}


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page as it was found."""

    box: Box
    """Its trim: TrimBox, else CropBox, else MediaBox."""
    extent: Box
    """What may print: its BleedBox, or the trim of a page that names no bleed."""
    rotate: Rotation
    """Clockwise."""
    unit: float
    """pt in one of its units: its UserUnit."""
    annotations: int
    """Visible ones that show something of their own (links do not): a sheet cannot hold them."""

    @property
    def trim(self) -> Size:
        """mm, as the page is seen: turned by its Rotate."""
        width = (self.box[2] - self.box[0]) * self.unit / MM
        height = (self.box[3] - self.box[1]) * self.unit / MM
        return (height, width) if self.rotate in (90, 270) else (width, height)


def page_boxes(media: Box, crop: Box | None, trim: Box | None,
               bleed: Box | None) -> tuple[Box, Box]:
    """The trim of a page and what of it may print.

    A box counts as far as it lies in the MediaBox (ISO 32000-1, 14.11.2), and not at all where
    nothing of it does. Bleed is believed only where a BleedBox claims it: what else lies outside
    a trim may be crop marks.
    """
    trimmed = _within(trim, media) or _within(crop, media) or media
    bled = _within(bleed, media) or trimmed
    return trimmed, (min(trimmed[0], bled[0]), min(trimmed[1], bled[1]),
                     max(trimmed[2], bled[2]), max(trimmed[3], bled[3]))


def _within(box: Box | None, outer: Box) -> Box | None:
    if box is None:
        return None
    cut = (max(box[0], outer[0]), max(box[1], outer[1]),
           min(box[2], outer[2]), min(box[3], outer[3]))
    return cut if cut[0] < cut[2] and cut[1] < cut[3] else None


def matrix(slot: Slot, page: SourcePage) -> Matrix:
    """From the page's units to pt on the side: the centre of its trim on the centre of the slot's.

    It turns and converts units, but never scales.
    """
    turned = _CLOCKWISE[(page.rotate + slot.rotation) % 360]
    a, b, c, d = (page.unit * entry for entry in turned)
    x, y = (page.box[0] + page.box[2]) / 2, (page.box[1] + page.box[3]) / 2
    to_x, to_y = slot.trim.centre
    return a, b, c, d, to_x * MM - a * x - c * y, to_y * MM - b * x - d * y


def printed(slot: Slot, page: SourcePage) -> Rect:
    """What of the page may print in the slot, mm on the side."""
    a, b, c, d, e, f = matrix(slot, page)
    left, bottom, right, top = page.extent
    xs = sorted(((a * x + c * y + e) / MM for x, y in ((left, bottom), (right, top))))
    ys = sorted(((b * x + d * y + f) / MM for x, y in ((left, bottom), (right, top))))
    return Rect(xs[0], ys[0], xs[1], ys[1]).meet(slot.clip)


def show(slot: Slot, page: SourcePage, form: str) -> str:
    """The operators that show the form of the page, clipped, in its slot."""
    clip = slot.clip
    return (f"q {_pt(clip.left, clip.bottom, clip.width, clip.height)} re W n "
            f"{_spell(matrix(slot, page))} cm /{form} Do Q")


def draw(marks: Iterable[Mark]) -> list[str]:
    """Lines in K alone; folds are dashed."""
    lines = []
    for kind, dash in (("crop", "[] 0 d"), ("fold", "[2 2] 0 d")):
        drawn = [f"{_pt(m.x0, m.y0)} m {_pt(m.x1, m.y1)} l S" for m in marks if m.kind == kind]
        lines += [dash, *drawn] if drawn else []
    return [f"q 0 0 0 1 K {_spell((MARK_WIDTH,))} w", *lines, "Q"] if lines else []


def _pt(*lengths: float) -> str:
    return _spell(length * MM for length in lengths)


def _spell(numbers: Iterable[float]) -> str:
    """Numbers as PDF writes them: at most five decimals, no exponent, no −0."""
    return " ".join(f"{number + 0.0:.5f}".rstrip("0").rstrip(".")
                    for number in (round(number, 5) for number in numbers))
