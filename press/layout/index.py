"""The index: marks of all manuscripts merged into entries with their pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape

from press.config import FILE_NAME, Positions
from press.config.models import IndexConfig
from press.dataclass import dataclass, field
from press.layout.body import Body
from press.layout.context import IndexEntry, IndexGroup
from press.layout.gathering import entries_of
from press.layout.sorting import Sorting, grouped
from press.manuscript.book import Book
from press.values import Place, Problem, problem

_MARKED = re.compile(r'\sdata-index="([^"]*)"')


@dataclass(slots=True)
class _Entry:
    """An entry while the book is walked through."""

    places: list[str] = field(default_factory=list)
    see: list[str] = field(default_factory=list)
    below: dict[str, _Entry] = field(default_factory=dict)

    def at(self, path: tuple[str, ...]) -> _Entry:
        """The entry at the end of ``path``, made where it does not exist."""
        entry = self
        for step in path:
            entry = entry.below.setdefault(step, _Entry())
        return entry

    def has(self, path: tuple[str, ...]) -> bool:
        """Whether there is such an entry."""
        entry: _Entry | None = self
        for step in path:
            entry = entry.below.get(step) if entry else None
        return entry is not None


def index_groups(config: IndexConfig, bodies: Sequence[Body],
                 sorting: Sorting) -> tuple[IndexGroup, ...]:
    """The entries of the whole book, sorted, under their labels."""
    top = _Entry()
    for body in bodies:
        for mark in body.gathered.index:
            for path in mark.entries:
                top.at(path).places.append(mark.place)
    if not top.below:
        return ()
    _refer(top, config)
    entries = _entries(top, sorting, config.readings)
    by_text = {e.text: e for e in entries}
    return tuple(IndexGroup(group.label, tuple(by_text[text] for text in group.entries))
                 for group in grouped(by_text, _word(config.readings), sorting))


def _refer(top: _Entry, config: IndexConfig) -> None:
    """Add the see-references.

    What this edition leaves out is no place to send a reader to; an entry that only refers on
    is one, so they are gone through until none is added.
    """
    waiting = [r for r in _references(config) if r[0] != r[1]]
    while ready := [r for r in waiting if top.has(r[1])]:
        waiting = [r for r in waiting if not top.has(r[1])]
        for path, _, shown in ready:
            top.at(path).see.append(shown)


def index_problems(book: Book, positions: Positions) -> tuple[Problem, ...]:
    """References of ``[index] see`` to what is no entry in any edition of the book.

    ``book``: as read, before anything is left out. ``positions``: those of book.toml.
    """
    config = book.config.index
    if config is None:
        return ()
    marked = {path[:n] for story in book.stories
              for html in (story.title_html, story.html)
              for value in _MARKED.findall(html)
              for path in entries_of(unescape(value)) for n in range(1, len(path) + 1)}
    known = marked | {path[:n] for path, _, _ in _references(config)
                      for n in range(1, len(path) + 1)}
    found: list[Problem] = []
    for name, wanted in config.see.items():
        if any(target not in known or target in entries_of(name)
               for target in entries_of(wanted)):
            spot = positions.value(("index", "see", name))
            found.append(problem("index-see-missing", Place(FILE_NAME, spot.line, spot.column),
                                 name=name, target=wanted))
    return tuple(found)


def _references(config: IndexConfig) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """From which entry, to which, and how that is written; both may be sub-entries."""
    for name, wanted in config.see.items():
        for path in entries_of(name):
            for target in entries_of(wanted):
                yield path, target, "—".join(target)


def _entries(above: _Entry, sorting: Sorting,
             readings: Mapping[str, str]) -> tuple[IndexEntry, ...]:
    word = _word(readings)
    return tuple(
        IndexEntry(text, " ".join(dict.fromkeys(entry.places)), tuple(dict.fromkeys(entry.see)),
                   _entries(entry, sorting, readings))
        for text, entry in sorted(above.below.items(),
                                  key=lambda item: sorting.key(*word(item[0]))))


def _word(readings: Mapping[str, str]) -> Callable[[str], tuple[str, str]]:
    return lambda text: (text, readings.get(text, ""))
