"""Action lists: all of them at a glance with a chart, then each with its matters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from press.dataclass import replace
from press.layout.figures import Printed
from press.layout.kinds.charts import DARK, LIGHT, MIDDLE, Bar, bars
from press.layout.kinds.extra import Desk, Extra, day_text
from press.layout.record_context import ActionListView, ActionsView, MatterView
from press.layout.titles import ems
from press.manuscript.records.actions import STATES, ActionList, Matter
from press.values import Asset

MM = 72 / 25.4
CHART = "charts/actions.svg"
_NAME = 3.2
"""Size of a name in the chart, mm."""


def actions_overview(desk: Desk) -> Iterator[Extra]:
    """How many matters each list has, and how far they are."""
    if desk.book.records.actions:
        view, chart = _view(desk)
        yield Extra("actions-overview", "actions-overview", desk.labels["actions_overview"], view,
                    assets=(chart,), printed=(Printed(chart.name, desk.width * MM, None),))


def actions_lists(desk: Desk) -> Iterator[Extra]:
    """One part a list."""
    if desk.book.records.actions:
        view, _ = _view(desk)
        for one in view.lists:
            title = desk.labels["list"].format(number=one.number, name=one.name)
            yield Extra(f"actions-list/{one.anchor}", one.anchor, title,
                        replace(view, list=one, lists=(), chart=""))


def _view(desk: Desk) -> tuple[ActionsView, Asset]:
    actions = desk.book.records.actions
    assert actions is not None
    lists = tuple(_list(one, n, desk) for n, one in enumerate(actions.lists, 1))
    widest = max((ems(one.name) for one in lists), default=0)
    # The chart shares its page with a table that has as many rows.
    row = min(7.2, 0.3 * desk.page.lines * desk.page.pitch / MM / max(len(lists) + 1, 1))
    chart = bars(CHART, [Bar(one.name, one.states[::-1]) for one in lists], desk.width,
                 colours=(DARK, MIDDLE, LIGHT), row=round(row, 2),
                 label=round(widest * _NAME + 5, 1))
    states = (sum(one.states[0] for one in lists), sum(one.states[1] for one in lists),
              sum(one.states[2] for one in lists))
    return ActionsView(
        lists, None, sum(len(one.matters) for one in lists),
        sum(len(one.suggestions) for one in lists), states, f"press-asset:{CHART}",
        round(desk.width, 2)), chart


def _list(one: ActionList, number: int, desk: Desk) -> ActionListView:
    matters = tuple(_matter(m, desk) for m in one.matters)
    counts = tuple(sum(1 for m in matters if m.step == step) for step in range(3))
    return ActionListView(
        one.number, f"list-{number}", one.name, one.lead, matters,
        tuple(_matter(s, desk) for s in one.suggestions), (counts[0], counts[1], counts[2]))


def _matter(matter: Matter, desk: Desk) -> MatterView:
    due = day_text(dt.date.fromisoformat(matter.due), desk.labels) if matter.due else ""
    return MatterView(matter.number, matter.text, matter.lead, matter.others, due, matter.state,
                      STATES.index(matter.state), matter.answer)
