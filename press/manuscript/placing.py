"""Marks in a tree → ``data-line`` on every block; then no mark is left anywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from press.manuscript.directives import Directive
from press.manuscript.marks import ANY_MARK, DIRECTIVE, LINE_MARK, PAGE_WORDS, line_of
from press.manuscript.trees import take

BLOCKS = frozenset((
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "table", "tr", "td", "th",
    "figure", "figcaption", "caption", "dt", "dd", "div", "section", "aside", "hr", "ul", "ol",
    "dl"))
"""Elements that carry ``data-line``."""
_INLINE = frozenset(("img", "a", "span", "br"))
"""Elements that carry it on the way, so that problems name the exact line."""

_RULE = re.compile(r"\s*([-_*])(?:\s*\1){2,}\s*$")
_EMPTY_ITEM = re.compile(r"\s*(?:>\s*)*(?:[-*+]|\d+\.)\s*$")
_UNMARKED = {"hr": _RULE, "li": _EMPTY_ITEM}
"""What the line of an element without text looks like."""


def place_blocks(root: etree._Element, lines: Sequence[str], first: int,
                 directives: Sequence[Directive]) -> None:
    """Give the blocks under ``root`` their lines and take off all marks.

    A block has the line of the first mark in it. One without text stands between its
    neighbours: the line there that looks like it, else the nearest one. ``first`` is the
    line where the body begins.
    """
    placer = _Placer(lines, first, directives)
    placer.walk(root)
    placer.settle(len(lines) + 1)


class _Placer:
    def __init__(self, lines: Sequence[str], first: int,
                 directives: Sequence[Directive]) -> None:
        self.lines = lines
        self.directives = directives
        self.last = first
        """The line of the latest mark."""
        self.taken = first - 1
        """The last line that an unmarked element was found on."""
        self.open: list[etree._Element] = []
        """Elements that have begun and have no line yet."""
        self.pending: list[etree._Element] = []
        """Elements that have ended without a mark."""

    def walk(self, root: etree._Element) -> None:
        """In document order; not recursive, since trees may be deep."""
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self.begin(element)
                element.text = self.read(element.text)
            else:
                if self.open and self.open[-1] is element:
                    self.open.pop()
                    if element is not root:
                        self.pending.append(element)
                element.tail = self.read(element.tail) if element is not root else None

    def begin(self, element: etree._Element) -> None:
        own = take(element, "data-m")
        for name in list(element.attrib):
            value = str(element.get(name, ""))
            if max(value, default="") >= "\U000f0000":
                element.set(str(name), _words(ANY_MARK.sub("", value)))
        directive = element.get("class", "")
        if directive.startswith(DIRECTIVE):
            line = self.directives[int(directive.split()[0][1:])].line
            element.set("data-line", str(line))
            self.reached(line)
        elif own:
            self.reached(line_of(own))
            element.set("data-line", str(self.last))
        elif element.tag in BLOCKS:
            self.open.append(element)
        elif element.tag in _INLINE:
            element.set("data-line", str(self.last))

    def read(self, text: str | None) -> str | None:
        """Take the marks out of a text, each in its turn."""
        if not text:
            return text
        for mark in LINE_MARK.findall(text):
            self.reached(line_of(mark))
            for element in self.open:
                element.set("data-line", str(self.last))
            self.open.clear()
        return ANY_MARK.sub("", text)

    def reached(self, line: int) -> None:
        self.settle(line)
        self.last = line

    def settle(self, following: int) -> None:
        """Place the elements that stand before the line ``following``."""
        for element in self.pending:
            element.set("data-line", str(self.line_between(element, following)))
        self.pending.clear()

    def line_between(self, element: etree._Element, following: int) -> int:
        parent = element.getparent()
        if element.tag in ("td", "th") and parent is not None and parent.get("data-line"):
            return int(parent.get("data-line", "1"))
        looks = _UNMARKED.get(str(element.tag))
        if looks:
            for line in range(max(self.last, self.taken + 1), following):
                if looks.match(self.lines[line - 1]):
                    self.taken = line
                    return line
        inner = element.find(".//*[@data-line]")
        return int(inner.get("data-line", "1")) if inner is not None else self.last


def _words(text: str) -> str:
    """Page marks outside the text of a link are what the writer typed."""
    for mark, word in PAGE_WORDS.items():
        text = text.replace(mark, word)
    return text
