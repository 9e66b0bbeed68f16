"""Checks of a PDF of which nothing is known but what it is for: pages, description, language.

The same faults as of our own documents have the same codes; what depends on the job is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from press.dataclass import replace
from press.preflight import access, folios, standards, tags, typefaces
from press.preflight.access import Damaged
from press.preflight.blanks import one_trim
from press.preflight.boxes import Box, inside, same, size_mm
from press.preflight.facts import Facts
from press.preflight.findings import PT_PER_MM, Finding, found
from press.preflight.job import DocumentJob
from press.preflight.xmp import DC, RDF, first, packet, simple

_DATE = re.compile(r"D:\d{4}(\d\d(\d\d(\d\d(\d\d(\d\d)?)?)?)?)?([Zz]|[+-]\d\d'?(\d\d'?)?)?\Z")
_ROUNDED = 0.15
"""mm by which a trim may differ from the one that was asked for."""
_PDFX = "{http://ns.adobe.com/pdfx/1.3/}"


def print_boxes(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Checks 8 to 12: each page says how it is cut, upright, and of one size."""
    for index, page in enumerate(facts.pages, facts.first):
        media, crop, bleed, trim = (access.rectangle(page, key) for key in (
            "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox"))
        trim = trim or access.rectangle(page, "/ArtBox")
        if trim is None:
            yield found("pdf-box-missing", index, box="TrimBox")
        if media is None:
            yield found("pdf-box-missing", index, box="MediaBox")
            continue
        for inner, outer, names in (
                (trim, bleed, ("TrimBox", "BleedBox")), (trim, media, ("TrimBox", "MediaBox")),
                (bleed, media, ("BleedBox", "MediaBox")), (crop, media, ("CropBox", "MediaBox"))):
            if inner and outer and not inside(inner, outer):
                yield found("pdf-box-nesting", index, inner=names[0], outer=names[1])
        if crop and not same(media, crop):
            yield found("pdf-crop-box", index)
        if abs(media[0]) > 0.01 or abs(media[1]) > 0.01:
            yield found("pdf-origin", index, found=f"{media[0]:.2f}, {media[1]:.2f}")
        if any(job.trim_mm) and trim:
            yield from _of_size(index, trim, job)
    yield from upright(facts, job)
    yield from one_trim(facts, job)


def _of_size(index: int, trim: Box, job: DocumentJob) -> Iterator[Finding]:
    there = (trim[2] - trim[0]) / PT_PER_MM, (trim[3] - trim[1]) / PT_PER_MM
    if max(abs(a - b) for a, b in zip(there, job.trim_mm, strict=True)) > _ROUNDED:
        wanted = job.trim_mm[0] * PT_PER_MM, job.trim_mm[1] * PT_PER_MM
        yield found("pdf-trim-size", index, expected=size_mm((0.0, 0.0, *wanted)),
                    found=size_mm(trim))


def upright(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """No page is turned or scaled by a key that an imposition may not heed; each has a size."""
    del job
    for index, page in enumerate(facts.pages, facts.first):
        if access.number(page, "/Rotate") or (access.number(page, "/UserUnit") or 1) != 1:
            yield found("pdf-page-turned", index)
        media = access.rectangle(page, "/MediaBox")
        if media is None or not 3 <= min(media[2] - media[0], media[3] - media[1]) \
                <= max(media[2] - media[0], media[3] - media[1]) <= 14400:
            yield found("preflight-page-size", index)


def described(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Check 4: a title, dates that can be read, an ID, and XMP that says the same."""
    del job
    info = access.resolved(facts.reader.trailer.get("/Info"))
    title = (access.text(info, "/Title") or "").strip()
    named = ""
    try:
        xmp = packet(facts)
        named = first(xmp, f"{DC}title//{RDF}li")
    except (Damaged, ElementTree.ParseError) as error:
        xmp = ElementTree.Element("none")
        yield found("preflight-xmp", reason=str(error)[:80])
    if not title and not named:
        yield found("preflight-title")
    elif title and named and title != named:
        yield found("preflight-title-differs", info=title[:60], xmp=named[:60])
    for key in ("/CreationDate", "/ModDate"):
        date = access.text(info, key)
        if date is not None and not _DATE.match(date):
            yield found("preflight-date", found=date[:40])
    if len(access.items(facts.reader.trailer, "/ID")) != 2:
        yield found("preflight-id")


def spoken(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Checks 5 and 6: a language, and tags that hold together."""
    if not access.text(facts.catalog, "/Lang"):
        yield found("preflight-lang")
    if facts.tree is None or not facts.tree.elements:
        yield found("preflight-untagged")
        return
    if not access.truth(access.dictionary(facts.catalog, "/MarkInfo"), "/Marked"):
        yield found("pdf-mark-info")
    yield from tags.tags(facts, replace(job, tagged=True))


def folios_labelled(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Check 7: a folio is what a viewer shows; only where the file numbers its pages itself."""
    if access.dictionary(facts.catalog, "/PageLabels") is not None:
        yield from folios.folios(facts, replace(job, labels=tuple(facts.labels)))


def fonts(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Checks 19, 21 and 22; a simple font says by its encoding what its letters are."""
    del job
    used = {piece.font for content in facts.contents for piece in content.pieces}
    composite = {font.name for font in facts.fonts if font.composite}
    for finding in typefaces.embedded(font for font in facts.fonts if font in used):
        name = dict(finding.args).get("name")
        if finding.code != "pdf-tounicode-missing" or name in composite:
            yield finding
    told: set[str | None] = set()
    for finding in typefaces.glyphs_of(facts.contents):
        name = dict(finding.args).get("name")
        if finding.code == "pdf-tounicode-gap":
            if name in told or name not in composite:
                continue  # one code of a font tells enough
            told.add(name)
        yield finding


def claims(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Check 34, and the rest of a standard that the file claims to follow."""
    info = access.resolved(facts.reader.trailer.get("/Info"))
    try:
        xmp = packet(facts)
    except (Damaged, ElementTree.ParseError):
        return  # described tells
    name = (access.text(info, "/GTS_PDFXVersion") or access.text(info, "/GTS_PDFXConformance")
            or simple(xmp, "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion")
            or simple(xmp, f"{_PDFX}GTS_PDFXVersion"))
    if name.startswith("PDF/X-4"):
        yield from standards.print_standard(facts, replace(job, standard="x-4"))
    elif name.startswith("PDF/X-1"):
        asked = replace(job, standard="x-1a")
        yield from standards.print_standard(facts, asked)
        yield from standards.opaque(facts, asked)
    elif name.startswith("PDF/X"):
        intents = [access.resolved(raw) for raw in access.items(facts.catalog, "/OutputIntents")]
        if not any(access.text(intent, "/S") == "GTS_PDFX" for intent in intents):
            yield found("standard-intent", space="CMYK")
