"""Days in the Chinese calendar: weeks from Monday, the lunar date, solar terms.

Lunar dates and solar terms are those of Borax, from the tables of the Hong Kong Observatory. Up
to 2088 the lunar dates are those that GB/T 33661-2017 (农历的编算和颁行) gives; a solar term that
falls within seconds of midnight, as in 1979, can be a day away from other calendars.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from press.manuscript.records.planner import EARLIEST, LATEST

FEASTS = {(1, 1): "春节", (1, 15): "元宵节", (2, 2): "龙抬头", (5, 5): "端午节", (7, 7): "七夕节",
          (8, 15): "中秋节", (9, 9): "重阳节", (12, 8): "腊八节"}
"""(Month, day) of the Chinese year → what a calendar prints there."""


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
    leap = "闰" if lunar.leap else ""
    month, date = f"{leap}{lunar.cn_month}月", str(lunar.cn_day)
    short = lunar.term or _feast(lunar) or (month if lunar.day == 1 else date)
    return short, month + date


def lunar_year(day: dt.date) -> str:
    """辛丑年; empty outside the known years."""
    if not EARLIEST <= day.year <= LATEST:
        return ""
    return f"{_lunar(day).gz_year}年"


def _feast(lunar: Any) -> str:
    """The feast of a day; leap months have none, and the last day of a year is its eve."""
    if lunar.leap:
        return ""
    last = lunar.month == 12 and lunar.after(1).month == 1
    return "除夕" if last else FEASTS.get((lunar.month, lunar.day), "")


def _lunar(day: dt.date) -> Any:
    """The day as the library has it; only planners need it."""
    from borax.calendars.lunardate import LunarDate

    return LunarDate.from_solar(day)
