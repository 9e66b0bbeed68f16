"""What templates see of tables of people, as ``data``; these docstrings are the reference."""

from __future__ import annotations

from press.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody in a class."""

    number: str
    """As the table has it."""
    name: str
    """The name."""
    unit: str
    """Where they work, or empty."""
    post: str
    """What they are, or empty."""
    group: str
    """Name of the group, or empty."""
    phone: str
    """As book.toml wants it: masked, whole, or empty."""
    seat: str
    """``labels.seat`` with row and place, or empty."""


@dataclass(frozen=True, slots=True)
class LessonView:
    """A line of a programme."""

    time: str
    """``8:30—11:30``."""
    what: str
    """What is done."""
    place: str
    """Where, or empty."""
    speaker: str
    """Who speaks, or empty."""


@dataclass(frozen=True, slots=True)
class LessonDayView:
    """A day of a programme."""

    day: str
    """In words."""
    weekday: str
    """The same."""
    lessons: tuple[LessonView, ...]
    """In order."""


@dataclass(frozen=True, slots=True)
class ClassGroupView:
    """A group of a class."""

    name: str
    """Its name."""
    head: str
    """Who leads it, or empty."""
    contact: str
    """Who carries messages, or empty."""
    place: str
    """Where it meets, or empty."""
    people: tuple[PersonView, ...]
    """In the order of the roster."""


@dataclass(frozen=True, slots=True)
class SeatRowView:
    """A row of seats, from the front."""

    number: int
    """From 1."""
    seats: tuple[PersonView | None, ...]
    """From the left, as the people in front see it; none for an empty seat."""


@dataclass(frozen=True, slots=True)
class HandbookView:
    """A class: ``data`` of ``handbook-programme``, ``handbook-groups``, ``handbook-roster`` and
    ``handbook-seating``; and of ``card``, with the people whose cards they are."""

    people: tuple[PersonView, ...]
    """In the order of the table."""
    days: tuple[LessonDayView, ...]
    """The programme, day by day."""
    groups: tuple[ClassGroupView, ...]
    """In the order of their table."""
    seats: tuple[SeatRowView, ...]
    """Row by row."""
    aisles: tuple[int, ...]
    """Behind which seats of a row there is an aisle."""
    columns: int
    """Seats in a row."""
    has_phones: bool
    """Whether anybody's telephone number is printed."""


@dataclass(frozen=True, slots=True)
class VisitView:
    """A visit."""

    day: str
    """In words."""
    weekday: str
    """The same."""
    time: str
    """``9:00``, or empty."""
    household: str
    """Who is visited."""
    number: str
    """Of the household."""
    people: tuple[str, ...]
    """Names of those who go."""
    branches: tuple[str, ...]
    """Theirs, each once."""
    task: str
    """What for, or empty."""


@dataclass(frozen=True, slots=True)
class HouseholdView:
    """Somebody who is visited."""

    number: str
    """As the table has it."""
    anchor: str
    """The id of its sheet."""
    name: str
    """What they are called."""
    address: str
    """Where they live, or empty."""
    phone: str
    """As book.toml wants it."""
    remark: str
    """What one should know, or empty."""
    visits: tuple[VisitView, ...]
    """In order."""
    months: tuple[int, ...]
    """How many visits in each of ``VisitsView.months``."""


@dataclass(frozen=True, slots=True)
class BranchView:
    """A branch whose members visit."""

    name: str
    """Its name."""
    anchor: str
    """The id of its sheet."""
    people: int
    """How many of its members are on the roster."""
    visits: tuple[VisitView, ...]
    """Those that its members make; ``people`` are its own."""


@dataclass(frozen=True, slots=True)
class VisitsView:
    """Who visits whom: ``data`` of ``visits-overview``, ``visits-household`` and
    ``visits-branch``."""

    households: tuple[HouseholdView, ...]
    """In the order of the table."""
    branches: tuple[BranchView, ...]
    """By first mention in the table of volunteers."""
    household: HouseholdView | None
    """The one whose sheet it is."""
    months: tuple[str, ...]
    """The months that have visits, in words."""
    volunteers: int
    """How many there are."""
    visits: int
    """The same."""
