"""Roster sheets: all visits at a glance, a sheet for every household, a table for every branch."""

from __future__ import annotations

from collections.abc import Iterator

from press.dataclass import replace
from press.layout.kinds.extra import Desk, Extra, clock, day_text, weekday
from press.layout.roster_context import BranchView, HouseholdView, VisitsView, VisitView
from press.manuscript.records.visits import Visit


def overview(desk: Desk) -> Iterator[Extra]:
    """How often who is visited."""
    if desk.book.records.visits:
        yield Extra("visits-overview", "visits-overview", desk.labels["visits_overview"],
                    _view(desk))


def households(desk: Desk) -> Iterator[Extra]:
    """One part a household."""
    if desk.book.records.visits:
        view = _view(desk)
        for one in view.households:
            yield Extra(f"visits-household/{one.anchor}", one.anchor,
                        desk.labels["household"].format(number=one.number, name=one.name),
                        replace(view, household=one, branches=(), households=()))


def branches(desk: Desk) -> Iterator[Extra]:
    """All branches, one after the other."""
    if desk.book.records.visits:
        yield Extra("visits-branch", "visits-branch", desk.labels["visits_branch"],
                    replace(_view(desk), households=()))


def _view(desk: Desk) -> VisitsView:
    roster = desk.book.records.visits
    assert roster is not None
    names = {one.number: one.name for one in roster.households}
    months = sorted({visit.date.replace(day=1) for visit in roster.visits})
    several = len({month.year for month in months}) > 1
    label = desk.labels["year_month" if several else "month"]

    def of(visit: Visit, branch: str = "") -> VisitView:
        going = [one for one in visit.people if branch in ("", one.branch)]
        return VisitView(
            day_text(visit.date, desk.labels), weekday(visit.date, desk.labels),
            clock(visit.time), names.get(visit.household, ""), visit.household,
            tuple(one.name for one in going), tuple(dict.fromkeys(one.branch for one in going)),
            visit.task)

    views = []
    for number, one in enumerate(roster.households, 1):
        own = [visit for visit in roster.visits if visit.household == one.number]
        views.append(HouseholdView(
            one.number, f"household-{number}", one.name, one.address, one.phone, one.remark,
            tuple(map(of, own)),
            tuple(sum(visit.date.replace(day=1) == month for visit in own) for month in months)))
    branches = dict.fromkeys(one.branch for one in roster.volunteers)
    return VisitsView(
        tuple(views), tuple(BranchView(
            name, f"branch-{number}", sum(one.branch == name for one in roster.volunteers),
            tuple(of(visit, name) for visit in roster.visits
                  if any(one.branch == name for one in visit.people)))
            for number, name in enumerate(branches, 1)),
        None, tuple(label.format(year=m.year, month=m.month) for m in months),
        len(roster.volunteers), len(roster.visits))
