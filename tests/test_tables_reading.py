"""Tables as they stand, and the typed rows of declared columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from press.tables import read_cells
from press.tables.columns import Codes, Column, Record, typed_table
from press.tables.phones import Phones, shown_phone
from press.tables.spots import column_of
from press.tables.typed import Type, day, names, span, time, whole, yes
from press.values import Problem

COLUMNS = (Column("number", "编号", Type(whole, "record-number"), required=True,
                  others=("工号",)),
           Column("name", "姓名", required=True), Column("state", "状态", allowed=("在", "走")))
CODES = Codes("record-empty", "record-choice")


def rows(folder: Path, data: str) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    (folder / "a.csv").write_text(data, "utf-8")
    cells, problems = read_cells(folder, folder / "a.csv")
    assert cells is not None and not problems
    table, found = typed_table(cells, COLUMNS, CODES)
    return table.records, (*found, *(p for row in table.records for p in row.faults))


def test_rows_know_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "rosters/people.csv"
    path.parent.mkdir()
    path.write_text('姓名,备注\r\n王强,"一行\n两行"\r\n\r\n李 伟 , 3\r\n', "utf-8", newline="")
    cells, problems = read_cells(tmp_path, path)
    assert cells is not None and problems == ()
    assert cells.name == "rosters/people.csv"
    assert cells.rows == ((2, ("王强", "一行\n两行")), (5, ("李 伟", "3")))


@pytest.mark.parametrize(("data", "code"), [
    (b"\n , \n", "table-empty"), ("姓名\n王强\n".encode("gb18030"), "file-gbk")])
def test_a_file_that_holds_no_table(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    cells, problems = read_cells(tmp_path, tmp_path / "a.csv")
    assert cells is None and [p.code for p in problems] == [code]


def test_nothing_is_read_outside_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    for name in ("a.csv", "a.xlsx", "a.xls"):
        (tmp_path / name).write_bytes(b"a\n1\n")
        _, (problem,) = read_cells(tmp_path / "book", tmp_path / "book" / ".." / name)
        assert problem.code == "file-outside"


@pytest.mark.parametrize("head", ["编号,姓名", "工号,姓名", "姓 名,Number", " 编 号 ,name"])
def test_a_heading_is_any_name_of_its_column(tmp_path: Path, head: str) -> None:
    values = "甲,1" if head.startswith("姓") else "1,甲"
    (row,), problems = rows(tmp_path, f"{head}\n{values}\n")
    assert problems == () and (row.number("number"), row.text("name")) == (1, "甲")


def test_a_header_is_told_of_at_once(tmp_path: Path) -> None:
    found, problems = rows(tmp_path, "状态,状态,姓 氏\n在,走,甲\n")
    assert found == ()
    assert [(p.code, p.line, dict(p.args)["column"]) for p in problems] == [
        ("table-column-twice", 1, "状态"), ("table-column-missing", 1, "编号"),
        ("table-column-missing", 1, "姓名")]


def test_every_fault_is_told_at_its_cell(tmp_path: Path) -> None:
    found, problems = rows(tmp_path, "编号,姓名,状态\n一,,来\n2,乙,\n")
    assert [(p.code, p.line, p.column) for p in problems] == [
        ("record-number", 2, 1), ("record-empty", 2, 3), ("record-choice", 2, 4)]
    assert [row.good for row in found] == [False, True]
    assert (found[0].written("number"), found[0].number("number")) == ("一", 0)


@pytest.mark.parametrize(("line", "index", "column"), [
    ("一,二,三", 0, 1), ("一,二,三", 2, 5), ('"一,二",三', 1, 7), ('"说""好""",三', 1, 10),
    ("一,  二", 1, 5), (",,三", 2, 3), ('"一', 1, None)])
def test_column_of_a_value(line: str, index: int, column: int | None) -> None:
    assert column_of(line, 1, index) == column


@pytest.mark.parametrize(("text", "parse", "value"), [
    ("12", whole, 12), ("１２", whole, 12), ("12.0", whole, 12), ("1,200", whole, 1200),
    ("1.5", whole, None), ("12,5", whole, None), ("-3", whole, None), ("", whole, None),
    ("1,000,001", partial(whole, most=1_000_000), None),
    ("2021-07-01", day, dt.date(2021, 7, 1)), ("2021年7月1日", day, dt.date(2021, 7, 1)),
    ("2021/7/1", day, dt.date(2021, 7, 1)), ("２０２１－７－１", day, dt.date(2021, 7, 1)),
    ("2021-02-30", day, None), ("1941年", day, None),
    ("8:30", time, dt.time(8, 30)), ("14时", time, dt.time(14)), ("24:00", time, None),
    ("8：05", time, dt.time(8, 5)), ("下午2:30", time, dt.time(14, 30)), ("早上", time, None),
    ("14：30～16：00", partial(span, minutes=90), (dt.time(14, 30), dt.time(16))),
    ("下午2点30分至4点", partial(span, minutes=90), (dt.time(14, 30), dt.time(16))),
    ("9:00", partial(span, minutes=90), (dt.time(9), dt.time(10, 30))),
    ("23:30", partial(span, minutes=90), None), ("9:00-8:00", partial(span, minutes=90), None),
    ("甲、乙；丙", names, ("甲", "乙", "丙")), ("是", yes, True), ("", yes, False),
    ("TRUE", yes, True), ("也许", yes, None)])
def test_values(text: str, parse: Callable[[str], object], value: object) -> None:
    assert parse(text) == value


@pytest.mark.parametrize(("phone", "how", "shown"), [
    ("13800001234", "masked", "138****1234"), ("138 0000 1234", "masked", "138 **** 1234"),
    ("0351-1234567", "masked", "035*-***4567"), ("0351-12345678", "masked", "035*-****5678"),
    ("+86 13800001234", "masked", "+86 1******1234"), ("12345678", "masked", "********"),
    ("1234567", "masked", "*******"), ("12", "masked", "**"), ("", "masked", ""),
    ("13800001234", "shown", "13800001234"), ("13800001234", "none", "")])
def test_phones_are_masked_unless_asked_for(phone: str, how: Phones, shown: str) -> None:
    assert shown_phone(phone, how) == shown
