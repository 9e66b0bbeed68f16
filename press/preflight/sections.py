"""The checks of pages, section by section, each result kept by what it depends on.

A section is some pages with all objects that are theirs alone. What the checks find in it depends
on the bytes of these objects, on what the fonts make of the codes that it shows, on the pages that
its links lead to, and on what the job says of its pages: nothing else. So the result is found
again under a digest of these, read from the file itself, and whatever in the file has changed is
looked at anew.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from typing import Any

from pypdf.generic import IndirectObject

from press.preflight import access
from press.preflight.access import Damaged
from press.preflight.findings import Finding, found, guarded
from press.preflight.fonts import Font
from press.preflight.imprints import Pages, imprint_findings, silent_pages, words
from press.preflight.job import DocumentJob, Section
from press.preflight.section import SectionedFacts, SectionFacts
from press.preflight.typefaces import Codes, codes_of, embedded, fonts_selected, glyphs_good
from press.values import Store

_SUBSET = re.compile(r"\A[A-Z]{6}\+")
"""Before the name of a font: changes when any page shows another character."""

Checks = Callable[[SectionFacts, DocumentJob], list[Finding]]
"""All checks of the pages of a section."""
Elsewhere = Callable[[Sequence[int]], Mapping[str, bytes]]
"""Asks others to look at sections, by their indices in the job; gives what is to be kept."""


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


@dataclass(slots=True)
class Gathered:
    """What all sections say together."""

    findings: list[Finding] = field(default_factory=list)
    codes: Codes = field(default_factory=dict)
    fonts: dict[int, Font] = field(default_factory=dict)
    labels: Counter[str] = field(default_factory=Counter)
    silent: set[int] = field(default_factory=set)
    empty: set[int] = field(default_factory=set)


def find_in_sections(whole: SectionedFacts, job: DocumentJob, checks: Checks,
                     sections: Sequence[Section]) -> dict[str, bytes]:
    """What is found in some sections, as a store keeps it."""
    kept = Kept()
    for section in sections:
        try:
            _checked(_look(whole, section, None, job, kept), job, checks, kept)
        except Exception:  # is met again, and told, where all sections are put together
            continue
        finally:
            whole.forget(section)
    return kept.fresh


@dataclass(slots=True)
class Kept:
    """A store in memory."""

    fresh: dict[str, bytes] = field(default_factory=dict)

    def get(self, key: str) -> bytes | None:
        """As any store."""
        return self.fresh.get(key)

    def put(self, key: str, body: bytes) -> None:
        """As any store."""
        self.fresh[key] = body


@dataclass(slots=True)
class _Look:
    """What is known of a section before it is looked at."""

    facts: SectionFacts
    index: int | None
    """In the job; None for what is no section of it."""
    outward: Outward | None = None
    findings: list[Finding] | None = None


def _look(whole: SectionedFacts, section: Section, index: int | None, job: DocumentJob,
          store: Store | None) -> _Look:
    look = _Look(SectionFacts(whole, section), index)
    if store is None or not section.numbers[1]:
        return look
    known = store.get(_key(look.facts))
    if known is not None:
        look.outward = _told(known)
        kept = store.get(_key_found(look.facts, look.outward, job))
        if kept is not None:
            look.findings = _findings(kept, section.first)
    return look


def _asked(looks: list[_Look], whole: SectionedFacts, job: DocumentJob, store: Store,
           elsewhere: Elsewhere) -> list[_Look]:
    """The same, with what others have found."""
    lacking = [look.index for look in looks if look.findings is None and look.index is not None]
    found = elsewhere(lacking) if lacking else {}
    if not found:
        return looks
    for key, body in found.items():
        store.put(key, body)
    kept = Kept(dict(found))
    return [look if look.findings is not None else
            _look(whole, look.facts.section, look.index, job, kept) for look in looks]


def check_sections(whole: SectionedFacts, job: DocumentJob, checks: Checks, store: Store | None,
                   elsewhere: Elsewhere | None = None) -> Iterator[Finding]:
    """What ``checks`` and those of fonts find in the pages of the file, all of them."""
    gathered = Gathered()
    numbers = {id(section): index for index, section in enumerate(job.sections)}
    looks = [_look(whole, section, numbers.get(id(section)), job, store)
             for section in _all(whole, job)]
    if store is not None and elsewhere is not None:
        looks = _asked(looks, whole, job, store, elsewhere)
    for look in looks:
        section = look.facts.section
        outward, findings = _checked(look, job, checks, store)
        gathered.findings += findings
        gathered.labels.update(outward.labels)
        gathered.silent.update(page + section.first for page in outward.silent)
        gathered.empty.update(page + section.first for page in outward.empty)
        for number in outward.fonts:
            gathered.fonts.setdefault(number, _font(whole, number))
        for number, codes, pages in outward.codes:
            seen = gathered.codes.setdefault(_font(whole, number), {})
            for code, page in zip(codes, pages, strict=True):
                if code not in seen:
                    seen[code] = page + section.first
    yield from gathered.findings
    yield from embedded(gathered.fonts.values())
    yield from glyphs_good(gathered.codes)
    for label, times in gathered.labels.items():
        if times > 1:
            yield found("pdf-tag-id-twice", label=label)
    yield from _imprint(whole, job, gathered)
    _nothing_left(whole, job)


def _imprint(whole: SectionedFacts, job: DocumentJob, gathered: Gathered) -> Iterator[Finding]:
    """The copyright page, whose numbers are reckoned from all pages."""
    if job.imprint is not None:
        yield from imprint_findings(
            job.imprint, Pages(whole.labels, gathered.silent, gathered.empty),
            lambda page: words(SectionFacts(whole, Section(page, 1, (0, 0), (0, 0))), 0))


def _all(whole: SectionedFacts, job: DocumentJob) -> Iterator[Section]:
    """The sections of the job, and a section of its own for each page that is in none."""
    at = 0
    count = len(whole.page_numbers)
    for section in (*job.sections, Section(count, 0, (0, 0), (0, 0))):
        if section.first < at:
            raise Damaged("sections that have pages in common")
        yield from (Section(page, 1, (0, 0), (0, 0)) for page in range(at, section.first))
        if section.count:
            yield section
        at = section.first + section.count


def _nothing_left(whole: SectionedFacts, job: DocumentJob) -> None:
    """Every element right below the root, and every node of the ParentTree, is some section's."""
    if whole.branches is None:
        return
    ranges = sorted(section.numbers for section in job.sections)
    _, kids, nodes, _ = whole.branches
    for number in sorted(access.identity(raw) for raw in (*kids, *nodes)):
        while ranges and ranges[0][1] <= number:
            ranges.pop(0)
        if not ranges or number < ranges[0][0]:
            raise Damaged(f"structure element {number} belongs to no section")


