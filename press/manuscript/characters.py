"""Which characters a manuscript uses, and which of them no manuscript should."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from press.manuscript.source import Source
from press.values import Problem, Story, problem

_BAD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
    "\ufffd\ufdd0-\ufdef\ufffe\uffff\ue000-\uf8ff"
    "\U0001fffe\U0001ffff\U000e0001-\U000e007f\U000f0000-\U0010ffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}));?")


def character_problems(source: Source) -> Iterator[Problem]:
    """Every bad character of a manuscript once, at its first place, with its number."""
    first: dict[str, tuple[int, int]] = {}
    count: dict[str, int] = {}
    for number, line in enumerate(source.lines, start=1):
        for match in _BAD.finditer(line):
            first.setdefault(match.group(), (number, match.start() + 1))
            count[match.group()] = count.get(match.group(), 0) + 1
        for match in _REFERENCE.finditer(line) if "&#" in line else ():
            character = _referred(match)
            if character is None or _BAD.match(character):
                shown = character or "\ufffd"
                first.setdefault(shown, (number, match.start() + 1))
                count[shown] = count.get(shown, 0) + 1
    for character, (number, column) in first.items():
        yield problem(_code(character), source.place(number, column),
                      codepoint=f"U+{ord(character):04X}", count=count[character])


def without_bad(line: str) -> str:
    """``line`` with bad characters, also written as references, made U+FFFD: what is
    converted then holds no private use characters but our own."""
    line = _BAD.sub("\ufffd", line)
    if "&#" in line:
        line = _REFERENCE.sub(
            lambda m: "\ufffd" if _BAD.match(_referred(m) or "\ufffd") else m.group(), line)
    return line


def printed_characters(story: Story) -> set[str]:
    """Every character that a story prints, but white space: as ``characters``, without places."""
    texts = [story.title, story.subtitle, story.author]
    for markup in (story.title_html, story.html):
        texts += ElementTree.fromstring(f"<x>{markup}</x>").itertext()
    return {c for c in set("".join(texts)) if not c.isspace()}


def characters(story: Story) -> Mapping[str, tuple[int, int]]:
    """Every character that a story prints → line and column of its first use, by place.

    A character that is not written literally (``&hearts;``) has the line of its block and
    column 1. White space is not counted.
    """
    lines = story.source.split("\n")
    printed: dict[str, int] = {}
    for text in (story.title, story.subtitle, story.author):
        for character in text:
            printed.setdefault(character, story.title_line)
    for markup in (story.title_html, story.html):
        root = ElementTree.fromstring(f"<x>{markup}</x>")
        _collect(root, story.title_line, printed)
    written: dict[str, tuple[int, int]] = {}
    for number, line in enumerate(lines, start=1):
        for column, character in enumerate(line, start=1):
            written.setdefault(character, (number, column))
    found = {c: written.get(c, (line, 1)) for c, line in printed.items() if not c.isspace()}
    return dict(sorted(found.items(), key=lambda item: (item[1], item[0])))


def _collect(element: ElementTree.Element, line: int, printed: dict[str, int]) -> None:
    line = int(element.get("data-line", line))
    for character in element.text or "":
        printed.setdefault(character, line)
    for child in element:
        _collect(child, line, printed)
        for character in child.tail or "":
            printed.setdefault(character, line)


def _referred(match: re.Match[str]) -> str | None:
    """The character of a numeric reference; None where there is no such character."""
    number = int(match[1], 16) if match[1] else int(match[2])
    if number > 0x10FFFF or 0xD800 <= number < 0xE000:
        return None
    return chr(number)


def _code(character: str) -> str:
    if character == "\ufffd":
        return "character-replacement"
    if unicodedata.category(character) == "Co":
        return "character-private"
    return "character-control"
