"""Which documents a book becomes, and of which parts. Nothing is typeset here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from press.build.digests import digest, part_digest, program
from press.build.values import Audience, Kind, Source
from press.config import FILE_NAME
from press.layout import Layout, lay_out, lay_out_handout
from press.manuscript import Book
from press.values import Part, Place, Problem, Story, problem


@dataclass(frozen=True, slots=True)
class Composition:
    """Parts that are typeset together; several documents can be made of them."""

    parts: tuple[Part, ...]
    sources: tuple[tuple[str, Source], ...]
    """Key of a part and its manuscript, for those that have one."""
    audience: Audience
    title: str
    lang: str
    author: str
    date: dt.date | None

    @property
    def digest(self) -> str:
        """Of all of it, but not of fonts or program."""
        return digest(tuple(map(part_digest, self.parts)), self.sources, self.audience,
                      self.title, self.lang, self.author, self.date)


@dataclass(frozen=True, slots=True)
class Document:
    """One document to be made of a composition."""

    name: str
    """Name of its file without ending; a booklet in several adds numbers."""
    label: str
    """What the manifest calls it: ``reading``, ``handout-05-…-listener``."""
    kind: Kind
    edition: str
    composition: Composition
    reader: Composition | None = None
    """For a handout: the reader whose page numbers its references name."""
    booklet: tuple[str, int, float] = ("A4", 48, 0.1)
    """For a booklet: sheet, pages at most, caliper in mm."""

    def key(self, fonts: str) -> str:
        """What its files depend on."""
        return digest("document", self.name, self.label, self.kind, self.edition,
                      self.composition.digest, self.reader.digest if self.reader else "",
                      self.booklet, fonts, program())


def plan(book: Book, layouts: Mapping[str, Layout],
         date: dt.date | None) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """The documents of ``book``, in the order of book.toml, then its handouts.

    ``layouts``: those that book.toml names, by name.
    """
    config = book.config
    parts, problems = lay_out(book, layouts[config.layout], audience="reader")
    if not parts:
        return (), problems
    reader = _composition(book, parts, "reader", _title(book), date)
    booklet = (config.booklet.sheet, config.booklet.max_pages, config.booklet.caliper)
    documents = [Document(f"{book.name}-{kind}", kind, kind, "reader", reader, booklet=booklet)
                 for kind in config.documents]
    stories = {Path(s.path).stem: s for s in book.stories if s.role == "story"}
    audiences: tuple[Literal["listener", "speaker"], ...] = ("listener", "speaker")
    for wanted in config.handouts:
        story = stories.get(wanted.story)
        if story is None:
            problems += (problem("handout-story", Place(FILE_NAME), story=wanted.story),)
            continue
        for audience in audiences:
            pieces, found = lay_out_handout(book, story, wanted, layouts[wanted.layout], audience)
            problems += found
            if pieces:
                title = f"{wanted.title or story.title} · {config.title}"
                document = f"handout-{wanted.story}-{audience}"
                documents.append(Document(
                    f"{book.name}-{document}", document, "handout", audience,
                    _composition(book, pieces, audience, title, date), reader=reader))
    return tuple(documents), tuple(dict.fromkeys(problems))


def _composition(book: Book, parts: tuple[Part, ...], audience: Audience, title: str,
                 date: dt.date | None) -> Composition:
    config = book.config
    by_path: dict[str, Story] = {story.path: story for story in book.stories}
    sources = tuple((part.key, Source(by_path[part.source].source, part.source,
                                      by_path[part.source].role))
                    for part in parts if part.source)
    return Composition(parts, sources, audience, title, config.lang,
                       config.author or config.compiler.removesuffix("编").strip(), date)


def _title(book: Book) -> str:
    subtitle = book.config.subtitle
    return f"{book.config.title} {subtitle}".strip()
