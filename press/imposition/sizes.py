"""Names of sheets. Sizes in mm, the shorter edge first."""

from __future__ import annotations

from typing import Final

from press.imposition.sheets import Size

SHEETS: Final[dict[str, Size]] = {
    "A2": (420.0, 594.0),
    "A3": (297.0, 420.0),
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
    "SRA3": (320.0, 450.0),
}
"""ISO 216 and ISO 217. A bare "B5" is missing on purpose: ISO and GB differ (176×250, 169×239)."""


def landscape(size: Size) -> Size:
    """The same sheet with its long edge across."""
    return max(size), min(size)


def spell(size: Size) -> str:
    """``148×210``, or with a decimal or two where the size needs them."""
    return "×".join(f"{edge:.2f}".rstrip("0").rstrip(".") for edge in size)
