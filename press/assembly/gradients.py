"""Gradients in CMYK, or in grey where only their lightness counts.

WeasyPrint cannot write them in CMYK, so that they are made RGB and converted here. Between a
light and a dark end inks do not run as lights do: such a step is sampled.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pikepdf import Array, Name, Pdf, Stream

from press.assembly.inks import Inks, inks, limited

SAMPLES = 33
"""Of one step between two colours."""
Colour = tuple[float, ...]
Convert = Callable[[float, float, float], Colour]


class ForeignGradientError(ValueError):
    """A gradient that is no function of WeasyPrint's kinds; the text says what it is."""


def recolour(pdf: Pdf, shading: Any, limit: float, *, grey: bool = False) -> None:
    """Make a gradient CMYK with at most ``limit`` ink (3 is 300 %), or grey.

    Raises ForeignGradientError for what cannot be made so.
    """
    space = shading.get("/ColorSpace")
    if space in (Name.DeviceGray, Name.DeviceCMYK):
        return
    if space != Name.DeviceRGB or isinstance(shading.get("/Function"), Array | None):
        raise ForeignGradientError(f"ShadingType {shading.get('/ShadingType')}")

    def in_cmyk(red: float, green: float, blue: float) -> Inks:
        return limited(inks(red, green, blue), limit)

    shading.Function = _function(pdf, shading.Function, _lightness if grey else in_cmyk)
    shading.ColorSpace = Name.DeviceGray if grey else Name.DeviceCMYK


def _lightness(red: float, green: float, blue: float) -> Colour:
    return (0.3 * red + 0.59 * green + 0.11 * blue,)


def _function(pdf: Pdf, function: Any, convert: Convert) -> Any:
    """From a place in a gradient to a colour: several joined (type 3), or one step (type 2)."""
    kind = function.get("/FunctionType")
    if kind == 3:
        function.Functions = Array([_function(pdf, part, convert) for part in function.Functions])
        return function
    if kind != 2:
        raise ForeignGradientError(f"FunctionType {kind}")
    ends = [[float(v) for v in function.get(key, default)]
            for key, default in (("/C0", [0]), ("/C1", [1]))]
    if len(ends[0]) != 3:
        return function  # it was met before
    first, last = (convert(*end) for end in ends)
    power = float(function.get("/N", 1))
    if power == 1 and _runs_straight(first, last):
        function.C0, function.C1 = (Array([round(v, 4) for v in c]) for c in (first, last))
        return function
    low, high = (float(v) for v in function.Domain)
    data = bytearray()
    for i in range(SAMPLES):
        x = (low + (high - low) * i / (SAMPLES - 1)) ** power
        data += bytes(round(255 * v) for v in convert(
            *(a + x * (b - a) for a, b in zip(*ends, strict=True))))
    return Stream(pdf, bytes(data), FunctionType=0, Domain=function.Domain,
                  Range=Array([0, 1] * len(first)), Size=Array([SAMPLES]), BitsPerSample=8)


def _runs_straight(first: Colour, last: Colour) -> bool:
    """Whether the inks between two colours are as much between as the lights are."""
    if len(first) == 1:
        return True
    grey = not any(first[:3]) and not any(last[:3])
    return grey or first == last or first[3] == last[3] == 0
