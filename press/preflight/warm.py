"""A file that was looked at before and has changed a little: what stands in it as it stood is not
read anew.

Nobody is trusted for it. The cross-reference table is read as ever; an object that was read from
the file before is taken again only where the table leads to the very same bytes, or, for one in an
object stream, to the same place in a stream of the same bytes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from press.dataclass import dataclass
from press.preflight import access
from press.preflight.content import Interpreter
from press.preflight.job import Section
from press.preflight.section import SectionedFacts

_ELSEWHERE = re.compile(rb"/Length\s+\d+\s+\d+\s+R")
"""A stream whose length stands in another object."""
_END = b"endobj"


@dataclass(slots=True)
class Warm:
    """Holds what was read of a file, for the next one that is to be like it."""

    facts: SectionedFacts | None = None

    def keep(self, facts: SectionedFacts, sections: Sequence[Section]) -> None:
        """Hold what was read of the file beside its sections: of these there are the findings."""
        ranges = sorted(section.numbers for section in sections)
        lows = [low for low, _ in ranges]
        known = facts.reader.resolved_objects
        for key in list(known):
            at = bisect_right(lows, key[1]) - 1
            if at >= 0 and key[1] < ranges[at][1]:
                del known[key]
        self.facts = facts

    def opened(self, pdf: bytes) -> SectionedFacts | None:
        """The facts of ``pdf``; None where there was none before, or it cannot be opened so."""
        before, self.facts = self.facts, None  # its reader will be another's
        if before is None:
            return None
        try:
            return _again(before, pdf)
        except Exception:  # is met again, and told, when it is opened as ever
            return None


def _again(before: SectionedFacts, pdf: bytes) -> SectionedFacts | None:
    reader = before.reader
    gone = renew(reader, before.pdf, pdf)
    if access.sound(reader, walk=False).is_encrypted:
        return None
    fonts = {number: font for number, font in before.interpreter.known_fonts().items()
             if number > 0 and not gone.intersection(_reached(reader, number))}
    facts = SectionedFacts.read_by(reader, pdf, Interpreter(fonts=fonts))
    facts.meanings.update((number, known) for number, known in before.meanings.items()
                          if number in fonts)
    return facts


def renew(reader: Any, before: bytes, pdf: bytes) -> set[int]:
    """Let a ``reader`` of ``before`` read ``pdf`` instead; the numbers of the objects that it has
    read and that are not what they were. Raises what opening a file raises."""
    known: dict[tuple[int, int], Any] = reader.resolved_objects
    was = _Table(before, reader.xref.get(0, {}), reader.xref_objStm)
    access.open_again(reader, pdf)
    now = _Table(pdf, reader.xref.get(0, {}), reader.xref_objStm)
    alone = {number: obj for (generation, number), obj in known.items()
             if generation == 0 and number not in was.bundled and obj is not None
             and was.holds(number, obj) and was.slice(number) == now.slice(number)}
    # A stream of objects is parsed as a whole: all that was in it, or nothing.
    read = Counter(was.bundled[number][0] for _, number in known if number in was.bundled)
    whole = {stream for stream, count in read.items()
             if stream in alone and access.number(alone[stream], "/N") == count}
    kept = {(0, number): obj for number, obj in alone.items()
            if number in whole or access.text(obj, "/Type") != "ObjStm"}
    kept |= {(0, number): obj for (_, number), obj in known.items()
             if number in was.bundled and was.bundled[number][0] in whole
             and now.bundled.get(number) == was.bundled[number]}
    fresh = reader.resolved_objects
    fresh.update((key, obj) for key, obj in kept.items() if key not in fresh)
    return {number for _, number in known if (0, number) not in kept}


@dataclass
class _Table:
    """Where the objects of a file lie."""

    pdf: bytes
    offsets: Mapping[int, int]
    bundled: Mapping[int, tuple[int, int]]

    @cached_property
    def _starts(self) -> list[int]:
        return sorted(self.offsets.values())

    def slice(self, number: int) -> bytes | None:
        """From the beginning of an object that stands by itself to that of the next one."""
        start = self.offsets.get(number)
        if start is None or number in self.bundled:
            return None
        after = bisect_right(self._starts, start)
        return self.pdf[start:self._starts[after]] if after < len(self._starts) else None

    def holds(self, number: int, obj: Any) -> bool:
        """Whether all of an object lies in its slice."""
        there = self.slice(number)
        if there is None or not there.rstrip().endswith(_END):
            return False
        return not isinstance(obj, StreamObject) or (
            len(obj._data) < len(there) and not _ELSEWHERE.search(there))


def _reached(reader: Any, number: int) -> set[int]:
    """The numbers of all that an object leads to, as far as it was read."""
    found: set[int] = set()
    waiting = [number]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += _references(reader.resolved_objects.get((0, here)), 0)
    return found


def _references(obj: Any, depth: int) -> Iterator[int]:
    if depth > access.DEPTH:
        return
    if isinstance(obj, IndirectObject):
        yield obj.idnum
    elif isinstance(obj, DictionaryObject):
        for _, value in access.raw_entries(obj):
            yield from _references(value, depth + 1)
    elif isinstance(obj, ArrayObject):
        for value in list.__iter__(obj):
            if isinstance(value, IndirectObject | DictionaryObject | ArrayObject):
                yield from _references(value, depth + 1)
