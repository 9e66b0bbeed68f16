"""Which glyphs of an embedded font program have a shape: CFF and TrueType, read by hand.

fontTools made the subset, so it does not judge it here; and only two tables are needed: the
index of charstrings (Adobe TN 5176) or ``loca`` (OpenType). A subset that keeps glyph ids
leaves an empty slot for each glyph that was dropped: text shown with one is a white gap.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import pairwise
from operator import sub

from press.dataclass import dataclass
from press.preflight.access import Damaged

_CHARSTRINGS, _CHARSET, _ROS = 17, 15, (12, 30)


@dataclass(frozen=True, slots=True)
class Outlines:
    """The glyphs of a font program."""

    sizes: tuple[int, ...]
    """Bytes of each glyph's description, by glyph id."""
    hollow: int
    """A description of at most this many bytes draws nothing and has no width of its own."""
    by_cid: dict[int, int] | None
    """CID → glyph id of a CID-keyed CFF; None where the two are the same number."""

    def has(self, cid: int) -> bool:
        """Whether ``cid`` is a glyph of the program."""
        gid = cid if self.by_cid is None else self.by_cid.get(cid, -1)
        return 0 <= gid < len(self.sizes)

    def draws(self, cid: int) -> bool:
        """Whether ``cid`` is a glyph of the program and was kept in the subset."""
        gid = cid if self.by_cid is None else self.by_cid.get(cid, -1)
        return 0 <= gid < len(self.sizes) and self.sizes[gid] > self.hollow


def read_outlines(program: bytes) -> Outlines:
    """The glyphs of a TrueType, OpenType or bare CFF program; Damaged for anything else."""
    try:
        if program[:4] in (b"\x00\x01\x00\x00", b"true", b"OTTO"):
            tables = _tables(program)
            return _cff(tables["CFF "]) if "CFF " in tables else _truetype(tables)
        if program[:1] == b"\x01":
            return _cff(program)
    except (struct.error, IndexError, KeyError) as error:
        raise Damaged(f"font program unreadable ({error!r})") from error
    raise Damaged("font program of an unknown kind")


def _tables(program: bytes) -> dict[str, bytes]:
    count, = struct.unpack_from(">H", program, 4)
    tables = {}
    for index in range(count):
        tag, _, start, length = struct.unpack_from(">4sIII", program, 12 + 16 * index)
        tables[tag.decode("latin-1")] = program[start:start + length]
    return tables


def _truetype(tables: dict[str, bytes]) -> Outlines:
    count, = struct.unpack_from(">H", tables["maxp"], 4)
    long, = struct.unpack_from(">h", tables["head"], 50)
    form = f">{count + 1}{'I' if long else 'H'}"
    loca = struct.unpack_from(form, tables["loca"])
    step = 1 if long else 2
    sizes = tuple((b - a) * step for a, b in pairwise(loca))
    if loca and loca[-1] * step > len(tables["glyf"]):
        raise Damaged("font program cut short")
    return Outlines(sizes, 0, None)


def _cff(cff: bytes) -> Outlines:
    _, position = _index(cff, cff[2])
    tops, _ = _index(cff, position)
    top = _dict(cff[slice(*tops[0])])
    data, offsets = _offsets(cff, int(top[(_CHARSTRINGS,)][0]))
    if data + offsets[-1] > len(cff):
        raise Damaged("font program cut short")
    sizes = tuple(map(sub, offsets[1:], offsets))
    by_cid = None
    if _ROS in top:
        by_cid = _charset(cff, int(top.get((_CHARSET,), [0])[0]), len(sizes))
    return Outlines(sizes, 1, by_cid)


def _index(cff: bytes, position: int) -> tuple[list[tuple[int, int]], int]:
    """Start and end of each item of the INDEX at ``position``, and where the INDEX ends."""
    data, offsets = _offsets(cff, position)
    return [(data + a, data + b) for a, b in pairwise(offsets)], data + offsets[-1]


def _offsets(cff: bytes, position: int) -> tuple[int, Sequence[int]]:
    """Where offset 0 of an INDEX is, and its offsets (one more than items)."""
    count, = struct.unpack_from(">H", cff, position)
    if not count:
        return position + 2, (0,)
    size = cff[position + 2]
    raw = cff[position + 3:position + 3 + size * (count + 1)]
    if len(raw) < size * (count + 1) or not 1 <= size <= 4:
        raise Damaged("font program cut short")
    # Four bytes each, at the speed of the library: an INDEX has 65,535 items.
    wide = bytearray(4 * (count + 1))
    for place in range(size):
        wide[4 - size + place::4] = raw[place::size]
    return position + 2 + len(raw), struct.unpack(f">{count + 1}I", wide)


def _dict(data: bytes) -> dict[tuple[int, ...], list[float]]:
    """Operator → operands of a CFF DICT; real numbers (never an offset) are read as 0."""
    found: dict[tuple[int, ...], list[float]] = {}
    operands: list[float] = []
    i = 0
    while i < len(data):
        b = data[i]
        i += 1
        if b <= 21:
            operator: tuple[int, ...] = (b,)
            if b == 12:
                operator, i = (12, data[i]), i + 1
            found[operator], operands = operands, []
        elif b == 28:
            operands.append(struct.unpack_from(">h", data, i)[0])
            i += 2
        elif b == 29:
            operands.append(struct.unpack_from(">i", data, i)[0])
            i += 4
        elif b == 30:
            while data[i] & 15 != 15 and data[i] >> 4 != 15:
                i += 1
            operands.append(0.0)
            i += 1
        elif b <= 246:
            operands.append(b - 139)
        elif b <= 250:
            operands.append((b - 247) * 256 + data[i] + 108)
            i += 1
        else:
            operands.append(-(b - 251) * 256 - data[i] - 108)
            i += 1
    return found


def _charset(cff: bytes, position: int, count: int) -> dict[int, int] | None:
    """CID → glyph id; None where they are the same (as they are in the fonts of this house)."""
    if position <= 2:
        return None  # predefined sets do not occur in CID-keyed fonts
    form = cff[position]
    position += 1
    cids = [0]
    if form == 0:
        cids += struct.unpack_from(f">{count - 1}H", cff, position)
    else:
        layout, step = (">HB", 3) if form == 1 else (">HH", 4)
        while len(cids) < count:
            first, left = struct.unpack_from(layout, cff, position)
            cids += range(first, first + left + 1)
            position += step
    if cids[:count] == list(range(count)):
        return None
    return {cid: gid for gid, cid in enumerate(cids[:count])}
