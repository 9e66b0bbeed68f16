"""The lines of the table of contents: what has a title of its own, in the order of the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from press.config.layout_model import LayoutConfig
from press.layout.body import Body
from press.layout.context import ContentsEntry
from press.layout.kinds.extra import Extra
from press.layout.lists import LISTS, title
from press.layout.views import appendix_label, section_view
from press.manuscript.book import Book
from press.values import Story

_MATTER = ("foreword", "afterword")
"""Front and back matter that is listed; a dedication and a list of editors are not."""


def contents_entries(book: Book, config: LayoutConfig, pieces: Iterable[str],
                     bodies: Mapping[str, Body],
                     extras: Mapping[str, tuple[Extra, ...]] = MappingProxyType({}),
                     ) -> tuple[ContentsEntry, ...]:
    """``pieces``: those that are made, in order. ``bodies``: as dressed, by key of the story.
    ``extras``: what is made of tables, by piece."""
    matter: dict[str, Story] = {s.role: s for s in (*book.front, *book.back)}
    entries: list[ContentsEntry] = []
    for piece in pieces:
        if piece in _MATTER and piece in matter:
            story = matter[piece]
            entries.append(ContentsEntry("matter", 1, "", story.title, "", story.key))
        elif piece == "body":
            for number, section in enumerate(book.sections, 1):
                if section.title:
                    view = section_view(section, number, config)
                    entries.append(
                        ContentsEntry("section", 1, view.label, view.title, "", view.key))
                for story in section.stories:
                    entries.append(
                        ContentsEntry("story", 1, "", story.title, story.author, story.key))
                    entries += _headings(bodies[story.key], config)
        elif piece == "appendices":
            for number, story in enumerate(book.appendices, 1):
                label = appendix_label(story, number, len(book.appendices), config)
                entries.append(
                    ContentsEntry("appendix", 1, label, story.title, story.author, story.key))
                entries += _headings(bodies[story.key], config)
        elif piece in extras:
            entries += [ContentsEntry("story", 1, "", line.title, "", line.anchor)
                        for one in extras[piece] for line in one.outline if line.level == 1]
        elif piece in LISTS:
            entries.append(
                ContentsEntry("list", 1, "", title(book.config, config, piece), "", piece))
    return tuple(entries)


def _headings(body: Body, config: LayoutConfig) -> list[ContentsEntry]:
    return [ContentsEntry("heading", h.level, "", h.text, "", h.anchor)
            for h in body.headings if h.level <= config.contents.depth]
