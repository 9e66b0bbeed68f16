"""The notes at the foot of a page, and a long one that goes on at the foot of the next.

WeasyPrint 70 lays out a note whole or not at all. Here the last note of a page may be cut where
one of its lines ends; the rest of it stands first among the notes of the next page. Notes are
laid out as they are, not as copies: their paragraphs are composed once.
"""

from __future__ import annotations

from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import LayoutContext
from weasyprint.layout.block import block_level_layout

from press.dataclass import dataclass, field
from press.typeset.weasy import lines
from press.typeset.weasy.patching import Patch
from press.typeset.weasy.sizes import strut

FRAGMENT = "press_note"
"""Attribute of a laid out note: whether it began on an earlier page."""
LEAST = 2
"""Lines of a note that stay with its mark, and of one that goes on."""
TEXT = 3
"""Lines of text that a page holds at least while text goes on, however long its notes are."""
_READY = "press_ready"
_PLAIN = "press_plain"
_NOTES = "press_notes"


@dataclass(frozen=True, slots=True)
class Size:
    """Of an area of notes; CSS px."""

    height: float
    outer: float
    """With its margins."""
    over: bool
    """Whether its notes do not fit into it."""


@dataclass(slots=True)
class Notes:
    """What a layout context knows of notes besides WeasyPrint's own lists."""

    starts: dict[Any, Any] = field(default_factory=dict)
    """Where a note goes on that began on an earlier page, as a skip stack."""
    rests: dict[Any, Any] = field(default_factory=dict)
    """Where a note that is cut will go on, on the next page."""
    limit: float | None = None
    """What the area may take up if its last note is cut; CSS px."""
    left: dict[int, tuple[list[Any], dict[Any, Any]]] = field(default_factory=dict)
    """Of each page: the notes that it left to the next, and its ``rests``."""
    text: float = 0.0
    """What the text of the page is known to need; CSS px."""
    page: int = 0
    """The page that is being made, for the first time or again."""
    laid: dict[Any, tuple[Size, Any]] = field(default_factory=dict)
    """Areas that were laid out for this page, by what is in them (see ``_key``)."""


def notes_of(context: Any) -> Notes:
    """Made when first asked for."""
    found: Notes | None = context.__dict__.get(_NOTES)
    if found is None:
        found = context.__dict__[_NOTES] = Notes()
    return found


def patches() -> tuple[Patch, ...]:
    """Replace how the notes of a page are kept and measured."""
    return ((LayoutContext, "unlayout_footnote", _unlayout),
            (LayoutContext, "_update_footnote_area", _update))


def begin_page(context: Any, page_number: int, root_box: Any, more: bool) -> None:
    """Set what earlier pages left; ``more``: whether text follows."""
    notes = notes_of(context)
    if page_number != notes.page:
        notes.page = page_number
        notes.laid.clear()
    waiting, starts = notes.left.get(page_number - 1, ([], {}))
    notes.starts, notes.rests, notes.limit = dict(starts), {}, None
    context.reported_footnotes = []
    page = context.current_footnote_area.page
    room = page.height
    if more:
        room -= max(TEXT * strut(root_box.style)[0], notes.text)
    for number, note in enumerate(waiting):
        context.current_page_footnotes.append(note)
        _update(context)
        if context.current_footnote_area.margin_height() <= room + 1e-6:
            continue
        forced = not more and number == 0
        if cut(context, room, forced=forced):
            context.reported_footnotes += waiting[number + 1:]
        elif not forced:
            context.current_page_footnotes.pop()
            for late in waiting[number:]:
                context.reported_footnotes.append(late)
                if late in notes.starts:
                    notes.rests[late] = notes.starts.pop(late)
            _update(context)
        return


def end_page(context: Any, page_number: int) -> None:
    """Remember what the page leaves to the next."""
    notes = notes_of(context)
    notes.left[page_number] = (list(context.reported_footnotes), dict(notes.rests))


def waits(context: Any, page_number: int) -> bool:
    """Whether the page before left a note to this one."""
    return bool(notes_of(context).left.get(page_number - 1, ((), {}))[0])


def laid_out(context: Any, area: Any, absolute_boxes: Any, fixed_boxes: Any) -> Any:
    """The area of a page that is done."""
    area.children = context.current_page_footnotes
    notes = notes_of(context)
    known = notes.laid.get(_key(context, area))
    if known is None:
        return _lay(context, area, notes.limit, False, absolute_boxes, fixed_boxes)[0]
    made = known[1].deepcopy()  # a page that is made again may get the same
    made.page = area.page
    return made


def cut(context: Any, room: float, *, forced: bool = False) -> bool:
    """Cut the last note so that the area takes up ``room`` at most; False where it cannot be.

    ``forced``: even if less than two lines of it fit.
    """
    notes, area = notes_of(context), context.current_footnote_area
    last = context.current_page_footnotes[-1]
    if context.in_column or room <= 0 or last.style["break_inside"].startswith("avoid"):
        return False
    made, resume_at = _lay(context, area, room, forced)
    if made is None or resume_at is None:
        return False
    (index, stack), = resume_at.items()
    if stack is None or index != len(area.children) - 1:
        return False
    if not forced and _lines(made.children[-1]) < LEAST:
        return False
    notes.limit = room
    notes.rests[last] = stack
    context.reported_footnotes.append(last)
    _measured(context, _size(made))
    return True


