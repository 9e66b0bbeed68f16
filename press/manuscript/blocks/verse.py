"""Verse (诗): paragraphs are stanzas, and each line of the manuscript is a line."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from press.manuscript.blocks.setting import (
    Setting,
    add_class,
    later_piece,
    line_of_words,
    own_blocks,
    put_first,
    put_last,
)
from press.manuscript.directives import Directive
from press.manuscript.trees import append_text, move_content
from press.values import Problem

_WHOLE = frozenset(("footnote", "index-end"))


def verse(element: etree._Element, directive: Directive, setting: Setting) -> Iterable[Problem]:
    """诗: title and author stand at the head; without a title the author comes last."""
    element.tag = "section"
    element.set("class", "verse")
    for stanza in own_blocks(element, setting):
        if stanza.tag == "p":
            _set_lines(stanza)
    author = directive.texts.get("author", "")
    signed = [line_of_words("verse-author", author, directive)] if author else []
    if directive.title:
        put_first(element, [line_of_words("block-title", directive.title, directive), *signed])
    else:
        put_last(element, signed)
    return ()


def _set_lines(stanza: etree._Element) -> None:
    lines = [line for line in _lines(stanza) if (line.text or "").strip() or len(line)]
    stanza.text = None
    for child in list(stanza):
        stanza.remove(child)
    for line in lines:
        line.set("class", "line")
        line.text = _indented(line.text or "")
        stanza.append(line)
    add_class(stanza, "stanza")


def _indented(text: str) -> str:
    """Blanks at the beginning of a line are kept: ASCII ones as no-break spaces."""
    rest = text.lstrip(" ")
    return "\u00a0" * (len(text) - len(rest)) + rest


def _lines(element: etree._Element) -> list[etree._Element]:
    """The content of ``element`` line by line, each in a ``span``; elements are divided."""
    lines = [etree.Element("span")]

    def add(text: str | None) -> None:
        first, *others = (text or "").split("\n")
        append_text(lines[-1], first)
        for other in others:
            _close(lines[-1])
            lines.append(etree.Element("span"))
            append_text(lines[-1], other)

    add(element.text)
    for child in list(element):
        tail, child.tail = child.tail, None
        if child.tag == "br":  # two blanks at the end of a line: it ends but once
            tail = tail if (tail or "").startswith("\n") else "\n" + (tail or "")
        elif _WHOLE & set(child.get("class", "").split()) or child.tag in ("img", "ruby", "code"):
            lines[-1].append(child)
        else:
            for number, piece in enumerate(_lines(child)):
                if number:
                    lines.append(etree.Element("span"))
                if number:
                    copy = later_piece(child)
                else:
                    copy = etree.Element(str(child.tag), {
                        str(k): str(v) for k, v in child.attrib.items()})
                lines[-1].append(copy)
                move_content(piece, copy)
        add(tail)
    _close(lines[-1])
    return lines


def _close(line: etree._Element) -> None:
    """Take the blanks at the end of a line."""
    if len(line):
        line[-1].tail = (line[-1].tail or "").rstrip() or None
    else:
        line.text = (line.text or "").rstrip() or None
