"""Block Markdown, read for its words alone: which lines are text, and of what kind.

An own reader (see ``inline``). It follows the order in which Python-Markdown's documentation
lets its block rules apply: text that is no list there (a ``1.`` in the midst of a paragraph)
is no list here, and keeps its mark as words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from press.preflight.inline import ATTRIBUTES, read_inline

_HEADER = re.compile(r"(#{1,6})(.*?)#*$")
_HEADER_ATTRIBUTES = re.compile(rf"[ ]+{ATTRIBUTES}[ ]*$")
_LINE_ATTRIBUTES = re.compile(rf"[ ]*{ATTRIBUTES}[ ]*$")
_UNDERLINE = re.compile(r"[=-]+[ ]*$")
_RULE = re.compile(r"[ ]{0,3}(?:(?:-+[ ]{0,2}){3,}|(?:_+[ ]{0,2}){3,}|(?:\*+[ ]{0,2}){3,})[ ]*$")
_ITEM = {"ol": re.compile(r"[ ]{0,3}(\d+)\.[ ]+(.*)"),
         "ul": re.compile(r"[ ]{0,3}([*+-])[ ]+(.*)")}
_NESTED = re.compile(r"[ ]{4,7}(?:\d+\.|[*+-])[ ]+.*")
_DEFINITION = re.compile(r"[ ]{0,3}:[ ]{1,3}(.*)")
_QUOTED = re.compile(r"[ ]{0,3}>[ ]?(.*)")
_DELIMITER = re.compile(r"[|:\- ]*$")
_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)|\\.")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the manuscript, or what is left of it."""

    number: int
    """From 1."""
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that must be in print, and where they were written."""

    text: str
    line: int
    """Of its first character; each line end inside it is a line of the manuscript."""


@dataclass(slots=True)
class Words:
    """What was read so far, in the order of print."""

    title: Passage | None = None
    body: list[Passage] = field(default_factory=list)
    captions: list[Passage] = field(default_factory=list)
    alts: list[Passage] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    numbers: list[Passage] = field(default_factory=list)
    """Of ordered lists, as typed."""


class BlockReader:
    """Reads chunks (runs of lines without a blank one) into ``words``."""

    def __init__(self, notes: Mapping[str, object], links: Mapping[str, str],
                 words: Words) -> None:
        self._notes, self._links, self._words = notes, links, words

    def read(self, lines: list[Line], in_list: bool = False) -> None:
        """Lines with blank lines between chunks."""
        chunk: list[Line] = []
        for line in [*lines, Line(0, "")]:
            if line.text.strip():
                chunk.append(line)
            elif chunk:
                in_list = self._chunk(chunk, in_list)
                chunk = []

    def literal(self, lines: list[Line]) -> None:
        """Code: every character is text."""
        if lines:
            self._words.body.append(
                Passage("\n".join(line.text for line in lines), lines[0].number))

    def _chunk(self, lines: list[Line], in_list: bool) -> bool:
        """Read one chunk; whether an indented chunk after it belongs to a list."""
        if not lines:
            return in_list
        if lines[0].text.startswith("    "):
            return self._indented(lines, in_list)
        if len(lines) > 1 and self._table(lines):
            return False
        for place, line in enumerate(lines):
            header = _HEADER.match(line.text)
            if header:
                self._chunk(lines[:place], in_list)
                self._header(len(header.group(1)), Line(line.number, header.group(2)))
                return self._chunk(lines[place + 1:], False)
        if len(lines) > 1 and _UNDERLINE.match(lines[1].text):
            self._header(1 if lines[1].text.startswith("=") else 2, lines[0])
            return self._chunk(lines[2:], False)
        for place, line in enumerate(lines):
            if _RULE.match(line.text):
                self._chunk(lines[:place], in_list)
                return self._chunk(lines[place + 1:], False)
        for kind in _ITEM:
            if _ITEM[kind].match(lines[0].text):
                self._list(lines, kind)
                return True
        for place, line in enumerate(lines):
            if _DEFINITION.match(line.text) and (place or self._words.body):
                self._definitions(lines, place)
                return True
        for place, line in enumerate(lines):
            if _QUOTED.match(line.text):
                self._chunk(lines[:place], False)
                inner = [Line(at.number, found.group(1)) if (found := _QUOTED.match(at.text))
                         else at for at in lines[place:]]
                self.read(inner)
                return False
        self._paragraph(lines)
        return False

    def _indented(self, lines: list[Line], in_list: bool) -> bool:
        """Deeper in a list, or code."""
        if in_list:
            self._chunk([_outdented(line) for line in lines], True)
            return True
        end = next((i for i, line in enumerate(lines) if not line.text.startswith("    ")),
                   len(lines))
        self.literal(lines[:end])
        return self._chunk(lines[end:], False)

    def _list(self, lines: list[Line], kind: str) -> None:
        items: list[list[Line]] = []
        numbers: list[Passage] = []
        for line in lines:
            mark = _ITEM[kind].match(line.text)
            if mark:
                numbers.append(Passage(mark.group(1) if kind == "ol" else "", line.number))
                items.append([Line(line.number, mark.group(2))])
            elif _NESTED.match(line.text) and not items[-1][0].text.startswith("    "):
                numbers.append(Passage("", line.number))  # read when its own list is
                items.append([line])
            else:
                items[-1].append(line)
        for item, number in zip(items, numbers, strict=True):
            if number.text:
                self._words.numbers.append(number)
            if item[0].text.startswith("    "):
                self._chunk([_outdented(line) for line in item], True)
            else:
                self._chunk([line for line in item if line.text.strip()], False)

    def _definitions(self, lines: list[Line], first: int) -> None:
        """Terms, each a line, and their definitions."""
        for line in lines[:first]:
            self._text([Line(line.number, _HEADER_ATTRIBUTES.sub("", line.text))])
        group: list[Line] = []
        for line in lines[first:]:
            mark = _DEFINITION.match(line.text)
            if mark:
                self._chunk(group, False)
                group = [Line(line.number, mark.group(1))] if mark.group(1).strip() else []
            else:
                group.append(_outdented(line))
        self._chunk(group, False)

    def _table(self, lines: list[Line]) -> bool:
        """Read the chunk as a table, if it is one: cells row by row."""
        first = lines[0].text.strip(" ")
        bordered = first.startswith("|") or (first.endswith("|") and not first.endswith("\\|"))
        rows = [cells(line.text, bordered) for line in lines]
        if len(rows[0]) < 2 and not (bordered and all(
                line.text.strip(" ")[:1] == "|" or line.text.rstrip(" ").endswith("|")
                for line in lines[1:])):
            return False
        if len(rows[1]) != len(rows[0]) or not _DELIMITER.match(lines[1].text):
            return False
        for line, row in zip(lines, rows, strict=True):
            if line is not lines[1]:
                for cell in row:
                    self._text([Line(line.number, _HEADER_ATTRIBUTES.sub("", cell))])
        return True

    def _header(self, level: int, line: Line) -> None:
        bare = Line(line.number, _HEADER_ATTRIBUTES.sub("", line.text.strip()).rstrip("#"))
        if level == 1 and self._words.title is None and not self._words.body:
            found = read_inline(bare.text, self._notes, self._links)
            self._words.title = Passage(found.text, line.number)
            self._words.calls += found.calls
        else:
            self._text([bare])

    def _paragraph(self, lines: list[Line]) -> None:
        if len(lines) > 1 and _LINE_ATTRIBUTES.fullmatch(lines[-1].text):
            lines = lines[:-1]
        found = read_inline("\n".join(line.text for line in lines), self._notes, self._links)
        if len(found.images) == 1 and not found.text.strip():
            image = found.images[0]
            for part in image.title.split("|", 1):
                if part.strip():
                    self._words.captions.append(Passage(part.strip(), lines[0].number))
        self._add(found.text, lines[0].number, found.calls,
                  [image.alternative for image in found.images])

    def _text(self, lines: list[Line]) -> None:
        found = read_inline("\n".join(line.text for line in lines), self._notes, self._links)
        self._add(found.text, lines[0].number, found.calls,
                  [image.alternative for image in found.images])

    def _add(self, text: str, line: int, calls: list[str], alts: list[str]) -> None:
        if text.strip():
            self._words.body.append(Passage(text, line))
        self._words.calls += calls
        self._words.alts += [Passage(alt, line) for alt in alts if alt.strip()]


def cells(row: str, bordered: bool) -> list[str]:
    """The cells of a table row: bars in code and escaped bars are words, not borders.

    Only where the head of the table is ``bordered`` do outer bars belong to the border.
    """
    masked = _CODE_SPAN.sub(lambda found: "x" * len(found.group()), row)
    begin = len(row) - len(row.lstrip(" "))
    end = len(row.rstrip(" "))
    if bordered:
        begin += masked.startswith("|", begin)
        end -= masked.endswith("|", begin, end)
    bars = [i for i in range(begin, end) if masked[i] == "|"]
    return [row[a:b].strip() for a, b in zip([begin, *(i + 1 for i in bars)], [*bars, end],
                                             strict=True)]


def _outdented(line: Line) -> Line:
    spaces = len(line.text) - len(line.text.lstrip(" "))
    return Line(line.number, line.text[min(spaces, 4):])
