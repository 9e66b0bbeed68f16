"""CSV tables that a manuscript prints, and what is wrong with them at the line of the CSV."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from test_manuscript_cases import CASES, problems_of

from press.config import BookConfig
from press.manuscript import Book, read_book
from press.manuscript.tables import MAX_CELLS
from press.messages import hint, message
from press.tables import read_cells
from press.tables.cells import MAX_CELL, MAX_COLUMNS, MAX_ROWS
from press.values import Problem


def read(folder: Path, text: str, **tables: str | bytes) -> tuple[Book | None, list[Problem]]:
    (folder / "stories").mkdir(exist_ok=True)
    (folder / "tables").mkdir(exist_ok=True)
    (folder / "stories" / "a.md").write_text(f"# 甲\n\n{text}", "utf-8")
    for name, table in tables.items():
        data = table.encode() if isinstance(table, str) else table
        (folder / "tables" / f"{name}.csv").write_bytes(data)
    book, problems = read_book(folder, BookConfig(title="书"))
    return book, list(problems)


def html(folder: Path, text: str, **tables: str | bytes) -> str:
    book, problems = read(folder, text, **tables)
    assert problems == [] and book is not None
    return re.sub(r' data-line="\d+"', "", book.stories[0].html)


def test_a_table_has_its_caption_above_and_tells_columns_of_numbers(tmp_path: Path) -> None:
    assert html(tmp_path, '::: 表格 "产量 <吨>" 文件=tables/a.csv 来源="厂史 & 志" #out\n\n'
                "[见第{页}页](#out)\n",
                a=",产量,比例,说明\r\n步枪,\"1,200\",5.5%,好\r\n炮,—,-3,<b>*粗*</b>\r\n") == (
        '<figure class="table" id="tab-a-1"><figcaption>'
        '<span class="caption">产量 &lt;吨&gt;</span>'
        '<span class="credit">厂史 &amp; 志</span></figcaption><table><thead><tr><th></th>'
        '<th class="number">产量</th><th class="number">比例</th><th>说明</th></tr></thead><tbody>'
        '<tr><td>步枪</td><td class="number">1,200</td><td class="number">5.5%</td><td>好</td></tr>'
        '<tr><td>炮</td><td class="number">—</td><td class="number">-3</td>'
        '<td>&lt;b&gt;*粗*&lt;/b&gt;</td></tr></tbody></table></figure>\n'
        '<p><a href="press-ref:tab-a-1">见第<span data-late="page:tab-a-1">00</span>页</a></p>')


def test_a_table_is_found_from_the_manuscript_and_the_book_and_kept_with_the_story(
        tmp_path: Path) -> None:
    book, problems = read(tmp_path, "::: table file=../tables/a.csv\n::: table file=tables/a.csv\n"
                          '::: 表格 文件="tables/中 文.csv" 编码=GBK\n',
                          a="x\n1\n", **{"中 文": "列\n字\n".encode("gb18030")})
    assert problems == [] and book is not None
    assert book.stories[0].files == (("tables/a.csv", "x\n1\n"), ("tables/中 文.csv", "列\n字\n"))
    assert re.findall('id="(tab[^"]*)"', book.stories[0].html) == ["tab-a-1", "tab-a-2", "tab-a-3"]


def test_a_timeline_out_of_a_table(tmp_path: Path) -> None:
    found = html(tmp_path, '::: 年表 "大事" 文件=tables/a.csv\n尾\n',
                 a='事件,时间\n建厂,1939年\n"迁\n移",\n保卫战,1941年11月11—18日\n')
    assert re.sub("\n", "", found) == (
        '<section class="timeline"><p class="block-title">大事</p><dl>'
        '<dt data-date="1939" id="ev-a-1">1939年</dt><dd>建厂</dd><dd>迁<br/>移</dd>'
        '<dt data-date="1941-11-11" id="ev-a-2">1941年11月11—18日</dt><dd>保卫战</dd></dl>'
        "</section><p>尾</p>")


def test_faults_of_a_timeline_stand_at_the_line_of_the_table(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "::: timeline file=tables/a.csv\n",
                       a="date,event\n,x\nnever,y\n\n1941,\n1942,a,b\n")
    assert [(p.code, p.path, p.line) for p in problems] == [
        ("table-cell-empty", "tables/a.csv", 2), ("timeline-date", "tables/a.csv", 3),
        ("table-cell-empty", "tables/a.csv", 5), ("table-width", "tables/a.csv", 6)]
    _, problems = read(tmp_path, "::: 年表 文件=tables/a.csv\n", a="年份,事件\n1941,x\n")
    assert [(p.code, p.path, p.line, dict(p.args)["column"]) for p in problems] == [
        ("table-column-missing", "tables/a.csv", 1, "时间")]


def test_a_file_that_is_used_twice_tells_its_faults_once(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "::: 表格 文件=tables/a.csv\n" * 2, a="a,b\n1\n")
    assert [p.code for p in problems] == ["table-width"]


def test_bad_characters_stand_at_the_line_of_the_table(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "::: 表格 文件=tables/a.csv\n", a="a\n\n\x01\ue000b\uffff\n")
    assert {(p.path, p.line) for p in problems} == {("tables/a.csv", 3)}
    assert {p.code for p in problems} >= {"character-control", "character-private"}


@pytest.mark.parametrize("file", ["/etc/passwd", "../../x.csv", "https://a.b/c.csv", "C:\\x.csv"])
def test_nothing_outside_the_book_is_read(tmp_path: Path, file: str) -> None:
    (tmp_path / "x.csv").write_text("a\n", "utf-8")
    book = tmp_path / "book"
    book.mkdir()
    _, problems = read(book, f"::: 表格 文件={file}\n")
    assert [(p.code, p.line, p.column) for p in problems] == [("table-outside", 3, 11)]


def test_empty_columns_at_the_right_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b,,\n1,2,,\n3,,,\n4,5\n", "utf-8")
    cells, problems = read_cells(tmp_path, path)
    assert problems == () and cells is not None
    assert cells.header == ("a", "b")
    assert cells.rows == ((2, ("1", "2")), (3, ("3", "")), (4, ("4", "5")))


def test_a_declared_encoding_is_read_as_that(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("姓名\n王强\n".encode("gb18030"))
    cells, problems = read_cells(tmp_path, path, encoding="gb18030")
    assert cells is not None and problems == () and cells.rows == ((2, ("王强",)),)
    path.write_text("姓名\n王强\n", "utf-8")
    cells, problems = read_cells(tmp_path, path, encoding="gb18030")
    assert [p.code for p in problems] == ["table-utf8"]
    assert cells is not None and cells.rows == ((2, ("王强",)),)


@pytest.mark.parametrize(("data", "code", "line"), [
    ("a\n\"x\n" + "y\n" * 9, "table-quote", 2), ("a\nx\n\"y\"z\n", "table-quote", 3),
    ("a\tb\n1\t2\n", "table-separator", 1), ("甲，乙\n一，二\n", "table-separator", 1),
    ("a\n" * (MAX_ROWS + 2), "table-large", MAX_ROWS + 2),
    ("a," * MAX_COLUMNS + "b\n", "table-large", 1),
    ("a\n\n" + "x" * (MAX_CELL + 1), "table-cell-long", 3),
    ("a\n\"" + "x\n" * 200_000, "table-quote", 2)])
def test_what_no_table_is(tmp_path: Path, data: str, code: str, line: int) -> None:
    (tmp_path / "a.csv").write_text(data, "utf-8")
    cells, problems = read_cells(tmp_path, tmp_path / "a.csv")
    assert cells is None
    assert [(p.code, p.line) for p in problems] == [(code, line)]


def test_many_large_tables_are_refused(tmp_path: Path) -> None:
    text = "::: 表格 文件=tables/a.csv\n" * 200
    _, problems = read(tmp_path, text, a="a,b\n" + "1,2\n" * (MAX_CELLS // 10))
    assert {p.code for p in problems} == {"tables-large", "manuscript-problems"}


@pytest.mark.parametrize("code", ["table-empty", "table-width", "table-column-missing",
                                  "table-separator", "table-quote", "table-utf8",
                                  "table-encoding", "table-large", "table-cell-long",
                                  "table-cell-empty"])
def test_each_fault_of_a_table_has_a_case(code: str, tmp_path: Path) -> None:
    problems = problems_of(CASES / code, tmp_path / "book")
    expected = json.loads((CASES / code / "expected.json").read_text("utf-8"))["problems"]
    assert [{"code": p.code, "path": p.path, "line": p.line, "column": p.column}
            for p in problems] == expected
    assert code in {p.code for p in problems}
    for problem in problems:
        for lang in ("zh", "en"):
            assert message(problem, lang) and hint(problem, lang)
