"""Widths of the columns of lists, from the words in them.

A table whose columns are known is laid out several times as fast as one whose cells are all tried
first, and the same list looks alike for everybody.
"""

from __future__ import annotations

from press.dataclass import replace
from press.layout.form_context import SheetView, TableView
from press.layout.titles import ems

PADDING, BESIDE = 0.9, 0.8
"""em of the grid: left and right of the words of a cell; more to the left of words that stand
beside figures."""
SMALLER = 0.91
"""Cells are set a tenth smaller than the grid. This is counted for running text alone: figures are
in most faces a tenth wider than ``ems`` says."""
MOST, LEAST = 24.0, 5.0
"""em: of running text that a column is given room for, as far as there is any, and at least."""


def with_columns(sheet: SheetView, measure: float) -> SheetView:
    """``sheet`` with the widths of all columns that have none; ``measure``: width of the text, em
    of the grid, in which cells are set or a little smaller."""
    return replace(sheet, tables=tuple(
        table if table.widths else replace(table, widths=_widths(table, measure))
        for table in sheet.tables))


def _widths(table: TableView, measure: float) -> tuple[float, ...]:
    """Percent of each column; nothing where they have no room beside each other."""
    rows = [table.head, *table.rows, *([table.totals] if table.totals else [])]
    kinds = table.kinds
    running = [index for index, kind in enumerate(kinds) if kind in ("text", "line")]
    natural = [max(ems(line) for row in rows for line in row[index].split("\n")) * (
        SMALLER if index in running else 1) + PADDING + BESIDE * (
        index > 0 and kinds[index - 1] == "number" and kinds[index] in ("text", "short"))
        for index in range(len(table.head))]
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
