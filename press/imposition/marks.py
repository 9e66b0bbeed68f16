"""Marks on a side: where to cut, to fold, to register; colour patches; the slug line.

All but the collation steps stand outside trim and bleed, and within what prints. Where the sheet
has no room for a mark (two A5 pages fill an A4 sheet) it is left out: the sheet's own edge is the
cut then. Marks are laid for the front; those of the back lie behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from press.dataclass import dataclass, field
from press.imposition.sheets import BLACK, Fold, Ink, Mark, MarkKind, Rect

LENGTH: Final = 5.0
"""mm."""
SHORTEST: Final = 1.0
"""mm; less than that cannot be seen on most printers, and is left out."""
GAP: Final = 2.0
"""mm between trim and mark where there is no bleed."""
CROSS: Final = 5.0
"""mm, the side of a register cross."""
PATCH: Final = 5.0
"""mm, the side of a colour patch."""
PATCHES: Final[tuple[Ink, ...]] = (
    (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), BLACK,
    (0.5, 0, 0, 0), (0, 0.5, 0, 0), (0, 0, 0.5, 0), (0, 0, 0, 0.5))
TEXT: Final = 2.5
"""mm, the height of the slug line (7 pt); half of it is what a Latin letter takes across."""
CLEAR: Final = 1.0
"""mm between one mark and another."""
STEP: Final = 6.0
"""mm from one collation step to the next; a step itself is a millimetre shorter."""
STEP_TOP: Final = 15.0
"""mm from the head to the first step, and at least from the foot to the last."""
STEP_WIDTH: Final = (0.5, 3.0)
"""mm, least and most: on an unmilled spine it must hide in the fold."""
_NEAR: Final = 1.5
"""mm: edges that only creep has parted get one mark."""

Bound = tuple[Rect, Literal["left", "right"] | None]
"""A trim and the edge at which it is bound (no cut there)."""
Edge = Literal["top", "bottom", "left", "right"]


@dataclass(frozen=True, slots=True)
class Frame:
    """What marks point at and keep away from, the front of the sheet up."""

    open: Rect
    """Where marks may print."""
    block: Rect
    """Around all trims."""
    gap: float
    """From the trims to the marks."""
    cuts: tuple[tuple[float, ...], tuple[float, ...]]
    """x of upright cuts, y of level ones."""
    creases: tuple[tuple[float, ...], tuple[float, ...]]
    """x of upright folds, y of level ones."""


def frame_of(bound: Sequence[Bound], creases: Iterable[Fold], space: Rect,
             bleed: float) -> Frame:
    """The frame of a sheet with these trims; ``space`` is where marks may print."""
    block = bound[0][0]
    for trim, _ in bound[1:]:
        block = block.join(trim)
    lefts = _first_of([trim.left for trim, spine in bound if spine != "left"])
    rights = [-x for x in _first_of([-trim.right for trim, spine in bound if spine != "right"])]
    levels = [y for trim, _ in bound for y in (trim.bottom, trim.top)]
    lines = list(creases)
    return Frame(space, block, max(bleed, GAP), (_once([*lefts, *rights]), _once(levels)),
                 (_once([line.at for line in lines if line.axis == "vertical"]),
                  _once([line.at for line in lines if line.axis == "horizontal"])))


def side_marks(frame: Frame, kinds: Sequence[MarkKind], slug: str = "",
               longest: str = "") -> tuple[Mark, ...]:
    """The marks of ``kinds`` on a front. ``longest`` is the longer of the slug lines of front and
    back, which share a place."""
    strips = {edge: _Strip(frame, edge) for edge in ("top", "bottom", "left", "right")}
    marks: list[Mark] = []
    for kind in ("crop", "fold"):
        if kind in kinds:
            xs, ys = frame.cuts if kind == "crop" else frame.creases
            for edge, along in (("left", ys), ("right", ys), ("bottom", xs), ("top", xs)):
                marks += strips[edge].lines(kind, along)
    if "register" in kinds:
        for strip in strips.values():
            marks += strip.crosses()
    if "bar" in kinds:
        for edge in ("top", "bottom", "left", "right"):
            box = strips[edge].take(PATCH * len(PATCHES), PATCH)
            if box:
                marks += [Mark("bar", patch.left, patch.bottom, patch.right, patch.top, ink)
                          for patch, ink in zip(_parts(box), PATCHES, strict=True)]
                break
    if "slug" in kinds and slug:
        for edge in ("bottom", "top", "left", "right"):
            box = strips[edge].take(width_of(longest or slug), TEXT)
            if box:
                marks.append(Mark("slug", box.left, box.bottom, box.right, box.top, text=slug))
                break
    return tuple(marks)


def slug_text(slug: str, sheet: int, sheets: int, side: str) -> str:
    """The line of one side; names in it that hold other braces stay as they are."""
    return (slug.replace("{sheets}", str(sheets)).replace("{sheet}", str(sheet))
            .replace("{side}", side))


def width_of(text: str, height: float = TEXT) -> float:
    """mm that a line takes: Chinese characters are square, others half as wide, or a bit more."""
    return sum(height if ord(char) > 0x2E7F else 0.6 * height for char in text)


def collation_step(trim: Rect, spine_left: bool, *, turned: bool, number: int,
                   milling: float) -> Mark:
    """The step of signature ``number``, from 1, on the spine beside its first page's ``trim``.

    Steps go down by ``STEP`` and begin anew at the head when they reach the foot. Between pages
    that are milled the step fills the gap, otherwise it is as narrow as the fold.
    """
    steps = max(1, int((trim.height - 2 * STEP_TOP) // STEP))
    down = min(STEP_TOP, trim.height / 4) + (number - 1) % steps * STEP
    x = trim.left - milling if spine_left else trim.right + milling
    half = min(max(2 * milling, STEP_WIDTH[0]), STEP_WIDTH[1]) / 2
    top = trim.bottom + down + STEP - CLEAR if turned else trim.top - down
    return Mark("collation", x - half, top - (STEP - CLEAR), x + half, top)


@dataclass(slots=True)
class _Strip:
    """The waste along one edge of the sheet, and what of it is taken.

    Positions along it are x (top, bottom) or y (left, right); depth counts from the block's gap
    outwards. Lines and crosses take the first ``LENGTH`` of the depth.
    """

    frame: Frame
    edge: Edge
    near: list[tuple[float, float]] = field(default_factory=list)
    """Taken near the block."""
    far: list[tuple[float, float]] = field(default_factory=list)
    """Taken beyond lines and crosses."""

    @property
    def depth(self) -> float:
        """mm from the gap to where printing ends."""
        block, space = self.frame.block, self.frame.open
        return -self.frame.gap + {
            "top": space.top - block.top, "bottom": block.bottom - space.bottom,
            "left": block.left - space.left, "right": space.right - block.right}[self.edge]

    @property
    def reach(self) -> tuple[float, float]:
        """Where it begins and ends: beside the block, as far as one can print."""
        block, space = self.frame.block, self.frame.open
        if self.edge in ("top", "bottom"):
            return max(block.left, space.left), min(block.right, space.right)
        return max(block.bottom, space.bottom), min(block.top, space.top)

    def box(self, start: float, end: float, near: float, far: float) -> Rect:
        """The box from ``start`` to ``end`` along, from ``near`` to ``far`` of the depth."""
        block, gap = self.frame.block, self.frame.gap
        if self.edge == "top":
            return Rect(start, block.top + gap + near, end, block.top + gap + far)
        if self.edge == "bottom":
            return Rect(start, block.bottom - gap - far, end, block.bottom - gap - near)
        if self.edge == "left":
            return Rect(block.left - gap - far, start, block.left - gap - near, end)
        return Rect(block.right + gap + near, start, block.right + gap + far, end)

    def lines(self, kind: MarkKind, along: Sequence[float]) -> list[Mark]:
        """Lines straight out from the block, at each position."""
        length = min(LENGTH, self.depth)
        if length < SHORTEST:
            return []
        start, end = self.reach
        inside = [at for at in along if start <= at <= end]
        self.near += [(at - CLEAR, at + CLEAR) for at in inside]
        boxes = [self.box(at, at, 0, length) for at in inside]
        return [Mark(kind, box.left, box.bottom, box.right, box.top) for box in boxes]

    def crosses(self) -> list[Mark]:
        """A cross in the middle, or, where a line stands there, one on either side of it."""
        start, end = self.reach
        if self.depth < CROSS:
            return []
        middle, most = (start + end) / 2, (end - start - CROSS) / 2
        apart = 0.0
        while apart <= most:
            spots = [(at - CROSS / 2, at + CROSS / 2)
                     for at in sorted({middle - apart, middle + apart})]
            if not any(_touch(spot, taken) for spot in spots for taken in self.near):
                self.near += [(a - CLEAR, b + CLEAR) for a, b in spots]
                boxes = [self.box(a, b, 0, CROSS) for a, b in spots]
                return [Mark("register", box.left, box.bottom, box.right, box.top)
                        for box in boxes]
            apart = max(CROSS, apart + 1) if apart else CROSS
        return []

    def take(self, length: float, height: float) -> Rect | None:
        """A free box, beyond lines and crosses where there is room, else between them."""
        if self.depth >= LENGTH + CLEAR + height:
            offset, taken = LENGTH + CLEAR, self.far
        elif self.depth >= height:
            offset, taken = 0.0, self.near
        else:
            return None
        start, end = self.reach
        for at in sorted({start + CLEAR, *(after for _, after in taken if after > start)}):
            spot = at, at + length
            if spot[1] <= end and not any(_touch(spot, other) for other in taken):
                taken.append((spot[0] - CLEAR, spot[1] + CLEAR))
                return self.box(*spot, offset, offset + height)
        return None


def _touch(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _parts(box: Rect) -> list[Rect]:
    """The patches of a bar, from left to right or from bottom to top."""
    count = len(PATCHES)
    if box.width > box.height:
        return [Rect(box.left + PATCH * i, box.bottom, box.left + PATCH * (i + 1), box.top)
                for i in range(count)]
    return [Rect(box.left, box.bottom + PATCH * i, box.right, box.bottom + PATCH * (i + 1))
            for i in range(count)]


def _once(values: Iterable[float]) -> tuple[float, ...]:
    """In order, each once, to 0.001 mm."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 0.001:
            found.append(value)
    return tuple(found)


def _first_of(values: Iterable[float]) -> list[float]:
    """Of values nearer than ``_NEAR`` to each other only the smallest."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found
