"""Objects of a PDF as text in which references are still open.

``Walk`` follows objects from where it is sent, gives each a number of its own from 0, and writes
it down with marks in place of references: so the same objects can stand in any file under any
numbers, and nothing is parsed again to place them.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from pikepdf import Dictionary, Name, Pdf, Stream

from press.dataclass import dataclass, field

MARK = b"\x01"
"""Around the name of what is referred to. qpdf writes no such byte: it escapes what is not
printable in strings and names."""

_OPEN = re.compile(rb"\x01([^\x01]*)\x01")
_REFERENCE = re.compile(
    rb"\((?:[^\\()]|\\.)*\)"  # qpdf escapes every parenthesis in a literal string
    rb"|/(StructParents?) (\d+)"
    rb"|(\d+) 0 R", re.DOTALL)


Chunk = bytes | memoryview
"""Bytes, or a view of some that are not to be copied."""


@dataclass(frozen=True, slots=True)
class StreamBody:
    """A stream: its dictionary without brackets, Length or open end, and its bytes as stored."""

    entries: bytes
    data: Chunk


@dataclass(frozen=True, slots=True)
class Shared:
    """A stream that several parts may have, such as an image: known by its digest."""

    digest: str
    body: StreamBody


@dataclass(slots=True)
class Walk:
    """Objects of ``pdf`` on their way out of it.

    Marks: ``L3`` the fourth object of this walk, ``S…`` and ``T…`` see ``shared`` and ``parents``,
    anything else from ``known`` (object number → mark).
    """

    pdf: Pdf
    known: Mapping[int, bytes]
    plain: dict[int, bytes] = field(default_factory=dict)
    """Number of the walk → an object that is no stream."""
    streams: dict[int, StreamBody] = field(default_factory=dict)
    """Number of the walk → a stream."""
    shared: dict[str, Shared] = field(default_factory=dict)
    """Digest → what is referred to as ``S`` and digest: images, and what they refer to."""
    named: dict[int, str] = field(default_factory=dict)
    """Number of the walk → ID, in hexadecimal, of a structure element that has one."""
    _numbers: dict[int, int] = field(default_factory=dict)
    _waiting: list[int] = field(default_factory=list)
    _digests: dict[int, str] = field(default_factory=dict)

    def number(self, obj: Any) -> int:
        """The number of an indirect object in this walk, which will write it."""
        return self._number(obj.objgen[0])

    def go(self) -> None:
        """Write everything down that has got a number, and all that it refers to."""
        while self._waiting:
            source = self._waiting.pop()
            obj = self.pdf.get_object(source, 0)
            number = self._numbers[source]
            if isinstance(obj, Stream):
                self.streams[number] = self._stream(obj, self._refer)
            else:
                self.plain[number] = self.written(obj)
                if isinstance(obj, Dictionary) and "/ID" in obj \
                        and obj.get("/Type") == Name.StructElem:
                    self.named[number] = bytes(obj.ID).hex()

    def written(self, obj: Any) -> bytes:
        """``obj`` itself, what it refers to marked."""
        return _REFERENCE.sub(self._refer, obj.unparse(resolved=True))

    def _number(self, source: int) -> int:
        if source not in self._numbers:
            self._numbers[source] = len(self._numbers)
            self._waiting.append(source)
        return self._numbers[source]

    def _refer(self, match: re.Match[bytes]) -> bytes:
        if match[2] is not None:
            return b"/%s \x01T%s\x01" % (match[1], match[2])
        if match[3] is None:
            return match[0]
        source = int(match[3])
        mark = self.known.get(source)
        if mark is None and source not in self._numbers:
            mark = self._image(source)
        return MARK + (mark if mark is not None else b"L%d" % self._number(source)) + MARK

    def _image(self, source: int) -> bytes | None:
        """The mark of an image or a profile; None where the object is neither."""
        if source not in self._digests:
            obj = self.pdf.get_object(source, 0)
            if not isinstance(obj, Stream) or not (obj.get("/Subtype") == Name.Image or (
                    "/N" in obj and "/FunctionType" not in obj)):  # an ICC profile
                return None
            self._share(source, obj)
        return b"S" + self._digests[source].encode()

    def _share(self, source: int, obj: Any) -> None:
        """Keep a stream by its digest, with all streams that it refers to (masks, profiles)."""
        body = self._stream(obj, self._refer_shared)
        digest = sha256(body.entries + MARK + body.data).hexdigest()
        self._digests[source] = digest
        self.shared[digest] = Shared(digest, body)

    def _refer_shared(self, match: re.Match[bytes]) -> bytes:
        if match[3] is None:
            return match[0]
        source = int(match[3])
        obj = self.pdf.get_object(source, 0)
        if not isinstance(obj, Stream):
            return _REFERENCE.sub(self._refer_shared, obj.unparse(resolved=True))
        if source not in self._digests:
            self._share(source, obj)
        return MARK + b"S" + self._digests[source].encode() + MARK

    def _stream(self, obj: Any, refer: Callable[[re.Match[bytes]], bytes]) -> StreamBody:
        entries = obj.stream_dict.unparse(resolved=True)
        entries = re.sub(rb"/Length \d+(?: 0 R)? ?", b"", entries.strip()[2:-2])
        entries = _REFERENCE.sub(refer, entries).strip()
        data = obj.read_raw_bytes()
        # Metadata stay readable for programs that know no PDF (ISO 32000-2, 14.3.2).
        if "/Filter" in obj or obj.get("/Type") == Name.Metadata:
            return StreamBody(entries, data)
        return StreamBody((entries + b" /Filter /FlateDecode").strip(), zlib.compress(data))


def closed(body: bytes, number_of: Callable[[bytes], bytes]) -> bytes:
    """``body`` with every mark replaced by what ``number_of`` makes of it."""
    return _OPEN.sub(lambda match: number_of(match[1]), body)
