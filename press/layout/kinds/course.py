"""A course booklet: the day, the plan with its stations, a page for each, what to bring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from press.dataclass import replace
from press.layout.figures import Printed
from press.layout.kinds.extra import Desk, Extra, clock, span
from press.layout.record_context import (
    CourseView,
    KitGroupView,
    KitItemView,
    SlotView,
    StationView,
    TaskView,
)
from press.manuscript.records.course import Course, Slot, Station

MM = 72 / 25.4
HEAD, ENTRY = 4, 1.2
"""Lines of the grid that the title of the plan takes, and one station in its legend."""
LEAST = 0.4
"""Of the text block: what the plan gets even where its legend then goes over the page."""


def course_day(desk: Desk) -> Iterator[Extra]:
    """The timetable."""
    if desk.book.records.course:
        yield Extra("course-day", "course-day", desk.labels["course_day"], _view(desk))


def course_plan(desk: Desk) -> Iterator[Extra]:
    """The plan and its legend."""
    course = desk.book.records.course
    if course and course.plan:
        view = _view(desk)
        yield Extra("course-plan", "course-plan", desk.labels["course_plan"], view,
                    assets=(course.plan,),
                    printed=(Printed(course.plan.name, view.plan_width * MM, None),))


def course_stations(desk: Desk) -> Iterator[Extra]:
    """One part a station."""
    if desk.book.records.course:
        view = _view(desk)
        for station in view.stations:
            yield Extra(f"course-station/{station.number}", station.anchor,
                        desk.labels["station"].format(number=station.number, name=station.name),
                        replace(view, station=station))


def course_kit(desk: Desk) -> Iterator[Extra]:
    """What to bring."""
    course = desk.book.records.course
    if course and course.kit:
        yield Extra("course-kit", "course-kit", desk.labels["course_kit"], _view(desk))


def _view(desk: Desk) -> CourseView:
    course = desk.book.records.course
    assert course is not None
    names = {s.number: s.name for s in course.stations}
    width, height = _plan_size(course, desk)
    groups = dict.fromkeys(item.group for item in course.kit)
    return CourseView(
        tuple(_slot(s, names) for s in course.timetable),
        tuple(_station(s, course) for s in course.stations), None,
        f"press-asset:{course.plan.name}" if course.plan else "", width, height,
        tuple(KitGroupView(name, tuple(
            KitItemView(i.name, i.count, i.remark) for i in course.kit if i.group == name))
              for name in groups))


def _plan_size(course: Course, desk: Desk) -> tuple[float, float]:
    """As wide as the text block, unless it would be too high."""
    if course.plan is None or course.plan.width <= 0:
        return 0.0, 0.0
    ratio = course.plan.height / course.plan.width
    lines = desk.page.lines
    most = max(lines - HEAD - ENTRY * len(course.stations), LEAST * lines) * desk.page.pitch / MM
    width = min(desk.width, most / ratio)
    return round(width, 2), round(width * ratio, 2)


def _slot(slot: Slot, names: dict[int, str]) -> SlotView:
    day = dt.date(2000, 1, 1)
    took = dt.datetime.combine(day, slot.end) - dt.datetime.combine(day, slot.start)
    return SlotView(clock(slot.start), clock(slot.end), slot.what, slot.station,
                    slot.place or names.get(slot.station, ""), slot.who,
                    int(took.total_seconds() // 60))


def _station(station: Station, course: Course) -> StationView:
    slot = next((s for s in course.timetable if s.station == station.number), None)
    return StationView(
        station.number, f"station-{station.number}", station.name, station.x, station.y,
        station.look, station.minutes, span(slot.start, slot.end) if slot else "",
        tuple(TaskView(t.text, t.lines) for t in station.tasks))
