"""A book's folder → ``Book``: every manuscript read, every problem of every file gathered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import get_args

from press.config import FILE_NAME, STORIES, BookConfig, load_toml
from press.config.book_config import story_path
from press.config.textfile import is_inside
from press.dataclass import replace
from press.manuscript.again import Reading, linkable, read_again
from press.manuscript.book import Book
from press.manuscript.editions import without_stories
from press.manuscript.facts import book_facts
from press.manuscript.glossary import ANCHOR as GLOSSARY_ANCHOR
from press.manuscript.glossary import FILE_NAME as GLOSSARY
from press.manuscript.glossary import read_glossary
from press.manuscript.headings import Anchors, slug
from press.manuscript.images import read_image
from press.manuscript.pictures import Pictures
from press.manuscript.records.gather import asks_for_records, read_records
from press.manuscript.reread import Reread
from press.manuscript.story import read_draft
from press.manuscript.unseen import unseen
from press.values import Asset, Place, Problem, Role, Section, Store, Story, has_errors, problem

FRONT: tuple[tuple[str, Role], ...] = (
    ("dedication.md", "dedication"), ("editors.md", "editors"), ("foreword.md", "foreword"))
"""Files beside book.toml whose name says what they are, before the stories, in order."""
BACK: tuple[tuple[str, Role], ...] = (("afterword.md", "afterword"),)
"""The same behind the stories and appendices."""
APPENDICES = "appendices"
"""The folder of the appendices."""

MAX_PROBLEMS = 100
"""Of one manuscript; a file with more is damaged as a whole, and nobody reads them all."""


def read_book(folder: Path, config: BookConfig,
              store: Store | None = None, reread: Reread | None = None,
              ) -> tuple[Book | None, tuple[Problem, ...]]:
    """Read the book in ``folder``; None where a problem of severity ``error`` was found.

    One bad manuscript does not keep the others from being read. Problems come file by file
    in the order of the book, and in a file by line. ``store`` keeps what may serve again;
    ``reread`` takes what reading one manuscript of it again will need.
    """
    problems: list[Problem] = []
    order = list(_manuscripts(folder, config, problems))
    glossary, glossary_problems = read_glossary(folder)
    facts = book_facts(config, glossary)
    pictures = Pictures(folder, store)
    keys = _keys([path for path, _ in order])
    readings: dict[str, Reading] = {}
    found: dict[str, list[Problem]] = {}
    for path, role in order:
        reading, found[path] = read_again(folder, path, role, keys[path], pictures, facts, store)
        if reading is not None:
            readings[path] = reading
    anchors = {path: readings[path].anchors if path in readings else Anchors(keys[path], read=False)
               for path, _ in order}
    if glossary:
        anchors[GLOSSARY] = Anchors(GLOSSARY_ANCHOR, {t.term: t.anchor for t in glossary})
    if reread is not None:
        reread.keys, reread.roles, reread.facts = keys, dict(order), facts
        reread.anchors = anchors
    stories: dict[str, Story] = {}
    linked = linkable(anchors)
    for path, reading in readings.items():
        story, faults = reading.finished(anchors, linked)
        found[path] += faults
        if story is not None:
            stories[path] = story
    for path, _ in order:
        problems += _few(sorted(found[path], key=lambda p: (p.line or 0, p.column or 0, p.code)),
                         path)
    problems += glossary_problems
    picture, picture_problems = _cover_picture(folder, config)
    problems += picture_problems
    records, record_problems = read_records(
        folder, config, [Path(path).stem for path, role in order if role == "story"], pictures)
    problems += record_problems
    if has_errors(problems):
        return None, tuple(problems)
    book = replace(_book(folder, config, stories), glossary=glossary or (),
                   cover_picture=picture, records=records)
    if empty := without_stories(book):
        return None, (*problems, *_empty_editions(folder, config, empty))
    roots = {path: reading.root for path, reading in readings.items()
             if reading.root is not None}
    return book, (*problems, *unseen(book, roots))


def manuscript_paths(folder: Path, config: BookConfig) -> tuple[str, ...]:
    """The paths of all manuscripts of the book in the order of reading, whether they exist or
    not."""
    return tuple(path for path, _ in _manuscripts(folder, config, []))


def story_problems(folder: Path, path: str) -> tuple[Problem, ...]:
    """What is wrong with one manuscript in itself; its links and its book are not looked at."""
    config_less = ("edition-", "image-", "term-")
    _, found = read_draft(folder, path, "story", "s-1", Pictures(folder))
    return tuple(p for p in found if not p.code.startswith(config_less))


def _cover_picture(folder: Path, config: BookConfig) -> tuple[
        Asset | None, tuple[Problem, ...]]:
    """The picture that ``[cover]`` names; problems at its line of book.toml."""
    if not config.cover.picture:
        return None, ()
    _, positions, _ = load_toml(folder / FILE_NAME)
    spot = positions.value(("cover", "picture"))
    return read_image(folder, config.cover.picture, Place(FILE_NAME, spot.line, spot.column))


def _empty_editions(folder: Path, config: BookConfig,
                    names: Iterable[str]) -> Iterator[Problem]:
    """The editions without a story, each where book.toml names it."""
    _, positions, _ = load_toml(folder / FILE_NAME)
    for index, edition in enumerate(config.editions):
        if edition.name in names:
            spot = positions.values.get(("editions", index, "name"))
            place = Place(FILE_NAME, spot.line, spot.column) if spot else Place(FILE_NAME)
            yield problem("edition-empty", place, name=edition.name)


def _few(problems: list[Problem], path: str) -> list[Problem]:
    """The first problems of a manuscript, and how many more there are."""
    more = len(problems) - MAX_PROBLEMS
    if more <= 0:
        return problems
    return [*problems[:MAX_PROBLEMS], problem("manuscript-problems", Place(path), count=more)]


def _manuscripts(folder: Path, config: BookConfig,
                 problems: list[Problem]) -> Iterator[tuple[str, Role]]:
    """Path and role of each manuscript in the order of the book."""
    for name, role in FRONT:
        if _is_there(folder / name):
            yield name, role
    files = _manuscript_files(folder, STORIES, problems)
    named = [f"{STORIES}/{story}.md" for part in config.parts for story in part.stories]
    if config.stories:
        named = [story_path(story) for story in config.stories]
    if not (files or named or asks_for_records(config)):
        problems.append(problem("book-empty", Place(STORIES)))
    if named:
        for path in files:
            if path not in named:
                problems.append(problem("story-unlisted", Place(path), name=path))
    yield from ((path, "story") for path in named or files)
    yield from ((path, "appendix") for path in _manuscript_files(folder, APPENDICES, problems))
    for name, role in BACK:
        if _is_there(folder / name):
            yield name, role


def _is_there(path: Path) -> bool:
    """Also a link to nowhere is there: it is a problem, not a book without a foreword."""
    return path.exists() or path.is_symlink()


def _manuscript_files(folder: Path, name: str, problems: list[Problem]) -> list[str]:
    """The manuscripts in the folder ``name``, by name, numbers by their value: 2 before 10."""
    files = folder / name
    if not files.is_dir():
        return []
    if not is_inside(folder, files):
        problems.append(problem("file-outside", Place(name), name=name))
        return []
    names = sorted((f.name for f in files.iterdir() if f.name[0] not in ".~"), key=natural)
    for file in names:
        if not file.endswith(".md"):
            problems.append(problem("story-not-markdown", Place(f"{name}/{file}"), name=file,
                                    folder=name))
    return [f"{name}/{file}" for file in names if file.endswith(".md")]


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key to sort names by, numbers in them by value: ``2-b`` before ``10-a``."""
    return tuple((0, int(p), p) if p.isdecimal() else (1, 0, p)
                 for p in re.split(r"(\d{1,18})", name) if p)


def _keys(paths: Iterable[str]) -> Mapping[str, str]:
    """A key for each manuscript: ``s-`` and the slug of its name, made unique by a number."""
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for path in paths:
        wanted = f"s-{slug(Path(path).stem)}"
        key, number = wanted, 2
        while key in taken:
            key, number = f"{wanted}-{number}", number + 1
        keys[path] = key
        taken.add(key)
    return keys


def _book(folder: Path, config: BookConfig, stories: Mapping[str, Story]) -> Book:
    body = [s for s in stories.values() if s.role == "story"]
    if config.parts:
        sections = tuple(
            Section(f"p-{number}", part.title, part.intro,
                    tuple(stories[f"{STORIES}/{name}.md"] for name in part.stories))
            for number, part in enumerate(config.parts, start=1))
    else:
        sections = (Section("p-1", "", "", tuple(body)),)
    by_role: dict[str, tuple[Story, ...]] = {
        role: tuple(s for s in stories.values() if s.role == role) for role in get_args(Role)}
    return Book(
        folder.resolve().name, config,
        tuple(s for _, role in FRONT for s in by_role[role]), sections,
        tuple(s for _, role in BACK for s in by_role[role]), by_role["appendix"])
