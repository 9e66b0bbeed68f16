"""What a document has beside its parts: catalogue, page tree, fonts, names, outline, metadata.

It is made as a PDF of its own, whose pages are stand-ins, and written down under the numbers that
the parts expect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import count
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf

from press.assembly.claims import claim_archive, claim_print
from press.assembly.file import Region, region
from press.assembly.fonts import DocumentFonts
from press.assembly.links import name_destinations, outline
from press.assembly.metadata import describe, label_pages
from press.assembly.numbering import (
    CATALOG,
    DOCUMENT,
    INFO,
    PAGES,
    TAGS,
    VARIANTS,
    Numbers,
)
from press.assembly.numbers import numbers
from press.assembly.objects import StreamBody, Walk, closed
from press.assembly.pieces import Bench, Filled, Piece
from press.assembly.placing import Placing
from press.assembly.recent import Recent
from press.assembly.standards import UNDATED
from press.assembly.style import Style
from press.values import Anchor, Part


def frame(filled: Sequence[Filled], found: Numbers, fonts: DocumentFonts, parts: Sequence[Part],
          placing: Placing, anchors: Mapping[str, Anchor], bench: Bench) -> tuple[
              list[Region], int]:
    """The regions of all that is no part's own, and a number that is still free."""
    pieces = [done.piece for done in filled]
    free = count(found.tail)
    blanks = {index: next(free) for index, leaf in enumerate(placing.leaves) if leaf.part is None}
    places = [blanks[index] if leaf.part is None else found.slots[leaf.part].base + leaf.page
              for index, leaf in enumerate(placing.leaves)]
    start = next(free)
    key = _key(found, fonts, parts, placing, anchors, bench.style, places, start)
    made = _before.get(key) if key else None
    if made is None:
        made = _made(filled, found, fonts, parts, placing, anchors, bench, places, count(start))
        if key:
            _before.put(key, made)
    own, start = made
    free = count(start)
    return [own, _trees(found, placing, blanks, bench, free),
            *_shared(pieces, found, bench)], next(free)


def _key(found: Numbers, fonts: DocumentFonts, parts: Sequence[Part], placing: Placing,
         anchors: Mapping[str, Anchor], style: Style, places: Sequence[int], start: int) -> str:
    """The digest of all that ``_made`` depends on; empty for a document that claims to be of a
    standard, which tells in itself what is on its pages."""
    if style.archive is not None or style.colour is not None or style.standard:
        return ""
    return sha256(repr((
        style, list(anchors.values()), [part.outline for part in parts],
        [(leaf.numbering, leaf.number) for leaf in placing.leaves], places, start, fonts.told(),
        sorted(found.fonts.items()), sorted(found.shared.items()))).encode()).hexdigest()


_before: Recent[tuple[Region, int]] = Recent(8)
"""Of documents, and of excerpts of them."""


def _made(filled: Sequence[Filled], found: Numbers, fonts: DocumentFonts, parts: Sequence[Part],
          placing: Placing, anchors: Mapping[str, Anchor], bench: Bench, places: Sequence[int],
          free: Iterator[int]) -> tuple[Region, int]:
    """What hangs on the catalogue, on numbers that are ``free``, and the next one that is."""
    style = bench.style
    pdf = Pdf.new()
    leaves = [pdf.make_indirect(Dictionary(Type=Name.Page)) for _ in placing.leaves]
    pdf.Root.Pages.Kids, pdf.Root.Pages.Count = Array(leaves), len(leaves)
    if style.screen:
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary())
        name_destinations(pdf, tuple(anchors.values()))
        outline(pdf, [e for part in parts for e in part.outline], frozenset(anchors))
    label_pages(pdf, [(leaf.numbering, leaf.number) for leaf in placing.leaves])
    if style.archive:
        claim_archive(pdf, style.archive, style.date or UNDATED)
    elif style.colour:
        claim_print(pdf, style.colour, named=style.claimed)
    describe(pdf, title=style.title, lang=style.lang, author=style.author, date=style.date,
             tagged=style.screen, standard=style.standard,
             pages=" ".join(done.key for done in filled))
    written = {}
    for (key, variant), font in fonts.write(pdf, bench.kept).items():
        if variant >= VARIANTS:
            raise ValueError(f"{key}: glyphs that stand for too many characters")
        written[found.fonts[key] + variant] = font
    known = {leaf.objgen[0]: b"P%d" % number for leaf, number in zip(leaves, places, strict=True)}
    known[pdf.Root.Pages.objgen[0]] = b"P%d" % PAGES
    if style.screen:
        known[pdf.Root.StructTreeRoot.objgen[0]] = b"P%d" % TAGS
    return _own(pdf, written, known, found.shared, bench, free), next(free)


