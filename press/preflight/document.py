"""One finished document against its job: every check, each guarded on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from types import MappingProxyType

from press.preflight import (
    boxes,
    colour,
    covers,
    folios,
    imprints,
    metadata,
    navigation,
    opening,
    outside,
    tags,
    typefaces,
)
from press.preflight.content import Widths
from press.preflight.facts import Facts
from press.preflight.findings import Finding, as_problems, found, guarded
from press.preflight.job import DocumentJob
from press.values import Problem

Check = Callable[[Facts, DocumentJob], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    opening.nothing_active,
    boxes.page_count,
    boxes.page_boxes,
    typefaces.fonts_embedded,
    typefaces.glyphs_shown,
    outside.text_inside,
    metadata.metadata,
    tags.tags,
    navigation.labels,
    navigation.outline,
    navigation.destinations,
    navigation.links,
    folios.contents,
    folios.references,
    folios.page_lists,
    folios.folios,
    colour.colours,
    covers.cover,
    imprints.imprint,
)


def check_document(pdf: bytes, job: DocumentJob) -> tuple[Problem, ...]:
    """Everything that is wrong with ``pdf``; empty if it is what the job asks for."""
    facts, findings = opened(pdf)
    if facts is not None:
        for check in CHECKS:
            findings += guarded(check.__name__, partial(check, facts, job))
    return as_problems(findings, job.path)


def opened(pdf: bytes, widths: Widths = MappingProxyType({})
           ) -> tuple[Facts | None, list[Finding]]:
    """The facts of a PDF, or why there are none. ``widths``: see ``content.Interpreter``."""
    try:
        facts = Facts(pdf, widths)
    except Exception as error:  # strict reading raises many kinds; all mean the same
        reason = f"{type(error).__name__}: {error}".split("\n", 1)[0][:200]
        return None, [found("pdf-unreadable", reason=reason)]
    if facts.reader.is_encrypted:
        return None, [found("pdf-encrypted")]
    return facts, []
