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
from press.typeset.weasy.notearea import FRAGMENT
from press.typeset.weasy.patching import Patch
from press.typeset.weasy.recompile import recompiled

LAYOUT_WORDS = "layout"
"""``/T`` of an element whose words are the layout's, not the manuscript's."""

_TAGS = {
    "aside": "Div", "figure": "Div", "header": "Div", "footer": "Div", "hgroup": "Div",
    "address": "Div", "nav": "Div", "details": "Div", "em": "Span", "strong": "Span", "b": "Span",
    "i": "Span", "sup": "Span", "sub": "Span", "u": "Span", "s": "Span", "small": "Span",
    "mark": "Span", "cite": "Span", "abbr": "Span", "dfn": "Span", "time": "Span", "br": "Span",
    "code": "Code", "kbd": "Code", "samp": "Code", "q": "Quote", "pre": "P",
}
_HOLDERS = frozenset(("P", "H1", "H2", "H3", "H4", "H5", "H6", "Span", "Link", "Lbl", "Reference",
                      "Code", "Quote", "Caption", "TD", "TH"))
"""Elements whose lines of text are their own marked content (ISO 32000-2, 14.7.5.2). WeasyPrint
wraps each line in a Span that says nothing: two thirds of all objects of a reader."""
_build = recompiled(weasy_tags, "_build_box_tree", [("if tag == 'Link':", "if tag in holders:")],
                    {"holders": _HOLDERS})
_tag = weasy_tags._get_pdf_tag
_add = weasyprint.pdf.add_tags
_marked = weasy_stream.Stream.marked
_heights: list[float] = []
_part = [""]
_level = [0]
_heads: set[Any] = set()
_notes: dict[Any, Any] = {}
"""The Note of an element that is a footnote: it may go on on later pages."""
_in_note = [False]
_grows = [True]
"""Whether a tree is made of what is marked."""
_HEADINGS = tuple(f"/H{level}" for level in range(1, 7))
_EMPTY = ("/Div", "/Span", "/NonStruct", "/P", "/L", "/LI", "/LBody", "/Sect", "/Art")
"""Elements that say nothing when nothing is in them, such as ruled lines to write on."""


def begin(part: str, *, tree: bool = True) -> None:
    """A new part: IDs begin with its key (unique in a document), headings at level 1. Without a
    ``tree`` its content is marked all the same: what is an artifact, and what is not."""
    _part[0] = part
    _grows[0] = tree
    _level[0] = 0
    _heads.clear()
    _notes.clear()


def patches() -> tuple[Patch, ...]:
    """Replace the mapping of tags, the walk over boxes and the marking of content."""
    return ((weasy_tags, "_get_pdf_tag", _pdf_tag),
            (weasy_tags, "_build_box_tree", _build_box_tree),
            (weasyprint.pdf, "add_tags", _add_tags),
            (weasy_stream.Stream, "marked", _mark))


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
    if _grows[0]:
        _add(pdf, document, *args)


def _build_box_tree(box: Any, parent: Any, pdf: Any, page_number: int, nums: Any,
                    annotations: Any, tags: Any) -> Iterator[Any]:
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, boxes.MarginBox):
        return
    passes = box.element_tag in ("html", "body") or isinstance(box, boxes.PageBox)
    if hasattr(box, FRAGMENT):
        _in_note[0] = True
    for element in _build(box, parent, pdf, page_number, nums, annotations, tags):
        if not passes:
            _mend(element, box, page_number)
            if element["S"] == "/LI":
                _fill_item(element, pdf)
            if hasattr(box, FRAGMENT):
                _in_note[0] = False
            if element["S"] in _EMPTY and not element["K"]:
                continue
            if _goes_on(element, box):
                continue
        yield element


def _goes_on(element: Any, box: Any) -> bool:
    """Put the rest of a note into the Note that begins it; whether this was one."""
    begun = getattr(box, FRAGMENT, None)
    if begun is None:
        return False
    first = _notes.setdefault(box.element, element)
    if first is element:
        return False
    element["S"] = "/Div" if any(b.element_tag == "p" for b in box.descendants()) else "/Span"
    del element["ID"]
    element["P"] = first.reference
    first["K"].append(element.reference)
    return True


def _mend(element: Any, box: Any, page_number: int) -> None:
    """Say of an element what the HTML says and WeasyPrint leaves out."""
    html = box.element
    if html is None or box.element_tag != html.tag:
        return
    kind = element["S"]
    if html.get("class") == "footnote" and (
            hasattr(box, FRAGMENT) or not _in_note[0]):
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
    elif kind in ("/THead", "/TFoot"):
        # Set again on every page that a table runs over: not again in the manuscript.
        if html in _heads:
            element["T"] = pydyf.String(LAYOUT_WORDS)
        _heads.add(html)
    elif kind in _HEADINGS:
        # No level may be left out (ISO 14289-1, 7.4.2), whatever the heading looks like.
        _level[0] = min(int(kind[2]), _level[0] + 1)
        element["S"] = f"/H{_level[0]}"
    elif kind == "/Table":
        for cell in box.descendants():
            _own_headers(getattr(cell, "mark", None))
    if html.get("data-words") == "layout":
        element["T"] = pydyf.String(LAYOUT_WORDS)


def _fill_item(item: Any, pdf: Any) -> None:
    """In a list item only Lbl and LBody may stand (ISO 14289-1, 7.6): all else goes into LBody."""
    labels, body, loose = [], None, []
    for reference in item["K"]:
        kid = _object(pdf, reference)
        if kid is not None and kid["S"] == "/Lbl":
            labels.append(reference)
        elif kid is not None and kid["S"] == "/LBody" and body is None:
            body = kid
            loose += kid["K"]
        else:
            loose.append(reference)
    if not loose:
        item["K"] = pydyf.Array(labels)
        return
    if body is None:
        body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "Pg": item["Pg"],
                                 "P": item.reference})
        pdf.add_object(body)
    body["K"] = pydyf.Array(loose)
    for reference in loose:
        kid = _object(pdf, reference)
        if kid is not None:
            kid["P"] = body.reference
    item["K"] = pydyf.Array([*labels, body.reference])


def _object(pdf: Any, reference: Any) -> Any:
    """The element behind ``12 0 R``; None for a number of marked content."""
    if isinstance(reference, int):
        return None
    text = reference.decode() if isinstance(reference, bytes) else str(reference)
    found = pdf.objects[int(text.split()[0])]
    return found if "S" in found else None


def _own_headers(mark: Any) -> None:
    """Header cells are named by object numbers, which come again in the next part."""
    if mark is None:
        return
    if "ID" in mark:
        mark["ID"] = pydyf.String(f"{_part[0]}/{mark['ID'].string}")
    if "Headers" in mark["A"]:
        mark["A"]["Headers"] = pydyf.Array(
            [pydyf.String(f"{_part[0]}/{name.string}") for name in mark["A"]["Headers"]])
