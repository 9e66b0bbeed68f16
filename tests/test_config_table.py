"""CSV tables: rows with the line that they stand on."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.config.table import read_table
from press.values import Problem


def read(folder: Path, data: str | bytes, *columns: str) -> tuple[list[tuple[str, ...]], list[
        int | None], tuple[Problem, ...]]:
    path = folder / "rosters" / "people.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    rows, problems = read_table(folder, path, columns)
    return [tuple(v for _, v in r.cells) for r in rows], [r.place.line for r in rows], problems


def test_rows_know_their_lines(tmp_path: Path) -> None:
    text = '姓名,备注\r\n王强,"一行\n两行"\r\n\r\n李 伟 , 3\r\n'
    rows, lines, problems = read(tmp_path, text, "姓名")
    assert rows == [("王强", "一行\n两行"), ("李 伟", "3")]
    assert lines == [2, 5]
    assert problems == ()


def test_a_row_is_read_by_column(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("编号,名称\n1,图纸\n", "utf-8")
    rows, _ = read_table(tmp_path, path)
    assert rows[0]["名称"] == "图纸"
    with pytest.raises(KeyError):
        rows[0]["年代"]


def test_all_faults_at_once(tmp_path: Path) -> None:
    rows, lines, problems = read(tmp_path, "a,b,b\n1,2\n1,2,3\n1,2,3,4\n", "名称")
    assert [(p.code, p.path, p.line) for p in problems] == [
        ("table-column-twice", "rosters/people.csv", 1),
        ("table-column-missing", "rosters/people.csv", 1),
        ("table-width", "rosters/people.csv", 2), ("table-width", "rosters/people.csv", 4)]
    assert lines == [3]
    assert rows == [("1", "2", "3")]


def test_an_empty_table(tmp_path: Path) -> None:
    assert [p.code for p in read(tmp_path, "\n , \n")[2]] == ["table-empty"]


def test_gbk_is_told_as_in_any_text(tmp_path: Path) -> None:
    rows, _, problems = read(tmp_path, "姓名\n王强\n".encode("gb18030"))
    assert rows == []
    assert [p.severity for p in problems] == ["error"]
