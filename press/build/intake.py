"""All that is read before anything is made, and all that is wrong with it, at once."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from html import unescape
from pathlib import Path

from press.build.book_fonts import book_fonts
from press.build.colours import Colours, book_colours
from press.build.copy_check import taken_off
from press.build.digests import digest
from press.build.editions import unknown_editions
from press.build.ticket_order import ticket_layout
from press.build.waivers import waive
from press.config import (
    FILE_NAME,
    BookConfig,
    Positions,
    book_date,
    load_book_config,
    load_toml,
)
from press.config.models import FontsConfig
from press.config.positions import KeyPath
from press.config.textfile import read_text
from press.dataclass import dataclass, replace
from press.layout import Layout, load_layout
from press.manuscript import Book, Reread, characters, printed_characters, read_book
from press.tables import is_workbook
from press.typeset.coverage import missing_characters
from press.typeset.faces import Library
from press.values import Place, Problem, Store, Story, has_errors, problem

NOT_PRINTED = frozenset({
    "layout", "lang", "documents", "story", "stories", "kind", "sheet", "name", "edition",
    "leave_out", "order", "readings", "fonts", "waivers", "conversion", "script", "type",
    "binding", "colour", "picture", "archive"})
"""Keys of book.toml whose values are not set in type."""

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Intake:
    """A book and what it is laid out with."""

    book: Book
    layouts: Mapping[str, Layout]
    """Every layout that book.toml names, by name."""
    date: dt.date | None
    library: Library
    """The typefaces that the book may use."""
    positions: Positions
    """Where the settings stand in book.toml."""
    colours: Colours
    """How it is printed."""


def take_in(folder: Path, templates: Path, library: Library, environment: Mapping[str, str],
            only: Collection[str] = (), store: Store | None = None,
            change: Callable[[BookConfig], BookConfig] | None = None,
            reread: Reread | None = None,
            ) -> tuple[Intake | None, tuple[Problem, ...]]:
    """Read the book in ``folder``; None where an error was found.

    ``only``: names of editions that are asked for; ``store`` keeps what may serve again;
    ``change``: what is made of its settings before they are used; ``reread``: see ``read_book``.
    A fault in book.toml does not keep the manuscripts from being read: then they are read as those
    of a book without settings.
    """
    config, problems = load_book_config(folder)
    config = change(config) if config and change else config
    settings = config or BookConfig(title="—")
    book, found = read_book(folder, settings, store, reread)
    # Without its settings nobody knows which editions the book has.
    problems += tuple(p for p in found if config or not p.code.startswith("edition-"))
    layouts: dict[str, Layout] = {}
    date, colours = None, Colours()
    if config is not None:
        problems += tuple(unknown_editions(config, only))
        date, found = book_date(config, environment)
        problems += found
        layouts, found = _layouts(config, folder, templates)
        problems += found
        fonts, found = book_fonts(folder, config, layouts, library)
        problems += found
        layouts, library = dict(fonts.layouts), fonts.library
        colours, found = book_colours(folder, config, load_toml(folder / FILE_NAME)[1])
        problems += found
    if book is not None:
        problems += tuple(_uncovered(book, library, store))
    problems += tuple(_uncovered_settings(folder, library))
    problems = waive(taken_off(folder, tuple(dict.fromkeys(problems)), settings.proof),
                     settings.waivers)
    if book is None or has_errors(problems):
        return None, problems
    # The lists of the layouts have taken in those of book.toml.
    book = replace(book, config=book.config.model_copy(update={"fonts": FontsConfig()}))
    _, positions, _ = load_toml(folder / FILE_NAME)
    return Intake(book, layouts, date, library, positions, colours), problems


def reader_layouts(templates: Path) -> dict[str, str]:
    """The names of the layouts that a book can have, and the language of each."""
    names = sorted(p.parent.name for p in templates.glob("*/layout.toml"))
    loaded = {name: load_layout(name, templates=templates, book_folder=None)[0] for name in names}
    return {name: layout.config.lang for name, layout in loaded.items()
            if layout is not None and layout.config.kind == "reader"}


def _layouts(config: BookConfig, folder: Path, templates: Path) -> tuple[
        dict[str, Layout], tuple[Problem, ...]]:
    """Each is changed by what the book has in layout/NAME/; those of readers by layout/ too."""
    layouts: dict[str, Layout] = {}
    problems: tuple[Problem, ...] = ()
    keys: dict[KeyPath, str] = {
        ("editions", n, "layout"): e.layout or config.layout
        for n, e in enumerate(config.editions)} or {("layout",): config.layout}
    readers = set(keys.values())
    keys |= {("handouts", n, "layout"): h.layout for n, h in enumerate(config.handouts)}
    keys |= {("cards", n, "layout"): one.layout for n, one in enumerate(config.cards)}
    if any("ticket" in kinds for kinds in (config.documents,
                                           *(e.documents or () for e in config.editions))):
        keys |= {("documents",): ticket_layout(config.lang)}
    for key, name in keys.items():
        if name in layouts:
            continue
        layout, found = load_layout(name, templates=templates, book_folder=folder,
                                    own=name in readers)
        problems += tuple(_asked_for(p, name, key, folder) for p in found)
        if layout is not None:
            layouts[name] = layout
    found = tuple(_large(config, folder, templates, layouts))
    return layouts, problems + found


def _large(config: BookConfig, folder: Path, templates: Path,
           layouts: dict[str, Layout]) -> Iterator[Problem]:
    """Add the layouts for large print that editions ask for; those there are not are told."""
    _, positions, _ = load_toml(folder / FILE_NAME)
    for n, edition in enumerate(config.editions):
        base = layouts.get(edition.layout or config.layout)
        if edition.type != "large" or base is None:
            continue
        spot = positions.value(("editions", n, "type"))
        name = base.config.large
        if name is None:
            yield problem("layout-large-missing", Place(FILE_NAME, spot.line, spot.column),
                          name=base.name)
        elif name not in layouts:
            layout, found = load_layout(name, templates=templates, book_folder=folder, own=False)
            yield from found
            if layout is not None:
                layouts[name] = layout


def _asked_for(found: Problem, name: str, key: KeyPath, folder: Path) -> Problem:
    """A layout that does not exist is the fault of the line that names it."""
    if found.code != "layout-unknown" or ("name", name) not in found.args:
        return found
    _, positions, _ = load_toml(folder / FILE_NAME)
    own = positions.value(key) if key in positions.values else positions.value(("layout",))
    return replace(found, path=FILE_NAME, line=own.line, column=own.column)


def _uncovered(book: Book, library: Library, store: Store | None) -> Iterator[Problem]:
    """Characters of the manuscripts that the body font does not have."""
    there: set[str] = set()
    for story in book.stories:
        for missing, row, column in _lacking(story, library, store, there):
            yield _missing(missing, Place(story.path, row, column))
    for path, text in dict.fromkeys(
            (*(file for story in book.stories for file in story.files), *book.records.files)):
        lacking = set(missing_characters(dict.fromkeys(text), library))
        for number, line in enumerate(text.split("\n") if lacking else (), 1):
            for character in dict.fromkeys(c for c in line if c in lacking):
                at = None if is_workbook(path) else line.index(character) + 1
                yield _missing(character, Place(path, number, at))
    for term in book.glossary:
        words = term.term + unescape(_TAG.sub("", term.html))
        for character in missing_characters(dict.fromkeys(words), library):
            yield _missing(character, term.place)


def _lacking(story: Story, library: Library, store: Store | None,
             there: set[str]) -> list[tuple[str, int, int]]:
    """Each such character of a manuscript, with line and column. ``there``: characters that the
    font is known to have; grows, for stories share most of theirs."""
    key = _lacking_key(story, library.digest)
    known = store.get(key) if store else None
    if known is not None:
        return [(c, line, column) for c, line, column in json.loads(known)]
    new = printed_characters(story) - there
    lacking = frozenset(missing_characters(new, library))
    there |= new - lacking
    found = [(c, *place) for c, place in characters(story).items() if c in lacking] \
        if lacking else []
    if store:
        store.put(key, json.dumps(found).encode())
    return found


@lru_cache(maxsize=1024)
def _lacking_key(story: Story, fonts: str) -> str:
    """What the characters that fonts lack in a story depend on."""
    return digest("lacking", story.title, story.title_html, story.subtitle, story.author,
                  story.title_line, story.html, story.source, fonts)


def _uncovered_settings(folder: Path, library: Library) -> Iterator[Problem]:
    """The same of book.toml, each at its first place."""
    data, positions, _ = load_toml(folder / FILE_NAME)
    text, _ = read_text(folder, folder / FILE_NAME)
    if data is None or text is None:
        return
    lines = text.split("\n")
    seen: set[str] = set()
    for path, value in _texts(data, ()):
        spot = positions.value(path)
        for character in missing_characters(dict.fromkeys(value), library):
            if character not in seen:
                seen.add(character)
                # Behind the beginning of its value; there also where it is written as \u….
                place = next(((spot.line + n, column + 1)
                              for n, line in enumerate(lines[spot.line - 1:])
                              if (column := line.find(character, 0 if n else spot.column)) >= 0),
                             (spot.line, spot.column))
                yield _missing(character, Place(FILE_NAME, *place))


def _texts(value: object, path: tuple[str | int, ...]) -> Iterator[
        tuple[tuple[str | int, ...], str]]:
    """Every text that is printed, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in NOT_PRINTED:
                yield from _texts(item, (*path, key))


def _missing(character: str, place: Place) -> Problem:
    return problem("character-missing", place, character=character,
                   codepoint=f"U+{ord(character):04X}")
