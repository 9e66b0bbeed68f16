"""A roster made by chance from a fixed seed: names within names, commas, quotes and line breaks in
cells, cells that begin like formulas, rare characters, halls with long names."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, replace

LECTURER_HEAD = ("工号", "姓名", "部门", "职称", "手机", "备注")
LECTURE_HEAD = ("听众单位", "场次编号", "题目", "主讲人", "日期", "时间", "会场", "厂区", "份数",
                "主持人", "联系人", "电话", "备注", "状态", "并入")
(AUDIENCE, NUMBER, TOPIC, LECTURER, DATE, TIME, HALL, SITE, COPIES, HOST, CONTACT, PHONE, REMARKS,
 STATUS, INTO) = range(15)
PEOPLE = 30
"""Everybody speaks once a day; every hall of a site is used once a day."""
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = "伟强芳娜敏静丽军洋勇艳杰涛明超"
RARE = ("李𠮷祥", "买买提·Zoë", "褚䶮", "朱喆㭎")
"""Names with characters that many typefaces lack."""
PLACES = ("东山", "东山口", "西湾", "西湾里", "南岭", "北坡")
HALLS = ("礼堂", "大礼堂", "会议室, 二楼", "“先进”班组园地", "=食堂", "+1 号库房",
         "职工之家\n小剧场")
LONG = "三号厂房西跨二层靠近老锅炉房的那一间临时会议室里间靠窗的一侧再往里走"
"""A hall that has no room in the cover sheet that all share."""
TOPICS = ("关口", "数字")
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is told of a row."""

    kind: str
    """What was done to it."""
    lecture: bool
    """Whether it is one of the lectures, not of the lecturers."""
    row: int
    """Index of the row in its table."""
    code: str


@dataclass(frozen=True, slots=True)
class Hostile:
    """A roster, and what is wrong with it."""

    lecturers: tuple[Row, ...]
    lectures: tuple[Row, ...]
    wrong: tuple[Wrong, ...] = ()
    joined: tuple[int, ...] = ()
    """Rows of lectures whose hall is one cell with that of the next row (xlsx)."""

    def good(self) -> Hostile:
        """The same without the rows that are wrong."""
        bad = {(one.lecture, one.row) for one in self.wrong}
        return Hostile(
            tuple(row for n, row in enumerate(self.lecturers) if (False, n) not in bad),
            tuple(row for n, row in enumerate(self.lectures) if (True, n) not in bad))

    @property
    def given(self) -> tuple[Row, ...]:
        """The lectures that take place."""
        return tuple(row for row in self.lectures if not row[STATUS])


def sound(seed: int, rows: int) -> Hostile:
    """``rows`` lectures of 30 people, in any order, with nothing wrong."""
    dice = random.Random(seed)
    names: dict[str, None] = {}
    while len(names) < 13:
        names[dice.choice(SURNAMES) + dice.choice(GIVEN)] = None
    short = list(names)
    longer = {name + dice.choice(GIVEN): None for name in short}  # 王伟, 王伟强
    every = [*short, *longer, *RARE]
    people = tuple((f"G{n:02}", name, f"{dice.choice(PLACES)}{n % 7 + 1}号分厂", "",
                    f"139{n:04}{n:04}", "") for n, name in enumerate(every, 1))
    start = dt.date(2021, 3, 1)
    lectures: list[Row] = []
    for n in range(rows):
        day, turn = divmod(n, PEOPLE)
        person = people[(turn * 7 + day) % PEOPLE]
        date = start + dt.timedelta(days=day)
        said = dice.choice((date.isoformat(), f"{date:%Y/%m/%d}",
                            f"{date.year}年{date.month}月{date.day}日"))
        time = dice.choice(("9:00-10:30", "上午9:00—10:30", "09:00", "9：00～10：30"))
        hall = LONG if n % 97 == 50 else dice.choice(HALLS)
        lectures.append((
            f"{dice.choice(PLACES)}听众{n}组", f"K{n + 1:03}", TOPICS[dice.randrange(2)],
            dice.choice((person[0], person[1])), said, time, f"{hall}{turn}",
            f"{PLACES[turn % 6]}厂", "0" if n % 200 == 20 else str(dice.randint(20, 200)),
            f"主持{n}", f"联络{n}", f"0351{n + 1000000}",
            dice.choice(("", "=1+1", "带投影仪；“U 盘”")), "", ""))
    for n, status in ((rows // 5, "取消"), (rows // 4, "合并"), (rows // 3, "取消")):
        into = lectures[n + 1][NUMBER] if status == "合并" else ""
        lectures[n] = (*lectures[n][:STATUS], status, into)
    dice.shuffle(lectures)
    return Hostile(people, tuple(lectures))


def with_cell(row: Row, column: int, value: str) -> Row:
    """``row`` with one cell changed."""
    return (*row[:column], value, *row[column + 1:])


def replaced(roster: Hostile, row: int, new: Row) -> Hostile:
    """The same with another row of lectures."""
    return replace(roster, lectures=(*roster.lectures[:row], new, *roster.lectures[row + 1:]))
