"""The box of a reading, on the baseline of its base and drawn above it.

So it belongs to the line for all who read the file, and has no part in the line's height.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes

from press.typeset.shaping import FontBook
from press.typeset.weasy.gathering import Raised
from press.typeset.weasy.glyphs import Piece

RAISE = 0.96
"""em of the base from its baseline to that of a reading: just above the Han."""
_ASCENT = 0.88
"""em: an ascent that fits into any line."""


def reading_box(box: Any, raised: Raised, x: float, y: float, rise: float, book: FontBook) -> Any:
    """A copy of the box of ``rt`` whose text begins at ``x``, in a line at ``y`` and ``rise``
    above its baseline; CSS px."""
    texts = {}
    for child, tokens, shaped, places in raised.texts:
        made = child.copy_with_text("".join(tokens))
        left = places[0]
        made.width = places[-1] + shaped[-1].advance * child.style["font_size"] - left
        made.position_x, made.position_y = x + left, y
        _flatten(made)
        piece = Piece(made.text, child.style, tuple(p - left for p in places), tuple(shaped),
                      0.0, 0.0, book)
        piece.rise = rise
        made.pango_layout = piece
        texts[id(child)] = made
    return _copy(box, texts, x, y, raised.reading.width)


def _copy(box: Any, texts: dict[int, Any], x: float, y: float, width: float) -> Any:
    children = []
    for child in box.children:
        if id(child) in texts:
            children.append(texts[id(child)])
        elif isinstance(child, boxes.InlineBox):
            children.append(_copy(child, texts, x, y, width))
    made = box.copy_with_children(children)
    made.position_x, made.position_y, made.width = x, y, width
    _flatten(made)
    return made


def _flatten(box: Any) -> None:
    """Keep a reading from changing the height of its line."""
    size = box.style["font_size"]
    box.height, box.baseline = size, _ASCENT * size
    for side in ("top", "bottom"):
        for name in (f"margin_{side}", f"padding_{side}", f"border_{side}_width"):
            setattr(box, name, 0)
    if box.style["vertical_align"] != "baseline":
        box.style = box.style.copy()
        box.style["vertical_align"] = "baseline"
