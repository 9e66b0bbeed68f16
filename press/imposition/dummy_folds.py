"""What the person at the table sees of folding: outlines, not paper. For pictures.

``fold.read_back`` proves a scheme; this only follows the outline of the stack, the pages that lie
on top of it, and the edges that a fold has closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from press.dataclass import dataclass
from press.imposition.sheets import Axis, Fold, Rect, Rotation, Slot

Edge = Literal["left", "right", "top", "bottom"]


@dataclass(frozen=True, slots=True)
class FoldStep:
    """A fold that is going to be made. Positions in mm on the flat sheet, front up."""

    number: int
    """From 1."""
    fold: Fold
    outline: Rect
    """The stack before the fold."""
    top: tuple[Slot, ...]
    """The pages that lie on top."""


@dataclass(frozen=True, slots=True)
class FoldedStack:
    """The sheet after all folds, as it lies on the table."""

    outline: Rect
    top: tuple[Slot, ...]
    closed: tuple[tuple[Edge, float], ...]
    """Where leaves hang together beyond the trim: at which edge, and its place (x or y). Waste of
    other leaves may reach farther than the fold."""
    spine: Edge | None
    """The edge of the last fold; None without folds."""


def follow(folds: Sequence[Fold], paper: Rect, front: Sequence[Slot]
           ) -> tuple[tuple[FoldStep, ...], FoldedStack]:
    """The steps in order, and what comes of them."""
    outline, top = paper, tuple(front)
    steps: list[FoldStep] = []
    lines: list[tuple[Axis, float]] = []
    for number, fold in enumerate(folds, start=1):
        steps.append(FoldStep(number, fold, outline, top))
        moving, staying = _halves(outline, fold)
        outline = staying.join(_mirrored(moving, fold))
        top = tuple(slot for slot in top if not within(slot, moving))
        # What a fold closed before on the half that moves is found on the other side of this one.
        lines = [(axis, 2 * fold.at - at) if axis == fold.axis and _moves(at, fold)
                 else (axis, at) for axis, at in lines]
        lines.append((fold.axis, fold.at))
    trim = top[0].trim if top else outline
    closed = tuple(dict.fromkeys((_edge(axis, at, trim), at) for axis, at in lines))
    return tuple(steps), FoldedStack(outline, top, closed, closed[-1][0] if closed else None)


def head_of(rotation: Rotation) -> Edge:
    """Where the head of a page points that lies turned by ``rotation``, clockwise."""
    heads: dict[Rotation, Edge] = {0: "top", 90: "right", 180: "bottom", 270: "left"}
    return heads[rotation]


def _halves(outline: Rect, fold: Fold) -> tuple[Rect, Rect]:
    """What goes under, and what stays."""
    if fold.axis == "vertical":
        left = Rect(outline.left, outline.bottom, fold.at, outline.top)
        right = Rect(fold.at, outline.bottom, outline.right, outline.top)
        return (left, right) if fold.under == "left" else (right, left)
    lower = Rect(outline.left, outline.bottom, outline.right, fold.at)
    upper = Rect(outline.left, fold.at, outline.right, outline.top)
    return (lower, upper) if fold.under == "bottom" else (upper, lower)


def _mirrored(rect: Rect, fold: Fold) -> Rect:
    twice = 2 * fold.at
    if fold.axis == "vertical":
        return Rect(twice - rect.right, rect.bottom, twice - rect.left, rect.top)
    return Rect(rect.left, twice - rect.top, rect.right, twice - rect.bottom)


def _moves(at: float, fold: Fold) -> bool:
    return at < fold.at if fold.under in ("left", "bottom") else at > fold.at


def within(slot: Slot, half: Rect) -> bool:
    """Whether the page lies in a part of the paper."""
    x, y = slot.trim.centre
    return half.left < x < half.right and half.bottom < y < half.top


def _edge(axis: Axis, at: float, trim: Rect) -> Edge:
    """The edge of a page outside which a fold lies."""
    x, y = trim.centre
    if axis == "vertical":
        return "left" if at < x else "right"
    return "bottom" if at < y else "top"


def creases(folds: Sequence[Fold]) -> tuple[tuple[int, Axis, float], ...]:
    """All lines on the flat section that its folds leave: number of the fold, axis, place in mm.

    The line along which a fold is made stands first; those that it leaves on paper which an
    earlier fold has laid under follow.
    """
    found: list[tuple[int, Axis, float]] = []
    for number, fold in enumerate(folds, start=1):
        places = [fold.at]
        for earlier in reversed(folds[:number - 1]):
            if earlier.axis == fold.axis:
                places += [2 * earlier.at - at for at in places]
        found += [(number, fold.axis, at) for at in places]
    return tuple(found)
