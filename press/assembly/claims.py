"""What makes a file one of its standard: output intents, what Info and XMP say of it.

ISO 15930-7 (PDF/X-4), ISO 15930-4 (PDF/X-1a:2003), ISO 19005-2 and -3 (PDF/A-2b and -3b).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from press.assembly.profiles import read_profile
from press.assembly.resources import Shown, images, shadings, walk
from press.assembly.standards import NAMES, Archive, PrintColour, Standard

_X = """<rdf:Description rdf:about="" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfxid:GTS_PDFXVersion>{name}</pdfxid:GTS_PDFXVersion>
<pdf:Trapped>False</pdf:Trapped>
<xmp:MetadataDate>{stamp}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{uuid}</xmpMM:DocumentID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
</rdf:Description>
"""
_A = """<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>{part}</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
"""
_EXTENSION = """<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates the part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""What is no property of XMP itself is described, as ISO 19005-2, 6.6.2.3 wants it."""
_CMYK_OPERATORS = (b" k\n", b" K\n", b"/DeviceCMYK cs", b"/DeviceCMYK CS")


def xmp_claims(standard: Standard, date: dt.date, uuid: str) -> str:
    """The descriptions that a standard wants in XMP, beside those of every file."""
    if standard in ("a-2b", "a-3b"):
        return _A.format(part=standard[2]) + _EXTENSION
    return _X.format(name=NAMES[standard], stamp=f"{date:%Y-%m-%d}T00:00:00Z", uuid=uuid)


def uuid_of(pages: str, title: str) -> str:
    """A name for the file that its pages (a digest of them) and its title decide (the form of
    RFC 9562, version 8)."""
    digits = sha256(f"{title}\0{pages}".encode()).hexdigest()
    return (f"{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-"
            f"{'89ab'[int(digits[16], 16) % 4]}{digits[17:20]}-{digits[20:32]}")


def claim_print(pdf: Pdf, colour: PrintColour, *, named: bool = True) -> None:
    """The printing condition of a document and, where it is ``named``, what Info says of PDF/X."""
    pdf.Root.OutputIntents = Array([pdf.make_indirect(
        _intent(pdf, "GTS_PDFX", colour.profile))])
    if not named:
        return
    pdf.docinfo[Name.GTS_PDFXVersion] = String(NAMES[colour.standard])
    pdf.docinfo[Name.Trapped] = Name("/False")


def claim_archive(pdf: Pdf, archive: Archive, date: dt.date) -> None:
    """What the colours of a document are, and what it carries; see ``keep_colours``."""
    intent = _intent(pdf, "GTS_PDFA1", archive.rgb_profile)
    intent.OutputConditionIdentifier = String("sRGB IEC61966-2.1")
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    if archive.attachments:
        _attach(pdf, archive, date)


def keep_colours(pdf: Pdf, pages: Sequence[Any], archive: Archive) -> None:
    """The pages of a document for keeping: what their CMYK is, and no smoothing of images."""
    cmyk = None
    for one in walk(pages):
        for _, image in images(one):
            if image.get("/Interpolate"):  # ISO 19005-2, 6.2.8
                image.Interpolate = False
        if archive.cmyk_profile and _shows_cmyk(one):
            cmyk = cmyk or pdf.make_indirect(Array([Name.ICCBased, pdf.make_indirect(
                Stream(pdf, archive.cmyk_profile, N=4))]))
            if "/ColorSpace" not in one.resources:
                one.resources.ColorSpace = Dictionary()
            one.resources.ColorSpace.DefaultCMYK = cmyk  # ISO 19005-2, 6.2.4.3


def _shows_cmyk(one: Shown) -> bool:
    spaces = [image.get("/ColorSpace") for _, image in images(one)]
    spaces += [shading.get("/ColorSpace") for shading in shadings(one)]
    spaces += [space[1] for space in spaces if isinstance(space, Array) and len(space) > 1]
    if any(space == Name.DeviceCMYK for space in spaces if isinstance(space, Name)):
        return True
    content = one.content.read_bytes() if one.content is not None else b""
    return any(operator in content for operator in _CMYK_OPERATORS)


def _intent(pdf: Pdf, kind: str, data: bytes) -> Dictionary:
    profile = read_profile(data)
    assert profile is not None  # looked at when the book was read
    identifier, registry = profile.condition
    name = profile.description or "ICC"
    intent = Dictionary(
        Type=Name.OutputIntent, S=Name("/" + kind), Info=String(name),
        OutputConditionIdentifier=String(identifier), OutputCondition=String(name),
        DestOutputProfile=pdf.make_indirect(
            Stream(pdf, data, N={"CMYK": 4, "GRAY": 1}.get(profile.space, 3))))
    if registry:
        intent.RegistryName = String(registry)
    return intent


def _attach(pdf: Pdf, archive: Archive, date: dt.date) -> None:
    """Embedded files, in the name tree and in the catalogue (ISO 19005-3, 6.8)."""
    names: list[Any] = []
    files: list[Any] = []
    for one in sorted(archive.attachments, key=lambda a: bytes(String(a.name))):
        parameters = Dictionary(Size=len(one.data), ModDate=String(f"D:{date:%Y%m%d}000000Z"))
        file = pdf.make_indirect(Stream(
            pdf, one.data, Type=Name.EmbeddedFile, Subtype=Name("/" + one.media_type),
            Params=parameters))
        specification = pdf.make_indirect(Dictionary(
            Type=Name.Filespec, F=String(one.name), UF=String(one.name),
            AFRelationship=Name.Source, Desc=String(one.description or one.name),
            EF=Dictionary(F=file, UF=file)))
        names += [String(one.name), specification]
        files.append(specification)
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=Array(names))
    pdf.Root.AF = Array(files)

