"""What a copyright page says that depends on the finished pages: 开本, 印张, 字数.

The layout leaves ``<span data-fact="sheets">00</span>``; as page references do, it gets its text in
every round of settling. What is not known (the format of a strange trim) goes with the element
that says ``data-needs``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from press.assembly.placing import place
from press.config import FILE_NAME, BookConfig, Positions
from press.dataclass import dataclass, replace
from press.layout import Layout
from press.production import (
    TEXT_CALIPER,
    Binding,
    advise,
    caliper_of,
    character_count,
    format_of,
    number_text,
    printed_sheets,
    sheet_size,
    thousands,
)
from press.values import Pages, Part, Place, Problem, problem

COVERS = ("cover", "back-cover")
"""Keys of parts that are not of the text block where the cover is printed apart."""
COPYRIGHT = "copyright"
CIP_END, RECORD = "copyright-cip-end", "copyright-record"
"""Ids in the templates: the end of the CIP data, the beginning of the record below."""

_FACT = re.compile(r'(<span data-fact="(\w+)">)[^<]*(</span>)')
_NEEDS = re.compile(r'<(tr|p|div) data-needs="(\w+)"[^>]*>.*?</\1>\s*', re.DOTALL)


@dataclass(frozen=True, slots=True)
class ImprintOrder:
    """What the copyright page of an edition must say."""

    published: bool
    format: str
    """开本 as it is printed; empty where it is not known."""
    fraction: int
    """开数; 0 where it is not known."""
    measure: int
    """Characters in a line of the text."""
    lines: int
    """Lines on a page."""
    apart: bool
    """Whether the cover is certainly printed apart: as a document, or on paper of its own."""
    caliper: float
    """mm, of the text."""
    binding: Binding | None
    """The one that book.toml wants."""
    labels: tuple[str, str]
    """What stands before 印张 and 字数."""
    values: tuple[str, ...]
    """Every text of [imprint] that the page must show."""
    place: Place
    """Of the CIP data in book.toml."""


def imprint_order(config: BookConfig, layout: Layout,
                  positions: Positions | None = None) -> ImprintOrder | None:
    """Of the edition that ``config`` is for; None where it has no copyright page."""
    imprint, printing, made = config.imprint, config.printing, layout.config
    if imprint is None:
        return None
    spot = (positions or Positions()).value(("imprint", "cip"))
    sheet = sheet_size(printing.sheet) if printing.sheet else None
    cut = format_of((made.page.width, made.page.height), sheet, printing.fraction)
    publisher = imprint.publisher or (config.publisher if imprint.kind == "published" else "")
    texts = [config.title, imprint.permit, imprint.audience, publisher, imprint.address,
             imprint.distributor, *imprint.staff.values(), imprint.isbn, imprint.price,
             *imprint.cip, imprint.printer, imprint.print_date, imprint.copies,
             printing.edition, printing.printing, *imprint.lines]
    return ImprintOrder(
        imprint.kind == "published", cut.text if cut else "", cut.fraction if cut else 0,
        made.grid.measure, made.grid.lines,
        "cover" in config.documents or bool(printing.cover_paper),
        printing.caliper or caliper_of(printing.paper) or TEXT_CALIPER, printing.binding,
        (made.labels.get("sheets", ""), made.labels.get("characters", "")),
        tuple(text for text in texts if text.strip()), Place(FILE_NAME, spot.line, spot.column))


def imprint_facts(order: ImprintOrder | None,
                  parts: Sequence[tuple[Part, int]]) -> dict[str, str]:
    """The texts of the facts that are known, for parts of so many pages."""
    if order is None or not order.fraction:
        return {}
    covers = covers_apart(order, parts)
    leaves = place([(part, pages) for part, pages in parts if part.key not in covers]).leaves
    if not leaves:
        return {}
    counted = sum(1 for leaf in leaves if leaf.part is not None and leaf.numbering != "none")
    return {"format": order.format,
            "sheets": number_text(printed_sheets(len(leaves), order.fraction)),
            "characters": str(thousands(
                character_count(order.measure, order.lines, counted)))}


def covers_apart(order: ImprintOrder, parts: Sequence[tuple[Part, int]]) -> tuple[str, ...]:
    """Keys of the parts that do not count as text, since the cover is printed apart.

    A book that is not stitched always has such a cover; a stitched one may fold it with the text.
    """
    if order.apart:
        return COVERS
    inside = len(place([(part, pages) for part, pages in parts if part.key not in COVERS]).leaves)
    stitched = advise(inside, order.caliper, order.binding).binding == "stitch"
    return () if stitched else COVERS


def with_facts(part: Part, facts: Mapping[str, str]) -> Part:
    """``part`` with the facts as text, and without what needs one that is not known."""
    if "data-fact" not in part.html:
        return part
    html = _NEEDS.sub(lambda m: m[0] if m[2] in facts else "", part.html)
    return replace(part, html=_FACT.sub(
        lambda m: f"{m[1]}{facts.get(m[2], '')}{m[3]}", html))


def crowded(order: ImprintOrder | None, typeset: Sequence[Pages]) -> Iterator[Problem]:
    """CIP data and record that meet on the copyright page, or take more than one."""
    pages = next((one for one in typeset if one.key == COPYRIGHT), None)
    if order is None or pages is None:
        return
    heights = {anchor.name: anchor.y for anchor in pages.anchors}
    record = heights.get(RECORD, 0.0)
    if pages.count > 1 or heights.get(CIP_END, pages.trim[1]) < record or (
            RECORD in heights and record > pages.trim[1]):
        yield problem("imprint-too-long", order.place)
