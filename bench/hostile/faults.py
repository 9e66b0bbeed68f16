"""Rows that are wrong, each in its own way, and what must be told of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from bench.hostile.roster import (
    CONTACT,
    COPIES,
    DATE,
    HALL,
    INTO,
    LECTURER,
    NUMBER,
    SITE,
    STATUS,
    TIME,
    TOPIC,
    Hostile,
    Wrong,
    replaced,
    sound,
    with_cell,
)

CELLS: dict[str, tuple[int, str, str]] = {
    "a day that the calendar lacks": (DATE, "2021-02-30", "roster-date"),
    "a day in words": (DATE, "下周一", "roster-date"),
    "a time in words": (TIME, "早上", "roster-time"),
    "an end before the beginning": (TIME, "10:30-9:00", "roster-time"),
    "an end behind midnight": (TIME, "23:30", "roster-time"),
    "a topic without a handout": (TOPIC, "没有的题目", "roster-topic-unknown"),
    "a lecturer nobody knows": (LECTURER, "查无此人", "roster-lecturer-unknown"),
    "a name that two people have": (LECTURER, "同名人", "roster-lecturer-ambiguous"),
    "copies in words": (COPIES, "很多", "roster-copies"),
    "copies below nought": (COPIES, "-3", "roster-copies"),
    "half a copy": (COPIES, "12.5", "roster-copies"),
    "too many copies": (COPIES, "200000", "roster-copies"),
    "a number that is a path": (NUMBER, "../K", "roster-number-form"),
    "a number that is too long": (NUMBER, "K" * 21, "roster-number-form"),
    "no number": (NUMBER, "", "roster-cell-empty"),
    "no topic": (TOPIC, "", "roster-cell-empty"),
    "no lecturer": (LECTURER, "", "roster-cell-empty"),
    "no day": (DATE, "", "roster-cell-empty"),
    "no time": (TIME, "", "roster-cell-empty"),
    "no hall": (HALL, "", "roster-cell-empty"),
    "no copies": (COPIES, "", "roster-cell-empty"),
    "a status nobody knows": (STATUS, "待定", "roster-status"),
    "a character that no typeface has": (CONTACT, "联络\ue5e5", "character-missing"),
}
"""One cell is wrong: its column, its value, what is told."""


def hostile(seed: int, rows: int, kind: str = "gb18030") -> Hostile:
    """``rows`` lectures, and more that clash with them; one row wrong in each way that there is.
    ``kind``: of the files, ``gb18030`` or ``xlsx``."""
    dice = random.Random(seed + 1)
    roster = sound(seed, rows)
    twins = (("G51", "同名人", "北坡9号分厂", "", "", ""),
             ("G52", "同名人", "北坡8号分厂", "", "", ""))
    roster = replace(roster, lecturers=(*roster.lecturers, *twins))
    plain = [n for n, row in enumerate(roster.lectures)
             if not row[STATUS] and row[NUMBER] not in {one[INTO] for one in roster.lectures}]
    rest = iter(sorted(dice.sample(plain, min(len(plain), len(CELLS) + 14))))
    for name, (column, value, code) in CELLS.items():
        roster = _told(replaced(roster, n := next(rest), with_cell(
            roster.lectures[n], column, value)), name, n, code)
    for spoil in (_merged_into_nothing, _merged_into_itself, _wide, *(
            (_formula, _error, _joined) if kind == "xlsx" else (_short,))):
        roster = spoil(roster, rest)
    for clash in (_busy_lecturer, _busy_hall, _no_time):
        roster = clash(roster, _next(roster, rest))
    return _lecturers(_twice(roster, _next(roster, rest)))


def _next(roster: Hostile, rest: Iterator[int]) -> int:
    """A row that is good as yet."""
    bad = {one.row for one in roster.wrong if one.lecture}
    return next(n for n in rest if n not in bad)


def _told(roster: Hostile, kind: str, row: int, *codes: str, lecture: bool = True) -> Hostile:
    return replace(roster, wrong=(*roster.wrong, *(
        Wrong(kind, lecture, row, code) for code in codes)))


def _merged_into_nothing(roster: Hostile, rest: Iterator[int]) -> Hostile:
    return _merged(roster, next(rest), "merged into no lecture", "K999X")


def _merged_into_itself(roster: Hostile, rest: Iterator[int]) -> Hostile:
    n = next(rest)
    return _merged(roster, n, "merged into itself", roster.lectures[n][NUMBER])


def _merged(roster: Hostile, n: int, kind: str, into: str) -> Hostile:
    row = (*roster.lectures[n][:STATUS], "合并", into)
    return _told(replaced(roster, n, row), kind, n, "roster-merge-unknown")


def _wide(roster: Hostile, rest: Iterator[int]) -> Hostile:
    n = next(rest)
    return _told(replaced(roster, n, (*roster.lectures[n], "多")), "a value too many", n,
                 "table-width")


def _short(roster: Hostile, rest: Iterator[int]) -> Hostile:
    n = next(rest)
    return _told(replaced(roster, n, roster.lectures[n][:HALL]), "half a row", n, "table-width")


def _formula(roster: Hostile, rest: Iterator[int]) -> Hostile:
    n = next(rest)
    return _told(replaced(roster, n, with_cell(roster.lectures[n], CONTACT, "\0=A1&B1")),
                 "a formula without a value", n, "workbook-formula")


def _error(roster: Hostile, rest: Iterator[int]) -> Hostile:
    n = next(rest)
    return _told(replaced(roster, n, with_cell(roster.lectures[n], CONTACT, "\0#N/A")),
                 "a formula that failed", n, "workbook-error")


def _joined(roster: Hostile, rest: Iterator[int]) -> Hostile:
    """The row below has its hall in the cell of this one."""
    bad = {one.row for one in roster.wrong if one.lecture}
    n = next(n for n in rest if {n, n + 1} & bad == set()
             and n + 1 < len(roster.lectures) and not roster.lectures[n + 1][STATUS])
    roster = replaced(roster, n + 1, with_cell(roster.lectures[n + 1], HALL, ""))
    roster = _told(roster, "cells that are joined", n, "workbook-merged")
    return replace(_told(roster, "cells that are joined", n + 1, "roster-cell-empty"),
                   joined=(*roster.joined, n))


def _added(roster: Hostile, row: tuple[str, ...], kind: str, code: str) -> Hostile:
    roster = replace(roster, lectures=(*roster.lectures, row))
    return _told(roster, kind, len(roster.lectures) - 1, code)


def _again(roster: Hostile, n: int, **cells: str) -> tuple[str, ...]:
    """A lecture more, of which all but its number and some cells are as those of another."""
    row = with_cell(roster.lectures[n], NUMBER, f"X{n}")
    for name, value in cells.items():
        row = with_cell(row, {"time": TIME, "hall": HALL, "site": SITE, "lecturer": LECTURER}[
            name], value)
    return row


def _busy_lecturer(roster: Hostile, n: int) -> Hostile:
    return _added(roster, _again(roster, n, time="10:00-11:00", hall="别的会场"),
                  "a lecturer in two places", "clash-lecturer")


def _busy_hall(roster: Hostile, n: int) -> Hostile:
    return _added(roster, _again(roster, n, time="10:00-11:00", lecturer="G51"),
                  "two lectures in a hall", "clash-hall")


def _no_time(roster: Hostile, n: int) -> Hostile:
    return _added(roster, _again(roster, n, time="10:40-11:40", hall="远处的会场", site="远厂"),
                  "no time for the way", "clash-travel")


def _twice(roster: Hostile, n: int) -> Hostile:
    """The number of a good row further up."""
    bad = {one.row for one in roster.wrong if one.lecture}
    first = next(m for m in range(len(roster.lectures)) if m not in bad and m != n)
    first, n = sorted((first, n))
    return _told(replaced(roster, n, with_cell(
        roster.lectures[n], NUMBER, roster.lectures[first][NUMBER])), "a number used twice", n,
        "roster-number-twice")


def _lecturers(roster: Hostile) -> Hostile:
    more = (("somebody without a name", ("G61", "", "", "", "", ""), "roster-cell-empty"),
            ("a number of two people", ("G01", "张三丰", "", "", "", ""), "roster-number-twice"),
            ("a number with a blank", ("G 6", "李四光", "", "", "", ""), "roster-number-form"))
    for kind, row, code in more:
        roster = replace(roster, lecturers=(*roster.lecturers, row))
        roster = _told(roster, kind, len(roster.lecturers) - 1, code, lecture=False)
    return roster

