"""The book's own lists: names with offices, exact wordings, terms, numbers. Rules 40 and 46."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from press.config.proof_model import NameConfig, PhraseConfig, ProofConfig, TotalConfig
from press.proof.document import BREAK, HAN, Document, Hit

_OFFICES = ["主任", "书记", "部长", "厂长", "司令", "司令员", "政委", "团长", "局长", "处长",
    "院长", "校长", "教授", "工程师", "设计者", "设计师", "经理", "董事长", "主席", "代表", "师长",
    "军长", "连长", "营长", "排长", "科长", "所长", "站长", "队长", "班长", "秘书长", "秘书",
    "组长", "会长", "理事长", "总编", "主编", "编辑", "院士", "研究员", "技师", "技术员", "专家",
    "英雄", "模范", "烈士", "大王", "旅长", "参谋长", "委员", "常委", "省长", "市长", "县长",
    "区长", "乡长", "镇长", "村长", "社长", "馆长", "台长", "行长", "总裁", "创始人", "发明者",
    "发明人", "制造者", "创建者"]
_LEFT_OUT = "副前原代"
"""What stands before an office and makes it another."""
_HAN = re.compile(f"[{HAN}]")
_NOT_IN_NAME = "的了是在和与说对把被让叫请由给跟向同找见为着过又也都就不有这那"

Near = Callable[[Document], Iterator[Hit]]


def of_lists(document: Document, config: ProofConfig, glossary: Sequence[str]) -> Iterator[Hit]:
    """Whatever of ``document`` disagrees with the lists of its book."""
    taken: set[int] = set()
    for hit in _all(document, config, glossary):
        span = range(hit.start, hit.end)
        if taken.isdisjoint(span):
            taken.update(span)
            yield hit


def _all(document: Document, config: ProofConfig, glossary: Sequence[str]) -> Iterator[Hit]:
    for name in config.names:
        yield from _wrong(document, name.wrong, name.name, "copy-name")
        yield from _near_name(document, name.name)
        yield from _office(document, name)
    for phrase in config.phrases:
        yield from _wrong(document, phrase.wrong, phrase.exact, "copy-phrase")
        if phrase.near:
            yield from _near_phrase(document, phrase)
    for term in config.terms:
        yield from _wrong(document, term.wrong, term.term, "copy-term")
    for word in dict.fromkeys((*glossary, *(t.term for t in config.terms))):
        yield from _near_term(document, word)
    for total in config.totals:
        yield from _number(document, total)


def _wrong(document: Document, wrong: Sequence[str], right: str, code: str) -> Iterator[Hit]:
    for words in wrong:
        inside = right.find(words)
        at = document.text.find(words)
        while at >= 0:
            # 航发 within 中国航发 is right.
            if inside < 0 or not document.text.startswith(right, max(at - inside, 0)):
                yield Hit(at, at + len(words), {"instead": right}, code, right)
            at = document.text.find(words, at + len(words))


@lru_cache(maxsize=4096)
def _sounds(character: str) -> frozenset[str]:
    from pypinyin import Style, pinyin  # a third of a second; only for books with lists

    return frozenset(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


def _sound_alike(one: str, other: str) -> bool:
    """Whether two characters may be read alike, tones aside, and n/l, zh/z and the like."""
    return bool({_blurred(s) for s in _sounds(one)} & {_blurred(s) for s in _sounds(other)})


def _blurred(syllable: str) -> str:
    syllable = re.sub("^([zcs])h", r"\1", syllable)
    return re.sub("([aei])ng$", r"\1n", syllable)


def _places(text: str, words: str) -> Iterator[int]:
    """Offsets of ``words``, overlapping ones too."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _one_off(document: Document, word: str) -> Iterator[tuple[int, int, str]]:
    """Where all characters but one of ``word`` stand: offset, index and the other character.

    What is looked for is the longer part beside that character: far faster than an expression.
    """
    text = document.text
    for index in range(len(word)):
        before, behind = word[:index], word[index + 1:]
        first = len(before) >= len(behind)
        for at in _places(text, before if first else behind):
            start = at if first else at - index - 1
            other = text[start + index:start + index + 1]
            if start >= 0 and other != word[index] and _HAN.match(other) and (
                    text.startswith(behind, start + index + 1) if first
                    else text.startswith(before, start)):
                yield start, index, other


def _near_name(document: Document, name: str) -> Iterator[Hit]:
    """刘桂福 for 刘贵福: one character that sounds alike, or any but the first of three."""
    if not 2 <= len(name) <= 6 or not re.fullmatch(f"[{HAN}]+", name):
        return
    for at, index, other in _one_off(document, name):
        alike = _sound_alike(other, name[index])
        if alike if len(name) < 3 or index == 0 else (alike or other not in _NOT_IN_NAME):
            yield Hit(at, at + len(name), {"instead": name}, "copy-name-near")


