"""Digests of the streams that sections share, pictures mostly: what a section shows of them
depends on their bytes, on those of all that they refer to, and on no object number.

A book of plates has a hundred megabytes of them, so the bytes of a stream that is written plainly
are hashed where they stand in the file, without reading it as an object.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from press.preflight import access
from press.preflight.section import SectionedFacts

_HEAD = re.compile(
    rb"(\d+) 0 obj\n<< (?P<entries>[^(%]{0,2000}?) ?/Length (?P<length>\d+) >>\nstream\n")
"""A stream without strings or comments, in which its length might be said another time."""
_TAIL = b"\nendstream\nendobj\n"
_OTHERS = re.compile(rb"/Length|\d\s+R\b")
"""What a plain one has not among its entries: another length, references."""


def stream_digest(whole: SectionedFacts, number: int) -> str:
    """The digest of the stream of that number. Raises Damaged where there is none."""
    known = whole.stream_digests
    if number not in known:
        known[number] = _plain(whole, number) or _told(whole, number)
    return known[number]


def _plain(whole: SectionedFacts, number: int) -> str:
    """Of a plain stream; empty for any other."""
    at = whole.reader.xref.get(0, {}).get(number)
    if at is None or number in whole.reader.xref_objStm:
        return ""
    head = _HEAD.match(whole.pdf, at)
    if head is None or int(head[1]) != number or _OTHERS.search(head["entries"]):
        return ""
    begin, end = head.end(), head.end() + int(head["length"])
    if whole.pdf[end:end + len(_TAIL)] != _TAIL:
        return ""
    total = sha256(b"%d " % len(head["entries"]) + head["entries"])
    total.update(memoryview(whole.pdf)[begin:end])
    return total.hexdigest()


def _told(whole: SectionedFacts, number: int) -> str:
    """Of any stream, read as an object."""
    found = access.resolved(IndirectObject(number, 0, whole.reader))
    if not isinstance(found, StreamObject):
        raise access.Damaged("a stream is missing")
    return _of_object(whole, found, number)


def _of_object(whole: SectionedFacts, value: Any, number: int) -> str:
    # What leads back to itself is no picture: it is like no other, so that nothing is found again.
    whole.stream_digests[number] = f"itself {id(whole)}"
    total = sha256(repr(_written(whole, value, 0)).encode())
    if isinstance(value, StreamObject):
        total.update(value._data)
    whole.stream_digests[number] = total.hexdigest()
    return whole.stream_digests[number]


def _written(whole: SectionedFacts, value: Any, depth: int) -> object:
    """A value with digests in place of references."""
    if depth > access.DEPTH:
        raise access.Damaged("a stream is nested without end")
    if isinstance(value, IndirectObject):
        known = whole.stream_digests.get(value.idnum)
        return "→", known or _of_object(whole, access.resolved(value), value.idnum)
    if isinstance(value, DictionaryObject):
        return sorted((str(key), _written(whole, raw, depth + 1))
                      for key, raw in access.raw_entries(value))
    if isinstance(value, ArrayObject):
        return [_written(whole, item, depth + 1) for item in value]
    return type(value).__name__, repr(value)
