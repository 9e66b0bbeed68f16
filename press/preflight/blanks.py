"""Checks 11, 17 and 18 of print.md: pages of one size, none blank by mistake, openings at right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from press.preflight.edges import trim_of
from press.preflight.facts import Facts
from press.preflight.findings import PT_PER_MM, Finding, found
from press.preflight.imprints import silent_pages
from press.preflight.job import DocumentJob


def one_trim(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """All pages have the size that most have; landscape sheets may be turned."""
    del job
    sizes: list[tuple[float, float]] = []
    for page in facts.pages:
        trim = trim_of(page) or (0.0, 0.0, 0.0, 0.0)
        sides = (trim[2] - trim[0]) / PT_PER_MM, (trim[3] - trim[1]) / PT_PER_MM
        sizes.append((round(min(sides), 1), round(max(sides), 1)))
    if not sizes:
        return
    common = Counter(sizes).most_common(1)[0][0]
    for index, size in enumerate(sizes, facts.first):
        if max(abs(a - b) for a, b in zip(size, common, strict=True)) > 0.15:
            yield found("preflight-sizes", index, found=f"{size[0]:g} × {size[1]:g} mm",
                        expected=f"{common[0]:g} × {common[1]:g} mm")


def blank_pages(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """No page is empty that was not meant to be."""
    if job.blanks is not None:
        _, empty = silent_pages(facts)
        if job.kind == "foreign":  # a left-hand page may be blank for the sake of the next
            empty = [index for index in empty if index % 2 == 0]
        yield from blank_findings(empty, job.blanks)


def blank_findings(empty: Collection[int], planned: Collection[int]) -> Iterator[Finding]:
    """The same, of pages that are known to be empty."""
    for index in sorted(set(empty) - set(planned)):
        yield found("preflight-blank", index)


def openings(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """What is to open at right stands on an odd page, the first being odd."""
    for index in job.rectos:
        if index % 2 and index < len(facts.page_numbers):
            yield found("preflight-verso", index)
