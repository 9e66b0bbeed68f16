"""Any PDF, held to what it is for: a print shop, an office printer, a screen.

``Profile`` says which checks are made, with which figures, and how grave each fault is: a missing
TrimBox is nothing on a screen, and a missing language nothing at a shop.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Literal

from press.dataclass import dataclass, replace
from press.preflight import (
    blanks,
    colour,
    edges,
    foreign,
    letters,
    navigation,
    opening,
    outside,
    sizes,
    structure,
)
from press.preflight.document import Check, opened
from press.preflight.findings import as_problems, found, guarded
from press.preflight.job import DocumentJob
from press.values import Problem, Severity

ProfileName = Literal["print", "office", "screen"]
PROFILES: tuple[ProfileName, ...] = ("print", "office", "screen")

OFFICE_EDGE = 5.0
"""mm along the edges of a sheet on which an office printer does not print."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a PDF is held to."""

    checks: tuple[Check, ...]
    job: DocumentJob
    severity: Mapping[str, Severity]
    """Where it differs from that of the catalogue."""


_ANY: tuple[Check, ...] = (
    structure.whole, opening.nothing_active, opening.no_page_acts, foreign.fonts, edges.clipped,
    letters.drawn_fonts, letters.characters_alike, blanks.blank_pages)

_PRINT: tuple[Check, ...] = (
    *_ANY, foreign.described, foreign.print_boxes, outside.text_inside, edges.bleed,
    edges.text_near, edges.inner_margin, letters.regional_faces, sizes.letters, sizes.lines,
    sizes.pictures, colour.colours, colour.plates, colour.filters, colour.pinned_notes,
    foreign.claims)

_OFFICE: tuple[Check, ...] = (
    *_ANY, foreign.upright, blanks.one_trim, outside.text_inside, edges.text_near,
    sizes.letters, sizes.pictures)

_SCREEN: tuple[Check, ...] = (
    *_ANY, foreign.described, foreign.upright, foreign.spoken, foreign.folios_labelled,
    letters.regional_faces, navigation.outline, navigation.links)

_FOREIGN = DocumentJob("foreign", (0.0, 0.0), sizes=True, alike=True, blanks=())

PROFILE: Mapping[ProfileName, Profile] = {
    "print": Profile(_PRINT, replace(
        _FOREIGN, bleed_mm=3.0, safety_mm=3.0, resolution=True, k_only=True, standard="x-4",
        ink_limit=300), {
            "pdf-action": "warning", "pdf-attachment": "warning", "pdf-crop-box": "warning",
            "pdf-origin": "warning", "pdf-tounicode-missing": "warning",
            "pdf-tounicode-gap": "warning", "preflight-clipped": "warning"}),
    "office": Profile(_OFFICE, replace(_FOREIGN, safety_mm=OFFICE_EDGE, resolution=True), {
        "pdf-action": "warning", "pdf-attachment": "note", "pdf-page-turned": "warning",
        "pdf-font-not-embedded": "warning", "pdf-tounicode-missing": "note",
        "pdf-tounicode-gap": "note", "pdf-text-outside": "warning",
        "preflight-clipped": "warning", "preflight-image-rough": "warning",
        "preflight-lineart-rough": "warning", "preflight-lineart-coarse": "note",
        "preflight-image-coarse": "note", "preflight-type3": "note"}),
    "screen": Profile(_SCREEN, _FOREIGN, {
        "pdf-action": "warning", "pdf-attachment": "warning", "pdf-page-turned": "note",
        "pdf-font-not-embedded": "warning", "pdf-tounicode-missing": "warning",
        "pdf-tounicode-gap": "warning", "preflight-clipped": "warning",
        "pdf-mark-info": "warning", "pdf-text-untagged": "warning",
        "pdf-parents-page": "warning", "pdf-mark-twice": "warning",
        "pdf-mark-unresolved": "warning", "pdf-tag-without-content": "warning",
        "pdf-tag-id-twice": "warning", "pdf-tag-parent": "warning",
        "pdf-figure-alternative": "warning", "pdf-note-id": "note",
        "pdf-link-undescribed": "note", "pdf-link-untagged": "warning",
        "pdf-link-small": "warning", "pdf-link-scheme": "warning", "pdf-folio": "warning"}),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a PDF beside what it is for."""

    trim_mm: tuple[float, float] | None = None
    bound: Literal["", "left", "right"] = ""
    multiple_of: int = 0


def check_file(pdf: bytes, profile: ProfileName, path: str = "", asked: Asked | None = None
               ) -> tuple[Problem, ...]:
    """Everything that is wrong with ``pdf`` for that use; what cannot be read has not passed."""
    chosen = PROFILE[profile]
    facts, findings = opened(pdf)
    if facts is not None:
        job = chosen.job
        if asked is not None:
            job = replace(job, trim_mm=asked.trim_mm or job.trim_mm, bound=asked.bound)
        for check in chosen.checks:
            findings += guarded(check.__name__, partial(check, facts, job))
        if asked is not None and asked.multiple_of and len(facts.pages) % asked.multiple_of:
            findings.append(found("pdf-page-multiple", found=len(facts.pages),
                                  multiple=asked.multiple_of))
    if any(finding.code == "preflight-damaged" for finding in findings):
        # What else could not be read follows from that.
        findings = [finding for finding in findings if finding.code != "pdf-check-failed"]
    return tuple(replace(p, severity=chosen.severity.get(p.code, p.severity),
                         args=(*p.args, ("foreign", profile)))
                 for p in as_problems(dict.fromkeys(findings), path))
