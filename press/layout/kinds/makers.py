"""Which piece of a layout is made of which table of book.toml, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

from press.values import Story

if TYPE_CHECKING:
    from press.layout.kinds.extra import Desk, Extra
    from press.layout.record_context import Data

    Maker = Callable[[Desk], Iterator[Extra]]

MAKERS: Mapping[str, tuple[str, str]] = {
    "guide-plan": ("guide", "guide_plan"),
    "course-day": ("course", "course_day"), "course-plan": ("course", "course_plan"),
    "course-station": ("course", "course_stations"), "course-kit": ("course", "course_kit"),
    "actions-overview": ("actions", "actions_overview"),
    "actions-list": ("actions", "actions_lists"),
    "planner-period": ("planner", "planner_period"),
    "planner-month": ("planner", "planner_months"),
    "handbook-programme": ("handbook", "programme"), "handbook-groups": ("handbook", "groups"),
    "handbook-roster": ("handbook", "roster"), "handbook-seating": ("handbook", "seating"),
    "visits-overview": ("visits", "overview"), "visits-household": ("visits", "households"),
    "visits-branch": ("visits", "branches"),
    "catalogue": ("catalogue", "groups_and_items"), "catalogue-dates": ("catalogue", "dates"),
    "catalogue-people": ("catalogue", "people"), "catalogue-kinds": ("catalogue", "kinds"),
}
"""Piece of the layout → module of this room and function that make it, which is loaded when it is
wanted; the word before the hyphen is the table of book.toml."""
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
    if getattr(desk.book.records, table_of(piece)) is None:
        return ()
    module, name = MAKERS[piece]
    maker = cast("Maker", getattr(import_module(f"press.layout.kinds.{module}"), name))
    return tuple(maker(desk))


def story_data(desk: Desk, story: Story) -> Data | None:
    """What the tables of the book say of a manuscript."""
    if desk.book.records.guide is None:
        return None
    from press.layout.kinds.guide import session_of

    return session_of(desk, story)
