"""What a page paints beside text: the boxes of fills, strokes, pictures and shadings, as clipped.

Boxes are in pt of the page. A clip that is no upright rectangle counts as the box around it, so
that what is said to be seen is never less than what is.
"""

from __future__ import annotations

from typing import Any, Literal

from press.dataclass import dataclass, field
from press.preflight import operators
from press.preflight.access import Damaged
from press.preflight.boxed import Box, cut, moved
from press.preflight.positions import Matrix

OF_PATH = frozenset((b"m", b"l", b"c", b"v", b"y", b"re"))
FILLS = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))
STROKES = frozenset((b"S", b"s", b"B", b"B*", b"b", b"b*"))
_FIRST = frozenset((b"m", b"re"))
CLIPS = frozenset((b"W", b"W*"))
PAINTING = OF_PATH | FILLS | STROKES | CLIPS | {b"n"}


@dataclass(frozen=True, slots=True)
class Paint:
    """One thing that is painted."""

    kind: Literal["fill", "stroke", "image", "shading"]
    box: Box
    """All of it."""
    seen: Box
    """What clips leave of it; right of left or above below where that is nothing."""
    white: bool = False
    """Whether it leaves the paper as it is."""
    width: float = 0.0
    """Of a stroke, pt on the page."""
    image: Any = None
    """The image XObject; None for one that stands in the content stream."""
    size: tuple[float, float] = (0.0, 0.0)
    """Of an image: its sides in pt, however it is turned."""
    parts: tuple[Box, ...] = ()
    """Of a path: the boxes of its subpaths."""
    depth: int = 0
    """In how many forms it stands."""


@dataclass(slots=True)
class Path:
    """The current path of a content stream."""

    parts: list[Box] = field(default_factory=list)
    clipping: bool = False

    @property
    def box(self) -> Box | None:
        """Around all of it."""
        if len(self.parts) < 2:
            return self.parts[0] if self.parts else None
        lefts, lows, rights, highs = zip(*self.parts, strict=True)
        return min(lefts), min(lows), max(rights), max(highs)

    def add(self, operator: bytes, operands: bytes, space: Matrix) -> None:
        """Carry out an operator of ``OF_PATH``."""
        values = operators.numbers(operands)
        if operator == b"re":
            x, y, width, height = values if len(values) == 4 else operators.exactly(operands, 4)
            box = moved((x, y, x + width, y + height), space)
        else:
            a, b, c, d, e, f = space
            xs, ys = values[::2], values[1::2]
            if not xs or len(xs) != len(ys):
                raise Damaged("a path with half a point")
            placed = [(a * x + c * y + e, b * x + d * y + f) for x, y in zip(xs, ys, strict=True)]
            box = (min(p[0] for p in placed), min(p[1] for p in placed),
                   max(p[0] for p in placed), max(p[1] for p in placed))
        if operator in _FIRST or not self.parts:
            self.parts.append(box)
            return
        old = self.parts[-1]
        self.parts[-1] = (min(old[0], box[0]), min(old[1], box[1]),
                          max(old[2], box[2]), max(old[3], box[3]))

    def end(self, window: Box) -> Box:
        """The path is painted: what is left of ``window`` if it clips."""
        box = self.box if self.clipping else None
        if box is not None:
            window = cut(window, box)
        self.parts, self.clipping = [], False
        return window


def is_seen(box: Box) -> bool:
    """Whether anything is left of a box that was cut."""
    return box[0] < box[2] and box[1] < box[3]
