"""Widths of the columns of lists, from the words in them.

A table whose columns are known is laid out several times as fast as one whose cells are all tried
first, and the same list looks alike for everybody.
"""

from __future__ import annotations

from dataclasses import replace

from press.layout.form_context import SheetView, TableView
from press.layout.titles import ems

PADDING = 1.0
"""em of the grid: left and right of the words of a cell, once more behind figures. Cells
are set a tenth smaller than the grid; figures are in most faces a tenth wider than ``ems`` says."""
MOST, LEAST = 24.0, 5.0
"""em: of running text that a column is given room for, as far as there is any, and at least."""


def with_columns(sheet: SheetView, measure: float) -> SheetView:
    """``sheet`` with the widths of all columns; ``measure``: width of the text, em of the grid,
    in which cells are set or a little smaller."""
    return replace(sheet, tables=tuple(
        replace(table, widths=_widths(table, measure)) for table in sheet.tables))


def _widths(table: TableView, measure: float) -> tuple[float, ...]:
    """Percent of each column; nothing where they have no room beside each other."""
    rows = [table.head, *table.rows, *([table.totals] if table.totals else [])]
    natural = [max(ems(row[index]) for row in rows) + PADDING * (
        2 if index and table.kinds[index - 1] == "number" else 1)
        for index in range(len(table.head))]
    running = [index for index, kind in enumerate(table.kinds) if kind in ("text", "line")]
    wanted = [min(MOST, max(LEAST, width)) if index in running else width
              for index, width in enumerate(natural)]
    rest = measure - sum(width for index, width in enumerate(wanted) if index not in running)
    if rest < LEAST * len(running):
        return ()
    if sum(wanted) < measure:  # what is left over goes to all alike
        share = (measure - sum(wanted)) / len(wanted)
        wanted = [width + share for width in wanted]
    else:
        share = rest / sum(wanted[index] for index in running)
        wanted = [width * share if index in running else width
                  for index, width in enumerate(wanted)]
    return tuple(round(100 * width / measure, 3) for width in wanted)
