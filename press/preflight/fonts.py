"""The fonts of a PDF as they stand in it: program, ToUnicode, and what the codes mean."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any

from press.dataclass import dataclass
from press.preflight import access
from press.preflight.access import Damaged
from press.preflight.outlines import Outlines, read_outlines

UNKNOWN = "\ufffd"
"""What a code stands for that ToUnicode does not name."""

_ASCII = {code: chr(code) for code in range(32, 127)}
"""What a simple font without a ToUnicode most likely shows: for excerpts only."""
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(
    rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_LONGEST_RANGE = 65536


@dataclass(frozen=True, eq=False)
class Font:
    """One font dictionary."""

    name: str
    """BaseFont with its subset tag; "?" where there is none."""
    composite: bool
    """Type 0: two bytes a code, and with Identity-H the code is the CID."""
    identity: bool
    """Whether a code is the CID itself."""
    drawn: bool
    """Type 3: its glyphs are content streams, so that there is no program to embed."""
    program: Any
    """The embedded program (a pypdf stream), or None."""
    to_unicode: dict[int, str] | None
    """Code → text; None where the font has no ToUnicode."""
    glyph_map: bytes | None
    """CIDToGIDMap where it is a stream."""
    holder: Any
    """The dictionary that has the widths: the font, or its descendant."""
    told: Mapping[int, int] | None
    """Widths in thousandths, for the fonts of a part, which have none of their own."""

    def codes(self, shown: bytes) -> tuple[int, ...]:
        """The character codes of a shown string."""
        if not self.composite:
            return tuple(shown)
        if len(shown) % 2:
            raise Damaged(f"half a character code in {self.name}")
        return struct.unpack(f">{len(shown) // 2}H", shown)

    def decode(self, shown: bytes) -> str:
        """The text of a shown string."""
        table = self.to_unicode or (_ASCII if not self.composite else {})
        return "".join([table.get(code, UNKNOWN) for code in self.codes(shown)])

    def advances(self, shown: bytes) -> list[float]:
        """The width of each glyph of a shown string, in text space; empty where they are
        not known."""
        if self.composite and (not self.identity or (self.told is None and not (
                "/W" in self.holder or "/FontDescriptor" in self.holder))):
            return []
        table, default = self._widths
        return [table.get(code, default) for code in self.codes(shown)]

    @cached_property
    def _widths(self) -> tuple[dict[int, float], float]:
        """Code → width, and the width of all others (ISO 32000-2, 9.2.4 and 9.7.4.3)."""
        if self.told is not None:
            return {glyph: width / 1000 for glyph, width in self.told.items()}, 1.0
        if self.composite:
            default = access.number(self.holder, "/DW")
            return _cid_widths(access.items(self.holder, "/W")), (
                1.0 if default is None else default / 1000)
        unit = access.matrix(self.holder, "/FontMatrix")[0] if self.drawn else 0.001
        first = int(access.number(self.holder, "/FirstChar") or 0)
        widths = [access.resolved(raw) for raw in access.items(self.holder, "/Widths")]
        return {first + i: float(width) * unit for i, width in enumerate(widths)}, 0.0

    def glyph(self, code: int) -> int:
        """The glyph (or CID) that a code of a composite font shows."""
        if self.glyph_map is None:
            return code
        return int.from_bytes(self.glyph_map[2 * code:2 * code + 2], "big")

    def outlines(self) -> Outlines | None:
        """The glyphs of the program; None where there is none or it is not a font file
        whose glyphs a code names directly (simple fonts, Type 1)."""
        if self.program is None or not (self.composite and self.identity):
            return None
        return _outlines(_Program(self.program))


class _Program:
    """A font program, known by its bytes as they stand in the file."""

    def __init__(self, stream: Any) -> None:
        self.stream: Any = stream
        self.digest = access.stream_digest(stream)

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Program) and other.digest == self.digest


@lru_cache(maxsize=64)
def _outlines(program: _Program) -> Outlines:
    """Read once in a process: a book's documents hold the same faces."""
    data = access.stream_bytes(program.stream)
    program.stream = None  # the cache keeps what it is asked by; its file may go
    return read_outlines(data)


def read_font(font: Any, told: Mapping[int, int] | None = None, resource: str = "") -> Font:
    """The font of a font dictionary; ``told``: widths that are known from elsewhere;
    ``resource``: its name in resources, for one that says none of its own."""
    subtype = access.text(font, "/Subtype") or ""
    descendants = [access.resolved(d) for d in access.items(font, "/DescendantFonts")]
    holder = descendants[0] if subtype == "Type0" and descendants else font
    descriptor = access.dictionary(holder, "/FontDescriptor")
    program = next((found for key in ("/FontFile3", "/FontFile2", "/FontFile")
                    if (found := access.dictionary(descriptor, key)) is not None), None)
    unicode_map = access.dictionary(font, "/ToUnicode")
    glyph_map = access.dictionary(holder, "/CIDToGIDMap")
    return Font(
        name=access.text(font, "/BaseFont") or resource or "?",
        composite=subtype == "Type0",
        identity=access.text(font, "/Encoding") == "Identity-H",
        drawn=subtype == "Type3",
        program=program,
        to_unicode=None if unicode_map is None else parse_to_unicode(
            access.stream_bytes(unicode_map)),
        glyph_map=None if glyph_map is None else access.stream_bytes(glyph_map),
        holder=holder,
        told=told)


def _cid_widths(raw: list[Any]) -> dict[int, float]:
    """CID → width of a /W array: ``c [w …]`` and ``first last w``."""
    found: dict[int, float] = {}
    values = iter(raw)
    for start in values:
        first, then = int(access.resolved(start)), access.resolved(next(values, None))
        if isinstance(then, list):
            for place, width in enumerate(then):
                found[first + place] = float(access.resolved(width)) / 1000
        elif then is None or then - first >= _LONGEST_RANGE:
            raise Damaged("widths of a font without end")
        else:
            found.update(dict.fromkeys(range(first, int(then) + 1),
                                       float(access.resolved(next(values, None))) / 1000))
    return found


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")


def parse_to_unicode(cmap: bytes) -> dict[int, str]:
    """Code → text of a ToUnicode CMap (ISO 32000-2, 9.10.3)."""
    table: dict[int, str] = {}
    for kind, body in _BLOCK.findall(cmap):
        if kind == b"bfchar":
            for code, target in _PAIR.findall(body):
                table[int(code, 16)] = _text(target)
            continue
        for low, high, target, several in _RANGE.findall(body):
            first, last = int(low, 16), int(high, 16)
            if last - first >= _LONGEST_RANGE:
                raise Damaged("ToUnicode with a range without end")
            if several:
                texts = [_text(t) for t in re.findall(rb"<([0-9A-Fa-f\s]*)>", several)]
                table.update(zip(range(first, last + 1), texts, strict=False))
            else:
                start = _text(target)
                for code in range(first, last + 1):
                    table[code] = start[:-1] + chr(ord(start[-1]) + code - first)
    return table
