"""Pages of a finished PDF as JPEG, for people who have no PDF at hand; trimmed, in RGB."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from press.dataclass import dataclass

DPI = 150
QUALITY = 85
MOST = 6000
"""Pixels of the longer side, however large the page."""
NEAR = 8
"""Pages of which the fullest is shown."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page."""

    page: int
    """From 1."""
    jpeg: bytes
    size_mm: tuple[float, float]
    """Width and height of what it shows, which is the trim."""


def sample_pages(pdf: bytes, count: int = 6) -> tuple[int, ...]:
    """Pages that show what a book looks like, from 1: its first, the opening of the text, and
    others spread over the rest, of each few pages the one with most on it; no blank ones."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        total = len(document)
        opening = next((i for i in range(total) if document.get_page_label(i) == "1"), 0)
        step = max(1, (total - opening) // max(1, count - 1))
        wanted = [range(1), range(opening, opening + 1),
                  *(range(at, min(at + NEAR, at + step, total))
                    for at in range(opening + 1, total, step))]
        chosen: set[int] = set()
        for near in wanted[:count]:
            inks = {i: _ink(document[i]) for i in near if i not in chosen}
            chosen |= {i for i in sorted(inks, key=lambda i: (-inks[i], i))[:1] if inks[i]}
        return tuple(i + 1 for i in sorted(chosen)) or (1,)
    finally:
        document.close()


def page_pictures(pdf: bytes, pages: Sequence[int], dpi: float = DPI) -> tuple[PagePicture, ...]:
    """``pages`` (from 1) at ``dpi``, cut to the trim; the same PDF gives the same bytes."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(PagePicture(number, _jpeg(document[number - 1], dpi),
                                 _size(document[number - 1]))
                     for number in pages if 0 < number <= len(document))
    finally:
        document.close()


def _picture(page: Any, dpi: float) -> Any:
    left, bottom, right, top = page.get_mediabox()
    x0, y0, x1, y1 = page.get_trimbox()
    scale = min(dpi / 72, MOST / max(right - left, top - bottom, 1))
    return page.render(scale=scale, crop=(
        x0 - left, y0 - bottom, right - x1, top - y1)).to_pil().convert("RGB")


def _jpeg(page: Any, dpi: float) -> bytes:
    out = io.BytesIO()
    _picture(page, dpi).save(out, "JPEG", quality=QUALITY, dpi=(round(dpi), round(dpi)))
    return out.getvalue()


def _size(page: Any) -> tuple[float, float]:
    left, low, right, high = page.get_trimbox()
    return round((right - left) / 72 * 25.4, 2), round((high - low) / 72 * 25.4, 2)


def _ink(page: Any) -> int:
    """How much is on it, in 255ths of all pixels of a small picture."""
    small = _picture(page, 20).convert("L").histogram()
    return int(sum((255 - grey) * count for grey, count in enumerate(small[:251])))
