"""Spine and creep. Lengths in mm."""

from __future__ import annotations

from math import floor
from typing import Final, Literal

Binding = Literal["stitch", "perfect", "sewn"]
"""骑马订, 无线胶订, 锁线胶订."""

ALLOWANCE: Final[dict[Binding, float]] = {"stitch": 0.0, "perfect": 0.5, "sewn": 1.0}
"""What glue, and with sewing the thread, add to a spine: house figures, for a shop that has not
given its own."""


def bulk(pages: int, caliper: float) -> float:
    """The pressed text block: (pages ÷ 2) × t."""
    return -(-pages // 2) * caliper


def spine(pages: int, caliper: float, cover_caliper: float, binding: Binding = "perfect",
          given: float | None = None) -> float:
    """Width of the spine: (pages ÷ 2) × t + 2 × cover caliper + allowance (print.md).

    ``pages`` are those of the text block, without the cover. ``given`` is the shop's own figure,
    which goes before the formula. A stitched book has no spine: 0. Rounded half up to 0.01 mm.
    """
    if given is not None:
        return given
    if binding == "stitch":
        return 0.0
    width = bulk(pages, caliper) + 2 * cover_caliper + ALLOWANCE[binding]
    return floor(100 * width + 0.5 + 1e-6) / 100


def creep(pages: int, caliper: float, k: float = 1.0) -> float:
    """How far the innermost sheet of ``pages`` pages, nested and folded, moves to the spine:
    k · t · (sheets − 1), four pages a sheet. k is 1 for a tight fold, 1.2 to 1.4 stapled."""
    return round(k * caliper * max(0, -(-pages // 4) - 1), 3)
