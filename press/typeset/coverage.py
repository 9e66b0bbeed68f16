"""Which characters no declared font has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from press.typeset.faces import Library


def missing_characters(used: Iterable[str], library: Library) -> list[str]:
    """Those of ``used`` that no family of ``library`` has, in the same order.

    They would show as empty boxes. What another family has than the one of its place is told
    when it is drawn (``fallbacks``).
    """
    families = library.families
    return [c for c in used if is_drawn(c)
            and not any(library.covers(family, ord(c)) for family in families)]


def is_drawn(character: str) -> bool:
    """White space, control and format characters and variation selectors are never drawn."""
    return not (character.isspace() or unicodedata.category(character) in ("Cf", "Cc")
                or 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF)
