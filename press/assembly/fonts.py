"""One font program a face for the whole document.

WeasyPrint writes glyph numbers as codes (Identity-H, CID = GID), so the codes of all parts are
good in any subset that keeps glyph numbers. The widths and ToUnicode maps of parts are united
in one Type 0 font; a part in which a glyph stands for another character gets a second one,
which shares the program.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from hashlib import sha256
from typing import Any

import pikepdf
import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from press.assembly.charset import cids
from press.dataclass import dataclass, field
from press.values import Face, FaceKey, FaceUse

Kept = Callable[[str, Callable[[], bytes]], bytes]
"""Gives what the function makes, or has made before under the same name."""

_TRUETYPE = b"\0\1\0\0"
"""How a TrueType file begins; a CFF table begins with its version, 1.0, and two sizes."""

_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{ranges}endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


@dataclass(slots=True)
class _Type0:
    """One Type 0 font to be: glyphs and the one text that each stands for."""

    unicodes: dict[int, str] = field(default_factory=dict)

    def has_all(self, use: _Use) -> bool:
        """Most parts bring nothing new, which is seen without a loop of our own."""
        return list(map(self.unicodes.get, use.unicodes)) == use.texts

    def takes(self, unicodes: Mapping[int, str]) -> bool:
        new = unicodes.items() - self.unicodes.items()
        return not any(glyph in self.unicodes for glyph, _ in new)


@dataclass(frozen=True, slots=True)
class _Use:
    """What a part uses of a face, as it is looked up."""

    widths: Mapping[int, int]
    unicodes: Mapping[int, str]
    texts: list[str]
    """The values of ``unicodes``, in their order."""


class _This:
    """A thing that is told by which it is, not by all that is in it."""

    __slots__ = ("it",)

    def __init__(self, it: FaceUse) -> None:
        self.it = it

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _This) and other.it is self.it


def _use(use: FaceUse) -> _Use:
    unicodes = dict(use.unicodes)
    return _Use(dict(use.widths), unicodes, list(unicodes.values()))


@lru_cache(maxsize=4096)
def _use_again(this: _This) -> _Use:
    return _use(this.it)


class DocumentFonts:
    """Gathers what parts use of each face, then writes the fonts of the document."""

    def __init__(self, faces: Mapping[FaceKey, Face]) -> None:
        self._faces = faces
        self._widths: dict[FaceKey, dict[int, int]] = {}
        self._type0s: dict[FaceKey, list[_Type0]] = {}
        self.wider: Mapping[FaceKey, Sequence[int]] = {}
        """Face → glyphs of a subset that is there already, and may hold more than is needed."""

    def add(self, uses: Iterable[FaceUse], *, again: bool = False) -> dict[
            str, tuple[FaceKey, int]]:
        """Take in what a part uses: resource name → face and number of its Type 0 font.
        ``again``: by these very values, which were taken in before and probably will be again."""
        chosen = {}
        for use in uses:
            key = use.key
            own = _use_again(_This(use)) if again else _use(use)
            self._widths.setdefault(key, {}).update(own.widths)
            fonts = self._type0s.setdefault(key, [])
            number = next((n for n, font in enumerate(fonts)
                           if font.has_all(own) or font.takes(own.unicodes)), len(fonts))
            if number == len(fonts):
                fonts.append(_Type0())
            fonts[number].unicodes.update(own.unicodes)
            chosen[use.resource] = (key, number)
        return chosen

    def has(self, key: FaceKey, number: int, glyph: int) -> bool:
        """Whether a Type 0 font has a glyph."""
        return glyph in self._type0s[key][number].unicodes

    def glyphs(self) -> dict[FaceKey, list[int]]:
        """Face → what is used of it, sorted."""
        return {key: sorted({g for font in self._type0s[key] for g in font.unicodes})
                for key in sorted(self._type0s)}

    def told(self) -> str:
        """All that ``write`` depends on."""
        return repr([(key, self._faces[key].digest, widths, [
            font.unicodes for font in self._type0s[key]], self.wider.get(key))
            for key, widths in self._widths.items()])

    def write(self, pdf: Pdf, kept: Kept) -> dict[tuple[FaceKey, int], Any]:
        """The Type 0 fonts as objects of ``pdf``; ``kept`` keeps their programs."""
        fonts = {}
        for key, glyphs in self.glyphs().items():
            face, widths = self._faces[key], self._widths[key]
            there = self.wider.get(key, ())
            subset = list(there) if set(glyphs) <= set(there) else glyphs
            style = "-Italic" if face.italic else ""
            name = f"{_prefix(key, glyphs)}+{face.name}-{face.weight}{style}"
            descendant = pdf.make_indirect(_descendant(
                pdf, face, name, widths, glyphs, kept(
                    f"program {face.digest} {subset}", partial(_deflated, face, subset))))
            for number, font in enumerate(self._type0s[key]):
                fonts[key, number] = pdf.make_indirect(Dictionary(
                    Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/" + name),
                    Encoding=Name("/Identity-H"), DescendantFonts=Array([descendant]),
                    ToUnicode=Stream(pdf, _cmap(font.unicodes))))
        return fonts


def _prefix(key: FaceKey, glyphs: list[int]) -> str:
    """Six letters, the same for the same subset (ISO 32000-1, 9.6.4)."""
    digest = sha256(f"{key} {glyphs}".encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def _descendant(pdf: Pdf, face: Face, name: str, widths: Mapping[int, int],
                glyphs: list[int], known: bytes) -> Dictionary:
    """``known``: the program, see ``_deflated``."""
    lead, _, program = known.partition(b"\n")
    kind, size = lead.split()
    cff = kind == b"CFF"
    scale = 1000 / face.units
    flags = 4 + (2 if "Serif" in face.family else 0) + (64 if face.italic else 0)
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/" + name), FontFamily=pikepdf.String(face.family),
        Flags=flags, FontBBox=Array([round(v * scale) for v in face.box]),
        ItalicAngle=-12 if face.italic else 0,
        Ascent=round(face.ascent * scale), Descent=round(face.descent * scale),
        CapHeight=round(face.ascent * scale), StemV=80, FontWeight=face.weight)
    if cff:
        descriptor.FontFile3 = Stream(pdf, program, Subtype=Name.CIDFontType0C,
                                      Filter=Name.FlateDecode)
    else:
        descriptor.FontFile2 = Stream(pdf, program, Length1=int(size), Filter=Name.FlateDecode)
    font = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType0 if cff else Name.CIDFontType2,
        BaseFont=Name("/" + name), FontDescriptor=pdf.make_indirect(descriptor), DW=1000,
        W=_width_array({g: widths[g] for g in glyphs}),
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"),
                                 Ordering=pikepdf.String("Identity"), Supplement=0))
    if not cff:
        font.CIDToGIDMap = Name.Identity
    return font


def _width_array(widths: Mapping[int, int]) -> Array:
    """Only what differs from DW; runs of neighbours share an entry."""
    out: list[Any] = []
    run: list[int] = []
    last = -2
    for glyph in sorted(g for g, w in widths.items() if w != 1000):
        if glyph != last + 1:
            run = []
            out += [glyph, run]
        run.append(widths[glyph])
        last = glyph
    return Array([Array(item) if isinstance(item, list) else item for item in out])


def _program(face: Face, glyphs: list[int]) -> bytes:
    """The subset of ``face``: the bare CFF table, or a TrueType file. A glyph has in it the number
    that it has in the face; in a CFF that is CID-keyed as its CID, so that no places stay empty."""
    whole = hb.Face(hb.Blob.from_file_path(str(face.file)))
    compact = hb.subset(whole, _wanted(glyphs, hb.SubsetFlags.DEFAULT))
    if "CFF " in compact.table_tags:
        program = bytes(compact.reference_table("CFF ").data)
        if cids(program) == tuple(sorted({0, *glyphs})):
            return program
    subset = hb.subset(whole, _wanted(glyphs, hb.SubsetFlags.RETAIN_GIDS))
    # After the last glyph that is used there is nothing: cut the file there, numbers unchanged.
    again = hb.SubsetInput()
    again.glyph_set.update(range(max(glyphs) + 1))
    again.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.DESUBROUTINIZE
    subset = hb.subset(subset, again)
    data = bytes(subset.blob.data)
    if data[:4] == b"OTTO":
        return bytes(subset.reference_table("CFF ").data)
    return data


def _wanted(glyphs: list[int], places: hb.SubsetFlags) -> hb.SubsetInput:
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = (places | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.DESUBROUTINIZE
                    | hb.SubsetFlags.NO_LAYOUT_CLOSURE)
    # A reader of PDF draws glyphs by number: it needs no layout tables, names or metrics of lines.
    wanted.drop_table_tag_set.update(
        int.from_bytes(tag.encode().ljust(4), "big")
        for tag in ("GSUB", "GPOS", "GDEF", "BASE", "OS/2", "name", "VORG", "vhea", "vmtx"))
    return wanted


def _deflated(face: Face, glyphs: list[int]) -> bytes:
    """The program of a subset as it is kept: a line of its kind and size, then its bytes,
    deflated."""
    program = _program(face, glyphs)
    kind = b"TrueType" if program[:4] == _TRUETYPE else b"CFF"
    return b"%s %d\n%s" % (kind, len(program), zlib.compress(program))


def _cmap(unicodes: Mapping[int, str]) -> bytes:
    items = sorted(unicodes.items())
    ranges = ""
    for start in range(0, len(items), 100):
        chunk = items[start:start + 100]
        ranges += f"{len(chunk)} beginbfchar\n"
        ranges += "".join(f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>\n"
                          for glyph, text in chunk)
        ranges += "endbfchar\n"
    return _CMAP.format(ranges=ranges).encode()
