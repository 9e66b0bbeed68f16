"""Checks 28 and 29 of print.md for a print document: no RGB, black text on K alone."""

from __future__ import annotations

from collections.abc import Iterator

from press.preflight.facts import Facts
from press.preflight.findings import Finding, found
from press.preflight.job import DocumentJob


def colours(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Operators of pages, forms and patterns; the samples of images are not looked at."""
    if not job.k_only:
        return
    for index, content in enumerate(facts.contents, facts.first):
        for operator in sorted(content.rgb):
            yield found("pdf-rgb", index, operator=operator)
        for colour in sorted(content.blacks):
            yield found("pdf-text-black", index, found=colour)
