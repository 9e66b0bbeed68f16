"""Punctuation marks (GB/T 15834-2011): rules 24 to 31 and 33."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.proof.document import BREAK, HAN, Document, Hit, Rule
from press.proof.finding import every, together

_TEXT = f"{HAN}，。、；：？！“”‘’（）《》〈〉"

_ELLIPSIS = together(
    every(rf"(?<=[{_TEXT}])(?<!…)…(?!…)|(?<!…)…(?!…)(?=[{_TEXT}])", "……"),
    every(r"(?<!…)…{3}(?!…)|(?<!…)…{5,}", "……"),
    every(rf"(?:(?<=[{_TEXT}])(?:\.[ ]?){{3,}}(?![A-Za-z0-9_/\\])|(?:\.){{3,}}(?=[{_TEXT}]))", "……",
          fits=lambda _, m: m.group().count(".") >= 3),
    every(rf"(?<=[{HAN}])\.\.(?=[{HAN}，。；？！”]|[{BREAK}\n]|\Z)", "……"),
    every(r"。{3,}|(?:⋯+|·{3,}|•{3,}|・{3,}|、{3,}|．{3,}|‥+)", "……"),
)

_LEFT = re.compile(rf"[{HAN}]+\Z")
_RIGHT = re.compile(rf"[{HAN}]+")
SHORT = 6
"""Characters up to which the words beside a single — may be two ends that it joins, as in
太原—长治 (GB/T 15834, 4.13.3.2)."""


def _single_dash(document: Document, match: re.Match[str]) -> bool:
    left = _LEFT.search(document.text, max(0, match.start() - 40), match.start())
    right = _RIGHT.match(document.text, match.end())
    if left is None or right is None:
        # Beside a mark or a quotation it joins nothing.
        beside = document.text[match.start() - 1:match.start()], document.text[match.end():][:1]
        return beside[0] in tuple("，。、；：？！”》") or beside[1] in tuple("“，。、；：？！")
    return len(left.group()) > SHORT or len(right.group()) > SHORT


_DASH = together(
    every(rf"(?<=[{_TEXT}])[ ]?(?P<hit>-{{2,}}|－{{2,}}|–{{2,}}|―+|─+|━+|ー{{2,}})[ ]?(?=[{_TEXT}]"
          rf")",
          "——", fits=lambda _, m: m["hit"] != "ー"),
    every(rf"(?<=[{_TEXT}])(?:-{{2,}}|－{{2,}}|–{{2,}}|―+|─+)(?=\Z|[{BREAK}\n])", "——"),
    every(rf"(?:(?<={BREAK})|\A)(?:-{{2,}}|－{{2,}}|―+|─+)(?=[{_TEXT}])", "——"),
    every(r"(?<!—)—{3}(?!—)|(?<!—)—{5,}|—-+|-+—|—–|–—|—－|－—|— —", "——"),
    every(rf"(?<=[{HAN}，。；：？！”》）]) —(?: |(?=[{_TEXT}]))"
          rf"|(?<=[{_TEXT}])— (?=[{HAN}“《])", "——"),
    every(rf"(?<=[{_TEXT}])(?<!—)—(?!—)(?=[{_TEXT}])", None, fits=_single_dash),
)


def _one(match: re.Match[str]) -> str | None:
    found = match.group()
    return found[0] if len(set(found)) == 1 else None


_RUN = re.compile("[，。、；：？！…“”‘’（）《》]*")


def _no_list(document: Document, match: re.Match[str]) -> bool:
    """Whether the marks are used, and not listed as in ，。；：？！."""
    start = match.start()
    while start > 0 and _RUN.fullmatch(document.text[start - 1]):
        start -= 1
    run = _RUN.match(document.text, start)
    return run is None or len(set(run.group())) < 4


_DOUBLED = together(
    every("，{2,}|、{2}(?!、)|；{2,}|：{2,}|(?<!。)。。(?!。)", _one, fits=_no_list),
    every("[，、；：。][，、；：。]+", None,
          fits=lambda d, m: len(set(m.group())) > 1 and _no_list(d, m)),
    every(rf"(?:[？！]|(?<=[{HAN}])\?)[，。、；：,;]+|[，。、；：][？！]+|(?<=[{HAN}])[,;:.][，。、；：]|(?<=[{HAN}])(?:,,+|;;+|::+)|"
          r"[，。、；：](?:[,;:](?![:.()-])|\.(?![:.()\w-]))", None, fits=_no_list),
)


def _list_comma(document: Document) -> Iterator[Hit]:
    for match in re.finditer("[》”’」』〉](、)[《“‘「『〈]", document.text):
        yield Hit(match.start(1), match.end(1), {"marks": match.group()[0] + match.group()[-1]})


_DOTS = "•‧∙⋅･・●"
_SOUNDS = ("阿埃艾爱安奥巴白班保贝本比彼波伯布查达戴丹德邓狄迪杜多恩尔法费芬弗夫福富盖戈格古哈海"
           "汉赫亨胡华霍吉加贾杰捷卡凯坎康考科克肯库拉莱兰劳雷李里利丽列林琳卢鲁路罗洛马玛迈麦曼梅米密摩莫穆"
           "娜纳南内尼涅努诺欧帕潘培佩皮平普奇契乔切琼让热荣瑞萨塞赛桑瑟莎沙圣史舒斯丝苏索塔泰坦汤特"
           "提廷图托瓦万威维韦温沃乌伍西希锡夏肖谢辛休雪雅亚延耶伊因尤约泽扎詹珍朱兹茨")
"""Characters that foreign names are written with."""
_NAME_DOT = re.compile(rf"(?<=[{_SOUNDS}]{{2}})[.．](?=[{_SOUNDS}]{{2}})")


def is_name_dot(text: str, at: int) -> bool:
    """Whether the point at ``at`` stands within a foreign name, as in 卡尔.马克思."""
    return bool(_NAME_DOT.match(text, at))


_NUMBER = (r"(?:[\[［【（(〈《<＜{｛](?P<year>(?:19|20)\d{2})年?[\]］】）)〉》>＞}｝]"
           r"|〔(?P<with>(?:19|20)\d{2})年〕)"
           r"(?=\s?(?:第\s?)?\d{1,5}\s?号)")


def _years(document: Document) -> Iterator[Hit]:
    """国发[2012]12号: the year of a document number stands in 〔〕 (GB/T 9704-2012, 7.2.5)."""
    for match in re.finditer(rf"(?<=[{HAN}A-Za-z]){_NUMBER}", document.text):
        made = f"〔{match['year'] or match['with']}〕"
        yield Hit(*match.span(), {"instead": made}, "", made)
    for match in re.finditer(rf"(?<=[{HAN}])〔(\d\d|[〇一二三四五六七八九]{{4}})〕(?=\d{{1,5}}号)",
        document.text):
        yield Hit(*match.span(), {"instead": "〔××××〕"})
    for match in re.finditer(r"〔(?:19|20)\d\d〕(第|0+)(?=\d{1,5}号)", document.text):
        yield Hit(match.start(1), match.end(1), {"instead": "（不写）"})


RULES = (
    Rule(24, "copy-ellipsis", _ELLIPSIS),
    Rule(25, "copy-dash", _DASH),
    Rule(26, "copy-list-comma", _list_comma),
    Rule(27, "copy-mark-doubled", _DOUBLED),
    Rule(28, "copy-mark-many", every(
        rf"[？！]{{4,}}|[?!？！]*[？！][?!？！]{{3,}}|(?<=[{HAN}])[?!]{{4,}}")),
    Rule(29, "copy-quote-stop", every("。[”’」』）]+(?P<hit>。)")),
    Rule(30, "copy-ellipsis-etc", every(
        r"(?:…+|⋯+|\.{3,}|。{3,})[ ]?(?:等等|等(?![到待候级于同分式距价腰号]))|等等?(?:…+|⋯+)")),
    Rule(31, "copy-middle-dot", every(rf"(?<=[{HAN}])[{_DOTS}](?=[{HAN}])|"
                                      rf"(?<=[{HAN}])[ ]·[ ]?(?=[{HAN}])|"
                                      rf"(?<=[{HAN}])·[ ](?=[{HAN}])|{_NAME_DOT.pattern}", "·")),
    Rule(33, "copy-document-number", _years),
)
