"""The job ticket (工艺单): everything a shop asks before it names a price, reckoned. Pure.

The build tells what it has made (``Job``); ``reckon`` makes the ticket of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from press.dataclass import dataclass
from press.production.binding import (
    Advice,
    InnerMargin,
    Reason,
    Signatures,
    advise,
    colour_forms,
    inner_margin,
    signature_size,
    signatures,
)
from press.production.paper import (
    COVER_CALIPER,
    TEXT_CALIPER,
    Format,
    Size,
    caliper_of,
    format_of,
    sheet_size,
)
from press.production.quantities import (
    character_count,
    cover_sheets,
    covers_per_sheet,
    printed_sheets,
    reams,
    whole_sheets,
)
from press.production.thickness import Binding, bulk, creep, spine

COVER_STOCK: tuple[Size, ...] = ((787, 1092), (889, 1194))
"""Whole sheets that cover papers are sold in, mm."""
SPINE_MARGIN = 0.5
"""mm by which the shop's spine may differ from the reckoned one before it is told."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """``[printing]`` of book.toml, see ``PrintingConfig``; what is not given is empty or None."""

    sheet: str = ""
    fraction: int | None = None
    paper: str = ""
    caliper: float | None = None
    cover_paper: str = ""
    cover_caliper: float | None = None
    copies: int | None = None
    spoilage: float = 3.0
    binding: Binding | None = None
    signature: int | None = None
    spine: float | None = None
    edition: str = ""
    printing: str = ""


@dataclass(frozen=True, slots=True)
class TicketFile:
    """A file that goes with the ticket."""

    name: str
    kind: str
    pages: int
    sheets: int
    """Sheets of paper a copy, printed as the file is meant to be."""
    trim: Size
    sha256: str


@dataclass(frozen=True, slots=True)
class Job:
    """What was made, as the build knows it."""

    title: str
    notice: str
    """A line that every reader must see, such as "this is a sample"."""
    edition: str
    """Name of the edition; empty for a book without several."""
    trim: Size
    bleed: float
    """mm, on every side."""
    marks: bool
    """Whether the print file has crop marks."""
    pages: int
    """Of the print file."""
    front: int
    """Pages at its beginning that are the cover, not the text; 0 where the cover is apart."""
    back: int
    """The same at its end."""
    colour: tuple[int, ...]
    """Pages of the print file with colour, from 1."""
    measure: int
    """Characters in a line of the layout's grid."""
    lines: int
    """Lines on a page of it."""
    text_pages: int
    """Pages that have a folio and are not blank: those whose 字数 count."""
    inner: float
    """Margin at the spine in the layout, mm."""
    binding_side: Literal["left", "right"]
    files: tuple[TicketFile, ...]
    """Those that go to the shop."""
    booklets: tuple[TicketFile, ...] = ()
    """To be printed and folded in the office, whatever the shop does."""
    cover_colour: bool = False
    """Whether the cover file has colour; False where there is none."""
    wishes: Wishes = Wishes()


