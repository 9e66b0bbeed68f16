"""Workbooks: every kind of document takes its tables as xlsx, and reads the same out of them."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
from build_samples import ROOT, TEMPLATES, codes, workshop
from workbook_samples import SECRET, book_in_workbooks, workbook

from press.build.copy_check import copy_problems
from press.build.run import build_book
from press.config import load_book_config
from press.dataclass import replace
from press.manuscript import read_book
from press.manuscript.records.gather import KINDS, Records
from press.tables import Cells, read_cells

SAMPLES = {"guide": "reading-class", "course": "course-day", "actions": "action-lists",
           "planner": "study-planner", "handbook": "class-handbook", "visits": "home-visits",
           "catalogue": "archive-catalogue"}


def cells_of(folder: Path, data: bytes) -> Cells:
    (folder / "a.xlsx").write_bytes(data)
    cells, problems = read_cells(folder, folder / "a.xlsx")
    assert cells is not None and problems == ()
    return cells


def records(folder: Path) -> Records:
    config, problems = load_book_config(folder)
    assert config is not None, problems
    book, problems = read_book(folder, config)
    assert book is not None, codes(problems)
    return book.records


def without_plates(found: Records) -> Records:
    """Plates are not copied for this test; that they lie in a CSV or a workbook is no matter."""
    if found.catalogue is None:
        return replace(found, files=())
    items = tuple(replace(item, plate=None, small=None) for item in found.catalogue.items)
    return replace(found, files=(), catalogue=replace(found.catalogue, items=items, file=""))


@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_says_the_same_as_its_csv(kind: str, tmp_path: Path) -> None:
    source = ROOT / "sources" / SAMPLES[kind]
    wanted = records(book_in_csv(source, tmp_path / "csv"))
    found = records(book_in_workbooks(source, tmp_path / "xlsx"))
    assert getattr(found, kind) is not None
    assert {name.rsplit(".")[-1] for name, _ in found.files} == {"xlsx"}
    assert without_plates(found) == without_plates(wanted)


def test_a_book_out_of_workbooks_is_built(tmp_path: Path) -> None:
    book = book_in_workbooks(ROOT / "sources/course-day", tmp_path / "course-day")
    result = build_book(book, tmp_path / "out", TEMPLATES, workshop(tmp_path / "cache"), {})
    assert result.good, codes(result.problems)


def test_cells_say_what_they_show(tmp_path: Path) -> None:
    cells = cells_of(tmp_path, workbook([
        ["编号", "日", "时", "数", "零头", "是", "何时", "字"],
        [(7, "000"), dt.datetime(2021, 7, 1), dt.time(8, 5), 12.0, 0.1 + 0.2, True,
         dt.datetime(2021, 7, 1, 8, 30), " 一行\r\n两行 "],
        [None] * 8,
        ["07", dt.date(2021, 7, 2), (dt.timedelta(hours=14, minutes=30), "[h]:mm"), 13800001234,
         2.5, False, "1941年秋", "甲,“乙”"]]))
    assert cells.rows == (
        (2, ("007", "2021-07-01", "08:05", "12", "0.3", "TRUE", "2021-07-01 08:30",
             "一行\n两行")),
        (4, ("07", "2021-07-02", "14:30", "13800001234", "2.5", "FALSE", "1941年秋", "甲,“乙”")))
    assert cells.text.split("\n") == [
        "编号,日,时,数,零头,是,何时,字",
        "007,2021-07-01,08:05,12,0.3,TRUE,2021-07-01 08:30,一行两行", "",
        "07,2021-07-02,14:30,13800001234,2.5,FALSE,1941年秋,\"甲,“乙”\"", ""]


def test_the_first_sheet_that_is_not_hidden_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active.sheet_state = "旧", "veryHidden"
    sheet = book.create_sheet("名册")
    sheet["A1"], sheet["A2"] = "姓名", "甲一"
    book.active = 1
    book.save(tmp_path / "b.xlsx")
    cells, problems = read_cells(tmp_path, tmp_path / "b.xlsx")
    assert cells is not None and problems == ()
    assert (cells.header, cells.rows) == (("姓名",), ((2, ("甲一",)),))


def cut(data: bytes) -> bytes:
    return data[:len(data) // 2]


def damaged(data: bytes) -> bytes:
    """The sheet of the workbook is no XML."""
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<worksheet><sheetData><row" if "sheet1" in name
                         else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize("how", ["cut", "damaged", "password", "old", "empty"])
def test_a_file_that_cannot_be_read_is_told(how: str, tmp_path: Path) -> None:
    good = workbook([["姓名"], ["甲一"]])
    data = {"cut": cut(good), "damaged": damaged(good), "password": SECRET, "old": SECRET,
            "empty": b""}[how]
    path = tmp_path / ("a.xls" if how == "old" else "a.xlsx")
    path.write_bytes(data)
    cells, problems = read_cells(tmp_path, path)
    assert cells is None and [p.code for p in problems] == ["workbook-unreadable"]


def test_a_row_that_is_said_to_be_far_away_takes_no_time(tmp_path: Path) -> None:
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook([["姓名"], ["甲一"]]))) as old, \
            zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b'r="2"', b'r="99999999999"').replace(
                b'r="A2"', b'r="A99999999999"') if "sheet1" in name else data)
    (tmp_path / "a.xlsx").write_bytes(out.getvalue())
    cells, problems = read_cells(tmp_path, tmp_path / "a.xlsx")
    assert cells is None and [p.code for p in problems] == ["table-large"]


def test_the_copy_check_reads_workbooks_too(tmp_path: Path) -> None:
    book = tmp_path / "book"
    (book / "tables").mkdir(parents=True)
    (book / "book.toml").write_text('title = "书"\n', "utf-8")
    (book / "tables/a.xlsx").write_bytes(workbook([["事项"], [None], ["他说:好的,就这样。"]]))
    (book / "tables/~$a.xlsx").write_bytes(b"locked")
    found = copy_problems(book)
    assert {(p.path, p.line, p.column) for p in found} == {("tables/a.xlsx", 3, None)}


def book_in_csv(source: Path, folder: Path) -> Path:
    """The text files of a sample book."""
    for path in sorted(source.rglob("*")):
        name = folder / path.relative_to(source)
        if path.is_dir():
            name.mkdir(parents=True, exist_ok=True)
        elif path.suffix not in (".jpg", ".png"):
            name.parent.mkdir(parents=True, exist_ok=True)
            name.write_bytes(path.read_bytes())
    return folder
