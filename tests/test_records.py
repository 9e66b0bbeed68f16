"""Tables that a document is made of: typed rows, and where each value stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.manuscript.records.reader import DATE, NUMBER, Reader
from press.tables.columns import Column
from press.values import Place


@pytest.mark.parametrize(("text", "value"), [("1941年秋", "1941年秋"), ("不详", None)])
def test_dates_are_kept_as_people_write_them(text: str, value: str | None) -> None:
    assert DATE.parse(text) == value


COLUMNS = (Column("number", "编号", NUMBER, required=True), Column("name", "名称"))


def read(tmp_path: Path, data: bytes, encoding: str = "utf-8") -> tuple[
        list[tuple[int, str]], list[str]]:
    (tmp_path / "a.csv").write_bytes(data)
    reader = Reader(tmp_path, lambda _: Place("book.toml", 1))
    rows = reader.rows("actions", "lists", "a.csv", encoding, COLUMNS)
    return [(r.number("number"), r.text("name")) for r in rows], [p.code for p in reader.problems]


def test_headings_in_english_are_read_too(tmp_path: Path) -> None:
    assert read(tmp_path, "name,number\n甲,1\n".encode()) == ([(1, "甲")], [])


def test_gb18030_is_read_where_it_is_declared(tmp_path: Path) -> None:
    data = "编号,名称\n1,甲\n".encode("gb18030")
    assert read(tmp_path, data, "gb18030") == ([(1, "甲")], [])
    assert read(tmp_path, data) == ([], ["records-gbk"])


def test_a_row_with_a_fault_does_not_keep_the_others_from_being_read(tmp_path: Path) -> None:
    rows, codes = read(tmp_path, "编号,名称\n一,甲\n2,乙\n,丙\n4\n5,戊\n".encode())
    assert rows == [(2, "乙"), (5, "戊")]
    assert sorted(codes) == ["record-empty", "record-number", "table-width"]


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b'"', b"\xff\xfe1\x00", b"a" * 9_000_000,
                                  "编号,名称\n".encode() + b'1,"' + b"x" * 6_000])
def test_hostile_files_are_told(tmp_path: Path, data: bytes) -> None:
    rows, codes = read(tmp_path, data)
    assert rows == [] and codes
