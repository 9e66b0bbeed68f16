"""Checks 8 to 12 and 16 of print.md: the number of pages, and the boxes of each."""

from __future__ import annotations

from collections.abc import Iterator

from press.preflight import access
from press.preflight.facts import Facts
from press.preflight.findings import Finding, found
from press.preflight.job import DocumentJob

Box = tuple[float, float, float, float]

PT_PER_MM = 72 / 25.4
TOLERANCE = 0.011
"""pt: writers round to two decimals, and 0.01 pt is a three-hundredth of a millimetre."""


def page_count(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """As many pages as were made, and as the binding needs."""
    count = len(facts.page_numbers)
    if job.pages is not None and count != job.pages:
        yield found("pdf-page-count", expected=job.pages, found=count)
    if job.multiple_of and count % job.multiple_of:
        yield found("pdf-page-multiple", found=count, multiple=job.multiple_of)


def page_boxes(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """MediaBox ⊇ BleedBox ⊇ TrimBox; the trim and the bleed of the job; origin 0, upright."""
    width, height = (PT_PER_MM * side for side in job.trim_mm)
    bleed = PT_PER_MM * job.bleed_mm
    for index, page in enumerate(facts.pages, facts.first):
        boxes = {name: access.rectangle(page, f"/{name}")
                 for name in ("MediaBox", "CropBox", "BleedBox", "TrimBox")}
        for name, box in boxes.items():
            if box is None:
                yield found("pdf-box-missing", index, box=name)
        if access.number(page, "/Rotate") or (access.number(page, "/UserUnit") or 1) != 1:
            yield found("pdf-page-turned", index)
        media, crop, outer, trim = boxes.values()
        if media and (abs(media[0]) > TOLERANCE or abs(media[1]) > TOLERANCE):
            yield found("pdf-origin", index, found=f"{media[0]:.2f}, {media[1]:.2f}")
        if media and crop and not same(media, crop):
            yield found("pdf-crop-box", index)
        if trim and not _size(trim, width, height):
            yield found("pdf-trim-size", index, expected=_mm(width, height), found=size_mm(trim))
        if trim and outer:
            if not inside(trim, outer):
                yield found("pdf-box-nesting", index, inner="TrimBox", outer="BleedBox")
            elif not same(outer, (trim[0] - bleed, trim[1] - bleed,
                                   trim[2] + bleed, trim[3] + bleed)):
                yield found("pdf-bleed-size", index, expected=f"{job.bleed_mm:g}",
                            found=f"{(trim[0] - outer[0]) / PT_PER_MM:.2f}")
        if outer and media:
            if not inside(outer, media):
                yield found("pdf-box-nesting", index, inner="BleedBox", outer="MediaBox")
            else:
                yield from _media(index, media, outer, job)


def _media(index: int, media: Box, outer: Box, job: DocumentJob) -> Iterator[Finding]:
    """The sheet itself: of the job's size, and without marks no larger than the bleed."""
    if job.media_mm is not None:
        width, height = (PT_PER_MM * side for side in job.media_mm)
        if not _size(media, width, height):
            yield found("pdf-media-size", index, expected=_mm(width, height),
                        found=size_mm(media))
    elif not job.marks and not same(media, outer):
        yield found("pdf-media-size", index, expected=size_mm(outer), found=size_mm(media))


def same(a: Box, b: Box) -> bool:
    """Whether two boxes differ by rounding alone."""
    return all(abs(x - y) <= TOLERANCE for x, y in zip(a, b, strict=True))


def inside(inner: Box, outer: Box) -> bool:
    """Whether ``inner`` lies in ``outer``, but for rounding."""
    return (inner[0] >= outer[0] - TOLERANCE and inner[1] >= outer[1] - TOLERANCE
            and inner[2] <= outer[2] + TOLERANCE and inner[3] <= outer[3] + TOLERANCE)


def _size(box: Box, width: float, height: float) -> bool:
    return (abs(box[2] - box[0] - width) <= TOLERANCE
            and abs(box[3] - box[1] - height) <= TOLERANCE)


def _mm(width: float, height: float) -> str:
    return f"{width / PT_PER_MM:.2f} × {height / PT_PER_MM:.2f} mm"


def size_mm(box: Box) -> str:
    """Width and height in words."""
    return _mm(box[2] - box[0], box[3] - box[1])
