"""A course on site: a day's timetable, stations on a plan, tasks, what to bring."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from press.config.record_models import CourseConfig
from press.dataclass import dataclass
from press.manuscript.pictures import Pictures
from press.manuscript.records.reader import NUMBER, TIME, Reader
from press.tables.columns import Column, Record
from press.values import Asset

_TIMETABLE = (
    Column("start", "开始", TIME, required=True), Column("end", "结束", TIME, required=True),
    Column("what", "内容", required=True), Column("station", "站", NUMBER),
    Column("place", "地点"), Column("who", "负责"))
_STATIONS = (
    Column("number", "站", NUMBER, required=True), Column("name", "名称", required=True),
    Column("x", "横", NUMBER), Column("y", "纵", NUMBER), Column("look", "看什么"),
    Column("minutes", "停留", NUMBER))
_TASKS = (
    Column("station", "站", NUMBER, required=True), Column("task", "任务", required=True),
    Column("lines", "行", NUMBER))
_KIT = (
    Column("group", "类别"), Column("item", "物品", required=True), Column("count", "数量"),
    Column("remark", "说明"))
MOST_LINES = 40
"""To write on, below a task."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A line of the timetable."""

    start: dt.time
    end: dt.time
    what: str
    station: int
    """Its number; 0 for none."""
    place: str
    who: str


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do at a station."""

    text: str
    lines: int
    """To write on."""


@dataclass(frozen=True, slots=True)
class Station:
    """A place on the way."""

    number: int
    name: str
    x: int
    """Per cent from the left of the plan."""
    y: int
    """Per cent from its head."""
    look: str
    """What to look at."""
    minutes: int
    """How long one stays; 0 where it is not said."""
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """Something to bring."""

    group: str
    name: str
    count: str
    remark: str


@dataclass(frozen=True, slots=True)
class Course:
    """A course on site."""

    timetable: tuple[Slot, ...]
    stations: tuple[Station, ...]
    plan: Asset | None
    kit: tuple[Item, ...]


def read_course(config: CourseConfig, reader: Reader, pictures: Pictures) -> Course:
    """The four tables and the plan."""
    def rows(key: str, name: str, columns: tuple[Column, ...]) -> tuple[Record, ...]:
        return reader.rows("course", key, name, config.encoding, columns)

    stops = rows("stations", config.stations, _STATIONS)
    reader.once(stops, "number", "站")
    numbers = [str(row.number("number")) for row in stops]
    for row in stops:
        for key, name in (("x", "横"), ("y", "纵")):
            if row.number(key) > 100:
                reader.tell("record-per-cent", row.at(key), column=name, value=row.number(key))
    tasks: dict[int, list[Task]] = defaultdict(list)
    for row in rows("tasks", config.tasks, _TASKS):
        if reader.known(row, "station", "站", str(row.number("station")), numbers,
                        "stations"):
            given = row.values.get("lines")
            tasks[row.number("station")].append(Task(
                row.text("task"), 3 if given is None else min(row.number("lines"), MOST_LINES)))
    plan = None
    if config.plan:
        plan, found = pictures.read(config.plan, reader.asked(("course", "plan")))
        reader.problems += found
    return Course(
        _timetable(rows("timetable", config.timetable, _TIMETABLE), reader, numbers),
        tuple(Station(row.number("number"), row.text("name"), row.number("x"), row.number("y"),
                      row.text("look"), row.number("minutes"),
                      tuple(tasks[row.number("number")])) for row in stops),
        plan,
        tuple(Item(row.text("group"), row.text("item"), row.text("count"), row.text("remark"))
              for row in rows("kit", config.kit, _KIT)))


def _timetable(rows: tuple[Record, ...], reader: Reader,
               stations: list[str]) -> tuple[Slot, ...]:
    """In order; what ends before it begins, or begins before the last has ended, is told."""
    slots: list[Slot] = []
    for row in rows:
        start, end = row.time("start"), row.time("end")
        if start is None or end is None:
            continue
        if row.number("station"):
            reader.known(row, "station", "站", str(row.number("station")), stations,
                         "stations")
        if end <= start:
            reader.tell("record-times", row.at("end"), start=f"{start:%-H:%M}",
                        end=f"{end:%-H:%M}")
        elif slots and start < slots[-1].end:
            reader.tell("record-overlap", row.at("start"), start=f"{start:%-H:%M}",
                        before=slots[-1].what, end=f"{slots[-1].end:%-H:%M}")
        slots.append(Slot(start, end, row.text("what"), row.number("station"),
                          row.text("place"), row.text("who")))
    return tuple(slots)
