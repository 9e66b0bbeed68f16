"""Totals that disagree with their parts: rule 40, in a sentence and in a table.

Only what is plainly counted is added up: one unit, named by the same words throughout.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from press.proof.document import BREAK, HAN, Document, Hit, Rule, Unit
from press.proof.numerals import value

_HAN_N = "[一二三四五六七八九十百千万两零〇]{1,7}"
_N = r"\d{1,3}(?:[,，]\d{3})+|\d+(?:\.\d+)?"
_UNIT = ("件|份|"
         "人|名|位|个|项|条|场|次|户|台|支|本|册|元|万元|亿元|吨|亩|平方米|公里|千米|米|家|所|"
         "处|"
         "篇|幅|张|页|组|枚|根|门|座|辆|架|头|只|套|种|类|期|天|课时|学时")
_TOTAL = re.compile(
    rf"(?:共计|总计|合计|总共|一共|共有|共(?!同|产|和|青|识|鸣|享)[^，。；：\d{BREAK}]{{0,6}}?|总"
    rf"数为?|总额为?)[^，。；：\d{BREAK}]{{0,4}}?"
    rf"(?P<total>{_N}|{_HAN_N})(?P<unit>{_UNIT})(?P<rest>[^。！？{BREAK}\n]*)")
_LOOSE = re.compile("(?<![一二三四五六七八九特中上下高初优])等(?!级)|以上|余|多(?=[件份人名位个项"
                    "条场次户])|左右|约|近|不足|至少|超过|另有|人次|平均|每|比|增|减|占|同比|其他|"
                    "其余|之一|分之|％|%|从.*到|截至|累计")


_ALL = re.compile(rf"(?P<total>{_N})(?P<unit>{_UNIT})(?P<rest>（[^（）。！？{BREAK}\n]*）)")
_PART = re.compile("(?:其中)?(?:男|女|新|旧|老|已|未|在办|正在|上午|下午|晚上|甲|乙|丙|丁|东|西|"
                   "南|北|左|右|大的?|小的?|党员|群众|第?[一二三四五六七八九十\\d]+[组班等类级期批号队厂])")
"""What divides a whole without a word for it: 男50人，女30人."""
_BEGIN = re.compile("其中|[：:]|分别[为是]|包括|（|\\A，(?!.{0,3}(?:其中|包括|分别))")


def _value(text: str) -> float:
    text = text.replace(",", "").replace("，", "")
    return float(text) if text[0].isascii() else float(value(text))


def _clauses(rest: str) -> list[str]:
    return [c for c in re.split("[，、；,;]|和|及|与", rest) if c.strip()]


def _parts(rest: str, unit: str, number: str) -> list[float]:
    """The numbers in ``unit`` of the clauses that begin ``rest``; none where they are in doubt."""
    numbers: list[float] = []
    for clause in _clauses(rest):
        held = re.findall(rf"(?<![\d.第])({number})[ ]?{unit}(?!以|级|[{HAN}]?次)", clause)
        found = held if number is _HAN_N else re.findall(rf"(?<![\d.第]){_N}", clause)
        if not found:
            if numbers:
                break
            continue
        if len(found) != 1 or len(held) != 1 or _LOOSE.search(clause):
            return []
        numbers.append(_value(held[0]))
    return numbers


def _sentences(document: Document) -> Iterator[Hit]:
    seen: set[int] = set()
    for pattern in (_TOTAL, _ALL):
        for match in pattern.finditer(document.text):
            start = match.start("total")
            if start in seen:
                continue
            seen.add(start)
            wrong = _sum(document.text[match.start():match.end("unit")], match, pattern is _ALL)
            if wrong is not None:
                yield Hit(start, match.end("unit"), {"total": match["total"], "sum": f"{wrong:g}"})


def _sum(said: str, match: re.Match[str], plain: bool) -> float | None:
    """The sum of the parts that are told behind a total, where it is another."""
    rest = match["rest"]
    begin = _BEGIN.search(rest[:24])
    if begin is None or _LOOSE.search(said):
        return None
    body = rest[begin.end():]
    if begin.group() == "（":
        body = body.split("）")[0]
    if (plain or begin.group() == "，") and not all(
            _PART.match(c.strip()) for c in _clauses(body) if re.search(r"\d", c)):
        return None
    number = _N if match["total"][0].isascii() else _HAN_N
    numbers = _parts(body, match["unit"], number)
    total = _value(match["total"])
    if (len(numbers) >= 2 and abs(sum(numbers) - total) > 1e-6) or (
            len(numbers) == 1 and numbers[0] > total):
        return sum(numbers)
    return None


_SUM = re.compile(r"(?:合\s*计|总\s*计|共\s*计|总\s*数|合\s*共|Total|Sum)[：:]?\Z", re.IGNORECASE)
_SUBTOTAL = re.compile(r"小\s*计|其中|Subtotal", re.IGNORECASE)
_CELL = re.compile(rf"[ ]*({_N})[ ]*(?:{_UNIT})?\Z")
_EMPTY = frozenset(("", "—", "——", "-", "–", "/", "无", "\\"))


def _tables(document: Document) -> Iterator[Hit]:
    tables: dict[int, dict[int, dict[int, Unit]]] = defaultdict(lambda: defaultdict(dict))
    for unit in document.units:
        if unit.kind == "cell":
            tables[unit.group][unit.row][unit.column] = unit
    for rows in tables.values():
        for number, row in rows.items():
            first = row.get(min(row))
            if first is None or not _SUM.match(document.words(first).strip()):
                continue
            if number == 0:
                continue
            above = [rows[n] for n in sorted(rows) if 0 < n < number]
            if any(_SUBTOTAL.search(document.words(r[min(r)])) or _SUM.match(
                    document.words(r[min(r)])) for r in above):
                continue
            yield from _columns(document, row, above)


def _columns(document: Document, row: dict[int, Unit],
             above: list[dict[int, Unit]]) -> Iterator[Hit]:
    for column, unit in row.items():
        match = _CELL.match(document.words(unit))
        if column == min(row) or match is None or len(above) < 2:
            continue
        values = [document.words(r[column]).strip() if column in r else "" for r in above]
        found = [_CELL.match(v) for v in values]
        if any(f is None and v not in _EMPTY for f, v in zip(found, values, strict=True)):
            continue
        total = sum(_value(f[1]) for f in found if f)
        if abs(total - _value(match[1])) > 1e-6 * max(1.0, total):
            yield Hit(unit.start, unit.end, {"total": match[1], "sum": f"{total:g}"})


def _totals(document: Document) -> Iterator[Hit]:
    yield from _sentences(document)
    yield from _tables(document)


RULES = (Rule(40, "copy-total", _totals, any_language=True),)
