"""Dates (GB/T 15835-2011): rules 36, 37 and 39."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.proof.document import BREAK, Document, Hit, Rule
from press.proof.numerals import value

_CN = "〇零○一二三四五六七八九"
_EVENTS = ("革命|起义|政变|事变|风暴|惊雷|战争|会议|运动|围攻|攻势|纲领|攻|党人|危机|暴动|兵变|罢"
           "工|整风|指示|谈话"
           "|惨案|战役|反击|社|诗社|书店|文艺")
_ARABIC_HAN = re.compile(
    rf"\d{{4}}年(?P<hit>(?:[一二三四五六七八九十]|十[一二])月(?!{_EVENTS})(?:[一二三四五六七八九十"
    rf"廿卅]{{1,3}}[日号])?)"
    r"(?!初|廿|上弦|望|朔)")
_DAY_HAN = re.compile(r"\d{1,2}月(?P<hit>[一二三四五六七八九十]{1,3}[日号])(?!一?[中工])")
_HAN_ARABIC = re.compile(rf"(?P<hit>[{_CN}]{{4}}年(?=\d{{1,2}}月)|(?:[一二三四五六七八九]|十[一二]"
                         rf"?)月(?=\d{{1,2}}[日号]))")
_LUNAR = re.compile(r"(?:农历|阴历|夏历|旧历|古历|（.{0,8}）)\Z")


def _mixed(document: Document) -> Iterator[Hit]:
    """1941年十一月: one date is written in one kind of figures."""
    text = document.text
    for match in _ARABIC_HAN.finditer(text):
        if _LUNAR.search(text[max(0, match.start() - 8):match.start()]) or \
                text[match.end("hit"):match.end("hit") + 1] in "初廿":
            continue
        yield Hit(*match.span("hit"), {"date": match.group()})
    for pattern in (_DAY_HAN, _HAN_ARABIC):
        for match in pattern.finditer(text):
            yield Hit(*match.span("hit"), {"date": text[match.start():match.end() + 6]
                                           .split(BREAK)[0]})


_ERAS = re.compile(
    "(?:民国|光绪|宣统|同治|咸丰|道光|嘉庆|乾隆|雍正|康熙|顺治|崇祯|万历|嘉靖|洪武|永乐|昭和|平成|"
    "令和|大正|明治|建国|"
    "公元前?|公元|中华|清|明|元|宋|唐|汉|约|近|前|后|满|达|过|共|这|整|了|在位|历时|长达|[治和])\\"
    "Z")
_SHORT_MONTH = re.compile(r"(?<![\d.～~—\-–至到])(?P<hit>['‘’]?\d\d年)(?=(?:1[0-2]|0?[1-9])月(?!份"
                          r"?[以之]))")
_APOSTROPHE = re.compile(r"['‘’](?P<hit>\d\d年)")
_RANGE = re.compile(r"(?<!\d)(?:1[89]|20)\d\d年?[—–\-－～~至到](?P<hit>\d\d年)(?!代)")
_DECADE = re.compile(r"(?<![\d.～—\-–至、])(?P<hit>[1-9]0年代)")
_CENTURY = re.compile(r"世纪|\d{4}年代?")
_AFTER = re.compile(r"(?<![\d.])(?P<hit>[4-9]\d年)(?=(?:[初底末春夏秋冬][，。的，他我们开正]|起义|"
                    r"参军|入伍|入党|毕业|解放|大跃进|回归|改革|建厂|投产|建成|出生|退休|结婚|进厂|"
                    r"考上|当兵|转业|恢复高考|大地震))"
                    r"|(?<=[从自于])(?P<from>[3-9]\d年)(?=开始|起[，。]|至|到|[的]?[春夏秋冬])"
                    r"|(?:(?<=[，。；：、（“\x1e\n])|\A)(?P<season>[3-9]\d年)(?=[春夏秋冬])")
LOOK_BACK = 120
"""Characters within which a century was named for a decade."""


def _short(document: Document) -> Iterator[Hit]:
    """41年11月, 1937—45年, 80年代 (GB/T 15835, 5.1.3)."""
    text, seen = document.text, set()
    for pattern in (_SHORT_MONTH, _APOSTROPHE, _RANGE, _AFTER):
        for match in pattern.finditer(text):
            start, end = match.span(match.lastgroup or "hit")
            if pattern is not _RANGE and _ERAS.search(text[max(0, start - 4):start]):
                continue
            if start not in seen:
                seen.add(start)
                yield Hit(start, end)
    for match in _DECADE.finditer(text):
        begin = max(document.unit(match.start()).start, match.start() - LOOK_BACK)
        if not _CENTURY.search(text[begin:match.start()]):
            yield Hit(*match.span("hit"), {}, "copy-decade")


_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DATE = re.compile(r"(?<![\d.])(?:(?P<year>\d{3,4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]("
                   r"?![^\d]{0}\d)")
_MONTH = re.compile(r"(?<!\d)\d{4}年(?P<month>\d{1,2})月(?!\d)"
                    r"|(?<![\d.～—\-~至到])(?P<bare>0|1[3-9])月(?![龄嫂供均\d])")
_ISO = re.compile(r"(?<![\d\-/.A-Za-z])(?P<year>1\d{3}|20\d\d)(?P<sep>[-/.])(?P<month>\d{1,2})(?P="
                  r"sep)(?P<day>\d{1,2})"
                  r"(?![\d\-/.]\d|\d|[-/][A-Za-z])")
_CHINESE = re.compile(rf"(?:(?P<year>[{_CN}]{{4}})年)?(?P<month>[一二三四五六七八九十]{{1,3}})月(?"
                      rf"P<day>[一二三四五六七八九十廿卅]{{1,4}})[日号]")
_CLOCK = re.compile(r"(?<![\d.:：年])(?P<hour>\d{1,2})[时点](?P<minute>\d{1,2})分(?!之|钟|\d)")
_HOUR = re.compile(r"(?:[日号午晚晨]|凌晨)(?P<hour>2[5-9]|[3-9]\d)[时点](?![\d间候])")
_COLON = re.compile(r"(?<![\d.:：/\-])(?:(?:上午|下午|早上|晚上|中午|凌晨|时间|[日号]|于|至|到)[ ]"
                    r"?)(?P<hour>\d{1,2})[:：](?P<minute>\d\d)(?![\d:：])")
_VALUES = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}


def _possible(year: int | None, month: int, day: int) -> bool:
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
        return False
    leap = year is None or (year % 4 == 0 and year % 100 != 0) or year % 400 == 0
    return not (month == 2 and day == 29) or leap


def _impossible(document: Document) -> Iterator[Hit]:
    text, seen = document.text, set()
    for pattern in (_DATE, _ISO):
        for match in pattern.finditer(text):
            year = int(match["year"]) if match["year"] else None
            seen.add(match.start("month"))
            lunar = re.search("[农阴夏旧]历", text[max(0, match.start() - 10):match.start()])
            if not lunar and not _possible(year, int(match["month"]), int(match["day"])):
                yield Hit(*match.span())
    for match in _MONTH.finditer(text):
        if match["bare"] or (match.start("month") not in seen
                             and not 1 <= int(match["month"]) <= 12):
            yield Hit(*match.span())
    for match in _CHINESE.finditer(text):
        month, day = value(match["month"]), value(match["day"])
        if month < 0 or day < 0:
            continue
        year = int("".join(str(_VALUES[c]) for c in match["year"])) if match["year"] else None
        # 二月三十日 may be of the lunar calendar.
        if day > 31 or month > 12 or (day != 30 and not _possible(year, month, day)):
            yield Hit(*match.span())
    for match in _HOUR.finditer(text):
        yield Hit(*match.span("hour"))
    for match in (*_CLOCK.finditer(text), *_COLON.finditer(text)):
        if int(match["hour"]) > 24 or int(match["minute"]) > 59:
            yield Hit(match.start("hour"), match.end("minute"))


RULES = (
    Rule(36, "copy-date-mixed", _mixed, quotations=False),
    Rule(37, "copy-year-short", _short),
    Rule(39, "copy-date-impossible", _impossible, any_language=True),
)
