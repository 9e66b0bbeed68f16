"""Fonts made for tests, out of those of the house: small, renumbered, damaged, forbidden."""

from __future__ import annotations

import io
import struct
from functools import cache

import uharfbuzz as hb
from build_samples import library
from fontTools.ttLib import TTCollection, TTFont, newTable

COMMON = ("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能"
          "下过子说产种面而方后多，。：；！？（）《》“”、0123456789ABCabc ")


@cache
def font(text: str = COMMON, *, family: str = "Office", of: str = "LXGW WenKai", weight: int = 400,
         italic: bool = False, chinese: str = "", rights: int = 0) -> bytes:
    """A font file of the characters of ``text``, its glyphs numbered anew."""
    face = next(f for f in library().faces
                if (f.family, f.weight, f.italic) == (of, weight if of != "LXGW WenKai" else 400,
                                                      italic and of != "LXGW WenKai"))
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, text))
    made = hb.subset(hb.Face(hb.Blob.from_file_path(str(face.file))), wanted)
    with TTFont(io.BytesIO(bytes(made.blob.data))) as out:
        names = newTable("name")
        names.names = []
        for number, words in ((1, family), (2, "Regular"), (4, family), (6, "Office-Regular")):
            names.setName(words, number, 3, 1, 0x409)
        if chinese:
            names.setName(chinese, 1, 3, 1, 0x804)
        out["name"] = names
        out["OS/2"].usWeightClass = weight
        out["OS/2"].fsType = rights
        out["OS/2"].fsSelection = 1 if italic else 0x40
        out["head"].macStyle = 2 if italic else 0
        data = io.BytesIO()
        out.save(data)
    return data.getvalue()


def collection(*fonts: bytes) -> bytes:
    """A TTC of some fonts."""
    made = TTCollection()
    made.fonts = [TTFont(io.BytesIO(data)) for data in fonts]
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def tables(*names: str) -> bytes:
    """A table directory and nothing behind it but zeros: as much of a font as some checks read."""
    start = 12 + 16 * len(names)
    entries = b"".join(struct.pack(">4sIII", name.encode(), 0, start, 64) for name in names)
    return b"\0\1\0\0" + struct.pack(">HHHH", len(names), 0, 0, 0) + entries + bytes(64)
