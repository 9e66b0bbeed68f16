"""Headings, numbering, notes, repetition and captions: rules 32, 42, 44, 45 and 47.

Jumps of headings, pictures without alternative text and calls of Markdown notes without a note
(41, 43, 44) are found where the manuscript is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from press.proof.document import BREAK, HAN, Document, Hit, Rule, Unit

RUN_IN = 3
"""Hashes of a heading from which on it may be run in and end with 。"""

def _heading_stop(document: Document) -> Iterator[Hit]:
    for unit in document.units:
        if unit.kind not in ("title", "heading", "front", "caption") or (
                unit.kind == "front" and not unit.level):
            continue
        match = re.search(r"[。，；、：]\Z", document.words(unit))
        if match is None:
            continue
        mark, at = match.group(), unit.start + match.start()
        if unit.kind == "heading" and RUN_IN <= unit.level < 9 and mark in "。：":
            continue
        if unit.kind == "caption" and document.words(unit).count("。") > 1:
            continue  # a caption of several sentences
        yield Hit(at, at + 1, {}, "", "")


_VALUES = {c: n for n, c in enumerate("零一二三四五六七八九")}
_CN = "[一二三四五六七八九十百]{1,4}"
_LEVELS = (
    (re.compile(rf"({_CN})、(?!$)"), "{}、"),
    (re.compile(rf"[（(]({_CN})[）)]"), "（{}）"),
    (re.compile(r"(\d{1,3})[.．](?![\d.])[ ]?(?=[^\d\s])"), "{}."),
    (re.compile(r"[（(](\d{1,3})[）)]"), "（{}）"),
)
_CHAPTER = re.compile(rf"第({_CN}|\d{{1,3}})([章节编回讲课条款])(?=[ 　:：]|\Z)")


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    hundreds, _, rest = text.partition("百") if "百" in text else ("", "", text)
    tens, ten, ones = rest.partition("十")
    if not ten:
        tens, ones = "", rest
    ones = ones.lstrip("零")
    if len(tens) > 1 or len(ones) > 1 or len(hundreds) > 1:
        return -1
    return (100 * (_VALUES.get(hundreds, 1) if "百" in text else 0)
            + 10 * ((_VALUES[tens] if tens else 1) if ten else 0)
            + (_VALUES[ones] if ones else 0))


@dataclass(slots=True)
class _Seen:
    number: int
    unit: Unit


def _numbering(document: Document) -> Iterator[Hit]:
    """一、三、 or （一）（三） at the beginnings of headings and paragraphs."""
    seen: dict[int, _Seen] = {}
    previous: Unit | None = None
    chapters: dict[tuple[str, str], int] = {}
    for unit in document.units:
        if unit.kind not in ("title", "heading", "paragraph", "item") or unit.verse:
            continue
        words = document.words(unit)
        if unit.kind in ("heading", "title") and (match := _CHAPTER.match(words)):
            key = (match[2], unit.kind + str(unit.level))
            number = _number(match[1])
            before = chapters.get(key, 0)
            if before and number not in (before + 1, 1):
                yield _wrong(unit, match, before + 1)
            chapters[key] = number
            seen.clear()
            continue
        level, match = _level(words)
        if match is None:
            if unit.kind in ("heading", "title"):
                # Another heading: numbers below it begin anew.
                seen = {k: v for k, v in seen.items() if v.unit.kind == "heading"
                        and v.unit.level < unit.level}
            continue
        if unit.quoted:
            continue
        number = _number(match[1])
        if number < 0:
            continue
        before_seen = seen.get(level)
        same = before_seen is not None and (
            before_seen.unit.kind == unit.kind or "heading" not in (
                before_seen.unit.kind, unit.kind))
        if before_seen is not None and same:
            again = number == 1 == before_seen.number and (
                unit.kind == "heading" or previous is before_seen.unit)
            if number not in (before_seen.number + 1, 1) or again:
                yield _wrong(unit, match, before_seen.number + 1)
        elif unit.kind == "heading" and number > 1 and before_seen is None:
            yield _wrong(unit, match, 1)
        seen = {k: v for k, v in seen.items() if k < level}
        seen[level] = _Seen(number, unit)
        previous = unit


def _level(words: str) -> tuple[int, re.Match[str] | None]:
    for level, (pattern, _) in enumerate(_LEVELS):
        match = pattern.match(words)
        if match:
            return level, match
    return -1, None


_HAN_DIGITS = "零一二三四五六七八九十"


def _wrong(unit: Unit, match: re.Match[str], wanted: int) -> Hit:
    shown = str(wanted)
    if not match[1].isdigit():
        tens, ones = divmod(wanted, 10)
        shown = (_HAN_DIGITS[wanted] if wanted <= 10 else
                 ("" if tens == 1 else _HAN_DIGITS[tens % 10]) + "十"
                 + (_HAN_DIGITS[ones] if ones else ""))
    start = unit.start + match.start()
    return Hit(start, start + len(match.group().rstrip()), {"wanted": match.group().strip().replace(
        match[1], shown)})


_ONE_IS = re.compile(rf"(?:(?<=[；。，：:;,]))(?P<hit>([一二三四五六七八九十])[是要](?=[{HAN}“]))")
_FIRST = re.compile(r"(?:(?<=[；。，：\x1e])|\A)第([一二三四五六七八九十])，")
_INLINE = re.compile(r"（(\d{1,2})）|([①-⑳])")


def _inline(document: Document) -> Iterator[Hit]:
    """一是…二是…四是 and （1）（2）（4） in one paragraph."""
    for pattern, group in ((_ONE_IS, 2), (_FIRST, 1)):
        yield from _sequence(document, pattern, group)
    by_unit: dict[tuple[int, bool], list[tuple[int, int, int]]] = {}
    for match in _INLINE.finditer(document.text):
        unit = document.unit(match.start())
        number = int(match[1]) if match[1] else ord(match[2]) - ord("①") + 1
        by_unit.setdefault((unit.start, bool(match[1])), []).append((number, *match.span()))
    for marks in by_unit.values():
        if len(marks) < 3 or marks[0][0] != 1:
            continue
        for (before, _, _), (number, start, end) in pairwise(marks):
            if number > before + 1 and number <= before + 3:
                yield Hit(start, end, {"wanted": f"（{before + 1}）"})


def _sequence(document: Document, pattern: re.Pattern[str], group: int) -> Iterator[Hit]:
    last, last_unit = 0, -1
    for match in pattern.finditer(document.text):
        unit = document.unit(match.start()).start
        number = _number(match[group])
        if unit != last_unit:
            last, last_unit = 0, unit
        if number == 1:
            last = 1
            continue
        if last and number != last + 1:
            wanted = _HAN_DIGITS[last + 1] if last < 10 else "十一"
            start = match.start("hit") if group == 2 else match.start()
            yield Hit(start, match.end(), {
                "wanted": match.group().replace(match[group], wanted)})
        if last:
            last = number


def _items(document: Document) -> Iterator[Hit]:
    """Numbers of a list as typed: Markdown counts anew, so what is printed differs."""
    last: dict[tuple[int, int], int] = {}
    for unit in document.units:
        if unit.kind != "item":
            last.clear() if unit.kind != "cell" else None
            continue
        if not unit.number:
            continue
        key = (0, unit.level)
        before = last.get(key, 0)
        if before and unit.number != before + 1 and unit.number != 1:
            start = unit.start
            yield Hit(start, start + 1, {"wanted": f"{before + 1}.", "found": f"{unit.number}."})
        last = {k: v for k, v in last.items() if k[1] <= unit.level}
        last[key] = unit.number


def _order(document: Document) -> Iterator[Hit]:
    yield from _numbering(document)
    yield from _inline(document)
    yield from _items(document)


_MARK = re.compile(r"(?<=[^\s\x1e\[])\[(\d{1,3})\](?!\()|(?<=[^\s\x1e、，；：（①-⑳])([①-⑳])(?=[，"
                   r"。；：、”》）\x1e])")


def _notes(document: Document) -> Iterator[Hit]:
    """[1] and ① typed by hand, with no note that begins so."""
    begun = set()
    for unit in document.units:
        match = re.match(r"(?:注)?(\[\d{1,3}\]|[①-⑳])", document.words(unit))
        if match:
            begun.add(match[1])
    for match in _MARK.finditer(document.text):
        words = match.group() if match[2] else f"[{match[1]}]"
        if words not in begun and not document.unit(match.start()).quoted:
            yield Hit(*match.span(), {})


_SINGLE: dict[str, tuple[str, str]] = {
    "的": ("目", "确士哥"), "了": ("不为除", "之解结然如"), "在": (
        "现存所内外潜实自好", "线场校意乎家职位野读编册座理握望建押逃即此前后世"),
    "和": ("柔温随平缓总饱谐共", "气美睦平谐解约议声"), "与": ("参给赋", "会其否众"),
    "及": ("涉普触顾波以", "时其格早"), "但": ("不非", "是愿凡"), "把": ("一两几",
    "握关手柄脉子酒兵"),
    "被": ("棉", "子告褥动"), "将": ("", "来军士领帅近要才"), "于": ("", "是右"),
    "以": ("所可难得加予足用何", "及后前上下来往为色便免此至"), "就": ("成",
    "业要是地近任医读餐势义职绪此"),
    "也": ("", "许好是不"), "由": ("理自缘", "来于此衷"), "并": ("合吞兼", "列且非不购联发存"),
    "我": ("自", "们国党军省市方"), "他": ("其吉", "们人乡日国"), "它": ("其", "们"), "她": ("",
    "们"),
    "们": ("", ""), "该": ("应", ""), "从": ("自服听随", "容来此前事业军政小属未而"),
    "向": ("方动转趋志意走导倾取朝", "往导日阳上下前后外内"), "为": ("因作成认以",
    "了人民何什此国难"),
    "之": ("总反", "前后间外类一所中内下际"), "这": ("", "样里种些个一次位"),
    "那": ("", "样里种些个一次位么"),
    "有": ("没所只拥具含还现原国固享占", "效限关力利所着时些人的机待意害名无"),
    "对": ("针面反相绝核校一成", "方联手象比策立应面待岸于子付话称外内我他"),
    "是": ("还但就可于不总只都也", "非否"), "而": ("然从进反因", "且今已立"),
    "其": ("尤与极", "他它中实余次间后格"), "所": ("究出务易诊厕会", "有以谓长在属需得用说做见")}
"""Characters that no word doubles, with those before and behind that make two words of them."""
_DOUBLED = re.compile(rf"([{''.join(_SINGLE)}])\1(?!\1)")
_WORD = re.compile(rf"([{HAN}]{{2,8}})\1")
_ABAB = frozenset(
    ["研究", "讨论", "商量", "考虑", "休息", "学习", "活动", "锻炼", "打听", "收拾", "整理", "检查",
        "调查", "了解", "介绍", "解释", "教育", "教训", "批评", "表扬", "帮助", "照顾", "关心",
        "体验", "感受", "享受", "放松", "高兴", "热闹", "凉快", "暖和", "轻松", "舒服", "开心",
        "快活", "痛快", "清醒", "冷静", "安静", "亲热", "适应", "熟悉", "观察", "琢磨", "合计",
        "计划", "准备", "打扫", "布置", "修理", "改进", "改善", "提高", "培养", "参观", "欣赏",
        "评论", "分析", "总结", "比较", "核对", "核实", "反省", "反思", "沟通", "交流", "联系",
        "联络", "走动", "溜达", "转悠", "散步", "聊天", "回忆", "回味", "想象", "估计", "估量",
        "掂量", "思考", "推敲", "斟酌", "请教", "指点", "点拨", "通融", "周旋", "应付", "对付",
        "非常", "特别", "许多", "很多", "好多", "好久", "很久", "永远", "真的", "大家", "一样",
        "哈哈", "呵呵", "嘻嘻", "谢谢", "好的", "不是", "不要", "快快", "慢慢", "来了", "加油",
        "漆黑", "雪白", "通红", "碧绿", "笔直", "冰凉", "滚烫", "乌黑", "火红", "金黄", "瓦蓝",
        "湛蓝", "嘎吱", "哗啦", "叮当", "咕咚", "轰隆", "噼啪", "呼噜", "扑通", "滴答", "咔嚓",
        "叮咚", "布谷", "知了", "咯吱", "吱呀", "哐当", "扑哧", "丁零", "轰轰", "沙沙", "隆隆",
        "丁当", "意思", "打量", "寻思", "尝试", "试验", "练习", "温习", "复习", "宣传", "动员",
        "鼓励", "安慰", "劝说", "说明", "实践", "摸索", "探讨", "探索", "磨炼", "历练", "见识",
        "认识", "明白", "清楚", "清静", "滋润", "美化", "磨合", "比划", "捉摸", "念叨", "唠叨",
        "晃悠", "端详", "张罗", "拾掇", "打点", "打理", "料理", "敲打", "拍打", "拨弄", "摆弄",
        "盘算", "算计", "活泛", "活络", "松快", "宽敞", "亮堂", "敞亮"])
_LATIN = re.compile(r"\b([A-Za-z]{2,})[ \n]+\1\b", re.IGNORECASE)
_LATIN_FINE = frozenset(("that", "had", "is", "bye", "ha", "ho", "no", "so", "very", "boys", "do",
                         "new", "duran", "walla", "paw", "cha", "many"))


def _repeated(document: Document) -> Iterator[Hit]:
    """的的, 工厂工厂, the the; not 看看, 研究研究, 一步一步."""
    text = document.text
    if document.chinese:
        for match in _DOUBLED.finditer(text):
            before, behind = _SINGLE[match[1]]
            left, right = text[match.start() - 1:match.start()], text[match.end():match.end() + 1]
            if (left and left in before) or (right and right in behind) or left == match[1]:
                continue
            yield Hit(*match.span(), {"instead": match.group()[0]}, "",
                      match.group()[0] if match.group()[0] in "的们把被与于" else None)
        for match in _WORD.finditer(text):
            word = match[1]
            if _is_said_twice(word, text, match):
                continue
            yield Hit(*match.span(), {"instead": word})
    for match in _LATIN.finditer(text):
        if match[1].lower() not in _LATIN_FINE and (match[1] == match[1].lower()
                                                    or len(match[1]) > 3):
            yield Hit(*match.span(), {"instead": match[1]})


_EDGES = "“”‘’《》，。、；：？！…\n " + BREAK


def _is_said_twice(word: str, text: str, match: re.Match[str]) -> bool:
    """Whether a word is repeated for what it then says."""
    if word in _ABAB or len(set(word)) == 1 or word[0] in "一每半几两多第" or \
            word[-1] in "来去啊呀吧着又复了一":
        return True
    if set(word) <= set("零〇一二三四五六七八九十百千万亿年月日"):
        return True
    if len(word) == 2 and text[match.end():match.end() + 1] in "看吧呗再的地" and word not in ("我"
        "们", "他们"):
        return True
    if (len(word) == 2 and word[0] in "越边又很好太最真更老大小") or (
            len(word) == 4 and word[:2] == word[2:]):
        return True
    # All of a clause: a call, or the line of a song.
    before, after = text[match.start() - 1:match.start()], text[match.end():match.end() + 1]
    return (not before or before in _EDGES) and (not after or after in _EDGES)


def _captions(document: Document) -> Iterator[Hit]:
    first: dict[str, int] = {}
    for unit in document.units:
        if unit.kind != "caption":
            continue
        words = document.words(unit).strip()
        if words in first:
            yield Hit(unit.start, unit.end, {"line": str(first[words])})
        else:
            first[words] = document.spot(unit.start)[0]


RULES = (
    Rule(32, "copy-heading-stop", _heading_stop),
    Rule(42, "copy-numbering", _order),
    Rule(44, "copy-note-mark", _notes),
    Rule(45, "copy-repeated", _repeated, any_language=True, verse=False),
    Rule(47, "copy-caption-twice", _captions, any_language=True),
)
