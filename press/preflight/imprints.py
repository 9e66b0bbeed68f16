"""Check 44 of print.md: the copyright page shows what it must, and its numbers are right.

印张 and 字数 are reckoned here from the finished pages, by the rules and not by the writer's code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from fractions import Fraction

from press.dataclass import dataclass
from press.preflight.edges import seen_on, trim_of
from press.preflight.facts import Facts
from press.preflight.findings import Finding, found
from press.preflight.job import DocumentJob, ImprintJob
from press.preflight.painted import Paint

_FOLIO = re.compile(r"[0-9]+\Z|[ivxlcdm]+\Z")
_GAP = re.compile(r"\s+")
_HYPHENS = re.compile("[-\u00ad\u2010]")
"""A word may be divided at the end of a line."""


@dataclass(frozen=True, slots=True)
class Pages:
    """What the numbers of a copyright page are reckoned from."""

    labels: Sequence[str]
    """One a page of the file."""
    silent: Collection[int]
    """Indices from 0 of pages that show no text."""
    empty: Collection[int]
    """Those of them that show no picture either."""


def imprint(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Every value is there; 印张 and 字数 are those of the file."""
    if job.imprint is not None:
        silent, empty = silent_pages(facts)
        yield from imprint_findings(
            job.imprint, Pages(facts.labels, frozenset(silent), frozenset(empty)),
            lambda page: words(facts, page))


def silent_pages(facts: Facts) -> tuple[list[int], list[int]]:
    """Indices of the pages without text, and of those without pictures among them."""
    silent = [i for i, content in enumerate(facts.contents) if not content.pieces]
    empty = [i for i in silent if not _painted(facts.pages[i], facts.contents[i].paints)]
    return silent, empty


def _painted(page: object, paints: Sequence[Paint]) -> bool:
    trim = trim_of(page)
    return trim is not None and any(
        not paint.white and seen_on(paint, trim) is not None for paint in paints)


def words(facts: Facts, page: int) -> str:
    """What page ``page`` of ``facts`` shows, without gaps."""
    return _bare("".join(piece.text() for piece in facts.contents[page].pieces))


def imprint_findings(wanted: ImprintJob, pages: Pages,
                     words: Callable[[int], str]) -> Iterator[Finding]:
    """``words``: what a page of the file shows, without gaps."""
    if not wanted.pages:
        if wanted.published:
            yield found("imprint-page-missing")
        return
    shown = "".join(map(words, wanted.pages))
    page = wanted.pages[0]
    unhyphenated = _HYPHENS.sub("", shown)
    for value in dict.fromkeys(wanted.values):
        if _HYPHENS.sub("", _bare(value)) not in unhyphenated:
            yield found("imprint-value-missing", page, value=value)
    if not wanted.fraction:
        return
    for label, expected in ((wanted.sheets_label, _sheets(pages, wanted)),
                            (wanted.characters_label, Fraction(_thousands(pages, wanted)))):
        number = re.search(re.escape(_bare(label)) + r"[:：]?([0-9]+(?:\.[0-9]+)?)", shown)
        if label and (number is None or abs(Fraction(number[1]) - expected) > Fraction(1, 10**5)):
            yield found("imprint-number-wrong", page, name=_bare(label),
                        found=number[1] if number else "—", expected=_plain(expected))


def _bare(text: str) -> str:
    return _GAP.sub("", text)


def _plain(number: Fraction) -> str:
    return f"{float(number):.5f}".rstrip("0").rstrip(".")


def _sheets(pages: Pages, job: ImprintJob) -> Fraction:
    """Pages of the text, even, by the pages that one side of a sheet gives."""
    left = len(pages.labels) - len(job.covers)
    for page in job.covers:  # the empty inner side of a cover is of the cover
        left -= sum(1 for beside in (page - 1, page + 1)
                    if beside not in job.covers and beside in pages.empty)
    return Fraction(left + left % 2, job.fraction)


def _thousands(pages: Pages, job: ImprintJob) -> int:
    """Characters a line × lines × pages that have a folio and are not empty, in thousands."""
    full = sum(1 for page, label in enumerate(pages.labels)
               if _FOLIO.match(label) and page not in pages.silent)
    return max(1, int(Fraction(job.measure * job.lines * full, 1000) + Fraction(1, 2)))
