"""Pages of two PDFs as PDFium shows them: their words, and where their pixels differ.

PDFium, and not pypdf: what is compared is what a reader sees, of any program's file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageChops

from press.dataclass import dataclass

_MM = 25.4
_LOUD = 56
"""Of 255: by how much grey a pixel must differ; less is the smoothing of edges."""
_CELL = 12
"""Pixels across a cell: differences in cells that touch are one place."""
_LEAST = 2.0
"""Share of a cell, in 255ths, that must differ."""
MOST = 12
"""Places of a page that are told."""
_FAINT = 8
"""Letters below which a page is told apart by its look."""
_PIXELS = 40_000_000


class EncryptedError(ValueError):
    """The file is encrypted, with a password or without."""


class UnreadableError(ValueError):
    """PDFium cannot open the file."""


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page as it is read."""

    text: str
    look: str
    """A digest of how it looks, where it has hardly any words; else empty."""
    width: float
    height: float
    """mm."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where two pages differ, mm from the left and the top."""

    left: float
    top: float
    width: float
    height: float


class Version:
    """An open document."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2
        from pypdfium2 import raw

        try:
            self._document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            if "assword" in str(error):
                raise EncryptedError from error
            raise UnreadableError(str(error)) from error
        if raw.FPDF_GetSecurityHandlerRevision(self._document.raw) != -1:
            raise EncryptedError
        self.count = len(self._document)

    def pages(self) -> Iterator[SeenPage]:
        """All pages, in their order; UnreadableError for one that cannot be loaded."""
        for index in range(self.count):
            page = self._page(index)
            words = page.get_textpage().get_text_range()
            letters = "".join(words.split())
            look = hashlib.sha256(_drawn(page, 18).tobytes()).hexdigest()[:16] \
                if len(letters) < _FAINT else ""
            width, height = page.get_size()
            yield SeenPage(words, look, round(width * _MM / 72, 1), round(height * _MM / 72, 1))

    def picture(self, index: int, dpi: float) -> Image.Image:
        """A page in grey."""
        return _drawn(self._page(index), dpi)

    def _page(self, index: int) -> Any:
        import pypdfium2

        try:
            return self._document[index]
        except pypdfium2.PdfiumError as error:
            raise UnreadableError(f"{index + 1}: {error}") from error


def _drawn(page: Any, dpi: float) -> Image.Image:
    width, height = page.get_size()
    scale = dpi / 72
    if width * height * scale * scale > _PIXELS:
        scale = (_PIXELS / (width * height)) ** 0.5
    picture: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return picture.convert("L")


def places(old: Image.Image, new: Image.Image, dpi: float) -> tuple[Place, ...]:
    """Where two pages look different, the largest places first; pages of two sizes are laid on each
    other at their upper left corner."""
    if old.size != new.size:
        size = max(old.width, new.width), max(old.height, new.height)
        old, new = _on(old, size), _on(new, size)
    difference = ImageChops.difference(old, new).point([
        255 if value > _LOUD else 0 for value in range(256)])
    if difference.getbbox() is None:
        return ()
    cells = difference.reduce(_CELL).point([255 if value >= _LEAST else 0 for value in range(256)])
    found = _islands(cells)
    if not found:  # pixels here and there, fewer than any letter or line has
        return ()
    unit = _MM / dpi
    out = []
    for left, top, right, low in found:
        box = left * _CELL, top * _CELL, min(right * _CELL, old.width), min(low * _CELL,
                                                                          old.height)
        exact = difference.crop(box).getbbox() or (0, 0, box[2] - box[0], box[3] - box[1])
        out.append(Place(round((box[0] + exact[0]) * unit, 1), round((box[1] + exact[1]) * unit, 1),
                         round((exact[2] - exact[0]) * unit, 1),
                         round((exact[3] - exact[1]) * unit, 1)))
    out.sort(key=lambda p: -p.width * p.height)
    return tuple(sorted(out[:MOST], key=lambda p: (p.top, p.left)))


def _on(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    sheet = Image.new("L", size, 255)
    sheet.paste(picture, (0, 0))
    return sheet


def _islands(cells: Image.Image) -> list[tuple[int, int, int, int]]:
    """Boxes around cells that touch, in cells: left, top, right, bottom."""
    width, height = cells.size
    lit = {at for at, value in enumerate(cells.tobytes()) if value}
    found = []
    while lit:
        waiting = [lit.pop()]
        left, top, right, low = width, height, 0, 0
        while waiting:
            at = waiting.pop()
            y, x = divmod(at, width)
            left, top, right, low = min(left, x), min(top, y), max(right, x + 1), max(low, y + 1)
            for j in range(max(0, y - 1), min(height, y + 2)):
                for i in range(max(0, x - 1), min(width, x + 2)):
                    near = j * width + i
                    if near in lit:
                        lit.discard(near)
                        waiting.append(near)
        found.append((left, top, right, low))
    return found
