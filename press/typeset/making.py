"""One face out of a font: compact, static, with the line metrics of the house.

Glyph numbers (and so CIDs) stay those of the source: a renumbered CID font shows blank pages in
some viewers; a CID font whose CIDs are others gets the identity. Hints go, as printers and
screens draw outlines at their own resolution.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont, newTable

from press.dataclass import dataclass
from press.typeset.faces import HAN, MIXED
from press.values import Face

ASCENT, DESCENT = 1.151, -0.286
"""In em, for every face: those of the body face. A line of fixed height centres what it holds
by these two, so that with others a word in another face would change the pitch of its line."""

_FEATURES = ("halt", "palt", "hwid", "pwid", "fwid", "ruby",  # of Han; the rest of Latin
             "smcp", "c2sc", "onum", "lnum", "tnum", "pnum", "sups", "subs", "sinf", "case",
             "ordn", "zero")
"""Kept beside those that HarfBuzz keeps by default (kerning, ligatures, fractions …)."""

_TABLES = ("DSIG", "VORG", "vhea", "vmtx", "BASE", "EBDT", "EBLC", "EBSC", "CBDT", "CBLC", "sbix",
           "SVG ", "COLR", "CPAL", "meta", "LTSH", "VDMX", "hdmx", "PCLT", "MERG")
"""Vertical text, bitmaps, colours and hints have no use here."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be made of a face."""

    family: str
    weight: int
    italic: bool
    keep: Callable[[int], bool]
    """Which code points it may have."""
    dropped: str = ""
    """See ``Face.dropped``."""
    name: str = ""
    """See ``Face.name``; made of the family where it is empty."""


def make_face(data: bytes, index: int, wanted: Wanted, folder: Path) -> Face:
    """Write the face ``index`` of the font file ``data`` into ``folder``.

    Raises what HarfBuzz and fontTools raise, and ValueError, for a damaged font.
    """
    source = hb.Face(hb.Blob(data), index)
    kept = sorted(point for point in source.unicodes if wanted.keep(point))
    subset = _subset(source, kept)
    name = wanted.name or re.sub(r"[^A-Za-z0-9-]", "", wanted.family)
    file, numbers = _dressed(subset, wanted, name)
    digest = hashlib.sha256(file).hexdigest()
    suffix = "otf" if file[:4] == b"OTTO" else "ttf"
    slant = "i" if wanted.italic else ""
    path = folder / f"{name}-{wanted.weight}{slant}-{digest[:12]}.{suffix}"
    path.write_bytes(file)
    units, ascent, descent, box = numbers
    return Face(wanted.family, wanted.weight, path, digest, units, ascent, descent, box,
                wanted.italic, _ranges(kept), name, wanted.dropped)


def make_faces(data: bytes, index: int, wanted: Wanted,
               folder: Callable[[str], Path]) -> list[Face]:
    """What becomes of a face: a Latin one comes twice, to be used alone and within Chinese.

    ``folder``: where the faces of a family go.
    """
    face = make_face(data, index, wanted, folder(wanted.family))
    if any(first <= HAN <= last for first, last in face.coverage):
        return [face]
    within = _mixed(wanted)
    return [face, make_face(data, index, within, folder(within.family))]


def _mixed(wanted: Wanted) -> Wanted:
    """The same Latin face for use within Chinese: letters, figures and ASCII signs alone."""
    return Wanted(wanted.family + MIXED, wanted.weight, wanted.italic,
                  lambda point: wanted.keep(point) and _is_latin(point),
                  name=f"{wanted.name or re.sub('[^A-Za-z0-9-]', '', wanted.family)}-Han")


def _is_latin(point: int) -> bool:
    if point < 0x80:
        return point >= 0x20
    if point >= 0x2000 and not 0xA720 <= point < 0xFB07:
        return point == ord("–")
    return point == 0xA0 or unicodedata.category(chr(point))[0] in "LM"


def _subset(source: hb.Face, kept: list[int]) -> bytes:
    asked = hb.SubsetInput()
    asked.unicode_set.update(kept)
    asked.layout_feature_tag_set.update(map(_tag, _FEATURES))
    asked.flags = (hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING
                   | hb.SubsetFlags.CFF_IDENTITY_CHARSET)
    asked.drop_table_tag_set.update(map(_tag, _TABLES))
    face = hb.subset(source, asked)
    return bytes(face.blob.data)


def _dressed(data: bytes, wanted: Wanted, name: str) -> tuple[
        bytes, tuple[int, int, int, tuple[int, int, int, int]]]:
    """The file with names, style and line metrics by which fontconfig and Pango take it; and
    units per em, the font's own ascent, descent and box."""
    with TTFont(io.BytesIO(data), lazy=True, recalcBBoxes=False, recalcTimestamp=False) as font:
        head, hhea = font["head"], font["hhea"]
        units: int = head.unitsPerEm
        if not 16 <= units <= 16384:
            raise ValueError(f"{units} units per em")
        numbers = (units, hhea.ascent, hhea.descent, (head.xMin, head.yMin, head.xMax, head.yMax))
        up, down = round(ASCENT * units), round(DESCENT * units)
        hhea.ascent, hhea.descent, hhea.lineGap = up, down, 0
        if "OS/2" not in font:
            FontBuilder(font=font).setupOS2()
        os2 = font["OS/2"]
        os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = up, down, 0
        os2.usWinAscent, os2.usWinDescent = up, -down
        os2.usWeightClass, os2.usWidthClass = wanted.weight, 5
        bold = wanted.weight >= 600
        os2.fsSelection = wanted.italic | bold << 5 | (not (wanted.italic or bold)) << 6
        head.macStyle = bold | wanted.italic << 1
        font["name"] = _names(wanted, name)
        out = io.BytesIO()
        font.save(out, reorderTables=False)
    return out.getvalue(), numbers


def _names(wanted: Wanted, name: str) -> Any:
    """A name table of one family name, so that no other one can be asked for."""
    style = " ".join(filter(None, (
        {400: "", 700: "Bold"}.get(wanted.weight, str(wanted.weight)),
        "Italic" if wanted.italic else ""))) or "Regular"
    table = newTable("name")
    table.names = []
    for number, text in ((1, wanted.family), (2, style), (4, f"{wanted.family} {style}"),
                         (6, f"{name}-{style.replace(' ', '')}"[:63])):
        table.setName(text, number, 3, 1, 0x409)
    return table


def _tag(name: str) -> int:
    return int.from_bytes(name.encode().ljust(4), "big")


def _ranges(points: list[int]) -> tuple[tuple[int, int], ...]:
    ranges: list[tuple[int, int]] = []
    for point in points:
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1] = (ranges[-1][0], point)
        else:
            ranges.append((point, point))
    return tuple(ranges)
