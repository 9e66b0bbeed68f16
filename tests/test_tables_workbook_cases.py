"""tests/cases/<code>/ of workbooks, told alike of a roster and of a table of a document."""

from __future__ import annotations

from pathlib import Path

import pytest
from case_files import assert_told, codes_of, load
from workbook_samples import odd_workbook

from press.manuscript.records.handbook import _PEOPLE
from press.manuscript.records.reader import Reader
from press.roster.columns import LECTURERS, read_columns
from press.values import Place


@pytest.mark.parametrize("code", codes_of("workbook"))
def test_each_code_has_a_case_that_is_told_at_the_right_line(code: str, tmp_path: Path) -> None:
    case = load(code)
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables/people.xlsx").write_bytes(odd_workbook(case["workbook"]))
    reader = Reader(tmp_path, lambda _: Place("book.toml", 1))
    reader.rows("handbook", "people", "tables/people.xlsx", "utf-8", _PEOPLE)
    assert_told(code, reader.problems, case["problems"])
    told = read_columns(tmp_path, "tables/people.xlsx", LECTURERS, "utf-8")[1]
    assert told == tuple(reader.problems)