def _own(pdf: Pdf, fonts: Mapping[int, Any], known: Mapping[int, bytes],
         shared: Mapping[str, int], bench: Bench, free: Iterator[int]) -> Region:
    """Everything that hangs on the catalogue, the information, and the fonts."""
    walk = Walk(pdf, known)
    fixed = {walk.number(pdf.Root): CATALOG, walk.number(pdf.docinfo): INFO}
    fixed |= {walk.number(font): number for number, font in fonts.items()}
    walk.go()
    chosen = {n: fixed[n] if n in fixed else next(free)
              for n in sorted([*walk.plain, *walk.streams])}
    # A profile may be one that images have, too.
    own = {digest: next(free) for digest in walk.shared if digest not in shared}
    streams = {chosen[n]: one for n, one in walk.streams.items()}
    streams |= {number: walk.shared[digest].body for digest, number in own.items()}

    def number_of(mark: bytes) -> bytes:
        kind, name = mark[:1], mark[1:].decode()
        if kind == b"S":
            return b"%d 0 R" % (own[name] if name in own else shared[name])
        return b"%d 0 R" % (chosen[int(name)] if kind == b"L" else int(name))

    return region({chosen[n]: closed(body, number_of) for n, body in walk.plain.items()},
                  {number: StreamBody(closed(one.entries, number_of), one.data)
                   for number, one in streams.items()}, None if bench.plain else free)


def _trees(found: Numbers, placing: Placing, blanks: Mapping[int, int], bench: Bench,
           free: Iterator[int]) -> Region:
    """The roots of the page tree and of the structure tree, and blank pages."""
    plain: dict[int, bytes] = {}
    streams: dict[int, StreamBody] = {}
    kids: list[int] = []
    boxes = bench.boxes
    sizes = b" ".join(b"/%s [%s]" % (name, numbers(*box)) for name, box in (
        (b"MediaBox", boxes.media), (b"CropBox", boxes.media), (b"BleedBox", boxes.bleed_box),
        (b"TrimBox", boxes.trim_box)))
    for index, leaf in enumerate(placing.leaves):
        if leaf.part is None:
            kids.append(blanks[index])
            content = next(free)
            plain[blanks[index]] = (b"<< /Type /Page /Parent %d 0 R /Resources << >> /Contents "
                                    b"%d 0 R %s >>" % (PAGES, content, sizes))
            streams[content] = StreamBody(b"", boxes.dress(b""))
        elif leaf.page == 0:
            slot = found.slots[leaf.part]
            kids.append(slot.node)
            plain[slot.node] = b"<< /Type /Pages /Parent %d 0 R /Count %d /Kids [%s] >>" % (
                PAGES, slot.head.pages, b" ".join(
                    b"%d 0 R" % (slot.base + page) for page in range(slot.head.pages)))
    plain[PAGES] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(placing.leaves), b" ".join(b"%d 0 R" % kid for kid in kids))
    if bench.style.screen:
        plain |= _tags(found)
    return region(plain, streams, None if bench.plain else free)


_ESCAPED = re.compile(rb"[\\()\r\n]")
"""What would not stand for itself in a literal string (ISO 32000-1, 7.3.4.2). Such strings take
half the bytes of hexadecimal ones, and a third of the time to be read."""


def _escaped(match: re.Match[bytes]) -> bytes:
    return b"\\%03o" % match[0][0]


def _tags(found: Numbers) -> dict[int, bytes]:
    """The tag trees of parts become one (ISO 32000-1, 14.7; ISO 14289-1): one Document element
    that takes in the elements of every part."""
    tops = b" ".join(b"%d 0 R" % (slot.base + top) for slot in found.slots
                     for top in slot.head.tops)
    parents = b" ".join(b"%d 0 R" % (slot.base + slot.head.parents) for slot in found.slots
                        if slot.head.keys)
    # Elements with an ID must stand in the IDTree (ISO 32000-1, table 322).
    named = sorted((bytes.fromhex(label), slot.base + number) for slot in found.slots
                   for label, number in slot.head.named)
    ids = b" /IDTree << /Names [%s] >>" % b" ".join(
        b"(%s) %d 0 R" % (_ESCAPED.sub(_escaped, label), number) for label, number in named)
    return {
        DOCUMENT: b"<< /Type /StructElem /S /Document /P %d 0 R /K [%s] >>" % (TAGS, tops),
        TAGS: b"<< /Type /StructTreeRoot /K [%d 0 R] /ParentTree << /Kids [%s] >> "
              b"/ParentTreeNextKey %d%s >>" % (
                  DOCUMENT, parents, found.keys, ids if named else b""),
    }


def _shared(pieces: Sequence[Piece], found: Numbers, bench: Bench) -> list[Region]:
    """What several parts may show: images; each apart, since they can be large, and copies
    cost."""
    def number_of(mark: bytes) -> bytes:
        return b"%d 0 R" % found.shared[mark[1:].decode()]

    shared = bench.shared(pieces, found.shared)
    numbered = sorted((found.shared[digest], one.body) for digest, one in shared.items()
                      if digest in found.shared)
    return [region({}, {number: StreamBody(closed(body.entries, number_of), body.data)}, count())
            for number, body in numbered]
