"""Small surgery on lxml trees, whose text hangs on elements."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from press.manuscript.marks import PAGE_WORDS

_VOID = frozenset(("br", "hr", "img", "col", "wbr"))


def take(element: etree._Element, name: str) -> str:
    """The value of an attribute, which is then gone; empty where there was none."""
    value = element.get(name, "")
    if name in element.attrib:
        del element.attrib[name]
    return value


def append_text(parent: etree._Element, text: str | None) -> None:
    """Add text behind all that ``parent`` holds."""
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def remove(element: etree._Element) -> None:
    """Take ``element`` out, but leave the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    tail, previous = element.tail, element.getprevious()
    parent.remove(element)
    if not tail:
        return
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail


def replace(element: etree._Element, new: etree._Element) -> None:
    """Put ``new`` where ``element`` stands; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    new.tail, element.tail = element.tail, None
    parent.replace(element, new)


def unwrap(element: etree._Element) -> None:
    """Put what ``element`` holds in its place."""
    parent = element.getparent()
    if parent is None:
        return
    tail, element.tail = element.tail or "", None
    text = element.text or ""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + tail
    else:
        text += tail
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    at = parent.index(element)
    parent[at:at + 1] = list(element)


def move_content(source: etree._Element, target: etree._Element) -> None:
    """All text and children of ``source`` behind those of ``target``."""
    append_text(target, source.text)
    source.text = None
    for child in list(source):
        target.append(child)


def text_of(element: etree._Element, *, without: str = "") -> str:
    """The text in ``element``, white space made single spaces; no text of class ``without``."""
    parts: list[str] = []

    def collect(node: etree._Element) -> None:
        if without and without in node.get("class", "").split():
            return
        parts.append(node.text or "")
        for child in node:
            collect(child)
            parts.append(" " if child.tag == "br" else "")
            parts.append(child.tail or "")

    collect(element)
    text = "".join(parts)
    for mark, word in PAGE_WORDS.items():  # in the text of a link, until that is resolved
        text = text.replace(mark, word)
    return " ".join(text.split())


def plain_text(element: etree._Element) -> str:
    """The text in ``element`` as contents and outlines show it: no notes, no readings."""
    copy = deepcopy(element)
    copy.tail = None
    etree.strip_elements(copy, "rt", with_tail=False)
    return text_of(copy, without="footnote")


def line_of_element(element: etree._Element) -> int:
    """The line that ``element`` or the nearest one around it was given."""
    node: etree._Element | None = element
    while node is not None:
        if line := node.get("data-line"):
            return int(line)
        node = node.getparent()
    return 1


def inner_html(element: etree._Element) -> str:
    """What stands in ``element``, as HTML that is well-formed XML too."""
    element = deepcopy(element)
    element.tail = None
    for node in element.iter():
        if node.tag not in _VOID and node.text is None and not len(node):
            node.text = ""  # <div></div>, which HTML does not read from <div/>
    whole: str = etree.tostring(element, encoding="unicode")
    return whole[whole.index(">") + 1:whole.rindex("</")].strip()
