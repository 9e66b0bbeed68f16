"""Headings, numbering, notes, repetition and captions: rules 32, 42, 44, 45 and 47.

Jumps of headings, pictures without alternative text and calls of Markdown notes without a note
(41, 43, 44) are found where the manuscript is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
        for (before, _, _), (number, start, end) in zip(marks, marks[1:], strict=False):
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


_MARK = re.compile(r"(?<=[^\s\x1e\[])\[(\d{1,3})\](?!\()|(?<=[^\s\x1e、，；：（①-⑳])([①-⑳])(?=[，。；：、”》）\x1e])")


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


_SURE = re.compile("的的(?!确|士|哥)|(?<![不])了了(?!之|解|结|然)|在在(?!线|场|校|意|乎|家|职|位|野|读|编|册|座|理|握|望|建|押|逃|即|此|前|后|世)"
                   "|(?<![随温平柔缓])和和(?!气|美|睦|平|谐|解|约|议|声)|与与(?!会|其|否|众)|及及(?!时|其|格|早)|但但(?!是|愿)|把把(?!握|关|手|柄|脉|子|酒|兵)|被被(?!子|告|褥|动)"
                   "|将将(?!来|军|士|领|帅|近|要|才)|于于(?!是|右)|以以(?!及|后|前|上|下|来|往|为|色|便|免|此|至)|就就(?!业|要|是|地|近|任|医|读|餐|势|义|职|绪|此)|也也(?!许|好|是|不)"
                   "|由由(?!来|于|此|衷)|并并(?!列|且|非|不|购|联|发|存)|我我(?!们|国|党|军|省|市|方)|他他(?!们|人|乡|日|国)|它它(?!们)|她她(?!们)|们们|该该"
                   "|从从(?!容|来|此|前|事|业|军|政|小|属|未|而)|向向(?!来|往|导|日|阳|上|下|前|后|外|内)|为为(?!了|人|民|何|什|此|国|难)|之之(?!前|后|间|外|类|一|所|中|内|下|际)"
                   "|这这(?!样|里|种|些|个|一|次|位)|那那(?!样|里|种|些|个|一|次|位|么)|有有(?!效|限|关|力|利|所|着|时|些|人|的|机|待|意|害|名|无)|对对(?!方|联|手|象|比|策|立|应|面|待|岸|于|子|付|话|称|外|内|我|他)"
                   "|着着(?!急|力|重|手|眼|落|火|装|陆|凉|迷|想|色|实)|是是(?!非|否)|而而(?!且|今|已|立)|其其(?!他|它|中|实|余|次|间|后|格)|所所(?!有|以|谓|长|在|属|需|得|用|说|做|见)")


_WORD = re.compile(rf"([{HAN}]{{2,8}})\1")
_ABAB = frozenset(
    "研究 讨论 商量 考虑 休息 学习 活动 锻炼 打听 收拾 整理 检查 调查 了解 介绍 解释 教育 教训 批评 表扬 帮助 照顾 "
    "关心 体验 感受 享受 放松 高兴 热闹 凉快 暖和 轻松 舒服 开心 快活 痛快 清醒 冷静 安静 亲热 适应 熟悉 观察 琢磨 "
    "合计 计划 准备 打扫 布置 修理 改进 改善 提高 培养 参观 欣赏 评论 分析 总结 比较 核对 核实 反省 反思 沟通 交流 "
    "联系 联络 走动 溜达 转悠 散步 聊天 回忆 回味 想象 估计 估量 掂量 思考 推敲 斟酌 请教 指点 点拨 通融 周旋 应付 "
    "对付 非常 特别 许多 很多 好多 好久 很久 永远 真的 大家 一样 哈哈 呵呵 嘻嘻 谢谢 好的 不是 不要 快快 慢慢 来了 "
    "加油 漆黑 雪白 通红 碧绿 笔直 冰凉 滚烫 乌黑 火红 金黄 瓦蓝 湛蓝 嘎吱 哗啦 叮当 咕咚 轰隆 噼啪 呼噜 扑通 "
    "滴答 咔嚓 叮咚 布谷 知了 咯吱 吱呀 哐当 扑哧 丁零 轰轰 沙沙 隆隆 丁当 意思 打量 寻思 尝试 试验 练习 温习 复习 "
    "宣传 动员 鼓励 安慰 劝说 说明 实践 摸索 探讨 探索 磨炼 历练 见识 认识 明白 清楚 清静 滋润 美化 磨合 比划 捉摸 "
    "念叨 唠叨 晃悠 端详 张罗 拾掇 打点 打理 料理 敲打 拍打 拨弄 摆弄 盘算 算计 活泛 活络 松快 宽敞 亮堂 敞亮".split())
_LATIN = re.compile(r"\b([A-Za-z]{2,})[ \n]+\1\b", re.IGNORECASE)
_LATIN_FINE = frozenset(("that", "had", "is", "bye", "ha", "ho", "no", "so", "very", "boys", "do",
                         "new", "duran", "walla", "paw", "cha", "many"))


def _repeated(document: Document) -> Iterator[Hit]:
    """的的, 工厂工厂, the the; not 看看, 研究研究, 一步一步."""
    text = document.text
    if document.chinese:
        for match in _SURE.finditer(text):
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


def _is_said_twice(word: str, text: str, match: re.Match[str]) -> bool:
    """Whether a word is repeated for what it then says."""
    if word in _ABAB or len(set(word)) == 1 or word[0] in "一每半几两多第" or \
            word[-1] in "来去啊呀吧着又复了一":
        return True
    if set(word) <= set("零〇一二三四五六七八九十百千万亿年月日"):
        return True
    if len(word) == 2 and text[match.end():match.end() + 1] in "看吧呗再的地" and word not in ("我们", "他们"):
        return True
    if len(word) == 2 and word[0] in "越边又很好太最真更老大小" or (len(word) == 4 and word[:2] == word[2:]):
        return True
    # A long one that begins or ends where a list does.
    before, after = text[match.start() - 1:match.start()], text[match.end():match.end() + 1]
    return before in "“《" and after in "”》" and before != ""


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
