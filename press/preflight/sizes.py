"""Checks 25, 26, 36, 37 and 38 of print.md: letters, pictures and lines too small for a press."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor
from typing import Any

from press.preflight import access
from press.preflight.edges import inked, seen_on, shown_words, trim_of
from press.preflight.facts import Facts
from press.preflight.findings import PT_PER_MM, Finding, found, within
from press.preflight.job import DocumentJob
from press.preflight.painted import Paint

TINY, REVERSED = 5.0, 8.0
"""pt: letters below, and white letters below."""
COARSE, ROUGH = 250, 150
"""Pixels an inch of a picture: below the first it is told, below the second it cannot be."""
LINE_COARSE, LINE_ROUGH = 1200, 550
"""The same of pictures of one bit a pixel."""
THIN, HAIR = 0.25, 0.125
"""pt: the same of lines."""
_ROUNDING = 0.02
_LEAST = 3.0
"""mm and pixels: what is smaller is no picture but a tint."""


def letters(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """No letters under 5 pt, no white ones under 8 pt."""
    if not job.sizes:
        return
    for index, (page, content) in enumerate(
            zip(facts.pages, facts.contents, strict=True), facts.first):
        told: set[str] = set()
        for piece in content.pieces:
            size = piece.size
            if size >= REVERSED - _ROUNDING or size <= 0 or (
                    size >= TINY - _ROUNDING and not piece.white):
                continue
            code = "preflight-tiny" if size < TINY - _ROUNDING else "preflight-reversed"
            box = inked(piece)
            if box is None or code in told or not (words := shown_words(piece)):
                continue
            told.add(code)
            yield found(code, index, spot=within(page, box), text=words, found=f"{size:.1f}")


def lines(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """No lines that vanish on a plate."""
    if not job.sizes:
        return
    for index, (page, content) in enumerate(
            zip(facts.pages, facts.contents, strict=True), facts.first):
        trim = trim_of(page)
        if trim is None:
            continue
        told: set[str] = set()
        for paint in content.paints:
            width = _line(paint)
            box = seen_on(paint, trim) if width is not None else None
            if width is None or box is None or width >= THIN - _ROUNDING:
                continue
            code = "preflight-line-hair" if width < HAIR - _ROUNDING else "preflight-line-thin"
            if code not in told:
                told.add(code)
                yield found(code, index, spot=within(page, box), found=f"{width:.2f}")


def _line(paint: Paint) -> float | None:
    """The width of a line, drawn or filled; None for what is no line."""
    if paint.kind == "stroke":
        return paint.width
    if paint.kind == "fill" and not paint.white:
        wide, high = paint.box[2] - paint.box[0], paint.box[3] - paint.box[1]
        # What has no width is what a drawing's line encloses; it is stroked, too.
        return min(wide, high) if max(wide, high) > 8 * min(wide, high) > 0.01 else None
    return None


def pictures(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Pictures have pixels enough for the size that they are printed at."""
    if not job.resolution:
        return
    for index, (page, content) in enumerate(
            zip(facts.pages, facts.contents, strict=True), facts.first):
        for paint in content.paints:
            if paint.kind == "image" and paint.image is not None:
                yield from _picture(page, index, paint)


def _picture(page: Any, index: int, paint: Paint) -> Iterator[Finding]:
    pixels = [access.number(paint.image, key) or 0 for key in ("/Width", "/Height")]
    width, height = (side / PT_PER_MM for side in paint.size)
    if min(pixels) < _LEAST or min(width, height) < _LEAST:
        return
    ppi = min(pixels[0] / width, pixels[1] / height) * 25.4
    bits = access.number(paint.image, "/BitsPerComponent")
    kind, coarse, rough = ("lineart", LINE_COARSE, LINE_ROUGH) if bits == 1 or access.truth(
        paint.image, "/ImageMask") else ("image", COARSE, ROUGH)
    if ppi < coarse - 0.5:
        yield found(f"preflight-{kind}-{'rough' if ppi < rough - 0.5 else 'coarse'}", index,
                    spot=within(page, paint.seen), found=round(ppi), width=round(width),
                    wanted=coarse, good=floor(min(pixels[0] / coarse * 25.4,
                                                  pixels[1] / coarse * 25.4 * width / height)))
