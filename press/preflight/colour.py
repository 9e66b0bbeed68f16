"""Checks 28 to 33, 35, 39 and 40 of print.md: what a document for print puts on the plates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from press.preflight import access, samples
from press.preflight.facts import Facts
from press.preflight.findings import Finding, found, within
from press.preflight.job import BookletJob, DocumentJob
from press.preflight.plates import Painted, Plates

_ROUNDING = 0.01
"""Of the sum of four inks, each written with four decimals or in a byte."""
_NOISE = 0.05
"""The same of samples that went through JPEG."""
_HIDDEN = 2 | 32
"""Flags of annotations that are not shown: Hidden, NoView."""


def colours(facts: Facts, job: DocumentJob | BookletJob) -> Iterator[Finding]:
    """Operators of pages, forms and patterns: no RGB, black text on K alone."""
    if not job.k_only:
        return
    for index, content in enumerate(facts.contents, facts.first):
        for operator in sorted(content.rgb):
            yield found("pdf-rgb", index, operator=operator)
        for colour in sorted(content.blacks):
            if isinstance(job, DocumentJob) and job.kind == "foreign" and colour.endswith(" g"):
                continue  # grey is printed with black alone where nobody has asked for more
            yield found("pdf-text-black", index, found=colour)


def plates(facts: Facts, job: DocumentJob | BookletJob) -> Iterator[Finding]:
    """How each page is printed: overprinting, ink, groups, images and what else paints."""
    if not job.k_only:
        return
    reader = Plates()
    looked: dict[int, Any] = {}
    spots: dict[str, str] = {}
    for index, page in enumerate(facts.pages, facts.first):
        painted = reader.page(page)
        for operator in sorted(painted.rgb - facts.contents[index - facts.first].rgb):
            yield found("pdf-rgb", index, operator=operator)
        if isinstance(job, BookletJob):
            painted.knocked.discard("line")  # marks stand anywhere on a sheet
        yield from _paints(painted, index, job.ink_limit / 100)
        for name, stands_for in sorted(painted.spots):
            if spots.setdefault(name, stands_for) != stands_for:
                yield found("colour-spot", index, name=name)
        for key, image in painted.images.items():
            if key not in looked:
                looked[key] = list(_image(image, job.ink_limit / 100))
            for code, args in looked[key]:
                yield found(code, index, **args)


def _paints(painted: Painted, index: int, limit: float) -> Iterator[Finding]:
    for what in sorted(painted.knocked):
        yield found("colour-black-text" if what == "text" else "colour-black-line", index)
    for operator in sorted(painted.white):
        yield found("colour-white", index, operator=operator)
    if limit and painted.heaviest > limit + _ROUNDING:
        yield found("colour-ink", index, found=round(100 * painted.heaviest),
                    limit=round(100 * limit))
    for space in sorted(painted.groups):
        yield found("colour-group", index, space=space)


def _image(image: Any, limit: float) -> Iterator[tuple[str, dict[str, object]]]:
    mask = access.dictionary(image, "/SMask")
    if samples.is_rgb_image(image) or (mask is not None and samples.is_rgb_image(mask)):
        yield "colour-image", {}
    elif limit and (ink := samples.heaviest(image)) > limit + _NOISE:
        yield "colour-ink", {"found": round(100 * ink), "limit": round(100 * limit)}


def filters(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """LZW and JBIG2, which old machines read badly; PDF/A-2 forbids the first."""
    if not job.standard:
        return
    for index, page in enumerate(facts.pages, facts.first):
        holders = [access.resolved(raw) for raw in access.items(page, "/Contents")]
        holders += _drawn(page)
        for name in sorted({str(access.resolved(raw)).removeprefix("/") for holder in holders
                            for raw in access.items(holder, "/Filter")} & {
                                "LZWDecode", "LZW", "JBIG2Decode"}):
            yield found("colour-filter", index, name=name)


def _drawn(page: Any) -> list[Any]:
    """Forms, images and patterns of a page, and those within them, each once."""
    found: dict[int, Any] = {}
    waiting = [page]
    while waiting:
        resources = access.dictionary(waiting.pop(), "/Resources")
        for kind in ("/XObject", "/Pattern"):
            for _, raw in access.raw_entries(access.dictionary(resources, kind)):
                item = access.resolved(raw)
                if isinstance(item, dict) and access.identity(raw) not in found:
                    found[access.identity(raw)] = item
                    waiting.append(item)
    return list(found.values())


def pinned_notes(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Nothing on a printed page that is no part of its content."""
    if not job.k_only:
        return
    for index, page in enumerate(facts.pages, facts.first):
        trim = access.rectangle(page, "/TrimBox") or access.rectangle(page, "/MediaBox")
        for raw in access.items(page, "/Annots"):
            note = access.resolved(raw)
            box = access.rectangle(note, "/Rect") or trim
            if int(access.number(note, "/F") or 0) & _HIDDEN or box is None or trim is None:
                continue
            if box[0] < trim[2] and box[2] > trim[0] and box[1] < trim[3] and box[3] > trim[1]:
                yield found("colour-annotation", index, spot=within(page, box),
                            kind=access.text(note, "/Subtype") or "?")
