"""What the templates of packets see: forms, and the lists that go with them."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from press.dataclass import dataclass
from press.layout.context import BookView, FontsView, PageView
from press.values import Numbering


@dataclass(frozen=True, slots=True)
class FactView:
    """A label and what it says."""

    label: str
    """Such as 宣讲人."""
    value: str
    """May be empty."""


@dataclass(frozen=True, slots=True)
class TableView:
    """A table of a list."""

    title: str
    """Above it; or empty."""
    head: tuple[str, ...]
    """Names of the columns."""
    kinds: tuple[str, ...]
    """What each column holds: ``text``, ``short`` (never broken), ``number``, ``tick`` (an empty
    box to tick) or ``line`` (to write on)."""
    rows: tuple[tuple[str, ...], ...]
    """Below the head; as many cells as it has names."""
    totals: tuple[str, ...]
    """The last row, or empty."""
    widths: tuple[float, ...] = ()
    """Of the columns, in percent; empty where they are left to the words in them."""


@dataclass(frozen=True, slots=True)
class BarView:
    """One bar of a chart."""

    label: str
    """What it stands for."""
    value: str
    """The figure as it is printed."""
    share: float
    """Its length: 0 to 100."""


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart of bars."""

    title: str
    """Above it."""
    bars: tuple[BarView, ...]
    """From the top."""


@dataclass(frozen=True, slots=True)
class BoxView:
    """One label for a box."""

    heading: str
    """For whom: the largest on the label."""
    lines: tuple[FactView, ...]
    """What is in it, and where it goes."""
    number: str
    """Such as 第 1 箱 / 共 2 箱."""
    code: str
    """By which it is looked up."""


@dataclass(frozen=True, slots=True)
class SheetView:
    """A list, a notice or a report."""

    kind: str
    """``packing``, ``day``, ``order``, ``notice``, ``void``, ``errata`` or ``report``."""
    heading: str
    """Its title."""
    subtitle: str
    """For whom or when; or empty."""
    facts: tuple[FactView, ...]
    """In two columns above the tables."""
    lines: tuple[str, ...]
    """Paragraphs above the tables."""
    tables: tuple[TableView, ...]
    """In order."""
    charts: tuple[ChartView, ...]
    """Above the tables."""
    notes: tuple[str, ...]
    """Small, below all."""
    signed: tuple[str, ...]
    """Who signs, at the foot."""


@dataclass(frozen=True, slots=True)
class FormContext:
    """The variables of the templates of a layout of the kind ``packet``."""

    lang: str
    """Language tag of the words."""
    part: str
    """Which form this is: a name out of ``[parts]``."""
    anchor: str
    """The id that the template gives to its root element."""
    numbering: Numbering
    """``none`` (no folio is printed) or ``decimal``."""
    book: BookView
    """The book that the handouts belong to."""
    page: PageView
    """Page and grid."""
    fonts: FontsView
    """Typefaces by role."""
    labels: Mapping[str, str]
    """From ``[labels]`` in layout.toml."""
    issuer: str
    """Who gives the packets out."""
    topic: str
    """The topic of the lecture; empty in lists."""
    fields: Mapping[str, Markup]
    """What is filled in for each lecture: ``{{ fields.place }}``, for each field that
    ``[parts.NAME.fields]`` declares; empty in lists."""
    rows: int
    """Of a sign-in sheet: how many lines there are to sign."""
    sheet: SheetView | None
    """The list; none in forms."""
    boxes: tuple[BoxView, ...]
    """Labels of boxes; empty but in ``box-labels``."""
