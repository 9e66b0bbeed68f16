"""What cannot be: one lecturer in two places, two lectures in one hall, no time for the way."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from itertools import pairwise

from press.roster.records import Lecture, Roster
from press.values import Problem, problem

Ways = Mapping[frozenset[str], int]
"""Two sites → minutes between them."""


def clashes(roster: Roster, travel: int, ways: Ways | None = None) -> tuple[Problem, ...]:
    """Every clash of two lectures that take place, told at the later row of the two.

    ``travel``: minutes from one site to another where ``ways`` does not know better; within a
    site there is no way.
    """
    return (*_same(roster.given, "clash-lecturer", lambda one: one.lecturer,
                   lambda one: roster.lecturer(one.lecturer).name),
            *_same(roster.given, "clash-hall", lambda one: (one.site, one.hall),
                   lambda one: one.hall),
            *_ways(roster, travel, ways or {}))


def _same(lectures: Iterable[Lecture], code: str, key: Callable[[Lecture], Hashable],
          name: Callable[[Lecture], str]) -> Iterator[Problem]:
    """Lectures that share something and overlap in time."""
    groups: defaultdict[Hashable, list[Lecture]] = defaultdict(list)
    for lecture in lectures:
        groups[key(lecture), lecture.date].append(lecture)
    for group in groups.values():
        for index, first in enumerate(group):
            for other in group[index + 1:]:
                if other.start < first.end:
                    late, early = _later(first, other)
                    yield problem(code, late.place, number=late.number, other=early.number,
                                  name=name(late), date=late.date, line=early.place.line or 0)


def _later(one: Lecture, other: Lecture) -> tuple[Lecture, Lecture]:
    """The one that stands further down in the table, then the other."""
    down = (one.place.line or 0) > (other.place.line or 0)
    return (one, other) if down else (other, one)


def _ways(roster: Roster, travel: int, ways: Ways) -> Iterator[Problem]:
    """Lectures of one lecturer that follow each other too soon for the way between them."""
    days: defaultdict[tuple[str, dt.date], list[Lecture]] = defaultdict(list)
    for lecture in roster.given:
        days[lecture.lecturer, lecture.date].append(lecture)
    for group in days.values():
        for first, then in pairwise(group):
            gap = _minutes(then.start) - _minutes(first.end)
            need = 0 if first.site == then.site else ways.get(
                frozenset((first.site, then.site)), travel)
            if 0 <= gap < need:
                yield problem(
                    "clash-travel", then.place, number=then.number, other=first.number,
                    name=roster.lecturer(then.lecturer).name, gap=gap, need=need,
                    origin=first.site, target=then.site, date=then.date)


def _minutes(clock: dt.time) -> int:
    return clock.hour * 60 + clock.minute