def _checked(look: _Look, job: DocumentJob, checks: Checks,
             store: Store | None) -> tuple[Outward, list[Finding]]:
    """What is known of a section, and what is not yet, found now and kept."""
    facts, outward, findings = look.facts, look.outward, look.findings
    if not facts.section.numbers[1]:  # it is no section of the job, and nothing of it is kept
        store = None
    if outward is None:
        outward = _outward(facts)
        if store is not None:
            store.put(_key(facts), json.dumps(_record(outward)).encode())
    if findings is None:
        findings = _found(facts, job, checks)
        if store is not None:
            store.put(_key_found(facts, outward, job), json.dumps([
                (f.code, None if f.page is None else f.page - facts.first, f.args)
                for f in findings]).encode())
    return outward, findings


def _findings(kept: bytes, first: int) -> list[Finding]:
    """The reverse: findings of a section whose first page is the ``first``."""
    return [Finding(code, None if page is None else page + first,
                    tuple((k, v) for k, v in args)) for code, page, args in json.loads(kept)]


def _key(facts: SectionFacts) -> str:
    return sha256(f"section {facts.content}".encode()).hexdigest()


def _key_found(facts: SectionFacts, outward: Outward, job: DocumentJob) -> str:
    return sha256(f"checked {facts.content} {_context(facts, outward, job)!r}".encode()
                  ).hexdigest()


