"""A job ticket → its part: one sheet, in the layout of kind ``ticket``."""

from __future__ import annotations

from press.config.models import FontsConfig
from press.layout.files import Layout
from press.layout.fonts import font_lists, role_variables
from press.layout.line_rules import line_rules
from press.layout.pieces import Outcome
from press.layout.rendering import renderer_of
from press.layout.ticket_context import TicketContext
from press.layout.views import page_view
from press.production import Words
from press.values import OutlineEntry, Part, problem

PIECE = "ticket"


def lay_out_ticket(words: Words, layout: Layout) -> Outcome:
    """The one part of the ticket."""
    config = layout.config
    if config.kind != "ticket":
        return (), (problem("layout-kind", None, name=layout.name, kind=config.kind,
                            wanted="ticket"),)
    context = TicketContext(
        config.lang, PIECE, page_view(config), font_lists(FontsConfig(), config.fonts),
        config.labels, words)
    chosen = config.parts[PIECE]
    renderer = renderer_of(layout.files)
    html, problems = renderer.page(chosen.template, context)
    styles, found = renderer.styles((*config.styles, *chosen.styles), context)
    if problems or found:
        return (), (*problems, *found)
    variables = role_variables(context.fonts) + line_rules(config.lines)
    title = f"{words.heading} {words.title}"
    return (Part(PIECE, html, (variables, *styles), (), "recto", "none",
                 (OutlineEntry(1, title, PIECE),), ""),), ()
