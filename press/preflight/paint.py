"""What a colour operator's operands and a colour space mean for print."""

from __future__ import annotations

from typing import Any

from press.preflight import access
from press.preflight.access import Damaged

_DARK = 0.2
"""Lighter than this in any of red, green, blue is no black (0 is none, 1 is full light)."""


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
        return family in ("/DeviceRGB", "/CalRGB")
    return False
