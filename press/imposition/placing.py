"""How a page of a PDF lands in its slot: boxes, matrices, and the operators of a side. No library.

Boxes of a page are in its own units, sides and slots in mm, what is written in pt.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from press.dataclass import dataclass
from press.imposition.sheets import Mark, Rect, Rotation, Size, Slot

MM: Final = 72 / 25.4
"""pt in a millimetre."""
MARK_WIDTH: Final = 0.25
"""pt."""
ALL: Final = "All"
"""The colour space that prints on every plate."""
BASELINE: Final = 0.2
"""Of the height of the slug line, below its letters."""

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

    It turns and converts units, and scales as the slot says.
    """
    turned = _CLOCKWISE[(page.rotate + slot.rotation) % 360]
    a, b, c, d = (page.unit * slot.scale * entry for entry in turned)
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
    place = matrix(slot, page)
    return (f"q {_pt(clip.left, clip.bottom, clip.width, clip.height)} re W n "
            f"{_spell(place[:4])} {_spell(place[4:], 3)} cm /{form} Do Q")


def draw(marks: Iterable[Mark]) -> list[str]:
    """Lines in K alone, folds dashed; patches in their inks. Crosses need the colour space
    ``ALL``; the slug line is ``spelt``."""
    lines: list[str] = []
    drawn = list(marks)
    for kind, dash in (("crop", "[] 0 d"), ("fold", "[2 2] 0 d")):
        strokes = [f"{_pt(m.x0, m.y0)} m {_pt(m.x1, m.y1)} l S" for m in drawn if m.kind == kind]
        lines += [dash, *strokes] if strokes else []
    if lines:
        lines = [f"q 0 0 0 1 K {_spell((MARK_WIDTH,))} w", *lines, "Q"]
    crosses = [_cross(mark.box) for mark in drawn if mark.kind == "register"]
    if crosses:
        lines += [f"q /{ALL} CS 1 SCN {_spell((MARK_WIDTH,))} w", *crosses, "Q"]
    return lines + [
        f"q {_spell(mark.ink)} k {_pt(mark.x0, mark.y0, mark.box.width, mark.box.height)} re f Q"
        for mark in drawn if mark.kind in ("bar", "collation")]


def _cross(box: Rect) -> str:
    """Two lines, and a circle of two thirds of their length out of four Bézier curves."""
    (x, y), radius = box.centre, box.width / 3
    k = 0.5522847 * radius
    arcs = [f"{_pt(x + a, y + b, x + c, y + d, x + e, y + f)} c" for a, b, c, d, e, f in (
        (radius, k, k, radius, 0, radius), (-k, radius, -radius, k, -radius, 0),
        (-radius, -k, -k, -radius, 0, -radius), (k, -radius, radius, -k, radius, 0))]
    return (f"{_pt(box.left, y)} m {_pt(box.right, y)} l {_pt(x, box.bottom)} m "
            f"{_pt(x, box.top)} l {_pt(x + radius, y)} m {' '.join(arcs)} S")


def spelt(mark: Mark, advances: Sequence[tuple[str, float]]) -> str:
    """The operators of a slug line: forms (name, advance in em) one after the other in the box,
    upwards where the box stands upright. A line that is too long is set smaller."""
    box, upright = mark.box, mark.box.height > mark.box.width
    length, height = (box.height, box.width) if upright else (box.width, box.height)
    size = min(height, length / max(1e-9, sum(advance for _, advance in advances)))
    shown, at = [], 0.0
    for name, advance in advances:
        if name:
            shown.append(f"1 0 0 1 {_spell((at,))} 0 cm /{name} Do")
            at = 0.0
        at += advance
    base = height * BASELINE
    em = size * MM
    place = ((0.0, em, -em, 0.0, (box.right - base) * MM, box.bottom * MM) if upright
             else (em, 0.0, 0.0, em, box.left * MM, (box.bottom + base) * MM))
    return f"q 0 0 0 1 k {_spell(place)} cm {' '.join(shown)} Q"


def _pt(*lengths: float) -> str:
    """To 0.001 pt, which is less than 0.001 mm."""
    return _spell((length * MM for length in lengths), 3)


def _spell(numbers: Iterable[float], decimals: int = 6) -> str:
    """Numbers as PDF writes them: no exponent, no −0."""
    return " ".join(f"{number + 0.0:.{decimals}f}".rstrip("0").rstrip(".") if number else "0"
                    for number in (round(number, decimals) for number in numbers))
