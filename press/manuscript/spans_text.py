"""Spans in texts that Markdown does not read: titles of blocks, captions, alternative texts.

There a span is what it is in running text; other Markdown is printed as typed, as ever.
"""

from __future__ import annotations

import re

from lxml import etree

from press.manuscript.slots import Piece, refill
from press.manuscript.spans_inline import span_class

MAX_NESTING = 16

_TOKEN = re.compile(r"\[|\](?:\{([^{}]*)\})?")
_HOLDERS = frozenset(("caption", "credit", "block-title", "questions-title"))
"""Classes of elements whose text comes out of a string."""


def raise_spans(root: etree._Element) -> None:
    """Make the spans in such texts under ``root`` the elements that Markdown would make."""
    for element in root.iter():
        if element.tag == "img" and "]{" in element.get("alt", ""):
            element.set("alt", _flat(_pieces(element.get("alt", ""))))
        elif len(element) == 0 and "]{" in (element.text or "") and \
                _HOLDERS & set(element.get("class", "").split()):
            refill((element, "text"), _pieces(element.text or ""))


def _pieces(text: str) -> list[Piece]:
    """``text`` as texts and spans; brackets that make no span stay."""
    open_spans: list[list[Piece]] = [[]]
    at = 0
    for match in _TOKEN.finditer(text):
        open_spans[-1].append(text[at:match.start()])
        at = match.end()
        if match.group() == "[" and len(open_spans) <= MAX_NESTING:
            open_spans.append([])
        elif match[1] is not None and len(open_spans) > 1:
            span = etree.Element("span", {"class": span_class(match[1])})
            refill((span, "text"), open_spans.pop())
            open_spans[-1].append(span)
        elif match.group() == "[" or len(open_spans) == 1:
            open_spans[-1].append(match.group())
        else:
            inner = open_spans.pop()
            open_spans[-1] += ["[", *inner, match.group()]
    open_spans[-1].append(text[at:])
    while len(open_spans) > 1:
        inner = open_spans.pop()
        open_spans[-1] += ["[", *inner]
    return open_spans[0]


def _flat(pieces: list[Piece]) -> str:
    return "".join(p if isinstance(p, str) else "".join(map(str, p.itertext())) for p in pieces)
