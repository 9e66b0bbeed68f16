"""Check 1 of print.md, to the end: every object of a file is where the file says, and whole.

A viewer mends what it meets and says nothing; a press in another town mends it otherwise, or not.
pypdf reads only what it is asked for, so here it is asked for everything.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from press.preflight import access
from press.preflight.facts import Facts
from press.preflight.findings import Finding, found
from press.preflight.job import DocumentJob

_PICTURES = frozenset(("DCTDecode", "DCT", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "CCF"))
_HEADER = re.compile(rb"%PDF-[12]\.\d")
_END = re.compile(rb"startxref[\x00\t\n\f\r ]+(\d+)[\x00\t\n\f\r ]+%%EOF")
_STREAM_END = re.compile(rb"[\x00\t\n\f\r ]{0,2}endstream")
_LENGTH = re.compile(rb"/Length[\x00\t\n\f\r ]+(\d++)(?![\x00\t\n\f\r ]+\d+[\x00\t\n\f\r ]+R)")
_STREAM = re.compile(rb"stream(\r\n|\n)")
_MOST = 200_000
"""Objects that are looked at; a book of 700 pages has 30,000."""
_REPORTED = 5
_LARGEST = 400_000_000
"""Bytes of a stream as it is read; an A3 picture in CMYK at 600 dpi has 280 million."""


def whole(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Header, end, every object and every stream."""
    del job
    pdf = facts.pdf
    if not _HEADER.match(pdf):
        yield found("preflight-damaged", detail="header")
    end = _END.search(pdf[-2048:])
    if end is None:
        yield found("preflight-damaged", detail="%%EOF")
    reader = facts.reader
    numbers = {number: generation for generation, entries in reader.xref.items()
               for number in entries if entries[number]}
    numbers |= dict.fromkeys(reader.xref_objStm, 0)
    size = access.number(reader.trailer, "/Size")
    if size is not None and numbers and max(numbers) >= size:
        yield found("preflight-damaged", detail=f"/Size {size:g}")
    told = 0
    for number, generation in sorted(numbers.items())[:_MOST]:
        fault = _fault(facts, number, generation)
        if fault:
            yield found("preflight-damaged", detail=f"{number}: {fault}"[:120])
            told += 1
            if told == _REPORTED:
                return
    if len(numbers) > _MOST:
        yield found("preflight-damaged", detail=f"{len(numbers)} objects")


def _fault(facts: Facts, number: int, generation: int) -> str:
    """What is wrong with one object; empty for nothing."""
    try:
        item = IndirectObject(number, generation, facts.reader).get_object()
        if isinstance(item, StreamObject):
            return _stream_fault(facts.pdf, facts.reader.xref.get(generation, {}).get(number, 0),
                                 item)
        return _value_fault(item, 0)
    except Exception as error:  # whatever damage provokes
        return f"{type(error).__name__}: {error}".split("\n", 1)[0]


def _value_fault(value: Any, depth: int) -> str:
    if depth > access.DEPTH:
        return "nested without end"
    if isinstance(value, DictionaryObject):
        return next((fault for key in value if (fault := _value_fault(
            value.raw_get(key), depth + 1))), "")
    if isinstance(value, ArrayObject):
        return next((fault for item in list.__iter__(value)
                     if (fault := _value_fault(item, depth + 1))), "")
    return ""


def _stream_fault(pdf: bytes, offset: int, stream: StreamObject) -> str:
    """Its length is as given, and its filters undo it."""
    if offset:
        begin = _STREAM.search(pdf, offset)
        length = _LENGTH.search(pdf, offset, begin.start()) if begin else None
        if begin and length and pdf.count(b"/Length", offset, begin.start()) == 1 and \
                not _STREAM_END.match(pdf, begin.end() + int(length[1])):
            return f"/Length {int(length[1])}"
    filters = [str(access.resolved(raw)).removeprefix("/")
               for raw in access.items(stream, "/Filter")]
    if not _PICTURES & set(filters) and str(access.entry(stream, "/Type")) != "/XRef":
        if filters[:1] in (["FlateDecode"], ["Fl"]):
            return _deflated_fault(stream._data) or _decoded(stream)
        return _decoded(stream)
    return ""


def _decoded(stream: StreamObject) -> str:
    stream.get_data()  # raises where a filter cannot be undone
    return ""


def _deflated_fault(data: bytes) -> str:
    """pypdf takes what it can get of such a stream; here it must be whole."""
    reader = zlib.decompressobj()
    size = len(reader.decompress(data, _LARGEST))
    if size >= _LARGEST:
        return f"more than {_LARGEST} bytes in a stream of {len(data)}"
    return "" if reader.eof else "FlateDecode: cut off"
