"""What a template sees: typed, frozen, and nothing else.

Every template of a layout is rendered with the fields of one ``PartContext`` as its
variables. ``templates/README.md`` is generated from these classes (``press.layout.variables``),
so the docstring under a field is what the maker of a layout reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from press.dataclass import dataclass, field
from press.layout.cover_context import CoverView
from press.values import Audience, Numbering

if TYPE_CHECKING:
    from press.layout.record_context import Data


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
class FontsView:
    """Typefaces by role, each as a list for ``font-family``: names quoted, in their order.

    Style sheets have them as ``var(--song)`` and so on; only margin boxes (``@page``), which
    know no variables, need ``{{ fonts.song }}`` in a ``.css.jinja`` file."""

    song: Markup
    """宋: the text."""
    kai: Markup
    """楷: quotations, emphasis, captions."""
    fangsong: Markup
    """仿宋: documents, signatures."""
    hei: Markup
    """黑: headings, strong words."""
    biaosong: Markup
    """标宋: titles."""
    latin: Markup
    """Latin letters and digits."""


@dataclass(frozen=True, slots=True)
class StaffView:
    """Who is responsible for what, on the copyright page."""

    role: str
    """Such as 责任编辑."""
    name: str
    """Who."""


@dataclass(frozen=True, slots=True)
class ImprintView:
    """The facts of the copyright page; every one is text and may be empty.

    What depends on the number of pages is not here: ``<span data-fact="sheets">00</span>`` becomes
    the printed sheets (印张), ``format`` the format (开本), ``characters`` the 字数 in thousands;
    an element with ``data-needs="format"`` goes where that is not known.
    """

    kind: str
    """``internal`` for internal material (内部资料), ``published`` for a book of a publisher."""
    permit: str
    """准印证号."""
    audience: str
    """发送对象."""
    publisher: str
    """出版者 of a published book; else empty."""
    address: str
    """地址."""
    distributor: str
    """发行者."""
    staff: tuple[StaffView, ...]
    """责任编辑 and others."""
    isbn: str
    """书号, without the letters ISBN."""
    price: str
    """定价."""
    cip: tuple[tuple[str, ...], ...]
    """CIP data: groups of lines, which stand apart."""
    printer: str
    """印刷单位."""
    print_date: str
    """印刷日期."""
    edition: str
    """版次."""
    printing: str
    """印次."""
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
    """``story``, ``dedication``, ``editors``, ``foreword``, ``appendix`` or ``afterword``."""
    number: int
    """Place among the stories of the book, or among its appendices, from 1; 0 for front and
    back matter."""
    label: str
    """附录一 before the title of an appendix, from ``labels.appendix``; empty for others and
    where the title already says it."""
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
    summary: str
    """A few words about it, or empty."""
    html: Markup
    """The body as safe HTML, already cut to the edition and the audience."""


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

    kind: Literal["matter", "section", "story", "heading", "appendix", "list"]
    """``matter`` is front and back matter; ``list`` the list of figures, the chronology, the
    glossary and the index; ``heading`` comes only where ``[contents] depth`` asks for it."""
    level: int
    """Of a heading: 2 for ``##``, 3 for ``###``; 1 for all others."""
    label: str
    """第一编 or 附录一 before the title, else empty."""
    title: str
    """Title as plain text; that of a heading with its number."""
    author: str
    """Author of a story, or empty."""
    anchor: str
    """Where it leads: ``press-ref:ANCHOR`` and ``data-late="page:ANCHOR"``."""


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """One line of the list of figures."""

    caption: str
    """The caption as plain text."""
    anchor: str
    """Where it leads, as in ``ContentsEntry``."""


@dataclass(frozen=True, slots=True)
class ChronologyEntry:
    """One event of the chronology."""

    date: str
    """As it is written in the timeline."""
    html: Markup
    """The event as safe HTML: inline, or paragraphs where the manuscript has several."""
    anchor: str
    """Where it leads, as in ``ContentsEntry``."""
    story: str
    """Title of the story that it stands in."""


@dataclass(frozen=True, slots=True)
class SeeEntry:
    """A term that another one leads to."""

    text: str
    """The term."""
    anchor: str
    """Its own entry: ``href="press-ref:ANCHOR"``."""


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """One term of the glossary."""

    term: str
    """The term."""
    anchor: str
    """The id that the template gives to the entry: terms in the text lead to it."""
    html: Markup
    """The explanation as safe inline HTML."""
    see: tuple[SeeEntry, ...]
    """Terms to look up, too."""
    late: str
    """The pages: ``<span data-late-pages="{{ entry.late }}">00</span>``; empty for none."""


@dataclass(frozen=True, slots=True)
class GlossaryGroup:
    """The terms under one letter or number of strokes."""

    label: str
    """A, B, … or 一画, 二画, …"""
    entries: tuple[GlossaryEntry, ...]
    """In order."""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One entry of the index."""

    text: str
    """The entry."""
    late: str
    """The pages: ``<span data-late-pages="{{ entry.late }}">00</span>``; empty for none."""
    see: tuple[str, ...]
    """Entries to look up: instead (见), or where ``late`` or ``entries`` is not empty, too
    (参见)."""
    entries: tuple[IndexEntry, ...]
    """Sub-entries, in order."""


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """The entries under one letter or number of strokes."""

    label: str
    """A, B, … or 一画, 二画, …; ``labels.index_other`` for figures and signs."""
    entries: tuple[IndexEntry, ...]
    """In order."""


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
    edition: str
    """Name of the edition, or empty."""
    numbering: Numbering
    """``none`` (no folio is printed), ``lower-roman`` or ``decimal``."""
    book: BookView
    """The book as a whole."""
    page: PageView
    """Page and grid."""
    fonts: FontsView
    """Typefaces by role."""
    labels: Mapping[str, str]
    """The words that the layout adds, from ``[labels]`` in layout.toml; where book.toml gives
    the list of figures, chronology, glossary or index a title, their label is that."""
    heads: Heads
    """Running heads of this part."""
    title: str
    """Title of the list of figures, chronology, glossary or index; of a handout where it
    differs from that of its story; else empty."""
    story: StoryView | None
    """The manuscript of this part; none for pages that are wholly the layout's."""
    section: SectionView | None
    """The section on a part page; none elsewhere."""
    contents: tuple[ContentsEntry, ...]
    """The lines of the contents, in order; empty but in ``contents``."""
    figure_list: tuple[FigureEntry, ...]
    """The figures that have a caption, in order; empty but in ``figure-list``."""
    chronology: tuple[ChronologyEntry, ...]
    """The events of all timelines, by date; empty but in ``chronology``."""
    glossary: tuple[GlossaryGroup, ...]
    """The terms, sorted and in groups; empty but in ``glossary``."""
    index: tuple[IndexGroup, ...]
    """The entries, sorted and in groups; empty but in ``index``."""
    cover: CoverView | None = None
    """The cover sheet; none but in ``cover-spread``."""
    fields: Mapping[str, Markup] = field(default_factory=lambda: MappingProxyType({}))
    """In a handout of packets what is filled in for each lecture (``{{ fields.place }}``), for each
    field that ``[parts.NAME.fields]`` of layout.toml declares; else empty."""
    data: Data | None = None
    """What the tables of the book say, in a piece that is made of them; none elsewhere."""
