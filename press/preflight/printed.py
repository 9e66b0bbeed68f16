"""What a typeset part shows, page by page, kept so that the finished document can be held to it.

The part was compared with its manuscript character by character (``compare``): so a document whose
pages show the same words at the same places, the same pictures and the same strokes has lost
nothing. Each line in print knows the line of the manuscript that it came from.

Kept as JSON, and read only where something is looked at anew or must be located. Places are in
tenths of a pt from the left and the foot of the trim.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from press.dataclass import dataclass
from press.preflight import access
from press.preflight.boxed import Box, cut
from press.preflight.compare import normal
from press.preflight.edges import seen_on, trim_of
from press.preflight.facts import Facts
from press.preflight.inline import PAGE
from press.preflight.painted import is_seen
from press.preflight.passages import Passage
from press.preflight.plaintext import ExpectedText
from press.preflight.shown import Content
from press.preflight.thumbnails import thumbnails
from press.preflight.tree import Element, Marked

Tenths = tuple[int, int, int, int]

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_NUMERAL = re.compile("[0-9]+|[ivxlcdm]+|[A-Z]+")
_STEP = 4
"""Characters that must agree for a place in the manuscript to be told, or all of a shorter line."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line in print."""

    box: Tenths
    """Left, bottom, right, top."""
    line: int | None
    """Of the manuscript; None for what the layout wrote."""
    text: str
    """As it is compared (``compare.normal``); page numbers that are bound late as PAGE."""


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page of a part."""

    lines: tuple[PrintedLine, ...]
    """In the order of the content stream, running heads and folios too."""
    pictures: tuple[tuple[Tenths, str], ...]
    """Raster pictures: where, and how they look from afar (``thumbnails``)."""
    paints: tuple[tuple[str, int, int, int, int], ...]
    """All else that is painted within the trim: what, and where in pt."""
    links: tuple[tuple[Tenths, str], ...] = ()
    """Where, and the address or the name that each leads to."""
    tags: tuple[str, ...] = ()
    """The elements that its marked content belongs to, in the order of their numbers."""
    faces: tuple[str, ...] = ()
    """The fonts of its text, as they change: their names in the resources of the part."""
    inks: tuple[tuple[str, int], ...] = ()
    """The colours of its text, as they change (``paint.ink_of``), and how many pieces are in
    each."""


def record(pages: Iterable[PrintedPage]) -> bytes:
    """``pages`` as bytes; the same pages give the same bytes."""
    return json.dumps([[[[line.box, line.line, line.text] for line in page.lines],
                        page.pictures, page.paints, page.links, page.tags, page.faces,
                        page.inks]
                       for page in pages],
                      ensure_ascii=False, separators=(",", ":")).encode()


@lru_cache(maxsize=256)
def recorded(data: bytes) -> tuple[PrintedPage, ...]:
    """The reverse of ``record``."""
    return tuple(PrintedPage(
        tuple(PrintedLine(tuple(box), line, text) for box, line, text in lines),
        tuple((tuple(box), look) for box, look in pictures),
        tuple((kind, *where) for kind, *where in paints),
        tuple((tuple(box), target) for box, target in links), tuple(tags), tuple(faces),
        tuple((ink, count) for ink, count in inks))
        for lines, pictures, paints, links, tags, faces, inks in json.loads(data))


def printed_pages(facts: Facts, expected: ExpectedText | None) -> bytes:
    """What all pages of ``facts`` (a part) show; ``expected``: of its manuscript, if it has one."""
    lines = _Manuscript(expected)
    led, told = links(facts), tags(facts)
    found = []
    for index, (page, content) in enumerate(zip(facts.pages, facts.contents, strict=True)):
        found.append(PrintedPage(
            tuple(PrintedLine(box, lines.of(text) if own else None, text)
                  for box, text, own in rows(page, content)),
            tuple(pictures(facts.pdf, index, page, content)), paints(page, content),
            led.get(index, ()), told.get(index, ()), faces(content), inks(content)))
    return record(found)


def rows(page: Any, content: Content) -> list[tuple[Tenths, str, bool]]:
    """The lines of a page: where, words, and whether they are of the text; pieces that follow one
    another on one height are one line."""
    trim = trim_of(page) or (0.0, 0.0, 0.0, 0.0)
    found: list[tuple[list[float], list[str], bool]] = []
    for piece in content.pieces:
        words = _NUMERAL.sub(PAGE, piece.text()) if piece.late else piece.text()
        box = piece.box()
        own = piece.artifact is None
        if box is None:
            if found and found[-1][2] == own:
                found[-1][1].append(words)
            elif words:
                found.append(([trim[0], trim[1], trim[0], trim[1]], [words], own))
            continue
        last = found[-1] if found else None
        if last is not None and last[2] == own and \
                abs(last[0][1] - box[1]) < 0.35 * piece.size and box[0] >= last[0][0] - 1:
            last[0][0], last[0][1] = min(last[0][0], box[0]), min(last[0][1], box[1])
            last[0][2], last[0][3] = max(last[0][2], box[2]), max(last[0][3], box[3])
            last[1].append(words)
        else:
            found.append((list(box), [words], own))
    return [(_tenths(box, trim), text, own) for box, parts, own in found
            if (text := normal("".join(parts)))]


def paints(page: Any, content: Content) -> tuple[tuple[str, int, int, int, int], ...]:
    """Fills, strokes and shadings within the trim, sorted."""
    trim = trim_of(page) or (0.0, 0.0, 0.0, 0.0)
    found: list[tuple[str, int, int, int, int]] = []
    for paint in content.paints:
        seen = seen_on(paint, trim)
        if paint.kind != "image" and seen is not None:
            left, low, right, high = (round(edge - trim[n % 2]) for n, edge in enumerate(seen))
            found.append((paint.kind, left, low, right, high))
    for kind, count in (("white", sum(piece.white for piece in content.pieces)),
                        ("hidden", sum(piece.hidden for piece in content.pieces))):
        if count:  # text that cannot be seen is as good as lost
            found.append((kind, count, 0, 0, 0))
    return tuple(sorted(found))


def faces(content: Content) -> tuple[str, ...]:
    """The names of the fonts of a page's text, without their subset tags, as they change."""
    fonts = groupby(piece.font for piece in content.pieces if piece.font is not None)
    return tuple(name for name, _ in groupby(_SUBSET.sub("", font.name) for font, _ in fonts))


