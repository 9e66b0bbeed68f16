"""References in the HTML of parts: to whose page they lead, and what they say.

A link is ``href="press-ref:ANCHOR"``, a page number ``<span data-late="page:ANCHOR">00</span>``;
lists of page numbers (``page_lists``) become such in every round.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from functools import lru_cache

from press.build.page_lists import as_plain, expanded, has_lists, lists_of, lost_lists
from press.dataclass import dataclass, replace
from press.values import Part, Place, Problem, problem

LONG = 40
"""Page numbers of which some are surely near 10, 100 or 1000."""

_NUMBER = re.compile(r'( data-late="page:([^"]+)">)[^<]*(<)')
_LINK = re.compile(r'( href="press-ref:([^"]+)")')
_ID = re.compile(r'\sid="([^"]+)"')
_LINE = re.compile(r' data-line="(\d+)"')


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What some HTML refers to, each place once."""

    numbers: tuple[str, ...]
    links: tuple[str, ...]
    lists: bool
    """Whether it has lists of pages."""


@lru_cache(maxsize=2048)  # a process that stays asks again for most parts
def _wanted(html: str) -> _Wanted:
    return _Wanted(tuple(dict.fromkeys(match[2] for match in _NUMBER.finditer(html))),
                   tuple(dict.fromkeys(match[2] for match in _LINK.finditer(html))),
                   has_lists(html))


def anchors_of(part: Part) -> set[str]:
    """Every place in ``part`` that can be referred to."""
    return set(_ID.findall(part.html))


def anchors_wanted(part: Part) -> set[str]:
    """Every place that ``part`` refers to."""
    return {match[2] for pattern in (_NUMBER, _LINK) for match in pattern.finditer(part.html)} | {
        anchor for _, places in lists_of(part) for anchor in places}


def is_list(part: Part) -> bool:
    """Whether it is a long list of pages: the contents of a book, an index."""
    wanted = _wanted(part.html)
    numbers = len(wanted.numbers) + (
        sum(len(places) for _, places in lists_of(part)) if wanted.lists else 0)
    return not part.source and numbers > LONG


def lost_references(part: Part, known: Container[str], *, links: bool) -> Iterator[Problem]:
    """Page numbers (and ``links``, if they are kept) that lead to none of the ``known`` anchors,
    and lists of pages that lead nowhere at all.

    The manuscript knows every anchor that is written in it, so these are left out of an
    edition, such as a heading in a note for the speaker.
    """
    wanted = _wanted(part.html)
    if not wanted.lists and all(anchor in known for anchor in (
            *wanted.numbers, *(wanted.links if links else ()))):
        return
    seen: set[str] = set()
    for pattern in (_NUMBER, _LINK) if links else (_NUMBER,):
        for match in pattern.finditer(part.html):
            if match[2] not in known and match[2] not in seen:
                seen.add(match[2])
                yield _lost(part, match.start(), match[2])
    for start, places in lost_lists(part, known):
        yield _lost(part, start, " ".join(places))


def _lost(part: Part, start: int, anchor: str) -> Problem:
    """At the line of the manuscript that comes last before ``start``, if the part has one."""
    lines = _LINE.findall(part.html, 0, start) if part.source else []
    place = Place(part.source, int(lines[-1]) if lines else None) if part.source else None
    return problem("reference-lost", place, anchor=anchor)


def with_stand_ins(part: Part, labels: Mapping[str, str]) -> Part:
    """``part`` with a stand-in as wide as the number for every page reference.

    So it stays the same where pages move and neither digits nor lists change their form.
    """
    part = expanded(part, labels) if _wanted(part.html).lists else part
    html = _with_stand_ins(part.html, tuple(
        (anchor, labels[anchor]) for anchor in _wanted(part.html).numbers))
    return part if html == part.html else replace(part, html=html)


@lru_cache(maxsize=2048)
def _with_stand_ins(html: str, labels: tuple[tuple[str, str], ...]) -> str:
    known = dict(labels)

    def stand_in(match: re.Match[str]) -> str:
        label = known[match[2]]
        return match[1] + ("0" * len(label) if label.isdigit() else label) + match[3]

    return _NUMBER.sub(stand_in, html) if known else html


def as_words(part: Part, labels: Mapping[str, str]) -> Part:
    """``part`` with links and page numbers to the anchors of ``labels`` made plain text."""
    part = as_plain(part, labels)
    html = _NUMBER.sub(
        lambda m: f">{labels[m[2]]}{m[3]}" if m[2] in labels else m[0], part.html)
    html = _LINK.sub(lambda m: "" if m[2] in labels else m[0], html)
    return part if html == part.html else replace(part, html=html)
