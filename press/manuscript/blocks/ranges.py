"""The ends of ranges in the index, once all shapes and anchors stand."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_TEXTS = ("p", "li", "h2", "h3", "h4", "td", "th", "dt", "dd", "figcaption")
_CONDITIONS = ("data-audience", "data-only", "data-except", "data-audience-except")


def end_ranges(root: etree._Element) -> None:
    """Put the anchor ``ID-end`` at the end of each range of the index, whose anchor is ID."""
    for element in [d for d in root.iter("div") if d.get("class") == "index-range"]:
        anchor = element.get("id")
        if "data-index" not in element.attrib or not anchor:
            continue
        element.set("data-index-end", f"{anchor}-end")
        end = etree.Element("span", {"class": "index-end", "id": f"{anchor}-end"})
        holder = next(iter(reversed(list(_texts(element)))), element)
        holder.append(end)


def _texts(element: etree._Element) -> Iterator[etree._Element]:
    """The texts in ``element`` in order, but for those that an edition may not have."""
    for child in element:
        if any(name in child.attrib for name in (*_CONDITIONS, "data-words")):
            continue
        if child.tag in _TEXTS:
            yield child
        yield from _texts(child)