def inks(content: Content) -> tuple[tuple[str, int], ...]:
    """The colours of a page's text, as they change, and how many pieces are in each."""
    return tuple((ink, sum(1 for _ in run)) for ink, run in groupby(
        piece.ink for piece in content.pieces if piece.font is not None))


def links(facts: Facts) -> dict[int, tuple[tuple[Tenths, str], ...]]:
    """The links of each page (an index of the file), sorted; a part names what is in other
    parts."""
    found: dict[int, list[tuple[Tenths, str]]] = {}
    for link in facts.links:
        trim = trim_of(facts.pages[link.page - facts.first]) or (0.0, 0.0, 0.0, 0.0)
        found.setdefault(link.page, []).append(
            (_tenths(link.box, trim), (link.uri or link.name).removeprefix("press-ref:")))
    return {page: tuple(sorted(led)) for page, led in found.items()}


def tags(facts: Facts) -> dict[int, tuple[str, ...]]:
    """The elements of the marked content of each page (an index of the file), with what stands
    for a picture."""
    tree = facts.tree
    if tree is None:
        return {}
    found: dict[int, dict[int, str]] = {
        access.identity(page): {} for page in facts.pages}
    for element in tree.elements:
        told = ""
        for kid in element.kids:
            if isinstance(kid, Marked) and kid.page in found:
                told = told or _tag(element)
                found[kid.page][kid.mcid] = told
    told_of = {page: tuple(by_mcid[mcid] for mcid in sorted(by_mcid))
               for page, by_mcid in found.items()}
    return {index: told_of[access.identity(page)]
            for index, page in enumerate(facts.pages, facts.first)}


def _tag(element: Element) -> str:
    kinds, alternative = [], ""
    node: Element | None = element
    while node is not None and node.kind not in ("Document", "Part", "Art", "Sect", "Div"):
        kinds.append(node.kind)
        alternative = alternative or node.alternative or ""
        node = node.parent
    return " ".join(kinds) + (f" “{alternative}”" if alternative else "")


def pictures(pdf: bytes, index: int, page: Any, content: Content
             ) -> list[tuple[Tenths, str]]:
    """Raster pictures within the trim, in the order of painting."""
    trim = trim_of(page) or (0.0, 0.0, 0.0, 0.0)
    boxes = [cut(paint.seen, trim) for paint in content.paints if paint.kind == "image"]
    boxes = [box for box in boxes if is_seen(box)]
    if not boxes:
        return []
    return [(_tenths(box, trim), look)
            for box, look in zip(boxes, thumbnails(pdf, index, boxes), strict=True)]


def _tenths(box: Sequence[float], trim: Box) -> Tenths:
    left, low, right, high = box
    x, y = trim[0], trim[1]
    return (round(10 * (left - x)), round(10 * (low - y)),
            round(10 * (right - x)), round(10 * (high - y)))


class _Manuscript:
    """Finds lines in print among the words of the manuscript, in the order of print."""

    def __init__(self, expected: ExpectedText | None) -> None:
        self._text = ""
        self._starts: list[int] = []
        self._lines: list[int] = []
        self._at = 0
        self._last: int | None = None
        if expected is None:
            return
        title = (expected.title,) if expected.title else ()
        parts: list[str] = []
        length = 0
        for passage in (*title, *expected.optional, *expected.body, *expected.captions,
                        *expected.notes):
            for number, row in enumerate(_rows(passage), passage.line):
                words = normal(row)
                self._starts.append(length)
                self._lines.append(number)
                parts.append(words)
                length += len(words)
        self._text = "".join(parts)

    def of(self, text: str) -> int | None:
        """The line that ``text`` begins on; that of the last line found where it is not there."""
        if not self._starts:
            return None
        for size in (len(text), min(len(text), 12), min(len(text), _STEP)):
            for skip in (0, 1):  # the mark of a note or an item may stand before it
                words = text[skip:skip + size]
                at = self._text.find(words, self._at) if words else -1
                if at < 0 and words:
                    at = self._text.find(words)
                if at >= 0:
                    self._at = at + size
                    self._last = self._lines[max(0, bisect_right(self._starts, at) - 1)]
                    return self._last
        return self._last


def _rows(passage: Passage) -> list[str]:
    return passage.text.split("\n")
