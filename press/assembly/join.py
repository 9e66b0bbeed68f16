"""Join typeset parts into one document. ``join`` reads as the table of contents of this room.

The join is incremental: each part is taken apart once (``extract``), gets its folios and page
references (``contents``) and its numbers (``numbering``), and each of these results is kept by
what it depends on. Of a part that has not changed the bytes are taken as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from press.assembly.extract import REFERENCE
from press.assembly.file import START, Region, to_file
from press.assembly.fonts import DocumentFonts
from press.assembly.frame import frame
from press.assembly.numbering import CATALOG, INFO, numbers
from press.assembly.personal import IMPERSONAL, Personal
from press.assembly.pieces import Bench, Extracts
from press.assembly.placing import Placing, document_anchors, late_text
from press.assembly.sheets import PageBoxes
from press.assembly.standards import VERSIONS
from press.assembly.style import Style
from press.dataclass import dataclass
from press.values import Face, FaceKey, Pages, Part, Problem, Store, problem


@dataclass(frozen=True, slots=True)
class Reference:
    """A page number that was written into the text."""

    page: int
    """Index of the page that it stands on."""
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """Where a part lies in the document."""

    first: int
    """Index of its first page."""
    count: int
    numbers: tuple[int, int]
    """Its objects: the first number, and the one behind the last."""
    place: tuple[int, int]
    """Their bytes: the first, and the one behind the last."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A document, and what is known of it."""

    pdf: bytes
    references: tuple[Reference, ...]
    """The page numbers in its text."""
    spans: tuple[Span, ...]
    """One for each part, in their order."""
    refused: tuple[Problem, ...]
    """What it has and may not have, such as transparency in PDF/X-1a."""
    digest: str
    """SHA-256 of ``pdf`` in hex: reckoned where it is written, for a book of plates is large."""


def join(parts: Sequence[Part], typeset: Sequence[Pages], placing: Placing, style: Style,
         faces: Mapping[FaceKey, Face], store: Store | None = None,
         personal: Personal = IMPERSONAL, extracts: Extracts | None = None) -> Joined:
    """Join ``parts``; ``typeset[i]`` are the pages of ``parts[i]``. ``store`` keeps what may serve
    again; ``extracts``: what ``beginning`` has found. Raises ValueError for parts that cannot be
    one document."""
    return _joined(parts, typeset, placing, style, faces, store, range(len(parts)), personal,
                   extracts)


def beginning(parts: Sequence[Part], style: Style, faces: Mapping[FaceKey, Face],
              store: Store | None, extracts: Extracts) -> Callable[[Part, Pages], None]:
    """Takes apart one of ``parts`` before the others are typeset, so that ``join`` need not: what
    is found is put into ``extracts``. It serves where the pages of all have the same bleed."""
    titles = _all_titles(parts)

    def begin(part: Part, pages: Pages) -> None:
        Bench(style, page_boxes([pages], style), faces, store, extracts).piece(
            pages, _titles(part, titles))

    return begin


def excerpt(parts: Sequence[Part], typeset: Sequence[Pages], placing: Placing, style: Style,
            faces: Mapping[FaceKey, Face], index: int, store: Store | None = None) -> bytes:
    """The pages of one of the parts alone, as they will be in the document: with its folios and
    page references; what they lead to is not there."""
    return _joined(parts, typeset, placing, style, faces, store, (index,)).pdf


def _joined(parts: Sequence[Part], typeset: Sequence[Pages], placing: Placing, style: Style,
            faces: Mapping[FaceKey, Face], store: Store | None, chosen: Sequence[int],
            personal: Personal = IMPERSONAL, extracts: Extracts | None = None) -> Joined:
    bench = Bench(style, page_boxes(typeset, style), faces, store,
                  {} if extracts is None else extracts)
    anchors = document_anchors(typeset, placing)
    titles = _all_titles(parts)
    fonts = DocumentFonts(faces)
    fonts.add(personal.uses)
    references: list[Reference] = []
    refused: list[Problem] = []
    filled = []
    for index in chosen:
        piece = bench.piece(typeset[index], _titles(parts[index], titles))
        first = placing.firsts[index]
        refused += [problem(code, page=first + page + 1, number=first + page + 1, what=what)
                    for code, page, what in piece.head.refused]
        texts = [{what: late_text(what, first + page, placing, placing.totals[index], anchors,
                                 personal.said(index))
                  for what in fields} for page, fields in enumerate(piece.head.late)]
        references += [Reference(first + page, what[5:], text)
                       for page, said in enumerate(texts) for what, text in said.items()
                       if what.startswith("page:")]
        done = bench.filled(piece, texts)
        filled.append((done, fonts.add(done.uses, again=done.again)))
    whole = len(chosen) == len(parts)
    if whole:
        bench.keep_glyphs(fonts.glyphs())
    else:
        # A subset for a few pages would take longer than all else.
        fonts.wider = bench.last_glyphs(fonts.glyphs())
        placing = placing.of(chosen)
        parts, typeset = [parts[i] for i in chosen], [typeset[i] for i in chosen]
        anchors = document_anchors(typeset, placing)
    found = numbers([done.piece.head for done, _ in filled], faces)
    regions: list[Region] = []
    spans: list[Span] = []
    at = START
    for first, (done, names), slot in zip(placing.firsts, filled, found.slots, strict=True):
        placed = bench.placed(done, slot, {
            resource: found.fonts[face] + variant
            for resource, (face, variant) in names.items()}, found.shared)
        regions += placed
        size = sum(one.size for one in placed)
        spans.append(Span(first, slot.head.pages, (slot.base, slot.node), (at, at + size)))
        at += size
    others, free = frame([done for done, _ in filled], found, fonts, parts, placing, anchors,
                         bench)
    if whole and found.shared:
        bench.keep_shared(found.shared)
    version = VERSIONS[style.standard] if style.standard else ""
    pdf, digest = to_file([*regions, *others], free, CATALOG, INFO, version)
    return Joined(pdf, tuple(dict.fromkeys(references)), tuple(spans), tuple(refused), digest)


def _all_titles(parts: Sequence[Part]) -> dict[str, str]:
    return {entry.anchor: entry.title for part in parts for entry in part.outline}


def _titles(part: Part, titles: Mapping[str, str]) -> dict[str, str]:
    """Of all that ``part`` refers to."""
    return {name: titles[name] for name in sorted(set(REFERENCE.findall(part.html)))
            if name in titles}


def page_boxes(typeset: Sequence[Pages], style: Style) -> PageBoxes:
    """Of all pages. Raises ValueError where they are not of one size."""
    trims = {pages.trim for pages in typeset}
    if len(trims) != 1:
        raise ValueError(f"parts of one document have pages of several sizes: {sorted(trims)}")
    bleed = max(pages.bleed for pages in typeset) if style.bleed else 0.0
    return PageBoxes(trims.pop(), bleed, style.marks, style.folds)
