"""Cards for everybody in a class: one page each, which the build lays together on sheets."""

from __future__ import annotations

from press.dataclass import replace
from press.layout.files import Layout
from press.layout.kinds.extra import Desk
from press.layout.pieces import Outcome, Piece, blank, render, with_pictures
from press.manuscript.book import Book
from press.values import problem

PIECE = "card"


def lay_out_cards(book: Book, layout: Layout) -> Outcome:
    """The parts of the cards, in batches; none where the book has no people."""
    config = layout.config
    if config.kind != "card":
        return (), (problem("layout-kind", None, name=layout.name, kind=config.kind,
                            wanted="card"),)
    from press.layout.kinds.handbook import cards

    context = blank(book, config, "reader", "")
    made = tuple(Piece(one.key, replace(context, part=PIECE, anchor=one.anchor, data=one.data))
                 for one in cards(Desk(book, config, context.page)))
    parts, problems = render(layout, config, iter(made))
    parts, found = with_pictures(book, config, made, parts, on_paper=True)
    return parts, (*problems, *found)
