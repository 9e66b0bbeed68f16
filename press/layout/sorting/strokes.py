"""How many strokes a Han character has, by the Unicode property kTotalStrokes."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib.util import find_spec

_LIBRARY = "unicodedataplus"


def strokes_known() -> bool:
    """Whether the counts are at hand: their library comes compiled, not for every Python."""
    return find_spec(_LIBRARY) is not None


def strokes(character: str, *, traditional: bool) -> int:
    """As printed in mainland China, or else in Taiwan; 0 where nobody has counted them."""
    return _counted(character, traditional) if strokes_known() else 0


@lru_cache(maxsize=4096)
def _counted(character: str, traditional: bool) -> int:
    from unicodedataplus import total_strokes

    if traditional and (count := int(total_strokes(character, "T"))):
        return count
    return int(total_strokes(character, "G"))


def is_han(character: str) -> bool:
    """Whether it is a Chinese character, one that has strokes and a reading."""
    name = unicodedata.name(character, "")
    return character == "〇" or (name.startswith("CJK ") and "IDEOGRAPH" in name)
