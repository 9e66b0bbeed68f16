"""Pages of a part, taken over into the document."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from press.assembly.colour import inks
from press.values import Pages


def open_part(pages: Pages) -> Pdf:
    """The PDF of a part, as pikepdf has it."""
    return Pdf.open(io.BytesIO(pages.pdf))


def rewrite_forms(pages: list[Any], rewrite: Callable[[bytes], bytes]) -> None:
    """Apply ``rewrite``, which makes CMYK, to the forms and patterns that the pages show."""
    for form in _forms(pages):
        form.write(rewrite(form.read_bytes()))
        group = form.get("/Group")
        if group is not None and group.get("/CS") == Name.DeviceRGB:
            group.CS = Name.DeviceCMYK


def recolour_gradients(pages: list[Any]) -> None:
    """Make the shadings that pages show CMYK: their ends, and the space they run in."""
    for resources in _resources(pages):
        patterns = (p.get("/Shading") for p in resources.get("/Pattern", Dictionary()).values())
        for shading in (*resources.get("/Shading", Dictionary()).values(), *patterns):
            if shading is not None and shading.get("/ColorSpace") == Name.DeviceRGB:
                shading.ColorSpace = Name.DeviceCMYK
                _recolour(shading.Function)


def _recolour(function: Any) -> None:
    """A function from a place in a gradient to a colour: linear (2), or several joined (3)."""
    if isinstance(function, Array):
        raise ValueError("a gradient with a function for each colour cannot be made CMYK")
    for part in function.get("/Functions", ()):
        _recolour(part)
    for end in ("/C0", "/C1"):
        if end in function and len(function[end]) == 3:
            red, green, blue = (float(v) for v in function[end])
            function[end] = Array([round(v, 4) for v in inks(red, green, blue)])


def _resources(pages: list[Any]) -> Iterator[Any]:
    """The resources of the pages and of all forms in them."""
    yield from (page.Resources for page in pages)
    yield from (form.Resources for form in _forms(pages) if "/Resources" in form)


def _forms(pages: list[Any]) -> Iterator[Any]:
    seen: set[tuple[int, int]] = set()
    waiting = [page.Resources for page in pages]
    while waiting:
        resources = waiting.pop()
        for kind in ("/XObject", "/Pattern"):
            for item in resources.get(kind, Dictionary()).values():
                if not isinstance(item, Stream) or item.objgen in seen:
                    continue
                seen.add(item.objgen)
                if item.get("/Subtype") == Name.Image:
                    continue
                yield item
                if "/Resources" in item:
                    waiting.append(item.Resources)
