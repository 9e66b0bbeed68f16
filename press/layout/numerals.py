"""Numbers in words and letters, for labels and headings."""

from __future__ import annotations

from typing import Literal

NumeralStyle = Literal["chinese", "decimal", "roman", "letter"]

_DIGITS = "零一二三四五六七八九"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def numeral(number: int, style: NumeralStyle) -> str:
    """1–99 as 十二, XII, 12 or l; larger numbers (letters: past 26) as digits."""
    if style == "letter" and 0 < number <= 26:
        return chr(ord("a") + number - 1)
    if style in ("decimal", "letter") or not 0 < number < 100:
        return str(number)
    if style == "roman":
        out = "L" * (number >= 50) if number < 90 else "XC"
        rest = number - 90 if number >= 90 else number - 50 * (number >= 50)
        if rest >= 40:
            out, rest = out + "XL", rest - 40
        for value, sign in _ROMAN:
            out, rest = out + sign * (rest // value), rest % value
        return out
    tens, ones = divmod(number, 10)
    return (("" if tens < 2 else _DIGITS[tens]) + "十" if tens else "") + \
        (_DIGITS[ones] if ones else "")
