"""Checks 19, 21 and 22 of print.md: fonts embedded, every glyph there, every code a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from press.preflight.facts import Facts
from press.preflight.findings import Finding, found
from press.preflight.fonts import UNKNOWN, Font
from press.preflight.job import DocumentJob
from press.preflight.shown import Content

Codes = dict[Font, dict[int, int]]
"""Font → code that is shown in it → index from 0 of the first page that shows it."""


def fonts_embedded(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Every font of the file, used or not, brings its program and its ToUnicode."""
    del job
    yield from embedded(facts.fonts)


def embedded(fonts: Iterable[Font]) -> Iterator[Finding]:
    """The same, of some fonts."""
    for font in fonts:
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
    yield from fonts_selected(contents, 0)
    yield from glyphs_good(codes_of(contents, 0))


def fonts_selected(contents: list[Content], first: int) -> Iterator[Finding]:
    """Each font that a page selects is among its resources."""
    for index, content in enumerate(contents, first):
        for name in sorted(content.fonts_missing):
            yield found("pdf-font-missing", index, name=name)


def codes_of(contents: list[Content], first: int) -> Codes:
    """What the pages show; ``first``: the index of the first of them."""
    used: Codes = {}
    for index, content in enumerate(contents, first):
        for piece in content.pieces:
            if piece.font is not None:
                codes = used.setdefault(piece.font, {})
                for code in piece.font.codes(piece.codes):
                    codes.setdefault(code, index)
    return used


def glyphs_good(used: Codes) -> Iterator[Finding]:
    """Each code shows a glyph and has a text."""
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
