"""Checks 19, 21 and 22 of print.md: fonts embedded, every glyph there, every code a text."""

from __future__ import annotations

from collections.abc import Iterator

from press.preflight.facts import Facts
from press.preflight.findings import Finding, found
from press.preflight.fonts import UNKNOWN, Font
from press.preflight.job import DocumentJob
from press.preflight.shown import Content


def fonts_embedded(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Every font of the file, used or not, brings its program and its ToUnicode."""
    del job
    for font in facts.fonts:
        if font.program is None and not font.drawn:
            yield found("pdf-font-not-embedded", name=font.name)
        if font.to_unicode is None:
            yield found("pdf-tounicode-missing", name=font.name)


def glyphs_shown(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """No .notdef, no glyph that the program lacks or that the subset emptied; every code
    shown has a text."""
    del job
    yield from glyphs_of(facts.contents)


def glyphs_of(contents: list[Content]) -> Iterator[Finding]:
    """The same, of the contents of pages."""
    used: dict[Font, dict[int, int]] = {}
    for index, content in enumerate(contents):
        for name in sorted(content.fonts_missing):
            yield found("pdf-font-missing", index, name=name)
        for piece in content.pieces:
            if piece.font is not None:
                codes = used.setdefault(piece.font, {})
                for code in piece.font.codes(piece.codes):
                    codes.setdefault(code, index)
    for font, codes in used.items():
        outlines = font.outlines()
        for code, index in sorted(codes.items()):
            glyph = font.glyph(code) if font.composite else code
            text = (font.to_unicode or {}).get(code, UNKNOWN)
            if font.composite and glyph == 0:
                yield found("pdf-notdef", index, name=font.name)
            elif outlines is not None and not outlines.has(glyph):
                yield found("pdf-glyph-missing", index, name=font.name, text=text, glyph=glyph)
            elif outlines is not None and not outlines.draws(glyph) and (
                    text != UNKNOWN and text.strip()):
                yield found("pdf-glyph-empty", index, name=font.name, text=text, glyph=glyph)
            if font.to_unicode is not None and text in ("", UNKNOWN):
                yield found("pdf-tounicode-gap", index, name=font.name, number=f"{code:04X}")
