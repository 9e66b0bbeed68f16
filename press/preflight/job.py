"""What a finished PDF must be: told by the build, which knows the job, never by the PDF.

All values are frozen and picklable, so that a check can run in any process.
"""

from __future__ import annotations

from typing import Literal

from press.dataclass import dataclass

Kind = Literal["reading", "print", "booklet", "handout", "archive", "cover", "ticket",
               "foreign", "cards", "proof"]


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A line that the outline must have."""

    level: int
    """1 is the outermost."""
    title: str
    page: int
    """Index from 0 of the page that it opens."""


@dataclass(frozen=True, slots=True)
class PageReference:
    """A page number printed beside a link: in the contents or in the text."""

    anchor: str
    printed: str
    """The number as it must stand in print, e.g. ``12`` or ``iv``."""
    page: int
    """Index from 0 of the page that the anchor is on."""
    title: str = ""
    """Words printed before the number: how a document without links is checked."""


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of a file that hang together, with all that is theirs alone: what was found in them
    holds for any file that has the same bytes there."""

    first: int
    """Index from 0 of its first page."""
    count: int
    numbers: tuple[int, int]
    """Its objects: the first number, and the one behind the last."""
    place: tuple[int, int]
    """Where they stand in the file: the first byte, and the one behind the last."""


@dataclass(frozen=True, slots=True)
class PartPrint:
    """What the pages of one part must show, as they were typeset and compared with a manuscript."""

    first: int
    """Index from 0 of its first page."""
    count: int
    source: str
    """The manuscript; empty where it has none."""
    data: bytes
    """See ``printed``."""
    faces: tuple[tuple[str, str], ...] = ()
    """Name of a font in the resources of the part, and in the finished file; none: not checked."""


@dataclass(frozen=True, slots=True)
class CoverJob:
    """A cover on one sheet, all lengths in mm."""

    page_mm: tuple[float, float]
    """A page of the book, trimmed."""
    pages: int
    """Of the text that it holds."""
    flaps_mm: float = 0.0
    """Width of each flap; 0 for none."""
    binding: Literal["left", "right"] = "left"
    caliper_mm: float = 0.1
    """Of one leaf of the text."""
    cover_caliper_mm: float = 0.0
    allowance_mm: float = 0.0
    """For glue and thread."""
    given_mm: float | None = None
    """The shop's own figure for the spine, which goes before the formula."""
    stitched: bool = False
    """Folded once, without a spine."""
    isbn: str | None = None
    """Thirteen digits that the bar code must read; None where there is to be none."""


@dataclass(frozen=True, slots=True)
class ImprintJob:
    """What the copyright page must say."""

    pages: tuple[int, ...]
    """Indices from 0 of the pages that it stands on."""
    values: tuple[str, ...]
    """Texts that it must show."""
    sheets_label: str
    """What stands before the number of printed sheets (印张)."""
    characters_label: str
    """What stands before the 字数."""
    fraction: int
    """开数; 0 where it is not known, and nothing is computed."""
    measure: int
    """Characters in a line of the text."""
    lines: int
    """Lines on a page."""
    covers: tuple[int, ...] = ()
    """Indices from 0 of pages that are no text: those of a cover that is printed apart."""
    published: bool = False


@dataclass(frozen=True, slots=True)
class DocumentJob:
    """One document as it was ordered. An empty tuple or None: not checked."""

    kind: Kind
    trim_mm: tuple[float, float]
    """Width and height after cutting."""
    bleed_mm: float = 0.0
    media_mm: tuple[float, float] | None = None
    """The sheet with bleed and marks; None: as large as the bleed box, if there are no marks."""
    marks: bool = False
    """Whether there may be room for marks around the bleed box."""
    pages: int | None = None
    multiple_of: int | None = None
    """What the binding needs: 4 for saddle stitch, 2 for a sheet of two sides."""
    title: str = ""
    lang: str = ""
    date: str | None = None
    """ISO date that Info and XMP must carry, e.g. ``2021-07-01``; None: not checked."""
    tagged: bool = False
    """PDF/UA-1: tags, Lang, title shown, text all in tags or artifacts."""
    k_only: bool = False
    """For print: nothing in RGB, black text on the K plate only."""
    outline: tuple[OutlineLine, ...] = ()
    destinations: tuple[tuple[str, int], ...] = ()
    """Names that links may lead to, each with its page's index from 0."""
    contents: tuple[PageReference, ...] = ()
    contents_pages: tuple[int, ...] = ()
    """Indices from 0 of the pages that the table of contents stands on."""
    references: tuple[tuple[int, PageReference], ...] = ()
    """Page numbers printed in the text: the page's index from 0, and what it refers to."""
    page_lists: tuple[int, ...] = ()
    """Indices from 0 of the pages that lists of pages stand on: index, glossary, chronology."""
    labels: tuple[str, ...] = ()
    """One a page: what a viewer shows, and the folio wherever one is printed."""
    sections: tuple[Section, ...] = ()
    """Parts of the file that can be looked at apart; believed no further than the file bears
    them out (see ``sections``)."""
    standard: Literal["", "x-4", "x-1a", "a-2b", "a-3b"] = ""
    """What the file claims to be: PDF/X for print, PDF/A for keeping."""
    ink_limit: int = 0
    """The most ink of all plates together, in per cent; 0: not checked."""
    attachments: tuple[str, ...] = ()
    """Names of the files that it carries."""
    cover: CoverJob | None = None
    """For a cover sheet."""
    imprint: ImprintJob | None = None
    """For a book with a copyright page."""
    safety_mm: float = 0.0
    """How far text must stay from the cut."""
    bound: Literal["", "left", "right"] = ""
    """The side of a first page that is bound; empty where nothing is, or is not known."""
    crop_marks: bool = False
    """Whether lines around each page must show where it is cut."""
    sizes: bool = False
    """Whether letters and lines must be large enough for a press."""
    resolution: bool = False
    """Whether pictures must have pixels enough for a press."""
    alike: bool = False
    """Whether characters must not be those that only look like the right ones."""
    blanks: tuple[int, ...] | None = None
    """Indices from 0 of pages that may be empty; None: any may."""
    rectos: tuple[int, ...] = ()
    """Indices from 0 of pages that must be odd ones."""
    printed: tuple[PartPrint, ...] = ()
    """What its pages must show, in their order; pages of no part are not looked at."""
    path: str = ""
    """How problems name the file."""


@dataclass(frozen=True, slots=True)
class BookletJob:
    """Sheets to be printed on both sides, folded once, and laid into one another."""

    sheet_mm: tuple[float, float]
    """Width and height as the sheet is printed (landscape: the fold stands upright)."""
    trim_mm: tuple[float, float]
    """One page after cutting."""
    order: tuple[int | None, ...]
    """Reading order of the folded booklet: index from 0 into the source document, or None for
    a blank page; its length is a multiple of 4."""
    binding: Literal["left", "right"] = "left"
    flip: Literal["short", "long"] = "short"
    """The edge about which the printer turns the sheet."""
    creep_mm: float = 0.0
    """How far a page may stand from its place towards the fold."""
    k_only: bool = False
    """As of a document."""
    ink_limit: int = 0
    """The same."""
    path: str = ""
    """How problems name the file."""
