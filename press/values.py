"""The values that flow through the house, from room to room.

All are frozen and picklable; a stage takes values and returns values and problems.
Lengths are in mm where a person writes them and in pt (1/72 inch) where a PDF holds them;
each field says which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, Protocol

from press.dataclass import dataclass, field
from press.messages import Severity as Severity
from press.messages import severity_of

Side = Literal["recto", "verso"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing was written: a file, and where known the line and column (both from 1)."""

    path: str
    """Relative to the folder of the book, with forward slashes; absolute outside a book."""
    line: int | None = None
    column: int | None = None
    """Counted in characters, not bytes."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a finished PDF that a problem is about, and where its words were written."""

    page: int
    """From 1."""
    box: tuple[float, float, float, float] | None = None
    """Left, top, width and height in mm, from the left and the top of the trimmed page; None
    where it is the page as a whole."""
    path: str = ""
    """The manuscript, relative to the folder of the book; empty where it is not known."""
    line: int | None = None
    """Its line, from 1; that in which the paragraph begins, where no more is known."""
    file: str = ""
    """The PDF, as the output folder names it; empty where that is plain from the problem."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, from any stage. Its words live in ``press.messages``."""

    code: str
    severity: Severity
    args: tuple[tuple[str, str], ...] = ()
    """What the message names: pairs of placeholder and value, in any language the same."""
    path: str | None = None
    line: int | None = None
    column: int | None = None
    page: int | None = None
    """Physical page of the finished PDF, from 1."""
    waived: str = ""
    """Why and by whom it is accepted, where book.toml waives it; else empty."""
    spots: tuple[Spot, ...] = ()
    """The places in a finished PDF that it is about, in the order of its pages."""
    seal: str = ""
    """What a waiver must bear so that it holds for this very text; empty where it cannot be
    waived, or nobody has asked."""


def problem(code: str, place: Place | None = None, *, page: int | None = None,
            **args: object) -> Problem:
    """Make a problem of a catalogued ``code``; KeyError (a bug of ours) for an unknown one."""
    return Problem(
        code, severity_of(code), tuple((k, str(v)) for k, v in args.items()),
        place.path if place else None, place.line if place else None,
        place.column if place else None, page)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether one of them is an error: what was asked for is not made then."""
    return any(p.severity == "error" for p in problems)


def problem_from(record: Mapping[str, Any]) -> Problem:
    """The reverse of ``dataclasses.asdict`` and JSON."""
    spots = tuple(Spot(**{**spot, "box": None if spot["box"] is None else tuple(spot["box"])})
                  for spot in record.get("spots", ()))
    return Problem(**{**record, "args": tuple((k, v) for k, v in record["args"]), "spots": spots})


def page_runs(pages: Iterable[int]) -> str:
    """Numbers of pages in their order, runs drawn together: ``1–3, 7``."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in runs)


class Store(Protocol):
    """Keeps bytes by key, for as long as it likes."""

    def get(self, key: str) -> bytes | None:
        """The bytes under ``key``; None for what it does not have."""

    def put(self, key: str, body: bytes) -> None:
        """Keep ``body`` under ``key``."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that a page shows, checked at intake and carried as bytes."""

    name: str
    """The name in the HTML (``src``): path inside the book, e.g. ``images/plan.svg``."""
    media_type: str
    data: bytes
    width: float
    """Raster: pixels. SVG: CSS px of its intrinsic size."""
    height: float
    line_art: bool = False
    """Raster of one bit a pixel: black or white."""
    print_width: int = 0
    """Raster: pixels of its width that a document can use, at the largest size it is printed at;
    0 for all of them."""
    digest: str = ""
    """SHA-256 of the data of a raster in hex, where intake has it; whoever changes the data takes
    it away."""
    file: str = ""
    """Where the data is to be read when a page that shows it is typeset, ``data`` being empty
    until then: hundreds of plates are not carried about for nothing."""
    ready: bool = False
    """Raster: whether the data are already as they are printed (see ``manuscript.rasters``)."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a story (its title is not among them)."""

    level: int
    text: str
    anchor: str
    line: int


Role = Literal["story", "dedication", "editors", "foreword", "appendix", "afterword"]

Audience = Literal["reader", "listener", "speaker"]
"""For whom a document is made; blocks for others are left out of it."""


