"""Typographic faults that remain, each with the line of the manuscript where it shows.

Looked for in finished pages: what could be mended has been. Lines too narrow for any composer
(columns of a table) are not told; nobody could do anything about them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from press.typeset.compose.breaking import Line
from press.typeset.compose.classes import Kind
from press.typeset.sourcelines import SourceLines
from press.typeset.weasy import lines
from press.typeset.weasy.paragraph import Paragraph
from press.values import Place, Problem, problem

NARROW = 8.0
"""em: in a shorter measure lines are bound to be loose."""
MISSING = "press_missing"
"""Attribute of a page: how many lines it is short."""
_OVER = 0.02
"""em that a line may be too long by."""
_MARKS = 3
"""Marks that may stand beside the one character of a last line: 。”）"""
_EXCERPT = 10
"""Characters of a line that are told."""


def faults(document: Any, lines_of: SourceLines, path: str) -> tuple[Problem, ...]:
    """Of all pages, in their order, each told once for a line of the manuscript ``path``."""
    found: dict[tuple[str, int | None], Problem] = {}
    for number, page in enumerate(document.pages, 1):
        for code, element, args in _of_page(page._page_box):
            line = lines_of.of(element)
            key = (code, line)
            if key not in found:
                found[key] = problem(code, Place(path, line), page=number, **args)
    return tuple(found.values())


def _of_page(page: Any) -> Iterator[tuple[str, Any, dict[str, str]]]:
    """Faults of a page, and the elements that they are in."""
    last = None
    for child in page.children:
        if isinstance(child, boxes.MarginBox):
            continue
        for box in child.descendants():
            if not isinstance(box, boxes.LineBox):
                continue
            if not isinstance(child, boxes.FootnoteAreaBox):
                last = box
            kept = box.__dict__.get(lines.COMPOSED)
            if kept is not None:
                for code, args in _of_line(box, *kept):
                    yield code, box.element, args
    # A larger hole is made by a figure or a heading that has no room: that is no fault of lines.
    if page.__dict__.get(MISSING, 0) == 1 and last is not None and lines.COMPOSED in last.__dict__:
        yield "page-short", last.element, {"lines": "1"}


def _of_line(box: Any, paragraph: Paragraph, line: Line) -> Iterator[tuple[str, dict[str, str]]]:
    units, em = paragraph.units, box.style["font_size"]
    first, last = line.first, line.last
    text = "".join(units.text[first:last + 1])
    said = text if len(text) <= _EXCERPT else text[:_EXCERPT] + "…"
    given = units.given[last] - units.given[first]
    if -line.slack > given + _OVER * em:
        over = (-line.slack - given) / em
        told = f"{over:.1f}" if over >= 0.05 else f"{over:.2f}"
        yield "line-overfull", {"text": said, "over": told}
    if box.style["text_align_all"] != "justify" or paragraph.measure < NARROW * em:
        return
    if line.final:
        words = sum(kind in (Kind.WORD, Kind.BOX) for kind in units.kind[first:last + 1])
        han = units.han[last + 1] - units.han[first]
        if line is paragraph.lines[-1] and line is not paragraph.lines[0] and han == 1 and \
                not words and last - first <= _MARKS:
            yield "last-line-short", {"text": said}
        return
    wide = line.slack - (units.rooms[last] - units.rooms[first])
    number = units.gaps[last] - units.gaps[first]
    if wide > _OVER * em and (not number or wide / number > paragraph.rules.loose * em):
        gap = wide / number / em if number else wide / em
        yield "line-loose", {"text": said, "gap": f"{gap:.2f}"}
