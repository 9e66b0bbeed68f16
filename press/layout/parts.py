"""A book → its parts: the pieces of a reader, in the order of the layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from press.config.layout_model import LayoutConfig
from press.layout.body import Body, Dress, dress
from press.layout.context import Audience, Heads, PartContext
from press.layout.files import Layout
from press.layout.rendering import Renderer
from press.layout.views import (
    book_view,
    contents_entries,
    labels,
    page_view,
    section_view,
    story_view,
)
from press.manuscript.book import Book
from press.values import OutlineEntry, Part, Problem, Section, Story, problem

Outcome = tuple[tuple[Part, ...], tuple[Problem, ...]]
_MATTER = ("editors", "foreword", "afterword")
"""Pieces that have a manuscript of that role."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One part before it is rendered."""

    key: str
    """``Part.key``."""
    context: PartContext
    body: Body | None = None
    outline: tuple[OutlineEntry, ...] = ()
    source: str = ""


def lay_out(book: Book, layout: Layout, *, audience: Audience) -> Outcome:
    """The parts of the reader, front cover to back cover."""
    if layout.config.kind != "reader":
        return (), (problem("layout-kind", None, name=layout.name, kind=layout.config.kind,
                            wanted="reader"),)
    config = layout.config.for_audience(audience)
    return render(layout, config, _Reader(book, config, audience).pieces())


def render(layout: Layout, config: LayoutConfig, pieces: Iterator[Piece]) -> Outcome:
    """Every piece through its template; all faults at once, each said once."""
    renderer = Renderer(layout)
    parts: list[Part] = []
    problems: list[Problem] = []
    for piece in pieces:
        chosen = config.parts[piece.context.part]
        html, found = renderer.page(chosen.template, piece.context)
        styles, also = renderer.styles((*config.styles, *chosen.styles), piece.context)
        problems += [*found, *also]
        parts.append(Part(
            piece.key, html, styles, piece.body.assets if piece.body else (),
            chosen.opens, chosen.numbering, piece.outline, piece.source))
    if problems:
        return (), tuple(dict.fromkeys(problems))
    return tuple(parts), ()


class _Reader:
    """Walks through the pieces of one book."""

    def __init__(self, book: Book, config: LayoutConfig, audience: Audience) -> None:
        self._book, self._config = book, config
        self._matter: dict[str, Story] = {s.role: s for s in (*book.front, *book.back)}
        page = page_view(config)
        self._dress = Dress(audience, config.labels.get("speaker_note", ""), config.cues, page)
        self._blank = PartContext(
            "", "", audience, "none", book_view(book), page, labels(config), Heads("", ""),
            "", None, None, ())

    def pieces(self) -> Iterator[Piece]:
        """In the order of the layout; what the book does not have is left out."""
        for name in self._config.order:
            if name == "body":
                yield from self._body()
            elif name in _MATTER:
                if story := self._matter.get(name):
                    yield self._story(name, story, 0, 1)
            elif name == "contents":
                yield self._contents()
            elif name != "copyright" or self._has_imprint():
                yield Piece(name, self._context(name, name))

    def _body(self) -> Iterator[Piece]:
        number = 0
        for place, section in enumerate(self._book.sections, 1):
            if section.title:
                yield self._section(section, place)
            for story in section.stories:
                number += 1
                yield self._story("story", story, number, 2 if section.title else 1)

    def _section(self, section: Section, place: int) -> Piece:
        view = section_view(section, place, self._config)
        context = replace(self._context("section", section.key), section=view)
        title = f"{view.label}　{view.title}" if view.label else view.title
        return Piece(f"section/{section.key}", context,
                     outline=(OutlineEntry(1, title, section.key),))

    def _story(self, name: str, story: Story, number: int, level: int) -> Piece:
        body = dress(story, replace(self._dress, names=name == "editors"))
        context = replace(
            self._context(name, story.key), story=story_view(story, body, number),
            heads=Heads(self._book.config.title, story.title))
        outline = (OutlineEntry(level, story.title, story.key),
                   *(OutlineEntry(level + h.level - 1, h.text, h.anchor) for h in body.headings))
        key = f"story/{story.key}" if name == "story" else name
        return Piece(key, context, body, outline, story.path)

    def _contents(self) -> Piece:
        words = self._config.labels.get("contents", "")
        context = replace(
            self._context("contents", "contents"),
            contents=contents_entries(self._book, self._config, self._config.order),
            heads=Heads(self._book.config.title, words))
        return Piece("contents", context, outline=(OutlineEntry(1, words, "contents"),))

    def _context(self, name: str, anchor: str) -> PartContext:
        return replace(self._blank, part=name, anchor=anchor,
                       numbering=self._config.parts[name].numbering)

    def _has_imprint(self) -> bool:
        """A copyright page with nothing but the title on it is not set."""
        book = self._blank.book
        return bool(book.imprint or book.publisher or book.author or book.compiler
                    or book.notice)
