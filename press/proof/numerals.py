"""Numbers in Chinese and Arabic figures and in circles."""

from __future__ import annotations

import re

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_FOUR = re.compile("(?:([一二两三四五六七八九])千)?零?(?:([一二两三四五六七八九])?百)?零?"
                   "(?:([一二三四五六七八九])?十)?零?([一二两三四五六七八九])?")


def value(text: str) -> int:
    """The number that ``text`` is; -1 for what is none, such as 一三."""
    if text.isascii() and text.isdigit():
        return int(text)
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    many, _, rest = text.replace("廿", "二十").replace("卅", "三十").rpartition("万")
    high, low = _below_ten_thousand(many), _below_ten_thousand(rest)
    return -1 if high < 0 or low < 0 or not text else 10_000 * high + low


def _below_ten_thousand(text: str) -> int:
    match = _FOUR.fullmatch(text)
    if match is None:
        return 0 if text in ("零", "〇") else -1
    total = _DIGITS.get(match[4] or "零", 0)
    for group, unit, power in ((1, "千", 1000), (2, "百", 100), (3, "十", 10)):
        if unit in text:
            total += power * _DIGITS[match[group] or "一"]
    return total


def chinese(number: int) -> str:
    """A number from 0 to 99 as it is written in Chinese."""
    digits = "零一二三四五六七八九十"
    if number <= 10:
        return digits[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else digits[tens % 10]) + "十" + (digits[ones] if ones else "")
