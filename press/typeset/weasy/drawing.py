"""Draw text: as WeasyPrint does, with late text marked and no glyph standing for two characters."""

from __future__ import annotations

from copy import copy
from typing import Any

from weasyprint.draw import text as weasy_text
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.fonts import font_features, get_pango_font_key

from press.typeset.weasy.fallbacks import note
from press.typeset.weasy.glyphs import Piece, draw, draw_plainly
from press.typeset.weasy.late import attached, marker
from press.typeset.weasy.patching import Patch
from press.typeset.weasy.tokens import FEATURES

_draw_first_line = weasy_text.draw_first_line


def patches() -> tuple[Patch, ...]:
    """Replace the drawing of a line; text in SVG looks it up in the same place."""
    return ((weasy_text, "draw_first_line", _marked_line),)


def _marked_line(stream: Any, textbox: Any, *args: Any) -> list[Any]:
    """One line of text; what binds late in it is marked for the join."""
    late = attached(textbox)
    if late is None or not textbox.text.strip():
        return _line(stream, textbox, *args)
    fields, align = late
    style = textbox.style
    if style["letter_spacing"] not in ("normal", 0):
        raise ValueError(f"<{textbox.element_tag}>: page numbers cannot be letter-spaced")
    features = font_features(**{name: style[name] for name in FEATURES})
    stream.stream.append(marker(textbox.text, fields, align, features, style["font_size"]))
    stream._current_font = None  # the marked content must name its font
    emojis: list[Any] = []
    if isinstance(textbox.pango_layout, Piece):
        _note_faces(textbox, textbox.pango_layout)
        draw_plainly(stream, textbox.pango_layout, args[-1], _variant)
    else:
        emojis = _line(stream, textbox, *args)
    stream.end_marked_content()
    return emojis


def _line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str,
          matrix: Any) -> list[Any]:
    """One line of text; ellipses and fonts of pictures are left to WeasyPrint, but for a line
    that was composed: what of it does not fit is cut without a mark."""
    layout = textbox.pango_layout
    shown = textbox.text.strip() and textbox.style["font_size"] >= 1e-6
    if shown and isinstance(layout, Piece):
        _note_faces(textbox, layout)
        draw(stream, layout, matrix, _variant)
        return []
    if text_overflow == "ellipsis" or block_ellipsis != "none" or not shown:
        return list(_draw_first_line(
            stream, textbox, text_overflow, block_ellipsis, matrix))
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    text = layout.text.encode()
    runs, run = [], line.runs[0]
    while run != ffi.NULL:
        font, size = stream.add_font(run.data.item.analysis.font)
        if font.bitmap or font.png or font.svg or font.colr:
            return list(_draw_first_line(
                stream, textbox, text_overflow, block_ellipsis, matrix))
        runs.append((run.data, font, size))
        item = run.data.item
        note(textbox, font.family, text[item.offset:item.offset + item.length].decode())
        run = run.next
    stream.set_text_matrix(*matrix.values)
    _Line(stream, text).draw(runs)
    return []


def _note_faces(textbox: Any, piece: Piece) -> None:
    """Tell which families drew a composed line."""
    wanted = textbox.style["font_family"][0]
    faces = piece.book.library.faces
    if all(faces[face].family == wanted for face in {unit.face for unit in piece.shaped}):
        return
    others: dict[str, list[str]] = {}
    for unit in piece.shaped:
        if unit.glyphs and (family := faces[unit.face].family) != wanted:
            others.setdefault(family, []).append(unit.text)
    for family, texts in others.items():
        note(textbox, family, "".join(dict.fromkeys("".join(texts))))


class _Line:
    """Writes the operators of one line: the same numbers as WeasyPrint, glyph for glyph."""

    def __init__(self, stream: Any, text: bytes) -> None:
        self._stream, self._text = stream, text
        self._string = ""

    def draw(self, runs: list[tuple[Any, Any, float]]) -> None:
        """``runs``: Pango's glyph item, its font and size in CSS px."""
        stream = self._stream
        for item, font, size in runs:
            pango_font = item.item.analysis.font
            current = None
            count = item.glyphs.num_glyphs
            glyphs, clusters = item.glyphs.glyphs, item.glyphs.log_clusters
            for i in range(count):
                info = glyphs[i]
                glyph, width = info.glyph, info.geometry.width
                if glyph == pango.PANGO_GLYPH_EMPTY:
                    if current is None:
                        current = self._use(font, size)
                    self._string += f">{-width / size}<"
                    continue
                if glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
                    # Characters without a glyph are reported before typesetting: the box is drawn.
                    glyph = font.get_unused_glyph_id(glyph - pango.PANGO_GLYPH_UNKNOWN_FLAG)
                    font.widths.setdefault(glyph, round(width * 1000 * FROM_UNITS / size))
                text = self._cluster(item, clusters, count, i)
                use = _variant(stream, pango_font, font, glyph, text)
                if current is not use:
                    current = self._use(use, size)
                self._glyph(use, pango_font, info, glyph, size)
        self._flush()

    def _cluster(self, item: Any, clusters: Any, count: int, i: int) -> str:
        offset, first = item.item.offset, clusters[i]
        if item.item.analysis.level % 2:
            last = item.item.length if i == 0 else clusters[i - 1]
        else:
            last = item.item.length if i == count - 1 else clusters[i + 1]
        return self._text[offset + first:offset + last].decode()

    def _use(self, font: Any, size: float) -> Any:
        self._flush()
        self._stream.set_font_size(font.hash, size)
        self._string = "<"
        return font

    def _flush(self) -> None:
        if not self._string:
            return
        string = self._string[:-1] if self._string[-1] == "<" else self._string + ">"
        if string:
            self._stream.show_text(string)
        self._string = ""

    def _glyph(self, font: Any, pango_font: Any, info: Any, glyph: int, size: float) -> None:
        stream = self._stream
        offset = info.geometry.x_offset / size
        rise = info.geometry.y_offset / 1000
        if rise:
            self._flush()
            stream.set_text_rise(-rise)
            stream.show_text((f"{-offset}" if offset else "") + f"<{glyph:04x}>")
            stream.set_text_rise(0)
            self._string = "<"
        else:
            self._string += (f">{-offset}<" if offset else "") + f"{glyph:04x}"
        if glyph not in font.widths:
            pango.pango_font_get_glyph_extents(
                pango_font, glyph, stream.ink_rect, stream.logical_rect)
            font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
        kerning = (font.widths[glyph] + offset
                   - info.geometry.width * 1000 * FROM_UNITS / size)
        if kerning:
            self._string += f">{int(kerning)}<"


def _variant(stream: Any, pango_font: Any, font: Any, glyph: int, text: str) -> Any:
    """The font resource in which ``glyph`` stands for ``text``: the first, or a copy of it.

    ～ and 〜 share a glyph in Noto; one ToUnicode map can give only one of them back.
    """
    number = 1
    use = font
    while use.to_unicode.setdefault(glyph, text) != text:
        number += 1
        key = (get_pango_font_key(pango_font)[0], number)
        if key not in stream._fonts:
            other = copy(font)
            other.hash = f"{font.hash}{number}"
            other.to_unicode, other.widths = {}, dict(font.widths)
            stream._fonts[key] = other
        use = stream._fonts[key]
    return use
