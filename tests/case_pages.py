"""PDFs written by hand, object by object: described page by page in cases, odd in tests."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
)

MM = 72 / 25.4
W, H = 148 * MM, 210 * MM
TEXT = (20 * MM, 30 * MM)
"""Where each page begins its text: from the lower left corner of its trim, as it is read."""


def at(left: float, bottom: float, width: float = W, height: float = H) -> list[float]:
    return [left, bottom, left + width, bottom + height]


class Hand:
    """A PDF written object by object, with the oddities that real files have."""

    def __init__(self) -> None:
        self.writer = PdfWriter()
        self.font = self.writer._add_object(DictionaryObject({
            NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica")}))
        self.count = 0

    def page(self, content: str | None, media: Sequence[float] | None, **keys: object) -> None:
        page = self.writer.add_blank_page(W, H)
        self.count += 1
        del page["/MediaBox"]
        if media is not None:
            page[NameObject("/MediaBox")] = numbers(media)
        for key, value in keys.items():
            page[NameObject(f"/{key}")] = numbers(value) if isinstance(value, list) else value
        page[NameObject("/Resources")] = DictionaryObject({
            NameObject("/Font"): DictionaryObject({NameObject("/F"): self.font})})
        if content is not None:
            stream = StreamObject()
            stream.set_data(content.encode())
            page[NameObject("/Contents")] = self.writer._add_object(stream.flate_encode())

    def text(self, x: float, y: float, turn: str = "1 0 0 1", size: float = 20) -> str:
        return f"BT /F {size} Tf {turn} {x:.5f} {y:.5f} Tm (page{self.count + 1:03d}) Tj ET"

    def bytes(self) -> bytes:
        out = io.BytesIO()
        self.writer.write(out)
        return out.getvalue()


def numbers(values: Sequence[float]) -> ArrayObject:
    return ArrayObject([FloatObject(f"{value:.5f}") for value in values])


def plain(count: int) -> bytes:
    hand = Hand()
    for _ in range(count):
        hand.page(hand.text(*TEXT), at(0, 0))
    return hand.bytes()


def described(groups: Iterable[Mapping[str, Any]]) -> bytes:
    """The PDF of a case: groups of ``count`` pages of a size (``width``, ``height`` in mm)."""
    hand = Hand()
    for group in groups:
        for _ in range(group["count"]):
            hand.page(hand.text(*TEXT), at(0, 0, group["width"] * MM, group["height"] * MM))
    return hand.bytes()
