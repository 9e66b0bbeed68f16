"""What is drawn by another face than the one that CSS asks for first, noted as it is drawn."""

from __future__ import annotations

from typing import Any

Drawn = dict[tuple[tuple[str, ...], str], dict[str, Any]]
"""Families that CSS asks for, in order, and the one that drew → each character, and the HTML
element in which it was met first (None in a picture)."""

_drawn: list[Drawn] = [{}]


def begin() -> None:
    """A new part."""
    _drawn[0] = {}


def drawn() -> Drawn:
    """What was noted since ``begin``."""
    return _drawn[0]


def note(textbox: Any, family: str, text: str) -> None:
    """``text`` of ``textbox`` is drawn by ``family``."""
    asked = textbox.style["font_family"]
    if family == asked[0]:
        return
    found = _drawn[0].setdefault((tuple(asked), family), {})
    element = getattr(textbox, "element", None)
    for character in text:
        if character not in found:
            found[character] = element
