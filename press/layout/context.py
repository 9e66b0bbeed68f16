"""What a template sees: typed, frozen, and nothing else.

Every template of a layout is rendered with the fields of one ``PartContext`` as its
variables. ``templates/README.md`` is generated from these classes (``press.layout.variables``),
so the docstring under a field is what the maker of a layout reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from press.values import Numbering

Audience = Literal["reader", "listener", "speaker"]


@dataclass(frozen=True, slots=True)
class PageView:
    """The page and its grid. Millimetres for the sheet, points for type."""

    width: float
    """Trimmed width, mm."""
    height: float
    """Trimmed height, mm."""
    bleed: float
    """Bleed on every side, mm."""
    top: float
    """Margin above the text block, mm."""
    bottom: float
    """Margin below the text block, mm; what is left of the height."""
    inner: float
    """Margin at the spine, mm."""
    outer: float
    """Margin at the fore edge, mm; what is left of the width."""
    size: float
    """Size of the body type, pt: the width of one character."""
    pitch: float
    """From baseline to baseline, pt: the height of one line of the grid (``1rlh`` in CSS)."""
    measure: int
    """Characters in a full line."""
    lines: int
    """Lines on a full page."""


@dataclass(frozen=True, slots=True)
class ImprintView:
    """The facts of the copyright page; every one is text and may be empty."""

    kind: str
    """``internal`` for internal material (内部资料)."""
    permit: str
    """准印证号."""
    audience: str
    """发送对象."""
    printer: str
    """印刷单位."""
    print_date: str
    """印刷日期."""
    copies: str
    """印数."""
    lines: tuple[str, ...]
    """Further lines, each set as it stands."""


@dataclass(frozen=True, slots=True)
class BookView:
    """The book as a whole, from book.toml."""

    title: str
    """Title of the book."""
    subtitle: str
    """Subtitle, or empty."""
    lang: str
    """Language tag, e.g. ``zh-Hans``."""
    author: str
    """Author, or empty."""
    compiler: str
    """The 编者 line, such as …编; or empty."""
    publisher: str
    """编印单位, or empty."""
    notice: str
    """A line that must be seen, such as "this is a sample"; or empty."""
    imprint: ImprintView | None
    """The copyright page's facts, or none."""


@dataclass(frozen=True, slots=True)
class StoryView:
    """One manuscript: a story, or a piece of front or back matter."""

    key: str
    """Its anchor: the id of the part's root element."""
    role: str
    """``story``, ``editors``, ``foreword`` or ``afterword``."""
    number: int
    """Place among the stories of the book, from 1; 0 for front and back matter."""
    line: int
    """Line of the title in the manuscript, for ``data-line``."""
    title: str
    """Title as plain text, for running heads and attributes."""
    title_html: Markup
    """Title as inline HTML, for the page."""
    subtitle: str
    """Subtitle, or empty."""
    author: str
    """Author, or empty."""
    html: Markup
    """The body as safe HTML, already cut to the audience."""


@dataclass(frozen=True, slots=True)
class SectionView:
    """A part of the book in the reader's sense (编)."""

    key: str
    """Its anchor."""
    number: int
    """Its number, from 1."""
    label: str
    """Its number in words, such as 第一编; empty where the title already says it."""
    title: str
    """Title."""
    intro: str
    """A few words under the title, or empty."""
    stories: tuple[str, ...]
    """Titles of its stories."""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of the contents; its page number binds late (see the template)."""

    kind: Literal["matter", "section", "story"]
    """``matter`` is front and back matter."""
    label: str
    """第一编 before the title of a section, else empty."""
    title: str
    """Title as plain text."""
    author: str
    """Author of a story, or empty."""
    anchor: str
    """Where it leads: ``press-ref:ANCHOR`` and ``data-late="page:ANCHOR"``."""


@dataclass(frozen=True, slots=True)
class Heads:
    """Running heads; empty for none."""

    verso: str
    """For left pages: the higher level, the book."""
    recto: str
    """For right pages: the lower level, the story."""


@dataclass(frozen=True, slots=True)
class PartContext:
    """The variables of every template: one part that is typeset apart."""

    part: str
    """Which piece of the layout this is: a name out of ``order`` in layout.toml
    (``cover``, ``contents``, ``section``, ``story``, …)."""
    anchor: str
    """The id that the template gives to its root element."""
    audience: Audience
    """``reader``, ``listener`` or ``speaker``."""
    numbering: Numbering
    """``none`` (no folio is printed), ``lower-roman`` or ``decimal``."""
    book: BookView
    """The book as a whole."""
    page: PageView
    """Page and grid."""
    labels: Mapping[str, str]
    """The words that the layout adds, from ``[labels]`` in layout.toml."""
    heads: Heads
    """Running heads of this part."""
    title: str
    """Title of a handout where it differs from that of its story; else empty."""
    story: StoryView | None
    """The manuscript of this part; none for pages that are wholly the layout's."""
    section: SectionView | None
    """The section on a part page; none elsewhere."""
    contents: tuple[ContentsEntry, ...]
    """The lines of the contents, in order; empty but in ``contents``."""
