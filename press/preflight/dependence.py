"""What the result of looking at a section depends on: the names under which it is kept."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any

from press.dataclass import dataclass, replace
from press.preflight import access
from press.preflight.edges import margin_for
from press.preflight.job import DocumentJob, PageReference
from press.preflight.renumbered import Masked, Number, signs
from press.preflight.section import SectionedFacts, SectionFacts
from press.preflight.streams import stream_digest

_SUBSET = re.compile(r"\A[A-Z]{6}\+")
"""Before the name of a font: changes when any page shows another character."""


@dataclass(frozen=True, slots=True)
class Outward:
    """What a section has to do with the rest of the file."""

    names: tuple[str, ...]
    """Destinations that its links name."""
    codes: tuple[tuple[int, tuple[int, ...], tuple[int, ...]], ...]
    """Object number of a font, the codes that it shows, and for each the place of a page among
    those of the section."""
    fonts: tuple[int, ...]
    """Object numbers of all fonts that its resources name."""
    streams: tuple[int, ...]
    """Object numbers of streams that others may have, too: images."""
    labels: tuple[str, ...]
    """IDs of its elements."""
    silent: tuple[int, ...]
    """Pages without text, counted from the first of the section."""
    empty: tuple[int, ...]
    """Those of them without pictures."""


def key_of(facts: SectionFacts) -> str:
    return sha256(f"section {facts.content}".encode()).hexdigest()


def key_found(facts: SectionFacts, outward: Outward, job: DocumentJob) -> str:
    return sha256(f"checked {facts.content} {_context(facts, outward, job)!r}".encode()
                  ).hexdigest()


def key_masked(there: Masked) -> str:
    return sha256(f"masked {there.digest}".encode()).hexdigest()


def key_alike(facts: SectionFacts, there: Masked, numbers: Sequence[Number], outward: Outward,
               job: DocumentJob) -> str | None:
    told = signs(facts, job, there, numbers)
    if told is None:
        return None
    covered = frozenset((n.page, n.anchor) for n in numbers)
    return sha256(f"alike {there.digest} {numbers!r} {told!r} "
                  f"{_context(facts, outward, job, covered)!r}".encode()).hexdigest()


def _context(facts: SectionFacts, outward: Outward, job: DocumentJob,
             covered: Collection[tuple[int, str]] | None = None) -> tuple[object, ...]:
    """All that the result depends on, beside the bytes of the section.

    ``covered``: page (from the first of the section) and anchor of the references whose numbers
    are looked at apart, an empty anchor standing for folios; None where none are.
    """
    first, last = facts.first, facts.first + facts.section.count
    whole = facts.whole
    own_lists = tuple(page - first for page in job.page_lists if first <= page < last)

    def target(name: str) -> object:
        page = whole.destinations.get(name)
        if page is None:
            return None
        # What the page is called is of concern where it is said: of these pages, see below.
        return whole.labels[page] if own_lists else "", page in job.page_lists

    def said(page: int, ref: PageReference) -> object:
        if covered is not None and (page, ref.anchor) in covered:
            return ref.anchor, ref.title
        page_there = whole.destinations.get(ref.anchor)
        return (ref.anchor, ref.printed, ref.title,
                None if page_there is None else whole.labels[page_there])

    contents = job.contents if any(first <= p < last for p in job.contents_pages) else ()
    references = tuple((page - first, ref) for page, ref in job.references if first <= page < last)
    count = len(whole.page_numbers)
    return (
        [(number, _SUBSET.sub("", whole.font(number).name), whole.meaning(number, codes))
         for number, codes, _ in outward.codes],
        [(name, target(name)) for name in outward.names],
        [stream_digest(whole, number) for number in outward.streams],
        whole.branches is not None and (access.identity(whole.branches[0]), whole.branches[3]),
        job.labels[first:last] if covered is None and facts.section.numbers[1] else (), own_lists,
        [said(-1, ref) for ref in contents], [said(page, ref) for page, ref in references],
        [page - first for page in job.contents_pages if contents],
        [page for page, _ in references],
        # Where pages are bound, left and right differ, and thick books need more room.
        (first % 2, margin_for(count)) if job.bound else (),
        _bare(whole, job),
        [(part.first - first, part.count, sha256(part.data).hexdigest(), part.faces)
         for part in job.printed if part.first < last and first < part.first + part.count])


def _bare(whole: SectionedFacts, job: DocumentJob) -> str:
    """What is asked of all pages alike; it is read once."""
    known = whole.asked.get(id(job))
    if known is None:
        told = repr(replace(
            job, imprint=None, outline=(), destinations=(), contents=(), contents_pages=(),
            references=(), page_lists=(), labels=(), sections=(), path="", title="", date=None,
            pages=None, blanks=None, rectos=(), printed=()))
        known = whole.asked[id(job)] = job, told
    return known[1]


def record_of(outward: Outward) -> list[object]:
    """What is known, as JSON."""
    return [outward.names, outward.codes, outward.fonts, outward.streams, outward.labels,
            outward.silent, outward.empty]


@lru_cache(maxsize=1024)
def outward_from(kept: bytes) -> Outward:
    """The reverse, of bytes."""
    return outward_of(json.loads(kept))


def outward_of(record: Sequence[Any]) -> Outward:
    """The reverse of ``record_of``."""
    names, codes, fonts, streams, labels, silent, empty = record
    return Outward(tuple(names), tuple((number, tuple(shown), tuple(pages))
                                       for number, shown, pages in codes),
                   tuple(fonts), tuple(streams), tuple(labels), tuple(silent), tuple(empty))
