"""Small rosters for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl

LECTURERS = """编号,姓名,单位,职务,电话,备注
01,甲一,一分厂,组长,13800000001,
02,乙二,二分厂,,,
"""
LECTURES = """编号,主题,宣讲人,日期,时间,地点,份数
S1,关口,01,2021-12-08,9:00-10:30,一号厅,30
S2,关口,乙二,2021年12月9日,下午2:30,二号厅,45
"""


def write_rosters(folder: Path, files: dict[str, str] | None = None) -> Path:
    """Both tables in ``folder``/rosters, unless ``files`` (path → text) has others."""
    texts = {"rosters/lecturers.csv": LECTURERS, "rosters/lectures.csv": LECTURES, **(files or {})}
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def odd_workbook(kind: str) -> bytes:
    """A file that is called a workbook and is none, or none that can be used."""
    if kind == "text":
        return "编号,姓名\n01,甲一\n".encode()
    if kind == "formula":
        return workbook([["编号", "姓名", "单位"], ["01", "甲一", "一分厂"],
                         ["02", "乙二", '=CONCATENATE("二","分厂")']])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for number in range(2001):
            packed.writestr(f"xl/{number}.xml", "")
    return out.getvalue()
