"""Which documents the editions of a book have, and what these are called."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from press.config import FILE_NAME, BookConfig, EditionConfig, HandoutConfig
from press.config.models import CardsConfig
from press.config.suggestions import listed, nearest
from press.layout import Layout
from press.values import Place, Problem, problem

READER = "reader"
"""The one edition of a book that names none."""


def edition_names(config: BookConfig) -> tuple[str, ...]:
    """Of all editions, in the order of book.toml."""
    return tuple(e.name for e in config.editions) or (READER,)


def home_of(handout: HandoutConfig, config: BookConfig) -> str:
    """The edition whose page numbers a handout gives, and with which it is made."""
    return handout.edition or edition_names(config)[0]


def document_label(what: str, edition: str | None) -> str:
    """What the manifest calls a document; its file is named ``BOOK-LABEL``."""
    return f"{edition}-{what}" if edition else what


def handout_label(handout: HandoutConfig, audience: str) -> str:
    """The same of a handout for one audience."""
    return document_label(f"handout-{handout.story}-{audience}", handout.edition)


def cards_label(cards: CardsConfig) -> str:
    """The same of cards."""
    return f"cards-{cards.layout}"


def all_labels(config: BookConfig) -> tuple[str, ...]:
    """Of every document of the book, in their order; nothing is laid out for it."""
    documents = [(None, config.documents)] if not config.editions else [
        (e.name, e.documents or config.documents) for e in config.editions]
    return (*(document_label(kind, name) for name, kinds in documents for kind in kinds),
            *(handout_label(h, audience) for h in config.handouts
              for audience in ("listener", "speaker")),
            *(cards_label(one) for one in config.cards))


def layout_name(config: BookConfig, edition: EditionConfig | None,
                layouts: Mapping[str, Layout]) -> str:
    """The layout of an edition; for large print the one that this names for it."""
    name = (edition.layout if edition else None) or config.layout
    if edition is not None and edition.type == "large" and name in layouts:
        return layouts[name].config.large or name
    return name


def unknown_editions(config: BookConfig, wanted: Collection[str]) -> Iterator[Problem]:
    """Names on the command line that are none of the book's editions."""
    known = edition_names(config)
    for name in wanted:
        if name not in known:
            similar = nearest(name, known)
            yield problem("edition-choice", Place(FILE_NAME), name=name,
                          known=similar or listed(known))
