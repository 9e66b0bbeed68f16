"""Documents of the same parts, which differ in what is filled in for their readers.

What they have in common is made once and stands in the same bytes at the beginning of each:
catalogue, fonts, all objects but the content of pages with late text. Of a document are only these
pages its own, at its end. So a document costs what its own pages cost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from press.assembly.extract import REFERENCE
from press.assembly.file import Beginning, Region, beginning, ended
from press.assembly.fonts import DocumentFonts
from press.assembly.frame import frame
from press.assembly.join import page_boxes
from press.assembly.numbering import CATALOG, INFO, numbers
from press.assembly.pieces import Bench, Filled, LateGlyph, with_late
from press.assembly.placing import Placing, document_anchors, late_text
from press.assembly.style import Style
from press.dataclass import dataclass, replace
from press.values import Face, FaceKey, FaceUse, Pages, Part, Store


class UnforeseenGlyphError(ValueError):
    """A value has glyphs that the fonts of the series do not have: ``uses`` left it out."""


@dataclass(frozen=True, slots=True)
class SeriesDocument:
    """One document of a series: ``beginning`` and ``own``, one behind the other."""

    beginning: bytes
    """The same in all documents of the series."""
    own: bytes
    sha256: str

    @property
    def pdf(self) -> bytes:
        """The whole file."""
        return self.beginning + self.own


class Series:
    """Makes documents out of ``parts``; ``typeset[i]`` are the pages of ``parts[i]``, ``uses`` what
    the values of all documents ask of the fonts (see ``personal.fitting``). For standards of print
    there is ``join``: here each document has the metadata of all others."""

    def __init__(self, parts: Sequence[Part], typeset: Sequence[Pages], placing: Placing,
                 style: Style, faces: Mapping[FaceKey, Face], uses: Sequence[FaceUse],
                 store: Store | None = None) -> None:
        if style.standard is not None:
            raise ValueError("documents of a series claim no standard")
        self._placing = placing
        self._bench = Bench(style, page_boxes(typeset, style), faces, store)
        self._anchors = document_anchors(typeset, placing)
        titles = {entry.anchor: entry.title for part in parts for entry in part.outline}
        self._pieces = [self._bench.piece(pages, {name: titles[name] for name in sorted(set(
            REFERENCE.findall(part.html))) if name in titles})
            for part, pages in zip(parts, typeset, strict=True)]
        self._slots = numbers([piece.head for piece in self._pieces], faces)
        self._fonts = DocumentFonts(faces)
        self._uses = {use.key: use for use in uses}
        self._names: list[dict[str, tuple[FaceKey, int]]] = []
        """For each part: resource → Type 0 font."""
        self._own: list[tuple[int, tuple[int, ...]]] = []
        """Parts with pages that are each document's own, and these pages."""
        self._start, self._free = self._common(parts)

    def document(self, values: Mapping[str, str]) -> SeriesDocument:
        """The document with these values. Raises UnforeseenGlyphError."""
        own = [self._filled(index, pages, values) for index, pages in self._own]
        tail, digest = ended(self._start, own, self._free, CATALOG, INFO)
        return SeriesDocument(self._start.data, tail, digest)

    def _common(self, parts: Sequence[Part]) -> tuple[Beginning, int]:
        """What all documents begin with, and a number that is free."""
        regions = [self._shared_pages(index) for index in range(len(parts))]
        for piece, names, slot in zip(self._pieces, self._names, self._slots.slots, strict=True):
            regions.append(self._bench.objects(piece, slot, {
                resource: self._slots.fonts[face] + variant
                for resource, (face, variant) in names.items()}, self._slots.shared))
        filled = [Filled(piece.key, piece, (), piece.pages.faces) for piece in self._pieces]
        others, free = frame(filled, self._slots, self._fonts, parts, self._placing,
                             self._anchors, self._bench)
        return beginning([*others, *regions]), free

    def _shared_pages(self, index: int) -> Region:
        """The pages of a part in which nothing is filled in but page numbers."""
        piece = self._pieces[index]
        used: list[LateGlyph] = []
        pages = {page: self._bench.page(piece, page, self._texts(index, page, {
            what.removeprefix("field:"): "" for what in fields}), used)
            for page, fields in enumerate(piece.head.late)}
        own = tuple(page for page, fields in enumerate(piece.head.late)
                    if any(what.startswith("field:") for what in fields))
        if own:
            self._own.append((index, own))
        self._names.append(self._fonts.add(map(self._united, with_late(piece.pages.faces, used))))
        return self._bench.contents(self._slots.slots[index], {
            page: content for page, content in pages.items() if page not in own})

    def _united(self, use: FaceUse) -> FaceUse:
        """What a part uses of a face, and what the values of all documents ask of it."""
        more = self._uses.get(use.key)
        if more is None:
            return use
        return replace(use, widths=tuple(sorted({**dict(more.widths), **dict(use.widths)}.items())),
                       unicodes=tuple(sorted({**dict(more.unicodes),
                                              **dict(use.unicodes)}.items())))

    def _filled(self, index: int, pages: Sequence[int], values: Mapping[str, str]) -> Region:
        """The pages of a part that are a document's own."""
        piece = self._pieces[index]
        used: list[LateGlyph] = []
        contents = {page: self._bench.page(piece, page, self._texts(index, page, values), used)
                    for page in pages}
        for resource, glyph, _, character in dict.fromkeys(used):
            if not self._fonts.has(*self._names[index][resource], glyph):
                raise UnforeseenGlyphError(f"{piece.pages.key}: {character!r}")
        return self._bench.contents(self._slots.slots[index], contents)

    def _texts(self, index: int, page: int, values: Mapping[str, str]) -> dict[str, str]:
        first, total = self._placing.firsts[index], self._placing.totals[index]
        return {what: late_text(what, first + page, self._placing, total, self._anchors, values)
                for what in self._pieces[index].head.late[page]}
