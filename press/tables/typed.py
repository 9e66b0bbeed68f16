"""What may stand in a cell: days, times, numbers, names, as a Chinese keyboard types them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from typing import Final

from press.dataclass import dataclass

_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?)?")
_CLOCK = r"(上午|下午|晚上|晚)?\s*(\d{1,2})\s*[:时点]\s*(\d{2})?\s*分?(?::00)?"
_TIME = re.compile(_CLOCK)
_SPAN = re.compile(rf"{_CLOCK}(?:\s*(?:-|–|—|~|至|到)+\s*{_CLOCK})?")
_WHOLE = re.compile(r"(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.0+)?", re.ASCII)
_YES, _NO = ("是", "yes", "y", "1", "√", "✓", "true"), ("", "否", "no", "n", "0", "false")
_APART = re.compile(r"\s*[、；;]\s*")
MOST: Final = 999_999_999


@dataclass(frozen=True, slots=True)
class Type:
    """What may stand in a column."""

    parse: Callable[[str], object | None]
    """A cell that is not empty → its value; None for what is no such value."""
    code: str
    """Of the problem that says so; it is told the ``column``, the ``value`` and ``args``."""
    args: tuple[tuple[str, str], ...] = ()


def plain(text: str) -> str:
    """Full-width digits and marks as narrow ones."""
    return unicodedata.normalize("NFKC", text).strip()


def day(text: str) -> dt.date | None:
    """``2021-12-08``, ``2021/12/8``, ``2021年12月8日``; None for what is no day."""
    found = _DAY.fullmatch(plain(text))
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:  # 30 February
        return None


def time(text: str) -> dt.time | None:
    """``14:30``, ``14时30分``, ``下午2:30``; None for what is no time of the day."""
    found = _TIME.fullmatch(plain(text))
    return _clock(*found.groups()) if found else None


def span(text: str, minutes: int) -> tuple[dt.time, dt.time] | None:
    """Beginning and end: ``14:30-16:00``, ``下午2:30``; without an end so many ``minutes``.

    None for what is no time, and where the end is not behind the beginning on the same day.
    """
    found = _SPAN.fullmatch(plain(text))
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


def whole(text: str, most: int = MOST) -> int | None:
    """A whole number from 0 to ``most``, also ``1,200`` and ``12.0``; None for anything else."""
    found = _WHOLE.fullmatch(plain(text))
    number = int(found[1].replace(",", "")) if found else most + 1
    return number if number <= most else None


def names(text: str) -> tuple[str, ...]:
    """Several texts with 、 or ； between them."""
    return tuple(filter(None, _APART.split(text)))


def yes(text: str) -> bool | None:
    """Whether it says so; None where it says neither."""
    said = plain(text).lower()
    return True if said in _YES else False if said in _NO else None
