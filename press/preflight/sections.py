"""The checks of pages, section by section, each result kept by what it depends on.

A section is some pages with all objects that are theirs alone. What the checks find in it depends
on the bytes of these objects, on what the fonts make of the codes that it shows, on the pages that
its links lead to, and on what the job says of its pages: nothing else. So the result is found
again under a digest of these, read from the file itself, and whatever in the file has changed is
looked at anew.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from press.dataclass import dataclass, field, replace
from press.preflight import access
from press.preflight.access import Damaged
from press.preflight.blanks import blank_findings
from press.preflight.dependence import (
    Outward,
    key_alike,
    key_found,
    key_masked,
    key_of,
    outward_from,
    outward_of,
    record_of,
)
from press.preflight.findings import Finding, found, guarded, packed, unpacked
from press.preflight.fonts import Font
from press.preflight.imprints import Pages, imprint_findings, silent_pages, words
from press.preflight.job import DocumentJob, Section
from press.preflight.renumbered import (
    Masked,
    codes_shown,
    codes_without,
    from_bytes,
    masked,
    numbers_in,
    to_bytes,
)
from press.preflight.section import SectionedFacts, SectionFacts
from press.preflight.typefaces import Codes, codes_of, embedded, fonts_selected, glyphs_good
from press.values import Store

Checks = Callable[[SectionFacts, DocumentJob], list[Finding]]
"""All checks of the pages of a section."""
Elsewhere = Callable[[Sequence[int]], Mapping[str, bytes]]
"""Asks others to look at sections, by their indices in the job; gives what is to be kept."""


_OF_FILE = frozenset(("preflight-inner-margin",))
"""Codes of findings that tell the number of pages of the file. What depends on it is how wide the
margin must be, and that is in the key (``dependence``): so the number alone is filled in anew."""


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
    there: Masked | None = None
    """The section but for its page numbers, once that has been made."""


def _look(whole: SectionedFacts, section: Section, index: int | None, job: DocumentJob,
          store: Store | None) -> _Look:
    look = _Look(SectionFacts(whole, section), index)
    if store is None or not _is_kept(look.facts):
        return look
    known = store.get(key_of(look.facts))
    if known is not None:
        look.outward = outward_from(known)
        kept = store.get(key_found(look.facts, look.outward, job))
        if kept is not None:
            look.findings = _findings(kept, look.facts)
    if look.findings is None and section.numbers[1]:
        with suppress(Exception):  # is met again, and told, where it is looked at
            _as_before(look, job, store)
    return look


def _is_kept(facts: SectionFacts) -> bool:
    """Whether it is a section of the job, or a blank page between those; of what else a file may
    have nothing is kept."""
    if facts.section.numbers[1]:
        return True
    try:
        return bool(facts.content)
    except Exception:  # is met again, and told, where it is looked at
        return False


def _as_before(look: _Look, job: DocumentJob, store: Store) -> None:
    """A section that was good, and of which nothing is new but its page numbers, is good."""
    facts = look.facts
    there = look.there = masked(facts)
    known = store.get(key_masked(there))
    if known is None:
        return
    numbers, record = from_bytes(known)
    outward = outward_of(record)
    key = key_alike(facts, there, numbers, outward, job)
    if key is None or store.get(key) is None:
        return
    look.outward = _with_signs(outward, codes_shown(facts, there, numbers))
    look.findings = []
    _keep(look, job, store)


def _with_signs(outward: Outward, signs: Iterable[tuple[int, int, int]]) -> Outward:
    """With more codes: object number of the font, code, page."""
    fonts = {number: dict(zip(codes, pages, strict=True))
             for number, codes, pages in outward.codes}
    for number, code, page in signs:
        codes = fonts.setdefault(number, {})
        codes[code] = min(page, codes.get(code, page))
    return replace(outward, codes=tuple(
        (number, tuple(codes), tuple(codes.values())) for number, codes in sorted(fonts.items())))


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
            gathered.fonts.setdefault(number, whole.font(number))
        for number, codes, pages in outward.codes:
            seen = gathered.codes.setdefault(whole.font(number), {})
            if any([code not in seen for code in codes]):  # noqa: C419 (thrice as fast)
                for code, page in zip(codes, pages, strict=True):
                    seen.setdefault(code, page + section.first)
    yield from gathered.findings
    yield from embedded(gathered.fonts.values())
    yield from glyphs_good(gathered.codes)
    for label, times in gathered.labels.items():
        if times > 1:
            yield found("pdf-tag-id-twice", label=label)
    yield from _imprint(whole, job, gathered)
    if job.blanks is not None:
        yield from blank_findings(gathered.empty, job.blanks)
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
    for number in sorted(number for raws in (kids, nodes) for number, _ in raws.order):
        while ranges and ranges[0][1] <= number:
            ranges.pop(0)
        if not ranges or number < ranges[0][0]:
            raise Damaged(f"structure element {number} belongs to no section")


def _checked(look: _Look, job: DocumentJob, checks: Checks,
             store: Store | None) -> tuple[Outward, list[Finding]]:
    """What is known of a section, and what is not yet, found now and kept."""
    facts, outward, findings = look.facts, look.outward, look.findings
    if not _is_kept(facts):
        store = None
    if outward is None or findings is None:
        look.outward = outward = outward or _outward(facts, codes_of(facts.contents, facts.first))
        look.findings = findings = _found(facts, job, checks) if findings is None else findings
        if store is not None:
            _keep(look, job, store)
            if not findings and facts.section.numbers[1]:
                with suppress(Exception):  # it only saves another look
                    _keep_alike(look, job, store)
    return outward, findings


def _keep(look: _Look, job: DocumentJob, store: Store) -> None:
    facts, outward, findings = look.facts, look.outward, look.findings
    assert outward is not None and findings is not None
    store.put(key_of(facts), json.dumps(record_of(outward)).encode())
    store.put(key_found(facts, outward, job), json.dumps(
        [packed(f, facts.first) for f in findings]).encode())


def _keep_alike(look: _Look, job: DocumentJob, store: Store) -> None:
    """Keep that a section is good, whatever its page numbers."""
    facts, there = look.facts, look.there or masked(look.facts)
    numbers = numbers_in(facts, job, there)
    if not numbers:
        return
    outward = _outward(facts, codes_without(facts, there, numbers))
    key = key_alike(facts, there, numbers, outward, job)
    if key is not None:
        store.put(key_masked(there), to_bytes(numbers, record_of(outward)))
        store.put(key, b"good")


def _findings(kept: bytes, facts: SectionFacts) -> list[Finding]:
    """The reverse: findings of a section of the file that it is in now."""
    found = [unpacked(record, facts.first) for record in json.loads(kept)]
    return [_in_file(one, facts) if one.code in _OF_FILE else one for one in found]


def _in_file(finding: Finding, facts: SectionFacts) -> Finding:
    count = str(len(facts.page_numbers))
    return replace(finding, args=tuple(
        (name, count if name == "count" else value) for name, value in finding.args))


def _found(facts: SectionFacts, job: DocumentJob, checks: Checks) -> list[Finding]:
    return [*checks(facts, job),
            *guarded("fonts_selected", lambda: fonts_selected(facts.contents, facts.first))]


def _outward(facts: SectionFacts, shown: Codes) -> Outward:
    """Read from the pages, which show these codes."""
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
