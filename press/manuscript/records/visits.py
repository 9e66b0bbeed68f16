"""Who visits whom, and when: nobody in two places at once, nobody left out unseen."""

from __future__ import annotations

import datetime as dt

from press.config.roster_models import VisitsConfig
from press.config.suggestions import listed
from press.dataclass import dataclass
from press.manuscript.records.reader import DAY, NAMES, TIME, Reader
from press.tables.columns import Column, Record
from press.tables.phones import shown_phone

_HOUSEHOLDS = (
    Column("number", "户", required=True), Column("name", "称呼", required=True),
    Column("address", "住址"), Column("phone", "电话"), Column("remark", "情况"))
_VOLUNTEERS = (
    Column("number", "编号", required=True), Column("name", "姓名", required=True),
    Column("branch", "支部", required=True), Column("phone", "电话"))
_VISITS = (
    Column("date", "日期", DAY, required=True), Column("time", "时间", TIME),
    Column("household", "户", required=True), Column("people", "人员", NAMES, required=True),
    Column("task", "事项"))


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Somebody who visits."""

    number: str
    name: str
    branch: str
    phone: str
    """As it is printed."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit."""

    date: dt.date
    time: dt.time | None
    household: str
    """Its number."""
    people: tuple[Volunteer, ...]
    task: str


@dataclass(frozen=True, slots=True)
class Household:
    """Somebody who is visited."""

    number: str
    name: str
    address: str
    phone: str
    """As it is printed."""
    remark: str


@dataclass(frozen=True, slots=True)
class Visits:
    """The whole roster."""

    households: tuple[Household, ...]
    volunteers: tuple[Volunteer, ...]
    visits: tuple[Visit, ...]
    """By date and time."""


def read_visits(config: VisitsConfig, reader: Reader) -> Visits:
    """The three tables."""
    def rows(key: str, name: str, columns: tuple[Column, ...]) -> tuple[Record, ...]:
        return reader.rows("visits", key, name, config.encoding, columns)

    households = rows("households", config.households, _HOUSEHOLDS)
    volunteers = rows("volunteers", config.volunteers, _VOLUNTEERS)
    reader.once(households, "number", "户")
    reader.once(volunteers, "number", "编号")
    people = [Volunteer(row.text("number"), row.text("name"), row.text("branch"),
                        shown_phone(row.text("phone"), config.phones)) for row in volunteers]
    found = _visits(rows("visits", config.visits, _VISITS), reader, people,
                    [row.text("number") for row in households])
    if not reader.broken & {"households", "volunteers", "visits"}:
        _left_out(reader, config, households, people, found)
    return Visits(
        tuple(Household(row.text("number"), row.text("name"), row.text("address"),
                        shown_phone(row.text("phone"), config.phones), row.text("remark"))
              for row in households), tuple(people),
        tuple(sorted(found, key=lambda v: (v.date, v.time or dt.time()))))


def _visits(rows: tuple[Record, ...], reader: Reader, people: list[Volunteer],
            households: list[str]) -> list[Visit]:
    by_name: dict[str, list[Volunteer]] = {}
    for one in people:
        for key in dict.fromkeys((one.number, one.name)):
            by_name.setdefault(key, []).append(one)
    busy: dict[tuple[dt.date, dt.time | None, str], tuple[str, int]] = {}
    found: list[Visit] = []
    for row in rows:
        day, number = row.day("date"), row.text("household")
        if day is None:
            continue
        reader.known(row, "household", "户", number, households, "households")
        going: list[Volunteer] = []
        for name in row.names("people"):
            if not reader.known(row, "people", "人员", name, by_name, "volunteers"):
                continue
            if len(by_name[name]) > 1:
                reader.tell("visits-name", row.at("people"), name=name,
                            numbers=listed(one.number for one in by_name[name]))
            going.append(by_name[name][0])
        for one in going:
            spot = (day, row.time("time"), one.number)
            other, line = busy.setdefault(spot, (number, row.place.line or 0))
            if line != row.place.line:
                reader.tell("visits-clash", row.at("people"), name=one.name, date=day,
                            household=other, first=line)
        found.append(Visit(day, row.time("time"), number, tuple(going), row.text("task")))
    return found


def _left_out(reader: Reader, config: VisitsConfig, households: tuple[Record, ...],
              people: list[Volunteer], visits: list[Visit]) -> None:
    visited = {visit.household for visit in visits}
    for row in households:
        if row.text("number") not in visited:
            reader.tell("visits-none", row.place, name=row.text("name"))
    going = {one.number for visit in visits for one in visit.people}
    idle = [one.name for one in people if one.number not in going]
    if idle:
        reader.tell("visits-idle", reader.asked(("visits", "volunteers")), count=len(idle),
                    names=listed(idle), file=config.volunteers)
