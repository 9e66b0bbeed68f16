"""Editions of a book: which manuscripts each of them has.

Blocks for some editions only stay in ``Story.html`` with what they are for; the layout takes
them out.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from press.config import BookConfig
from press.config.models import EditionConfig
from press.config.suggestions import listed, nearest
from press.dataclass import replace
from press.manuscript.book import Book
from press.manuscript.facts import DEFAULT_EDITION
from press.manuscript.frontmatter import FrontMatter
from press.manuscript.source import Source
from press.values import Problem, Story, problem

_NAME = re.compile(r"[^\s,，、;；]+")


def listed_editions(front: FrontMatter, source: Source, known: tuple[str, ...]) -> tuple[
        tuple[str, ...], list[Problem]]:
    """The editions that a manuscript's front matter names, and those that do not exist."""
    names, problems = [], []
    line = front.lines.get("editions", 1)
    for name in dict.fromkeys(_NAME.findall(front.values.get("editions", ""))):
        if name in known:
            names.append(name)
            continue
        similar = nearest(name, known)
        problems.append(problem("edition-misspelt" if similar else "edition-unknown",
                                source.find(name, line, reach=3), name=name[:40],
                                similar=similar, known=listed(known)))
    return tuple(names), problems


def for_edition(book: Book, edition: EditionConfig | None) -> Book:
    """``book`` as ``edition`` has it: its settings, and only its manuscripts.

    None stands for the edition of a book that names none. Parts without a story go.
    """
    name = edition.name if edition else DEFAULT_EDITION
    left_out = frozenset(edition.leave_out) if edition else frozenset()

    def kept(stories: tuple[Story, ...]) -> tuple[Story, ...]:
        return tuple(s for s in stories if (not s.editions or name in s.editions)
                     and not (s.role == "story" and PurePosixPath(s.path).stem in left_out))

    sections = tuple(replace(section, stories=stories) for section in book.sections
                     if (stories := kept(section.stories)))
    return replace(
        book, config=_settings(book.config, edition), front=kept(book.front),
        sections=sections, back=kept(book.back), appendices=kept(book.appendices))


def _settings(config: BookConfig, edition: EditionConfig | None) -> BookConfig:
    """``config`` with what ``edition`` says laid over it."""
    if edition is None:
        return config
    given = {key: value for key in ("title", "subtitle", "notice", "layout", "documents")
             if (value := getattr(edition, key)) is not None}
    return config.model_copy(update=given)


def without_stories(book: Book) -> tuple[str, ...]:
    """The names of the editions of ``book`` that have no story, and nothing else to print."""
    if not book.records.empty:
        return ()
    return tuple(e.name for e in book.config.editions if not for_edition(book, e).sections)
