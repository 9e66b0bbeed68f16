"""Simplified and traditional characters, and what conversion leaves behind: rules 6, 7, 8, 11.

OpenCC says which characters belong to one script alone; the table of standard characters
(通用规范汉字表) has the last word on what is simplified.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from press.proof.characters import COMPATIBLE
from press.proof.document import HAN, Document, Hit, Rule
from press.proof.standard import standard_characters

OTHER_SCRIPT = 0.08
"""Share of characters of the other script from which on a text as a whole is in it: in running
text a third differ."""
MANY = 3
"""Readings behind simplified characters from which on they are residue, and no reading aids."""

_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿĀÁǍÀĒÉĚÈŌÓǑÒ"
_PINYIN = re.compile(rf"(?P<before>[^\s])[（(](?P<reading>[a-zü{_TONES}]{{1,7}})[)）]")
_TONE = re.compile(f"[{_TONES}]")
_SYLLABLE = re.compile(r"(?:[bpmfdtnlgkjqxryw]|[zcs]?h|[zcs])?[aeiouü]{1,3}(?:ng?|r)?")

_VERBS = ("下落"
          "起看听走带拿随跟朝沿接活占等味征坐站躺睡笑哭跑忙想望穿戴挂贴放写画唱念读吃喝抱背扛推拉"
          "牵举"
          "握捧盯瞪闭张开向冲对顺趁凭伴围含藏装载满过发闪亮燃冒流飘响回荡持充溢有存靠照按本为用试悬"
          "肩负担守迎领喊叫骑赶踏踩护陪等候压顶忍沉留住说讲谈谋算管教学做干搞当摆铺盖连隔")
_ZHU = re.compile(
    rf"(?<=[{_VERBS}])著(?=[，。、；：？！”])"
    rf"|(?<=[{HAN}])(?<![名显编专论原土卓昭巨遗译合拙撰所较新旧大力自共主参选全知较近])著(?=[{HAN}])"
    r"(?![名录述称者书有文论译等立]|作(?!用))")
_AMBIGUOUS = re.compile(
    "(?<!姓)於(?![陵潜菟戏乎姓])|乾(?=[净燥脆旱杯枯洗涸粮果活草货饭扰涉])|瞭(?!望|哨)|(?<=[明])瞭"
    "|(?<![狼慰蕴枕])藉(?=[口此助由以着著])|(?<=凭)藉|夥(?=[同伴计])|(?<=[特象表应])徵|徵(?=[求收兵集用召询])")
"""Characters that both scripts have, where simplified text writes another."""
_PLAIN = {"於": "于", "乾": "干", "瞭": "了", "藉": "借", "夥": "伙", "徵": "征"}
_ZHE = re.compile(
    rf"显着(?=[的地提增降下上改成提高效特优差变]|[，。])|(?<![{_VERBS}])着名(?=[的学作企科专演诗])"
    rf"|(?<![{_VERBS}])着作(?=[权等集，。、》])"
    r"|(?:编着(?=者)|(?:(?<![谈讨议评争辩理结])论|专|原|土|卓)着(?=[，。、》）]|\Z|者|\x1e))"
    rf"|(?:(?<![命署题取提签])名|(?<![翻转])译|巨|遗|拙|昭)着(?=[{HAN}，。、》）]|\Z|\x1e)")


def _converted(config: str) -> Mapping[str, str]:
    from opencc import OpenCC

    characters = [chr(c) for c in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    made = OpenCC(config).convert("\n".join(characters)).split("\n")
    return {old: new for old, new in zip(characters, made, strict=True) if old != new}


@cache
def simplified_of() -> Mapping[str, str]:
    """Characters that simplifying changes → what they become."""
    return _converted("t2s")


@cache
def traditional_of() -> Mapping[str, str]:
    """Characters that become others in traditional text."""
    return _converted("s2t")


@cache
def only_traditional() -> frozenset[str]:
    """Characters that simplified text does not have."""
    return frozenset(c for c in simplified_of() if c not in standard_characters())


@cache
def only_simplified() -> frozenset[str]:
    """Characters that traditional text does not have: not in Big5."""
    return frozenset(c for c in traditional_of() if not _in_big5(c))


def _in_big5(character: str) -> bool:
    try:
        return bool(character.encode("big5"))
    except UnicodeEncodeError:
        return False


@cache
def _foreign(traditional: bool) -> re.Pattern[str]:
    found = only_simplified() if traditional else only_traditional()
    return re.compile(f"[{''.join(sorted(found))}]+")


_HAN = re.compile(f"[{HAN}]")


def _pinyin(document: Document) -> Iterator[Hit]:
    """Readings that a converter of pages has left behind characters that it changed."""
    doubtful: list[Hit] = []
    changed = simplified_of()
    for match in _PINYIN.finditer(document.text):
        before, reading = match["before"], match["reading"]
        toned = bool(_TONE.search(reading))
        hit = Hit(match.start("before") + 1, match.end(), {"before": before}, "", "")
        residue = before in changed and before not in standard_characters()
        if not toned and not (residue and _SYLLABLE.fullmatch(reading)):
            continue
        if residue:
            yield hit
        elif before.isascii() and before.isalnum() and toned:
            yield Hit(match.start(), match.end(), {"before": before})
        elif toned and before in traditional_of() and _HAN.match(before):
            doubtful.append(hit)
    if len(doubtful) >= MANY:
        yield from doubtful


def _mixed(document: Document) -> Iterator[Hit]:
    """Characters of the other script; one place for all where the whole text is in it."""
    pattern = _foreign(document.traditional)
    table = traditional_of() if document.traditional else simplified_of()
    matches = [m for m in pattern.finditer(document.text)
               if not document.unit(m.start()).quoted]
    count = sum(len(m.group()) for m in matches)
    if not document.traditional:
        for match in _AMBIGUOUS.finditer(document.text):
            yield Hit(*match.span(), {"instead": _PLAIN[match.group()]})
    if not count:
        return
    han = len(_HAN.findall(document.text))
    if han >= 50 and count > OTHER_SCRIPT * han:
        yield Hit(*matches[0].span(), {"count": str(count)}, "copy-script-other")
        return
    for match in matches:
        made = "".join(table.get(c, c) for c in match.group())
        yield Hit(*match.span(), {"instead": made})


def _zhe(document: Document) -> Iterator[Hit]:
    if document.traditional:
        for match in re.finditer("(?:顯|編|專|論|原|名|巨|遺|譯|卓|昭)着", document.text):
            yield Hit(match.end() - 1, match.end(), {"instead": "著", "word": match.group()})
        return
    for match in _ZHU.finditer(document.text):
        start = match.start()
        word = document.text[max(start - 1, 0):start + 2].strip("\x1e")
        sure = document.text[start - 1:start] in tuple(_VERBS)
        yield Hit(start, start + 1, {"instead": "着", "word": word}, "", "着" if sure else None)
    for match in _ZHE.finditer(document.text):
        at = match.group().index("着") + match.start()
        yield Hit(at, at + 1, {"instead": "著", "word": match.group()})


def _rare(document: Document) -> Iterator[Hit]:
    """Characters outside the table, each at its first place."""
    if document.traditional:
        return
    known, foreign = standard_characters(), only_traditional()
    found: Counter[str] = Counter()
    for character, count in Counter(document.text).items():
        if character not in known and character not in foreign and _HAN.match(character) \
                and not re.match(f"[{COMPATIBLE}]", character):
            found[character] = count
    for character, count in found.items():
        at = next((m.start() for m in re.finditer(character, document.text)
                   if not document.unit(m.start()).quoted), -1)
        if at >= 0:
            yield Hit(at, at + 1, {"codepoint": f"U+{ord(character):04X}", "count": str(count)})


RULES = (
    Rule(6, "copy-pinyin", _pinyin),
    Rule(7, "copy-script-mixed", _mixed, quotations=False),
    Rule(8, "copy-zhe", _zhe, quotations=False),
    Rule(11, "copy-rare-character", _rare, quotations=False),
)
