"""Somebody else's roster, made by chance from a fixed seed: names within names, commas, quotes
and line breaks in cells, cells that begin like formulas; and rows that are wrong, each in a known
way."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl

LECTURER_HEAD = ["工号", "姓名", "部门", "职称", "手机", "备注"]
LECTURE_HEAD = ["听众单位", "场次编号", "题目", "主讲人", "日期", "时间", "会场", "厂区", "份数",
                "主持人", "联系人", "电话", "备注"]
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = "伟强芳娜敏静丽军洋勇艳杰涛明超"
PLACES = ("东山", "东山口", "西湾", "西湾里", "南岭", "北坡")
HALLS = ("礼堂", "大礼堂", "会议室, 二楼", "“先进”班组园地", "=食堂", "+1 号库房",
         "职工之家\n小剧场")
TOPICS = ("关口", "数字")


@dataclass(frozen=True, slots=True)
class Hostile:
    """A roster, and what is wrong with it."""

    lecturers: tuple[tuple[str, ...], ...]
    lectures: tuple[tuple[str, ...], ...]
    wrong: tuple[tuple[int, str], ...]
    """(index of the row, code) of each bad row."""

    def good(self) -> Hostile:
        """The same without the bad rows."""
        bad = {index for index, _ in self.wrong}
        return Hostile(self.lecturers, tuple(
            row for index, row in enumerate(self.lectures) if index not in bad), ())


def hostile(seed: int, rows: int, wrong: int) -> Hostile:
    """``rows`` lectures of 30 people, of which so many are wrong."""
    dice = random.Random(seed)
    names: dict[str, None] = {}
    while len(names) < 15:
        names[dice.choice(SURNAMES) + dice.choice(GIVEN)] = None
    short = list(names)
    names |= {name + dice.choice(GIVEN): None for name in short}  # 王伟, 王伟强
    people = tuple((f"G{n:02}", name, f"{dice.choice(PLACES)}{n % 7 + 1}号分厂", "",
                    f"139{n:08}", "") for n, name in enumerate(names, 1))
    start = dt.date(2021, 3, 1)
    lectures: list[tuple[str, ...]] = []
    for n in range(rows):
        # Each person speaks once a day, and each hall of a site is used once a day.
        day, turn = divmod(n, 30)
        person = people[(turn * 7 + day) % 30]
        date = start + dt.timedelta(days=day)
        said = dice.choice((date.isoformat(), f"{date:%Y/%m/%d}",
                            f"{date.year}年{date.month}月{date.day}日"))
        time = dice.choice(("9:00-10:30", "上午9:00—10:30", "09:00", "9：00～10：30"))
        lectures.append((
            f"{dice.choice(PLACES)}听众{n}组", f"K{n + 1:03}", TOPICS[dice.randrange(2)],
            dice.choice((person[0], person[1])), said, time, f"{dice.choice(HALLS)}{turn}",
            f"{PLACES[turn % 6]}厂", str(dice.randint(20, 200)), f"主持{n}",
            f"联络{n}", f"0351{n + 1000000}", dice.choice(("", "=1+1", "带投影仪；“U 盘”"))))
    dice.shuffle(lectures)
    slips = ((4, "2021-02-30", "roster-date"), (5, "早上", "roster-time"),
             (2, "没有的题目", "roster-topic-unknown"), (3, "查无此人", "roster-lecturer-unknown"),
             (8, "很多", "roster-copies"), (1, "../K", "roster-number-form"),
             (6, "", "roster-cell-empty"))
    bad = sorted(dice.sample(range(rows), wrong))
    told = []
    for turn, index in enumerate(bad):
        column, value, code = slips[turn % len(slips)]
        row = list(lectures[index])
        row[column] = value
        lectures[index] = tuple(row)
        told.append((index, code))
    return Hostile(people, tuple(lectures), tuple(told))


def write_hostile(folder: Path, roster: Hostile, kind: str) -> str:
    """Both tables into ``folder``/rosters as ``gb18030`` or ``xlsx``;
    the lines of ``[packets]``."""
    folder = folder / "rosters"
    folder.mkdir(parents=True, exist_ok=True)
    suffix = "xlsx" if kind == "xlsx" else "csv"
    for name, head, rows in (("people", LECTURER_HEAD, roster.lecturers),
                             ("talks", LECTURE_HEAD, roster.lectures)):
        data = _workbook([head, *rows]) if kind == "xlsx" else _csv([head, *rows])
        (folder / f"{name}.{suffix}").write_bytes(data)
    encoding = "" if kind == "xlsx" else 'encoding = "gb18030"\n'
    return (f'[packets]\nlecturers = "rosters/people.{suffix}"\n'
            f'lectures = "rosters/talks.{suffix}"\n{encoding}')


def lines(roster: Hostile, kind: str) -> list[int]:
    """The line of the file that each row begins on: in CSV cells have line breaks."""
    if kind == "xlsx":
        return list(range(2, len(roster.lectures) + 2))
    found, at = [], 2
    for row in roster.lectures:
        found.append(at)
        at += 1 + sum(cell.count("\n") for cell in row)
    return found


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("gb18030")


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """Every cell is a text, also one that begins like a formula."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
