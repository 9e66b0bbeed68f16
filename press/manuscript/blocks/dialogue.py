"""Oral history (口述): paragraphs that begin with the name of who speaks are turns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from press.manuscript.blocks.setting import (
    Setting,
    add_class,
    later_piece,
    own_blocks,
    put_title,
)
from press.manuscript.directives import Directive
from press.manuscript.trees import append_text, move_content, replace
from press.values import Problem, problem

MAX_NAME = 12
"""Characters of a name; what is longer before a colon is a sentence."""

_NAME = re.compile(
    rf"\s*([^\s，。、；！？,;!?“”‘’\"「」『』《》〈〉…：:—]"
    rf"[^，。、；！？,;!?“”‘’\"「」『』《》〈〉…：:—\n]{{0,{MAX_NAME - 1}}})(：|: |:$)")
"""A name and its colon; an ASCII one is followed by a blank."""
_MARKS = frozenset(("strong", "b", "em", "i", "span"))
"""Elements that a name may stand in."""


def oral(element: etree._Element, directive: Directive, setting: Setting) -> Iterator[Problem]:
    """口述: turns, and paragraphs that go on with them."""
    element.tag = "section"
    element.set("class", "oral")
    spoken = False
    paragraphs = [p for p in own_blocks(element, setting) if p.tag == "p"]
    for paragraph in paragraphs:
        end = _name_end(paragraph)
        if end:
            _set_name(paragraph, end)
            add_class(paragraph, "turn")
            spoken = True
        elif spoken:
            add_class(paragraph, "turn-more")
    if not spoken:
        yield problem("oral-no-speaker", directive.place(setting.source), name=directive.name,
                      limit=MAX_NAME)
    put_title(element, directive)


def _texts(paragraph: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The texts at the head of ``paragraph`` that a name may stand in, with their holders."""
    yield paragraph, "text"
    for child in paragraph:
        if child.tag not in _MARKS or "footnote" in child.get("class", ""):
            return
        yield from _texts(child)
        yield child, "tail"


def _name_end(paragraph: etree._Element) -> int:
    """How many characters the name at the head has, its colon included; 0 where is none."""
    head = ""
    for holder, slot in _texts(paragraph):
        head += getattr(holder, slot) or ""
        if len(head) > 4 * MAX_NAME:
            break
    match = _NAME.match(head)
    return match.end(2) if match else 0


def _set_name(paragraph: etree._Element, end: int) -> None:
    """Put the first ``end`` characters, and the marks around them, into ``span.who``."""
    who = etree.Element("span", {"class": "who"})
    rest = _take(paragraph, who, end)
    assert rest == 0
    text = paragraph.text or ""
    name = "".join(map(str, who.itertext()))
    paragraph.text = None
    who.tail = text.lstrip() if name.endswith("：") else text
    paragraph.insert(0, who)
    if name != name.rstrip():  # the blank behind an ASCII colon stays outside
        _strip_end(who)
        who.tail = " " + (who.tail or "").lstrip()


def _take(source: etree._Element, target: etree._Element, count: int) -> int:
    """Move the first ``count`` characters of ``source`` to ``target``; what is left of count."""
    text = source.text or ""
    append_text(target, text[:count])
    source.text = text[count:] or None
    count -= min(count, len(text))
    while count and len(source):
        child = source[0]
        copy = etree.SubElement(target, str(child.tag),
                                {str(k): str(v) for k, v in child.attrib.items()})
        count = _take(child, copy, count)
        if child.text or len(child):
            rest = later_piece(child)
            move_content(child, rest)
            replace(child, rest)
            return count
        tail = child.tail or ""
        child.tail = None
        source.remove(child)
        append_text(target, tail[:count])
        source.text = tail[count:] or None
        count -= min(count, len(tail))
    return count


def _strip_end(element: etree._Element) -> None:
    """Take the blanks at the end of the last text in ``element``."""
    while True:
        if len(element) and not (element[-1].tail or "").strip():
            element[-1].tail = None
            element = element[-1]
        elif len(element):
            element[-1].tail = (element[-1].tail or "").rstrip()
            return
        else:
            element.text = (element.text or "").rstrip()
            return
