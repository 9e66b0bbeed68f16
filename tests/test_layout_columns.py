"""Widths of the columns of lists."""

from __future__ import annotations

import pytest

from press.dataclass import replace
from press.layout.columns import with_columns
from press.layout.form_context import SheetView, TableView

PLAIN = TableView("", ("场次", "地点", "份数"), ("short", "text", "number"),
                  (("S001", "虚构一厂 车间会议室", "108"), ("S002", "食堂", "9")), ())


def widths(table: TableView) -> tuple[float, ...]:
    sheet = with_columns(SheetView("list", "表", "", (), (), (table,), (), (), ()), 44)
    return sheet.tables[0].widths


def test_columns_fill_the_measure() -> None:
    assert sum(widths(PLAIN)) == pytest.approx(100, abs=0.01)


def test_a_cell_of_several_lines_is_as_wide_as_the_longest() -> None:
    rows = (("S001", "虚构一厂 车间会议室\n甲子　100****9000", "108"), PLAIN.rows[1])
    assert widths(replace(PLAIN, rows=rows)) == widths(PLAIN)


def test_widths_that_are_given_stay() -> None:
    assert widths(replace(PLAIN, widths=(10, 80, 10))) == (10, 80, 10)


def test_words_stand_further_from_figures_beside_them() -> None:
    behind = replace(PLAIN, head=("份数", "地点", "场次"), kinds=("number", "text", "short"))
    rows = tuple((copies, place, number) for number, place, copies in PLAIN.rows)
    assert widths(replace(behind, rows=rows))[1] > widths(PLAIN)[1]