@dataclass(frozen=True, slots=True)
class Story:
    """One manuscript file, read: a story, or a piece of front or back matter."""

    key: str
    """Unique in the book and safe as an anchor: ``s-`` + the slug of the file name."""
    role: Role
    path: str
    """Relative to the book's folder, with forward slashes."""
    title: str
    """Plain text of the first ``# heading``."""
    title_html: str
    """The same as inline HTML."""
    title_line: int
    subtitle: str
    author: str
    html: str
    """The body without its title: safe HTML; every block carries ``data-line``."""
    headings: tuple[Heading, ...]
    assets: tuple[Asset, ...]
    source: str
    """The manuscript as read, decoded, line ends as ``\\n``: what checks compare with."""
    summary: str = ""
    """A few words about it, for contents and handouts."""
    editions: tuple[str, ...] = ()
    """The editions that have it; empty for all."""
    files: tuple[tuple[str, str], ...] = ()
    """Tables (CSV) that it prints: path in the book and decoded text."""


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary."""

    anchor: str
    """``term-`` and its number in glossary.toml, from 1."""
    term: str
    html: str
    """The explanation as safe inline HTML."""
    reading: str
    """Pinyin by which it is sorted, where the usual one is wrong; else empty."""
    see: tuple[str, ...]
    """Other terms of the glossary to look up."""
    place: Place


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the book in the reader's sense (编, 辑): a title over some stories."""

    key: str
    title: str
    """Empty where the book has no parts: then no part page is set."""
    intro: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the PDF outline."""

    level: int
    """1 is the outermost."""
    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """Chinese of one script that is printed in another."""

    source: str
    """Language tag of the manuscripts, such as ``zh-Hans``."""
    target: str
    """That of the edition, such as ``zh-Hant-TW``."""
    vocabulary: bool = False
    """Whether words that another region has other words for are replaced, too (软件, 軟體)."""
    words: tuple[tuple[str, str], ...] = ()
    """The book's own: words as written, and as they are to be printed (often the same)."""


Numbering = Literal["none", "lower-roman", "decimal"]


@dataclass(frozen=True, slots=True)
class Part:
    """What is typeset apart: one story or one piece of front or back matter, as HTML.

    It carries all that it needs, so that it renders the same in any process.
    """

    key: str
    """Unique in the document, e.g. ``story/s-01``."""
    html: str
    """A whole HTML document. Page references are ``<span data-late="page:ANCHOR">00</span>``;
    links to other parts are ``href="press-ref:ANCHOR"``; assets are ``src="press-asset:NAME"``."""
    styles: tuple[str, ...]
    """CSS texts in the order of the cascade."""
    assets: tuple[Asset, ...]
    first_page: Side | Literal["any"]
    """The side that the layout wants for the first page."""
    numbering: Numbering
    """How its folios are written; a change of numbering between parts starts again at 1."""
    outline: tuple[OutlineEntry, ...]
    source: str
    """The manuscript it comes from, relative to the book ("" where it has none)."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A named place in typeset pages."""

    name: str
    page: int
    """Index from 0, in the part or the document."""
    x: float
    """pt from the left of the trim box."""
    y: float
    """pt from the bottom of the trim box."""


FaceKey = tuple[str, int, bool]
"""Family, weight and whether italic: what tells the faces of a library apart."""


@dataclass(frozen=True, slots=True)
class FaceUse:
    """What some pages use of one face, under one resource name of their content streams."""

    resource: str
    """Name in the resources of the pages, without the slash."""
    family: str
    weight: int
    widths: tuple[tuple[int, int], ...]
    """Glyph number and advance in thousandths of an em, sorted."""
    unicodes: tuple[tuple[int, str], ...]
    """Glyph number and the text that it stands for, sorted."""
    italic: bool = False

    @property
    def key(self) -> FaceKey:
        """Its face."""
        return self.family, self.weight, self.italic


@dataclass(frozen=True, slots=True)
class Pages:
    """A part, typeset: pages without font programs, folios or page references."""

    key: str
    """The key of the part."""
    pdf: bytes
    """Empty where it lies unread in the store of pieces, under ``kept_as``."""
    count: int
    trim: tuple[float, float]
    """Width and height in pt."""
    bleed: float
    """pt, on all four sides; the pages' MediaBox reaches to it."""
    anchors: tuple[Anchor, ...]
    faces: tuple[FaceUse, ...]
    problems: tuple[Problem, ...]
    """Of this part; pages count from 1 within it."""
    digest: str = field(default="", compare=False)
    """SHA-256 of ``pdf`` in hex, where it is known."""

    @property
    def kept_as(self) -> str:
        """What a store has ``pdf`` under, if it has it."""
        return f"pages {self.digest}"


class PagesLost(Exception):
    """The PDF of a part is no more where it was kept: the part must be typeset again."""


@dataclass(frozen=True, slots=True)
class Face:
    """A prepared face: one file, one face, glyph numbers of the source kept."""

    family: str
    weight: int
    file: Path
    digest: str
    """SHA-256 of the file."""
    units: int
    """Units per em."""
    ascent: int
    descent: int
    """Below the baseline: negative. In font units, as ``hhea`` has them."""
    box: tuple[int, int, int, int]
    """Font bounding box in font units."""
    italic: bool
    coverage: tuple[tuple[int, int], ...]
    """Ranges of code points, first and last, sorted."""
    name: str = ""
    """Name of the font in a PDF: ASCII, without blanks."""
    dropped: str = ""
    """Characters that its source has and the press takes from the next family, on purpose."""

    @property
    def key(self) -> FaceKey:
        """What tells it apart in a library."""
        return self.family, self.weight, self.italic
