"""Numbers and units (GB/T 15835-2011, GB 3100-1993): rules 34, 35 and 38."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.proof.document import Document, Hit, Rule

_UNITS = {"KM": "km", "Km": "km", "KG": "kg", "Kg": "kg", "kG": "kg", "CM": "cm", "Cm": "cm",
          "MM": "mm", "Mm": "mm", "KW": "kW", "Kw": "kW", "kw": "kW", "KWh": "kW·h",
          "KWH": "kW·h", "kwh": "kW·h", "kWh": "kW·h", "Kwh": "kW·h", "hz": "Hz", "HZ": "Hz",
          "Khz": "kHz", "KHz": "kHz", "KHZ": "kHz", "khz": "kHz", "Mhz": "MHz", "mhz": "MHz",
          "MHZ": "MHz", "KPa": "kPa", "Kpa": "kPa", "kpa": "kPa", "Mpa": "MPa", "mpa": "MPa",
          "MPA": "MPa", "ml": "mL", "ML": "mL", "Ml": "mL", "sec": "s", "hrs": "h",
          "m2": "m²", "M2": "m²", "m3": "m³", "M3": "m³", "km2": "km²", "cm2": "cm²",
          "KM/H": "km/h", "Km/h": "km/h", "KM/h": "km/h", "Km/H": "km/h", "km/H": "km/h",
          "M/S": "m/s", "CM2": "cm²", "CM3": "cm³", "KM2": "km²", "MM2": "mm²", "KPA": "kPa",
          "cm3": "cm³", "mm2": "mm²", "km3": "km³"}
"""Symbols as they are often written → as GB 3100 and GB 3101 have them."""
_SAFE = frozenset(u for u in _UNITS if u not in ("ml", "kWh", "Mm", "ML", "Ml", "sec", "hrs", "m2",
    "M2", "m3", "M3"))
_SQUARE = {"㎜": "mm", "㎝": "cm", "㎞": "km", "㎎": "mg", "㎏": "kg", "㎡": "m²", "㎥": "m³",
           "㏄": "mL", "㎖": "mL", "㎠": "cm²", "㎢": "km²", "㎾": "kW", "㎒": "MHz"}
_OLD = {"公分": "厘米", "公厘": "毫米", "公尺": "米", "公升": "升", "平米": "平方米",
    "平方公尺": "平方米",
        "立米": "立方米", "立方公尺": "立方米", "公亩": "百平方米", "公吨": "吨",
        "市尺": "米（或注明换算）", "市斤": "斤（或注明换算）",
        "英吋": "英寸", "吋": "英寸", "呎": "英尺", "浬": "海里", "哩": "英里", "唡": "盎司",
        "瓩": "千瓦",
        "摄氏度℃": "℃"}

_SYMBOL = re.compile(rf"(?<=[\d.])[ ]?(?P<hit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})"
                     r"(?![A-Za-z0-9²³/])")
_MIXED = re.compile(r"(?<=\d)[ ]?(?P<hit>千米/h|公里/h|米/s|km/小时|km/时|m/秒|元/m2"
                    r"|(?:毫升|升|毫克|克|公斤|吨)/(?:min|h|s|L|l|kg|km|m[³3²2]?)(?![a-zA-Z])|千克/m3"
                    r"|千克/m³|摄氏\d+℃)")
_HOUR = re.compile(rf"(?<=\d)[ ]?(?P<hit>{'|'.join(sorted(_OLD, key=len, reverse=True))})"
                   r"(?![数母])|(?<=\d)(?P<cubic>立方)(?=[，。；、的，左多余]|\Z)")
_DEGREE = re.compile(r"(?P<hit>摄氏[ ]?\d+(?:\.\d+)?[ ]?(?:℃|°C|度[CＣ])"
                     r"|(?<=\d)度[CＣ](?![A-Za-z]))|(?<=\d)[ ]?(?P<o>°[Cc]|o"
                     r"[Cc](?![A-Za-z])"
                     r"|º[Cc])")


def _units(document: Document) -> Iterator[Hit]:
    text = document.text
    for match in _SYMBOL.finditer(text):
        unit = match["hit"]
        lead = text[max(0, match.start() - 3):match.start()]
        if unit in ("M2", "M3", "ML", "MM", "Mm") and not re.search(r"\d\Z", lead):
            continue
        yield Hit(*match.span("hit"), {"instead": _UNITS[unit]}, "",
                  _UNITS[unit] if unit in _SAFE else None)
    for match in re.finditer(f"[{''.join(_SQUARE)}]", text):
        made = _SQUARE[match.group()]
        yield Hit(*match.span(), {"instead": made}, "", made)
    for match in _HOUR.finditer(text):
        name = "hit" if match["hit"] else "cubic"
        yield Hit(*match.span(name), {"instead": _OLD.get(match[name], "立方米")})
    for match in _MIXED.finditer(text):
        yield Hit(*match.span("hit"), {"instead": "全用符号（km/h）或全用汉字（千米/时）"})
    for match in _DEGREE.finditer(text):
        if match["hit"]:
            yield Hit(*match.span("hit"), {"instead": "…℃ / …摄氏度"})
        else:
            yield Hit(*match.span("o"), {"instead": "℃"}, "", "℃")


_N = r"\d+(?:[,，]\d{3})*(?:\.\d+)?"
_RANGE_UNIT = (r"(?:个|人|名|位|天|日|年(?!\d)|月|岁|次|条|件|吨|米|千米|公里|厘米|毫米|千克|公斤|"
               r"克|斤|元|倍|度|分(?!之)|秒|小时|"
               r"分钟|页|行|字(?![型体节符母段库])|项|户|台|支(?![持付出部撑援])|本|场|级|层|亩|公顷|℃|%|％|‰|万|亿|mm|cm|km|kg|m(?![A-Z"
               r"a-z])|世纪|周|升)")
_HYPHEN = re.compile(rf"(?<![\d\-–./A-Za-z:：～~—]){_N}(?P<hit>[ ]?[-－–~∼〜][ ]?|--)(?={_N}[ ]?"
                     rf"{_RANGE_UNIT})"
                     rf"(?!\d+[-－–])")
_ONCE = re.compile(rf"(?<![\d\-–./A-Za-z:：～~—%％‰万亿]){_N}(?:～|~|—|–|-|－|至|到|∼|〜){_N}(?P<u"
                   rf"nit>[%％‰]|万|亿)")


def _ranges(document: Document) -> Iterator[Hit]:
    """10-20人 for 10～20人; 13～17% for 13%～17% (GB/T 15835, 5.1)."""
    text = document.text
    taken: set[int] = set()
    for match in _ONCE.finditer(text):
        body = match.group()
        parts = re.split("[～~—–\\-－至到∼〜]", body)
        made = f"{parts[0]}{match['unit']}～{parts[-1]}"
        if match["unit"] in "万亿" and not _ambiguous(parts[0], parts[-1][:-1]):
            continue
        if match["unit"] in "万亿" and re.match("[多余]", text[match.end():]):
            continue
        taken.add(match.start())
        yield Hit(*match.span(), {"instead": made}, "",
                  made if match["unit"] in "%％‰" else None)
    for match in _BETWEEN.finditer(text):
        yield Hit(*match.span("hit" if match["hit"] else "hits"), {"instead": "～"}, "", "～")
    for match in _HYPHEN.finditer(text):
        if match.start() in taken or match["hit"].strip() == "—":
            continue
        whole = _HYPHEN_WHOLE.match(text, match.start())
        words = whole.group() if whole else match.group()
        if re.match(r"(?:19|20)\d\d[-－–]\d{1,2}(?!\d)月?", words) and "月" not in words and \
                not re.search(r"[-－–](?:19|20)\d\d", words):
            continue
        yield Hit(*match.span("hit"), {"instead": "～"}, "", "～")


_BETWEEN = re.compile(rf"(?<![\d\-–./]){_N}[%％‰℃](?P<hit>[-－–~∼〜]|--)(?={_N}[%％‰℃])"
                      r"|(?<![\d:：.])\d{1,2}[:：]\d\d(?P<hits>[-－–])(?=\d{1,2}[:：]\d\d(?![\d:：]))")
_HYPHEN_WHOLE = re.compile(rf"{_N}[ ]?(?:[-－–~∼〜]|--)[ ]?{_N}[ ]?{_RANGE_UNIT}?")


def _ambiguous(first: str, second: str) -> bool:
    """Whether the first number may be meant in the unit of the second: 3～5万."""
    try:
        return float(first.replace(",", "")) < float(second.replace(",", "")) * 10
    except ValueError:
        return False


_NEXT = "一、二|二、三|三、五|一、两|三、四|四、五|五、六|六、七|七、八|八、九|两、三|百、千|千、百"
_MEASURE = ("个|天|岁|里|公里|米|斤|公斤|十|百|千|万|亿|倍|分钟|小时|丈|尺|寸|句|遍|辆|只|条|件|名"
            "|位|人|张|把|"
            "根|步|趟|回|次|年(?!级)|下|代人|口|斤|两|吨|亩|户|间|块|声|秒|分|夜|日|周|层(?!次)|点"
            "钟|本|页|元|里路|成(?!立|为|功|员)")
_APPROXIMATE = re.compile(rf"(?<![第初十百千、《“\d])(?:{_NEXT})(?=(?:{_MEASURE}))")
_ORDINAL = re.compile("第[^，。；！？]{0,3}\\Z")
_TENS = re.compile(r"(?<=十)(?P<hit>一、二|二、三|三、四|四、五|五、六|六、七|七、八|八、九)(?=[个"
                   r"天岁里米斤名位人年件条张次户])")


def _approximate(document: Document) -> Iterator[Hit]:
    """三、四个 for 三四个 (GB/T 15834, 4.5.3.4)."""
    for pattern in (_APPROXIMATE, _TENS):
        for match in pattern.finditer(document.text):
            start, end = match.span("hit") if pattern is _TENS else match.span()
            if _ORDINAL.search(document.text[max(0, start - 4):start]) or "、" in (
                    document.text[max(start - 1, 0):start], document.text[end:end + 1]):
                continue
            if document.unit(start).start == start and document.text[end:end + 1] not in "十百千万":
                continue
            words = document.text[start:end]
            yield Hit(start, end, {"instead": words.replace("、", "")})


RULES = (
    Rule(34, "copy-unit", _units),
    Rule(35, "copy-range", _ranges),
    Rule(38, "copy-approximate", _approximate),
)
