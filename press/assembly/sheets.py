"""The boxes of a page and its crop marks, in pt."""

from __future__ import annotations

from press.assembly.numbers import numbers
from press.dataclass import dataclass

MM = 72 / 25.4
"""pt in a millimetre."""
MARK = 5 * MM
"""Length of a crop mark."""
GAP = 1 * MM
"""Between the bleed and a mark, so that no mark is ever inside the bleed."""


@dataclass(frozen=True, slots=True)
class PageBoxes:
    """How a page lies on its sheet."""

    trim: tuple[float, float]
    bleed: float
    marks: bool
    folds: tuple[float, ...] = ()
    """Where the sheet is folded, pt from the left edge of the trim: marked by dashes where there
    are crop marks."""

    @property
    def margin(self) -> float:
        """From the edge of the sheet to the trim."""
        return self.bleed + (GAP + MARK + GAP if self.marks else 0)

    @property
    def media(self) -> list[float]:
        """MediaBox and CropBox, with the origin at 0."""
        return self._around(self.margin, self.margin)

    @property
    def bleed_box(self) -> list[float]:
        """BleedBox."""
        return self._around(self.margin, self.bleed)

    @property
    def trim_box(self) -> list[float]:
        """TrimBox."""
        return self._around(self.margin, 0)

    def _around(self, offset: float, by: float) -> list[float]:
        width, height = self.trim
        return [round(v, 4) for v in (offset - by, offset - by, offset + width + by,
                                      offset + height + by)]

    def dress(self, content: bytes) -> bytes:
        """``content`` (origin at the trim's lower left) moved to its place, cut at the bleed,
        with crop marks of 0.25 pt in K outside."""
        if not self.margin:
            return content
        x, y, right, top = self.bleed_box
        moved = (b"q\n%s re W n\n1 0 0 1 %s cm\n" % (
            numbers(x, y, right - x, top - y), numbers(self.margin, self.margin))
            + content + b"\nQ\n")
        return moved + (self._marks() if self.marks else b"")

    def _marks(self) -> bytes:
        left, low, right, top = self.trim_box
        near, far = self.bleed + GAP, self.bleed + GAP + MARK
        lines = []
        for x in (left, right):
            lines += [(x, low - near, x, low - far), (x, top + near, x, top + far)]
        for y in (low, top):
            lines += [(left - near, y, left - far, y), (right + near, y, right + far, y)]
        strokes = b"".join(b"%s m %s l\n" % (numbers(a, b), numbers(c, d))
                           for a, b, c, d in lines)
        folded = b"".join(b"%s m %s l\n" % (numbers(x, y), numbers(x, z))
                          for x in (left + fold for fold in self.folds)
                          for y, z in ((low - near, low - far), (top + near, top + far)))
        dashes = b"[2 1.5] 0 d\n" + folded + b"S\n" if folded else b""
        return b"q\n0 0 0 1 K\n0.25 w\n" + strokes + b"S\n" + dashes + b"Q\n"
