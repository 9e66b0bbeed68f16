"""Check 44 of print.md: the copyright page shows what it must, and its numbers are right.

印张 and 字数 are reckoned here from the finished pages, by the rules and not by the writer's code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from press.preflight.facts import Facts
from press.preflight.findings import Finding, found
from press.preflight.job import DocumentJob, ImprintJob

_FOLIO = re.compile(r"[0-9]+\Z|[ivxlcdm]+\Z")
_GAP = re.compile(r"\s+")
_HYPHENS = re.compile("[-\u00ad\u2010]")
"""A word may be divided at the end of a line."""


def imprint(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Every value is there; 印张 and 字数 are those of the file."""
    wanted = job.imprint
    if wanted is None:
        return
    if not wanted.pages:
        if wanted.published:
            yield found("imprint-page-missing")
        return
    shown = "".join(_words(facts, page) for page in wanted.pages)
    page = wanted.pages[0]
    unhyphenated = _HYPHENS.sub("", shown)
    for value in dict.fromkeys(wanted.values):
        if _HYPHENS.sub("", _bare(value)) not in unhyphenated:
            yield found("imprint-value-missing", page, value=value)
    if not wanted.fraction:
        return
    for label, expected in ((wanted.sheets_label, _sheets(facts, wanted)),
                            (wanted.characters_label, Fraction(_thousands(facts, wanted)))):
        number = re.search(re.escape(_bare(label)) + r"[:：]?([0-9]+(?:\.[0-9]+)?)", shown)
        if label and (number is None or abs(Fraction(number[1]) - expected) > Fraction(1, 10**5)):
            yield found("imprint-number-wrong", page, name=_bare(label),
                        found=number[1] if number else "—", expected=_plain(expected))


def _words(facts: Facts, page: int) -> str:
    return _bare("".join(piece.text() for piece in facts.contents[page].pieces))


def _bare(text: str) -> str:
    return _GAP.sub("", text)


def _plain(number: Fraction) -> str:
    return f"{float(number):.5f}".rstrip("0").rstrip(".")


def _sheets(facts: Facts, job: ImprintJob) -> Fraction:
    """Pages of the text, even, by the pages that one side of a sheet gives."""
    left = len(facts.pages) - len(job.covers)
    for page in job.covers:  # the empty inner side of a cover is of the cover
        for beside in (page - 1, page + 1):
            if 0 <= beside < len(facts.pages) and beside not in job.covers \
                    and not facts.contents[beside].pieces and _empty(facts, beside):
                left -= 1
    return Fraction(left + left % 2, job.fraction)


def _empty(facts: Facts, page: int) -> bool:
    return "/XObject" not in (facts.pages[page].get("/Resources") or {})


def _thousands(facts: Facts, job: ImprintJob) -> int:
    """Characters a line × lines × pages that have a folio and are not empty, in thousands."""
    pages = sum(1 for label, content in zip(facts.labels, facts.contents, strict=True)
                if _FOLIO.match(label) and content.pieces)
    return max(1, int(Fraction(job.measure * job.lines * pages, 1000) + Fraction(1, 2)))
