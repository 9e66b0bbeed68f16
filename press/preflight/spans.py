"""Bracketed spans, ``[文字]{拼音="wén zì" 着重}``: which words they add.

An own reader (see ``inline``). Of all marks only a reading that the writer gives is printed;
a reading that the press finds by itself is the layout's.
"""

from __future__ import annotations

import re

from press.dataclass import dataclass
from press.preflight.passages import kept

_READING = frozenset(("拼音", "pinyin"))
_OTHERS = frozenset((
    "着重", "dots", "专名", "name", "书名", "work", "索引", "index", "术语", "term", "语言",
    "lang"))
_LANGUAGE = frozenset(("语言", "lang"))
_BRACES = re.compile(r"\{:?([^{}]*)\}")
_WORD = re.compile(r"""\s+|[\#.](?P<mark>[^\s"“”=＝\#]+)(?=\s|$)
    |(?P<name>[^\s"“”=＝\#.:：]+)
     (?:[=＝](?P<value>"[^"]*"|“[^”]*”|'[^']*'|[^\s"“”'＝=]+))?(?=\s|$)""", re.VERBOSE)
_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Span:
    """What the braces behind a bracket ask for."""

    readings: tuple[str, ...]
    """Given ones, in the order of writing; empty where there are none."""
    end: int
    """Where the text goes on."""
    foreign: bool = False
    """Whether it is in a language of its own."""

    def words(self, text: str) -> str:
        """``text`` with its readings: each behind its character, or all behind the text."""
        readings = list(self.readings)
        if self.foreign:
            text = kept(text)
        if not readings:
            return text
        if len(_HAN.findall(text)) != len(readings):
            return text + kept(" " + " ".join(readings))
        return _HAN.sub(lambda found: found.group() + kept(f" {readings.pop(0)} "), text)


def read_span(source: str, position: int) -> Span | None:
    """The span whose braces open at ``position``; None where they are none, or hold a word
    that nobody knows: then they are text as typed, and a problem of the manuscript's."""
    found = _BRACES.match(source, position)
    if found is None or not found.group(1).strip():
        return None
    readings: tuple[str, ...] = ()
    foreign = False
    braces, begin = found.group(1), 0
    while begin < len(braces):
        word = _WORD.match(braces, begin)
        if word is None:
            return None
        begin = word.end()
        if word["name"] in _READING:
            readings = tuple((word["value"] or "").strip("\"'“”").split())
        elif word["name"] and word["name"] not in _OTHERS:
            return None
        foreign = foreign or word["name"] in _LANGUAGE
    return Span(readings, found.end(), foreign)


def outside_markdown(text: str, *, spoken: bool = False) -> str:
    """The words of a text in which spans are spans and all else is as typed: a title or caption.

    ``spoken``: an alternative text, which has no room for readings.
    """
    opened = [""]
    position = 0
    while position < len(text):
        mark = text[position]
        position += 1
        if mark == "[":
            opened.append("")
            continue
        if mark == "]" and len(opened) > 1:
            inner = opened.pop()
            span = read_span(text, position)
            if span is None:
                opened[-1] += f"[{inner}]"
            else:
                opened[-1] += inner if spoken else span.words(inner)
                position = span.end
            continue
        opened[-1] += mark
    return "[".join(opened)
