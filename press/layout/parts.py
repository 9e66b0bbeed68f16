"""A book → its parts: the pieces of a reader, in the order of the layout."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from press.config import FILE_NAME, Positions
from press.config.layout_model import LayoutConfig
from press.dataclass import replace
from press.layout.body import Body, Dress, dress
from press.layout.contents import contents_entries
from press.layout.context import Heads, PartContext
from press.layout.files import Layout
from press.layout.kinds.extra import Desk, Extra
from press.layout.kinds.makers import MAKERS, extras, story_data, table_of
from press.layout.lists import LISTS, Lists, asked, make_lists, order_of, title
from press.layout.pieces import Outcome, Piece, blank, render, with_pictures
from press.layout.sorting import strokes_known
from press.layout.views import appendix_label, section_view, story_view, with_label
from press.manuscript.book import Book
from press.manuscript.records.gather import KINDS
from press.values import (
    Audience,
    OutlineEntry,
    Place,
    Problem,
    Section,
    Store,
    Story,
    has_errors,
    problem,
)

_MATTER = ("dedication", "editors", "foreword", "afterword")
"""Pieces that have a manuscript of that role."""
_NUMBERED = ("story", "appendix")
"""Roles whose headings are numbered, in a book that asks for it."""


def lay_out(book: Book, layout: Layout, *, audience: Audience, edition: str = "",
            positions: Positions | None = None, store: Store | None = None,
            of: Collection[str] = ()) -> Outcome:
    """The parts of the reader, front cover to back cover.

    ``book``: as it is for the edition (``press.manuscript.editions``). ``positions``: those of
    book.toml, for problems with what it asks for. ``store`` keeps what may serve again.
    ``of``: the paths of manuscripts, where only their parts are wanted.
    """
    if layout.config.kind != "reader":
        return (), (problem("layout-kind", None, name=layout.name, kind=layout.config.kind,
                            wanted="reader"),)
    config = layout.config.for_audience(audience)
    reader = _Reader(book, config, audience, edition, store)
    pieces = tuple(reader.pieces() if not of else reader.pieces_of(of))
    parts, found = render(layout, config, iter(pieces))
    problems = tuple(dict.fromkeys((
        *_without_place(book, layout, positions or Positions()), *reader.problems, *found)))
    if has_errors(problems):
        return (), problems
    parts, found = with_pictures(
        book, config, pieces, parts,
        on_paper=bool({"print", "booklet"} & set(book.config.documents)))
    return parts, (*problems, *found)


def _without_place(book: Book, layout: Layout, positions: Positions) -> Iterator[Problem]:
    """What the book has or asks for and the layout has no page for; and what it cannot sort."""
    order = layout.config.order
    for piece, key in LISTS.items():
        spot = positions.value((key,))
        place = Place(FILE_NAME, spot.line, spot.column) if positions.keys else Place(FILE_NAME)
        if asked(book.config, piece) and piece not in order:
            yield problem("piece-unknown", place, name=piece, layout=layout.name)
        own = getattr(book.config, key)
        if own is not None and piece in ("glossary", "index") and not strokes_known() \
                and order_of(book.config, own.order) == "stroke":
            yield problem("stroke-counts-missing", place)
    for key in KINDS:
        if getattr(book.config, key) is not None and not any(table_of(p) == key for p in order):
            spot = positions.value((key,))
            yield problem("piece-unknown", Place(FILE_NAME, spot.line, spot.column),
                          name=f"[{key}]", layout=layout.name)
    for story in (*book.front, *book.appendices, *book.back):
        piece = "appendices" if story.role == "appendix" else story.role
        if piece not in order:
            yield problem("piece-unknown", Place(story.path, 1), name=piece, layout=layout.name)


class _Reader:
    """Walks through the pieces of one book, whose manuscripts are dressed at the start."""

    def __init__(self, book: Book, config: LayoutConfig, audience: Audience,
                 edition: str, store: Store | None) -> None:
        self._book, self._config = book, config
        self._blank = blank(book, config, audience, edition)
        self._desk = Desk(book, config, self._blank.page, store)
        self._extras: dict[str, tuple[Extra, ...]] = {
            name: extras(self._desk, name) for name in config.order if name in MAKERS}
        self._matter: dict[str, Story] = {s.role: s for s in (*book.front, *book.back)}
        wanted = frozenset(p for p in LISTS if p in config.order and asked(book.config, p))
        how = Dress(
            audience, config.labels.get("speaker_note", ""), config.cues, self._blank.page,
            edition, index="index" in wanted,
            terms=frozenset(t.anchor for t in book.glossary) if "glossary" in wanted
            else frozenset())
        printed = [(s, dress(s, self._for(s, how))) for s in self._manuscripts()]
        self._bodies: dict[str, Body] = {s.key: b for s, b in printed}
        self._lists: Lists = make_lists(book.config, config, book.glossary, printed, wanted)
        self.problems: tuple[Problem, ...] = tuple(p for _, b in printed for p in b.problems)

    def pieces(self) -> Iterator[Piece]:
        """In the order of the layout; what the book does not have is left out."""
        names = [n for n in self._config.order if self._has(n)]
        for name in names:
            if name == "body":
                yield from self._body()
            elif name == "appendices":
                yield from self._appendices()
            elif name in _MATTER:
                yield self._story(name, self._matter[name], 0, 1)
            elif name == "contents":
                yield self._contents(names)
            elif name in LISTS:
                yield self._list(name)
            elif name in MAKERS:
                yield from (self._extra(name, one) for one in self._extras[name])
            else:
                yield Piece(name, self._context(name, name))

    def pieces_of(self, paths: Collection[str]) -> Iterator[Piece]:
        """Those of some manuscripts in the body."""
        if "body" in self._config.order:
            yield from self._body(paths)

    def _has(self, name: str) -> bool:
        if name in _MATTER:
            return name in self._matter
        if name in LISTS:
            return self._lists.has(name)
        if name in MAKERS:
            return bool(self._extras[name])
        return name != "copyright" or self._has_imprint()

    def _manuscripts(self) -> Iterator[Story]:
        """Those that are printed, in the order of the pages."""
        for name in self._config.order:
            if name == "body":
                yield from (s for section in self._book.sections for s in section.stories)
            elif name == "appendices":
                yield from self._book.appendices
            elif name in _MATTER and name in self._matter:
                yield self._matter[name]

    def _for(self, story: Story, how: Dress) -> Dress:
        numbered = self._book.config.number_headings and story.role in _NUMBERED
        return replace(how, names=story.role == "editors",
                       numbers=self._config.headings.numbers if numbered else ())

    def _body(self, of: Collection[str] = ()) -> Iterator[Piece]:
        """``of``: the paths of manuscripts, where only these are wanted."""
        number = 0
        for place, section in enumerate(self._book.sections, 1):
            if section.title and not of:
                yield self._section(section, place)
            for story in section.stories:
                number += 1
                if not of or story.path in of:
                    yield self._story("story", story, number, 2 if section.title else 1)

    def _appendices(self) -> Iterator[Piece]:
        count = len(self._book.appendices)
        for number, story in enumerate(self._book.appendices, 1):
            label = appendix_label(story, number, count, self._config)
            yield self._story("appendix", story, number, 1, label)

    def _section(self, section: Section, place: int) -> Piece:
        view = section_view(section, place, self._config)
        context = replace(self._context("section", section.key), section=view)
        words = self._titled(view.label, view.title)
        return Piece(f"section/{section.key}", context,
                     outline=(OutlineEntry(1, words, section.key),))

    def _story(self, name: str, story: Story, number: int, level: int, label: str = "") -> Piece:
        body = self._bodies[story.key]
        context = replace(
            self._context(name, story.key), story=story_view(story, body, number, label),
            heads=Heads(self._book.config.title, story.title),
            data=story_data(self._desk, story))
        outline = (OutlineEntry(level, self._titled(label, story.title), story.key),
                   *(OutlineEntry(level + h.level - 1, h.text, h.anchor) for h in body.headings))
        key = f"{name}/{story.key}" if name in ("story", "appendix") else name
        return Piece(key, context, body, outline, story.path)

    def _contents(self, names: Iterable[str]) -> Piece:
        words = self._config.labels.get("contents", "")
        context = replace(
            self._context("contents", "contents"),
            contents=contents_entries(self._book, self._config, names, self._bodies,
                                      self._extras),
            heads=Heads(self._book.config.title, words))
        return Piece("contents", context, outline=(OutlineEntry(1, words, "contents"),))

    def _list(self, name: str) -> Piece:
        words, lists = title(self._book.config, self._config, name), self._lists
        context = replace(
            self._context(name, name), title=words,
            heads=Heads(self._book.config.title, words),
            figure_list=lists.figure_list if name == "figure-list" else (),
            chronology=lists.chronology if name == "chronology" else (),
            glossary=lists.glossary if name == "glossary" else (),
            index=lists.index if name == "index" else ())
        return Piece(name, context, outline=(OutlineEntry(1, words, name),))

    def _extra(self, name: str, one: Extra) -> Piece:
        context = replace(self._context(one.piece or name, one.anchor), data=one.data,
                          title=one.title, heads=Heads(self._book.config.title, one.title))
        return Piece(one.key, context, outline=one.outline, source=one.source, assets=one.assets,
                     printed=one.printed)

    def _titled(self, label: str, words: str) -> str:
        return with_label(label, words, self._book.config.lang)

    def _context(self, name: str, anchor: str) -> PartContext:
        return replace(self._blank, part=name, anchor=anchor,
                       numbering=self._config.parts[name].numbering)

    def _has_imprint(self) -> bool:
        """A copyright page with nothing but the title on it is not set."""
        book = self._blank.book
        return bool(book.imprint or book.publisher or book.author or book.compiler
                    or book.notice)
