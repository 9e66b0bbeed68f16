"""Rows → ``Roster``. Every bad row is told with its line, all at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from press.dataclass import dataclass
from press.roster.columns import LECTURERS, lectures, read_columns
from press.roster.records import Lecture, Lecturer, Roster, Status
from press.tables.columns import Record, Table
from press.values import Problem, has_errors, problem

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
    roster, problems = read_rows(root, files, topics)
    return None if has_errors(problems) else roster, problems


def read_rows(root: Path, files: RosterFiles, topics: Collection[str] | None = None
              ) -> tuple[Roster, tuple[Problem, ...]]:
    """The rows without an error, of which more can be said; and all that is wrong."""
    people, problems = read_columns(root, files.lecturers, LECTURERS, files.encoding)
    table, found = read_columns(root, files.lectures, lectures(files.minutes), files.encoding)
    problems += found
    lecturers: list[Lecturer] = []
    given: list[Lecture] = []
    if people.whole:
        problems += tuple(_lecturers(people, lecturers))
    if table.whole and people.whole:
        problems += tuple(_lectures(table, people, lecturers, topics, given))
        busy = {one.lecturer for one in given}
        good = not has_errors(problems)
        problems += tuple(problem("roster-lecturer-idle", one.place, name=one.name)
                          for one in lecturers if good and one.number not in busy)
    known = {one.number for one in lecturers}
    return Roster(tuple(lecturers),
                  tuple(one for one in given if one.lecturer in known)), problems


def _lecturers(people: Table, out: list[Lecturer]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for row in people.records:
        found = [*row.faults, *_twice(row, seen)]
        yield from found
        if not has_errors(found):
            out.append(Lecturer(row.text("number"), row.text("name"), row.text("unit"),
                                row.text("post"), row.text("phone"), row.text("remarks"),
                                row.place))


def _lectures(table: Table, people: Table, lecturers: Sequence[Lecturer],
              topics: Collection[str] | None, out: list[Lecture]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    everybody = {row.written("number") for row in people.records}
    numbers = {row.written("number") for row in table.records}
    for row in table.records:
        found = [*row.faults, *_twice(row, seen)]

        def wrong(code: str, field: str, row: Record = row, found: list[Problem] = found,
                  **args: str) -> None:
            if row.written(field):  # that it is empty has been said
                found.append(problem(code, row.place, page=None, value=row.written(field), **args))

        lecturer = _lecturer(row.written("lecturer"), lecturers, everybody, wrong)
        if topics is not None and row.written("topic") not in topics:
            wrong("roster-topic-unknown", "topic", known="、".join(topics) or "—")
        status: Status = row.values.get("status", "")  # type: ignore[assignment]
        into = row.text("into")
        if status == "merged" and (into not in numbers or into == row.written("number")):
            found.append(problem("roster-merge-unknown", row.place, value=into or "—"))
        yield from found
        if not has_errors(found):
            out.append(_lecture(row, lecturer, status))


def _lecture(row: Record, lecturer: str, status: Status) -> Lecture:
    """A row without a fault."""
    date, times = row.day("date"), row.values["time"]
    assert date is not None and isinstance(times, tuple)
    start, end = times
    assert isinstance(start, dt.time) and isinstance(end, dt.time)
    return Lecture(
        row.text("number"), row.text("topic"), lecturer, date, start, end, row.text("hall"),
        row.number("copies"), row.text("site") or row.text("hall"), row.text("audience"),
        row.text("host"), row.text("contact"), row.text("phone"), row.text("remarks"), status,
        row.text("into") if status == "merged" else "", row.place)


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


def _twice(row: Record, seen: dict[str, int]) -> Iterator[Problem]:
    number = row.text("number")
    if number and number in seen:
        yield problem("roster-number-twice", row.place, number=number, line=seen[number])
    elif number:
        seen[number] = row.place.line or 0
