"""What colours and gradients are in inks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from press.preflight import access
from press.preflight.access import Damaged
from press.preflight.samples import table_of

Inks = tuple[float, ...]
"""Amounts of ink, 0 to 1; K is the last of four. Empty where they are not known."""


def inks_of(space: Any, values: tuple[float, ...]) -> Inks:
    """The inks of a colour in a space whose inks are known."""
    family = str(access.resolved(space[0]) if isinstance(space, list) and space else space)
    if family in ("/DeviceGray", "/CalGray", "/G") and len(values) == 1:
        return (1 - values[0],)
    if family == "/DeviceCMYK" or (family == "/ICCBased" and len(values) == 4):
        if len(values) != 4:
            raise Damaged("a colour in CMYK without four numbers")
        return values
    if family == "/Indexed" and len(values) == 1:
        base = access.resolved(space[1])
        count = {"/DeviceGray": 1, "/DeviceCMYK": 4}.get(str(base), 0)
        entry = table_of(space)[count * int(values[0]):][:count]
        return inks_of(base, tuple(value / 255 for value in entry)) if entry else ()
    return values if family in ("/Separation", "/DeviceN") else ()


def spot_of(space: Any) -> tuple[str, str] | None:
    """Name of a spot colour, and what stands for it."""
    if not isinstance(space, list) or len(space) < 4 or str(space[0]) != "/Separation":
        return None
    tint = access.resolved(space[3])
    return str(access.resolved(space[1])).removeprefix("/"), \
        f"{access.resolved(space[2])!r} {access.entry(tint, '/C1')!r}"


def colours_of(function: Any, depth: int) -> Iterator[tuple[float, ...]]:
    """Colours that a function of a gradient gives: ends, or samples of eight bits."""
    if depth > 8 or function is None:
        return
    kind = access.number(function, "/FunctionType")
    if kind == 2:
        for key in ("/C0", "/C1"):
            yield tuple(float(access.resolved(v)) for v in access.items(function, key))
    elif kind == 3:
        for raw in access.items(function, "/Functions"):
            yield from colours_of(access.resolved(raw), depth + 1)
    elif kind == 0 and access.number(function, "/BitsPerSample") == 8:
        count = len(access.items(function, "/Range")) // 2
        data = access.stream_bytes(function)
        for at in range(0, len(data) - count + 1, count):
            yield tuple(v / 255 for v in data[at:at + count])
