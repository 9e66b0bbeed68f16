"""Notes counted from ① on every page: ``-press-notes: page``.

WeasyPrint 70 counts before there are pages. Once a page is made, its marks are exchanged for
those of its own count, in the text and at the foot, where all of them are as wide as before
(circled digits are); else the page keeps the count of the story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import split_first_line

from press.typeset.weasy.glyphs import Piece
from press.typeset.weasy.tokens import Declined, tokens_of

_CALL, _MARKER = "::footnote-call", "::footnote-marker"
_SAME = 0.01
"""em by which a mark may differ in width."""
Exchange = Callable[[], None]


def count_notes(context: Any, page: Any) -> None:
    """Give the marks on ``page`` their numbers, if its style asks for it."""
    if not page.children[1].children:
        return
    exchanges: list[Exchange] = []
    markers = {id(box.element): box for box in _marks(page.children[1], _MARKER)}
    calls = [box for box in _marks(page.children[0], _CALL)
             if box.style["press_notes"] == "page"]
    for number, call in enumerate(calls, 1):
        for mark in (call, markers.get(id(call.element))):
            if mark is None:
                continue  # the note stands on a later page
            exchange = _exchange(context, mark, number)
            if exchange is None:
                return
            exchanges.append(exchange)
    for exchange in exchanges:
        exchange()


def _marks(area: Any, kind: str) -> Iterator[Any]:
    for box in area.descendants():
        if isinstance(box, boxes.ParentBox) and (box.element_tag or "").endswith(kind) \
                and isinstance(box.style["content"], tuple):
            yield box


def _exchange(context: Any, mark: Any, number: int) -> Exchange | None:
    """What sets the mark to ``number``; None where it would change its width."""
    texts = [box for box in mark.descendants() if isinstance(box, boxes.TextBox)]
    text = _text(context, mark.style["content"], number)
    if len(texts) != 1 or text is None:
        return None
    textbox, = texts
    style, piece = textbox.style, textbox.pango_layout
    layout: Any
    if isinstance(piece, Piece):
        try:
            shaped = tokens_of(text, style, piece.book).shaped
        except Declined:
            return None
        if [s.advance for s in shaped] != [s.advance for s in piece.shaped]:
            return None
        layout = copy(piece)
        layout.text, layout.shaped = text, tuple(shaped)
    else:
        layout, _, _, width, _, _ = split_first_line(text, style, context, None, 0)
        if abs(width - textbox.width) > _SAME * style["font_size"]:
            return None

    def change() -> None:
        textbox.text, textbox.pango_layout = text, layout

    return change


def _text(context: Any, content: Any, number: int) -> str | None:
    """The words of ``content`` with the footnote counter at ``number``."""
    text = ""
    for kind, value in content:
        if kind == "string":
            text += value
        elif kind == "counter()" and value[0] == "footnote":
            text += context.counter_style.render_value(number, value[1])
        else:
            return None
    return text
