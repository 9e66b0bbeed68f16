"""What is in a PDF, read by PDFium, which none of the sides writes with (but Chromium's Skia is of
the same house)."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Content:
    """Of a file."""

    texts: tuple[str, ...]
    """Of each page, without white space."""
    trim: tuple[float, float]
    """Of the first page, mm."""
    opens: dict[str, int]
    """Title in the outline → index of its page."""


def content(pdf: Path) -> Content:
    """All of it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = []
        for page in document:
            text = page.get_textpage()
            texts.append(re.sub(r"\s", "", text.get_text_range()))
            text.close()
            page.close()
        # Boxes that a page inherits PDFium does not tell, but it knows their size.
        left, bottom, right, top = (document[0].get_trimbox(fallback_ok=False)
                                    or (0.0, 0.0, *document[0].get_size()))
        opens: dict[str, int] = {}
        for mark in document.get_toc():
            dest = mark.get_dest()
            if dest is not None and dest.get_index() is not None:
                opens.setdefault(mark.get_title(), dest.get_index())
        return Content(tuple(texts), ((right - left) / MM, (top - bottom) / MM), opens)
    finally:
        document.close()


def full_story(found: Content, titles: list[str]) -> int:
    """The story nearest to the middle that ends on the left page before the next one begins: a
    page more of it, and all that follow move. The middle one if there is none."""
    middle = len(titles) // 2
    for number in sorted(range(len(titles) - 1), key=lambda n: abs(n - middle)):
        start = found.opens.get(titles[number + 1], 0)
        if start and found.texts[start - 1]:
            return number
    return middle


def fonts(pdf: Path) -> tuple[str, ...]:
    """Names of the faces on the first pages with text, without the marks of subsets."""
    names: set[str] = set()
    document = pypdfium2.PdfDocument(pdf)
    try:
        for index in range(min(len(document), 24)):
            for item in document[index].get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,)):
                font = raw.FPDFTextObj_GetFont(item)
                size = raw.FPDFFont_GetBaseFontName(font, None, 0)
                buffer = ctypes.create_string_buffer(size)
                raw.FPDFFont_GetBaseFontName(font, buffer, size)
                names.add(re.sub(r"^[A-Z]{6}\+", "", buffer.value.decode("ascii", "replace")))
    finally:
        document.close()
    return tuple(sorted(names))
