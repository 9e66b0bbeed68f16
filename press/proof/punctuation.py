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
    every(rf"(?:(?<=[{_TEXT}])(?:\.[ ]?){{3,}}(?![\w/\\])|(?:\.){{3,}}(?=[{_TEXT}]))", "……",
          fits=lambda _, m: m.group().count(".") >= 3),
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
    every(rf"[？！?][，。、；：,;]+|[，。、；：][？！]+|(?<=[{HAN}])[,;:][，。、；：]|"
          r"[，。、；：][,;:.](?![:.()-])", None, fits=_no_list),
)


def _list_comma(document: Document) -> Iterator[Hit]:
    for match in re.finditer("[》”](、)[《“]", document.text):
        yield Hit(match.start(1), match.end(1), {"marks": match.group()[0] + match.group()[-1]})


_DOTS = "•‧∙⋅･・●・"


_NUMBER = (r"(?P<open>[\[［【（(〈《])(?P<year>(?:19|20)\d{2})(?P<close>[\]］】）)〉》])"
           r"(?=\s?(?:第\s?)?\d{1,5}\s?号)")


def _years(document: Document) -> Iterator[Hit]:
    """国发[2012]12号: the year of a document number stands in 〔〕 (GB/T 9704-2012, 7.2.5)."""
    for match in re.finditer(rf"(?<=[{HAN}A-Za-z]){_NUMBER}", document.text):
        made = f"〔{match['year']}〕"
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
    Rule(28, "copy-mark-many", every("[？！]{4,}|[?!？！]*[？！][?!？！]{3,}|[！]{4,}")),
    Rule(29, "copy-quote-stop", every("。[”’」』](?P<hit>。)")),
    Rule(30, "copy-ellipsis-etc", every(
        "(?:……|…)[ ]?(?:等等|等(?![到待候级于同分式距价腰号]))|等等?(?:……|…)")),
    Rule(31, "copy-middle-dot", every(rf"(?<=[{HAN}])[{_DOTS}](?=[{HAN}])|"
                                      rf"(?<=[{HAN}])[ ]·[ ]?(?=[{HAN}])|"
                                      rf"(?<=[{HAN}])·[ ](?=[{HAN}])", "·")),
    Rule(33, "copy-document-number", _years),
)
