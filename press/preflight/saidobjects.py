"""Objects of a PDF that hold text beside what pages draw: which channel they are, what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    TextStringObject,
)

_DEPTH = 60
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")
_ENCODINGS = ("utf-8", "utf-16-be", "utf-16-le", "gb18030")


def channel_of(reader: PdfReader, obj: Any, number: int) -> Literal[
        "outline", "metadata", "attachment", "note", "tags", "other"]:
    """What kind of thing an object is, as far as a leak goes."""
    raw = reader.trailer.raw_get("/Info") if "/Info" in reader.trailer else None
    if isinstance(raw, IndirectObject) and raw.idnum == number:
        return "metadata"
    if not isinstance(obj, DictionaryObject):
        return "other"
    kind, subtype = obj.get("/Type"), obj.get("/Subtype")
    if kind == "/Metadata":
        return "metadata"
    if kind in ("/EmbeddedFile", "/Filespec", "/F"):
        return "attachment"
    if kind == "/StructElem":
        return "tags"
    if kind == "/Annot" or "/FT" in obj or ("/Rect" in obj and subtype is not None):
        return "note"
    if "/Title" in obj and ("/Parent" in obj or "/Dest" in obj):
        return "outline"
    return "other"


def strings(obj: Any, depth: int = 0) -> Iterator[str]:
    """All strings, and names that are no plain ones, in an object; what it refers to is looked at
    under its own number. ValueError for one that is nested without end."""
    if depth > _DEPTH:
        raise ValueError("an object is nested without end")
    if isinstance(obj, TextStringObject):
        yield str(obj)
    elif isinstance(obj, ByteStringObject):
        yield from any_text(bytes(obj))
    elif isinstance(obj, NameObject):
        if not str(obj).isascii():
            yield str(obj)
    elif isinstance(obj, DictionaryObject):
        for key in obj:
            if not str(key).isascii():
                yield str(key)
            yield from strings(obj.raw_get(key), depth + 1)
    elif isinstance(obj, ArrayObject):
        for item in list.__iter__(obj):
            yield from strings(item, depth + 1)


def any_text(data: bytes, *, hexadecimal: bool = False) -> Iterator[str]:
    """Bytes as any text that they may be; with ``hexadecimal`` also strings written so."""
    if data.isascii() and b"\0" not in data:
        yield data.decode("ascii")
    else:
        yield from (data.decode(encoding, "ignore") for encoding in _ENCODINGS)
    for match in _HEX.finditer(data) if hexadecimal else ():
        digits = b"".join(match[1].split()).decode()
        yield from any_text(bytes.fromhex(digits + "0" * (len(digits) % 2)))


def silent(obj: Any) -> bool:
    """Whether a stream is a font program, which draws letters and says nothing, or a table."""
    return obj.get("/Type") == "/XRef" or "/Length1" in obj or "/Length2" in obj or obj.get(
        "/Subtype") in ("/CIDFontType0C", "/Type1C", "/OpenType")


def draws(obj: Any, data: bytes) -> bool:
    """Whether a stream is a list of operators: a page, a form, a pattern, a note's appearance."""
    return obj.get("/Type") in (None, "/XObject", "/Pattern") and obj.get(
        "/Subtype") != "/Image" and b"begincmap" not in data
