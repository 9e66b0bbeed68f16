"""The section on paper: where its pages lie, how far their bleed goes, where it is folded; in mm.

A pattern is measured from its lower left corner, its front up. What lies outside the outer trims
(margin of the sheet, gutter) is no part of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final, Literal

from press.dataclass import dataclass
from press.imposition.folding import Cell, right_angle
from press.imposition.sheets import Binding, Fold, Rect, Size

FAR: Final = 1e6
"""mm; more than any sheet."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a page and the one behind it."""

    front: int
    """Page of the section, from 0."""
    back: int
    turned: bool
    """On its head, the front up."""
    trim: Rect
    territory: Rect
    """Up to the folds and the middles of gaps around it; endless where the pattern ends."""
    spine: Literal["left", "right"] | None
    """The edge at which it is bound; None for a leaf that is not folded."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """All places of a section."""

    size: Size
    spots: tuple[Spot, ...]
    """Rows from the top, each from left to right."""
    folds: tuple[Fold, ...]
    lines: tuple[Fold, ...]
    """Every crease that the open sheet shows, for marks; ``under`` says nothing."""
    cells: tuple[int, int]
    """How many trims lie across and up."""

    @property
    def pages(self) -> int:
        return 2 * len(self.spots)


def folded(pages: int, trim: Size, *, binding: Binding, closed: Literal["head", "foot"],
           milling: float = 0.0, fold_trim: float = 0.0) -> Pattern:
    """A sheet folded at right angles; ``milling`` and ``fold_trim`` as in ``Job``."""
    folding = right_angle(pages, binding, closed)
    spine, waste = 2 * milling, 2 * fold_trim
    across = _bands(trim[0], [spine if column % 2 else waste
                              for column in range(1, folding.columns)])
    up = _bands(trim[1], [waste] * (folding.rows - 1))
    height = up[-1][1]

    def line(axis: Literal["vertical", "horizontal"], boundary: int) -> float:
        if axis == "vertical":
            return _middle(across, boundary)
        return height - _middle(up, boundary)

    folds = tuple(Fold(fold.axis, line(fold.axis, fold.boundary), fold.under)
                  for fold in folding.folds)
    lines = [Fold("vertical", line("vertical", at), "left") for at in range(1, folding.columns)]
    lines += [Fold("horizontal", line("horizontal", at), "top") for at in range(1, folding.rows)]
    return Pattern((across[-1][1], height), _spots(folding.cells, across, up, bound=True), folds,
                   tuple(lines), (folding.columns, folding.rows))


def flat(columns: int, rows: int, trim: Size, *, gutter: Size = (0.0, 0.0),
         binding: Binding = "left", order: Literal["rows", "columns"] = "rows") -> Pattern:
    """Pages side by side that are neither cut nor folded; 1 × 1 is a leaf.

    Fronts count along ``order``, from the binding; then backs, as one sees them after turning the
    sheet like a leaf.
    """
    across = _bands(trim[0], [gutter[0]] * (columns - 1))
    up = _bands(trim[1], [gutter[1]] * (rows - 1))

    def place(column: int, row: int) -> int:
        from_spine = column if binding == "left" else columns - 1 - column
        return row * columns + from_spine if order == "rows" else from_spine * rows + row

    cells = tuple(
        Cell(column, row, place(column, row), columns * rows + place(columns - 1 - column, row),
             turned=False)
        for row in range(rows) for column in range(columns))
    return Pattern((across[-1][1], up[-1][1]), _spots(cells, across, up, bound=False), (), (),
                   (columns, rows))


def _bands(length: float, gaps: Sequence[float]) -> list[tuple[float, float]]:
    """Where each of the trims of ``length`` begins and ends, ``gaps`` between them."""
    starts = accumulate(gaps, lambda start, gap: start + length + gap, initial=0.0)
    return [(start, start + length) for start in starts]


def _middle(bands: Sequence[tuple[float, float]], boundary: int) -> float:
    return (bands[boundary - 1][1] + bands[boundary][0]) / 2


def _spots(cells: Sequence[Cell], across: Sequence[tuple[float, float]],
           up: Sequence[tuple[float, float]], *, bound: bool) -> tuple[Spot, ...]:
    height = up[-1][1]
    edges_x = [-FAR, *(_middle(across, at) for at in range(1, len(across))), FAR]
    edges_y = [-FAR, *(_middle(up, at) for at in range(1, len(up))), FAR]
    return tuple(
        Spot(cell.front, cell.back, cell.turned,
             Rect(across[cell.column][0], height - up[cell.row][1],
                  across[cell.column][1], height - up[cell.row][0]),
             Rect(edges_x[cell.column], height - edges_y[cell.row + 1],
                  edges_x[cell.column + 1], height - edges_y[cell.row]),
             (("left" if cell.column % 2 else "right") if bound else None))
        for cell in cells)
