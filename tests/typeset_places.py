"""Where glyphs and shapes stand on a page, read by MuPDF; pt from the top left corner."""

from __future__ import annotations

import pymupdf

from press.dataclass import dataclass
from press.typeset import to_pdf

SIZE = 20.0
"""pt of the type in ``page_of``."""


@dataclass(frozen=True, slots=True)
class Char:
    """One glyph: its origin on the baseline and its type size."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled path."""

    x0: float
    y0: float
    x1: float
    y1: float


def page_of(html: str, css: str = "", *, ems: float = 20, lang: str = "zh-Hans") -> pymupdf.Page:
    """The first page of ``html`` in lines of ``ems`` at 20 pt, 30 pt apart."""
    style = (f"@page {{ size: {ems * SIZE}pt 600pt; margin: 0 }} body {{ margin: 0 }}"
             f"p {{ font-size: {SIZE}pt; line-height: 1.5; margin: 0; text-align: justify }}")
    return pymupdf.open(stream=to_pdf(html, css=style + css, lang=lang))[0]


def chars_of(page: pymupdf.Page) -> list[Char]:
    """All glyphs but spaces, in the order of the content."""
    flags = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_INHIBIT_SPACES
    found = page.get_text("rawdict", flags=flags)
    return [Char(c["c"], c["origin"][0], c["origin"][1], span["size"])
            for block in found["blocks"] for line in block.get("lines", ())
            for span in line["spans"] for c in span["chars"] if c["c"].strip()]


def shapes_of(page: pymupdf.Page) -> list[Shape]:
    """All filled paths, from left to right."""
    return sorted((Shape(*(round(v, 2) for v in d["rect"])) for d in page.get_drawings()
                   if d["type"] == "f"), key=lambda s: s.x0)
