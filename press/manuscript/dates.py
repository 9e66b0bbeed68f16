"""Dates as people write them, Chinese and English → a text that sorts: ISO 8601.

``1941``, ``1941-11`` or ``1941-11-11`` (extended format, reduced precision): of a range its
beginning, of a season or a part of a year the month in which it begins. What stands behind the
date ("上午", a note in parentheses) does not matter.
"""

from __future__ import annotations

import calendar
import re
import unicodedata

MAX_LENGTH = 200
"""Characters; more is no date."""

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_CN = "[零〇○一二三四五六七八九十廿卅]"
_NUMERALS = re.compile(rf"{_CN}+(?=年|月|日|号|世纪|[—–~至到-])|(?<=年){_CN}+(?=代)")
_DASH = "[—–―‒~〜∼至到-]+"

_CHINESE = re.compile(
    r"(?P<year>\d{3,4})年(?:代)?"
    r"(?:(?P<month>\d{1,2})月(?:份)?(?:(?P<day>\d{1,2})(?=日|号|\D|$)|(?P<third>[上中下]旬|[初中底末])"
    r"|(?P<none>(?!\d)))"
    r"|(?P<part>春|夏|秋|冬|初|中(?!国)|底|末|年末|年底|岁末|岁初|上半年|下半年|前期|后期)|(?!\d))")
_CENTURY = re.compile(
    r"(?P<century>\d{1,2})世纪(?:(?P<decade>\d{2})年代)?(?P<part>[初中末]|上半叶|下半叶)?")
_NUMERIC = re.compile(
    r"(?P<year>\d{4})(?P<sep>[-./])(?P<month>\d{1,2})(?:(?P=sep)(?P<day>\d{1,2}))?(?!\d)")
_YEAR = re.compile(r"(?:the)?(?P<year>\d{3,4})(?:s\b|(?!\d)(?=\s*(?:$|[-—–―‒~〜∼至到/(,;:?])))")
_PARTS = {"春": 3, "夏": 6, "秋": 9, "冬": 12, "中": 6, "底": 12, "末": 12, "年末": 12, "年底": 12,
          "岁末": 12, "下半年": 7, "后期": 7, "初": 1, "岁初": 1, "上半年": 1, "前期": 1,
          "spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12, "early": 1, "mid": 6,
          "late": 10, "end of": 12, "beginning of": 1}
"""The month that a part of a year begins in, as far as a chronology can tell."""
_DAYS = {"上旬": 1, "中旬": 11, "下旬": 21, "初": 1, "中": 15, "底": 28, "末": 28}

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name} | {
    name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?\b"
_ENGLISH = (
    re.compile(rf"(?:{_DAY}(?:\s*(?:{_DASH}|to|and)\s*{_DAY})?\s+(?:of\s+)?)?{_MONTH}"
               rf"(?:\s+{_DAY}(?!\d))?(?P<rest>[^\d]*(?:\d{{1,2}}(?:st|nd|rd|th)?\b\D*)*?)"
               r"(?<!\d)(?P<year>\d{3,4})(?!\d)"),
    re.compile(r"(?:the\s+)?(?P<part>spring|summer|autumn|fall|winter|early|mid|late|end of|"
               r"beginning of)(?:\s+of|\s+in)?[\s-]+(?:the\s+)?(?P<year>\d{4})(?:s\b|(?!\d))"),
    re.compile(rf"(?P<year>\d{{4}}),?\s+{_MONTH}(?:\s+{_DAY})?"),
    re.compile(r"(?:(?:early|mid|late)[\s-]+)?(?:the\s+)?(?P<century>\d{1,2})(?:st|nd|rd|th)"
               r"[\s-]+century"),
)
_QUALIFIER = re.compile(
    r"(?:公元(?!前)|大约|约|(?:c|ca|circa|about|around|before|after|by|since|from|until|in|on)"
    r"(?:\.\s*|\s+))\s*")
_REPUBLIC = re.compile(rf"民国\s*(元|\d{{1,3}}|{_CN}+)年")


def sortable(text: str) -> str | None:
    """The beginning of the date ``text`` as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, or None."""
    if len(text) > MAX_LENGTH:
        return None
    text = _folded(text)
    while match := _QUALIFIER.match(text):
        text = text[match.end():]
    chinese = re.sub(r"\s+", "", text)
    return _chinese(chinese) or _english(text) or _numeric(chinese)


def _folded(text: str) -> str:
    """Full-width digits and letters made plain, Chinese numbers made digits, years of the
    Republic counted from the birth of Christ."""
    text = unicodedata.normalize("NFKC", text).strip().lower()
    text = text.strip("\"'“”‘’[]()《》")
    text = _REPUBLIC.sub(
        lambda m: f"{1911 + (1 if m[1] == '元' else _number(m[1]))}年", text)
    return _NUMERALS.sub(lambda m: str(_number(m.group())), text)


def _number(text: str) -> int:
    """A Chinese number: digit by digit (一九四一), or with tens (二十三, 廿三)."""
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "十" not in text:
        return int("".join(str(_DIGITS[c]) for c in text)[:6])
    tens, _, ones = text.partition("十")
    ones = ones.replace("十", "")
    return 10 * (_DIGITS[tens[-1]] if tens else 1) + (_DIGITS[ones[-1]] if ones else 0)


def _chinese(text: str) -> str | None:
    century = _CENTURY.match(text)
    if century:
        start = 100 * (int(century["century"]) - 1)
        if century["decade"]:
            return _iso(start + int(century["decade"]))
        later = {"中": 50, "末": 90, "下半叶": 50}.get(century["part"] or "", 0)
        return _iso(start + later)
    match = _CHINESE.match(text)
    if not match:
        return None
    year = int(match["year"])
    if match["month"]:
        third = match["third"]
        day = _DAYS[third] if third else int(match["day"]) if match["day"] else None
        return _iso(year, int(match["month"]), day)
    return _iso(year, _PARTS[match["part"]] if match["part"] else None)


def _numeric(text: str) -> str | None:
    match = _NUMERIC.match(text)
    if match:
        month = int(match["month"])
        # 1941-45 is four years, 1941-11 a month.
        if match["sep"] == "-" and not match["day"] and month > int(match["year"]) % 100 \
                and month > 12:
            return _iso(int(match["year"]))
        return _iso(int(match["year"]), month, int(match["day"]) if match["day"] else None)
    match = _YEAR.match(text)
    return _iso(int(match["year"])) if match else None


def _english(text: str) -> str | None:
    dated, part, turned, century = (pattern.match(text) for pattern in _ENGLISH)
    if dated:
        first, _, month, after = dated.groups()[:4]
        day = first or after
        return _iso(int(dated["year"]), _MONTHS[month], int(day) if day else None)
    if part:
        return _iso(int(part["year"]), _PARTS[part["part"]])
    if turned:
        year, month, day = turned.groups()
        return _iso(int(year), _MONTHS[month], int(day) if day else None)
    if century:
        return _iso(100 * (int(century["century"]) - 1))
    return None


def _iso(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """The date, or None where the calendar has no such day."""
    if year is None or not 1 <= year <= 9999:
        return None
    if month is None:
        return f"{year:04}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return f"{year:04}-{month:02}-{day:02}"
