"""What a colour operator's operands and a colour space mean for print."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from press.preflight import access
from press.preflight.access import Damaged

_DARK = 0.2
"""Lighter than this in any of red, green, blue is no black (0 is none, 1 is full light)."""


BLACK: tuple[tuple[float, ...], str] = (0.0,), "g"
"""What a content stream begins with."""


def wrong_black(values: tuple[float, ...], operator: str) -> str:
    """The colour as written, if it is a black for which not only the K plate prints."""
    if not operator:
        return ""  # spot and calibrated colours: no rule of this check
    if operator == "g":
        wrong = len(values) == 1 and values[0] < _DARK
    else:
        if len(values) != 4:
            raise Damaged("k without four numbers")
        *inks, black = values
        wrong = any(inks) and all((1 - ink) * (1 - black) < _DARK for ink in inks)
    return f"{' '.join(f'{v:g}' for v in values)} {operator}" if wrong else ""


def is_white(values: tuple[float, ...], kind: str) -> bool:
    """Whether a colour leaves the paper as it is; ``kind``: ``g``, ``rgb``, ``k`` or another."""
    if kind == "k":
        return len(values) == 4 and not any(values)
    return kind in ("g", "rgb") and all(value >= 1 for value in values)


@lru_cache(maxsize=1024)
def ink_of(values: tuple[float, ...], kind: str, opacity: float = 1.0) -> str:
    """How a colour looks on white paper, roughly, as six hexadecimal digits of red, green and
    blue; empty where its space does not tell (spots, patterns)."""
    kind = kind or {3: "rgb", 4: "k"}.get(len(values), "")
    if kind == "g" and len(values) == 1:
        light: tuple[float, ...] = values * 3
    elif kind == "rgb" and len(values) == 3:
        light = values
    elif kind == "k" and len(values) == 4:
        light = tuple((1 - ink) * (1 - values[3]) for ink in values[:3])
    else:
        return ""
    return "".join(f"{round(255 * min(1.0, max(0.0, 1 - (1 - one) * opacity))):02x}"
                   for one in light)


def ink_name(ink: str) -> str:
    """How such a colour is told."""
    return f"#{ink}" if ink else "–"


def is_rgb(space: Any, resources: Any, depth: int = 0) -> bool:
    """Whether a colour space (a name or a pypdf array) holds red, green and blue."""
    found = access.resolved(space)
    if isinstance(found, str):
        name = found.removeprefix("/")
        if name in ("DeviceRGB", "RGB", "CalRGB"):
            return True
        defined = access.entry(access.dictionary(resources, "/ColorSpace"), "/" + name)
        return defined is not None and depth < 4 and is_rgb(defined, resources, depth + 1)
    if isinstance(found, list) and found:
        family = str(access.resolved(found[0]))
        if family == "/ICCBased" and len(found) > 1:
            return access.number(access.resolved(found[1]), "/N") == 3
        if family in ("/Indexed", "/Pattern") and len(found) > 1 and depth < 4:
            return is_rgb(found[1], resources, depth + 1)
        if family in ("/Separation", "/DeviceN") and len(found) > 2 and depth < 4:
            return is_rgb(found[2], resources, depth + 1)  # what is printed for a missing plate
        return family in ("/DeviceRGB", "/CalRGB")
    return False
