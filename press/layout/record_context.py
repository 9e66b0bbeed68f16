"""What templates see of the tables of a book, as ``data``; these docstrings are the reference."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SessionView:
    """One session of a reading class: ``data`` of its story in a reading guide."""

    number: int
    """Of the session."""
    anchor: str
    """Of its story."""
    title: str
    """Of its story."""
    day: str
    """Its day in words (``labels.day``), or empty."""
    weekday: str
    """Its day of the week in words, or empty."""
    time: str
    """When it begins and ends, or empty."""
    place: str
    """Where, or empty."""
    leader: str
    """Who leads it, or empty."""
    reading: str
    """What to read before it, or empty."""
    notes: int
    """Pages to write on behind the passage."""


@dataclass(frozen=True, slots=True)
class GuideView:
    """The plan of a reading class: ``data`` of ``guide-plan``."""

    sessions: tuple[SessionView, ...]
    """By number."""


@dataclass(frozen=True, slots=True)
class SlotView:
    """A line of a timetable."""

    start: str
    """``8:30``."""
    end: str
    """``9:00``."""
    what: str
    """What is done."""
    station: int
    """Number of the station; 0 for none."""
    place: str
    """Where; the name of the station where nothing else is said."""
    who: str
    """Who is responsible, or empty."""
    minutes: int
    """How long it takes."""


@dataclass(frozen=True, slots=True)
class TaskView:
    """Something to do at a station."""

    text: str
    """What."""
    lines: int
    """To write on."""


@dataclass(frozen=True, slots=True)
class StationView:
    """A station of a course."""

    number: int
    """On the plan."""
    anchor: str
    """The id of its page."""
    name: str
    """Its name."""
    x: int
    """Per cent from the left of the plan."""
    y: int
    """Per cent from its head."""
    look: str
    """What to look at."""
    minutes: int
    """How long one stays; 0 where it is not said."""
    time: str
    """When the timetable has it, or empty."""
    tasks: tuple[TaskView, ...]
    """What to do there."""


@dataclass(frozen=True, slots=True)
class KitItemView:
    """Something to bring."""

    name: str
    """What."""
    count: str
    """How many, or empty."""
    remark: str
    """Anything else, or empty."""


@dataclass(frozen=True, slots=True)
class KitGroupView:
    """Things of one kind to bring."""

    name: str
    """The kind, or empty."""
    items: tuple[KitItemView, ...]
    """In the order of the file."""


@dataclass(frozen=True, slots=True)
class CourseView:
    """A course on site: ``data`` of ``course-day``, ``course-plan``, ``course-station`` and
    ``course-kit``."""

    timetable: tuple[SlotView, ...]
    """In order."""
    stations: tuple[StationView, ...]
    """In the order of the file."""
    station: StationView | None
    """The one whose page it is, in ``course-station``."""
    plan: str
    """``src`` of the plan, or empty."""
    plan_width: float
    """Of the plan where it is printed, mm."""
    plan_height: float
    """The same."""
    kit: tuple[KitGroupView, ...]
    """By kind."""


@dataclass(frozen=True, slots=True)
class MatterView:
    """A matter or a suggestion of an action list."""

    number: str
    """Its number."""
    text: str
    """What is to be done."""
    lead: str
    """Who is responsible, or empty."""
    others: str
    """Who helps, or empty."""
    due: str
    """Until when, in words, or empty."""
    state: str
    """未办, 在办 or 办结."""
    step: int
    """The same as a number: 0, 1 or 2."""
    answer: str
    """What was done about a suggestion, or empty."""


@dataclass(frozen=True, slots=True)
class ActionListView:
    """One action list."""

    number: str
    """Its number."""
    anchor: str
    """The id of its pages."""
    name: str
    """Its name."""
    lead: str
    """Who is responsible, or empty."""
    matters: tuple[MatterView, ...]
    """In the order of the file."""
    suggestions: tuple[MatterView, ...]
    """The same."""
    states: tuple[int, int, int]
    """How many matters are 未办, 在办 and 办结."""


@dataclass(frozen=True, slots=True)
class ActionsView:
    """Action lists: ``data`` of ``actions-overview`` and ``actions-list``."""

    lists: tuple[ActionListView, ...]
    """In the order of the file."""
    list: ActionListView | None
    """The one whose pages they are, in ``actions-list``."""
    matters: int
    """How many there are in all lists."""
    suggestions: int
    """The same."""
    states: tuple[int, int, int]
    """How many matters are 未办, 在办 and 办结."""
    chart: str
    """``src`` of the chart of all lists, in ``actions-overview``."""
    chart_width: float
    """Of the chart, mm."""


Data = SessionView | GuideView | CourseView | ActionsView
"""What ``data`` may be."""
