"""Workbooks for tests: good ones, and files that are called so and cannot be used."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl

PEOPLE = (("编号", "姓名", "单位"), ("01", "甲一", "一分厂"), ("02", "乙二", "二分厂"))
SECRET = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
"""How a workbook with a password begins, and an old .xls: a compound file (MS-CFB, 2.2)."""


def workbook(rows: Iterable[Sequence[object]]) -> bytes:
    """A workbook of one sheet; the number format of an int in a tuple is its second value."""
    book = openpyxl.Workbook()
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if isinstance(value, tuple):
                book.active.cell(line, column, value[0]).number_format = value[1]
            else:
                book.active.cell(line, column, value)
    return _saved(book)


def odd_workbook(kind: str) -> bytes:
    """A file that is called a workbook and is none, or none that can be used as it is."""
    if kind in ("text", "secret"):
        return "编号,姓名\n01,甲一\n".encode() if kind == "text" else SECRET
    if kind == "members":
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            for number in range(2001):
                packed.writestr(f"xl/{number}.xml", "")
        return out.getvalue()
    book = openpyxl.load_workbook(io.BytesIO(workbook(PEOPLE)))
    sheet = book.active
    if kind == "formula":
        sheet["C3"] = '=CONCATENATE("二","分厂")'
    elif kind == "error":
        sheet["C3"] = "#N/A"
    elif kind == "merged":
        sheet.merge_cells("C2:C3")
        sheet.merge_cells("A6:C6")  # nothing is lost where there is nothing
    elif kind == "sheets":
        sheet.title = "名册"
        hidden = book.create_sheet("草稿", 0)
        hidden["A1"], hidden.sheet_state = "别的", "hidden"
        book.create_sheet("往年")["A1"] = "编号"
        book.create_sheet("Sheet3")
        book.active = 1
    return _saved(book)


def book_in_workbooks(source: Path, folder: Path) -> Path:
    """The text files of a sample book, its tables as workbooks: days, times and numbers are such
    cells, as a spreadsheet makes them of what is typed."""
    folder.mkdir(parents=True)
    for path in sorted(source.rglob("*")):
        name = folder / path.relative_to(source)
        if path.is_dir():
            name.mkdir(exist_ok=True)
        elif path.suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as stream:
                rows = [[_typed(cell) for cell in row] for row in csv.reader(stream)]
            name.with_suffix(".xlsx").write_bytes(workbook(rows))
        elif path.suffix not in (".jpg", ".png"):
            name.write_bytes(path.read_bytes())
    settings = folder / "book.toml"
    settings.write_text(settings.read_text("utf-8").replace(".csv", ".xlsx"), "utf-8")
    return folder


def _typed(cell: str) -> object:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
        return dt.datetime.fromisoformat(cell)
    if found := re.fullmatch(r"(\d{1,2}):(\d\d)", cell):
        return dt.time(int(found[1]), int(found[2]))
    if re.fullmatch(r"\d{1,8}", cell):
        return (int(cell), "0" * len(cell)) if cell.startswith("0") else float(cell)
    return cell or None


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
