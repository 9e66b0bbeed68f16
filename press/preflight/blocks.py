"""Block Markdown, read for its words alone: which lines are text, and of what kind.

An own reader (see ``inline``). It follows the order in which Python-Markdown's documentation
lets its block rules apply: text that is no list there (a ``1.`` in the midst of a paragraph)
is no list here, and keeps its mark as words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from press.dataclass import dataclass, replace
from press.preflight.inline import ATTRIBUTES, read_inline
from press.preflight.passages import Line, Passage, Words, kept
from press.preflight.pipe_tables import table_rows
from press.preflight.spans import outside_markdown

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
_ADMONITION = re.compile(
    r"!!! ?([\w-]+)(?: +[\w-]+)*(?: +(?:\"(?P<title>.*?)\"|[\"“”](?P<slip>[^\"“”]*)[\"“”]))? *$")


@dataclass(slots=True)
class Container:
    """A block that goes on in indented chunks after a blank line."""

    inner: Container | None = None
    """The block at the end of its content that may go on too, indented twice."""


_LIST = Container()
_LIST.inner = _LIST  # what is indented still deeper in a list is read as its text


class BlockReader:
    """Reads chunks (runs of lines without a blank one) into ``words``."""

    def __init__(self, notes: Mapping[str, object], links: Mapping[str, str],
                 words: Words) -> None:
        self._notes, self._links, self._words = notes, links, words
        self._first = False

    def read(self, lines: list[Line], first: bool = True) -> None:
        """Lines with blank lines between chunks; ``first``: nothing stands before them."""
        chunk: list[Line] = []
        self._first = first
        inside: Container | None = None
        for line in [*lines, Line(0, "")]:
            if line.text.strip():
                chunk.append(line)
            elif chunk:
                inside = self._chunk(chunk, inside)
                chunk, self._first = [], False

    def running(self, lines: list[Line]) -> None:
        """Lines that are one piece of running text, whatever they look like."""
        if lines:
            self._text(lines)

    def verse(self, lines: list[Line]) -> None:
        """Stanzas with blank lines between them: nothing in them is a list, code or heading."""
        stanza: list[Line] = []
        for line in [*lines, Line(0, "")]:
            if line.text.strip():
                stanza.append(line)
            elif stanza:
                count = len(self._words.body)
                self._paragraph(stanza)
                self._words.body[count:] = [replace(passage, apart=True)
                                            for passage in self._words.body[count:]]
                stanza = []

    def literal(self, lines: list[Line]) -> None:
        """Code: every character is text."""
        if lines:
            self._words.body.append(
                Passage(kept("\n".join(line.text for line in lines)), lines[0].number))

    def _chunk(self, lines: list[Line], inside: Container | None) -> Container | None:
        """Read one chunk; what an indented chunk after it belongs to.

        ``inside``: what this one belongs to if it is indented.
        """
        if not lines:
            return inside
        for place, line in enumerate(lines):
            admonition = _ADMONITION.match(line.text)
            if admonition:
                self._chunk(lines[:place], inside)
                self._admonition_title(admonition, line.number)
                self._first = False
                return self._indented(lines[place + 1:], Container())
        if lines[0].text.startswith("    "):
            return self._indented(lines, inside)
        if len(lines) > 1 and self._table(lines):
            return None
        for place, line in enumerate(lines):
            header = _HEADER.match(line.text)
            if header:
                self._chunk(lines[:place], inside)
                self._header(len(header.group(1)), Line(line.number, header.group(2)))
                return self._rest(lines[place + 1:])
        if len(lines) > 1 and _UNDERLINE.match(lines[1].text):
            self._header(1 if lines[1].text.startswith("=") else 2, lines[0])
            return self._rest(lines[2:])
        for place, line in enumerate(lines):
            if _RULE.match(line.text):
                self._chunk(lines[:place], inside)
                return self._rest(lines[place + 1:])
        for kind in _ITEM:
            if _ITEM[kind].match(lines[0].text):
                self._list(lines, kind)
                return _LIST
        for place, line in enumerate(lines):
            if _DEFINITION.match(line.text) and (place or not self._first):
                self._definitions(lines, place)
                return _LIST
        for place, line in enumerate(lines):
            if _QUOTED.match(line.text):
                self._chunk(lines[:place], None)
                inner = [Line(at.number, found.group(1)) if (found := _QUOTED.match(at.text))
                         else at for at in lines[place:]]
                self.read(inner)
                return None
        self._paragraph(lines)
        return None

    def _rest(self, lines: list[Line]) -> Container | None:
        """What follows a heading or a rule in the same chunk."""
        self._first = False
        return self._chunk(lines, None)

    def _indented(self, lines: list[Line], inside: Container | None) -> Container | None:
        """Deeper in a list or an admonition, or code."""
        if inside is _LIST:
            self._chunk([_outdented(line) for line in lines], _LIST)
            return _LIST
        end = next((i for i, line in enumerate(lines) if not line.text.startswith("    ")),
                   len(lines))
        if inside is None:
            self.literal(lines[:end])
        else:
            inside.inner = self._chunk([_outdented(line) for line in lines[:end]], inside.inner)
        return self._chunk(lines[end:], None) if lines[end:] else inside

    def _admonition_title(self, admonition: re.Match[str], number: int) -> None:
        """The title in quotes; without one, the name of the admonition with a capital."""
        title = admonition["title"] if admonition["title"] is not None else admonition["slip"]
        if title is None:
            title = admonition.group(1).capitalize()
        self._text([Line(number, title)])

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
                self._chunk([_outdented(line) for line in item], _LIST)
            else:
                self._chunk([line for line in item if line.text.strip()], None)

    def _definitions(self, lines: list[Line], first: int) -> None:
        """Terms, each a line, and their definitions."""
        for line in lines[:first]:
            self._text([Line(line.number, _HEADER_ATTRIBUTES.sub("", line.text))])
        group: list[Line] = []
        for line in lines[first:]:
            mark = _DEFINITION.match(line.text)
            if mark:
                self._chunk(group, None)
                group = [Line(line.number, mark.group(1))] if mark.group(1).strip() else []
            else:
                group.append(_outdented(line))
        self._chunk(group, None)

    def _table(self, lines: list[Line]) -> bool:
        """Read the chunk as a table, if it is one: cells row by row."""
        rows = table_rows([line.text for line in lines])
        for place, row in enumerate(rows or ()):
            if place != 1:
                for cell in row:
                    self._text([Line(lines[place].number, _HEADER_ATTRIBUTES.sub("", cell))])
        return rows is not None

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
                    self._words.captions.append(
                        Passage(outside_markdown(part.strip()), lines[0].number))
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
        self._words.alts += [Passage(outside_markdown(alt, spoken=True), line)
                             for alt in alts if alt.strip()]


def _outdented(line: Line) -> Line:
    spaces = len(line.text) - len(line.text.lstrip(" "))
    return Line(line.number, line.text[min(spaces, 4):])
