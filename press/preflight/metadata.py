"""Checks 4 and 5 of print.md: title, language, dates, and what PDF/UA-1 asks of a catalog."""

from __future__ import annotations

from collections.abc import Iterator

from press.preflight import access
from press.preflight.facts import Facts
from press.preflight.findings import Finding, found
from press.preflight.job import DocumentJob
from press.preflight.xmp import DC, RDF, UA, XMP, first, packet, simple


def metadata(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Title and dates in Info and XMP alike; Lang; the marks of PDF/UA-1 where it is tagged."""
    info = access.resolved(facts.reader.trailer.get("/Info"))
    xmp = packet(facts)
    if job.title:
        title = access.text(info, "/Title") or ""
        if title != job.title:
            yield found("pdf-title-info", expected=job.title, found=title)
        title = first(xmp, f"{DC}title//{RDF}li")
        if title != job.title:
            yield found("pdf-title-xmp", expected=job.title, found=title)
    if job.date is not None:
        stamp = "D:" + job.date.replace("-", "")
        for key in ("/CreationDate", "/ModDate"):
            written = access.text(info, key)
            if not (written or "").startswith(stamp) and (written or key == "/CreationDate"):
                yield found("pdf-date", expected=job.date, found=written or "")
        written = simple(xmp, f"{XMP}CreateDate")
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
        if simple(xmp, f"{UA}part") != "1":
            yield found("pdf-ua-mark")

