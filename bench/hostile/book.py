"""A book with two topics, and rosters in the files that offices send."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl

from bench.hostile.roster import HALL, LECTURE_HEAD, LECTURER_HEAD, Hostile, Row

NOTE = "先把毛坯递给前排传看一遍再开口"
"""Only the speaker may read it."""
STORIES = {
    "01-gate": f"""# 关口

山里的一天从水开始，听见水声，人就起来了。

::: 讲者
{NOTE}。
:::

规矩在先，准头在后。
""",
    "02-figures": """# 数字

数字最公道，一次只讲一个。
"""}
SAYS = {"关口": "听见水声，人就起来了", "数字": "数字最公道"}
"""Topic → words of its handout."""
TOML = """title = "讲义"
date = 2021-03-01
publisher = "样书组"
documents = ["reading"]

[[handouts]]
story = "01-gate"

[[handouts]]
story = "02-figures"

"""


def write_book(folder: Path, roster: Hostile, kind: str) -> Path:
    """The book, with the roster as ``kind`` of file: ``gb18030`` or ``xlsx``."""
    (folder / "stories").mkdir(parents=True, exist_ok=True)
    for name, text in STORIES.items():
        (folder / f"stories/{name}.md").write_text(text, "utf-8")
    (folder / "book.toml").write_text(TOML + write_hostile(folder, roster, kind), "utf-8")
    return folder


def write_hostile(folder: Path, roster: Hostile, kind: str) -> str:
    """Both tables into ``folder``/rosters; the lines of ``[packets]``."""
    (folder / "rosters").mkdir(parents=True, exist_ok=True)
    suffix = "xlsx" if kind == "xlsx" else "csv"
    for name, head, rows, joined in (
            ("people", LECTURER_HEAD, roster.lecturers, ()),
            ("talks", LECTURE_HEAD, roster.lectures, roster.joined)):
        data = _workbook([head, *rows], joined) if kind == "xlsx" else _csv([head, *rows])
        (folder / f"rosters/{name}.{suffix}").write_bytes(data)
    encoding = "" if kind == "xlsx" else 'encoding = "gb18030"\n'
    return (f'[packets]\nlecturers = "rosters/people.{suffix}"\n'
            f'lectures = "rosters/talks.{suffix}"\n{encoding}')


def lines(rows: Sequence[Row], kind: str) -> list[int]:
    """The line of the file that each row begins on: in CSV cells have line breaks."""
    if kind == "xlsx":
        return list(range(2, len(rows) + 2))
    found, at = [], 2
    for row in rows:
        found.append(at)
        at += 1 + sum(cell.count("\n") for cell in row)
    return found


def expected(roster: Hostile, kind: str) -> list[tuple[str, int, str]]:
    """File, line and code of all that must be told."""
    talks, people = lines(roster.lectures, kind), lines(roster.lecturers, kind)
    suffix = "xlsx" if kind == "xlsx" else "csv"
    return sorted((f"rosters/{'talks' if one.lecture else 'people'}.{suffix}",
                   (talks if one.lecture else people)[one.row], one.code)
                  for one in roster.wrong)


def _csv(rows: Sequence[Row]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("gb18030")


def _workbook(rows: Sequence[Row], joined: Sequence[int]) -> bytes:
    """Every cell is a text, also one that begins like a formula; but for what is behind a NUL."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value.removeprefix("\0"))
            if not value.startswith("\0"):
                cell.data_type = "s"
    for index in joined:
        sheet.merge_cells(start_row=index + 2, end_row=index + 3, start_column=HALL + 1,
                          end_column=HALL + 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