def _unlayout(self: Any, footnote: Any) -> None:
    """The line of its mark goes to the next page, and the note with it."""
    notes = notes_of(self)
    if footnote in self.footnotes:
        return
    self.footnotes.append(footnote)
    if notes.rests.pop(footnote, None) is not None:
        notes.limit = None
    for place in (self.current_page_footnotes, self.reported_footnotes):
        if footnote in place:
            place.remove(footnote)
    _update(self)


def _update(self: Any) -> bool:
    """Give the area its height and the text what is left; whether the area is too small."""
    area = self.current_footnote_area
    area.children = self.current_page_footnotes
    if not area.children:
        if area.height != "auto" and not self.in_column:
            self.page_bottom += area.margin_height()
        area.height = 0
        if not self.in_column:
            self.page_bottom -= area.margin_height()
        return False
    notes = notes_of(self)
    key = _key(self, area)
    known = notes.laid.get(key)
    if known is None:
        made, _ = _lay(self, area, notes.limit, False)
        known = _size(made), made
        if key is not None:
            notes.laid[key] = known
    _measured(self, known[0])
    return known[0].over


def _size(made: Any) -> Size:
    last = made.children[-1]
    bottom = last.position_y + last.margin_height() - last.margin_bottom
    outer = made.margin_height()
    return Size(made.height, outer, bottom > made.position_y + outer - made.margin_bottom)


def _measured(context: Any, size: Size) -> None:
    area = context.current_footnote_area
    if not context.in_column:
        if area.height != "auto":
            context.page_bottom += area.margin_height()
        context.page_bottom -= size.outer
    area.height = size.height


def _key(context: Any, area: Any) -> Any:
    """Of all that the lay-out of a page's area depends on; None where it does more than to place
    what is in it, where a note is not whole, or beside a float that runs into the area."""
    notes = notes_of(context)
    if notes.limit is not None or notes.starts or not all(map(_plain, area.children)) or any(
            shape.position_y + shape.margin_height() > area.position_y
            for shape in context.excluded_shapes):
        return None
    return (id(area.style), *area.children,
            *(box.text for note in area.children for box in note.descendants()
              if isinstance(box, boxes.TextBox)))


def _plain(note: Any) -> bool:
    """Whether nothing in it stands elsewhere, or has a note of its own, or is copied by half: a
    table shares its groups of columns with its copy."""
    known: bool | None = note.__dict__.get(_PLAIN)
    if known is None:
        known = note.__dict__[_PLAIN] = all(
            box is note or (box.is_in_normal_flow() and not getattr(box, "footnote", None)
                            and not isinstance(box, boxes.TableBox))
            for box in note.descendants(placeholders=True))
    return known


def _lay(context: Any, area: Any, limit: float | None, forced: bool, absolute_boxes: Any = None,
         fixed_boxes: Any = None) -> tuple[Any, Any]:
    """The area with its notes, and where the last of them goes on.

    With a ``limit`` (CSS px) only as many of their lines as fit into it.
    """
    notes = notes_of(context)
    ready = [_ready(note) for note in area.children]
    stack = notes.starts.get(area.children[0]) if area.children else None
    if any(not isinstance(box, boxes.BlockLevelBox) for box in ready):
        copied = build.create_anonymous_boxes(area.deepcopy())
        stack = limit = None
    else:
        copied = area.copy_with_children(ready)
    bottom_space = -inf
    if stack or limit is not None:
        copied.style = copied.style.copy()
        copied.style["box_decoration_break"] = "clone"
    if limit is not None:
        bottom_space = context.page_bottom - (area.position_y + limit)
    before = lines.begun.get()
    lines.begun.set(None)  # pages are not made level by changing notes
    try:
        made, resume_at, *_ = block_level_layout(
            context, copied, bottom_space, {0: stack} if stack else None, area.page,
            limit is None or forced, absolute_boxes, fixed_boxes)
    finally:
        lines.begun.set(before)
    if made is not None and resume_at is not None:
        _close(made)
    if made is not None:
        for child, note in zip(made.children, area.children, strict=False):
            setattr(child, FRAGMENT, note in notes.starts)
    return made, resume_at


def _ready(note: Any) -> Any:
    """The note with its anonymous boxes, made once."""
    known = note.__dict__.get(_READY)
    if known is None:
        known = note.__dict__[_READY] = build.create_anonymous_boxes(note)
    return known


def _close(area: Any) -> None:
    """WeasyPrint stretches what is cut down to the foot of the page: as high as its lines."""
    path, box = [area], area
    while box.children and not isinstance(box.children[-1], boxes.LineBox) and \
            isinstance(box.children[-1], boxes.ParentBox):
        box = box.children[-1]
        path.append(box)
    if not box.children:
        return
    last = box.children[-1]
    bottom = last.position_y + (
        last.height if isinstance(last, boxes.LineBox) else last.margin_height())
    for box in reversed(path):
        box.height = max(0.0, bottom - box.content_box_y())
        if box is not area:
            bottom += box.padding_bottom + box.border_bottom_width


def _lines(box: Any) -> int:
    """How many lines the note has, those inside its lines not counted."""
    if isinstance(box, boxes.LineBox):
        return 1
    if not isinstance(box, boxes.ParentBox):
        return 0
    return sum(_lines(child) for child in box.children)
