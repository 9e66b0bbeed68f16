"""The tag tree as PDF/UA-1 (ISO 14289-1) wants it, where WeasyPrint's falls short."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import stream as weasy_stream
from weasyprint.pdf import tags as weasy_tags

from press.typeset.weasy.margin import ARTIFACT

LAYOUT_WORDS = "layout"
"""``/T`` of an element whose words are the layout's, not the manuscript's."""

_TAGS = {
    "aside": "Div", "figure": "Div", "header": "Div", "footer": "Div", "hgroup": "Div",
    "address": "Div", "nav": "Div", "details": "Div", "em": "Span", "strong": "Span", "b": "Span",
    "i": "Span", "sup": "Span", "sub": "Span", "u": "Span", "s": "Span", "small": "Span",
    "mark": "Span", "cite": "Span", "abbr": "Span", "dfn": "Span", "time": "Span", "br": "Span",
    "code": "Code", "kbd": "Code", "samp": "Code", "q": "Quote", "pre": "P",
}
_build = weasy_tags._build_box_tree
_tag = weasy_tags._get_pdf_tag
_add = weasyprint.pdf.add_tags
_marked = weasy_stream.Stream.marked
_heights: list[float] = []
_part = [""]


def begin(part: str) -> None:
    """IDs of elements made from now on begin with the key of ``part``: unique in a document."""
    _part[0] = part


def install() -> None:
    """Replace the mapping of tags, the walk over boxes and the marking of content."""
    weasy_tags._get_pdf_tag = _pdf_tag
    weasy_tags._build_box_tree = _build_box_tree
    weasyprint.pdf.add_tags = _add_tags
    weasy_stream.Stream.marked = _mark


def _pdf_tag(tag: str | None) -> str:
    if tag is None:
        return "NonStruct"
    if tag.endswith("::footnote-call"):
        return "Reference"
    if tag.endswith(("::footnote-marker", "::marker")):
        return "Lbl"
    if tag.endswith(("::before", "::after")):
        return "Span"
    return _TAGS.get(tag) or str(_tag(tag))


@contextmanager
def _mark(self: Any, box: Any, tag: str) -> Iterator[None]:
    """Content of margin boxes becomes an artifact, each box one of its own."""
    if self._tags is None or not getattr(box, ARTIFACT, False):
        with _marked(self, box, tag):
            yield
        return
    self.stream.append(b"/Artifact <</Type /Pagination>> BDC")
    try:
        yield
    finally:
        self.end_marked_content()


def _add_tags(pdf: Any, document: Any, *args: Any) -> None:
    _heights[:] = [page.height for page in document.pages]
    _add(pdf, document, *args)


def _build_box_tree(box: Any, parent: Any, pdf: Any, page_number: int, nums: Any,
                    annotations: Any, tags: Any) -> Iterator[Any]:
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, boxes.MarginBox):
        return
    passes = box.element_tag in ("html", "body") or isinstance(box, boxes.PageBox)
    for element in _build(box, parent, pdf, page_number, nums, annotations, tags):
        if not passes:
            _mend(element, box, page_number)
        yield element


def _mend(element: Any, box: Any, page_number: int) -> None:
    """Say of an element what the HTML says and WeasyPrint leaves out."""
    html = box.element
    if html is None or box.element_tag != html.tag:
        return
    kind = element["S"]
    if html.get("class") == "footnote":
        element["S"] = "/Note"
        element["ID"] = pydyf.String(f"{_part[0]}/note-{element.number}")
    elif kind == "/Figure":
        # WeasyPrint writes CSS pixels from the top; the standard wants the page's own space.
        x, y = box.content_box_x(), box.content_box_y()
        low = _heights[page_number] - y - box.height
        element["A"]["BBox"] = pydyf.Array(
            [round(v * 0.75, 3) for v in (x, low, x + box.width, low + box.height)])
    elif kind == "/TH":
        scope = "/Row" if html.get("scope") == "row" else "/Column"
        element["A"]["Scope"] = scope
    elif kind == "/Table":
        for cell in box.descendants():
            _own_headers(getattr(cell, "mark", None))
    if html.get("data-words") == "layout":
        element["T"] = pydyf.String(LAYOUT_WORDS)


def _own_headers(mark: Any) -> None:
    """Header cells are named by object numbers, which come again in the next part."""
    if mark is None:
        return
    if "ID" in mark:
        mark["ID"] = pydyf.String(f"{_part[0]}/{mark['ID'].string}")
    if "Headers" in mark["A"]:
        mark["A"]["Headers"] = pydyf.Array(
            [pydyf.String(f"{_part[0]}/{name.string}") for name in mark["A"]["Headers"]])
