"""Production: what a print shop is told of a book, and how it is reckoned. Pure.

1. ``paper``       trims and the sheets they are cut from (开本), kinds of paper and calipers
2. ``quantities``  印张, 令, whole sheets with spoilage, 版面字数
3. ``thickness``   spine and creep
4. ``binding``     stitched, glued or sewn, with reasons; signatures; inner margin; colour forms
5. ``ticket``      the job ticket (工艺单): all of it for one job
6. ``words``       the ticket in Chinese or English; ``record``, as JSON; ``readme``, the papers
                   beside the files that a shop is given
"""

from press.production.binding import (
    Advice,
    InnerMargin,
    Reason,
    Signatures,
    advise,
    colour_forms,
    inner_margin,
    page_ranges,
    signature_size,
    signatures,
)
from press.production.paper import (
    COVER_CALIPER,
    TEXT_CALIPER,
    TRIMS,
    Format,
    Size,
    caliper_of,
    fits,
    format_of,
    sheet_size,
)
from press.production.quantities import (
    character_count,
    cover_sheets,
    covers_per_sheet,
    number_text,
    printed_sheets,
    reams,
    thousands,
    whole_sheets,
)
from press.production.readme import colour_list, readme
from press.production.record import ticket_json
from press.production.thickness import ALLOWANCE, Binding, bulk, creep, spine
from press.production.ticket import Job, Ticket, TicketFile, Wishes, reckon
from press.production.words import Words, ticket_words

__all__ = [
    "ALLOWANCE",
    "COVER_CALIPER",
    "TEXT_CALIPER",
    "TRIMS",
    "Advice",
    "Binding",
    "Format",
    "InnerMargin",
    "Job",
    "Reason",
    "Signatures",
    "Size",
    "Ticket",
    "TicketFile",
    "Wishes",
    "Words",
    "advise",
    "bulk",
    "caliper_of",
    "character_count",
    "colour_forms",
    "colour_list",
    "cover_sheets",
    "covers_per_sheet",
    "creep",
    "fits",
    "format_of",
    "inner_margin",
    "number_text",
    "page_ranges",
    "printed_sheets",
    "readme",
    "reams",
    "reckon",
    "sheet_size",
    "signature_size",
    "signatures",
    "spine",
    "thousands",
    "ticket_json",
    "ticket_words",
    "whole_sheets",
]
