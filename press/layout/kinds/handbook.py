"""A class handbook: programme, groups, roster, seating plan; and cards for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from press.dataclass import replace
from press.layout.kinds.extra import Desk, Extra, day_text, span, weekday
from press.layout.roster_context import (
    ClassGroupView,
    HandbookView,
    LessonDayView,
    LessonView,
    PersonView,
    SeatRowView,
)
from press.manuscript.records.handbook import Handbook, Person

BATCH = 10
"""Cards that are typeset together: a change of one leaves the others as they are."""


def programme(desk: Desk) -> Iterator[Extra]:
    """Day by day."""
    if (handbook := desk.book.records.handbook) and handbook.programme:
        yield _whole("programme", desk, handbook)


def groups(desk: Desk) -> Iterator[Extra]:
    """Group by group."""
    if (handbook := desk.book.records.handbook) and handbook.groups:
        yield _whole("groups", desk, handbook)


def roster(desk: Desk) -> Iterator[Extra]:
    """Everybody."""
    if handbook := desk.book.records.handbook:
        yield _whole("roster", desk, handbook)


def seating(desk: Desk) -> Iterator[Extra]:
    """Who sits where."""
    handbook = desk.book.records.handbook
    if handbook and any(person.seat for person in handbook.people):
        yield _whole("seating", desk, handbook)


def cards(desk: Desk) -> Iterator[Extra]:
    """A page for everybody, in batches."""
    handbook = desk.book.records.handbook
    if handbook is None:
        return
    view = _view(desk, handbook)
    for first in range(0, len(view.people), BATCH):
        number = first // BATCH + 1
        yield Extra(f"card/{number}", f"card-{number}", "", replace(
            view, people=view.people[first:first + BATCH], days=(), groups=(), seats=()),
            lines=())


def _whole(name: str, desk: Desk, handbook: Handbook) -> Extra:
    return Extra(f"handbook-{name}", f"handbook-{name}", desk.labels[f"handbook_{name}"],
                 _view(desk, handbook))


def _view(desk: Desk, handbook: Handbook) -> HandbookView:
    labels = desk.labels
    people = {person.number: _person(person, desk) for person in handbook.people}
    days = tuple(LessonDayView(
        day_text(day, labels), weekday(day, labels),
        tuple(LessonView(span(n.start, n.end), n.what, n.place, n.speaker) for n in lessons))
        for day, lessons in groupby(handbook.programme, key=lambda n: n.date))
    at = {person.seat: people[person.number] for person in handbook.people if person.seat}
    return HandbookView(
        tuple(people.values()), days,
        tuple(ClassGroupView(g.name, g.head, g.contact, g.place, tuple(
            people[p.number] for p in handbook.people if p.group == g.name))
            for g in handbook.groups),
        tuple(SeatRowView(row, tuple(at.get((row, place))
                                     for place in range(1, handbook.columns + 1)))
              for row in range(1, handbook.rows + 1)) if at else (),
        handbook.aisles, handbook.columns, any(p.phone for p in handbook.people))


def _person(person: Person, desk: Desk) -> PersonView:
    seat = desk.labels.get("seat", "{row}-{place}").format(
        row=person.seat[0], place=person.seat[1]) if person.seat else ""
    return PersonView(person.number, person.name, person.unit, person.post, person.group,
                      person.phone, seat)
