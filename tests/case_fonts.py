"""Faults of the fonts of finished PDFs: see case_faults."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable
from typing import Any

import pikepdf
from fontTools.cffLib import CFFFontSet

Change = Callable[[pikepdf.Pdf], Any]


def fonts(document: pikepdf.Pdf) -> list[Any]:
    """Those of the first page; the pages of a document share them."""
    return list(document.pages[0].Resources.Font.values())


def drop_font_programs() -> Change:
    return _each(lambda font: font.DescendantFonts[0].FontDescriptor.__delitem__("/FontFile3"))


def drop_fonts(page: int) -> Change:
    """The resources of a page name no font, and its content still uses them."""
    def change(document: pikepdf.Pdf) -> None:
        named = document.pages[page - 1].Resources.Font
        for key in list(named):
            del named[key]
    return change


def drop_texts() -> Change:
    """No font says what its codes mean."""
    return _each(lambda font: font.__delitem__("/ToUnicode"))


def change_texts(old: str, new: str) -> Change:
    """The codes of a character stand for another."""
    def edit(font: Any) -> None:
        data = font.ToUnicode.read_bytes()
        font.ToUnicode.write(data.replace(b"<%04x>" % ord(old), b"<%04x>" % ord(new)))
    return _each(edit)


def cut_font_programs(glyphs: int = 10) -> Change:
    """Programs with so many glyphs, fewer than the text shows."""
    def cut(cff: bytes) -> bytes:
        begin, count, _ = _charstrings(cff)
        return cff[:begin] + struct.pack(">H", min(glyphs, count)) + cff[begin + 2:]
    return _each(lambda font: _program(font, cut))


def empty_glyphs() -> Change:
    """A subset that dropped every glyph: each charstring becomes a lone endchar."""
    return _each(lambda font: _program(font, _empty_glyphs))


def empty_glyph(of: str) -> Change:
    """The glyph of one character draws nothing."""
    def edit(font: Any) -> None:
        code = re.search(rb"<([0-9a-f]{4})>\s*<%04x>" % ord(of), font.ToUnicode.read_bytes())
        if code:
            _program(font, lambda cff: _empty_glyph(cff, int(code[1], 16)))
    return _each(edit)


def _each(edit: Callable[[Any], Any]) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        for font in fonts(document):
            edit(font)
    return change


def _program(font: Any, edit: Callable[[bytes], bytes]) -> None:
    """Change the CFF table of a font program (OpenType, as WeasyPrint embeds it) in place."""
    stream = font.DescendantFonts[0].FontDescriptor.FontFile3
    data = stream.read_bytes()
    tables = [struct.unpack_from(">4sIII", data, 12 + 16 * i)
              for i in range(int.from_bytes(data[4:6], "big"))]
    begin, length = next((start, size) for tag, _, start, size in tables if tag == b"CFF ")
    cff = edit(data[begin:begin + length])
    assert len(cff) == length
    stream.write(data[:begin] + cff + data[begin + length:])


def _charstrings(cff: bytes) -> tuple[int, int, int]:
    """Where the INDEX of charstrings begins, how many there are, and bytes an offset."""
    font = CFFFontSet()
    font.decompile(io.BytesIO(cff), None)
    begin = font[0].rawDict["CharStrings"]
    return begin, *struct.unpack_from(">HB", cff, begin)


def _empty_glyphs(cff: bytes) -> bytes:
    begin, count, size = _charstrings(cff)
    offsets = begin + 3
    data = offsets + size * (count + 1)
    short = b"".join(k.to_bytes(size, "big") for k in range(1, count + 2))
    return cff[:offsets] + short + b"\x0e" * count + cff[data + count:]


def _empty_glyph(cff: bytes, glyph: int) -> bytes:
    """A lone endchar; what it drew before falls to the next glyph, which nobody shows."""
    begin, count, size = _charstrings(cff)
    place = begin + 3 + size * glyph
    offset = int.from_bytes(cff[place:place + size], "big")
    cff = cff[:place + size] + (offset + 1).to_bytes(size, "big") + cff[place + 2 * size:]
    at = begin + 3 + size * (count + 1) + offset - 1
    return cff[:at] + b"\x0e" + cff[at + 1:]


FAULTS = (drop_font_programs, drop_fonts, drop_texts, change_texts, cut_font_programs,
          empty_glyphs, empty_glyph)
