"""Check 27 of print.md: no text outside the page as it is cut, running heads included."""

from __future__ import annotations

from collections.abc import Iterator

from press.preflight import access
from press.preflight.boxes import TOLERANCE
from press.preflight.facts import Facts
from press.preflight.findings import Box, Finding, found, within
from press.preflight.job import DocumentJob

EXCERPT = 16
"""Characters of the text that are told."""


def text_inside(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """No glyph has its origin outside the TrimBox."""
    del job
    for index, words, box in text_outside(facts):
        yield found("pdf-text-outside", index, text=excerpt(words), spot=box)


def text_outside(facts: Facts) -> Iterator[tuple[int, str, Box | None]]:
    """The first such text of each page, with the page's index from 0 and where it stands."""
    for index, (page, content) in enumerate(
            zip(facts.pages, facts.contents, strict=True), facts.first):
        box = access.rectangle(page, "/TrimBox") or access.rectangle(page, "/MediaBox")
        if box is None:
            continue  # check 8 tells
        left, bottom, right, top = (box[0] - TOLERANCE, box[1] - TOLERANCE,
                                    box[2] + TOLERANCE, box[3] + TOLERANCE)
        for piece in content.pieces:
            ends = piece.ends
            if ends is None or piece.font is None or (
                    left <= ends[0] <= right and left <= ends[2] <= right
                    and bottom <= ends[1] <= top and bottom <= ends[3] <= top):
                continue
            words = piece.font.decode(piece.codes).strip()
            if words:
                yield index, words, within(page, piece.box() or box)
                break


def excerpt(words: str) -> str:
    """The beginning of ``words``."""
    return words if len(words) <= EXCERPT else words[:EXCERPT] + "…"
