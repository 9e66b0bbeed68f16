"""Draw what was composed: every glyph where ``compose`` put it.

The even part of a line's stretch is character spacing (Tc); a wider gap is Tc on the one glyph
before it, which then says its own character (ActualText), so that no reader of the file sees a
space where the author typed none; narrower gaps are numbers in TJ.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Any, NamedTuple

from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import TO_UNITS, ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import get_pango_font_key
from weasyprint.text.line_break import Layout

from press.typeset.compose.classes import Kind
from press.typeset.shaping import FontBook, Glyph, Shaped

WIDE = 0.08
"""em: a gap this much wider than its neighbours would be read as a space."""
SLIP = 0.0004
"""em that a glyph may stand beside its place: less than a number in TJ can tell."""
_LOOSE = 0.15
"""em: Poppler reads spaces between all glyphs of a line as loose as this."""


class Under(NamedTuple):
    """A line under a name or a title; CSS px from the left end of the piece that draws it."""

    start: float
    stop: float
    size: float
    """Of the type."""
    wavy: bool


class Piece:
    """A text box's line, composed; in the place of WeasyPrint's ``Layout``."""

    __slots__ = ("at", "book", "dots", "first_line_direction", "justification_spacing",
                 "max_width", "metrics", "rise", "shaped", "spacing", "style", "tail", "text",
                 "unders")

    def __init__(self, text: str, style: Any, at: tuple[float, ...], shaped: tuple[Shaped, ...],
                 spacing: float, tail: float, book: FontBook) -> None:
        self.text, self.style, self.at, self.shaped = text, style, at, shaped
        self.spacing, self.tail, self.book = round(spacing, 4), tail, book
        self.first_line_direction = 0
        self.justification_spacing = 0
        self.max_width = None
        self.metrics: Any = None
        self.rise = 0.0
        """CSS px that the glyphs are drawn above the baseline."""
        self.dots: tuple[float, ...] = ()
        """Middles of the dots below the text."""
        self.unders: tuple[Under, ...] = ()

    def reactivate(self, style: Any) -> None:
        """Nothing is to be made again."""

    def deactivate(self) -> None:
        """Nothing is to be freed."""

    def __getattr__(self, name: str) -> Any:
        """Metrics for lines under, over and through the text, from Pango."""
        if name not in ("ascent", "underline_position", "underline_thickness",
                        "strikethrough_position", "strikethrough_thickness"):
            raise AttributeError(name)
        if self.metrics is None:
            self.metrics = _decoration(self.style)
        return getattr(self.metrics, name)


def _decoration(style: Any) -> Any:
    known = style.__dict__.get("press_decoration")
    if known is None:
        known = style.__dict__["press_decoration"] = Layout(style)
    return known


def draw_plainly(stream: Any, piece: Piece, matrix: Any, variant: Any) -> None:
    """The same without character spacing: all glyphs of a face in one TJ, for text that the
    join will exchange glyph by glyph."""
    stream.set_text_matrix(*matrix.values)
    pen = _Pen(stream, piece, variant)
    pen.spacing = 0.0
    for x, unit in zip(piece.at, piece.shaped, strict=True):
        pen.unit(x, unit)
    pen.end()


def draw(stream: Any, piece: Piece, matrix: Any, variant: Any) -> None:
    """Write the operators of ``piece``; ``variant`` finds the font in which a glyph says its
    text."""
    stream.set_text_matrix(*matrix.values)
    pen = _Pen(stream, piece, variant)
    at, shaped = piece.at, piece.shaped
    size, spacing = pen.size, pen.spacing
    limit = spacing + WIDE * size
    if spacing > _LOOSE * size and len(at) > 1:
        _loosely(pen, piece)
        return
    wide = _wide_gaps(piece, limit)
    before = False
    last = len(at) - 1
    ending = piece.tail > limit and bool(shaped and shaped[last].glyphs)
    if True not in wide:  # nearly every line
        pen.units(at, shaped[:last] if ending else shaped)
        if ending:
            pen.last(at[last], shaped[last], piece.tail)
        pen.end()
        return
    for i, unit in enumerate(shaped):
        tail = piece.tail if ending and i == last else 0.0
        if wide[i] or before:
            _apart(pen, piece, i, wide, tail)
        elif tail:
            pen.last(at[i], unit, tail)
        else:
            pen.unit(at[i], unit)
        before = wide[i]
    pen.end()


def _wide_gaps(piece: Piece, limit: float) -> list[bool]:
    """Of each unit, whether a gap wider than ``limit`` (CSS px) parts it from the next, and
    would be read as a space."""
    at, shaped, size = piece.at, piece.shaped, piece.style["font_size"]
    return [b - a - one.advance * size > limit and one.kind is not Kind.SPACE
            and two.kind is not Kind.SPACE and bool(one.glyphs and two.glyphs)
            for a, b, one, two in zip(at, at[1:], shaped, shaped[1:], strict=False)] + [False]


def _loosely(pen: _Pen, piece: Piece) -> None:
    """All of the piece stands for its text, whatever the gaps in it are."""
    drawn = [(x, unit) for x, unit in zip(piece.at, piece.shaped, strict=True) if unit.glyphs]
    pen.say("".join(glyph.text for _, unit in drawn for glyph in unit.glyphs), pen.spacing)
    ends = [*(x for x, _ in drawn[1:]), 0.0]
    for i, (x, unit) in enumerate(drawn):
        gap = ends[i] - x - unit.advance * pen.size if ends[i] else piece.tail
        for glyph in unit.glyphs[:-1]:
            pen.glyph(unit.face, x, glyph, 0.0)
            x += glyph.advance * pen.size
        pen.glyph(unit.face, x, unit.glyphs[-1],
                  gap if abs(gap - pen.spacing) > WIDE * pen.size and gap > 0 else pen.spacing)
    pen.said(True)
    pen.end()


def _apart(pen: _Pen, piece: Piece, i: int, gaps: list[bool], tail: float) -> None:
    """A unit beside a wide gap: the glyphs at both its sides stand for one text."""
    unit, x = piece.shaped[i], piece.at[i]
    wide, before = gaps[i], i > 0 and gaps[i - 1]
    glyphs = unit.glyphs
    if before and tail and len(glyphs) == 1:
        pen.glyph(unit.face, x, glyphs[0], tail)
        pen.said(True)
        return
    if before:
        pen.glyph(unit.face, x, glyphs[0])
        x += glyphs[0].advance * pen.size
        if not (wide and len(glyphs) == 1):
            pen.said()
        glyphs = glyphs[1:]
    if tail:
        pen.last(x, unit, tail, 1)
        return
    if not wide:
        pen.unit(x, unit, 1)
        return
    if glyphs:
        for glyph in glyphs[:-1]:
            pen.glyph(unit.face, x, glyph)
            x += glyph.advance * pen.size
        pen.say(_said(piece, i, gaps), piece.at[i + 1] - piece.at[i] - unit.advance * pen.size)
        pen.glyph(unit.face, x, glyphs[-1])


def _said(piece: Piece, i: int, gaps: list[bool]) -> str:
    """What stands on both sides of the wide gap behind unit ``i``, and of those after it."""
    text = piece.shaped[i].glyphs[-1].text
    for k in range(i + 1, len(piece.shaped)):
        unit = piece.shaped[k]
        text += unit.glyphs[0].text
        if len(unit.glyphs) > 1 or not gaps[k]:
            break
    return text


class _Pen:
    """Writes text operators; knows where the reader of them is, so that no error adds up."""

    def __init__(self, stream: Any, piece: Piece, variant: Any) -> None:
        self._stream, self._piece, self._variant = stream, piece, variant
        self.size = piece.style["font_size"]
        self.spacing = piece.spacing
        self._now = 0.0
        """Character spacing as it is set."""
        self._x = 0.0
        self._items: list[str] = []
        """Of one TJ: numbers of glyphs, and moves."""
        self._face = -1
        self._font: Any = None
        self._pango: Any = None
        self._gap: float | None = None
        """Character spacing inside what stands for a text."""
        if piece.rise:
            stream.set_text_rise(piece.rise)

    def units(self, at: Iterable[float], shaped: Iterable[Shaped]) -> None:
        """Draw whole units. Most are one glyph that follows the one before in the same face and
        whose font knows it: of these nothing is to be asked."""
        size, now, slip = self.size, self._now, SLIP * self.size
        steady = now == self.spacing and self._gap is None
        face, x = self._face, self._x
        widths, texts = self._known()
        for place, unit in zip(at, shaped, strict=False):
            glyphs = unit.glyphs
            if steady and unit.face == face and len(glyphs) == 1:
                number, code, text, width, _, dx, dy = glyphs[0]
                if not dy and -slip <= place + dx * size - x <= slip and number in widths \
                        and (not text or texts.get(number) == text):
                    self._items.append(code)
                    x += width * size + now
                    continue
            self._x = x
            self.unit(place, unit)
            now = self._now
            steady = now == self.spacing and self._gap is None
            face, x = self._face, self._x
            widths, texts = self._known()
        self._x = x

    def _known(self) -> tuple[Container[int], Mapping[int, str]]:
        """Glyphs of the font whose widths are noted, and those whose texts are."""
        return ({}, {}) if self._font is None else (self._font.widths, self._font.to_unicode)

    def unit(self, x: float, unit: Shaped, first: int = 0) -> None:
        """Draw the glyphs of a unit, from the one numbered ``first`` on."""
        for glyph in unit.glyphs[first:] if first else unit.glyphs:
            self.glyph(unit.face, x, glyph)
            x += glyph.advance * self.size

    def glyph(self, face: int, x: float, glyph: Glyph, gap: float | None = None) -> None:
        """Draw one glyph at ``x``; ``gap``: spacing behind it from here on."""
        if gap is not None and round(gap, 4) != self._gap:
            self._flush()
            self._gap = round(gap, 4)
        number, code, text, width, _, dx, dy = glyph
        size = self.size
        if face != self._face:
            self._use(face)
        font = self._font
        if text and font.to_unicode.setdefault(number, text) != text:
            self._flush()
            font = self._variant(self._stream, self._pango, font, number, text)
            self._stream.set_font_size(font.hash, size)
            self._face = -1 if font is not self._font else face
        if number not in font.widths:
            font.widths[number] = round(width * 1000)
        move = x + dx * size - self._x
        if move > SLIP * size or move < -SLIP * size:
            back = round(-move * 1000 / size, 1)
            self._items.append(f">{back:g}<")
            self._x -= back * size / 1000
        wanted = self.spacing if self._gap is None else self._gap
        if dy or wanted != self._now:
            self._flush()
            self._spaced(wanted)
        if dy:
            self._stream.set_text_rise(self._piece.rise + dy * size)
        self._items.append(code)
        self._x += width * size + self._now
        if dy:
            self._flush()
            self._stream.set_text_rise(self._piece.rise)

    def _use(self, face: int) -> None:
        self._flush()
        self._face = face
        self._font, self._pango = _font(self._stream, self._piece, face)
        self._stream.set_font_size(self._font.hash, self.size)

    def last(self, x: float, unit: Shaped, gap: float, first: int = 0) -> None:
        """Draw a unit, and behind it a gap up to the next box, which readers add to its width."""
        for glyph in unit.glyphs[first:-1]:
            self.glyph(unit.face, x, glyph)
            x += glyph.advance * self.size
        self.say(unit.glyphs[-1].text, gap)
        self.glyph(unit.face, x, unit.glyphs[-1])
        self.said(True)

    def say(self, text: str, gap: float) -> None:
        """What follows, spaced by ``gap``, stands for ``text``.

        PDFium wants it to be one string, and pypdf no wide number in it: so the spacing is the
        same behind its last glyph, and the next string moves back.
        """
        self._flush()
        self._gap = round(gap, 4)
        said = text.encode("utf-16-be").hex()
        self._stream.stream.append(f"/Span <</ActualText <feff{said}>>> BDC".encode())

    def said(self, closed: bool = False) -> None:
        """The end of it; ``closed`` where the gap behind it belongs to the text.

        Poppler takes the spacing that is set here off the width of the text.
        """
        self._flush()
        self._gap = None
        if closed:
            self._spaced(0.0)
        self._stream.stream.append(b"EMC")

    def end(self) -> None:
        """Leave everything as it was."""
        self._flush()
        self._spaced(0.0)
        if self._piece.rise:
            self._stream.set_text_rise(0)

    def _spaced(self, spacing: float) -> None:
        if spacing != self._now:
            self._stream.stream.append(f"{spacing:g} Tc".encode())
            self._now = spacing

    def _flush(self) -> None:
        if not self._items:
            return
        self._stream.show_text(f"<{''.join(self._items)}>".replace("<>", ""))
        self._items = []


def _font(stream: Any, piece: Piece, number: int) -> tuple[Any, Any]:
    """WeasyPrint's font for a face of ours, and Pango's."""
    config, size = piece.style.font_config, piece.style["font_size"]
    cache = config.__dict__.setdefault("press_fonts", {})
    known = cache.get((number, size))
    if known is None:
        pango_font = _load(config, piece.book, number, size)
        key, description, _ = get_pango_font_key(pango_font)
        known = cache[number, size] = (pango_font, key, description)
    pango_font, key, description = known
    font = stream._fonts.get(key)
    if font is None:
        font = stream._fonts[key] = Font(pango_font, description, size)
    return font, pango_font


def _load(config: Any, book: FontBook, number: int, size: float) -> Any:
    face = book.library.faces[number]
    family, _ = unicode_to_char_p(face.family)
    description = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
    pango.pango_font_description_set_family(description, family)
    pango.pango_font_description_set_weight(description, face.weight)
    pango.pango_font_description_set_style(
        description, pango.PANGO_STYLE_ITALIC if face.italic else pango.PANGO_STYLE_NORMAL)
    pango.pango_font_description_set_absolute_size(description, int(size * TO_UNITS))
    context = ffi.gc(pango.pango_font_map_create_context(config.font_map),
                     gobject.g_object_unref)
    return ffi.gc(pango.pango_font_map_load_font(config.font_map, context, description),
                  gobject.g_object_unref)
