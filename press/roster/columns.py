"""The columns of rosters, and what may stand in them: called in Chinese as offices do, or in
English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Final

from press.roster.records import Status
from press.tables import read_cells
from press.tables.columns import Codes, Column, Table, typed_table
from press.tables.typed import Type, day, plain, span, whole
from press.values import Place, Problem, problem

MOST_COPIES: Final = 100_000
MOST_MINUTES: Final = 1440
"""Of a way: who travels longer has no lecture that day."""
STATUS: Final[dict[str, Status]] = {
    "": "", "正常": "", "取消": "cancelled", "合并": "merged", "并场": "merged",
    "cancelled": "cancelled", "canceled": "cancelled", "merged": "merged"}
_NUMBER = re.compile(r"[A-Za-z0-9一-鿿][A-Za-z0-9一-鿿_-]{0,19}")
_CODES = Codes("roster-cell-empty", "roster-status", by_row=True)


def good_number(text: str) -> bool:
    """Whether a permanent number can be part of a file's name: letters, Han, digits, - and _."""
    return _NUMBER.fullmatch(text) is not None


def good_phone(text: str) -> bool:
    """A mobile number, a number with its area code, an extension of 3 to 8 digits."""
    digits = re.sub(r"[\s()-]", "", plain(text)).removeprefix("+86")
    return re.fullmatch(r"1\d{10}|0\d{9,11}|\d{3,8}", digits) is not None


NUMBER: Final = Type(lambda text: text if good_number(text) else None, "roster-number-form")
PHONE: Final = Type(lambda text: text if good_phone(text) else None, "roster-phone")
LECTURERS: Final = (
    Column("number", "编号", NUMBER, required=True, others=("宣讲人编号", "工号", "id")),
    Column("name", "姓名", required=True, others=("宣讲人",)),
    Column("unit", "单位", others=("部门",)), Column("post", "职务", others=("职称",)),
    Column("phone", "电话", PHONE, others=("手机", "联系电话", "手机号")),
    Column("remarks", "备注"))
WAYS: Final = (
    Column("from", "从", required=True, others=("起点", "厂区一")),
    Column("to", "到", required=True, others=("终点", "厂区二")),
    Column("minutes", "分钟", Type(partial(whole, most=MOST_MINUTES), "roster-way-minutes",
                                   (("most", str(MOST_MINUTES)),)),
           required=True, others=("路上分钟",)))
ATTENDANCE: Final = (
    Column("number", "编号", required=True, others=("场次编号", "场次", "id")),
    Column("attended", "实到", required=True, others=("实到人数",), gaps=True),
    Column("remarks", "备注"))


def lectures(minutes: int) -> tuple[Column, ...]:
    """The columns of lectures, each of which takes so many ``minutes`` where no end is given."""
    return (
        Column("number", "编号", NUMBER, required=True, others=("场次编号", "场次", "id")),
        Column("topic", "主题", required=True, others=("题目", "讲题")),
        Column("lecturer", "宣讲人", required=True, others=("宣讲人编号", "主讲人", "主讲")),
        Column("date", "日期", Type(day, "roster-date"), required=True),
        Column("time", "时间", Type(partial(span, minutes=minutes), "roster-time"), required=True),
        Column("hall", "地点", required=True, others=("会场", "place")),
        Column("copies", "份数", Type(partial(whole, most=MOST_COPIES), "roster-copies",
                                      (("most", str(MOST_COPIES)),)),
               required=True, others=("听众份数",)),
        Column("site", "厂区"), Column("audience", "听众", others=("对象", "听众单位")),
        Column("host", "主持", others=("主持人",)), Column("contact", "联系人"),
        Column("phone", "联系电话", PHONE, others=("电话", "手机")),
        Column("remarks", "备注"), Column("status", "状态", Type(STATUS.get, "roster-status")),
        Column("into", "并入"))


def read_columns(root: Path, name: str, columns: Sequence[Column],
                 encoding: str) -> tuple[Table, tuple[Problem, ...]]:
    """The rows of the file ``name`` inside ``root``; each has its own faults."""
    cells, problems = read_cells(root, root / name, encoding=encoding)
    if cells is None:
        return Table((), (), False), problems
    table, found = typed_table(cells, columns, _CODES)
    return table, (*problems, *found,
                   *_unknown(table.unknown, columns, Place(cells.name, cells.line)))


def _unknown(headings: Sequence[str], columns: Sequence[Column],
             place: Place) -> Iterator[Problem]:
    """Columns that nobody asked for, each with the one that it may be meant for."""
    every = [name for column in columns for name in column.names]
    for name in dict.fromkeys(filter(None, headings)):
        near = get_close_matches("".join(name.split()), every, n=1, cutoff=0.5)
        yield problem("roster-column-unknown", place, column=name,
                      similar=near[0] if near else "、".join(c.name for c in columns))
