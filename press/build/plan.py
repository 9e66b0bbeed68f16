"""Which documents a book becomes, and of which parts. Nothing is typeset here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from press.build.digests import digest, joined, part_digest, program
from press.build.values import Audience, Kind, Source
from press.layout import lay_out, lay_out_handout, load_layout
from press.manuscript import Book
from press.values import Part, Problem, Story, problem


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
        return digest(joined(part_digest(p) for p in self.parts), self.sources, self.audience,
                      self.title, self.lang, self.author, self.date)


@dataclass(frozen=True, slots=True)
class Document:
    """One document to be made of a composition."""

    name: str
    """Name of its file without ending; a booklet in several adds numbers."""
    kind: Kind
    edition: str
    composition: Composition
    reader: Composition | None = None
    """For a handout: the reader whose page numbers its references name."""
    booklet: tuple[str, int, float] = ("A4", 48, 0.1)
    """For a booklet: sheet, pages at most, caliper in mm."""

    def key(self, fonts: str) -> str:
        """What its files depend on."""
        return digest("document", self.name, self.kind, self.edition, self.composition.digest,
                      self.reader.digest if self.reader else "", self.booklet, fonts, program())


def plan(book: Book, templates: Path, folder: Path,
         date: dt.date | None) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """The documents of ``book``, in the order of book.toml, then its handouts."""
    config = book.config
    layout, problems = load_layout(config.layout, templates=templates, book_folder=folder)
    if layout is None:
        return (), problems
    parts, found = lay_out(book, layout, audience="reader")
    problems += found
    if not parts:
        return (), problems
    reader = _composition(book, parts, "reader", _title(book), date)
    booklet = (config.booklet.sheet, config.booklet.max_pages, config.booklet.caliper)
    documents = [Document(f"{book.name}-{kind}", kind, "reader", reader, booklet=booklet)
                 for kind in config.documents]
    stories = {Path(s.path).stem: s for s in book.stories if s.role == "story"}
    for wanted in config.handouts:
        story = stories.get(wanted.story)
        if story is None:
            problems += (problem("handout-story", None, story=wanted.story),)
            continue
        sheet, found = load_layout(wanted.layout, templates=templates, book_folder=None)
        problems += found
        if sheet is None:
            continue
        audiences: tuple[Audience, ...] = ("listener", "speaker")
        for audience in audiences:
            if audience == "reader":
                continue
            pieces, found = lay_out_handout(book, story, wanted, sheet, audience)
            problems += found
            if pieces:
                title = f"{wanted.title or story.title} · {book.config.title}"
                composition = _composition(book, pieces, audience, title, date)
                documents.append(Document(
                    f"{book.name}-handout-{wanted.story}-{audience}", "handout", audience,
                    composition, reader=reader))
    return tuple(documents), tuple(dict.fromkeys(problems))


def _composition(book: Book, parts: tuple[Part, ...], audience: Audience, title: str,
                 date: dt.date | None) -> Composition:
    config = book.config
    by_path: dict[str, Story] = {story.path: story for story in book.stories}
    sources = tuple((part.key, Source(by_path[part.source].source, part.source,
                                      by_path[part.source].role))
                    for part in parts if part.source)
    return Composition(parts, sources, audience, title, config.lang,
                       config.author or config.compiler, date)


def _title(book: Book) -> str:
    subtitle = book.config.subtitle
    return f"{book.config.title} {subtitle}".strip()
