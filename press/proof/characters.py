"""Characters that no text should hold, beside those that keep a book from being read.

Rules 1, 3 and 9; those of control, private and replacement characters are ``manuscript``'s.
"""

from __future__ import annotations

import re
import unicodedata

from press.proof.document import HAN, Rule
from press.proof.finding import every, together

_JOINER = r"(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
"""A joiner is right only between two pictures of an emoji."""
ZERO_WIDTH = (r"(?:[\u200b\u200c\u2060\u00ad\u180e\u034f\u115f\u1160\u3164\uffa0\u200e\u200f\u061c"
              r"\u2061-\u2064\u206a-\u206f\ufff9-\ufffb\U000e0001-\U000e007f]"
              rf"|{_JOINER}|(?<=[{HAN}，。、；：？！])[\ufe00-\ufe0f])+")

_LOST = (r"(?:锟斤拷|锟斤|斤拷锟|烫烫烫|屯屯屯|葺葺葺)+[锟斤拷烫屯葺]*"
         r"|锘[夸垮挎跨胯块]|\A锘")
"""What U+FFFD in UTF-8 reads as in GBK (EF BF BD EF BF BD), memory never filled, and what a
byte order mark reads as in GBK (EF BB BF before E4–E9)."""

COMPATIBLE = ("\uf900-\ufa0d\ufa10\ufa12\ufa15-\ufa1e\ufa20\ufa22\ufa25\ufa26\ufa2a-\ufaff"
              "\u2e80-\u2fdf\U0002f800-\U0002fa1f")
"""Compatibility ideographs and radicals, without the twelve of the block that are ordinary
characters (Unicode 15.0, 18.1)."""


def _codepoints(match: re.Match[str]) -> dict[str, str]:
    return {"codepoint": " ".join(f"U+{ord(c):04X}" for c in match.group()[:4])}


def _plain(match: re.Match[str]) -> str | None:
    made = unicodedata.normalize("NFKC", match.group())
    return made if made != match.group() else None


RULES = (
    Rule(1, "copy-zero-width", every(ZERO_WIDTH, "", args=_codepoints), any_language=True),
    Rule(3, "copy-replaced", every(_LOST), any_language=True),
    Rule(9, "copy-compatibility",
         together(every(f"[{COMPATIBLE}]+", _plain, args=lambda m: {
             **_codepoints(m), "instead": _plain(m) or "—"})), any_language=True),
)
