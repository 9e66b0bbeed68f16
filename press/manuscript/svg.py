"""SVG at intake: a drawing and nothing but a drawing.

No program, no reference to anything outside the file, no entities; and a size, so that the
layout knows what it places. ``press.manuscript.svg_fonts`` sets its text in the book's fonts.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from PIL import Image

from press.values import Asset, Place, Problem, problem

MAX_BYTES = 8_000_000
_SVG = "{http://www.w3.org/2000/svg}"

_ACTIVE = frozenset((
    "script", "foreignobject", "iframe", "object", "embed", "audio", "video", "canvas", "handler",
    "listener", "animate", "animatecolor", "animatemotion", "animatetransform", "set", "discard"))
_UNITS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54,
          "in": 96.0, "q": 96 / 101.6}
"""CSS px in a unit (CSS Values 4, 6.2)."""
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\s*([a-zA-Z]*|%)\s*$")
_URL = re.compile(r"url\(\s*[\"']?\s*([^\"')\s]*)", re.IGNORECASE)
_IMPORT = re.compile(r"@import|expression\s*\(|\\", re.IGNORECASE)
_DATA = re.compile(r"data:image/(png|jpeg|webp);base64,", re.IGNORECASE)


def read_svg(data: bytes, name: str, place: Place) -> tuple[Asset | None, tuple[Problem, ...]]:
    """An SVG file as it stands, or everything that is wrong with it."""
    if len(data) > MAX_BYTES:
        return None, (problem("file-too-large", place, name=name, limit=MAX_BYTES // 1_000_000,
                              size=f"{len(data) / 1e6:.1f}"),)
    if b"<!ENTITY" in data:
        return None, (problem("svg-entities", place, name=name),)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False,
                             dtd_validation=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        return None, (problem("svg-damaged", place, name=name, line=line,
                              detail=(str(error).splitlines() or ["?"])[0][:120]),)
    internal = root.getroottree().docinfo.internalDTD
    entities: Any = getattr(internal, "iterentities", tuple)
    if any(True for _ in entities()):
        return None, (problem("svg-entities", place, name=name),)
    if root.tag != f"{_SVG}svg":
        return None, (problem("svg-not-svg", place, name=name),)
    problems = tuple(_faults(root, name, place))
    size = _size(root)
    if size is None:
        problems += (problem("svg-size", place, name=name),)
    if problems or size is None:
        return None, problems
    return Asset(name, "image/svg+xml", data, *size), ()


def _faults(root: etree._Element, name: str, place: Place) -> Iterator[Problem]:
    """What a drawing may not contain, once for each thing, with its line in the drawing."""
    seen: set[tuple[str, str]] = set()
    before = root.getprevious()
    while before is not None:
        if isinstance(before, etree._ProcessingInstruction) and \
                before.target == "xml-stylesheet":
            yield problem("svg-external", place, name=name, what="xml-stylesheet",
                          line=before.sourceline)
        before = before.getprevious()
    for element in root.iter():
        for code, what in _element_faults(element):
            if (code, what) not in seen:
                seen.add((code, what))
                yield problem(code, place, name=name, what=what, line=element.sourceline)


def _element_faults(element: etree._Element) -> Iterator[tuple[str, str]]:
    kind: object = element.tag
    if kind is etree.Entity:
        yield "svg-entities", str(element.text)
    if not isinstance(kind, str):  # comments and the like
        return
    tag = etree.QName(element).localname.lower()
    if tag in _ACTIVE:
        yield "svg-active", f"<{tag}>"
    if tag == "style":
        yield from _css_faults("".join(str(t) for t in element.itertext()))
    for key, value in element.attrib.items():
        attribute = etree.QName(str(key)).localname.lower()
        text = str(value)
        if attribute.startswith("on"):
            yield "svg-active", attribute
        elif attribute in ("href", "src"):
            if not _is_inside(text):
                yield "svg-external", text.strip()[:80]
        elif "url" in text.lower() or "\\" in text or attribute == "style":
            yield from _css_faults(text)


def _css_faults(css: str) -> Iterator[tuple[str, str]]:
    for match in _URL.finditer(css):
        if not match[1].startswith("#"):
            yield "svg-external", match[0][:80]
    imported = _IMPORT.search(css)
    if imported:
        yield "svg-external", imported.group()


def _is_inside(address: str) -> bool:
    """A place in the drawing itself, or a picture carried in it that decodes."""
    address = address.strip()
    if address.startswith("#") or not address:
        return True
    match = _DATA.match(address)
    if not match:
        return False
    try:
        data = base64.b64decode("".join(address[match.end():].split()), validate=True)
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as image:
            if image.width * image.height > 40_000_000:
                return False
            image.verify()
    except (binascii.Error, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return True


def _size(root: etree._Element) -> tuple[float, float] | None:
    """Width and height in CSS px: as declared, else from the viewBox."""
    box = [float(n) for n in re.findall(r"[-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?",
                                        root.get("viewBox", ""))[:4]]
    view = (box[2], box[3]) if len(box) == 4 and box[2] > 0 and box[3] > 0 else None
    width, height = _length(root.get("width")), _length(root.get("height"))
    if width and height:
        return width, height
    if view is None:
        return None
    if width:
        return width, width * view[1] / view[0]
    if height:
        return height * view[0] / view[1], height
    return view


def _length(text: str | None) -> float | None:
    match = _LENGTH.match(text or "")
    if not match or match[2].lower() not in _UNITS:
        return None
    value = float(match[1]) * _UNITS[match[2].lower()]
    return value if 0 < value < 1e6 else None
