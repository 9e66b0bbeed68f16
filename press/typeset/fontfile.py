"""A font file that a book brings: what it says of its faces, or why it cannot be used.

What is in it is not trusted: tables are measured before they are read, characters are asked of
HarfBuzz, which checks what it reads, and whatever a reader raises is a problem of the file.
"""

from __future__ import annotations

import io
import struct
import unicodedata
from collections.abc import Iterable
from typing import Any

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from press.dataclass import dataclass
from press.values import Place, Problem, problem

MAX_BYTES = 64_000_000
"""Of a font file; the largest Chinese collections have some 40 million."""
MAX_FACES = 32
"""In a collection."""

_KINDS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf")
_OTHERS = ((b"wOFF", "WOFF"), (b"wOF2", "WOFF2"), (b"%!PS", "Type 1"), (b"\x80\1", "Type 1"),
           (b"%!Fo", "Type 1"), (b"StartFontMetrics", "AFM"), (b"PK\3\4", "ZIP"),
           (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"<", "SVG, HTML"))
_RESTRICTED, _BITMAP_ONLY, _WHOLE_ONLY = 0x0002, 0x0200, 0x0100
_SIMPLIFIED = 0x804
"""Windows language of names: Chinese (PRC)."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """A file in the fonts/ of a book."""

    path: str
    """In the book: ``fonts/方正小标宋.ttf``."""
    data: bytes

    @property
    def stem(self) -> str:
        """Its name without ending."""
        return self.path.rpartition("/")[2].rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class OwnFace:
    """A face in such a file."""

    file: FontFile
    index: int
    names: tuple[str, ...]
    """Names that it can be asked by; the first is that which people know its family by."""
    weight: int
    italic: bool
    name: str
    """For a PDF: ASCII, without blanks."""


def look_into(file: FontFile) -> tuple[tuple[OwnFace, ...], tuple[Problem, ...]]:
    """The faces of ``file``; none where there is a problem."""
    data, place = file.data, Place(file.path)
    kind = next((label for magic, label in _OTHERS if data.startswith(magic)), "")
    if kind:
        return (), (problem("font-format", place, name=file.path, format=kind),)
    if not data.startswith(_KINDS):
        return (), (problem("font-not-font", place, name=file.path),)
    try:
        faces = []
        for index, start in enumerate(_starts(data)):
            tables = _directory(data, start)
            fault = _refused(file.path, tables, data)
            if fault is not None:
                return (), (fault,)
            faces.append(_face(file, index))
    except Exception as error:  # whatever readers of damaged fonts raise
        detail = (str(error).splitlines() or [type(error).__name__])[0][:120]
        return (), (problem("font-damaged", place, name=file.path, detail=detail),)
    return tuple(faces), ()


def _starts(data: bytes) -> tuple[int, ...]:
    """Where the table directory of each face begins."""
    if not data.startswith(b"ttcf"):
        return (0,)
    count = struct.unpack_from(">I", data, 8)[0]
    if not 0 < count <= MAX_FACES:
        raise ValueError(f"a collection of {count} faces")
    return struct.unpack_from(f">{count}I", data, 12)


def _directory(data: bytes, start: int) -> dict[str, tuple[int, int]]:
    """Table → offset and length. ValueError where a table lies beyond the end of the file."""
    count = struct.unpack_from(">H", data, start + 4)[0]
    tables = {}
    for number in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, start + 12 + 16 * number)
        if offset + length > len(data):
            raise ValueError(f"the table {tag.decode('latin-1')} is cut off")
        tables[tag.decode("latin-1")] = (offset, length)
    return tables


def _refused(path: str, tables: dict[str, tuple[int, int]], data: bytes) -> Problem | None:
    """Why a whole face cannot be used."""
    if "fvar" in tables or "CFF2" in tables:
        return problem("font-variable", Place(path), name=path)
    if not tables.keys() & {"glyf", "CFF "}:
        return problem("font-outlines", Place(path), name=path)
    if "OS/2" not in tables:
        return None
    rights = struct.unpack_from(">H", data, tables["OS/2"][0] + 8)[0]
    # Of the four lowest bits the most permissive counts (OpenType 1.9, OS/2, fsType).
    if rights & 0x000F == _RESTRICTED or rights & (_BITMAP_ONLY | _WHOLE_ONLY):
        return problem("font-embedding", Place(path), name=path, rights=f"{rights:#06x}")
    return None


def _face(file: FontFile, index: int) -> OwnFace:
    """ValueError for a face that shows nothing."""
    face = hb.Face(hb.Blob(file.data), index)
    points = face.unicodes
    if not len(points) or not face.glyph_count:
        raise ValueError("no characters (no Unicode cmap)")
    if not _draws(hb.Font(face), points):
        raise ValueError("no glyph has an outline")
    with TTFont(io.BytesIO(file.data), fontNumber=index, lazy=True) as font:
        names, name = _names(font)
        weight = font["OS/2"].usWeightClass if "OS/2" in font else 400
        italic = bool(font["head"].macStyle & 2) or bool(
            "OS/2" in font and font["OS/2"].fsSelection & 1)
    weight = weight * 100 if weight < 10 else weight  # an old scale of 1 to 9
    hundreds = min(900, max(100, round(weight / 100) * 100))
    return OwnFace(file, index, names or (_clean(file.stem),), hundreds, italic, name)


def _draws(font: Any, points: Iterable[int]) -> bool:
    """Whether one of the first characters has an outline."""
    for number, point in enumerate(points):
        glyph = font.get_nominal_glyph(point)
        if glyph:
            extents = font.get_glyph_extents(glyph)
            if extents is not None and extents.width and extents.height:
                return True
        if number > 2000:
            break
    return False


def _names(font: TTFont) -> tuple[tuple[str, ...], str]:
    """Family names (typographic, legacy, full; Chinese before others), and the PostScript name."""
    found: dict[str, int] = {}
    script = ""
    for record in font["name"].names[:500] if "name" in font else ():
        if record.nameID not in (1, 4, 6, 16) or len(record.string) > 400:
            continue
        text = _clean(record.toUnicode(errors="replace"))
        if record.nameID == 6:
            script = script or "".join(
                c for c in text if c.isascii() and (c.isalnum() or c == "-"))[:40]
        elif text and "�" not in text:
            rank = (record.langID != _SIMPLIFIED) + {16: 0, 1: 2, 4: 4}[record.nameID]
            found[text] = min(rank, found.get(text, 9))
    return tuple(sorted(found, key=lambda name: (found[name], name))), script


def _clean(text: str) -> str:
    """A name that fontconfig, Pango and CSS take as one: no commas, no control characters."""
    plain = "".join(c if c.isalnum() or c in " -_.()" else " "
                    for c in unicodedata.normalize("NFC", text))
    return " ".join(plain.split())[:60]
