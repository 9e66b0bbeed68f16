"""The pages that are made of places in the others: figures, chronology, glossary, index.

All of them list only what is in the manuscripts that this edition prints.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from press.config.layout_model import LayoutConfig
from press.config.models import BookConfig, Order
from press.dataclass import dataclass
from press.layout.body import Body
from press.layout.context import (
    ChronologyEntry,
    FigureEntry,
    GlossaryEntry,
    GlossaryGroup,
    IndexGroup,
    SeeEntry,
)
from press.layout.index import index_groups
from press.layout.sorting import Sorting, grouped
from press.values import Story, Term

LISTS: Mapping[str, str] = {"figure-list": "figure_list", "chronology": "chronology",
                            "glossary": "glossary", "index": "index"}
"""Piece of the layout → table of book.toml that asks for it, and label that is its title."""


@dataclass(frozen=True, slots=True)
class Lists:
    """What each of them lists; nothing for one that the book does not ask for."""

    figure_list: tuple[FigureEntry, ...] = ()
    chronology: tuple[ChronologyEntry, ...] = ()
    glossary: tuple[GlossaryGroup, ...] = ()
    index: tuple[IndexGroup, ...] = ()

    def has(self, piece: str) -> bool:
        """Whether there is anything in the list that ``piece`` shows."""
        return bool(getattr(self, LISTS[piece]))


def asked(config: BookConfig, piece: str) -> bool:
    """Whether book.toml asks for the list."""
    return getattr(config, LISTS[piece]) is not None


def title(config: BookConfig, layout: LayoutConfig, piece: str) -> str:
    """The title of the list: as book.toml has it, or as the layout does."""
    own = getattr(config, LISTS[piece])
    return (own.title if own else "") or layout.labels.get(LISTS[piece], "")


def make_lists(config: BookConfig, layout: LayoutConfig, terms: tuple[Term, ...],
               printed: Sequence[tuple[Story, Body]], wanted: frozenset[str]) -> Lists:
    """The lists of a book.

    ``printed``: its manuscripts as dressed, in the order of the pages. ``wanted``: the pieces
    that are asked for and that the layout has.
    """
    bodies = [body for _, body in printed]
    return Lists(
        _figures(bodies) if "figure-list" in wanted else (),
        _chronology(printed) if "chronology" in wanted else (),
        _glossary(terms, bodies, _sorting(config, layout, config.glossary.order))
        if "glossary" in wanted and config.glossary else (),
        index_groups(config.index, bodies, _sorting(config, layout, config.index.order))
        if "index" in wanted and config.index else ())


def order_of(config: BookConfig, given: Order | None) -> Order:
    """In Chinese by pinyin, or strokes for traditional characters; by alphabet in other languages;
    unless book.toml says it."""
    if given or config.lang.split("-")[0] != "zh":
        return given or "alphabet"
    return "stroke" if _is_traditional(config) else "pinyin"


def _is_traditional(config: BookConfig) -> bool:
    return any(p in ("Hant", "TW", "HK", "MO") for p in config.lang.split("-"))


def _sorting(config: BookConfig, layout: LayoutConfig, given: Order | None) -> Sorting:
    return Sorting(order_of(config, given), _is_traditional(config),
                   layout.labels.get("index_strokes", "{number}"),
                   layout.labels.get("index_other", ""), layout.numerals)


def _figures(bodies: Sequence[Body]) -> tuple[FigureEntry, ...]:
    return tuple(FigureEntry(f.caption, f.anchor) for b in bodies for f in b.gathered.figures)


def _chronology(printed: Sequence[tuple[Story, Body]]) -> tuple[ChronologyEntry, ...]:
    """By date; what has the same in the order of the pages."""
    events = [(event, story) for story, body in printed for event in body.gathered.events]
    return tuple(ChronologyEntry(event.date, Markup(event.html), event.anchor, story.title)
                 for event, story in sorted(events, key=lambda pair: pair[0].when))


def _glossary(terms: tuple[Term, ...], bodies: Sequence[Body],
              sorting: Sorting) -> tuple[GlossaryGroup, ...]:
    by_name = {t.term: t for t in reversed(terms)}
    places: dict[str, list[str]] = {}
    for body in bodies:
        for place in body.gathered.terms:
            places.setdefault(place.term, []).append(place.anchor)

    def entry(term: Term) -> GlossaryEntry:
        see = tuple(SeeEntry(n, by_name[n].anchor) for n in term.see if n in by_name)
        return GlossaryEntry(term.term, term.anchor, Markup(term.html), see,
                             " ".join(places.get(term.anchor, ())))

    return tuple(GlossaryGroup(group.label, tuple(map(entry, group.entries)))
                 for group in grouped(terms, lambda t: (t.term, t.reading), sorting))
