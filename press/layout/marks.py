"""Marks of index and glossary, once they are gathered: they go, or terms become links."""

from __future__ import annotations

from collections.abc import Container

from lxml.html import HtmlElement

_WORKING = ("data-index", "data-index-end", "data-term", "data-date")
_OWN = ("ix-", "tm-")
"""How the ids of marks begin; another id is a writer's, and stays."""


def settle_marks(root: HtmlElement, *, index: bool, terms: Container[str]) -> None:
    """Leave only what the pages need.

    ``index``: whether the edition prints an index, whose entries lead here. ``terms``: the
    anchors of the terms in the glossary that it prints; empty for none.
    """
    for element in root.xpath(".//span[@data-term]"):
        term = element.get("data-term", "")
        if term not in terms:
            _unwrap(element)
        elif not _link_near(element):
            element.tag = "a"
            element.set("href", f"press-ref:{term}")
    if not index:
        for element in root.xpath(".//*[@data-index] | .//span[@class='index-end']"):
            _unwrap(element)
    for element in root.iter():
        for name in _WORKING:
            element.attrib.pop(name, None)


def _unwrap(element: HtmlElement) -> None:
    if element.get("id", "").startswith(_OWN):
        element.drop_tag()


def _link_near(element: HtmlElement) -> bool:
    """Whether a link would stand in a link."""
    return any(e.tag == "a" for e in element.iterancestors()) or \
        any(e.tag == "a" for e in element.iterdescendants())
