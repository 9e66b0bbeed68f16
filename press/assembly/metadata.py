"""What a file says of itself: Info, XMP, catalog. Nothing in it depends on when or where."""

from __future__ import annotations

import datetime as dt
from html import escape

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from press.assembly.claims import uuid_of, xmp_claims
from press.assembly.standards import UNDATED, Standard

PRODUCER = "duben 0.1"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
{author}{date}<pdf:Producer>{producer}</pdf:Producer>
{ua}</rdf:Description>
{claims}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def describe(pdf: Pdf, *, title: str, lang: str, author: str, date: dt.date | None,
             tagged: bool, standard: Standard | None = None, pages: str = "") -> None:
    """Write title, language, author and date (midnight UTC, or none) into ``pdf``, and what it
    claims to be: a standard for print wants a date (see ``standards.UNDATED``). ``pages``: a
    digest of what is on them."""
    if standard in ("x-4", "x-1a"):
        date = date or UNDATED
    root, info = pdf.Root, pdf.docinfo
    info[Name.Title] = String(title)
    info[Name.Producer] = String(PRODUCER)
    if author:
        info[Name.Author] = String(author)
    if date:
        info[Name.CreationDate] = info[Name.ModDate] = String(f"D:{date:%Y%m%d}000000Z")
    root.Lang = String(lang)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if tagged:
        root.MarkInfo = Dictionary(Marked=True)
    stamp = f"{date:%Y-%m-%d}T00:00:00Z" if date else ""
    xmp = _XMP.format(
        title=escape(title), lang=escape(lang), producer=PRODUCER,
        author=f"<dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>\n"
        if author else "",
        date=f"<xmp:CreateDate>{stamp}</xmp:CreateDate>\n<xmp:ModifyDate>{stamp}</xmp:ModifyDate>\n"
        if date else "",
        ua="<pdfuaid:part>1</pdfuaid:part>\n" if tagged else "",
        claims=xmp_claims(standard, date or UNDATED, uuid_of(pages, title)) if standard else "")
    root.Metadata = Stream(pdf, xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)


def label_pages(pdf: Pdf, labels: list[tuple[str, int]]) -> None:
    """PageLabels from (numbering, number) of every page: one range for each run."""
    styles = {"decimal": Name.D, "lower-roman": Name.r, "none": Name.A}
    nums: list[object] = []
    for index, (numbering, number) in enumerate(labels):
        before = labels[index - 1] if index else ("", 0)
        if before != (numbering, number - 1):
            nums += [index, Dictionary(S=styles[numbering], St=number)]
    pdf.Root.PageLabels = Dictionary(Nums=Array(nums))
