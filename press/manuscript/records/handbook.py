"""A training class: its people, programme, groups and seats."""

from __future__ import annotations

import datetime as dt
import re

from press.config.roster_models import HandbookConfig
from press.dataclass import dataclass
from press.manuscript.records.reader import DAY, TIME, Reader
from press.tables.columns import Column, Record
from press.tables.phones import shown_phone

_PEOPLE = (
    Column("number", "编号", required=True), Column("name", "姓名", required=True),
    Column("unit", "单位"), Column("post", "职务"), Column("group", "组"),
    Column("phone", "电话"), Column("seat", "座位"))
_PROGRAMME = (
    Column("date", "日期", DAY, required=True), Column("start", "开始", TIME, required=True),
    Column("end", "结束", TIME), Column("what", "内容", required=True),
    Column("place", "地点"), Column("speaker", "主讲"))
_GROUPS = (
    Column("group", "组", required=True), Column("head", "组长"), Column("contact", "联络员"),
    Column("place", "地点"))
_SEAT = re.compile(r"(\d{1,2})\s*(?:排|[-－—])\s*(\d{1,2})\s*[座号]?$")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the class."""

    number: str
    name: str
    unit: str
    post: str
    group: str
    phone: str
    """As it is printed."""
    seat: tuple[int, int] | None
    """Row and place in it, from 1."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A line of the programme."""

    date: dt.date
    start: dt.time
    end: dt.time | None
    what: str
    place: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the class."""

    name: str
    head: str
    contact: str
    place: str


@dataclass(frozen=True, slots=True)
class Handbook:
    """A training class."""

    people: tuple[Person, ...]
    programme: tuple[Lesson, ...]
    groups: tuple[Group, ...]
    rows: int
    columns: int
    aisles: tuple[int, ...]


def read_handbook(config: HandbookConfig, reader: Reader) -> Handbook:
    """The three tables; seats that nobody can sit on are errors."""
    def rows(key: str, name: str, columns: tuple[Column, ...]) -> tuple[Record, ...]:
        return reader.rows("handbook", key, name, config.encoding, columns)

    people = rows("people", config.people, _PEOPLE)
    groups = rows("groups", config.groups, _GROUPS)
    reader.once(people, "number", "编号")
    reader.once(groups, "group", "组")
    names = [row.text("group") for row in groups]
    for row in people:
        if config.groups and row.text("group"):
            reader.known(row, "group", "组", row.text("group"), names, "groups")
    for row in groups:
        for key, column in (("head", "组长"), ("contact", "联络员")):
            if row.text(key):
                reader.known(row, key, column, row.text(key),
                             (p.text("name") for p in people
                              if p.text("group") == row.text("group")), "people")
    seats = _seats(config, reader, people)
    return Handbook(
        tuple(Person(row.text("number"), row.text("name"), row.text("unit"), row.text("post"),
                     row.text("group"), shown_phone(row.text("phone"), config.phones), seat)
              for row, seat in zip(people, seats, strict=True)),
        tuple(sorted((lesson for row in rows("programme", config.programme, _PROGRAMME)
                      if (lesson := _lesson(row, reader))), key=lambda n: (n.date, n.start))),
        tuple(Group(row.text("group"), row.text("head"), row.text("contact"), row.text("place"))
              for row in groups),
        config.rows, config.columns, config.aisles)


def _lesson(row: Record, reader: Reader) -> Lesson | None:
    day, start, end = row.day("date"), row.time("start"), row.time("end")
    if day is None or start is None:
        return None
    if end is not None and end <= start:
        reader.tell("record-times", row.at("end"), start=f"{start:%-H:%M}", end=f"{end:%-H:%M}")
    return Lesson(day, start, end, row.text("what"), row.text("place"), row.text("speaker"))


def _seats(config: HandbookConfig, reader: Reader,
           people: tuple[Record, ...]) -> list[tuple[int, int] | None]:
    """Of each person; in the order of the table where no row names a seat."""
    total = config.rows * config.columns
    if not total:
        return [None] * len(people)
    if len(people) > total:
        reader.tell("handbook-seats", reader.asked(("handbook", "rows")), people=len(people),
                    seats=total)
        return [None] * len(people)
    if not any(row.text("seat") for row in people):
        return [(n // config.columns + 1, n % config.columns + 1) for n in range(len(people))]
    seats: list[tuple[int, int] | None] = []
    taken: dict[tuple[int, int], int] = {}
    for row in people:
        match = _SEAT.match(row.text("seat"))
        seat = (int(match[1]), int(match[2])) if match else None
        if row.text("seat") and (seat is None or not (
                1 <= seat[0] <= config.rows and 1 <= seat[1] <= config.columns)):
            reader.tell("handbook-seat", row.at("seat"), seat=row.text("seat")[:20],
                        rows=config.rows, columns=config.columns)
        elif seat in taken:
            reader.tell("record-twice", row.at("seat"), column="座位", value=row.text("seat"),
                        first=taken[seat])
        if seat:
            taken.setdefault(seat, row.place.line or 0)
        seats.append(seat)
    return seats
