"""Which documents a book becomes, and of which parts. Nothing is typeset here."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Literal

from press.assembly.standards import Archive, Attachment, PrintColour
from press.build.colours import Colours
from press.build.cover import CoverOrder
from press.build.digests import digest, part_digest, program, source_digest
from press.build.editions import (
    READER,
    cards_label,
    document_label,
    handout_label,
    home_of,
    layout_name,
)
from press.build.imprint import COVERS, ImprintOrder, imprint_order
from press.build.ticket_order import TicketOrder, ticket_layout
from press.build.values import Kind, Source
from press.config import FILE_NAME, EditionConfig, HandoutConfig, Positions
from press.config.layout_model import GridConfig
from press.dataclass import dataclass, replace
from press.imposition.sizes import SHEETS, landscape
from press.layout import (
    Layout,
    incomplete_imprint,
    index_problems,
    lay_out,
    lay_out_cards,
    lay_out_handout,
)
from press.layout.budget import Change, with_blanks, with_change
from press.manuscript import Book
from press.manuscript.editions import for_edition
from press.manuscript.filtered import filtered
from press.script import Converter, conversion_of, convert_book, layout_in, review
from press.values import Audience, Conversion, Part, Place, Problem, Store, Story, problem


@dataclass(frozen=True)
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
    capacity: int = 700
    """Ems in a full page of text, about; it serves a guess (``guess``) and changes no page."""
    imprint: ImprintOrder | None = None
    """What the copyright page must say, if there is one."""

    @cached_property  # many ask for it, and there is much in it
    def digest(self) -> str:
        """Of all of it, but not of fonts or program."""
        return digest(
            tuple(map(part_digest, self.parts)),
            tuple((key, source_digest(source)) for key, source in self.sources),
            self.audience, self.title, self.lang, self.author, self.date, self.imprint)


@dataclass(frozen=True, slots=True)
class Document:
    """One document to be made of a composition."""

    name: str
    """Name of its file without ending; a booklet in several adds numbers."""
    label: str
    """What the manifest calls it: ``reading``, ``staff-reading``, ``handout-05-…-listener``."""
    kind: Kind
    edition: str
    """Name of the edition; of a handout, its audience."""
    composition: Composition
    reader: Composition | None = None
    """For a handout: the reader whose page numbers its references name."""
    booklet: tuple[str, int, float] = ("A4", 48, 0.1)
    """For a booklet: sheet, pages at most, caliper in mm."""
    colour: PrintColour | None = None
    """For print and booklet: how it is printed."""
    archive: Archive | None = None
    """For the document for keeping."""
    cover: CoverOrder | None = None
    """For a cover: what it is laid out of; the composition is the text that it holds."""
    ticket: TicketOrder | None = None
    """For a job ticket: what it is made for; the composition is that of the print document."""
    others: tuple[Document, ...] = ()
    """For a job ticket: the documents that it is of, that for print first."""

    def key(self, fonts: str, waivers: object = ()) -> str:
        """What its files, and what is told of them, depend on."""
        return digest("document", self.name, self.label, self.kind, self.edition,
                      self.composition.digest, self.reader.digest if self.reader else "",
                      self.booklet, self.colour.digest if self.colour else "",
                      self.archive.digest if self.archive else "",
                      self.cover.digest if self.cover else "",
                      self.ticket.digest if self.ticket else "",
                      tuple(other.key(fonts, waivers) for other in self.others), fonts, waivers,
                      program())


Plan = tuple[Sequence[Document], tuple[Problem, ...]]


def plan(book: Book, layouts: Mapping[str, Layout], date: dt.date | None,
         only: Collection[str] = (), positions: Positions | None = None,
         colours: Colours | None = None,
         changes: Mapping[str, Change] = MappingProxyType({}),
         store: Store | None = None, of: Collection[str] = ()) -> Plan:
    """The documents of ``book``: edition by edition in the order of book.toml, then its handouts.

    ``layouts``: those that book.toml names, by name. ``only``: the names of editions, where not
    all are wanted. ``positions``: those of book.toml. ``colours``: of print, and for keeping.
    ``changes``: of the page, by edition. ``store`` keeps what may serve again.
    ``of``: the paths of manuscripts, where only their parts in readers are wanted.
    """
    documents: list[Document] = []
    problems = (*index_problems(book, positions or Positions()),
                *incomplete_imprint(book.config, positions or Positions()))
    readers: dict[str, Composition] = {}
    converters: dict[str, Converter] = {}
    editions: tuple[EditionConfig | None, ...] = book.config.editions or (None,)
    for edition in editions:
        name = edition.name if edition else READER
        if only and name not in only:
            continue
        own, converter = _in_script(for_edition(book, edition), edition, positions)
        if converter:
            converters[name] = converter
            if edition and not own.records.empty:
                problems += (_unconverted(book, edition, positions or Positions()),)
        layout = layout_in(layouts[layout_name(book.config, edition, layouts)], own.config.lang)
        audience: Audience = edition.audience if edition else "reader"
        change = changes.get(name)
        layout = with_change(layout, change)
        parts, found = lay_out(own, layout, audience=audience, edition=name, positions=positions,
                               store=store, of=of)
        problems += found
        parts = with_blanks(parts, change, layout)
        if parts:
            readers[name] = replace(
                _composition(own, parts, audience, name, _title(own), date,
                             converter.conversion if converter else None, layout.config.grid),
                imprint=imprint_order(own.config, layout, positions))
            sheet = own.config.booklet.sheet or _sheet(layout)
            cover = CoverOrder(own, layout, name, audience, positions or Positions())
            ordered = _documents(own, name, edition, readers[name], sheet,
                                 colours or Colours(), cover)
            documents += _with_ticket(ordered, own, layout, edition, layouts,
                                      positions or Positions())
    if of:
        return tuple(documents), ()
    for index, wanted in enumerate(book.config.handouts):
        reader = readers.get(home_of(wanted, book.config))
        if reader is not None:
            spot = (positions or Positions()).value(("handouts", index, "story"))
            made, found = _handouts(book, wanted, layouts[wanted.layout], reader, date,
                                    Place(FILE_NAME, spot.line, spot.column))
            documents += made
            problems += found
    if not only:
        made, found = _cards(book, layouts, date, colours or Colours(), positions or Positions())
        documents += made
        problems += found
    problems += tuple(review(tuple(converters.values()), book.config.conversion,
                             positions or Positions(), {s.path: s.source for s in book.stories},
                             whole=not only))
    return tuple(documents), tuple(dict.fromkeys(problems))


def _unconverted(book: Book, edition: EditionConfig, positions: Positions) -> Problem:
    """Tables are printed as they are, also in an edition in another script."""
    spot = positions.value(("editions", book.config.editions.index(edition), "script"))
    return problem("records-script", Place(FILE_NAME, spot.line, spot.column),
                   script=edition.script)


def _in_script(book: Book, edition: EditionConfig | None,
               positions: Positions | None = None) -> tuple[Book, Converter | None]:
    """``book``, as it is for ``edition``, in its script; and what converted it, if anything."""
    conversion = conversion_of(book.config, edition)
    if conversion is None:
        if edition is None or edition.script is None:
            return book, None
        config = book.config.model_copy(update={"lang": edition.script})
        return replace(book, config=config), None
    converter = Converter(conversion)
    return convert_book(book, edition, converter, positions or Positions()), converter


def _documents(book: Book, name: str, edition: EditionConfig | None,
               composition: Composition, sheet: str, colours: Colours,
               cover: CoverOrder) -> list[Document]:
    """Of one edition: ``book`` is that edition of it.

    Where the cover is a document of its own, the one for print is the text without it.
    """
    config = book.config
    text = _without_covers(composition) if "cover" in config.documents else composition
    booklet = (sheet, config.booklet.max_pages, config.booklet.caliper)
    labels = [(kind, document_label(kind, name if edition else None)) for kind in config.documents]
    return [Document(
        f"{book.name}-{label}", label, kind, name,
        text if kind in ("print", "cover", "ticket") else composition, booklet=booklet,
        colour=colours.print if kind in ("print", "booklet", "cover") else None,
        archive=colours.archive(_manuscripts(book, name, composition.audience)
                                if config.archive.attach else ()) if kind == "archive" else None,
        cover=cover if kind == "cover" else None)
        for kind, label in labels]


def _manuscripts(book: Book, edition: str, audience: Audience) -> tuple[Attachment, ...]:
    """The manuscripts as an edition has them, to be kept with it; in the script that they were
    written in."""
    names = [PurePosixPath(story.path).name for story in book.stories]
    return tuple(Attachment(
        name if names.count(name) == 1 else story.path.replace("/", "-"),
        filtered(story.source, edition, audience).encode(), description=story.title)
        for story, name in zip(book.stories, names, strict=True))


def _with_ticket(documents: list[Document], book: Book, layout: Layout,
                 edition: EditionConfig | None, layouts: Mapping[str, Layout],
                 positions: Positions) -> list[Document]:
    """The documents of an edition, its ticket knowing the others that go to paper."""
    spot = positions.key(("printing",))
    place = Place(FILE_NAME, spot.line, spot.column)
    done: list[Document] = []
    for document in documents:
        if document.kind != "ticket":
            done.append(document)
            continue
        label = document_label("print", edition.name if edition else None)
        printed = next((d for d in documents if d.kind == "print"), replace(
            document, name=f"{book.name}-{label}", label=label, kind="print"))
        order = TicketOrder(book.config, layout, layouts[ticket_layout(book.config.lang)],
                            edition.name if edition else "", place)
        others = tuple(d for d in documents if d.kind in ("cover", "booklet"))
        done.append(replace(document, ticket=order, others=(printed, *others),
                            composition=printed.composition))
    return done


def _without_covers(composition: Composition) -> Composition:
    return replace(composition, parts=tuple(
        part for part in composition.parts if part.key not in COVERS))


def _sheet(layout: Layout) -> str:
    """The paper on which two pages fit side by side."""
    across, down = landscape(SHEETS["A4"])
    page = layout.config.page
    return "A4" if 2 * page.width <= across and page.height <= down else "A3"


def _handouts(book: Book, wanted: HandoutConfig, layout: Layout, reader: Composition,
              date: dt.date | None, place: Place) -> Plan:
    """One story as a handout for listeners and for the speaker; ``place``: where it is named."""
    edition = next((e for e in book.config.editions if e.name == wanted.edition), None)
    own, converter = _in_script(for_edition(book, edition), edition)
    layout = layout_in(layout, own.config.lang)
    if converter and wanted.title:
        wanted = wanted.model_copy(update={"title": converter.text(wanted.title, None)})
    story = next((s for s in own.stories
                  if s.role == "story" and Path(s.path).stem == wanted.story), None)
    if story is None:
        return (), (problem("handout-story", place, story=wanted.story),)
    documents: list[Document] = []
    problems: tuple[Problem, ...] = ()
    audiences: tuple[Literal["listener", "speaker"], ...] = ("listener", "speaker")
    for audience in audiences:
        parts, found = lay_out_handout(own, story, wanted, layout, audience)
        problems += found
        if parts:
            title = f"{wanted.title or story.title} · {own.config.title}"
            label = handout_label(wanted, audience)
            documents.append(Document(
                f"{book.name}-{label}", label, "handout", audience,
                _composition(own, parts, audience, wanted.edition or "", title, date,
                             converter.conversion if converter else None,
                             layout.config.for_audience(audience).grid),
                reader=reader))
    return tuple(documents), problems


def _cards(book: Book, layouts: Mapping[str, Layout], date: dt.date | None, colours: Colours,
           positions: Positions) -> Plan:
    """Cards for everybody, of each layout that book.toml asks for."""
    documents: list[Document] = []
    problems: tuple[Problem, ...] = ()
    for index, wanted in enumerate(book.config.cards):
        spot = positions.value(("cards", index, "layout"))
        if book.records.handbook is None:
            problems += (problem("cards-nobody", Place(FILE_NAME, spot.line, spot.column)),)
            continue
        layout = layouts[wanted.layout]
        parts, found = lay_out_cards(book, layout)
        problems += found
        if parts:
            label = cards_label(wanted)
            documents.append(Document(
                f"{book.name}-{label}", label, "cards", "", _composition(
                    book, parts, "reader", "", _title(book), date, None, layout.config.grid),
                booklet=(wanted.sheet, 0, 0.0), colour=colours.print))
    return documents, problems


def _composition(book: Book, parts: tuple[Part, ...], audience: Audience, edition: str,
                 title: str, date: dt.date | None, conversion: Conversion | None,
                 grid: GridConfig) -> Composition:
    config = book.config
    by_path: dict[str, Story] = {story.path: story for story in book.stories}
    sources = tuple(
        (part.key, Source(story.source, story.path, story.role, edition, story.files, conversion))
        for part in parts if (story := by_path.get(part.source)) is not None)
    return Composition(parts, sources, audience, title, config.lang,
                       config.author or re.sub("[编編]$", "", config.compiler).strip(), date,
                       grid.measure * grid.lines)


def _title(book: Book) -> str:
    subtitle = book.config.subtitle
    return f"{book.config.title} {subtitle}".strip()
