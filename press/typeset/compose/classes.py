"""What a character is to a line.

After W3C *Requirements for Chinese Text Layout* (clreq), 3.1, GB/T 15834, and for kana JIS X 4051
by way of CSS Text 3, 5.3 (``line-break``).
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from unicodedata import category, east_asian_width


class Kind(IntEnum):
    """What a character is to a line."""

    HAN = 0
    """Han, kana and all else that stands in an em box and may be parted on both sides."""
    OPEN = 1
    """Opening brackets and quotes: their left half is empty."""
    CLOSE = 2
    """Closing brackets and quotes: their right half is empty."""
    PAUSE = 3
    """，、；：: their right half is empty."""
    STOP = 4
    """。．"""
    EXCLAIM = 5
    """？！"""
    DOT = 6
    """· between the parts of a name."""
    DASH = 7
    """— and …, of which two are one mark."""
    WORD = 8
    """Letters and digits: part of a word."""
    SPACE = 9
    NOTE = 10
    """①: the mark of a note; stays with what is before it."""
    SUFFIX = 11
    """What may not begin a line and is nothing of the above: ～ – ％ ° small kana (strict)."""
    PREFIX = 12
    """What may not end a line: currency, №."""
    GLUE = 13
    """U+00A0, U+2060: no break at either side."""
    BOX = 14
    """An image or a block in the line."""
    BREAK = 15
    """A forced end of line."""
    ZERO = 16
    """U+200B: a place to break, of no width."""


OPENING = "（〔［｛《〈「『【〖“‘｢〘〚＜"
CLOSING = "）〕］｝》〉」』】〗”’｣〙〛＞"
PAUSES = "，、；：､，"
STOPS = "。．｡"
EXCLAIMS = "？！‼⁇⁈⁉"
DOTS = "·・･‧•"
DASHES = "—…⋯―⸺⸻․‥\ufe19\U00010af6"
NOTES = frozenset(chr(c) for c in (*range(0x2460, 0x2474), *range(0x3251, 0x3260),
                                   *range(0x32B1, 0x32C0), *range(0x2776, 0x2780)))
_SUFFIXES = "～〜–%％‰℃℉°′″‵﹪￠／/々〻゛゜ヽヾゝゞ‐゠"
_SMALL_KANA = ("ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
               "ｧｨｩｪｫｬｭｮｯーｰ")
_PREFIXES = "￥¥＄£￡€№＃"
_TABLE: dict[str, Kind] = {
    **dict.fromkeys(OPENING, Kind.OPEN), **dict.fromkeys(CLOSING, Kind.CLOSE),
    **dict.fromkeys(PAUSES, Kind.PAUSE), **dict.fromkeys(STOPS, Kind.STOP),
    **dict.fromkeys(EXCLAIMS, Kind.EXCLAIM), **dict.fromkeys(DOTS, Kind.DOT),
    **dict.fromkeys(DASHES, Kind.DASH), **dict.fromkeys(NOTES, Kind.NOTE),
    **dict.fromkeys(_SUFFIXES, Kind.SUFFIX), **dict.fromkeys(_PREFIXES, Kind.PREFIX),
    " ": Kind.SPACE, "\u00a0": Kind.GLUE, "\u2060": Kind.GLUE, "\ufeff": Kind.GLUE,
    "\u202f": Kind.GLUE, "\n": Kind.BREAK, "\u200b": Kind.ZERO, "\u3000": Kind.HAN,
}
SMALL_KANA = frozenset(_SMALL_KANA)
_CJK = ((0x1100, 0x11FF), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
        (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF01, 0xFF60),
        (0xFFE0, 0xFFE6), (0x1B000, 0x1B16F), (0x1F200, 0x1F2FF), (0x20000, 0x3FFFD))


@cache
def kind_of(character: str) -> Kind:
    """The kind of one character, by itself; its neighbours can make it another (``units``)."""
    known = _TABLE.get(character)
    if known is not None:
        return known
    point = ord(character)
    if any(first <= point <= last for first, last in _CJK):
        return Kind.HAN
    if east_asian_width(character) in "WF":
        return Kind.HAN
    if category(character) in ("Zs",):
        return Kind.SPACE
    return Kind.WORD


def is_han(character: str) -> bool:
    """Whether text that holds ``character`` is set as Chinese: Han, kana or a mark of theirs."""
    point = ord(character)
    return any(first <= point <= last for first, last in _CJK)
