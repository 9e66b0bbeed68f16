"""Line ends inside Chinese paragraphs: a manuscript's lines may be broken anywhere.

A line end between two Han characters or full-width marks is no space. CSS Text 3 (4.1.3,
segment break transformation rules) asks this of the engine, which turns it into a space.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from lxml import etree

from press.manuscript.placing import BLOCKS

_LINE_END = re.compile(r" *\n *")


def join_lines(root: etree._Element) -> None:
    """Take out the line ends under ``root`` that stand between wide characters."""
    slots = _slots(root)
    for index, slot in enumerate(slots):
        text = _read(slot)
        if "\n" not in text or slot is None:
            continue

        def joined(match: re.Match[str], text: str = text, index: int = index) -> str:
            before = text[:match.start()][-1:] or _neighbour(slots, index, -1)[-1:]
            after = text[match.end():match.end() + 1] or _neighbour(slots, index, 1)[:1]
            return "" if _is_wide(before) and _is_wide(after) else match.group()

        setattr(slot[0], slot[1], _LINE_END.sub(joined, text))


_Slot = tuple[etree._Element, str] | None
"""A text of an element, ``text`` or ``tail``; None for what no line runs across."""


def _slots(root: etree._Element) -> list[_Slot]:
    """Every text under ``root`` in order, but for those whose line ends are kept."""
    slots: list[_Slot] = []

    def collect(element: etree._Element) -> None:
        border = element.tag in BLOCKS or element.tag in ("br", "img", "pre")
        if border:
            slots.append(None)
        if element.tag not in ("pre", "rt"):  # a reading stands above the line
            slots.append((element, "text"))
            for child in element:
                collect(child)
                slots.append((child, "tail"))
        if border:
            slots.append(None)

    collect(root)
    return slots


def _read(slot: _Slot) -> str:
    return (getattr(slot[0], slot[1]) or "") if slot else ""


def _neighbour(slots: list[_Slot], index: int, step: int) -> str:
    """The next text in a direction, up to the border of the block; empty where there is none."""
    index += step
    while 0 <= index < len(slots) and slots[index] is not None:
        if text := _read(slots[index]).strip(" "):
            return text
        index += step
    return ""


@cache
def _is_wide(character: str) -> bool:
    """Han, kana and full-width forms; Hangul divides words by spaces."""
    return bool(character) and unicodedata.east_asian_width(character) in "WF" and \
        not unicodedata.name(character, "").startswith("HANGUL")
