"""The XMP packet of a file: plain properties by their names."""

from __future__ import annotations

from xml.etree import ElementTree

from press.preflight import access
from press.preflight.access import Damaged
from press.preflight.facts import Facts

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
MM = "{http://ns.adobe.com/xap/1.0/mm/}"
PDF = "{http://ns.adobe.com/pdf/1.3/}"
UA = "{http://www.aiim.org/pdfua/ns/id/}"
XID = "{http://www.npes.org/pdfx/ns/id/}"
AID = "{http://www.aiim.org/pdfa/ns/id/}"
SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"


def packet(facts: Facts) -> ElementTree.Element:
    """The metadata stream; an empty element where there is none."""
    stream = access.dictionary(facts.catalog, "/Metadata")
    if stream is None:
        return ElementTree.Element("none")
    data = access.stream_bytes(stream)
    if b"<!" in data:
        raise Damaged("XMP with a document type or entities")
    return ElementTree.fromstring(data.strip())


def first(xmp: ElementTree.Element, path: str) -> str:
    """The text of the first element at a path."""
    node = xmp.find(f".//{path}")
    return (node.text or "").strip() if node is not None else ""


def simple(xmp: ElementTree.Element, name: str) -> str:
    """A simple property: an element, or an attribute of a description."""
    for description in xmp.iter(f"{RDF}Description"):
        if name in description.attrib:
            return description.attrib[name].strip()
        node = description.find(name)
        if node is not None:
            return (node.text or "").strip()
    return ""
