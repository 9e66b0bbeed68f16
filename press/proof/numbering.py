"""Numbers of headings, paragraphs and lists that are out of order: rule 42."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from press.dataclass import dataclass
from press.proof.document import HAN, Document, Hit, Rule, Unit
from press.proof.numerals import chinese, value

_CN = "[一二三四五六七八九十百]{1,4}"
_LEVELS = (
    (re.compile(rf"({_CN})、(?!$)"), "{}、"),
    (re.compile(rf"[（(]({_CN})[）)]"), "（{}）"),
    (re.compile(r"(\d{1,3})[.．](?![\d.])[ ]?(?=[^\d\s])"), "{}."),
    (re.compile(r"[（(](\d{1,3})[）)]"), "（{}）"),
    (re.compile(rf"(\d{{1,3}})、(?=[{HAN}“《])"), "{}、"),
    (re.compile(r"(\d{1,3})[）)](?=[^\d\s])"), "{}）"),
    (re.compile(rf"([①-⑳])[ ]?(?=[{HAN}“《])"), "{}"),
)
_CHAPTER = re.compile(rf"第({_CN}|\d{{1,3}})([章节编回讲课条款])(?=[ 　:：]|\Z)")


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
            number = value(match[1])
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
        number = value(match[1])
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


def _wrong(unit: Unit, match: re.Match[str], wanted: int) -> Hit:
    shown = str(wanted)
    if "①" <= match[1] <= "⑳":
        shown = chr(ord("①") + min(wanted, 20) - 1)
    elif not match[1].isdigit():
        shown = chinese(wanted % 100)
    start = unit.start + match.start()
    return Hit(start, start + len(match.group().rstrip()), {"wanted": match.group().strip().replace(
        match[1], shown)})


_ONE_IS = re.compile(r"(?:(?<=[；。，：:;,\x1e])|\A)(?P<hit>([一二三四五六七八九十])[是要]"
                     rf"(?=[{HAN}“]))")
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
    for (at, _), marks in by_unit.items():
        # Two may be two places that are spoken of, unless the first begins the paragraph.
        if len(marks) < (2 if marks[0][1] == at else 3) or marks[0][0] != 1:
            continue
        for (before, _, _), (number, start, end) in pairwise(marks):
            if number > before + 1 and number <= before + 3:
                yield Hit(start, end, {"wanted": f"（{before + 1}）"})


def _sequence(document: Document, pattern: re.Pattern[str], group: int) -> Iterator[Hit]:
    last, last_unit = 0, -1
    for match in pattern.finditer(document.text):
        unit = document.unit(match.start()).start
        number = value(match[group])
        if unit != last_unit:
            last, last_unit = 0, unit
        if number == 1:
            last = 1
            continue
        if last and number != last + 1:
            wanted = chinese(last + 1)
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


_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,2})\.(\d{1,2})(?=[ 　]|[^\d.\s])")


def _decimals(document: Document) -> Iterator[Hit]:
    """Headings 1.1 and 1.3."""
    last: dict[str, int] = {}
    for unit in document.units:
        match = _DECIMAL.match(document.words(unit)) if unit.kind == "heading" else None
        if match is None:
            continue
        number, before = int(match[2]), last.get(match[1])
        if before is None and number != 1:
            continue  # the number of a version, or a part of another book
        if before is not None and before + 1 < number <= before + 3:
            yield Hit(unit.start, unit.start + match.end(),
                      {"wanted": f"{match[1]}.{before + 1}"})
        last[match[1]] = number


def _order(document: Document) -> Iterator[Hit]:
    yield from _numbering(document)
    yield from _inline(document)
    yield from _items(document)
    yield from _decimals(document)


RULES = (Rule(42, "copy-numbering", _order),)
