"""Colours as inks: RGB, grey and Lab become CMYK; no place takes more ink than the limit.

What is drawn keeps clean colours: greys are K alone, and of the three inks one at least is
left out (full grey component replacement). Photographs go another way, see ``images``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

Inks = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black, 0 to 1."""

BLACK: Inks = (0.0, 0.0, 0.0, 1.0)

_D50 = (0.964296, 1.0, 0.825105)
_D65 = (0.950456, 1.0, 1.089058)
_BRADFORD = ((0.9555766, -0.0230393, 0.0631636), (-0.0282895, 1.0099416, 0.0210077),
             (0.0122982, -0.0204830, 1.3299098))
"""From D50 to D65."""
_SRGB = ((3.2404542, -1.5371385, -0.4985314), (-0.9692660, 1.8760108, 0.0415560),
         (0.0556434, -0.2040259, 1.0572252))
"""From XYZ (D65) to linear sRGB (IEC 61966-2-1)."""


@lru_cache(maxsize=4096)
def inks(red: float, green: float, blue: float) -> Inks:
    """Cyan, magenta, yellow and black, 0 to 1, of a colour in RGB."""
    rest = max(red, green, blue)
    cyan, magenta, yellow = ((rest - v) / rest if rest else 0.0 for v in (red, green, blue))
    return cyan, magenta, yellow, 1 - rest


def limited(colour: Inks, limit: float) -> Inks:
    """``colour`` with at most ``limit`` ink (3 is 300 %): black stays, the others give way
    alike, so that the hue stays too."""
    cyan, magenta, yellow, black = colour
    if cyan + magenta + yellow + black <= limit:
        return colour
    share = (limit - black) / (cyan + magenta + yellow)
    return cyan * share, magenta * share, yellow * share, black


def from_lab(lightness: float, a: float, b: float, d65: bool) -> Inks:
    """The same of CIE Lab, by way of sRGB; what sRGB does not have is cut off."""
    white = _D65 if d65 else _D50
    fy = (lightness + 16) / 116
    xyz = [w * _cube(f) for w, f in zip(white, (fy + a / 500, fy, fy - b / 200), strict=True)]
    if not d65:
        xyz = _times(_BRADFORD, xyz)
    # Rounded, so that white is paper and black is K alone.
    return inks(*(round(_gamma(min(1.0, max(0.0, v))), 3) for v in _times(_SRGB, xyz)))


def _cube(value: float) -> float:
    return value ** 3 if value > 6 / 29 else 3 * (6 / 29) ** 2 * (value - 4 / 29)


def _times(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    return [sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix]


def _gamma(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else float(1.055 * value ** (1 / 2.4) - 0.055)
