"""One story → a lecture handout, for listeners or for the speaker."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from markupsafe import Markup

from press.config import HandoutConfig
from press.config.layout_model import PieceConfig
from press.dataclass import replace
from press.layout.body import Dress, dress
from press.layout.context import Heads
from press.layout.files import Layout
from press.layout.filling import NOTHING
from press.layout.pieces import Outcome, Piece, blank, render, with_pictures
from press.layout.views import story_view
from press.manuscript.book import Book
from press.values import OutlineEntry, Story, problem

Filled = Callable[[PieceConfig], Mapping[str, Markup]]


def lay_out_handout(book: Book, story: Story, handout: HandoutConfig, layout: Layout,
                    audience: Literal["listener", "speaker"],
                    filled: Filled | None = None) -> Outcome:
    """The parts of the handout: for a speaker a cover sheet, then the text. ``filled``: what is
    filled into the fields of a piece, in packets."""
    if layout.config.kind != "handout":
        return (), (problem("layout-kind", None, name=layout.name, kind=layout.config.kind,
                            wanted="handout"),)
    config = layout.config.for_audience(audience)
    edition = handout.edition or ""
    context = blank(book, config, audience, edition)
    body = dress(story, Dress(
        audience, config.labels.get("speaker_note", ""), config.cues, context.page, edition,
        numbers=config.headings.numbers if book.config.number_headings else ()))
    title = handout.title or story.title
    context = replace(
        context, anchor=story.key, heads=Heads(book.config.title, title),
        title=title if title != story.title else "", story=story_view(story, body, 1))

    def pieces() -> Iterator[Piece]:
        for name in config.order:
            shown = replace(context, part=name, numbering=config.parts[name].numbering,
                            fields=filled(config.parts[name]) if filled else NOTHING)
            if name == "handout":
                outline = (OutlineEntry(1, title, story.key),
                           *(OutlineEntry(h.level, h.text, h.anchor) for h in body.headings))
                yield Piece(name, shown, body, outline, story.path)
            else:
                yield Piece(name, replace(shown, anchor=name))

    made = tuple(pieces())
    parts, problems = render(layout, config, iter(made))
    parts, found = with_pictures(book, config, made, parts, on_paper=True)
    return parts, (*body.problems, *problems, *found)
