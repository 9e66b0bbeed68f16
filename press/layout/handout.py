"""One story → a lecture handout, for listeners or for the speaker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from press.config import HandoutConfig
from press.layout.body import Dress, dress
from press.layout.context import Heads, PartContext
from press.layout.files import Layout
from press.layout.parts import Outcome, Piece, render
from press.layout.views import book_view, labels, page_view, story_view
from press.manuscript.book import Book
from press.values import OutlineEntry, Story, problem


def lay_out_handout(book: Book, story: Story, handout: HandoutConfig, layout: Layout,
                    audience: Literal["listener", "speaker"]) -> Outcome:
    """The parts of the handout: for a speaker a cover sheet, then the text."""
    if layout.config.kind != "handout":
        return (), (problem("layout-kind", None, name=layout.name, kind=layout.config.kind,
                            wanted="handout"),)
    config = layout.config.for_audience(audience)
    page = page_view(config)
    body = dress(story, Dress(
        audience, config.labels.get("speaker_note", ""), config.cues, page))
    title = handout.title or story.title
    differs = title if title != story.title else ""
    blank = PartContext(
        "", story.key, audience, "none", book_view(book), page, labels(config),
        Heads(book.config.title, title), differs, story_view(story, body, 1), None, ())

    def pieces() -> Iterator[Piece]:
        for name in config.order:
            context = replace(blank, part=name, numbering=config.parts[name].numbering)
            if name == "handout":
                outline = (OutlineEntry(1, title, story.key),
                           *(OutlineEntry(h.level, h.text, h.anchor) for h in body.headings))
                yield Piece(name, context, body, outline, story.path)
            else:
                yield Piece(name, replace(context, anchor=name))

    return render(layout, config, pieces())
