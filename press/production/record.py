"""A job ticket as JSON: numbers as numbers, lengths in mm, None where nothing is known."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from press.messages import Lang, message
from press.production.binding import Reason
from press.production.quantities import number_text
from press.production.ticket import Stock, Ticket, TicketFile


def ticket_json(ticket: Ticket, lang: Lang) -> bytes:
    """The whole ticket; the same ticket gives the same bytes."""
    return (json.dumps(record(ticket, lang), ensure_ascii=False, indent=2) + "\n").encode()


def record(ticket: Ticket, lang: Lang) -> dict[str, Any]:
    """The ticket as plain data; sentences in ``lang``."""
    job, wishes, layout = ticket.job, ticket.job.wishes, ticket.signatures
    made, text, cover = ticket.format, ticket.text, ticket.cover
    stocks = [s for s in (text, cover) if s is not None]
    parts: list[dict[str, Any]] = [{
        "part": "text", "pages": ticket.pages, "trim": list(job.trim),
        "printed_sheets": _number(ticket.sheets), "characters": ticket.characters,
        "colour_pages": list(ticket.colour), "forms": ticket.forms[1],
        "colour_forms": ticket.forms[0], **_stock(text),
        "blank_pages_reams": _number(text.blank_reams)}]
    if cover is not None:
        parts.append({
            "part": "cover", "pages": 4, "trim": [round(edge, 2) for edge in ticket.spread],
            "colour": ticket.colour_cover, "covers_per_sheet": ticket.covers_per_sheet,
            **_stock(cover)})
    return {
        "title": job.title, "notice": job.notice, "edition": job.edition,
        "edition_text": wishes.edition, "printing_text": wishes.printing,
        "copies": wishes.copies, "spoilage_percent": wishes.spoilage,
        "trim": list(job.trim), "format": made.text if made else None,
        "sheet": list(made.sheet) if made else None,
        "fraction": made.fraction if made else None,
        "pages": ticket.pages, "print_file_pages": job.pages,
        "colour_pages": list(ticket.colour), "colour_page_count": len(ticket.colour),
        "documents": parts,
        "totals": {
            "pages": sum(p["pages"] for p in parts),
            "reams": _sum([s.reams for s in stocks]),
            "reams_with_spoilage": _sum([s.reams_spoilt for s in stocks]),
            "whole_sheets": _sum([s.whole_sheets for s in stocks])},
        "binding": {
            "kind": ticket.advice.binding, "advised": ticket.advice.advised,
            "reasons": _said(ticket.advice.reasons, lang), "side": job.binding_side},
        "signatures": {
            "pages": layout.size, "full": layout.full, "last": layout.last,
            "count": layout.count, "blank_pages": layout.blanks,
            "pages_to_add": layout.add, "pages_to_cut": layout.cut},
        "spine": ticket.spine, "spine_reckoned": ticket.spine_reckoned,
        "spine_by_shop": wishes.spine is not None, "block_thickness": round(ticket.bulk, 2),
        "creep": ticket.creep,
        "inner_margin": {"layout": job.inner, "least": ticket.margin.least,
                         "wanted": list(ticket.margin.wanted)},
        "bleed": job.bleed, "marks": job.marks,
        "cover_spread": [round(edge, 2) for edge in ticket.spread] if cover else None,
        "files": [_file(f) for f in job.files],
        "booklets": [_file(f) for f in job.booklets],
        "doubts": _said(ticket.doubts, lang),
    }


def _file(file: TicketFile) -> dict[str, Any]:
    return {"name": file.name, "kind": file.kind, "pages": file.pages, "sheets": file.sheets,
            "trim": list(file.trim), "sha256": file.sha256}


def _stock(stock: Stock) -> dict[str, Any]:
    return {"paper": stock.paper or None, "caliper": stock.caliper, "measured": stock.measured,
            "paper_sheet": list(stock.sheet) if stock.sheet else None,
            "whole_sheets": stock.whole_sheets, "reams": _number(stock.reams),
            "reams_with_spoilage": _number(stock.reams_spoilt)}


def _said(reasons: tuple[Reason, ...], lang: Lang) -> list[dict[str, str]]:
    return [{"code": r.code, "message": message(r, lang)} for r in reasons]


def _number(value: Fraction | None) -> float | None:
    """Rounded half up, as the page has it."""
    return None if value is None else float(number_text(value))


def _sum(values: list[Fraction | int | None] | list[Fraction | None] | list[int | None]
         ) -> float | int | None:
    known = [v for v in values if v is not None]
    if len(known) < len(values):
        return None
    total = sum(known, Fraction(0))
    return int(total) if all(isinstance(v, int) for v in known) else _number(Fraction(total))
