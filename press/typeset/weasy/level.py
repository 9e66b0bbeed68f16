"""Level pages: a page that ends a line or two short is mended by its paragraphs.

Widows and orphans are not allowed, and headings stay with their text, so WeasyPrint leaves a hole
where one would stand. Then the page is made again with one of its paragraphs (or two) set one
line looser, so that the text reaches the foot, or tighter, so that more of it fits (缩行, 扩行).
A page that cannot be mended stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import page as weasy_page

from press.typeset.compose.breaking import Line
from press.typeset.weasy import lines, notearea, pages
from press.typeset.weasy.again import Before
from press.typeset.weasy.circles import drop_page
from press.typeset.weasy.faults import MISSING
from press.typeset.weasy.numbering import count_notes
from press.typeset.weasy.patching import Patch
from press.typeset.weasy.sizes import strut

TRIES = 5
"""Times that a page is made anew; each takes as long as the first."""
ASKED = 4
"""Paragraphs that are tried one by one."""
LONGEST = 40
"""Lines of a paragraph that is changed: most of a longer one stand on other pages."""
ROWS = 3
"""The largest hole that is mended, in lines."""
_MOST = {1: 5.0, -1: 1.5}
"""em that each line of a paragraph would have to gain or lose on average: more is not tried."""

Plan = dict[int, list[Line]]
"""id of a line box → the lines that it is to have."""


def patches() -> tuple[Patch, ...]:
    """Look at every page that is made."""
    return ((weasy_page, "make_page", _level_page),)


def _level_page(context: Any, root_box: Any, page_type: Any, resume_at: Any, number: int,
                state: Any) -> Any:
    before = Before(context, state, number)
    notes = notearea.notes_of(context)

    def make(plan: Plan) -> Any:
        lines.begun.set([])
        lines.changes.set(plan)
        try:
            return pages.make_page(context, root_box, page_type, resume_at, number, state)
        finally:
            lines.changes.set({})

    made = make({})
    if notes.starts and (needed := _over(made)):
        # What the text begins with cannot be broken and ran into the rest of a note.
        before.restore()
        notes.text = needed
        drop_page(made[0])
        made = make({})
    if lines.composer.get() is not None:
        pitch = strut(root_box.style)[0]
        made = _mended(made, make, before, pitch)
        setattr(made[0], MISSING, missing(made, pitch))
    notes.text = 0.0
    count_notes(context, made[0])
    return made


def _mended(made: Any, make: Any, before: Before, pitch: float) -> Any:
    """The page without its hole, or with a smaller one, or as it was."""
    rows = missing(made, pitch)
    if not 1 <= rows <= ROWS:
        return made
    best: Plan = {}
    plan: Plan = best
    first = made
    for plan in islice(_plans(made, lines.begun.get() or [], rows), TRIES):
        before.restore()
        if made is not first:
            drop_page(made[0])
        made = make(plan)
        left = missing(made, pitch)
        if not _over(made):
            if left == 0:
                drop_page(first[0])
                return made
            if left < rows:
                best, rows = plan, left
    if plan is not best:
        before.restore()
        drop_page(made[0])
        made = make(best)
    if made is not first:
        drop_page(first[0])
    return made


def missing(made: Any, pitch: float) -> int:
    """How many lines of ``pitch`` (CSS px) the page has room for below its last, though the
    text goes on; 0 for a page that ends where it was told to."""
    page, resume_at, next_page = made
    if resume_at is None or next_page["break"] not in ("any", None):
        return 0
    bottom = _bottom(page)
    return 0 if bottom is None else max(0, int((_foot(page) - bottom) / pitch + 0.01))


def _over(made: Any) -> float:
    """What the text of the page takes up if it runs into the notes, else 0; CSS px."""
    page = made[0]
    bottom = _bottom(page)
    if bottom is None or bottom <= _foot(page) + 1e-3:
        return 0.0
    return float(bottom - page.content_box_y())


def _foot(page: Any) -> float:
    notes = page.children[1]
    foot = page.content_box_y() + page.height
    return float(foot - notes.margin_height() if notes.children else foot)


def _bottom(page: Any) -> float | None:
    """Where the last line or image of the text ends."""
    return max((box.position_y + box.height for box in page.children[0].descendants()
                if isinstance(box, boxes.LineBox | boxes.ReplacedBox)), default=None)


def _plans(made: Any, begun: list[Any], rows: int) -> Iterator[Plan]:
    """What could be done, the least change of the page first."""
    shown = {id(line.__dict__[lines.KEPT][1]) for line in _lines(made[0].children[0])
             if line.__dict__.get(lines.KEPT)}
    on_page = [box for box in begun if id(lines.paragraph_of(box)) in shown]
    found = {by: _bearable(on_page, by) for by in (1, -1)}
    # The last that was begun had no place, as a whole or with two of its lines.
    for box in begun[-1:]:
        if box not in on_page:
            for by in (-1, 1):
                yield from _bearable([box], by)
    for by, most in ((1, rows), (-1, 2)):
        plan: Plan = {}
        for number, one in enumerate(islice(found[by], ASKED), 1):
            if rows == 1 or by == -1:
                yield one
            plan |= one
            if 1 < number <= most and (by == -1 or number == rows):
                yield plan
                break


def _bearable(begun: list[Any], by: int) -> Iterator[Plan]:
    """Paragraphs that can be set in so many lines more or less, those first whose lines have
    least to gain or lose."""
    found: list[tuple[float, int, Any]] = []
    for order, box in enumerate(begun):
        paragraph = lines.paragraph_of(box)
        count = len(paragraph.lines)
        if box.style["text_align_all"] != "justify" or not 2 <= count <= LONGEST:
            continue
        final, em = paragraph.lines[-1], box.style["font_size"]
        amount = (final.slack + 2 * em) / count if by > 0 else \
            (paragraph.measure - final.slack) / (count - 1)
        amount /= em * _MOST[by]
        if amount <= 1:
            # Where the page ends within a paragraph, that one is changed before others.
            found.append((amount * (0.5 if order == len(begun) - 1 else 1.0), order, box))
    found.sort(key=lambda item: item[:2])
    for _, _, box in found:
        other = lines.other_lines(box, by)
        if other is not None:
            yield {id(box): other}


def _lines(box: Any) -> Iterator[Any]:
    """Lines in the flow of the page: not those of tables, floats or boxes inside lines."""
    for child in box.children:
        if isinstance(child, boxes.LineBox):
            yield child
        elif isinstance(child, boxes.BlockBox) and child.is_in_normal_flow() and \
                not child.is_table_wrapper:
            yield from _lines(child)
