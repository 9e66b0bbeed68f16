"""Read a QR code out of its modules (ISO/IEC 18004), without correction: one that needs any is
wrong. Versions 1 to 6, bytes in one segment; shares nothing with what writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

_MASKS: Final[tuple[Callable[[int, int], bool], ...]] = (
    lambda r, c: (r + c) % 2 == 0, lambda r, _: r % 2 == 0, lambda _, c: c % 3 == 0,
    lambda r, c: (r + c) % 3 == 0, lambda r, c: (r // 2 + c // 3) % 2 == 0,
    lambda r, c: (r * c) % 2 + (r * c) % 3 == 0,
    lambda r, c: ((r * c) % 2 + (r * c) % 3) % 2 == 0,
    lambda r, c: ((r + c) % 2 + (r * c) % 3) % 2 == 0)
_BLOCKS: Final = {(1, "L"): 1, (1, "M"): 1, (2, "L"): 1, (2, "M"): 1, (3, "L"): 1, (3, "M"): 1}
"""Blocks of codewords; with more than one they would be interleaved."""
_LEVELS: Final = {0b01: "L", 0b00: "M", 0b11: "Q", 0b10: "H"}


def read_qr(packed: bytes, size: int) -> str:
    """The text of a code of ``size`` modules, in rows of whole bytes; ValueError for what is no
    such code."""
    width = -(-size // 8)
    if (size - 17) % 4 or len(packed) != width * size:
        raise ValueError("no QR code")
    rows = [packed[r * width:(r + 1) * width] for r in range(size)]

    def dark(row: int, column: int) -> int:
        return rows[row][column // 8] >> (7 - column % 8) & 1

    version = (size - 17) // 4
    fmt = sum(dark(8, c) << (14 - n) for n, c in enumerate((0, 1, 2, 3, 4, 5, 7, 8)))
    fmt += sum(dark(r, 8) << (6 - n) for n, r in enumerate((7, 5, 4, 3, 2, 1, 0)))
    fmt ^= 0b101010000010010
    level, mask = _LEVELS[fmt >> 13], _MASKS[fmt >> 10 & 7]
    if (version, level) not in _BLOCKS:
        raise ValueError(f"QR version {version}-{level}")
    bits = [dark(r, c) ^ mask(r, c) for r, c in _path(size, version)]
    mode, count = _number(bits, 0, 4), _number(bits, 4, 8)
    if mode != 0b0100:
        raise ValueError("a QR code that is not in bytes")
    return bytes(_number(bits, 12 + 8 * n, 8) for n in range(count)).decode("ascii")


def _number(bits: list[int], at: int, length: int) -> int:
    return sum(bit << (length - 1 - n) for n, bit in enumerate(bits[at:at + length]))


def _path(size: int, version: int) -> Iterator[tuple[int, int]]:
    """The modules of data, in their order: two columns at a time from the right, up and down."""
    column, upward = size - 1, True
    while column > 0:
        column -= column == 6  # the timing pattern
        for row in range(size - 1, -1, -1) if upward else range(size):
            for one in (column, column - 1):
                if not _fixed(row, one, size, version):
                    yield row, one
        column, upward = column - 2, not upward


def _fixed(row: int, column: int, size: int, version: int) -> bool:
    """Whether a module belongs to a pattern or to the format."""
    if row == 6 or column == 6:
        return True
    if (row < 9 and (column < 9 or column >= size - 8)) or (row >= size - 8 and column < 9):
        return True
    centre = size - 7  # of the one alignment pattern of versions 2 to 6
    return version > 1 and abs(row - centre) <= 2 and abs(column - centre) <= 2
