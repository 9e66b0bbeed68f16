"""Text in drawings is set in the fonts of the book, whatever fonts their maker had."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

_FAMILY = re.compile(r"(font-family\s*:\s*)([^;}!]+)", re.IGNORECASE)
_SHORTHAND = re.compile(
    r"(?<![\w-])(font\s*:[^;}]*?[\d.]+(?:[a-z]+|%)(?:\s*/\s*[\w.%]+)?\s+)([^;}!]+)",
    re.IGNORECASE)
_TEXT = ("text", "tspan", "textPath", "style")

Choose = Callable[[str], tuple[str, ...]]
"""The first family name that a drawing gives, or empty → the families that take its place."""


def with_fonts(data: bytes, choose: Choose) -> tuple[bytes, tuple[str, ...]]:
    """The drawing, checked at intake, with every family replaced; and the names it gave.

    Where no family is named the whole drawing gets the one for no name. A drawing without text
    stays as it is.
    """
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True,
                                                  load_dtd=False))
    elements = [e for e in root.iter() if isinstance(e.tag, str)]
    if not any(etree.QName(e).localname in _TEXT for e in elements):
        return data, ()
    named: dict[str, None] = {}

    def families(written: str, mark: str) -> str:
        first = written.split(",")[0].strip().strip("\"'").strip()
        if first.lower() in ("inherit", "initial", "unset", ""):
            return written
        named.setdefault(first)
        return ",".join(f"{mark}{name}{mark}" for name in choose(first))

    def in_css(css: str) -> str:
        css = _FAMILY.sub(lambda m: m[1] + families(m[2], "'"), css)
        return _SHORTHAND.sub(lambda m: m[1] + families(m[2], "'"), css)

    for element in elements:
        if "font-family" in element.attrib:
            element.set("font-family", families(str(element.get("font-family")), ""))
        if "style" in element.attrib:
            element.set("style", in_css(str(element.get("style"))))
        if etree.QName(element).localname == "style" and element.text:
            element.text = in_css("".join(map(str, element.itertext())))
    if "font-family" not in root.attrib:
        root.set("font-family", ",".join(choose("")))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True), tuple(named)
