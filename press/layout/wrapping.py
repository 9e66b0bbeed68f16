"""Pieces of text put into elements of their own."""

from __future__ import annotations

import re

from lxml import html as lhtml
from lxml.html import HtmlElement


def wrap(element: HtmlElement, pattern: re.Pattern[str], name: str) -> list[HtmlElement]:
    """Put every match in the element's own text, and in its children's tails, in a span.

    ``name`` is the class of the spans, which are given back in no particular order.
    """
    made: list[HtmlElement] = []
    children = list(element)
    if element.text:
        element.text, new = _spans(element.text, pattern, name)
        for n, span in enumerate(new):
            element.insert(n, span)
        made += new
    for child in children:
        if child.tail:
            child.tail, new = _spans(child.tail, pattern, name)
            for span in reversed(new):
                keep = span.tail
                child.addnext(span)
                span.tail = keep
            made += new
    return made


def _spans(text: str, pattern: re.Pattern[str], name: str) -> tuple[str, list[HtmlElement]]:
    """What stands before the first match, and a span for each with what follows as its tail."""
    found: list[HtmlElement] = []
    head, end = text, 0
    for match in pattern.finditer(text):
        span = lhtml.Element("span")
        span.set("class", name)
        span.text = match.group()
        if found:
            found[-1].tail = text[end:match.start()]
        else:
            head = text[:match.start()]
        found.append(span)
        end = match.end()
    if found:
        found[-1].tail = text[end:]
    return head, found
