"""Rows → ``Roster``. Every bad row is told with its line, all at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from press.roster.cells import MOST_COPIES, date_of, good_number, good_phone, times_of, whole_number
from press.roster.columns import WANTED
from press.roster.records import Lecture, Lecturer, Roster, Status
from press.roster.tables import Entries, Entry, read_entries
from press.values import Problem, problem

STATUS: Final[dict[str, Status]] = {
    "": "", "正常": "", "取消": "cancelled", "合并": "merged", "并场": "merged",
    "cancelled": "cancelled", "canceled": "cancelled", "merged": "merged"}

Outcome = tuple[Roster | None, tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class RosterFiles:
    """Where the tables of a book lie, from its folder, and how they are read."""

    lecturers: str = "rosters/lecturers.csv"
    lectures: str = "rosters/lectures.csv"
    encoding: str = "utf-8"
    minutes: int = 90
    """How long a lecture takes for which no end is given."""


def read_roster(root: Path, files: RosterFiles, topics: Collection[str] | None = None) -> Outcome:
    """The roster in the book's folder ``root``; None where a row has an error.

    ``topics``: those that there is a handout for; None: any will do.
    """
    people, problems = read_entries(root, files.lecturers, "lecturers", files.encoding)
    table, found = read_entries(root, files.lectures, "lectures", files.encoding)
    problems += found
    lecturers: list[Lecturer] = []
    lectures: list[Lecture] = []
    if people.whole:
        problems += tuple(_lecturers(people, lecturers))
    if table.whole and people.whole:
        problems += tuple(_lectures(table, people, lecturers, topics, files.minutes, lectures))
        given = {one.lecturer for one in lectures}
        good = not any(p.severity == "error" for p in problems)
        problems += tuple(problem("roster-lecturer-idle", one.place, name=one.name)
                          for one in lecturers if good and one.number not in given)
    if any(p.severity == "error" for p in problems):
        return None, problems
    return Roster(tuple(lecturers), tuple(lectures)), problems


def _lecturers(people: Entries, out: list[Lecturer]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for row in people.rows:
        found = [*_empty(row, people, "lecturers"), *_number(row, seen)]
        phone = row.get("phone")
        if phone and not good_phone(phone):
            found.append(problem("roster-phone", row.place, value=phone))
        yield from found
        if not any(p.severity == "error" for p in found):
            out.append(Lecturer(row.get("number"), row.get("name"), row.get("unit"),
                                row.get("post"), phone, row.get("remarks"), row.place))


def _lectures(table: Entries, people: Entries, lecturers: Sequence[Lecturer],
              topics: Collection[str] | None, minutes: int,
              out: list[Lecture]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    everybody = {row.get("number") for row in people.rows}
    numbers = {row.get("number") for row in table.rows}
    for row in table.rows:
        found = [*_empty(row, table, "lectures"), *_number(row, seen)]
        whole = not found

        def wrong(code: str, field: str, row: Entry = row, found: list[Problem] = found,
                  **args: str | int) -> None:
            if row.get(field):  # that it is empty has been said
                found.append(problem(code, row.place, page=None, value=row.get(field), **args))

        date = date_of(row.get("date"))
        if date is None:
            wrong("roster-date", "date")
        times = times_of(row.get("time"), minutes)
        if times is None:
            wrong("roster-time", "time")
        copies = whole_number(row.get("copies"))
        if copies is None:
            wrong("roster-copies", "copies", most=MOST_COPIES)
        lecturer = _lecturer(row.get("lecturer"), lecturers, everybody, wrong)
        if topics is not None and row.get("topic") not in topics:
            wrong("roster-topic-unknown", "topic", known="、".join(topics) or "—")
        status = STATUS.get(row.get("status"))
        if status is None:
            wrong("roster-status", "status")
        if row.get("phone") and not good_phone(row.get("phone")):
            wrong("roster-phone", "phone")
        into = row.get("into")
        if status == "merged" and (into not in numbers or into == row.get("number")):
            found.append(problem("roster-merge-unknown", row.place, value=into or "—"))
        yield from found
        if (whole and date and times and copies is not None and lecturer and status is not None
                and not any(p.severity == "error" for p in found)):
            out.append(Lecture(
                row.get("number"), row.get("topic"), lecturer, date, *times, row.get("hall"),
                copies, row.get("site") or row.get("hall"), row.get("audience"), row.get("host"),
                row.get("contact"), row.get("phone"), row.get("remarks"), status,
                into if status == "merged" else "", row.place))


def _lecturer(value: str, lecturers: Sequence[Lecturer], everybody: Collection[str],
              wrong: Callable[..., None]) -> str:
    """The number of the lecturer who is named by number or by name."""
    if value in everybody:  # also one whose own row is bad: that has been said there
        return value
    named = [one.number for one in lecturers if one.name == value]
    if len(named) > 1:
        wrong("roster-lecturer-ambiguous", "lecturer", numbers="、".join(named))
    elif not named:
        wrong("roster-lecturer-unknown", "lecturer")
    return named[0] if len(named) == 1 else ""


def _empty(row: Entry, table: Entries, kind: str) -> Iterator[Problem]:
    for field in WANTED[kind]:
        if not row.get(field):
            yield problem("roster-cell-empty", row.place, column=table.names[field])


def _number(row: Entry, seen: dict[str, int]) -> Iterator[Problem]:
    number = row.get("number")
    if not number:
        return
    if not good_number(number):
        yield problem("roster-number-form", row.place, value=number)
    elif number in seen:
        yield problem("roster-number-twice", row.place, number=number, line=seen[number])
    else:
        seen[number] = row.place.line or 0
