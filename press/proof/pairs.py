"""Marks that come in pairs: rules 19 to 23, in one walk over all of them.

A quotation of several paragraphs begins each with “ and ends the last alone with ” (GB/T
15834-2011, 4.7.3.5); such a chain is no fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.dataclass import dataclass
from press.proof.document import HAN, Document, Hit, Rule, Unit

_PAIRS = {"“": "”", "‘": "’", "（": "）", "(": ")", "《": "》", "〈": "〉", "【": "】", "〔": "〕",
          "「": "」", "『": "』"}
_OPENING = {closing: opening for opening, closing in _PAIRS.items()} | {")": "（"}
_ANY = re.compile("[“”‘’（）()《》〈〉【】〔〕「」『』]")
_SAYS, _SAID = tuple("“‘「『\"'"), tuple("”’」』\"'")
_NUMBERED = re.compile(r"[\dA-Za-z一二三四五六七八九十甲乙丙丁]{1,3}\Z")
_HAN = re.compile(f"[{HAN}]")
REACH = 8
"""Units within which a mark that is opened may be closed."""


@dataclass(slots=True)
class _Mark:
    character: str
    at: int


@dataclass(slots=True)
class _Walked:
    """What one unit left."""

    unit: Unit
    opened: list[_Mark]
    closed: list[_Mark]


def _pairs(document: Document) -> Iterator[Hit]:
    walked: list[_Walked] = []
    marks = [(m.group(), m.start()) for m in _ANY.finditer(document.text)]
    index = 0
    for unit in document.units:
        stack: list[_Mark] = []
        lone: list[_Mark] = []
        while index < len(marks) and marks[index][1] < unit.end:
            character, at = marks[index]
            index += 1
            yield from _take(character, at, document, unit, stack, lone)
        if unit.verse:
            continue
        yield from _reversed(stack, lone)
        if stack or lone:
            walked.append(_Walked(unit, stack, lone))
    yield from _across(document, walked)


def _take(character: str, at: int, document: Document, unit: Unit, stack: list[_Mark],
          lone: list[_Mark]) -> Iterator[Hit]:
    text = document.text
    if text[at - 1:at] in _SAYS and text[at + 1:at + 2] in _SAID and at:
        return  # “（” speaks of the mark
    if character in _PAIRS:
        stack.append(_Mark("（" if character == "(" else character, at))
        return
    opening = _OPENING[character]
    if character == "’" and text[at - 1:at].isascii() and text[at - 1:at].isalnum() and (
            not any(m.character == "‘" for m in stack) or text[at + 1:at + 2].isalnum()):
        return  # an apostrophe
    if stack and stack[-1].character == opening:
        yield from _nested(stack, document)
        stack.pop()
        return
    place = next((i for i in range(len(stack) - 1, -1, -1)
                  if stack[i].character == opening), None)
    if place is not None:
        inner = stack[place + 1:]
        if any(_PAIRS[m.character] in text[at + 1:unit.end] for m in inner):
            # Crossed: what was opened within is closed only behind.
            yield Hit(at, at + 1, {"other": inner[-1].character}, "copy-pair-order")
            del stack[place]
        else:
            for mark in inner:
                lone.append(mark)
            del stack[place:]
        return
    if character == ")" or (character == "）" and _NUMBERED.search(text[unit.start:at])
                            and at - unit.start <= 3):
        return  # 1) and a)
    lone.append(_Mark(character, at))


def _nested(stack: list[_Mark], document: Document) -> Iterator[Hit]:
    """Whether the innermost pair is of the kind that its depth wants; it has just been closed."""
    mark, outer = stack[-1], stack[:-1]
    traditional = document.traditional
    for first, second, code in (("“", "‘", "copy-quote-nesting"), ("《", "〈",
        "copy-title-nesting"),
                                ("「", "『", "copy-quote-nesting")):
        if mark.character not in (first, second):
            continue
        if first == "「" and not traditional:
            continue
        around = [m.character for m in outer if m.character in (first, second)]
        wanted = second if len(around) % 2 else first
        if around and around[-1] != mark.character:
            continue
        if not around and mark.character == first:
            continue
        if not _HAN.match(document.text[mark.at + 1:mark.at + 2]) and not around:
            continue
        yield Hit(mark.at, mark.at + 1, {"instead": wanted + _PAIRS[wanted]}, code)


def _reversed(stack: list[_Mark], lone: list[_Mark]) -> Iterator[Hit]:
    """Pairs that are closed before they are opened, taken out of what is left."""
    for mark in list(lone):
        if mark.character not in _OPENING:
            continue
        opening = _OPENING[mark.character]
        later = next((m for m in stack if m.character == opening and m.at > mark.at), None)
        if later is not None:
            yield Hit(mark.at, mark.at + 1, {"other": opening}, "copy-pair-order")
            stack.remove(later)
            lone.remove(mark)


def _across(document: Document, walked: list[_Walked]) -> Iterator[Hit]:
    """What is left open: closed in a later paragraph, continued as the rule wants, or lone."""
    order = {u.start: i for i, u in enumerate(document.units)}
    for left in walked:
        for mark in left.opened:
            closing = _PAIRS[mark.character]
            if mark.character == "“" and _continued(document, left.unit, order):
                continue
            later = next((w for w in walked if 0 < order[w.unit.start] - order[left.unit.start]
                          <= REACH and left.unit.kind not in ("cell", "heading", "title")
                          and any(m.character == closing for m in w.closed)), None)
            if later is None:
                if document.text[mark.at] == "(":
                    continue
                yield Hit(mark.at, mark.at + 1, {"other": closing})
                continue
            end = next(m for m in later.closed if m.character == closing)
            later.closed.remove(end)
            yield Hit(mark.at, mark.at + 1, {"line": str(document.spot(end.at)[0])},
                      "copy-pair-paragraphs")
        for mark in left.closed:
            other = _PAIRS.get(mark.character) or _OPENING[mark.character]
            yield Hit(mark.at, mark.at + 1, {"other": other})


def _continued(document: Document, unit: Unit, order: dict[int, int]) -> bool:
    """Whether the next paragraph begins with “ again, until one ends with ”."""
    index = order[unit.start] + 1
    if index >= len(document.units):
        return False
    following = document.units[index]
    return document.text.startswith("“", following.start) and "”" in document.text[
        following.start:following.start + 8000]


RULES = (
    Rule(19, "copy-pair-open", _pairs),
)
"""The walk finds what 20 to 23 forbid as well; its hits say so by their codes."""
