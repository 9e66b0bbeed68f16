"""HTML fragments of a book converted: texts and alternative texts, but nothing that is code.

Words go on through inline elements: 头<strong>发</strong> is one word. A note, a reading above
the line and each line of a verse are texts of their own. What is in an element with a language
of its own stays as it is, and so do all other attributes.
"""

from __future__ import annotations

from lxml import html as lhtml
from lxml.html import HtmlElement

from press.manuscript.trees import inner_html
from press.script.converter import Converter
from press.values import Place

_INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "cite", "del", "dfn", "em", "i", "img", "ins", "mark", "q",
    "ruby", "rb", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"))
"""Elements within a paragraph; all others, that are not ``_ASIDE``, end one."""
_ASIDE = frozenset(("rt", "rp"))
_ASIDE_CLASSES = frozenset(("footnote",))
_APART_CLASSES = frozenset(("caption", "credit", "line"))
_LITERAL = frozenset(("code", "pre", "kbd", "samp"))

Text = tuple[HtmlElement, str]
"""An element, and which of its texts: ``text`` or ``tail``."""


def convert_fragment(html: str, converter: Converter, place: Place) -> str:
    """``html`` converted; ``place``: of its beginning, where no element says its line."""
    if html.isascii():
        return html
    root = lhtml.fragment_fromstring(html, create_parent="div")
    walk = _Walk(converter, place.path)
    walk.block(root, place.line)
    # As XML, like the manuscripts: the serialiser of HTML writes names of files in per cent.
    return inner_html(root)


class _Walk:
    """Through a tree, one paragraph after the other."""

    def __init__(self, converter: Converter, path: str) -> None:
        self._converter, self._path = converter, path

    def block(self, element: HtmlElement, line: int | None) -> None:
        """What stands in ``element`` as paragraphs of its own."""
        row: list[Text] = []
        own = element.get("data-line", "")
        line = int(own) if own.isdigit() else line
        self._inside(element, row, line)
        self._finish(row, line)

    def _inside(self, element: HtmlElement, row: list[Text], line: int | None) -> None:
        row.append((element, "text"))
        for child in element:
            self._child(child, row, line)
            row.append((child, "tail"))

    def _child(self, child: HtmlElement, row: list[Text], line: int | None) -> None:
        if not isinstance(child.tag, str) or child.tag in _LITERAL or child.get("lang"):
            if child.tag == "pre":
                self._finish(row, line)
            return
        classes = set(child.get("class", "").split())
        for name, place in (("alt", Place(self._path, line)), ("data-index", None)):
            if value := child.get(name):
                child.set(name, self._converter.text(value, place))
        if child.tag in _ASIDE or classes & _ASIDE_CLASSES:
            self.block(child, line)
        elif child.tag in _INLINE and not classes & _APART_CLASSES:
            self._inside(child, row, line)
        else:
            self._finish(row, line)
            self.block(child, line)

    def _finish(self, row: list[Text], line: int | None) -> None:
        """Convert the texts of a paragraph, and begin another."""
        texts = [getattr(element, kind) or "" for element, kind in row]
        if any(texts):
            made = self._converter.run(texts, Place(self._path, line))
            for (element, kind), text in zip(row, made, strict=True):
                if text != (getattr(element, kind) or ""):
                    setattr(element, kind, text)
        row.clear()
