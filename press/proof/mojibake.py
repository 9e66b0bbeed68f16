"""Text in one encoding read as if it were in another: rules 4 and 5.

Such text is told by what it would have been: the bytes that it came from, read rightly, are
common Chinese. Nothing is guessed from looks alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from press.proof.document import HAN, Document, Hit, Rule
from press.proof.script import simplified_of
from press.proof.standard import standard_characters

MAX_RUN = 400
"""Characters of a run that are looked at."""
FEW = 12
FOREIGN = 0.05
"""Number and share of characters of Big5 alone from which on a text may be in traditional
characters."""

_LATIN = re.compile("[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
                    "\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
                    "{4,}")
_HIGH = re.compile("[\u0080-\u00ff]")


@cache
def _common() -> frozenset[str]:
    """The 3,755 characters of the first level of GB 2312, sorted there by pinyin: the common."""
    found = set()
    for lead in range(0xB0, 0xD8):
        for trail in range(0xA1, 0xFF):
            try:
                found.add(bytes((lead, trail)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return frozenset(found)


@cache
def _utf8_as_gbk() -> re.Pattern[str]:
    """Runs that begin as UTF-8 of a Han character does in GBK: E4–E9, then 80–BF."""
    first = set()
    for lead in range(0xE3, 0xEA):
        for trail in (*range(0x80, 0xC0),):
            try:
                first.add(bytes((lead, trail)).decode("gb18030"))
            except UnicodeDecodeError:
                continue
    return re.compile(f"[{''.join(sorted(c for c in first if len(c) == 1))}][^\x00-\x7f]{{2,}}")


def _read_utf8(text: str) -> tuple[int, str]:
    """How many characters of ``text`` were UTF-8 read as GB 18030, and what they were."""
    try:
        data = text[:MAX_RUN].encode("gb18030")
    except UnicodeEncodeError:
        return 0, ""
    at, found = 0, []
    while at < len(data):
        size = 3 if 0xE2 <= data[at] <= 0xEF else 0
        try:
            found.append(data[at:at + size].decode("utf-8") if size else "")
        except UnicodeDecodeError:
            break
        if not found[-1]:
            found.pop()
            break
        at += size
    words = "".join(found)
    # As many characters as make up these bytes, a broken one at the end with them.
    count, length = 0, 0
    for character in text[:MAX_RUN]:
        if length >= at:
            break
        length += len(character.encode("gb18030", "replace"))
        count += 1
    return count, words


def _as_gbk(document: Document) -> Iterator[Hit]:
    common = _common()
    at = 0
    while match := _utf8_as_gbk().search(document.text, at):
        count, words = _read_utf8(match.group())
        good = sum(c in common or c in "，。、；：？！“”（）《》…—" for c in words)
        # Two characters are six bytes, read as three; hardly any of those is a usual one.
        if len(words) >= 2 and good >= max(len(words) - 1, 2) and sum(
                c in _FREQUENT for c in match.group()[:count]) * 4 <= count:
            yield Hit(match.start(), match.start() + count, {"instead": words[:20]})
            at = match.start() + count
        else:
            at = match.start() + 1


_TORN = re.compile("(?:[\u00e4-\u00e9][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]{1,2})"
                   "{2,}")
"""UTF-8 of Han read as Windows-1252, which has no character for some of the bytes."""


def _as_latin(document: Document) -> Iterator[Hit]:
    if not _HIGH.search(document.text):
        return
    yield from _whole_latin(document)
    for match in _TORN.finditer(document.text):
        yield Hit(*match.span(), {"instead": "…"})


def _whole_latin(document: Document) -> Iterator[Hit]:
    common = _common()
    for match in _LATIN.finditer(document.text):
        text = match.group()[:MAX_RUN]
        if len({c for c in text if c.isalpha()}) < 2:
            continue  # ×××× and the like
        for wrong in ("latin-1", "cp1252"):
            for right in ("utf-8", "gb18030"):
                try:
                    words = text.encode(wrong).decode(right)
                except (UnicodeEncodeError, UnicodeDecodeError):
                    continue
                han = sum(c in common for c in words)
                if han >= 1 and han * 2 >= len(words) and len(words) < len(text) and (
                        right == "utf-8" or han >= 2):
                    yield Hit(*match.span(), {"instead": words[:20]})
                    break
            else:
                continue
            break


_FREQUENT = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对"
    "可她里后小么心多天而能"
    "好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样"
    "现分将外但身些与高意进"
    "把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走"
    "电四第门相次东政海口使"
    "教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目"
    "华报立马命张活难神数件"
    "安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边"
    "共风战干接它许八特觉望"
    "直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条"
    "院变联言权往展该领传近"
    "留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢"
    "识极令黄德收脸钱党倒未"
    "持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟"
    "谁校读志飞观争究包组造"
    "落视济喜离虽坏铁厂矿炮枪械钢检验")
"""Characters that make up two thirds of any text."""


@cache
def _big5_alone() -> re.Pattern[str]:
    """Characters of Big5 that simplified Chinese has not got."""
    found = []
    for lead in range(0xA4, 0xFA):
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            try:
                character = bytes((lead, trail)).decode("big5")
                character.encode("gb2312")
            except UnicodeEncodeError:
                found.append(character)
            except UnicodeDecodeError:
                continue
    return re.compile(f"[{''.join(sorted(found))}]")


@cache
def _big5_in_gbk(character: str) -> str:
    """What the bytes of a character in Big5 are in GBK, where that is a common character."""
    try:
        read = character.encode("big5").decode("gbk")
    except UnicodeError:
        return ""
    return read if read in _common() else ""


def _as_big5(document: Document) -> Iterator[Hit]:
    """Bytes of GBK read as Big5: what they are in GBK is far more usual than what they look."""
    text, done = document.text, 0
    standard, simple, common = standard_characters(), simplified_of(), _common()
    matches = list(_big5_alone().finditer(text))
    # Among simplified text a few odd characters tell; among traditional text more are asked for.
    few = not document.traditional and len(matches) < max(FOREIGN * len(text), FEW)
    for match in matches:
        if match.start() < done:
            continue
        start, end = match.span()
        while start > done and _big5_in_gbk(text[start - 1]):
            start -= 1
        while end < len(text) and end - start < MAX_RUN and _big5_in_gbk(text[end]):
            end += 1
        done = end
        run = text[start:end]
        words = "".join(map(_big5_in_gbk, run))
        now = sum(c in _FREQUENT for c in run)
        read = sum(c in _FREQUENT for c in words)
        odd = sum(c not in standard and simple.get(c, c) not in common for c in run)
        if len(words) != end - start:
            continue
        if (len(words) >= 4 and read >= 3 and read >= 3 * now and 2 * read >= len(words)) or (
                few and len(words) >= 3 and 3 * odd >= len(words) and now * 4 <= read
                and max(2 * read, read + odd) >= len(words)):
            yield Hit(start, end, {"instead": words[:20]})


_SHIFTED = re.compile(f"[?？](?P<run>[；：，！．;:,!.0-9０-９][{HAN}]"
                      f"[{HAN}0-9０-９；：，！]{{1,6}})")
_WIDER = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)})


def _shifted(document: Document) -> Iterator[Hit]:
    """GBK read from the wrong byte on: ?；春9 for 。淮海工, where each pair is two halves."""
    common = _common()
    for match in _SHIFTED.finditer(document.text):
        data = match["run"].translate(_WIDER).encode("gbk", "replace")
        words = data[1:1 + (len(data) - 1) // 2 * 2].decode("gbk", "replace")
        read = ""
        for character in words:
            if character not in common:
                break
            read += character
        if len(read) >= 2 and not all(c in common for c in match["run"]):
            yield Hit(match.start(), match.start() + 2 + len(read), {"instead": f"…{read}…"})


def _as_others(document: Document) -> Iterator[Hit]:
    yield from _as_latin(document)
    yield from _as_big5(document)
    yield from _shifted(document)


RULES = (
    Rule(4, "copy-utf8-as-gbk", _as_gbk, any_language=True),
    Rule(5, "copy-gbk-misread", _as_others, any_language=True),
)
