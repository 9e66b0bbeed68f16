"""What a manuscript must know of its book to be read."""

from __future__ import annotations

from collections.abc import Mapping

from press.config import BookConfig
from press.dataclass import dataclass, field
from press.values import Term

DEFAULT_EDITION = "reader"
"""The edition of a book that names none."""


@dataclass(frozen=True, slots=True)
class BookFacts:
    """The names of a book that its manuscripts use."""

    editions: tuple[str, ...] = (DEFAULT_EDITION,)
    """The editions that there are."""
    terms: Mapping[str, str] | None = field(default_factory=dict)
    """The terms of the glossary → anchor of each; None where it could not be read: then terms
    are not judged."""
    words: tuple[str, ...] = ()
    """Words that are indexed wherever they stand."""


NO_FACTS = BookFacts()


def edition_names(config: BookConfig) -> tuple[str, ...]:
    """The names of the editions of a book: one, where book.toml gives none."""
    return tuple(e.name for e in config.editions) or (DEFAULT_EDITION,)


def book_facts(config: BookConfig, glossary: tuple[Term, ...] | None) -> BookFacts:
    """What the manuscripts of a book with this ``config`` and ``glossary`` must know."""
    terms = None if glossary is None else {t.term: t.anchor for t in glossary}
    return BookFacts(edition_names(config), terms, config.index.words if config.index else ())
