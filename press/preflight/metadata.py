"""Checks 4 and 5 of print.md: title, language, dates, and what PDF/UA-1 asks of a catalog."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from press.preflight import access
from press.preflight.access import Damaged
from press.preflight.facts import Facts
from press.preflight.findings import Finding, found
from press.preflight.job import DocumentJob

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_UA = "{http://www.aiim.org/pdfua/ns/id/}"


def metadata(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Title and dates in Info and XMP alike; Lang; the marks of PDF/UA-1 where it is tagged."""
    info = access.resolved(facts.reader.trailer.get("/Info"))
    xmp = _xmp(facts)
    if job.title:
        title = access.text(info, "/Title") or ""
        if title != job.title:
            yield found("pdf-title-info", expected=job.title, found=title)
        title = _first(xmp, f"{_DC}title//{_RDF}li")
        if title != job.title:
            yield found("pdf-title-xmp", expected=job.title, found=title)
    if job.date is not None:
        stamp = "D:" + job.date.replace("-", "")
        for key in ("/CreationDate", "/ModDate"):
            written = access.text(info, key)
            if not (written or "").startswith(stamp) and (written or key == "/CreationDate"):
                yield found("pdf-date", expected=job.date, found=written or "")
        written = _property(xmp, f"{_XMP}CreateDate")
        if not written.startswith(job.date):
            yield found("pdf-date", expected=job.date, found=written)
    if job.lang:
        lang = access.text(facts.catalog, "/Lang") or ""
        if lang != job.lang:
            yield found("pdf-lang", expected=job.lang, found=lang)
    if job.tagged:
        if not access.truth(access.dictionary(facts.catalog, "/MarkInfo"), "/Marked"):
            yield found("pdf-mark-info")
        if not access.truth(access.dictionary(facts.catalog, "/ViewerPreferences"),
                            "/DisplayDocTitle"):
            yield found("pdf-display-title")
        if _property(xmp, f"{_UA}part") != "1":
            yield found("pdf-ua-mark")


def _xmp(facts: Facts) -> ElementTree.Element:
    """The metadata stream; an empty element where there is none."""
    stream = access.dictionary(facts.catalog, "/Metadata")
    if stream is None:
        return ElementTree.Element("none")
    data = access.stream_bytes(stream)
    if b"<!" in data:
        raise Damaged("XMP with a document type or entities")
    return ElementTree.fromstring(data.strip())


def _first(xmp: ElementTree.Element, path: str) -> str:
    node = xmp.find(f".//{path}")
    return (node.text or "").strip() if node is not None else ""


def _property(xmp: ElementTree.Element, name: str) -> str:
    """A simple property: an element, or an attribute of a description."""
    for description in xmp.iter(f"{_RDF}Description"):
        if name in description.attrib:
            return description.attrib[name].strip()
        node = description.find(name)
        if node is not None:
            return (node.text or "").strip()
    return ""
