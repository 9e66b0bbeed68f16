"""One finished document against its job: every check, each guarded on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from types import MappingProxyType

from press.preflight import (
    blanks,
    boxes,
    colour,
    covers,
    edges,
    folios,
    imprints,
    letters,
    metadata,
    navigation,
    opening,
    outside,
    sizes,
    standards,
    tags,
    typefaces,
    unaltered,
)
from press.preflight.content import Widths
from press.preflight.facts import Facts
from press.preflight.findings import Finding, as_problems, found, guarded
from press.preflight.job import DocumentJob
from press.preflight.section import SectionedFacts
from press.preflight.sections import Elsewhere, check_sections, find_in_sections
from press.preflight.warm import Warm
from press.values import Problem, Store

Check = Callable[[Facts, DocumentJob], Iterator[Finding]]

_LOCKED = ("DependencyError", "FileNotDecryptedError", "WrongPasswordError")
"""Errors of pypdf where it needs a password, or a library for a cipher."""
OF_FILE: tuple[Check, ...] = (
    opening.nothing_active,
    boxes.page_count,
    blanks.openings,
    metadata.metadata,
    navigation.labels,
    navigation.outline,
    navigation.destinations,
    standards.print_standard,
    standards.archive_standard,
)
"""Checks of a file as a whole."""
OF_PAGES: tuple[Check, ...] = (
    opening.no_page_acts,
    boxes.page_boxes,
    unaltered.unaltered,
    outside.text_inside,
    edges.clipped,
    edges.text_on_text,
    edges.crop_marks,
    edges.bleed,
    edges.text_near,
    edges.inner_margin,
    sizes.letters,
    sizes.lines,
    sizes.pictures,
    letters.drawn_fonts,
    letters.regional_faces,
    letters.characters_alike,
    tags.tags,
    navigation.links,
    folios.contents,
    folios.references,
    folios.page_lists,
    folios.folios,
    colour.colours,
    colour.plates,
    colour.filters,
    colour.pinned_notes,
    standards.opaque,
    standards.kept,
    covers.cover,
)
"""Checks that can be made section by section: of pages and of what is theirs alone."""
OF_FONTS: tuple[Check, ...] = (typefaces.fonts_embedded, typefaces.glyphs_shown)
"""Checks of what all pages use. These, and that of the copyright page, are made for sections by
``sections``."""


def check_document(pdf: bytes, job: DocumentJob, store: Store | None = None,
                   elsewhere: Elsewhere | None = None,
                   warm: Warm | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong with ``pdf``; empty if it is what the job asks for.

    ``store`` keeps what was found in sections of the file that others may have, too; what it
    does not have may be found by ``elsewhere``, which asks ``checked_sections``. ``warm`` keeps
    what was read of the file, for when it is checked again after a change.
    """
    facts: Facts | None = warm.opened(pdf) if warm and job.sections else None
    findings: list[Finding] = []
    if facts is None:
        facts, findings = opened(pdf, sectioned=bool(job.sections))
    if facts is None:
        return as_problems(findings, job.path, unaltered.sources_of(job))
    findings += _made(OF_FILE, facts, job)
    if isinstance(facts, SectionedFacts):
        findings += guarded("sections", partial(
            check_sections, facts, job, partial(_made, OF_PAGES), store, elsewhere))
        if warm is not None:
            warm.keep(facts, job.sections)
    else:
        findings += _made((*OF_FONTS, *OF_PAGES, blanks.blank_pages, imprints.imprint), facts, job)
    return as_problems(findings, job.path, unaltered.sources_of(job))


def checked_sections(pdf: bytes, job: DocumentJob, indices: Sequence[int]) -> dict[str, bytes]:
    """What is found in these of ``job.sections``, as a store keeps it; nothing where the file
    cannot be read."""
    facts, _ = opened(pdf, sectioned=True)
    if not isinstance(facts, SectionedFacts):
        return {}
    return find_in_sections(facts, job, partial(_made, OF_PAGES),
                            [job.sections[index] for index in indices])


def _made(checks: Sequence[Check], facts: Facts, job: DocumentJob) -> list[Finding]:
    return [finding for check in checks
            for finding in guarded(check.__name__, partial(check, facts, job))]


def opened(pdf: bytes, widths: Widths = MappingProxyType({}), *, sectioned: bool = False
           ) -> tuple[Facts | None, list[Finding]]:
    """The facts of a PDF, or why there are none. ``widths``: see ``content.Interpreter``."""
    try:
        facts = (SectionedFacts if sectioned else Facts)(pdf, widths)
    except Exception as error:  # strict reading raises many kinds; all mean the same
        if type(error).__name__ in _LOCKED:
            return None, [found("pdf-encrypted")]
        reason = f"{type(error).__name__}: {error}".split("\n", 1)[0][:200]
        return None, [found("pdf-unreadable", reason=reason)]
    if facts.reader.is_encrypted:
        return None, [found("pdf-encrypted")]
    return facts, []