@dataclass(frozen=True, slots=True)
class Stock:
    """The paper of the text or of the cover."""

    paper: str
    """As book.toml names it; may be empty."""
    caliper: float
    """mm."""
    measured: bool
    """Whether book.toml gives the caliper; else it is from the table, and to be measured."""
    sheet: Size | None
    """Whole sheet, mm; None where none gives the page."""
    whole_sheets: int | None
    """With spoilage; None where the copies are not known."""
    reams: Fraction | None
    """令, without spoilage."""
    reams_spoilt: Fraction | None
    """令, with it."""
    blank_reams: Fraction | None = None
    """令 for the blank leaves at the end of the last signature, which 印张 does not count."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """The job, reckoned. Pages are those of the text block unless said otherwise; mm."""

    job: Job
    pages: int
    """Of the text block, without the cover."""
    format: Format | None
    sheets: Fraction | None
    """印张 a copy."""
    characters: int
    """版面字数."""
    text: Stock
    cover: Stock | None
    """None where the book has no cover of another paper."""
    covers_per_sheet: int
    spread: Size
    """The cover open, trimmed: back, spine, front."""
    advice: Advice
    signatures: Signatures
    spine: float
    spine_reckoned: float
    bulk: float
    creep: float
    """Of the innermost sheet of a signature."""
    margin: InnerMargin
    colour: tuple[int, ...]
    """Pages of the text block with colour, as pages of the print file."""
    colour_cover: bool
    """Whether the cover has colour, in its own file or on its pages of the print file."""
    forms: tuple[int, int]
    """Forms with colour, and all."""
    doubts: tuple[Reason, ...]
    """What a person should look at."""


def reckon(job: Job) -> Ticket:
    """The ticket of a job."""
    wishes = job.wishes
    has_file = any(f.kind == "cover" for f in job.files)
    inside = job.pages - job.front - job.back
    caliper = wishes.caliper or caliper_of(wishes.paper) or TEXT_CALIPER
    advice = advise(inside, caliper, wishes.binding)
    apart = has_file or bool(wishes.cover_paper) or advice.binding != "stitch"
    if not apart:  # stitched with a cover of the same paper: its pages are folded with the text
        inside = job.pages
        advice = advise(inside, caliper, wishes.binding)
    made = format_of(job.trim, sheet_size(wishes.sheet), wishes.fraction)
    cover_caliper = wishes.cover_caliper or caliper_of(wishes.cover_paper) or COVER_CALIPER
    reckoned = spine(inside, caliper, cover_caliper, advice.binding)
    width = spine(inside, caliper, cover_caliper, advice.binding, wishes.spine)
    size = wishes.signature or signature_size(caliper, made.fraction if made else 32)
    layout = signatures(inside, advice.binding, size)
    sheets = printed_sheets(inside, made.fraction) if made and inside else None
    covers = [f.trim for f in job.files if f.kind == "cover" and f.trim[0] >= 2 * job.trim[0]]
    spread = covers[0] if covers else (2 * job.trim[0] + width, job.trim[1])
    cover, each = (_cover(wishes, spread, job.bleed, cover_caliper) if apart else (None, 0))
    front = job.front if apart else 0
    colour = tuple(p for p in job.colour if front < p <= front + inside)
    margin = inner_margin(inside, advice.binding)
    return Ticket(
        job, inside, made, sheets, character_count(job.measure, job.lines, job.text_pages),
        _text(wishes, made, sheets, caliper, layout.pages - inside - inside % 2), cover, each,
        spread, advice, layout, width, reckoned, bulk(inside, caliper),
        creep(layout.pages if layout.nested else layout.size, caliper), margin, colour,
        job.cover_colour or len(colour) < len(job.colour),
        colour_forms([p - front for p in colour], layout),
        (*advice.doubts, *_doubts(job, made, width, reckoned, margin)))


def _text(wishes: Wishes, made: Format | None, sheets: Fraction | None, caliper: float,
          blanks: int) -> Stock:
    measured = wishes.caliper is not None
    sheet = made.sheet if made else None
    if wishes.copies is None or sheets is None or made is None:
        return Stock(wishes.paper, caliper, measured, sheet, None, None, None)
    return Stock(wishes.paper, caliper, measured, sheet,
                 whole_sheets(wishes.copies, sheets, wishes.spoilage),
                 reams(wishes.copies, sheets), reams(wishes.copies, sheets, wishes.spoilage),
                 reams(wishes.copies, Fraction(blanks, made.fraction)))


def _cover(wishes: Wishes, spread: Size, bleed: float, caliper: float) -> tuple[Stock, int]:
    """The stock of the cover and how many lie on a sheet: the sheet that loses least."""
    full = (spread[0] + 2 * bleed, spread[1] + 2 * bleed)
    found = [(one[0] * one[1] / count, one, count) for one in COVER_STOCK
             if (count := covers_per_sheet(full, one))]
    measured = wishes.cover_caliper is not None
    if not found:
        return Stock(wishes.cover_paper, caliper, measured, None, None, None, None), 0
    _, sheet, count = min(found)
    if wishes.copies is None:
        return Stock(wishes.cover_paper, caliper, measured, sheet, None, None, None), count
    exact = Fraction(wishes.copies, count) / 500
    return Stock(wishes.cover_paper, caliper, measured, sheet,
                 cover_sheets(wishes.copies, count, wishes.spoilage), exact,
                 exact * (1 + Fraction(str(wishes.spoilage)) / 100)), count


def _doubts(job: Job, made: Format | None, width: float, reckoned: float,
            margin: InnerMargin) -> Sequence[Reason]:
    found: list[Reason] = []
    if made is None:
        found.append(Reason("doubt-format", (("trim", spelled(job.trim)),)))
    if abs(width - reckoned) > SPINE_MARGIN:
        found.append(Reason("doubt-spine", (("given", f"{width:g}"),
                                            ("reckoned", f"{reckoned:g}"))))
    if job.inner < margin.least:
        found.append(Reason("doubt-margin", (("inner", f"{job.inner:g}"),
                                             ("least", f"{margin.least:g}"))))
    elif job.inner < margin.wanted[0]:
        found.append(Reason("doubt-margin-small", (
            ("inner", f"{job.inner:g}"), ("low", f"{margin.wanted[0]:g}"),
            ("high", f"{margin.wanted[1]:g}"))))
    return found


def spelled(size: Size) -> str:
    """``148×210``."""
    return "×".join(f"{edge:.2f}".rstrip("0").rstrip(".") for edge in size)
