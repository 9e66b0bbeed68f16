"""What may stand in a cell of a roster: dates, times, numbers, telephones."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Final

_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?)?")
_CLOCK = r"(上午|下午|晚上|晚)?\s*(\d{1,2})\s*[:时点]\s*(\d{2})?\s*分?(?::00)?"
_TIME = re.compile(rf"{_CLOCK}(?:\s*(?:-|–|—|~|至|到)+\s*{_CLOCK})?")
_NUMBER = re.compile(r"[A-Za-z0-9一-鿿][A-Za-z0-9一-鿿_-]{0,19}")
MOST_COPIES: Final = 100_000


def plain(text: str) -> str:
    """Full-width digits and marks as narrow ones, which a hand on a Chinese keyboard types."""
    return unicodedata.normalize("NFKC", text).strip()


def date_of(text: str) -> dt.date | None:
    """``2021-12-08``, ``2021/12/8``, ``2021年12月8日``; None for what is no date."""
    found = _DATE.fullmatch(plain(text))
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:  # 30 February
        return None


def times_of(text: str, minutes: int) -> tuple[dt.time, dt.time] | None:
    """Beginning and end: ``14:30-16:00``, ``下午2:30``; without an end so many ``minutes``.

    None for what is no time, and where the end is not behind the beginning on the same day.
    """
    found = _TIME.fullmatch(plain(text))
    if not found:
        return None
    start = _clock(*found.groups()[:3])
    if start is None:
        return None
    if found[5] is None:
        last = start.hour * 60 + start.minute + minutes
        return (start, dt.time(last // 60, last % 60)) if last < 24 * 60 else None
    end = _clock(found[4] or found[1], found[5], found[6])
    return (start, end) if end and start < end else None


def _clock(half: str | None, hour: str, minute: str | None) -> dt.time | None:
    late = half in ("下午", "晚上", "晚") and int(hour) < 12
    try:
        return dt.time(int(hour) + 12 * late, int(minute or 0))
    except ValueError:
        return None


def whole_number(text: str, most: int = MOST_COPIES) -> int | None:
    """A whole number from 0 to ``most``; None for anything else."""
    digits = plain(text).replace(",", "")
    if re.fullmatch(r"\d{1,9}(\.0+)?", digits):
        number = int(digits.split(".")[0])
        return number if number <= most else None
    return None


def good_number(text: str) -> bool:
    """Whether a permanent number can be part of a file's name: letters, Han, digits, - and _."""
    return _NUMBER.fullmatch(text) is not None


def good_phone(text: str) -> bool:
    """A mobile number, a number with its area code, an extension of 3 to 8 digits."""
    digits = re.sub(r"[\s()-]", "", plain(text)).removeprefix("+86")
    return re.fullmatch(r"1\d{10}|0\d{9,11}|\d{3,8}", digits) is not None


def masked(phone: str) -> str:
    """A telephone number of which only the ends are shown: ``138****5678``."""
    digits = [index for index, c in enumerate(phone) if c.isdigit()]
    shown = (3, 4) if len(digits) >= 11 else (1, 1) if len(digits) >= 4 else (0, 0)
    hidden = digits[shown[0]:len(digits) - shown[1]]
    return "".join("*" if index in hidden else c for index, c in enumerate(phone))
