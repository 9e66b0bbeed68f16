"""Numbered copies of one document as one PDF, written as it is made.

The pages of the document are in the file once, as form XObjects. Each page of a copy draws one of
them, and the number of the copy over it. A million pages need no more memory than one, but for a
row of the cross-reference table each.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from itertools import count
from typing import BinaryIO

import pikepdf
from pikepdf import Pdf

from press.assembly.file import region
from press.assembly.fonts import DocumentFonts
from press.assembly.late import glyphs_of
from press.assembly.metadata import describe
from press.assembly.numbering import BUNDLE
from press.assembly.numbers import number, numbers
from press.assembly.objects import Walk, closed
from press.dataclass import dataclass
from press.values import Face, FaceKey, FaceUse

CATALOG, INFO, PAGES, FIRST = 1, 2, 3, 4
GROUP = BUNDLE - 1
"""Pages in a node of the page tree: so many go with it into one object stream."""
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of text on a page of a copy."""

    x: float
    """pt from the left of the page."""
    y: float
    """Of the baseline, pt from its foot."""
    size: float
    """pt."""


@dataclass(frozen=True, slots=True)
class Square:
    """Where the QR code stands: pt from the left and from the foot, and its width."""

    x: float
    y: float
    width: float
    modules: int


@dataclass(frozen=True, slots=True)
class Copies:
    """What is written."""

    source: bytes
    """The document: a PDF whose pages have one size."""
    title: str
    lang: str
    first: int
    last: int
    face: FaceKey
    """In which numbers are set."""
    marks: tuple[tuple[Mark, Callable[[int], str]], ...]
    """On every page: where, and what it says in the copy of a number."""
    letters: str
    """Every character of it."""
    square: Square
    """On the first page of a copy."""
    code: Callable[[int], bytes]
    """The modules of its QR code, packed: rows of whole bytes, 1 is black."""


