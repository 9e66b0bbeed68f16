"""A job ticket in words: what stands in which field, in the order in which a shop asks."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from press.dataclass import dataclass
from press.messages import Lang, message, text
from press.production.binding import page_ranges
from press.production.quantities import number_text, thousands
from press.production.ticket import Stock, Ticket, spelled

LONGEST = 260
"""Characters of a list of pages: about five lines."""


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value."""

    label: str
    """Such as 印数."""
    value: str
    """What is to be read first."""
    note: str = ""
    """Smaller, behind or below."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """A line of the list of files."""

    name: str
    """Its name."""
    what: str
    """What is in it."""
    pages: str
    """How many."""
    trim: str
    """Size in mm."""
    sha256: str
    """Checksum, 64 digits."""


@dataclass(frozen=True, slots=True)
class Table:
    """Figures of text and cover and their total: a head and rows of equal length."""

    head: tuple[str, ...]
    """Headings of the columns."""
    rows: tuple[tuple[str, ...], ...]
    """Cells as they are printed."""


@dataclass(frozen=True, slots=True)
class Words:
    """The whole ticket."""

    heading: str
    """印刷工艺单."""
    title: str
    """Of the book."""
    subtitle: str
    """Edition and printing, or empty."""
    notice: str
    """A line that must be seen, such as "this is a sample"; or empty."""
    price: tuple[Field, ...]
    """What sets the price: copies, trim, pages, colour, paper, binding."""
    paper_title: str
    """Heading of the figures of paper."""
    paper: Table
    """Paper of text and cover, and in total."""
    paper_note: str
    """How the reams are reckoned."""
    process_title: str
    """Heading of what is done."""
    process: tuple[Field, ...]
    """Binding, signatures, spine, creep, margin, bleed, cover, colour pages, characters."""
    files_title: str
    """Heading of the files."""
    files_head: tuple[str, ...]
    """Headings of their columns."""
    files: tuple[FileRow, ...]
    """Files that go to the shop."""
    remarks_title: str
    """Heading of the remarks."""
    remarks: tuple[str, ...]
    """What a person should look at; may be empty."""
    signed: tuple[str, ...]
    """Fields to be filled in by hand."""


def ticket_words(ticket: Ticket, lang: Lang) -> Words:
    """The ticket in Chinese or English."""
    job, wishes = ticket.job, ticket.job.wishes

    def say(code: str, **args: object) -> str:
        return text(f"ticket-{code}", lang, **args)

    comma = "　" if lang == "zh" else " · "
    return Words(
        heading=say("heading"), title=job.title,
        subtitle=comma.join(filter(None, (job.edition, wishes.edition, wishes.printing))),
        notice=job.notice,
        price=tuple(_price(ticket, lang)),
        paper_title=say("paper"), paper=_paper(ticket, lang),
        paper_note=say("paper-note", spoilage=f"{wishes.spoilage:g}"),
        process_title=say("process"), process=tuple(_process(ticket, lang)),
        files_title=say("files"),
        files_head=tuple(say(f"file-{c}") for c in ("name", "kind", "pages", "trim", "sha256")),
        files=tuple(FileRow(f.name, say(f"kind-{f.kind}"), str(f.pages), spelled(f.trim), f.sha256)
                    for f in job.files),
        remarks_title=say("remarks"), remarks=tuple(_remarks(ticket, lang)),
        signed=tuple(say(f"signed-{w}") for w in ("ordered", "checked", "accepted", "date")))


def _price(ticket: Ticket, lang: Lang) -> Iterator[Field]:
    job, wishes = ticket.job, ticket.job.wishes

    def say(code: str, **args: object) -> str:
        return text(f"ticket-{code}", lang, **args)

    def field(code: str, value: str, note: str = "") -> Field:
        return Field(say(code), value, note)

    yield field("copies", say("copies-value", copies=wishes.copies) if wishes.copies
                else say("open"))
    yield field("trim", say("mm", size=spelled(job.trim)),
                ticket.format.text if ticket.format else say("format-open"))
    yield field("pages", say("pages-value", pages=ticket.pages),
                say("sheets-value", sheets=number_text(ticket.sheets)) if ticket.sheets else "")
    count = len(ticket.colour)
    yield field("colour", say("colour-value", count=count) if count else say("colour-none"),
                say("colour-note", black=ticket.pages - count))
    yield field("reams", say("reams-value", reams=_reams(ticket.text.reams_spoilt))
                if ticket.text.reams_spoilt is not None else say("open"),
                ticket.text.paper or say("paper-open"))
    yield field("binding", say(f"binding-{ticket.advice.binding}"),
                say(f"side-{job.binding_side}"))


def _paper(ticket: Ticket, lang: Lang) -> Table:
    def say(code: str, **args: object) -> str:
        return text(f"ticket-{code}", lang, **args)

    head = tuple(say(f"column-{c}") for c in (
        "part", "paper", "sheet", "caliper", "sheets", "reams", "reams-spoilt", "whole"))
    rows = [(say("part-text"), *_stock(ticket.text, lang), number_text(ticket.sheets)
             if ticket.sheets else "—", *_amounts(ticket.text))]
    if ticket.cover is not None:
        rows.append((say("part-cover"), *_stock(ticket.cover, lang),
                     say("per-sheet", count=ticket.covers_per_sheet)
                     if ticket.covers_per_sheet else "—", *_amounts(ticket.cover)))
        both = [ticket.text, ticket.cover]
        whole = [s.whole_sheets for s in both if s.whole_sheets is not None]
        rows.append((say("part-total"), "", "", "", "",
                     _total([s.reams for s in both]), _total([s.reams_spoilt for s in both]),
                     str(sum(whole)) if len(whole) == 2 else "—"))
    return Table(head, tuple(rows))


def _stock(stock: Stock, lang: Lang) -> tuple[str, str, str]:
    caliper = f"{stock.caliper:.3f}".removesuffix("0") + ("" if stock.measured else "*")
    return (stock.paper or text("ticket-paper-open", lang),
            spelled(stock.sheet) if stock.sheet else "—", caliper)


def _amounts(stock: Stock) -> tuple[str, str, str]:
    if stock.reams is None or stock.reams_spoilt is None:
        return "—", "—", "—"
    return _column(stock.reams), _column(stock.reams_spoilt), str(stock.whole_sheets)


def _reams(amount: Fraction | None) -> str:
    return "—" if amount is None else number_text(amount, 3)


def _column(amount: Fraction) -> str:
    """For a column of figures: always three places."""
    whole, _, rest = _reams(amount).partition(".")
    return f"{whole}.{rest:0<3}"


def _total(amounts: list[Fraction | None]) -> str:
    known = [a for a in amounts if a is not None]
    return _column(sum(known, Fraction(0))) if len(known) == len(amounts) else "—"


def _process(ticket: Ticket, lang: Lang) -> Iterator[Field]:
    job, layout, advice = ticket.job, ticket.signatures, ticket.advice

    def say(code: str, **args: object) -> str:
        return text(f"ticket-{code}", lang, **args)

    def field(code: str, value: str, note: str = "") -> Field:
        return Field(say(code), value, note)

    reasons = [message(r, lang) for r in advice.reasons]
    if advice.binding != advice.advised:
        reasons.insert(0, say("advised", binding=say(f"binding-{advice.advised}")))
    yield field("binding", say(f"binding-{advice.binding}"), say("stop").join(reasons))
    if layout.nested:
        yield field("signatures", say("nested", pages=layout.pages, sheets=layout.pages // 4),
                    _filling(ticket, lang))
    else:
        last = say("signature-last", pages=layout.last) if layout.last else ""
        yield field("signatures", say("signature", full=layout.full, size=layout.size) + last,
                    _filling(ticket, lang))
    if advice.binding == "stitch":
        yield field("spine", say("spine-none"), say("block", bulk=number_text(ticket.bulk, 2)))
    elif job.wishes.spine is not None:
        yield field("spine", say("mm", size=f"{ticket.spine:g}"),
                    say("spine-shop", reckoned=number_text(ticket.spine_reckoned, 2)))
    else:
        yield field("spine", say("mm", size=number_text(ticket.spine, 2)),
                    say("spine-reckoned", bulk=number_text(ticket.bulk, 2)))
    yield field("creep", say("mm", size=number_text(ticket.creep, 2)), say("creep-note"))
    low, high = ticket.margin.wanted
    yield field("inner", say("mm", size=f"{job.inner:g}"),
                say("inner-note", least=f"{ticket.margin.least:g}", low=f"{low:g}",
                    high=f"{high:g}"))
    yield field("bleed", say("bleed-value", bleed=f"{job.bleed:g}"),
                say("marks" if job.marks else "no-marks"))
    if ticket.cover is not None:
        flaps = ticket.spread[0] > 2 * job.trim[0] + ticket.spine + 1
        yield field("cover", say("mm", size=spelled(ticket.spread)),
                    say("cover-flaps" if flaps else "cover-note",
                        inks=say("inks-colour" if ticket.colour_cover else "inks-black")))
    yield field("colour-pages", _colour(ticket, lang),
                say("forms", colour=ticket.forms[0], forms=ticket.forms[1])
                if ticket.colour else "")
    yield field("characters", say("thousands", count=thousands(ticket.characters)),
                say("characters-note", measure=job.measure, lines=job.lines,
                    pages=job.text_pages))


def _colour(ticket: Ticket, lang: Lang) -> str:
    """The pages with colour, or those without, whatever one line or a few can hold."""
    comma = "、" if lang == "zh" else ", "
    front = ticket.job.front if ticket.cover is not None else 0
    black = set(range(front + 1, front + ticket.pages + 1)) - set(ticket.colour)
    listed = page_ranges(ticket.colour, comma)
    if not listed:
        return text("ticket-colour-none", lang)
    if not black:
        return text("ticket-colour-all", lang)
    if len(listed) <= LONGEST:
        return listed
    others = page_ranges(sorted(black), comma)
    if len(others) <= LONGEST:
        return text("ticket-colour-but", lang, pages=others)
    return text("ticket-colour-many", lang)


def _filling(ticket: Ticket, lang: Lang) -> str:
    """What would fill the last signature."""
    layout = ticket.signatures
    if not layout.add:
        return text("ticket-filled", lang)
    said = text("ticket-fill" if layout.cut else "ticket-fill-add", lang, add=layout.add,
                cut=layout.cut)
    if layout.blanks:
        said += text("ticket-blanks", lang, blanks=layout.blanks)
        if ticket.text.blank_reams:
            said += text("ticket-blank-reams", lang, reams=_reams(ticket.text.blank_reams))
    return said


def _remarks(ticket: Ticket, lang: Lang) -> Iterator[str]:
    job = ticket.job
    yield from (message(doubt, lang) for doubt in ticket.doubts)
    if job.front + job.back and ticket.cover is not None:
        inside = [*range(1, job.front + 1), *range(job.pages - job.back + 1, job.pages + 1)]
        yield text("ticket-cover-inside", lang,
                   pages=page_ranges(inside, "、" if lang == "zh" else ", "))
    if not (ticket.text.measured and (ticket.cover is None or ticket.cover.measured)):
        yield text("ticket-caliper", lang)
    if ticket.colour:
        yield text("ticket-colour-found", lang)
    if job.booklets:
        yield text("ticket-booklets", lang, count=len(job.booklets),
                   sheets=sum(b.sheets for b in job.booklets))
