"""The bytes of a PDF: regions of objects one behind the other, then the cross-reference stream.

A region knows where its objects lie within it, and so can be kept and put into another file as
it is. (ISO 32000-2, 7.5: file structure; 7.5.7: object streams; 7.5.8: cross-reference streams.)
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from typing import Any

from press.assembly.numbering import BUNDLE
from press.assembly.objects import Chunk, StreamBody
from press.dataclass import dataclass

_HEADER = b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n"
NEWEST, PLAIN = "1.7", "1.4"
"""Versions: what is written where nothing else is asked for, and the last one in which every
object stands by itself (ISO 32000-1 calls object streams a feature of 1.5)."""
START = len(_HEADER % NEWEST.encode())
"""Where the first region begins."""
_ROW = 6
"""Bytes of an entry: its type, four for an offset or the number of a stream, one for an index."""


@dataclass(frozen=True, slots=True)
class Region:
    """Some objects as they stand in a file."""

    chunks: tuple[Chunk, ...]
    """Its bytes, one behind the other: so large streams are not copied before the file is."""
    offsets: tuple[tuple[int, int], ...]
    """(number, where it begins in the bytes) of objects that stand by themselves."""
    bundled: tuple[tuple[int, int, int, int], ...] = ()
    """(first number, how many, number of the object stream, index of the first in it)."""

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(map(len, self.chunks))

    @property
    def data(self) -> bytes:
        """All of its bytes."""
        return b"".join(self.chunks)


def region(plain: Mapping[int, bytes], streams: Mapping[int, StreamBody],
           free: Iterator[int] | None) -> Region:
    """Objects by number: ``plain`` go into object streams, whose numbers are ``free``; without
    such numbers they stand by themselves."""
    out: list[Chunk] = []
    offsets: list[tuple[int, int]] = []
    bundled: list[tuple[int, int, int, int]] = []
    at = 0
    for number, body in sorted(streams.items()):
        offsets.append((number, at))
        chunks = _stream(number, body)
        out += chunks
        at += sum(map(len, chunks))
    if free is None:
        for number, alone in sorted(plain.items()):
            offsets.append((number, at))
            out.append(b"%d 0 obj\n%s\nendobj\n" % (number, alone))
            at += len(out[-1])
        return Region(tuple(out), tuple(offsets))
    order = sorted(plain)
    for start in range(0, len(order), BUNDLE):
        chosen = order[start:start + BUNDLE]
        first = next(free)
        offsets.append((first, at))
        chunks = _stream(first, _bundle({n: plain[n] for n in chosen}))
        out += chunks
        at += sum(map(len, chunks))
        index = 0
        for begin, count in _spans(chosen):
            bundled.append((begin, count, first, index))
            index += count
    return Region(tuple(out), tuple(offsets), tuple(bundled))


def compressed(data: bytes, entries: bytes = b"") -> StreamBody:
    """A stream of ``data``, deflated."""
    return StreamBody((entries + b" /Filter /FlateDecode").strip(), zlib.compress(data))


@dataclass(frozen=True, slots=True)
class Beginning:
    """What many files begin with."""

    data: bytes
    rows: Mapping[int, bytes]
    """Number → its row of the cross-reference stream."""
    state: Any
    """SHA-256 of ``data``, to be copied and gone on with."""


def beginning(regions: Sequence[Region]) -> Beginning:
    """The header and some regions, in the newest version."""
    data = b"".join([_HEADER % NEWEST.encode(), *_chunks(regions)])
    return Beginning(data, _rows(regions, START), sha256(data))


def ended(start: Beginning, regions: Sequence[Region], first: int, root: int,
          info: int) -> tuple[bytes, str]:
    """What follows on ``start``: more regions, and the end of the file; the SHA-256 of it all.
    ``start`` and it are what ``to_file`` makes of all regions."""
    own = b"".join(_chunks(regions))
    state = start.state.copy()
    state.update(own)
    at = len(start.data) + len(own)
    tail = own + _end({**start.rows, **_rows(regions, len(start.data))}, first, at,
                      _trailer(root, info, state.hexdigest()))
    state = start.state.copy()
    state.update(tail)
    return tail, state.hexdigest()


def to_file(regions: Sequence[Region], first: int, root: int, info: int,
            version: str = "") -> tuple[bytes, str]:
    """The whole file and its SHA-256; ``first``: a number that no region has, for the
    cross-reference stream; ``version``: of PDF, where it must be a certain one (for ``PLAIN``
    without bundles).

    The same regions give the same bytes, the ID too.
    """
    parts: list[Chunk] = [_HEADER % (version or NEWEST).encode(), *_chunks(regions)]
    total = sha256()
    for part in parts:
        total.update(part)
    trailer = _trailer(root, info, total.hexdigest())
    at = sum(map(len, parts))
    if version == PLAIN:
        end = _table(regions, trailer) + b"startxref\n%d\n%%%%EOF\n" % at
    else:
        end = _end(_rows(regions, START), first, at, trailer)
    total.update(end)
    return b"".join([*parts, end]), total.hexdigest()


def _chunks(regions: Sequence[Region]) -> Iterator[Chunk]:
    return (chunk for one in regions for chunk in one.chunks)


def _trailer(root: int, info: int, digest: str) -> bytes:
    name = digest[:32].encode()
    return b"/Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]" % (root, info, name, name)


def _table(regions: Sequence[Region], trailer: bytes) -> bytes:
    """The cross-reference table of old (7.5.4); numbers that nobody has are free."""
    offsets: dict[int, int] = {}
    at = START
    for one in regions:
        offsets |= {number: at + offset for number, offset in one.offsets}
        at += one.size
    lines = [b"xref\n0 1\n0000000000 65535 f \n"]
    for start, count in _spans(sorted(offsets)):
        lines.append(b"%d %d\n" % (start, count))
        lines += [b"%010d 00000 n \n" % offsets[number] for number in range(start, start + count)]
    return b"".join(lines) + b"trailer\n<< /Size %d %s >>\n" % (max(offsets) + 1, trailer)


def _rows(regions: Sequence[Region], at: int) -> dict[int, bytes]:
    """The rows of the cross-reference stream for regions of which the first stands at ``at``."""
    rows: dict[int, bytes] = {}
    for one in regions:
        for number, offset in one.offsets:
            rows[number] = b"\x01" + (at + offset).to_bytes(4) + b"\0"
        rows.update(_bundled_rows(one.bundled))
        at += one.size
    return rows


@lru_cache(maxsize=1024)  # a process that stays joins the same parts again
def _bundled_rows(bundled: tuple[tuple[int, int, int, int], ...]) -> Mapping[int, bytes]:
    """The rows of objects in object streams, which stand anywhere."""
    rows: dict[int, bytes] = {}
    for start, count, stream, index in bundled:
        lead = b"\x02" + stream.to_bytes(4)
        rows.update((start + n, lead + bytes((index + n,))) for n in range(count))
    return rows


def _end(rows: dict[int, bytes], first: int, at: int, trailer: bytes) -> bytes:
    """The cross-reference stream, which stands at ``at`` under the number ``first``, and what
    leads to it."""
    rows[0] = b"\0" * _ROW
    rows[first] = b"\x01" + at.to_bytes(4) + b"\0"
    numbers = sorted(rows)
    body = b"".join(map(rows.__getitem__, numbers))
    spans = b" ".join(b"%d %d" % span for span in _spans(numbers))
    return b"".join(_stream(first, StreamBody(
        b"/Type /XRef /Size %d /W [1 4 1] /Index [%s] %s "
        b"/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns %d >>" % (
            numbers[-1] + 1, spans, trailer, _ROW),
        zlib.compress(_upward(body))))) + b"startxref\n%d\n%%%%EOF\n" % at


def _stream(number: int, body: StreamBody) -> tuple[Chunk, Chunk, Chunk]:
    """An object that is a stream; its bytes are the second chunk."""
    return (b"%d 0 obj\n<< %s /Length %d >>\nstream\n" % (number, body.entries, len(body.data)),
            body.data, b"\nendstream\nendobj\n")


def _bundle(objects: Mapping[int, bytes]) -> StreamBody:
    """An object stream."""
    places, at = [], 0
    for number, body in objects.items():
        places.append(b"%d %d" % (number, at))
        at += len(body) + 1
    lead = b" ".join(places) + b"\n"
    return _compressed_again(lead + b"\n".join(objects.values()),
                             b"/Type /ObjStm /N %d /First %d" % (len(objects), len(lead)))


@lru_cache(maxsize=64)  # outlines and trees change seldom
def _compressed_again(data: bytes, entries: bytes) -> StreamBody:
    return compressed(data, entries)


def _spans(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """(first, how many) of each run of numbers that follow each other."""
    starts = [0, *(place + 1 for place, (a, b) in enumerate(pairwise(numbers)) if b != a + 1)]
    ends = [*starts[1:], len(numbers)]
    return [(numbers[start], end - start) for start, end in zip(starts, ends, strict=True)]


def _upward(body: bytes) -> bytes:
    """Each row as its difference from the one before (PNG's filter Up), which deflates well."""
    size = len(body)
    if not size:
        return b""
    # All bytes at once, as one long number: the top bit of each byte is kept apart, so that none
    # borrows from its neighbour.
    tops = int.from_bytes(b"\x80" * size)
    here, above = int.from_bytes(body), int.from_bytes((bytes(_ROW) + body)[:size])
    out = (((here | tops) - (above & ~tops)) ^ ((here ^ ~above) & tops)).to_bytes(size)
    return b"".join(b"\x02" + out[at:at + _ROW] for at in range(0, len(out), _ROW))
