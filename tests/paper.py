"""Paper in a test's hands: sheets are read from a finished PDF with pypdf, then turned, cut,
folded and laid together point by point. It knows nothing of the press, only what a printer and a
binder do; corners are (x, y) in pt on the table, as seen from above.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence

from pypdf import PdfReader
from pypdf.generic import ContentStream

from press.dataclass import dataclass

Point = tuple[float, float]
Move = Callable[[Point], Point]
TOLERANCE = 0.03  # pt: a hundredth of a millimetre


@dataclass(frozen=True)
class Print:
    """A page image on paper: its number and where three corners of its trim came to lie."""

    number: int
    foot: Point
    """Lower left corner of the page, as its reader would say."""
    side: Point
    """Lower right corner."""
    head: Point
    """Upper left corner."""

    def moved(self, move: Move) -> Print:
        return Print(self.number, move(self.foot), move(self.side), move(self.head))

    @property
    def box(self) -> tuple[float, float, float, float]:
        far = (self.side[0] + self.head[0] - self.foot[0],
               self.side[1] + self.head[1] - self.foot[1])
        xs, ys = zip(self.foot, self.side, self.head, far, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def centre(self) -> Point:
        x0, y0, x1, y1 = self.box
        return (x0 + x1) / 2, (y0 + y1) / 2

    def reads(self) -> bool:
        """Whether one who looks from above can read it: neither turned nor mirrored."""
        return (self.side[0] > self.foot[0] + 1 and abs(self.side[1] - self.foot[1]) < TOLERANCE
                and self.head[1] > self.foot[1] + 1
                and abs(self.head[0] - self.foot[0]) < TOLERANCE)


@dataclass(frozen=True)
class Leaf:
    """A page-sized piece of paper; what is printed on its lower side is seen through it."""

    up: Print | None
    down: Print | None

    @property
    def centre(self) -> Point:
        there = self.up or self.down
        assert there is not None
        return there.centre

    def over(self, move: Move) -> Leaf:
        """Turned over: ``move`` is a mirror."""
        return Leaf(self.down and self.down.moved(move), self.up and self.up.moved(move))


def mirror_x(at: float) -> Move:
    return lambda point: (2 * at - point[0], point[1])


def mirror_y(at: float) -> Move:
    return lambda point: (point[0], 2 * at - point[1])


def prints(pdf: bytes, trim: tuple[float, float], boxes: Sequence[tuple[float, ...]] = ()
           ) -> list[tuple[tuple[float, float], list[Print]]]:
    """Of each page of a PDF its size, and the pages shown on it: forms whose text says their
    number. Their trim has its lower left corner at (0, 0) of the form and this size in pt, or is
    the one in ``boxes``."""
    sides = []
    for page in PdfReader(io.BytesIO(pdf)).pages:
        forms = page["/Resources"]["/XObject"]
        shown, stack, now = [], [], (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        for operands, operator in ContentStream(page["/Contents"], page.pdf).operations:
            if operator == b"q":
                stack.append(now)
            elif operator == b"Q":
                now = stack.pop()
            elif operator == b"cm":
                now = times([float(v) for v in operands], now)
            elif operator == b"Do":
                said = re.search(rb"\(page(\d+)\)", forms[operands[0]].get_object().get_data())
                if said:
                    number = int(said[1])
                    x0, y0, x1, y1 = boxes[number - 1] if boxes else (0, 0, *trim)
                    shown.append(Print(number, at(now, x0, y0), at(now, x1, y0), at(now, x0, y1)))
        sides.append(((float(page.mediabox.width), float(page.mediabox.height)), shown))
    return sides


def times(first: Sequence[float], then: Sequence[float]) -> tuple[float, ...]:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
            e * g + f * i + k, e * h + f * j + m)


def at(matrix: Sequence[float], x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def printed(front: list[Print], back: list[Print], size: tuple[float, float],
            flip: str) -> list[Leaf]:
    """The sheet out of the printer, its front up: the back was printed after a turn about the
    short or the long edge."""
    upright = (flip == "short") == (size[0] >= size[1])
    turn = mirror_x(size[0] / 2) if upright else mirror_y(size[1] / 2)
    behind = [one.moved(turn) for one in back]
    leaves = []
    for one in front:
        meets = [other for other in behind if near(one.centre, other.centre, 20)]
        assert len(meets) < 2
        for other in meets:
            behind.remove(other)
        leaves.append(Leaf(one, meets[0] if meets else None))
    return leaves + [Leaf(None, other) for other in behind]


def near(a: Point, b: Point, by: float) -> bool:
    return abs(a[0] - b[0]) < by and abs(a[1] - b[1]) < by


def registered(leaf: Leaf) -> bool:
    if leaf.up is None or leaf.down is None:
        return True
    return all(abs(a - b) < TOLERANCE for a, b in zip(leaf.up.box, leaf.down.box, strict=True))


def fold(stack: list[Leaf], line: float, upright: bool, keep_low: bool) -> list[Leaf]:
    """The stack, topmost first, folded at a line: the half that does not stay goes under."""
    axis = 0 if upright else 1
    mirror = mirror_x(line) if upright else mirror_y(line)
    stays = [leaf for leaf in stack if (leaf.centre[axis] < line) == keep_low]
    goes = [leaf for leaf in stack if (leaf.centre[axis] < line) != keep_low]
    return stays + [leaf.over(mirror) for leaf in reversed(goes)]


def leafed(stack: list[Leaf]) -> list[tuple[int, bool]]:
    """What one sees who turns leaf by leaf: number (0: nothing is printed) and whether it reads."""
    seen = []
    for leaf in stack:
        for one in (leaf.up, leaf.down and leaf.down.moved(mirror_x(0))):
            seen.append((one.number, one.reads()) if one else (0, True))
    return seen