def _near_term(document: Document, term: str) -> Iterator[Hit]:
    """定芯部 for 定心部: a character that sounds alike; pdf for PDF."""
    if re.fullmatch(f"[{HAN}]{{3,12}}", term):
        for at, index, other in _one_off(document, term):
            if _sound_alike(other, term[index]):
                yield Hit(at, at + len(term), {"instead": term}, "copy-term-near")
    elif re.fullmatch(r"[A-Za-z][A-Za-z0-9-]+", term) and term != term.lower():
        for match in re.finditer(rf"(?<![A-Za-z0-9_./-]){re.escape(term)}(?![A-Za-z0-9_/-]|\.[A-Za"
                                 rf"-z0-9])", document.text,
                                 re.IGNORECASE):
            if match.group() != term:
                yield Hit(*match.span(), {"instead": term}, "copy-term-near")


def _office(document: Document, name: NameConfig) -> Iterator[Hit]:
    """An office before a name that is none of those listed."""
    if not name.offices:
        return
    known = "|".join(sorted({*_OFFICES, *(o[-2:] for o in name.offices)}, key=len, reverse=True))
    pattern = re.compile(rf"(?P<office>[{HAN}A-Za-z0-9]{{0,24}}(?:{known}))[“‘]?\Z")
    for at in _places(document.text, name.name):
        match = pattern.search(document.text, max(0, at - 40), at)
        if match is None:
            continue
        said = match["office"]
        fits = any(said.endswith(office) and said[:-len(office)][-1:] not in tuple(_LEFT_OUT)
                   for office in name.offices)
        # An office may be said shorter than it is listed.
        short = next((o for o in name.offices if _tail(said, o)), "")
        if not fits and not short:
            start = match.end("office") - _said_length(said)
            yield Hit(start, at + len(name.name), {"instead": "、".join(name.offices),
                                           "name": name.name}, "copy-office")


def _tail(said: str, office: str) -> bool:
    """Whether ``said`` ends with the end of ``office``, and with no other word before it."""
    for length in range(len(office) - 1, 1, -1):
        tail = office[-length:]
        if said.endswith(tail):
            before = said[:-length]
            return not before or before[-1] in "的是由和与及、，：" or before[-1] in _NOT_IN_NAME
    return False


def _said_length(said: str) -> int:
    words = re.split(f"[{_NOT_IN_NAME}]", said)
    return len(words[-1]) or len(said)


def _near_phrase(document: Document, phrase: PhraseConfig) -> Iterator[Hit]:
    """Wordings that differ in one character, of long ones in two; blanks and marks count."""
    exact = phrase.exact
    size = len(exact)
    if size < 4:
        return
    allowed = 2 if size >= 8 else 1
    pieces = allowed + 1
    cut = [round(size * n / pieces) for n in range(pieces + 1)]
    done: set[int] = set()
    text, letters = document.text, Counter(exact)
    for first, last in pairwise(cut):
        piece = exact[first:last]
        if len(piece) < 2:
            continue
        for at in _places(text, piece):
            if not _may_be(text, at - first, exact, letters, allowed):
                continue
            start, end = _best(text, at - first, exact, allowed)
            if end and start not in done and not _whole(text, start, end, exact):
                done.add(start)
                yield Hit(start, end, {"instead": exact}, "copy-phrase-near")


def _may_be(text: str, start: int, exact: str, letters: Counter[str], allowed: int) -> bool:
    """Whether enough letters of ``exact`` stand about ``start`` at all; if not, why measure."""
    around = Counter(text[max(start - allowed, 0):start + len(exact) + allowed])
    return (letters & around).total() >= len(exact) - allowed


def _whole(text: str, start: int, end: int, exact: str) -> bool:
    return exact in text[max(0, start - 2):end + 2]


def _best(text: str, start: int, exact: str, allowed: int) -> tuple[int, int]:
    """The stretch near ``start`` that is most like ``exact``; an end of 0 where none is near."""
    found, best = (0, 0), allowed + 1
    for begin in range(max(start - allowed, 0), start + allowed + 1):
        for length in range(len(exact) - allowed, len(exact) + allowed + 1):
            words = text[begin:begin + length]
            # An edge that differs is the neighbour's, not a letter of the phrase.
            if len(words) < length or BREAK in words or (words[0] != exact[0] and (
                    words[1:2] != exact[1:2])) or (words[-1] != exact[-1] and (
                    words[-2:-1] != exact[-2:-1])):
                continue
            steps = _distance(words, exact, best)
            if steps < best:
                found, best = (begin, begin + length), steps
    return found


def _distance(one: str, other: str, limit: int) -> int:
    """Edit distance, or ``limit`` where it is not less."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        left, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            left, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, left + (a != b))
        if min(row) >= limit:
            return limit
    return row[-1]


def _number(document: Document, total: TotalConfig) -> Iterator[Hit]:
    """N件 directly before or behind what is counted."""
    if total.what not in document.text:
        return
    what, unit = re.escape(total.what), re.escape(total.unit)
    number = r"(?P<number>\d{1,3}(?:[,，]\d{3})+|\d+)"
    marks = "“‘《”’》"
    for pattern in (rf"{number}[ ]?{unit}[{marks}]?[^，。；\d{BREAK}]{{0,4}}{what}",
                    rf"{what}[{marks}]?[^，。；\d{BREAK}]{{0,8}}?{number}[ ]?{unit}"):
        for match in re.finditer(pattern, document.text):
            if int(re.sub("[,，]", "", match["number"])) != total.number:
                yield Hit(match.start("number"), match.end("number"), {
                    "what": total.what, "instead": f"{total.number}{total.unit}"},
                    "copy-number")
