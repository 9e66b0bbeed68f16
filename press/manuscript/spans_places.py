"""Where bracketed spans are written, and what looks like one and is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from press.manuscript.slots import CODE, read, slots
from press.manuscript.source import Source
from press.manuscript.spans import SPANS_BY_NAME
from press.manuscript.trees import line_of_element
from press.values import Place, Problem, problem

REACH = 60
"""Lines behind the beginning of a span within which its braces are looked for."""

Spots = set[tuple[int, int]]
"""Where closing brackets stand: line from 1, index in it from 0."""

_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_BROKEN = re.compile(r"[\]］] ?[{｛]\s*[:：]?\s*([^\s=＝{}｛｝\[\]]+)")
"""What looks like the end of a span, and its first word."""


def places_of(element: etree._Element, braces: str, source: Source,
              taken: Spots) -> Callable[[int], Place]:
    """Where each offset in ``braces`` is written; ``taken`` are the places of other spans."""
    line = line_of_element(element)
    text = "" if len(element) else element.text or ""
    for before in dict.fromkeys((f"[{text}", "")):
        found = _find(f"{before}]{{{braces}}}", line, source, taken, len(before))
        if found:
            taken.add(found)
            number, column = found
            return lambda offset: source.place(number, column + len("]{") + 1 + offset)
    words = braces.split()
    return lambda _: source.find(words[0] if words else "]{", line)


def broken_spans(root: etree._Element, source: Source,
                 taken: Spots) -> Iterator[Problem]:
    """What a writer meant for a span and is none: brackets not paired, blanks, full width.

    ``taken`` are the places where spans do end.
    """
    for slot in slots(root, without=CODE):
        for match in _BROKEN.finditer(read(slot)):
            if match[1] not in SPANS_BY_NAME:
                continue
            place = _written(match.group(), line_of_element(slot[0]), source, taken)
            if place is not None:
                yield problem("span-broken", place, name=match[1])


def _written(text: str, line: int, source: Source, taken: Spots) -> Place | None:
    """Where ``text`` is written; None where a backslash before it says that it is text."""
    while found := _find(text, line, source, taken, 0):
        taken.add(found)
        line, column = found
        written = source.lines[line - 1]
        if not _is_text(written, column):
            return source.place(line, column + 1)
    return None


def _is_text(written: str, column: int) -> bool:
    """Whether the bracket at index ``column`` is typed as text: escaped, itself or the one that
    it closes, or in code."""
    opening = written.rfind("[", 0, column)
    return written[column - 1:column] == "\\" or (
        opening > 0 and written[opening - 1] == "\\") or any(
        match.start() < column < match.end() for match in _CODE.finditer(written))


def _find(needle: str, line: int, source: Source, taken: Spots,
          start: int) -> tuple[int, int] | None:
    """Line and index of the character ``start`` of the first ``needle`` that is not taken."""
    for number in range(line, min(line + REACH, len(source.lines)) + 1):
        column = -1
        while (column := source.lines[number - 1].find(needle, column + 1)) >= 0:
            if (number, column + start) not in taken:
                return number, column + start
    return None
