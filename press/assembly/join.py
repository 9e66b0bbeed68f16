"""Join typeset parts into one document. ``join`` reads as the table of contents of this room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pikepdf import Array, Page, Pdf, Stream

from press.assembly.colour import to_cmyk, without_tags
from press.assembly.copying import (
    blank_page,
    open_part,
    recolour_gradients,
    rewrite_forms,
    set_fonts,
    share_images,
    to_bytes,
)
from press.assembly.fonts import DocumentFonts
from press.assembly.late import Late
from press.assembly.links import link, name_destinations, outline
from press.assembly.metadata import describe, label_pages
from press.assembly.placing import Placing, document_anchors, spelled
from press.assembly.sheets import PageBoxes
from press.assembly.tags import TagTree
from press.values import Anchor, Face, FaceKey, FaceUse, Pages, Part


@dataclass(frozen=True, slots=True)
class Style:
    """What kind of file the document becomes."""

    title: str
    lang: str
    author: str = ""
    date: dt.date | None = None
    screen: bool = True
    """Tags, links and outline, in RGB; False: for print, without any of them, in K and CMYK."""
    bleed: bool = False
    """Whether the pages keep their bleed."""
    marks: bool = False
    """Whether crop marks stand around it."""
    folds: tuple[float, ...] = ()
    """Where its pages are folded, pt from the left edge of the trim: fold marks beside the crop
    marks."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A page number that was written into the text."""

    page: int
    """Index of the page that it stands on."""
    anchor: str
    text: str


@dataclass(slots=True)
class _Job:
    """A part on its way into the document."""

    pages: Pages
    first: int
    uses: tuple[FaceUse, ...] = ()
    source: Pdf | None = None
    copied: tuple[Any, ...] = ()


def join(parts: Sequence[Part], typeset: Sequence[Pages], placing: Placing, style: Style,
         faces: Mapping[FaceKey, Face]) -> tuple[bytes, tuple[Reference, ...]]:
    """The document as PDF, and the page references in it: ``typeset[i]`` are the pages of
    ``parts[i]``. Raises ValueError for parts that cannot be one document."""
    pdf = Pdf.new()
    jobs = [_Job(pages, first) for pages, first in zip(typeset, placing.firsts, strict=True)]
    anchors = document_anchors(typeset, placing)
    references: list[Reference] = []
    tags = TagTree(pdf) if style.screen else None
    _copy_pages(pdf, jobs, placing)
    for index, job in enumerate(jobs):
        _write_late(job, index, placing, anchors, faces, style, references)
        if tags and job.source:
            tags.take(job.source, list(job.copied))
    _embed_fonts(pdf, jobs, faces)
    share_images(pdf)
    _finish_pages(pdf, _boxes(typeset, style), _titles(parts), style)
    if tags:
        tags.write()
        name_destinations(pdf, tuple(anchors.values()))
        outline(pdf, [e for part in parts for e in part.outline], frozenset(anchors))
    label_pages(pdf, [(leaf.numbering, leaf.number) for leaf in placing.leaves])
    describe(pdf, title=style.title, lang=style.lang, author=style.author, date=style.date,
             tagged=style.screen)
    return to_bytes(pdf), tuple(dict.fromkeys(references))


def _copy_pages(pdf: Pdf, jobs: Sequence[_Job], placing: Placing) -> None:
    for job in jobs:
        job.source = open_part(job.pages)
    for leaf in placing.leaves:
        if leaf.part is None:
            pdf.pages.append(Page(blank_page(pdf)))
            continue
        job = jobs[leaf.part]
        assert job.source is not None
        pdf.pages.append(job.source.pages[leaf.page])
    for job in jobs:
        job.copied = tuple(pdf.pages[job.first + i].obj for i in range(job.pages.count))


def _write_late(job: _Job, index: int, placing: Placing, anchors: Mapping[str, Anchor],
                faces: Mapping[FaceKey, Face], style: Style,
                references: list[Reference]) -> None:
    """Fill in folios and references, then recolour: each content stream is rewritten once."""
    widths = {use.resource: dict(use.widths) for use in job.pages.faces}
    unicodes = {use.resource: dict(use.unicodes) for use in job.pages.faces}

    def used(resource: str, glyph: int, width: int, text: str) -> None:
        widths[resource].setdefault(glyph, width)
        unicodes[resource].setdefault(glyph, text)

    late = Late(job.pages.faces, faces, used)
    for page, obj in enumerate(job.copied):
        def text_of(what: str, page: int = page) -> str:
            text = late_text(what, job.first + page, placing, placing.totals[index], anchors)
            if what.startswith("page:"):
                references.append(Reference(job.first + page, what[5:], text))
            return text

        content = late.fill(obj.Contents.read_bytes(), text_of)
        obj.Contents.write(content if style.screen else _for_print(content))
    if not style.screen:
        rewrite_forms(list(job.copied), _for_print)
        recolour_gradients(list(job.copied))
    job.uses = tuple(replace(u, widths=tuple(sorted(widths[u.resource].items())),
                             unicodes=tuple(sorted(unicodes[u.resource].items())))
                     for u in job.pages.faces)


def late_text(what: str, page: int, placing: Placing, total: int,
              anchors: Mapping[str, Anchor]) -> str:
    """What a field of late text says on page ``page`` (an index) of the document.

    ValueError for a field that says nothing.
    """
    kind, _, value = what.partition(":")
    if kind == "folio":
        return spelled(placing.leaves[page].number, value)
    if kind == "pages":
        return spelled(total, value)
    if kind != "page":
        raise ValueError(f"data-late={what!r}: only page:ANCHOR binds late in the text")
    if value not in anchors:
        raise ValueError(f"data-late={what!r}: no part has an element with this id")
    return placing.leaves[anchors[value].page].label


def _for_print(content: bytes) -> bytes:
    return to_cmyk(without_tags(content))


def _embed_fonts(pdf: Pdf, jobs: Sequence[_Job],
                 faces: Mapping[FaceKey, Face]) -> None:
    fonts = DocumentFonts(faces)
    chosen = [fonts.add(job.uses) for job in jobs]
    written = fonts.write(pdf)
    for job, names in zip(jobs, chosen, strict=True):
        set_fonts(job.copied, {name: written[key] for name, key in names.items()})


def _boxes(typeset: Sequence[Pages], style: Style) -> PageBoxes:
    trims = {pages.trim for pages in typeset}
    if len(trims) != 1:
        raise ValueError(f"parts of one document have pages of several sizes: {sorted(trims)}")
    bleed = max(pages.bleed for pages in typeset) if style.bleed else 0.0
    return PageBoxes(trims.pop(), bleed, style.marks, style.folds)


def _titles(parts: Sequence[Part]) -> dict[str, str]:
    return {entry.anchor: entry.title for part in parts for entry in part.outline}


def _finish_pages(pdf: Pdf, boxes: PageBoxes, titles: Mapping[str, str], style: Style) -> None:
    for page in pdf.pages:
        obj = page.obj
        obj.MediaBox = obj.CropBox = Array(boxes.media)
        obj.BleedBox, obj.TrimBox = Array(boxes.bleed_box), Array(boxes.trim_box)
        if boxes.margin:
            obj.Contents = Stream(pdf, boxes.dress(obj.Contents.read_bytes()))
        if style.screen:
            for annotation in obj.get("/Annots", ()):
                link(annotation, titles)
        else:
            for key in ("/Annots", "/StructParents", "/Tabs"):
                if key in obj:
                    del obj[key]
