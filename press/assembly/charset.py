"""The charset of a CFF font program: which character its glyphs are (Adobe TN 5176, 7–10, 13).

In a CID-keyed program a document asks for a glyph by its CID, whatever place it has (ISO 32000-1,
9.7.4.2): so a subset need not keep the places of glyphs that it does not have, each of which takes
two or three bytes that do not deflate.
"""

from __future__ import annotations

import struct

_CHARSET, _CHARSTRINGS, _ROS = 15, 17, 0x0C1E


def cids(cff: bytes) -> tuple[int, ...] | None:
    """The CID of each glyph; None for a program that is not CID-keyed. Raises struct.error and
    IndexError for one that is cut off."""
    at = _index(cff, cff[2])[-1]
    tops = _index(cff, at)
    top = _top(cff[tops[0]:tops[1]])
    if _ROS not in top or top.get(_CHARSET, 0) <= 2:
        return None
    count, = struct.unpack_from(">H", cff, top[_CHARSTRINGS])
    at = top[_CHARSET]
    form, at = cff[at], at + 1
    if form == 0:
        return (0, *struct.unpack_from(f">{count - 1}H", cff, at))
    found = [0]
    layout = ">HB" if form == 1 else ">HH"
    while len(found) < count:
        first, more = struct.unpack_from(layout, cff, at)
        found += range(first, first + more + 1)
        at += struct.calcsize(layout)
    return tuple(found)


def _index(cff: bytes, at: int) -> list[int]:
    """Where the items of an INDEX begin, and where the last one ends."""
    count, = struct.unpack_from(">H", cff, at)
    if not count:
        return [at + 2]
    size = cff[at + 2]
    data = at + 2 + size * (count + 1)
    return [data + int.from_bytes(cff[at + 3 + n * size:at + 3 + (n + 1) * size])
            for n in range(count + 1)]


def _top(data: bytes) -> dict[int, int]:
    """Operator → its last operand, a whole number; of real ones nothing is wanted."""
    found: dict[int, int] = {}
    operand = at = 0
    while at < len(data):
        byte, at = data[at], at + 1
        if byte == 12:
            found[byte << 8 | data[at]] = operand
            at += 1
        elif byte <= 21:
            found[byte] = operand
        elif byte in (28, 29):
            size = 2 if byte == 28 else 4
            operand = int.from_bytes(data[at:at + size], signed=True)
            at += size
        elif byte == 30:
            while data[at] & 15 != 15 and data[at] >> 4 != 15:
                at += 1
            at += 1
        elif byte <= 246:
            operand = byte - 139
        elif byte <= 254:
            sign = 1 if byte <= 250 else -1
            operand = sign * ((byte - (247 if sign > 0 else 251)) * 256 + data[at] + 108)
            at += 1
    return found
