"""Days in the Chinese calendar: weeks from Monday, the lunar date, solar terms.

Lunar dates and solar terms are those of lunar_python, which computes them by GB/T 33661-2017
(农历的编算和颁行).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from press.manuscript.records.planner import EARLIEST, LATEST


def monday(day: dt.date) -> dt.date:
    """Of its week."""
    return day - dt.timedelta(days=day.weekday())


def days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Every day from ``first`` to ``last``."""
    for number in range((last - first).days + 1):
        yield first + dt.timedelta(days=number)


def months(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """The first day of every month that has days of the period."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = next_month(month)


def next_month(month: dt.date) -> dt.date:
    """The first day of the month after it."""
    return (month.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def lunar_day(day: dt.date) -> tuple[str, str]:
    """A day in the Chinese calendar: what a calendar prints below the date, and the whole of it.

    The first is the solar term or the feast of the day, else 廿二; the first day of a month has
    the name of the month. The second is 五月廿二. Both are empty outside the known years.
    """
    if not EARLIEST <= day.year <= LATEST:
        return "", ""
    lunar = _lunar(day)
    month, date = f"{lunar.getMonthInChinese()}月", str(lunar.getDayInChinese())
    feasts = [name for name in lunar.getFestivals() if len(name) <= 3]
    short = lunar.getJieQi() or (feasts[0] if feasts else "") or (
        month if lunar.getDay() == 1 else date)
    return short, month + date


def lunar_year(day: dt.date) -> str:
    """辛丑年; empty outside the known years."""
    if not EARLIEST <= day.year <= LATEST:
        return ""
    return f"{_lunar(day).getYearInGanZhi()}年"


def _lunar(day: dt.date) -> Any:
    """The day as the library has it; only planners need it."""
    from lunar_python import Solar

    return Solar.fromYmd(day.year, day.month, day.day).getLunar()
