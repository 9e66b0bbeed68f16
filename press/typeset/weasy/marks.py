"""着重号, 专名号 and 书名号: drawn below the text as filled shapes in its colour.

Part of the marked content of their text, never text themselves; clreq 3.4 and GB/T 15834.
"""

from __future__ import annotations

from typing import Any

import weasyprint.draw

from press.typeset.weasy.glyphs import Piece, Under
from press.typeset.weasy.patching import Patch

_DOT_DEPTH, _DOT_RADIUS = 0.255, 0.065
"""em from the baseline to the middle of a dot, and its radius."""
_LINE_DEPTH, _LINE_WIDTH = 0.185, 0.05
_WAVE_DEPTH, _WAVE_HEIGHT, _WAVE_LENGTH = 0.21, 0.055, 0.36
"""em: middle of the line, from there to a crest, from crest to crest."""
_CIRCLE = 0.5523
"""Handle of a Bézier quarter circle."""

_draw_text = weasyprint.draw.draw_text


def patches() -> tuple[Patch, ...]:
    """Draw what belongs below a text right after it."""
    return ((weasyprint.draw, "draw_text", _draw_marked),)


def _draw_marked(stream: Any, textbox: Any, *args: Any) -> None:
    _draw_text(stream, textbox, *args)
    piece = textbox.pango_layout
    if not isinstance(piece, Piece) or not (piece.dots or piece.unders) or \
            textbox.style["visibility"] != "visible":
        return
    stream.set_color(textbox.style["color"])
    x, y = textbox.position_x, textbox.position_y + textbox.baseline
    size = textbox.style["font_size"]
    for dot in piece.dots:
        _circle(stream, x + dot, y + _DOT_DEPTH * size, _DOT_RADIUS * size)
        stream.fill()
    for under in piece.unders:
        (_wave if under.wavy else _bar)(stream, x, y, under)
        stream.fill()


def _circle(stream: Any, x: float, y: float, r: float) -> None:
    k = _CIRCLE * r
    stream.move_to(x + r, y)
    for a, b in ((1, 0), (0, 1), (-1, 0), (0, -1)):
        c, d = -b, a
        stream.curve_to(x + a * r + c * k, y + b * r + d * k,
                        x + c * r + a * k, y + d * r + b * k, x + c * r, y + d * r)
    stream.close()


def _bar(stream: Any, x: float, y: float, under: Under) -> None:
    height = _LINE_WIDTH * under.size
    stream.rectangle(x + under.start, y + _LINE_DEPTH * under.size - height / 2,
                     under.stop - under.start, height)


def _wave(stream: Any, x: float, y: float, under: Under) -> None:
    """Half waves up and down, and back again a stroke's width below."""
    size, width = under.size, under.stop - under.start
    halves = max(2, round(2 * width / (_WAVE_LENGTH * size)))
    step, height = width / halves, _WAVE_HEIGHT * size * 4 / 3
    middle, stroke = y + _WAVE_DEPTH * size, _LINE_WIDTH * size / 2
    left = x + under.start
    stream.move_to(left, middle - stroke)
    for i in range(halves):
        at, by = left + i * step, -height if i % 2 == 0 else height
        stream.curve_to(at + 0.3642 * step, middle - stroke + by, at + 0.6358 * step,
                        middle - stroke + by, at + step, middle - stroke)
    stream.line_to(left + width, middle + stroke)
    for i in reversed(range(halves)):
        at, by = left + i * step, -height if i % 2 == 0 else height
        stream.curve_to(at + 0.6358 * step, middle + stroke + by, at + 0.3642 * step,
                        middle + stroke + by, at, middle + stroke)
    stream.close()
