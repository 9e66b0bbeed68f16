"""The one door to pypdf: a PDF opened strictly, and its objects read with types.

A file that cannot be trusted is met here as exceptions, which ``checks.guarded`` turns into
problems: nothing that could not be read ever counts as passed.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import accumulate, chain
from typing import Any, TypeVar

import pypdf.filters  # noqa: F401 (or pypdf imports it with the first stream, in every worker)
from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ContentStream,
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    IndirectObject,
    NameObject,
    NullObject,
    StreamObject,
)

K = TypeVar("K")

DEPTH = 64
"""Name and number trees nested deeper than this are damaged, not large."""


class Damaged(Exception):
    """The file says something that cannot be true; the text is for the problem's reason."""


class _Reader(PdfReader):
    """Reads the rows of a cross-reference stream many at a time: a large file has them by the ten
    thousand, and pypdf reads each number of each by itself."""

    def _sanitize_pdf15_xref_stream_index_pairs(
            self, index_pairs: Any, entry_sizes: Any, xref_stream: Any) -> Any:
        data = _above(xref_stream)
        if data is not None:
            xref_stream.decoded_self = DecodedStreamObject()
            xref_stream.decoded_self.set_data(data)
        return super()._sanitize_pdf15_xref_stream_index_pairs(
            index_pairs=index_pairs, entry_sizes=entry_sizes, xref_stream=xref_stream)

    def _read_xref_subsections(self, idx_pairs: Any, get_entry: Any, used_before: Any) -> None:
        inner = dict(zip(get_entry.__code__.co_freevars,
                         (cell.cell_contents for cell in get_entry.__closure__ or ()),
                         strict=True))
        data, sizes = inner.get("stream_data"), inner.get("entry_sizes")
        # Only what is as nearly all files have it, once; all else as pypdf does it.
        if not isinstance(data, io.BytesIO) or sizes != [1, 4, 1] or self.xref or self.xref_objStm \
                or sum(idx_pairs[1::2]) * _ROW.size != len(data.getbuffer()) \
                or not _KINDS.issuperset(data.getvalue()[::_ROW.size]):
            super()._read_xref_subsections(idx_pairs, get_entry, used_before)
            return
        rows = _ROW.iter_unpack(data.getbuffer())
        numbers = chain.from_iterable(range(start, start + count) for start, count in zip(
            idx_pairs[::2], idx_pairs[1::2], strict=False))
        bundled = self.xref_objStm
        for number, (kind, first, second) in zip(numbers, rows, strict=True):
            if kind == _BUNDLED:
                if number not in bundled and number not in self.xref.get(0, ()):
                    bundled[number] = first, second
            elif kind == _ALONE:
                known = self.xref.setdefault(second, {})
                if number not in known and number not in bundled:
                    known[number] = first


