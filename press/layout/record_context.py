"""What templates see of the tables of a book, as ``data``; these docstrings are the reference."""

from __future__ import annotations

from press.dataclass import dataclass
from press.layout.catalogue_context import ItemGroupView, ItemIndexView, ItemPagesView
from press.layout.roster_context import HandbookView, VisitsView


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


@dataclass(frozen=True, slots=True)
class DayView:
    """A day of a calendar."""

    anchor: str
    """The id of its page."""
    year: int
    """Of its date."""
    month: int
    """The same."""
    number: int
    """Of the day in its month."""
    weekday: str
    """Out of ``labels.weekdays``."""
    inside: bool
    """Whether it is in the period, and in the month whose calendar it stands in."""
    free: bool
    """Whether nobody works: a weekend that is not worked, a holiday."""
    mark: str
    """休 or 班 where the holidays say so, else empty."""
    name: str
    """Of the holiday or feast, or empty."""
    lunar: str
    """What a calendar prints below the date: 立秋, 六月, 廿二; or empty."""
    lunar_full: str
    """五月廿二, or empty."""
    plan: tuple[str, ...]
    """What is planned for it."""


@dataclass(frozen=True, slots=True)
class WeekView:
    """A week from Monday to Sunday."""

    anchor: str
    """The id of its page."""
    number: int
    """In the period, from 1."""
    title: str
    """``labels.week`` with its number."""
    days: tuple[DayView, ...]
    """Seven."""


@dataclass(frozen=True, slots=True)
class PlannerPageView:
    """A page of a study planner: of a week or of a day."""

    week: WeekView | None
    """The week, or none."""
    day: DayView | None
    """The day, or none."""


@dataclass(frozen=True, slots=True)
class MonthView:
    """A month of a study planner: ``data`` of ``planner-month``."""

    anchor: str
    """The id of its pages."""
    title: str
    """``labels.month`` with year and month."""
    year: int
    """Of the month."""
    month: int
    """From 1 to 12."""
    lunar_year: str
    """辛丑年, or empty."""
    weekdays: tuple[str, ...]
    """Seven words from Monday."""
    rows: tuple[tuple[DayView, ...], ...]
    """The calendar: weeks of seven days."""
    pages: tuple[PlannerPageView, ...]
    """The pages of weeks and days in order; a part has those of one week."""
    calendar: bool
    """Whether its calendar is among these pages."""
    sums_up: bool
    """Whether the page to sum it up is among them."""


@dataclass(frozen=True, slots=True)
class PeriodView:
    """All months of a study planner: ``data`` of ``planner-period``."""

    months: tuple[MonthView, ...]
    """In order."""
    days: tuple[DayView, ...]
    """Those of the period that have a holiday, a feast or a plan."""


Data = (SessionView | GuideView | CourseView | ActionsView | MonthView | PeriodView | HandbookView
        | VisitsView | ItemGroupView | ItemPagesView | ItemIndexView)
"""What ``data`` may be."""
