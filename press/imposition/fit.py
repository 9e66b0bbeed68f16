"""How a section lies on the sheet: which way the sheet, how many, what gaps, how large."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from press.dataclass import dataclass
from press.imposition.job import SIGNATURES, Closed, Job
from press.imposition.pattern import Pattern, flat, folded
from press.imposition.sheets import Axis, Flip, Rect, Size, turn_axis
from press.imposition.sizes import landscape

OVERHANG: Final = 0.5
"""mm that trims may stick out of a sheet: A4 pages from an office are often 210.02 mm wide."""
MOST: Final = 40
"""Columns, and rows, where as many as fit are asked for: more are no cards."""
_SLACK: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Fitted:
    """A section laid on a sheet."""

    sheet: Size
    """As it lies."""
    pattern: Pattern
    grid: tuple[int, int]
    """Columns and rows of sections."""
    gutter: Size
    trim: Size
    """Of a page, as it is shown."""
    scale: float
    """Against the trim that was given."""
    flip: Flip
    """The edge about which the sheet is turned, whatever way it is said in the job."""
    area: Rect
    """Of the sheet: all sections and gutters."""


@dataclass(frozen=True, slots=True)
class Small:
    """The sheet does not hold what is wanted."""

    columns: int
    rows: int
    """Of pages."""
    needed: Size
    """The smallest sheet that does, mm."""


@dataclass(frozen=True, slots=True)
class _Try:
    sheet: Size
    folded: int
    grid: tuple[int, int]
    gutter: Size
    fold_trim: float
    count: tuple[int, int]
    """Columns and rows of pages."""
    block: Size
    """All sections and gutters."""
    room: Size
    """What there is for them."""
    largest: Size
    """The factors for the width and the height of trims at which the usable sheet is full."""

    @property
    def scale(self) -> float:
        return min(self.largest)


def fit(job: Job, trim: Size, sheet: Size, *, bleeding: bool) -> Fitted | Small:
    """``trim`` is a page at full size, ``bleeding`` whether any page has bleed of its own."""
    mode = job.scale if job.scale is not None else "shrink" if job.scheme == "nup" else "actual"
    given = 1.0
    if isinstance(mode, float | int):
        given, mode = float(mode), "actual"
    size = trim[0] * given, trim[1] * given
    levels = [
        [one for lying in dict.fromkeys((landscape(sheet), landscape(sheet)[::-1]))
         for one in _tries(job, size, lying, pages, gutter, fold_trim, mode)]
        for pages in _folded(job) for gutter, fold_trim in _gaps(job, bleeding)]
    good = next((fits for level in levels if (fits := [one for one in level if _fits(one)])), [])
    largest = max((one for level in levels for one in level), key=lambda one: one.scale)
    if good and mode != "fill":
        best, factor = _best(job, good), 1.0
    elif mode != "actual" and largest.scale > 0:
        best, factor = largest, largest.scale
    else:
        return Small(*largest.count, largest.block)
    return _laid(job, best, size, factor, given, scaled=mode != "actual")


def _laid(job: Job, best: _Try, size: Size, factor: float, given: float, *,
          scaled: bool) -> Fitted:
    """The section in the middle of its room, pages larger by ``factor``."""
    # A hair too much is taken from the trim: the page stays centred, and loses it on both sides.
    width, height = (edge * min(factor, most)
                     for edge, most in zip(size, best.largest, strict=True))
    pattern = _pattern(job, best.folded, (width, height), best.grid, best.gutter, best.fold_trim)
    outer = (1, 1) if job.scheme == "nup" else best.grid
    across, up = _block(pattern.size, outer, best.gutter)
    x, y = _usable(job, best.sheet, scaled=scaled).centre
    area = Rect(x - across / 2, y - up / 2, x + across / 2, y + up / 2)
    flip: Flip = "short" if turn_axis(best.sheet, "short") == turn_of(job, best.sheet) else "long"
    return Fitted(best.sheet, pattern, outer, best.gutter, (width, height), given * factor, flip,
                  area)


def turn_of(job: Job, sheet: Size) -> Axis:
    """The axis about which the sheet is turned for its back."""
    if job.turn == "sheetwise":
        return turn_axis(sheet, job.flip)
    return "vertical" if job.turn == "work-and-turn" else "horizontal"


def closed_at(job: Job) -> Closed:
    return job.closed or ("head" if job.binding == "left" else "foot")


def _folded(job: Job) -> tuple[int, ...]:
    """How many pages a sheet may give, the most wanted first."""
    if job.scheme == "saddle":
        return (job.folded or 4,)
    if job.scheme != "signature":
        return (2,)
    if job.folded:
        return (job.folded,)
    return tuple(pages for pages in reversed(SIGNATURES)
                 if pages <= job.signature and job.signature % pages == 0)


def _gaps(job: Job, bleeding: bool) -> Iterator[tuple[Size, float]]:
    """Gutters and what is cut off at folds, the most wanted first."""
    none = (0.0, 0.0)
    wide = (2 * job.bleed, 2 * job.bleed) if bleeding and job.scheme != "nup" else none
    yield (job.gutter if job.gutter is not None else wide,
           job.fold_trim if job.fold_trim is not None else job.bleed)
    if job.fold_trim is None:
        yield job.gutter if job.gutter is not None else wide, 0.0
    if job.gutter is None:
        yield none, job.fold_trim or 0.0


def _tries(job: Job, trim: Size, sheet: Size, pages: int, gutter: Size, fold_trim: float,
           mode: Literal["actual", "shrink", "fill"]) -> Iterator[_Try]:
    room = _usable(job, sheet, scaled=mode != "actual")
    for grid in _grids(job, trim, room, gutter):
        pattern = _pattern(job, pages, trim, grid, gutter, fold_trim)
        outer = (1, 1) if job.scheme == "nup" else grid
        block = _block(pattern.size, outer, gutter)
        count = (outer[0] * pattern.cells[0], outer[1] * pattern.cells[1])
        gaps = block[0] - count[0] * trim[0], block[1] - count[1] * trim[1]
        largest = ((room.width - gaps[0]) / (count[0] * trim[0]),
                   (room.height - gaps[1]) / (count[1] * trim[1]))
        yield _Try(sheet, pages, grid, gutter, fold_trim, count, block,
                   (room.width, room.height), largest)


def _fits(one: _Try) -> bool:
    """Whether the trims fit as they are, but for a hair."""
    return all(block <= room + OVERHANG for block, room in zip(one.block, one.room, strict=True))


def _best(job: Job, good: list[_Try]) -> _Try:
    """nup: the largest; as many as fit where nobody said how many; else the first."""
    if job.scheme == "nup":
        return max(good, key=lambda one: one.scale)
    if job.grid is None and job.up is None:
        return max(good, key=lambda one: one.grid[0] * one.grid[1])
    return good[0]


def _grids(job: Job, trim: Size, room: Rect, gutter: Size) -> list[tuple[int, int]]:
    """The grids that are worth a try in a room."""
    half = {"sheetwise": (1, 1), "work-and-turn": (2, 1), "work-and-tumble": (1, 2)}[job.turn]
    if job.grid is not None:
        return [job.grid]
    if job.scheme in ("saddle", "signature") and job.up is None:
        return [half]
    up = job.up if job.up is not None else 2 if job.scheme == "nup" else None
    if up is not None:
        return [(columns, up // columns) for columns in range(up, 0, -1)
                if up % columns == 0 and columns % half[0] == 0 == (up // columns) % half[1]]
    most = [min(MOST, int((edge + OVERHANG + gap + _SLACK) // (side + gap)))
            for edge, side, gap in zip((room.width, room.height), trim, gutter, strict=True)]
    columns, rows = (max(least, count // least * least)
                     for least, count in zip(half, most, strict=True))
    return [(columns, rows)]


def _usable(job: Job, sheet: Size, *, scaled: bool) -> Rect:
    """Where trims may lie: free of the gripper, and where pages are scaled, of the edge that does
    not print."""
    edge = job.unprintable if scaled else 0.0
    bottom = max(job.gripper, edge)
    top = max(job.gripper, edge) if turn_of(job, sheet) == "horizontal" else edge
    return Rect(edge, bottom, sheet[0] - edge, sheet[1] - top)


def _pattern(job: Job, pages: int, trim: Size, grid: tuple[int, int], gutter: Size,
             fold_trim: float) -> Pattern:
    if job.scheme == "nup":
        return flat(*grid, trim, gutter=gutter, binding=job.binding, order=job.order)
    if pages == 2:
        return flat(1, 1, trim)
    return folded(pages, trim, binding=job.binding, closed=closed_at(job),
                  milling=job.milling if job.scheme == "signature" else 0.0,
                  fold_trim=fold_trim)


def _block(section: Size, grid: tuple[int, int], gutter: Size) -> Size:
    return (grid[0] * section[0] + (grid[0] - 1) * gutter[0],
            grid[1] * section[1] + (grid[1] - 1) * gutter[1])
