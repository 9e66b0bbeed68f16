"""All that is read before anything is made, and all that is wrong with it, at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from press.config import FILE_NAME, BookConfig, book_date, load_book_config, load_toml
from press.config.textfile import read_text
from press.layout import Layout, load_layout
from press.manuscript import Book, characters, read_book
from press.typeset.coverage import missing_characters
from press.typeset.faces import Library
from press.values import Place, Problem, problem

NOT_PRINTED = frozenset({"layout", "lang", "documents", "story", "stories", "kind", "sheet"})
"""Keys of book.toml whose values are not set in type."""


@dataclass(frozen=True, slots=True)
class Intake:
    """A book and what it is laid out with."""

    book: Book
    layouts: Mapping[str, Layout]
    """Every layout that book.toml names, by name."""
    date: dt.date | None


def take_in(folder: Path, templates: Path, library: Library,
            environment: Mapping[str, str]) -> tuple[Intake | None, tuple[Problem, ...]]:
    """Read the book in ``folder``; None where an error was found.

    A fault in book.toml does not keep the manuscripts from being read: then they are read as
    those of a book without settings.
    """
    config, problems = load_book_config(folder)
    settings = config or BookConfig(title="—")
    book, found = read_book(folder, settings)
    problems += found
    layouts: dict[str, Layout] = {}
    date = None
    if config is not None:
        date, found = book_date(config, environment)
        problems += found
        layouts, found = _layouts(config, folder, templates)
        problems += found
    if book is not None:
        problems += tuple(_uncovered(book, library))
    problems += tuple(_uncovered_settings(folder, library))
    problems = tuple(dict.fromkeys(problems))
    if book is None or any(p.severity == "error" for p in problems):
        return None, problems
    return Intake(book, layouts, date), problems


def reader_layouts(templates: Path) -> tuple[str, ...]:
    """The names of the layouts that a book can have."""
    names = sorted(p.parent.name for p in templates.glob("*/layout.toml"))
    loaded = {name: load_layout(name, templates=templates, book_folder=None)[0] for name in names}
    return tuple(name for name, layout in loaded.items()
                 if layout is not None and layout.config.kind == "reader")


def _layouts(config: BookConfig, folder: Path, templates: Path) -> tuple[
        dict[str, Layout], tuple[Problem, ...]]:
    """Only the reader's layout is changed by what the book has in its own folder layout/."""
    layouts: dict[str, Layout] = {}
    problems: tuple[Problem, ...] = ()
    wanted = {config.layout: folder} | {
        h.layout: None for h in config.handouts if h.layout != config.layout}
    for name, own in wanted.items():
        layout, found = load_layout(name, templates=templates, book_folder=own)
        problems += found
        if layout is not None:
            layouts[name] = layout
    return layouts, problems


def _uncovered(book: Book, library: Library) -> Iterator[Problem]:
    """Characters of the manuscripts that the body font does not have."""
    for story in book.stories:
        used = characters(story)
        for character in missing_characters(used, library):
            yield _missing(character, Place(story.path, *used[character]))


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