class _Out:
    """A file that knows where its objects are."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.at = 0
        self.digest = sha256()
        self.kinds, self.places, self.indices = array("B", [0]), array("L", [0]), array("B", [0])

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self.digest.update(data)
        self.at += len(data)

    def note(self, numbered: int, kind: int, place: int, index: int = 0) -> None:
        """Where the object of a number is; they come in any order, without big gaps."""
        missing = numbered + 1 - len(self.kinds)
        if missing > 0:
            for column in (self.kinds, self.places, self.indices):
                column.extend([0] * missing)
        self.kinds[numbered], self.places[numbered], self.indices[numbered] = kind, place, index

    def stream(self, numbered: int, entries: bytes, data: bytes) -> None:
        self.note(numbered, 1, self.at)
        self.write(b"%d 0 obj\n<< %s /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
            numbered, entries, len(data), data))


def write_copies(file: BinaryIO, job: Copies, faces: Mapping[FaceKey, Face]) -> tuple[int, str]:
    """Write them; how many pages there are, and the SHA-256 of the file."""
    out = _Out(file)
    out.write(HEADER)
    free, forms, resources, box, glyphs = _shared(out, job, faces)
    nodes: list[tuple[int, int]] = []
    for group in _groups(job, len(forms)):
        nodes.append((free, len(group)))
        free = _group(out, job, group, free, glyphs)
    kids = b" ".join(b"%d 0 R" % node for node, _ in nodes)
    total = sum(size for _, size in nodes)
    plain = {PAGES: b"<< /Type /Pages /Count %d /Kids [%s] /MediaBox %s /Resources %s >>" % (
        total, kids, box, resources)}
    _finish(out, _objects(out, plain, free))
    return total, out.digest.hexdigest()


def _shared(out: _Out, job: Copies, faces: Mapping[FaceKey, Face]
            ) -> tuple[int, list[int], bytes, bytes, dict[str, bytes]]:
    """Write forms, fonts, catalogue: the next free number, the forms' numbers, the resources of
    all pages, their box, and the glyph of each letter."""
    pdf = Pdf.new()
    with pikepdf.open(BytesIO(job.source)) as source:
        size = [float(v) for v in source.pages[0].mediabox]
        forms = [pdf.copy_foreign(page.as_form_xobject()) for page in source.pages]
    face = faces[job.face]
    shaped = {letter: glyphs_of(face, letter) for letter in sorted(set(job.letters))}
    use = FaceUse("N", *job.face[:2], tuple(sorted({(g, w) for g, w in shaped.values()})),
                  tuple(sorted((g, letter) for letter, (g, _) in shaped.items())), job.face[2])
    fonts = DocumentFonts(faces)
    fonts.add([use])
    font = next(iter(fonts.write(pdf, lambda _, make: make()).values()))
    describe(pdf, title=job.title, lang=job.lang, author="", date=None, tagged=False)
    del pdf.Root["/Pages"]
    walk = Walk(pdf, {})
    fixed = {walk.number(pdf.Root): CATALOG, walk.number(pdf.docinfo): INFO}
    own = [walk.number(form) for form in forms] + [walk.number(font)]
    walk.go()
    free = count(FIRST)
    chosen = {n: fixed[n] if n in fixed else next(free)
              for n in sorted([*walk.plain, *walk.streams])}
    shared = {digest: next(free) for digest in walk.shared}

    def number_of(mark: bytes) -> bytes:
        name = mark[1:].decode()
        return b"%d 0 R" % (shared[name] if mark[:1] == b"S" else chosen[int(name)])

    streams = {chosen[n]: one for n, one in walk.streams.items()}
    streams |= {shared[digest]: one.body for digest, one in walk.shared.items()}
    plain = {chosen[n]: closed(body, number_of) for n, body in walk.plain.items()}
    plain[CATALOG] = plain[CATALOG].rstrip()[:-2] + b" /Pages %d 0 R >>" % PAGES
    for n, one in sorted(streams.items()):
        out.stream(n, closed(one.entries, number_of), bytes(one.data))
    last = _objects(out, plain, next(free))
    names = b" ".join(b"/P%d %d 0 R" % (index, chosen[n]) for index, n in enumerate(own[:-1]))
    resources = b"<< /XObject << %s >> /Font << /N %d 0 R >> >>" % (names, chosen[own[-1]])
    return (last, [chosen[n] for n in own[:-1]], resources, b"[%s]" % numbers(*size),
            {letter: b"%04x" % g for letter, (g, _) in shaped.items()})


def _groups(job: Copies, pages: int) -> Iterator[list[tuple[int, int]]]:
    """(copy, page) of each page, so many at a time."""
    group: list[tuple[int, int]] = []
    for copy in range(job.first, job.last + 1):
        for page in range(pages):
            group.append((copy, page))
            if len(group) == GROUP:
                yield group
                group = []
    if group:
        yield group


def _group(out: _Out, job: Copies, group: Sequence[tuple[int, int]], node: int,
           glyphs: Mapping[str, bytes]) -> int:
    """Write some pages; the next free number. Numbers: the node, the pages, their contents."""
    first = node + 1
    content = first + len(group)
    pages: dict[int, bytes] = {node: b"<< /Type /Pages /Parent %d 0 R /Count %d /Kids [%s] >>" % (
        PAGES, len(group), b" ".join(b"%d 0 R" % (first + n) for n in range(len(group))))}
    texts: dict[int, bytes] = {}
    for n, (copy, page) in enumerate(group):
        if copy not in texts:
            texts = {copy: b"".join(
                b"BT /N %s Tf %s Td <%s> Tj ET\n" % (
                    number(mark.size), numbers(mark.x, mark.y),
                    b"".join(map(glyphs.__getitem__, say(copy)))) for mark, say in job.marks)}
        body = b"/P%d Do\n0 g\n%s" % (page, texts[copy])
        if page == 0:
            body += _square(job.square, job.code(copy))
        out.stream(content + n, b"", body)
        pages[first + n] = b"<< /Type /Page /Parent %d 0 R /Contents %d 0 R >>" % (
            node, content + n)
    return _objects(out, pages, content + len(group))


def _square(square: Square, modules: bytes) -> bytes:
    """An inline image (ISO 32000-1, 8.9.7): a mask that paints where a module is black."""
    return (b"q %s 0 0 %s %s cm\nBI /W %d /H %d /IM true /D [1 0] ID " % (
        number(square.width), number(square.width), numbers(square.x, square.y),
        square.modules, square.modules)) + modules + b"\nEI Q\n"


def _objects(out: _Out, plain: Mapping[int, bytes], free: int) -> int:
    """Write objects that are no streams into object streams; the next free number."""
    unused = count(free)
    made = region(plain, {}, unused)
    offset = out.at
    out.write(made.data)
    for n, at in made.offsets:
        out.note(n, 1, offset + at)
    for low, size, stream, index in made.bundled:
        for k in range(size):
            out.note(low + k, 2, stream, index + k)
    return next(unused)


def _finish(out: _Out, xref: int) -> None:
    """The cross-reference stream."""
    out.note(xref, 1, out.at)
    rows = b"".join(
        kind.to_bytes() + place.to_bytes(5) + index.to_bytes()
        for kind, place, index in zip(out.kinds, out.places, out.indices, strict=True))
    digest = out.digest.hexdigest()[:32].encode()
    at = out.at
    data = zlib.compress(rows)
    out.write(b"%d 0 obj\n<< /Type /XRef /Size %d /W [1 5 1] /Root %d 0 R /Info %d 0 R "
              b"/ID [<%s> <%s>] /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n"
              b"startxref\n%d\n%%%%EOF\n" % (
                  xref, xref + 1, CATALOG, INFO, digest, digest, len(data), data, at))


