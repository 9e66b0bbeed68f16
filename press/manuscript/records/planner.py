"""The period of a study planner, its holidays, and what is planned for its days."""

from __future__ import annotations

import datetime as dt

from press.config.planner_model import PlannerConfig
from press.dataclass import dataclass
from press.manuscript.records.reader import DAY, Reader
from press.tables.columns import Column

LONGEST = 731
"""Days: two years, which make more than 800 pages."""
EARLIEST, LATEST = 1901, 2088
"""Years for which the Chinese calendar is known for certain."""
OFF, WORK, FEAST = "休", "班", "节"
_HOLIDAYS = (
    Column("date", "日期", DAY, required=True), Column("name", "名称"),
    Column("kind", "类型", required=True, allowed=(OFF, WORK, FEAST)))
_PLAN = (Column("date", "日期", DAY, required=True), Column("what", "内容", required=True))


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day that the calendar marks."""

    date: dt.date
    name: str
    kind: str
    """休, 班 or 节."""


@dataclass(frozen=True, slots=True)
class Planner:
    """A study planner."""

    first: dt.date
    last: dt.date
    holidays: tuple[Holiday, ...]
    plan: tuple[tuple[dt.date, str], ...]
    """What is printed on which day."""
    months: bool
    weeks: bool
    days: bool
    lunar: bool


def read_planner(config: PlannerConfig, reader: Reader) -> Planner:
    """The period and its tables."""
    first, last = config.first, config.last
    if not all(EARLIEST <= day.year <= LATEST for day in (first, last)):
        reader.tell("planner-years", reader.asked(("planner", "first")), first=EARLIEST,
                    last=LATEST)
    elif last < first:
        reader.tell("planner-period", reader.asked(("planner", "last")), first=first, last=last)
    elif (last - first).days >= LONGEST:
        reader.tell("planner-long", reader.asked(("planner", "last")), limit=LONGEST,
                    days=(last - first).days + 1)
    if not (config.months or config.weeks or config.days):
        reader.tell("planner-nothing", reader.asked(("planner",)))
    rows = reader.rows("planner", "holidays", config.holidays, config.encoding, _HOLIDAYS)
    reader.once(rows, "date", "日期")
    holidays = [Holiday(day, row.text("name"), row.text("kind")) for row in rows
                if (day := row.day("date"))]
    if config.holidays and "holidays" not in reader.broken and first <= last:
        known = {holiday.date.year for holiday in holidays}
        for year in range(first.year, min(last.year, first.year + 3) + 1):
            if year not in known:
                reader.tell("planner-holidays", reader.asked(("planner", "holidays")), year=year)
    plan: list[tuple[dt.date, str]] = []
    for row in reader.rows("planner", "plan", config.plan, config.encoding, _PLAN):
        day = row.day("date")
        if day and first <= day <= last:
            plan.append((day, row.text("what")))
        elif day:
            reader.tell("planner-outside", row.at("date"), date=day, first=first, last=last)
    return Planner(first, last, tuple(holidays), tuple(plan), config.months, config.weeks,
                   config.days, config.lunar)