def _found(facts: SectionFacts, job: DocumentJob, checks: Checks) -> list[Finding]:
    return [*checks(facts, job),
            *guarded("fonts_selected", lambda: fonts_selected(facts.contents, facts.first))]


def _outward(facts: SectionFacts) -> Outward:
    """Read from the pages."""
    shown = codes_of(facts.contents, facts.first)
    numbers = _numbers(facts, shown)
    names = {link.name for link in facts.links if link.name}
    tree = facts.tree
    silent, empty = silent_pages(facts)
    return Outward(
        tuple(sorted(names)),
        tuple(sorted((numbers[font], tuple(codes),
                      tuple(page - facts.first for page in codes.values()))
                     for font, codes in shown.items())),
        tuple(sorted(numbers.values())), tuple(sorted(set(_streams(facts)))),
        tuple(element.label for element in tree.elements if element.label) if tree else (),
        tuple(silent), tuple(empty))


def _numbers(facts: SectionFacts, shown: Codes) -> dict[Font, int]:
    """The object numbers of all fonts that the section names or shows."""
    used = {*facts.fonts, *shown}
    return {font: number for number, font in facts.interpreter.known_fonts().items()
            if font in used}


def _streams(facts: SectionFacts) -> Iterator[int]:
    low, high = facts.section.numbers
    for page in facts.pages:
        objects = access.dictionary(access.dictionary(page, "/Resources"), "/XObject")
        for _, raw in access.raw_entries(objects):
            number = access.identity(raw)
            if not low <= number < high:
                yield number


def _context(facts: SectionFacts, outward: Outward, job: DocumentJob) -> tuple[object, ...]:
    """All that the result depends on, beside the bytes of the section."""
    first, last = facts.first, facts.first + facts.section.count
    whole = facts.whole

    def target(name: str) -> object:
        page = whole.destinations.get(name)
        return None if page is None else (whole.labels[page], page in job.page_lists)

    own_lists = tuple(page - first for page in job.page_lists if first <= page < last)
    contents = job.contents if any(first <= p < last for p in job.contents_pages) else ()
    references = tuple((page - first, ref) for page, ref in job.references if first <= page < last)
    spoken = [*contents, *(ref for _, ref in references)]
    return (
        [(number, _SUBSET.sub("", _font(whole, number).name), whole.meaning(number, codes))
         for number, codes, _ in outward.codes],
        [(name, target(name)) for name in outward.names],
        [sha256(access.stream_bytes_raw(_object(whole, number))).hexdigest()
         for number in outward.streams],
        whole.branches is not None and access.identity(whole.branches[0]),
        job.labels[first:last], own_lists,
        [(ref.anchor, ref.printed, ref.title, target(ref.anchor)) for ref in spoken],
        [page - first for page in job.contents_pages if contents],
        [page for page, _ in references],
        replace(job, imprint=None, outline=(), destinations=(), contents=(), contents_pages=(),
                references=(), page_lists=(), labels=(), sections=(), path="", title="",
                date=None, pages=None))


def _font(whole: SectionedFacts, number: int) -> Font:
    return whole.font(number)


def _object(whole: SectionedFacts, number: int) -> Any:
    return access.resolved(IndirectObject(number, 0, whole.reader))


def _record(outward: Outward) -> list[object]:
    return [outward.names, outward.codes, outward.fonts, outward.streams, outward.labels,
            outward.silent, outward.empty]


@lru_cache(maxsize=1024)
def _told(kept: bytes) -> Outward:
    """The reverse."""
    names, codes, fonts, streams, labels, silent, empty = json.loads(kept)
    return Outward(tuple(names), tuple((number, tuple(shown), tuple(pages))
                                       for number, shown, pages in codes),
                   tuple(fonts), tuple(streams), tuple(labels), tuple(silent), tuple(empty))
