"""How pictures look from afar: by PDFium, because only pixels tell whether two are the same.

A picture is encoded anew for print, in other colours: its bytes say nothing. What stays is where
it is light and where it is dark.
"""

from __future__ import annotations

from collections.abc import Sequence

from press.preflight.boxed import Box

SIDE = 8
"""Fields of a thumbnail in each direction."""
_MOST = 1200
"""Pixels of a page's longer side as it is drawn."""
_FLAT = 6.0
"""Grey levels by which a picture must vary to have a pattern."""
ALIKE, NEAR = 0.85, 48.0
"""How well the patterns of two must agree (correlation), and their grey levels."""


def thumbnails(pdf: bytes, index: int, boxes: Sequence[Box]) -> list[str]:
    """The thumbnail of each box of a page (index from 0): grey levels in hexadecimal."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[index]
        left, bottom, right, top = page.get_mediabox()
        page.set_cropbox(left, bottom, right, top)
        scale = min(2.0, _MOST / max(right - left, top - bottom, 1.0))
        picture = page.render(scale=scale).to_pil().convert("L")
        found = []
        for x0, y0, x1, y1 in boxes:
            crop = picture.crop((
                round((x0 - left) * scale), round((top - y1) * scale),
                max(round((x1 - left) * scale), round((x0 - left) * scale) + 1),
                max(round((top - y0) * scale), round((top - y1) * scale) + 1)))
            found.append(crop.resize((SIDE, SIDE), resample=4).tobytes().hex())  # 4: box
        return found
    finally:
        document.close()


def alike(one: str, other: str) -> bool:
    """Whether two thumbnails can be of one picture, in whatever colours."""
    a, b = bytes.fromhex(one), bytes.fromhex(other)
    count = len(a)
    if count != len(b) or not count:
        return False
    mean_a, mean_b = sum(a) / count, sum(b) / count
    if abs(mean_a - mean_b) > NEAR:
        return False
    spread_a: float = (sum((x - mean_a) ** 2 for x in a) / count) ** 0.5
    spread_b: float = (sum((x - mean_b) ** 2 for x in b) / count) ** 0.5
    if spread_a < _FLAT or spread_b < _FLAT:
        return abs(spread_a - spread_b) < 2 * _FLAT
    together = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True)) / count
    return together / (spread_a * spread_b) >= ALIKE
