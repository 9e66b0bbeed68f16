"""Which characters no house font has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from press.typeset.faces import Library

BODY = "Noto Serif CJK SC"
"""Every role falls back on it, so what it lacks would come from nowhere."""


def missing_characters(used: Iterable[str], library: Library) -> list[str]:
    """Those of ``used`` that would show as empty boxes, in the same order.

    White space, format characters and variation selectors are never drawn.
    """
    return [c for c in used if not library.covers(BODY, ord(c)) and not c.isspace()
            and unicodedata.category(c) != "Cf" and not 0xFE00 <= ord(c) <= 0xFE0F
            and not 0xE0100 <= ord(c) <= 0xE01EF]
