"""Which piece of a layout is made of which table of book.toml, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from press.layout.kinds import catalogue, handbook, visits
from press.layout.kinds.actions import actions_lists, actions_overview
from press.layout.kinds.course import course_day, course_kit, course_plan, course_stations
from press.layout.kinds.extra import Desk, Extra
from press.layout.kinds.guide import guide_plan, session_of
from press.layout.kinds.planner import planner_months, planner_period
from press.layout.record_context import Data
from press.values import Story

Maker = Callable[[Desk], Iterator[Extra]]

MAKERS: Mapping[str, Maker] = {
    "guide-plan": guide_plan,
    "course-day": course_day, "course-plan": course_plan, "course-station": course_stations,
    "course-kit": course_kit,
    "actions-overview": actions_overview, "actions-list": actions_lists,
    "planner-period": planner_period, "planner-month": planner_months,
    "handbook-programme": handbook.programme, "handbook-groups": handbook.groups,
    "handbook-roster": handbook.roster, "handbook-seating": handbook.seating,
    "visits-overview": visits.overview, "visits-household": visits.households,
    "visits-branch": visits.branches,
    "catalogue": catalogue.groups_and_items, "catalogue-dates": catalogue.dates,
    "catalogue-people": catalogue.people, "catalogue-kinds": catalogue.kinds,
}
"""Piece of the layout → what makes it; the word before the hyphen is the table of book.toml."""
TITLED: Mapping[str, str] = {
    "guide-plan": "guide_plan", "course-day": "course_day", "course-plan": "course_plan",
    "course-station": "station", "course-kit": "course_kit",
    "actions-overview": "actions_overview", "actions-list": "list",
    "planner-period": "planner_period", "planner-month": "month",
    "handbook-programme": "handbook_programme", "handbook-groups": "handbook_groups",
    "handbook-roster": "handbook_roster", "handbook-seating": "handbook_seating",
    "visits-overview": "visits_overview", "visits-household": "household",
    "visits-branch": "visits_branch", "catalogue-dates": "catalogue_dates",
    "catalogue-people": "catalogue_people", "catalogue-kinds": "catalogue_kinds"}
"""Piece → the label that its title comes from."""


def table_of(piece: str) -> str:
    """The table of book.toml that a piece is made of."""
    return piece.partition("-")[0]


def extras(desk: Desk, piece: str) -> tuple[Extra, ...]:
    """The parts that ``piece`` becomes; none where the book has nothing for it."""
    return tuple(MAKERS[piece](desk))


def story_data(desk: Desk, story: Story) -> Data | None:
    """What the tables of the book say of a manuscript."""
    return session_of(desk, story)
