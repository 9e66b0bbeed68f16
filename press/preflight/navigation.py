"""Checks 7 and 41 of print.md: labels, outline, destinations and links lead where they should."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from press.preflight.facts import Facts, OutlineItem
from press.preflight.findings import Finding, found
from press.preflight.job import DocumentJob, OutlineLine

SMALLEST = 3.0
"""pt: no letter is that small, so the rectangle is none of a line of text."""
_SCHEMES = ("http://", "https://", "mailto:")


def labels(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """A viewer shows each page's own folio."""
    if not job.labels:
        return
    for index, (expected, label) in enumerate(
            zip_longest(job.labels, facts.labels, fillvalue="")):
        if expected != label:
            yield found("pdf-label", index, expected=expected, found=label)


def outline(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """The outline has the lines of the book, at their levels, in order, each to its page."""
    pair: tuple[OutlineLine | None, OutlineItem | None]
    for pair in zip_longest(job.outline, facts.outline):
        line, item = pair
        written = _line(line.level, line.title) if line else ""
        there = _line(item.level, item.title) if item else ""
        if written != there:
            if line is None and not job.outline:
                break  # the job asks for none: what is there must only lead somewhere
            yield found("pdf-outline", expected=written, found=there)
            return  # after the first difference every line differs
        if line and item and line.page != item.page:
            yield found("pdf-outline-target", line.page, title=line.title,
                        expected=line.page + 1, found=_page(item.page))
    for item in facts.outline:
        if item.page is None:
            yield found("pdf-outline-broken", title=item.title)


def destinations(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Each anchor of the job is there, on its page."""
    for name, page in job.destinations:
        if name not in facts.destinations:
            yield found("pdf-destination-missing", name=name)
        elif facts.destinations[name] != page:
            yield found("pdf-destination-page", page, name=name, expected=page + 1,
                        found=_page(facts.destinations[name]))


def links(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Each link leads to a page of this file, or to an address of the web or of mail, and is
    large enough to be met."""
    del job
    for link in facts.links:
        if min(link.size) < SMALLEST:
            yield found("pdf-link-small", link.page, spot=link.where,
                        name=(link.uri or link.name or link.contents)[:80])
        if link.uri:
            if not link.uri.startswith(_SCHEMES):
                yield found("pdf-link-scheme", link.page, spot=link.where,
                            address=link.uri[:80])
        elif link.target is None:
            yield found("pdf-link-broken", link.page, spot=link.where,
                        name=link.name or link.contents)


def _line(level: int, title: str) -> str:
    return f"{level} {title}"


def _page(index: int | None) -> str:
    return "–" if index is None else str(index + 1)
