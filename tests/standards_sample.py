"""PDF/X and PDF/A files for the tests of preflight, made without any code of the house."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import preflight_sample as sample
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from press.dataclass import replace
from press.preflight import DocumentJob

PROFILES = Path("/usr/share/color/icc/ghostscript")
NOTE = "01.md"
_X = """<rdf:Description rdf:about="" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreateDate="2021-07-01T00:00:00Z"
 xmp:ModifyDate="2021-07-01T00:00:00Z" pdf:Trapped="False"
 pdfxid:GTS_PDFXVersion="{name}" xmpMM:DocumentID="uuid:1" xmpMM:VersionID="1"
 xmpMM:RenditionClass="default"/>
</rdf:RDF>"""
_A = """<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 pdfaid:part="3" pdfaid:conformance="B"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF>"""


def saved(pdf: bytes, change: Any, version: str) -> bytes:
    """``pdf`` after a change, as a file of a version of PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        out = io.BytesIO()
        document.save(out, deterministic_id=True, fix_metadata_version=False,
                      force_version=version,
                      object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return out.getvalue()


@cache
def printed(standard: str) -> bytes:
    """``sample.printed`` as PDF/X, with a picture in CMYK on page 2."""
    name = {"x-4": "PDF/X-4", "x-1a": "PDF/X-1a:2003"}[standard]

    def change(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            for key in ("/Annots", "/StructParents"):
                if key in page:
                    del page[key]
        _intent(document, "GTS_PDFX", "default_cmyk.icc", 4)
        for key in ("CreationDate", "ModDate"):
            document.docinfo[f"/{key}"] = String("D:20210701000000Z")
        document.docinfo[Name.GTS_PDFXVersion] = String(name)
        document.docinfo[Name.Trapped] = Name("/False")
        document.docinfo[Name.Title] = String(sample.TITLE)
        _describe(document, _X.format(name=name))
        picture = Image.new("CMYK", (20, 10), (255, 0, 0, 100))
        page = document.pages[1]
        page.Resources = Dictionary(page.Resources)
        page.Resources.XObject = Dictionary(Photo=document.make_stream(
            picture.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=20, Height=10,
            ColorSpace=Name.DeviceCMYK, BitsPerComponent=8))
        sample.rewritten(page, lambda data: data + b"\nq 60 0 0 30 100 60 cm /Photo Do Q\n")

    return saved(sample.printed(), change, {"x-4": "1.6", "x-1a": "1.4"}[standard])


def print_job(standard: str) -> DocumentJob:
    """What ``printed`` must be."""
    return replace(sample.print_job(), standard=standard, ink_limit=300,  # type: ignore[arg-type]
                   date=sample.DATE)


@cache
def kept() -> bytes:
    """``sample.reading`` as PDF/A-3b with one manuscript."""
    def change(document: pikepdf.Pdf) -> None:
        _intent(document, "GTS_PDFA1", "srgb.icc", 3)
        _describe(document, _A)
        for page in document.pages:
            for note in page.get("/Annots", []):
                note.F = 4
        for item in document.objects:
            if isinstance(item, pikepdf.Stream) and "/Interpolate" in item:
                item.Interpolate = False
        document.attachments[NOTE] = pikepdf.AttachedFileSpec(
            document, b"# 1\n", filename=NOTE, mime_type="text/markdown",
            relationship=Name.Source, creation_date="D:20210701", mod_date="D:20210701")
        document.Root.AF = Array([document.attachments[NOTE].obj])

    return saved(sample.reading(), change, "1.7")


def kept_job() -> DocumentJob:
    """What ``kept`` must be."""
    return replace(sample.reading_job(), kind="archive", standard="a-3b", attachments=(NOTE,))


def _intent(document: pikepdf.Pdf, kind: str, profile: str, count: int) -> None:
    stream = document.make_stream((PROFILES / profile).read_bytes(), N=count)
    document.Root.OutputIntents = Array([document.make_indirect(Dictionary(
        Type=Name.OutputIntent, S=Name(f"/{kind}"), OutputConditionIdentifier=String("Custom"),
        Info=String(profile), DestOutputProfile=stream))])


def _describe(document: pikepdf.Pdf, more: str) -> None:
    data = document.Root.Metadata.read_bytes()
    assert b"</rdf:RDF>" in data
    document.Root.Metadata.write(data.replace(b"</rdf:RDF>", more.encode()))