def _above(stream: Any) -> bytes | None:
    """The data of a stream of rows of bytes, each deflated as its difference from the one above
    (PNG's filter Up); None for any other stream, which is left to pypdf."""
    if not isinstance(stream, EncodedStreamObject) or text(stream, "/Filter") != "FlateDecode":
        return None
    how = dictionary(stream, "/DecodeParms")
    columns = number(how, "/Columns")
    if how is None or set(how) != {"/Predictor", "/Columns"} or columns != _ROW.size \
            or (number(how, "/Predictor") or 0) < _PNG:
        return None
    unpacker = zlib.decompressobj()
    rows = unpacker.decompress(stream._data, _LARGEST)
    width = _ROW.size + 1
    if not unpacker.eof or unpacker.unused_data or len(rows) % width \
            or rows[::width].strip(_UP):
        return None
    out = bytearray(len(rows) // width * _ROW.size)
    for column in range(_ROW.size):
        out[column::_ROW.size] = bytes(map(
            (0xFF).__and__, accumulate(rows[column + 1::width])))
    return bytes(out)


_PNG, _UP = 10, b"\x02"
"""Predictors from here on are those of PNG; the byte before a row that is filtered so."""
_LARGEST = 50_000_000
"""Bytes of a table that is read so."""
_ROW = struct.Struct(">BIB")
"""A row of a cross-reference stream with entries of 1, 4 and 1 bytes (ISO 32000-2, 7.5.8)."""
_FREE, _ALONE, _BUNDLED = range(3)
_KINDS = frozenset((_FREE, _ALONE, _BUNDLED))


def open_strictly(pdf: bytes, *, walk: bool = True) -> PdfReader:
    """A strict reader of ``pdf``; any exception means that the file cannot be opened.

    ``walk``: whether all pages are read, which else the checks do one by one.
    """
    return sound(_Reader(io.BytesIO(pdf), strict=True), walk=walk)


def open_again(reader: PdfReader, pdf: bytes) -> None:
    """Let ``reader`` read another file, strictly; of the one before it knows nothing any more.
    It is for the caller to see that this is ``sound``."""
    type(reader).__init__(reader, io.BytesIO(pdf), strict=True)


def sound(reader: PdfReader, *, walk: bool) -> PdfReader:
    """``reader``, if its file can be read; raises what that raises. ``walk``: as above."""
    if not reader.is_encrypted:
        if dictionary(reader.trailer, "/Root") is None:
            raise Damaged("no document catalog")
        if walk:
            len(reader.pages)  # walks the page tree: where most damage shows
    return reader


def entry(holder: Any, key: str) -> Any:
    """The value at ``key``, its reference followed; None where there is none."""
    if not isinstance(holder, DictionaryObject) or key not in holder:
        return None
    return resolved(holder.raw_get(key))


def resolved(value: Any) -> Any:
    """``value``, or what it refers to; None for PDF null."""
    found = value.get_object() if hasattr(value, "get_object") else value
    return None if isinstance(found, NullObject) else found


def dictionary(holder: Any, key: str) -> DictionaryObject | None:
    """The dictionary (or stream) at ``key``, if that is what stands there."""
    found = entry(holder, key)
    return found if isinstance(found, DictionaryObject) else None


def items(holder: Any, key: str) -> list[Any]:
    """The raw items (references unresolved) of the array at ``key``; one value counts as one."""
    if not isinstance(holder, DictionaryObject) or key not in holder:
        return []
    raw = holder.raw_get(key)
    found = resolved(raw)
    if found is None:
        return []
    return list(found) if isinstance(found, ArrayObject) else [raw]


def text(holder: Any, key: str) -> str | None:
    """The text or name at ``key`` as str, if it is one; names keep no slash."""
    found = entry(holder, key)
    if isinstance(found, bytes):
        return found.decode("latin-1")
    if isinstance(found, NameObject):
        return str(found).removeprefix("/")
    return str(found) if isinstance(found, str) else None


def truth(holder: Any, key: str) -> bool:
    """Whether ``true`` stands at ``key``."""
    found = entry(holder, key)
    return isinstance(found, BooleanObject) and bool(found.value)


def number(holder: Any, key: str) -> float | None:
    """The number at ``key``."""
    found = entry(holder, key)
    return float(found) if isinstance(found, int | float) else None


def rectangle(holder: Any, key: str) -> tuple[float, float, float, float] | None:
    """Left, bottom, right, top in pt, put in order; None where there is no such array."""
    values = [resolved(v) for v in items(holder, key)]
    if len(values) != 4 or not all(isinstance(v, int | float) for v in values):
        return None
    x0, y0, x1, y1 = (float(v) for v in values)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def matrix(holder: Any, key: str) -> tuple[float, float, float, float, float, float]:
    """The six numbers of the matrix at ``key``; the identity where there is none."""
    values = [resolved(v) for v in items(holder, key)]
    if len(values) != 6:
        return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
    a, b, c, d, e, f = (float(v) for v in values)
    return a, b, c, d, e, f


def identity(raw: Any) -> int:
    """What tells objects of one file apart: the object number, or a negative id if direct."""
    if isinstance(raw, IndirectObject):
        return int(raw.idnum)
    reference = getattr(raw, "indirect_reference", None)
    return int(reference.idnum) if reference is not None else -id(raw)


def raw_entries(holder: DictionaryObject | None) -> Iterator[tuple[str, Any]]:
    """Keys and raw values of a dictionary, in the order of the file."""
    for key in holder or ():
        assert holder is not None
        yield str(key), holder.raw_get(key)


def stream_bytes(stream: Any) -> bytes:
    """The decoded bytes of a stream, or of an array of streams joined by line ends."""
    found = resolved(stream)
    if found is None:
        return b""
    if isinstance(found, ArrayObject):
        return bytes(ContentStream(found, None).get_data())
    if not isinstance(found, StreamObject):
        raise Damaged("a stream is missing")
    return bytes(found.get_data())


def stream_digest(stream: StreamObject) -> str:
    """What tells streams apart without decoding them: a digest of bytes and filters."""
    filters = f"{entry(stream, '/Filter')!r} {entry(stream, '/DecodeParms')!r}"
    return sha256(filters.encode() + b"\0" + stream._data).hexdigest()


def name_tree(root: DictionaryObject | None) -> Iterator[tuple[str, Any]]:
    """Name → raw value pairs of a name tree, in the order of the file."""
    yield from _leaves(root, "/Names", _as_name)


def number_tree(root: DictionaryObject | None) -> Iterator[tuple[int, Any]]:
    """Number → raw value pairs of a number tree, in the order of the file."""
    yield from _leaves(root, "/Nums", int)


def _as_name(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _leaves(node: Any, key: str, convert: Callable[[Any], K], depth: int = 0
            ) -> Iterator[tuple[K, Any]]:
    if node is None:
        return
    if depth > DEPTH:
        raise Damaged(f"a {key} tree is nested without end")
    pairs = items(node, key)
    for index in range(0, len(pairs) - 1, 2):
        yield convert(resolved(pairs[index])), pairs[index + 1]
    for kid in items(node, "/Kids"):
        yield from _leaves(resolved(kid), key, convert, depth + 1)
