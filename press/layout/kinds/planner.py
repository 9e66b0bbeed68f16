"""A study planner: one part a month, in which weeks and days follow each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from press.dataclass import replace
from press.layout.kinds.calendar import days, lunar_day, lunar_year, monday, months, next_month
from press.layout.kinds.extra import Desk, Extra
from press.layout.record_context import (
    DayView,
    MonthView,
    PeriodView,
    PlannerPageView,
    WeekView,
)
from press.manuscript.records.planner import FEAST, WORK, Planner
from press.values import OutlineEntry


def planner_period(desk: Desk) -> Iterator[Extra]:
    """All months of the period at a glance."""
    planner = desk.book.records.planner
    if planner and planner.months:
        calendar = _Calendar(planner, desk.labels)
        yield Extra("planner-period", "planner-period", desk.labels["planner_period"],
                    PeriodView(tuple(calendar.month(m) for m in months(
                        planner.first, planner.last)), calendar.marked()))


def planner_months(desk: Desk) -> Iterator[Extra]:
    """The parts of every month: its calendar, then a part a week, so that what changes in one
    leaves the others as they are."""
    planner = desk.book.records.planner
    if planner is None:
        return
    calendar = _Calendar(planner, desk.labels)
    for month in months(planner.first, planner.last):
        view = calendar.month(month)
        for number, piece in enumerate(_pieces(view)):
            week = piece.pages[0].week if piece.pages else None
            lines = [OutlineEntry(1, view.title, piece.anchor)] if number == 0 else []
            lines += [OutlineEntry(2, week.title, week.anchor)] if week else []
            yield Extra(f"planner-month/{piece.anchor}", piece.anchor, view.title, piece,
                        lines=tuple(lines))


def _pieces(view: MonthView) -> Iterator[MonthView]:
    """A month divided: what stands before its first week page, then week by week."""
    groups: list[list[PlannerPageView]] = [[]]
    for page in view.pages:
        if page.week is not None and (groups[-1] or view.calendar):
            groups.append([])
        groups[-1].append(page)
    for number, pages in enumerate(groups):
        yield replace(view, anchor=f"{view.anchor}-{number}" if number else view.anchor,
                      pages=tuple(pages), calendar=view.calendar and number == 0,
                      sums_up=view.calendar and number == len(groups) - 1)


class _Calendar:
    """The days of a planner, each looked up once."""

    def __init__(self, planner: Planner, labels: Mapping[str, str]) -> None:
        self._planner, self._labels = planner, labels
        self._holidays = {h.date: h for h in planner.holidays}
        self._weekdays = labels["weekdays"].split()
        self._plan: dict[dt.date, list[str]] = {}
        for day, what in planner.plan:
            self._plan.setdefault(day, []).append(what)

    def marked(self) -> tuple[DayView, ...]:
        """The days of the period that are more than others."""
        found = (self._day(day, None) for day in sorted({*self._holidays, *self._plan}))
        return tuple(day for day in found if day.inside)

    def month(self, month: dt.date) -> MonthView:
        """A month: its calendar, and its pages in order."""
        planner = self._planner
        last = next_month(month) - dt.timedelta(days=1)
        first_week, last_week = monday(month), monday(last)
        rows = tuple(tuple(self._day(day, month) for day in days(start, start + _SIX))
                     for start in days(first_week, last_week) if start.weekday() == 0)
        pages: list[PlannerPageView] = []
        for day in days(max(month, planner.first), min(last, planner.last)):
            if planner.weeks and (day.weekday() == 0 or day == planner.first):
                pages.append(PlannerPageView(self._week(day), None))
            if planner.days:
                pages.append(PlannerPageView(None, self._day(day, month)))
        return MonthView(
            f"month-{month:%Y-%m}", self._labels["month"].format(year=month.year,
                                                                 month=month.month),
            month.year, month.month, lunar_year(last) if planner.lunar else "",
            tuple(self._weekdays), rows, tuple(pages), planner.months, planner.months)

    def _week(self, day: dt.date) -> WeekView:
        start = monday(day)
        number = (start - monday(self._planner.first)).days // 7 + 1
        return WeekView(
            f"week-{start:%Y-%m-%d}", number, self._labels["week"].format(number=number),
            tuple(self._day(d, None) for d in days(start, start + _SIX)))

    def _day(self, day: dt.date, month: dt.date | None) -> DayView:
        planner, holiday = self._planner, self._holidays.get(day)
        short, full = lunar_day(day) if planner.lunar else ("", "")
        kind = holiday.kind if holiday else ""
        inside = planner.first <= day <= planner.last and (
            month is None or (day.year, day.month) == (month.year, month.month))
        return DayView(
            f"day-{day:%Y-%m-%d}", day.year, day.month, day.day, self._weekdays[day.weekday()],
            inside, (day.weekday() >= 5 and kind != WORK) or kind not in ("", WORK, FEAST),
            kind if kind != FEAST else "", holiday.name if holiday else "", short, full,
            tuple(self._plan.get(day, ())) if inside else ())


_SIX = dt.timedelta(days=6)
