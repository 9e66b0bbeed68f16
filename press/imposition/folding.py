"""Right-angle folds: which leaf of the folded section is which part of the sheet.

The sheet is a grid of pages; every fold halves what lies there, each at a right angle to the one
before, the last along the spine. So 1, 2, 3, 4 folds give 4, 8, 16, 32 pages. Pages are not looked
up in a printer's table but found by folding the grid; the tables are in the tests.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from press.dataclass import dataclass, replace
from press.imposition.sheets import Axis, Binding

Under = Literal["left", "right", "top", "bottom"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of the sheet that becomes one leaf, and what stands on it."""

    column: int
    """From the left, the front up."""
    row: int
    """From the top."""
    front: int
    """Which page of the section stands on the front, from 0."""
    back: int
    turned: bool
    """Both stand on their heads."""


@dataclass(frozen=True, slots=True)
class GridFold:
    """A fold between two columns or rows."""

    axis: Axis
    boundary: int
    """Columns to the left of it, or rows above it."""
    under: Under


@dataclass(frozen=True, slots=True)
class Folding:
    """A sheet that is folded to a section."""

    columns: int
    rows: int
    cells: tuple[Cell, ...]
    """Rows from the top, each from left to right."""
    folds: tuple[GridFold, ...]


@cache
def right_angle(pages: int, binding: Binding, closed: Literal["head", "foot"]) -> Folding:
    """The section of ``pages`` (4, 8, 16 or 32) whose spine is at ``binding``.

    The half that goes under is always the one away from the corner where the first page stands,
    so that page stays on top. ``closed``: whether heads or feet meet at the fold across the spine.
    """
    count = {4: 1, 8: 2, 16: 3, 32: 4}[pages]
    columns, rows = 2 ** ((count + 1) // 2), 2 ** (count // 2)
    folds: list[GridFold] = []
    left, right, top, bottom = 0, columns, 0, rows
    for number in range(count):
        if (count - number) % 2:
            middle = (left + right) // 2
            folds.append(GridFold("vertical", middle, binding))
            left, right = (middle, right) if binding == "left" else (left, middle)
        else:
            middle = (top + bottom) // 2
            folds.append(GridFold("horizontal", middle, "top" if closed == "head" else "bottom"))
            top, bottom = (middle, bottom) if closed == "head" else (top, middle)
    return Folding(columns, rows, _fold(columns, rows, tuple(folds)), tuple(folds))


@dataclass(frozen=True, slots=True)
class _Leaf:
    column: int
    row: int
    x: float
    """Where it lies now, in columns and rows from the upper left corner of the sheet."""
    y: float
    front_up: bool = True
    turned: bool = False


def _fold(columns: int, rows: int, folds: tuple[GridFold, ...]) -> tuple[Cell, ...]:
    stack = [_Leaf(c, r, c + 0.5, r + 0.5) for r in range(rows) for c in range(columns)]
    for fold in folds:
        def moves(leaf: _Leaf, fold: GridFold = fold) -> bool:
            along = leaf.x if fold.axis == "vertical" else leaf.y
            return (along < fold.boundary) == (fold.under in ("left", "top"))

        stack = [leaf for leaf in stack if not moves(leaf)] + [
            _over(leaf, fold) for leaf in reversed(stack) if moves(leaf)]
    cells = [
        Cell(leaf.column, leaf.row, 2 * k + (not leaf.front_up), 2 * k + leaf.front_up,
             leaf.turned)
        for k, leaf in enumerate(stack)]
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


def _over(leaf: _Leaf, fold: GridFold) -> _Leaf:
    """The leaf, gone under with its half; a fold across the spine puts it on its head."""
    if fold.axis == "vertical":
        return replace(leaf, x=2 * fold.boundary - leaf.x, front_up=not leaf.front_up)
    return replace(leaf, y=2 * fold.boundary - leaf.y, front_up=not leaf.front_up,
                   turned=not leaf.turned)


def table(folding: Folding) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]:
    """Front and back as printers write them: rows of pages from 1, the back as one looks at it
    when the sheet was turned like a leaf."""
    grid = {(cell.row, cell.column): cell for cell in folding.cells}
    across = range(folding.columns)
    return (tuple(tuple(grid[r, c].front + 1 for c in across) for r in range(folding.rows)),
            tuple(tuple(grid[r, c].back + 1 for c in reversed(across))
                  for r in range(folding.rows)))
