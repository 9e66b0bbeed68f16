"""Markdown builds the element of a bracketed span: a ``span`` whose class holds its braces.

The braces travel in the class, as the hexadecimal digits of their UTF-8, behind a private
character: so the element needs nothing beside it, and raw HTML cannot forge it.
"""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import HTML_PLACEHOLDER_RE, INLINE_PLACEHOLDER_RE, STX

from press.manuscript.marks import ANY_MARK, SPAN

_BRACES = re.compile(r"\{([^{}]*)\}")
_ESCAPED = re.compile("\x02([0-9]+)\x03")
_TAG = re.compile(r"<[^<>]*>")


class Spans(Extension):
    """The extension."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Behind code, links and raw HTML, which may hold brackets, and before emphasis."""
        md.inlinePatterns.register(_Span(r"\]\{", md), "span", 70)


class _Span(InlineProcessor):
    """Found by its end: of spans in one another the inner one ends, and is taken, first."""

    def handleMatch(  # type: ignore[override]
            self, m: re.Match[str], data: str) -> tuple[
            ElementTree.Element | None, int | None, int | None]:
        end = m.start()
        braces = _BRACES.match(data, end + 1)
        start = _opening(data, end) if braces else None
        if braces is None or start is None:
            return None, None, None
        element = ElementTree.Element("span", {"class": span_class(self._typed(braces[1]))})
        element.text = data[start + 1:end]
        return element, start, braces.end()

    def _typed(self, braces: str) -> str:
        """``braces`` as the writer typed them, whatever Markdown has made of their parts."""
        stash = self.md.treeprocessors["inline"].stashed_nodes  # type: ignore[attr-defined]
        raw = self.md.htmlStash.rawHtmlBlocks

        def stashed(match: re.Match[str]) -> str:
            node = stash.get(match[1], "")
            return node if isinstance(node, str) else "".join(node.itertext())

        def markup(match: re.Match[str]) -> str:
            number = int(match[1])
            text = str(raw[number]) if number < len(raw) else ""
            return html.unescape(_TAG.sub("", text))

        if STX in braces:
            braces = INLINE_PLACEHOLDER_RE.sub(stashed, braces)
            braces = HTML_PLACEHOLDER_RE.sub(markup, braces)
            braces = _ESCAPED.sub(lambda match: chr(int(match[1])), braces)
        return ANY_MARK.sub("", braces)


def span_class(braces: str) -> str:
    """The class of a span with ``braces``."""
    return SPAN + braces.encode("utf-8", "replace").hex()


def braces_of(name: str) -> str:
    """The braces that ``span_class`` made the class ``name`` of."""
    return bytes.fromhex(name[1:]).decode("utf-8")


def _opening(text: str, end: int) -> int | None:
    """Where the bracket that ``end`` closes opens."""
    open_ends, at = 1, end
    while open_ends:
        start = text.rfind("[", 0, at)
        if start < 0:
            return None
        open_ends += text.count("]", start, at) - 1
        at = start
    return at
