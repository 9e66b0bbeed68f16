"""Characters → glyphs of a face, by HarfBuzz: each Han once, each word once.

Nothing here depends on lines: a paragraph is shaped once, wherever it will be broken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb

from press.dataclass import dataclass, field
from press.typeset.compose.classes import Kind
from press.typeset.compose.rules import has_centred_marks
from press.typeset.compose.units import FULL
from press.typeset.faces import GENERIC, SONG, Library, library_at
from press.values import Face

_CENTRED = frozenset((Kind.PAUSE, Kind.STOP, Kind.EXCLAIM))
_LOW = frozenset("，、。．")
"""Marks whose ink lies on the baseline, and in the middle of the box where marks are centred."""
_MIDDLE = 0.38
"""em from the baseline to the middle of an em box."""
_OFF = 0.06
"""em from the middle that ink may lie and still be called centred."""


class Glyph(NamedTuple):
    """One glyph of a shaped text; lengths in em."""

    number: int
    code: str
    """The number as four hexadecimal digits."""
    text: str
    """The characters that it stands for; empty where a glyph before it says them."""
    width: float
    """As the PDF has it: in whole thousandths."""
    advance: float
    x: float
    y: float


@dataclass(slots=True)
class Shaped:
    """A token in one face."""

    text: str

    face: int
    """Number of the face in the library."""
    glyphs: tuple[Glyph, ...]
    advance: float
    """em."""
    kind: Kind
    shift: float = 0.0
    """em that the glyph is moved to the right within its advance."""


@dataclass(slots=True)
class FontBook:
    """The faces of a library, opened once a process."""

    library: Library
    fonts: list[hb.Font] = field(default_factory=list)
    widths: list[dict[int, int]] = field(default_factory=list)
    families: dict[str, str] = field(default_factory=dict)
    """Names as CSS compares them, and as they are."""
    chosen: dict[tuple[tuple[str, ...], int, bool, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open every face; the files are read when glyphs are asked for."""
        for face in self.library.faces:
            blob = hb.Blob.from_file_path(str(face.file))
            self.fonts.append(hb.Font(hb.Face(blob)))
            self.widths.append({})
            self.families[face.family.casefold()] = face.family

    def face_for(self, families: Sequence[str], weight: int, italic: bool,
                 character: str) -> int:
        """The first of ``families`` that has the character, else the body face."""
        key = (tuple(families), weight, italic, character)
        known = self.chosen.get(key)
        if known is None:
            point = ord(character)
            known = self.chosen[key] = self.number(next(
                (family for name in families
                 if (family := self.families.get(GENERIC.get(name.casefold(), name).casefold()))
                 and self.library.covers(family, point)), SONG), weight, italic)
        return known

    def number(self, family: str, weight: int, italic: bool) -> int:
        """The face of ``family`` nearest to what is asked for."""
        faces: Sequence[Face] = self.library.faces
        found = [i for i, f in enumerate(faces) if f.family == family]
        return min(found, key=lambda i: (faces[i].italic != italic,
                                         abs(faces[i].weight - weight)))

    def shape(self, text: str, number: int, features: Mapping[str, int], lang: str,
              kind: Kind) -> Shaped:
        """``text`` in the face ``number``."""
        font = self.fonts[number]
        units = font.face.upem
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        if lang:
            buffer.language = lang
        hb.shape(font, buffer, dict(features))
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        glyphs = []
        widths = self.widths[number]
        total = 0
        for index, (info, at) in enumerate(zip(infos, positions, strict=True)):
            gid = info.codepoint
            width = widths.get(gid)
            if width is None:
                width = widths[gid] = round(font.get_glyph_h_advance(gid) * 1000 / units)
            first = info.cluster
            if index and infos[index - 1].cluster == first:
                said = ""
            else:
                later = [i.cluster for i in infos if i.cluster > first]
                said = text[first:min(later, default=len(text))]
            glyphs.append(Glyph(gid, f"{gid:04x}", said, width / 1000, at.x_advance / units,
                                at.x_offset / units, at.y_offset / units))
            total += at.x_advance
        if kind in _CENTRED and len(glyphs) == 1 and has_centred_marks(lang):
            glyph, shift = _centred(glyphs[0], font, units)
            return Shaped(text, number, (glyph,), total / units, kind, shift)
        return Shaped(text, number, tuple(glyphs), total / units, kind)


def _centred(glyph: Glyph, font: hb.Font, units: int) -> tuple[Glyph, float]:
    """A mark in the middle of its box, where the face has it at the left; how far it moves."""
    extents = font.get_glyph_extents(glyph.number)
    if extents is None or glyph.advance < FULL:
        return glyph, 0.0
    x = (extents.x_bearing + extents.width / 2) / units
    y = (extents.y_bearing + extents.height / 2) / units
    if abs(x - glyph.advance / 2) < _OFF:
        return glyph, 0.0
    low = glyph.text in _LOW
    return glyph._replace(y=_MIDDLE - y if low else glyph.y), glyph.advance / 2 - x


@lru_cache(maxsize=8)
def font_book(folder: Path) -> FontBook | None:
    """The faces prepared in ``folder``."""
    library = library_at(folder)
    return FontBook(library) if library is not None else None
