"""The lines of a finished document, as a proof numbers them, and what is at a spot of a page."""

from __future__ import annotations

from typing import Any

from press.dataclass import dataclass
from press.preflight.compare import normal
from press.preflight.edges import trim_of
from press.preflight.facts import Facts
from press.preflight.findings import PT_PER_MM
from press.preflight.inline import PAGE
from press.preflight.job import PartPrint
from press.preflight.printed import recorded
from press.preflight.shown import Content, Piece

_SMALL = 0.62
"""Of the size of the text: what is smaller and stands above a line (拼音) belongs to it."""
_WINDOW = 0.75
"""Of the page, across or down: what is shown through a smaller window is lettering of a figure."""


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line as it stands on the page; mm from the left and the top of the trim."""

    left: float
    top: float
    width: float
    height: float
    text: str
    path: str = ""
    line: int | None = None


@dataclass(slots=True)
class _Row:
    left: float
    low: float
    right: float
    high: float
    size: float
    texts: list[str]


def document_lines(pdf: bytes, printed: tuple[PartPrint, ...] = ()
                   ) -> tuple[tuple[FoundLine, ...], ...]:
    """The lines of each page, from top to bottom; an exception (see ``access``) if the file cannot
    be read. ``printed``: by which each line knows its manuscript."""
    facts = Facts(pdf)
    return tuple(_lines(page, content, _known(index, printed))
                 for index, (page, content) in enumerate(
                     zip(facts.pages, facts.contents, strict=True)))


def _known(index: int, printed: tuple[PartPrint, ...]
           ) -> tuple[str, list[tuple[tuple[int, int, int, int], int]]]:
    """The manuscript of a page, and boxes of its lines (tenths of a pt) with their lines there."""
    for part in printed:
        if part.first <= index < part.first + part.count and part.source:
            pages = recorded(part.data)
            number = index - part.first
            lines = pages[number].lines if number < len(pages) else ()
            return part.source, [(line.box, line.line) for line in lines if line.line is not None]
    return "", []


def _lines(page: Any, content: Content,
           known: tuple[str, list[tuple[tuple[int, int, int, int], int]]]) -> tuple[FoundLine, ...]:
    trim = trim_of(page)
    if trim is None:
        return ()
    width, height = trim[2] - trim[0], trim[3] - trim[1]
    found: list[_Row] = []
    row: _Row | None = None
    for piece in content.pieces:
        if piece.artifact is None and not piece.hidden and _whole(piece, width, height):
            row = _row_of(piece, row, found)
    sizes = sorted(row.size for row in found for _ in row.texts)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    full = [row for row in found if row.size >= _SMALL * usual]
    for row in found:
        if row not in full:  # a reading above a line, or a mark beside it
            middle = row.low + row.high
            nearest = sorted(full, key=lambda other: abs(other.low + other.high - middle))
            for near in nearest[:1]:
                near.texts += row.texts
    path, places = known
    lines = []
    for row in sorted(full, key=lambda row: (-row.high, row.left)):
        text = normal("".join(row.texts)).replace(PAGE, "")
        if not text:
            continue
        left, top = (row.left - trim[0]) / PT_PER_MM, (trim[3] - row.high) / PT_PER_MM
        lines.append(FoundLine(
            round(left, 2), round(top, 2), round((row.right - row.left) / PT_PER_MM, 2),
            round((row.high - row.low) / PT_PER_MM, 2), text, path,
            _manuscript_line(10 * (row.low - trim[1]), 10 * (row.high - trim[1]), places)))
    return tuple(lines)


def _whole(piece: Piece, width: float, height: float) -> bool:
    left, low, right, high = piece.window
    return right - left >= _WINDOW * width and high - low >= _WINDOW * height


def _row_of(piece: Piece, last: _Row | None, found: list[_Row]) -> _Row | None:
    """Put a piece on the line that it shares more than half of its height with, if there is one;
    the line that it stands on."""
    box = piece.box()
    if box is None:  # words that stand for those of several pieces
        if last is not None and piece.text():
            last.texts.append(piece.text())
        return last
    left, low, right, high = box
    for row in reversed(found):
        shared = min(high, row.high) - max(low, row.low)
        if shared > 0.5 * min(high - low, row.high - row.low):
            row.texts.append(piece.text())
            row.left, row.right = min(row.left, left), max(row.right, right)
            if piece.size > row.size:  # the line stands as its largest letters do
                row.low, row.high, row.size = low, high, piece.size
            return row
    found.append(_Row(left, low, right, high, piece.size, [piece.text()]))
    return found[-1]


def _manuscript_line(low: float, high: float,
                     places: list[tuple[tuple[int, int, int, int], int]]) -> int | None:
    best, most = None, 0.0
    for (_, bottom, _, top), line in places:
        shared = min(high, top) - max(low, bottom)
        if shared > most:
            best, most = line, shared
    return best
