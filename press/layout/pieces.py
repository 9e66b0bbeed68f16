"""Pieces before they are rendered, and their way through the templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from press.config.layout_model import LayoutConfig
from press.dataclass import dataclass
from press.layout.body import Body
from press.layout.context import Heads, PartContext
from press.layout.figures import Printed
from press.layout.files import Layout
from press.layout.fonts import font_lists, role_lists, role_variables
from press.layout.line_rules import line_rules
from press.layout.plates import Shown, with_plates
from press.layout.rendering import renderer_of
from press.layout.views import book_view, labels, page_view
from press.manuscript.book import Book
from press.values import Asset, Audience, OutlineEntry, Part, Problem

Outcome = tuple[tuple[Part, ...], tuple[Problem, ...]]
"""The parts, none where there are errors; and what is wrong."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One part before it is rendered."""

    key: str
    """``Part.key``."""
    context: PartContext
    body: Body | None = None
    outline: tuple[OutlineEntry, ...] = ()
    source: str = ""
    assets: tuple[Asset, ...] = ()
    """Pictures that it shows and that no manuscript has."""
    printed: tuple[Printed, ...] = ()
    """How large it prints them."""


def blank(book: Book, config: LayoutConfig, audience: Audience, edition: str) -> PartContext:
    """What the templates of all pieces see alike."""
    return PartContext(
        part="", anchor="", audience=audience, edition=edition, numbering="none",
        book=book_view(book), page=page_view(config),
        fonts=font_lists(book.config.fonts, config.fonts),
        labels=labels(book, config), heads=Heads("", ""), title="", story=None, section=None,
        contents=(), figure_list=(), chronology=(), glossary=(), index=())


def render(layout: Layout, config: LayoutConfig, pieces: Iterator[Piece]) -> Outcome:
    """Every piece through its template; all faults at once, each said once."""
    renderer = renderer_of(layout.files)
    parts: list[Part] = []
    problems: list[Problem] = []
    for piece in pieces:
        chosen = config.parts[piece.context.part]
        variables = role_variables(piece.context.fonts) + line_rules(config.lines)
        html, found = renderer.page(chosen.template, piece.context)
        styles, also = renderer.styles((*config.styles, *chosen.styles), piece.context)
        problems += [*found, *also]
        parts.append(Part(
            piece.key, html, (variables, *styles),
            (*(piece.body.assets if piece.body else ()), *piece.assets),
            chosen.opens, chosen.numbering, piece.outline, piece.source))
    if problems:
        return (), tuple(dict.fromkeys(problems))
    return tuple(parts), ()


def with_pictures(book: Book, config: LayoutConfig, pieces: Iterable[Piece],
                  parts: tuple[Part, ...], *, on_paper: bool) -> Outcome:
    """The parts with their pictures as the document needs them; see ``plates``."""
    printed = {piece.key: (*(piece.body.printed if piece.body else ()), *piece.printed)
               for piece in pieces}
    sources = {story.path: story.source for story in book.stories}
    return with_plates(
        [Shown(part, printed.get(part.key, ()), sources.get(part.source, "")) for part in parts],
        role_lists(book.config.fonts, config.fonts), on_paper=on_paper)
