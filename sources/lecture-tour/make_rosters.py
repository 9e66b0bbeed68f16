"""The rosters of this sample: declared, fictitious data, the same on every run.

``python3 make_rosters.py`` writes rosters/*.csv. The figures are those of the source article (30
lecturers, 420 lectures, 45,000 listeners); everybody and everything else in them is made up:
people are called by the years of the sexagenary cycle, and no telephone number can exist.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
LECTURERS, LECTURES, LISTENERS = 30, 420, 45_000
TOPICS = ("把一张旧图纸讲给今天听", "数字怎样讲才有人听", "天天学、周周研、月月结")
SITES = ("虚构一厂", "虚构二厂", "虚构三厂", "虚构四厂", "虚构五厂", "虚构六厂")
HALLS = ("车间会议室", "职工礼堂", "培训教室", "图书阅览室", "食堂二楼")
AUDIENCES = ("一线班组", "技术人员", "新入职员工", "管理人员")
FOLDER = Path(__file__).parent / "rosters"
FIRST = dt.date(2021, 3, 1)
EACH = LECTURES // LECTURERS


def name(index: int) -> str:
    """甲子, 乙丑, …: one of the sixty years."""
    return STEMS[index % 10] + BRANCHES[index % 12]


def lecturers() -> list[list[str]]:
    """Number, name, unit, post, telephone."""
    return [[f"{n + 1:02}", name(n), SITES[n % 6], ("组长", "工程师", "主任")[n % 3],
             f"100{n + 1:08}", ""] for n in range(LECTURERS)]


def lectures() -> list[list[str]]:
    """Number, topic, lecturer, date, time, hall, site, listeners, copies, host, contact, phone."""
    rows = []
    for person in range(LECTURERS):
        for turn in range(EACH):
            day = FIRST + dt.timedelta(days=14 * turn + person % 5)
            hall = (person + turn) % LECTURERS
            rows.append((day, person, [
                TOPICS[(person + turn // 5) % 3], f"{person + 1:02}", day.isoformat(),
                "9:00-10:30" if person % 2 else "14:30-16:00", HALLS[hall % 5], SITES[hall // 5],
                AUDIENCES[(person + turn) % 4], name(30 + (person + turn) % 30),
                name(30 + (person * 7 + turn) % 30), f"100{9000 + 30 * turn + person:08}"]))
    rows.sort(key=lambda row: row[:2])
    more = LISTENERS - LECTURES * (LISTENERS // LECTURES)
    return [[f"S{n:03}", *row[:7], str(LISTENERS // LECTURES + (n <= more)), *row[7:]]
            for n, (_, _, row) in enumerate(rows, 1)]


def attendance() -> list[list[str]]:
    """Number and how many came: whoever got a handout; a remark now and then."""
    remarks = {25: "投影机坏了，改念讲稿", 140: "听众要求加讲一场", 333: "夜班听众晚到十分钟"}
    return [[row[0], row[8], remarks.get(n, "")] for n, row in enumerate(lectures(), 1)]


def write(path: Path, head: str, rows: list[list[str]]) -> None:
    """A table in CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head.split(","))
        writer.writerows(rows)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    write(FOLDER / "lecturers.csv", "编号,姓名,单位,职务,电话,备注", lecturers())
    write(FOLDER / "lectures.csv",
          "编号,主题,宣讲人,日期,时间,地点,厂区,听众,份数,主持,联系人,联系电话", lectures())
    write(FOLDER / "attendance.csv", "编号,实到,备注", attendance())
