"""Rosters: what is read, what is compared, what is written."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from roster_samples import LECTURERS, LECTURES, write_rosters
from workbook_samples import workbook

from press.roster import (
    Roster,
    RosterFiles,
    changes,
    clashes,
    csv_table,
    neutral,
    read_attendance,
    read_roster,
)


def rows(folder: Path, lectures: str = LECTURES, lecturers: str = LECTURERS) -> Roster:
    write_rosters(folder, {"rosters/lectures.csv": lectures, "rosters/lecturers.csv": lecturers})
    roster, problems = read_roster(folder, RosterFiles())
    assert roster is not None, problems
    return roster


def test_rows_become_values(tmp_path: Path) -> None:
    roster = rows(tmp_path)
    assert [one.name for one in roster.lecturers] == ["甲一", "乙二"]
    second = roster.lectures[1]
    assert (second.lecturer, second.date, second.start, second.end, second.copies) == (
        "02", dt.date(2021, 12, 9), dt.time(14, 30), dt.time(16, 0), 45)
    assert second.place.line == 3


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_both_encodings_say_the_same(tmp_path: Path, encoding: str) -> None:
    wanted = rows(tmp_path / "one")
    folder = write_rosters(tmp_path / "two")
    for path in (folder / "rosters").iterdir():
        path.write_bytes(path.read_text("utf-8").encode(encoding))
    assert read_roster(folder, RosterFiles(encoding=encoding))[0] == wanted


def test_a_workbook_says_the_same_as_its_csv(tmp_path: Path) -> None:
    wanted = rows(tmp_path)
    (tmp_path / "rosters/a.xlsx").write_bytes(workbook([
        ["编号", "主题", "宣讲人", "日期", "时间", "地点", "份数"],
        ["S1", "关口", "01", dt.date(2021, 12, 8), "9:00-10:30", "一号厅", 30],
        [None] * 7,
        ["S2", "关口", "02", dt.datetime(2021, 12, 9), dt.time(14, 30), "二号厅", 45.0]]))
    roster, problems = read_roster(tmp_path, RosterFiles(lectures="rosters/a.xlsx"))
    assert roster == wanted and problems == ()
    assert roster.lectures[1].place.line == 4  # the row of the sheet, empty ones counted


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    head, *body = LECTURES.splitlines(keepends=True)
    before, after = rows(tmp_path), rows(tmp_path, head + "".join(reversed(body)))
    assert before.given == after.given and changes(before, after) == ()


def test_changes_are_told_by_number(tmp_path: Path) -> None:
    more = LECTURES.replace("份数", "份数,状态,并入").replace("30\n", "30,,\n").replace(
        "45\n", "45,,\n") + "".join(
        f"S{n},关口,01,2021-12-{8 + n},9:00,一号厅,10,,\n" for n in range(3, 7))
    before = rows(tmp_path, more)
    after = rows(tmp_path, more.replace("S1,关口,01,2021-12-08", "S1,关口,01,2021-12-28")
                 .replace("S2,关口,乙二", "S2,关口,01")
                 .replace("S3,关口,01,2021-12-11,9:00,一号厅,10,,",
                          "S3,关口,01,2021-12-11,9:00,一号厅,10,合并,S4")
                 .replace("S4,关口,01,2021-12-12,9:00,一号厅,10",
                          "S4,关口,01,2021-12-12,9:00,一号厅,25")
                 .replace("S5,关口,01,2021-12-13,9:00,一号厅,10,,\n", "")
                 + "S7,关口,02,2021-12-20,9:00,二号厅,10,,\n")
    found = {c.number: c for c in changes(before, after)}
    assert {n: c.kind for n, c in found.items()} == {
        "S1": "moved", "S2": "given-on", "S3": "merged", "S4": "changed", "S5": "cancelled",
        "S7": "new"}
    assert found["S2"].concerned == ("02", "01") and found["S4"].what == ("copies",)


def test_lectures_of_one_site_need_no_way(tmp_path: Path) -> None:
    text = LECTURES.replace("地点,", "地点,厂区,").replace("一号厅,", "一号厅,南区,").replace(
        "二号厅,", "二号厅,北区,") + "S3,关口,01,2021-12-08,10:30-12:00,五号厅,南区,5\n"
    roster = rows(tmp_path, text)
    assert clashes(roster, 60) == ()
    assert [p.code for p in clashes(rows(tmp_path, text.replace("五号厅,南区", "五号厅,北区")), 60)
            ] == ["clash-travel"]
    ways = {frozenset(("南区", "北区")): 0}
    assert clashes(rows(tmp_path, text.replace("五号厅,南区", "五号厅,北区")), 60, ways) == ()


def test_no_cell_of_ours_starts_a_formula() -> None:
    bad = ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "　=1"]
    table = csv_table(["=头", "数"], [[cell, -5] for cell in bad]).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(table, newline="")):
        assert row[0].startswith("'")
    assert neutral("甲一-组") == "甲一-组"


def test_attendance_that_has_not_come_back_is_no_fault(tmp_path: Path) -> None:
    roster = rows(tmp_path)
    (tmp_path / "a.csv").write_text("场次,实到,备注\nS1,28,听得很认真\nS2,,\n", "utf-8")
    found, problems = read_attendance(tmp_path, "a.csv", roster)
    assert [(a.lecture, a.attended, a.remarks) for a in found] == [("S1", 28, "听得很认真")]
    assert problems == ()
