"""A manuscript or a table → ``Document``: the text as printed, unit by unit."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from press.proof.document import BREAK, Document, Unit
from press.proof.inline import Aside, flatten, is_wide
from press.proof.lines import Block, blocks


class _Builder:
    """Gathers units and the map back to the source."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.units: list[Unit] = []
        self.starts: list[int] = []
        self.spots: list[tuple[int, int]] = []

    def put(self, text: str, line: int, column: int) -> None:
        """A piece of text that stands at a line and column (both from 1)."""
        if text and self.parts and self.parts[-1] == "\n" and is_wide(text[0]) and \
                len(self.parts) > 1 and is_wide(self.parts[-2][-1]):
            self.parts.pop()  # a line end between wide characters is not printed
            self.starts.pop()
            self.spots.pop()
            self.length -= 1
        if text:
            self.starts.append(self.length)
            self.spots.append((line, column))
            self.parts.append(text)
            self.length += len(text)

    def end(self, start: int, block: Block, kind: str = "") -> None:
        """The unit that began at ``start`` ends."""
        if self.length == start:
            return
        self.units.append(Unit(
            start, self.length, kind or block.kind, block.lines[0][0],  # type: ignore[arg-type]
            block.level, block.quoted, block.verse, block.number, block.group, block.row,
            block.column))
        self.parts.append(BREAK)
        self.length += 1

    def document(self, path: str, lang: str) -> Document:
        return Document(path, lang, "".join(self.parts), tuple(self.units), self.starts,
                        self.spots)


def read_manuscript(path: str, text: str, lang: str, quoted: Sequence[int] = ()) -> Document:
    """The document of a manuscript; line ends are ``\\n``.

    ``quoted``: lines on which a block begins that is marked as a quotation.
    """
    builder = _Builder()
    lines = text.split("\n")
    marked = frozenset(quoted)
    for block in blocks(lines)[0]:
        if marked and any(line in marked for line, _, _ in block.lines):
            block.quoted = True
        _add(block, builder)
    return builder.document(path, lang)


def _add(block: Block, builder: _Builder) -> None:
    """The text of a block, then what its pictures say."""
    source = "\n".join(text for _, _, text in block.lines)
    flat = flatten(source)
    starts = _line_starts(block)
    start = builder.length
    for words, offset in flat.pieces:
        _pieces(words, offset, starts, builder)
    _strip_end(builder, start)
    builder.end(start, block)
    for aside in flat.asides:
        _aside(aside, source, starts, block, builder)


def _line_starts(block: Block) -> list[tuple[int, int, int]]:
    """Offset in the block, line and column (from 1) of each of its lines."""
    found, at = [], 0
    for line, column, text in block.lines:
        found.append((at, line, column + 1))
        at += len(text) + 1
    return found


def _pieces(words: str, offset: int, starts: list[tuple[int, int, int]],
            builder: _Builder) -> None:
    """Put ``words`` line by line; a line end stays where it is printed as a space."""
    if len(starts) == 1 and "\x00" not in words:
        builder.put(words, starts[0][1], starts[0][2] + offset)
        return
    at = offset
    for index, (begin, line, column) in enumerate(starts):
        end = starts[index + 1][0] - 1 if index + 1 < len(starts) else offset + len(words)
        if begin > offset + len(words):
            break
        if end < at:
            continue
        piece = words[at - offset:max(end - offset, 0)]
        for run, lead in _without_nul(piece):
            builder.put(run, line, column + at - begin + lead)
        at = min(end, offset + len(words))
        if at < offset + len(words) and words[at - offset] == "\n":
            builder.put("\n", line, column + end - begin)
            at += 1


def _without_nul(piece: str) -> Iterator[tuple[str, int]]:
    """Runs of ``piece`` between comments."""
    at = 0
    for run in piece.split("\x00"):
        if run:
            yield run, at
        at += len(run) + 1


def _strip_end(builder: _Builder, start: int) -> None:
    """Take off the blanks at the end of the unit that began at ``start``."""
    while builder.length > start and builder.parts[-1][-1:].isspace():
        last = builder.parts[-1].rstrip()
        builder.length -= len(builder.parts[-1]) - len(last)
        if last:
            builder.parts[-1] = last
            return
        builder.parts.pop()
        builder.starts.pop()
        builder.spots.pop()


def _aside(aside: Aside, source: str, starts: list[tuple[int, int, int]], block: Block,
           builder: _Builder) -> None:
    words = source[aside.start:aside.end]
    if aside.kind == "caption":
        words = words.split("|")[0].rstrip()  # behind the bar stands the source
    start = builder.length
    _pieces(words, aside.start, starts, builder)
    builder.end(start, block, aside.kind)


def read_table(path: str, text: str, lang: str) -> Document:
    """The document of a CSV table: a unit for each cell whose place can be told."""
    builder = _Builder()
    lines = text.split("\n")
    row = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        at = 0
        try:
            values = next(csv.reader(io.StringIO(line)), [])
        except csv.Error:
            continue
        for column, value in enumerate(values):
            found = line.find(value, at) if value else -1
            if found < 0 or not value.strip():
                continue
            at = found + len(value)
            start = builder.length
            lead = len(value) - len(value.lstrip())
            builder.put(value.strip(), number, found + lead + 1)
            builder.end(start, Block("cell", [(number, found, value)], group=1, row=row,
                                     column=column))
        row += 1
    return builder.document(path, lang)

