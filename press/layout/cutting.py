"""What is not for this edition or audience goes, before anything is derived from the text.

Blocks carry for whom they are: ``data-audience`` and ``data-only`` name those that have them
(audiences, editions), ``data-audience-except`` and ``data-except`` those that do not. Where
several are given, each of them can take the block out.
"""

from __future__ import annotations

from lxml import html as lhtml
from lxml.html import HtmlElement

from press.values import Audience

ONLY, EXCEPT = "data-only", "data-except"
AUDIENCE, AUDIENCE_EXCEPT = "data-audience", "data-audience-except"
WORKING = (ONLY, EXCEPT, AUDIENCE, AUDIENCE_EXCEPT)
_MEANS_SOMETHING_EMPTY = frozenset(("td", "th", "img", "br", "hr", "span", "a"))
_TEXT_BLOCKS = ("p", "h2", "h3", "h4", "li", "dt", "dd", "td", "th", "figcaption")


def cut(root: HtmlElement, edition: str, audience: Audience) -> None:
    """Drop what is for others, and unwrap what is kept."""
    for element in root.xpath(" | ".join(f".//*[@{name}]" for name in WORKING)):
        if _wanted(element, edition, audience):
            _kept(element)
        else:
            _drop(element)
    _mend_ranges(root)


def _wanted(element: HtmlElement, edition: str, audience: Audience) -> bool:
    def names(attribute: str) -> list[str]:
        return str(element.get(attribute, "")).split()

    return not (
        (AUDIENCE in element.attrib and audience not in names(AUDIENCE))
        or (ONLY in element.attrib and edition not in names(ONLY))
        or audience in names(AUDIENCE_EXCEPT) or edition in names(EXCEPT))


def _kept(element: HtmlElement) -> None:
    for name in WORKING:
        element.attrib.pop(name, None)
    if "only" in element.get("class", "").split():
        if element.get("id"):  # somebody refers to it
            del element.attrib["class"]
        else:
            element.drop_tag()


def _drop(element: HtmlElement) -> None:
    """Take out ``element``, and what held nothing else: no bullet stays before nothing."""
    parent = element.getparent()
    element.drop_tree()
    while parent is not None and parent.getparent() is not None and not len(parent) \
            and not (parent.text or "").strip() and parent.tag not in _MEANS_SOMETHING_EMPTY:
        element, parent = parent, parent.getparent()
        element.drop_tree()


def _mend_ranges(root: HtmlElement) -> None:
    """Give a range whose last block was cut a new end; drop one that nothing is left of."""
    for block in root.xpath(".//*[@data-index-end]"):
        end = block.get("data-index-end", "")
        if any(e.get("id") == end for e in block.iter()):
            continue
        if not block.text_content().strip() and not list(block.iter("img")):
            block.drop_tree()
            continue
        mark = lhtml.Element("span")
        mark.set("class", "index-end")
        mark.set("id", end)
        blocks = list(block.iter(*_TEXT_BLOCKS))
        (blocks[-1] if blocks else block).append(mark)
