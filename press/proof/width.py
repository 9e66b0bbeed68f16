"""Full and half width, and spaces: rules 12 to 18."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from press.proof.document import BREAK, HAN, Document, Hit, Rule
from press.proof.finding import every, together
from press.proof.punctuation import is_name_dot

_STOPS = dict(zip(",;:?!.", "，；：？！。", strict=True))
_FULL = str.maketrans(",.;:?!()", "，。；：？！（）")
_WIDE = f"{HAN}，。、；：？！…—“”‘’（）《》〈〉【】〔〕「」『』"
SPACE = " \u00a0\u2002-\u200a\u202f\u205f\u3000"


_BEFORE = rf"(?:(?<=[{HAN}])|(?<=[）》”’」』])(?=[,;:?!][ ]*(?:[{HAN}“‘《（]|[{BREAK}\n]|\Z)))"
_MARKS = re.compile(
    rf"{_BEFORE}(?P<a>[,;:?!]+)(?:[ ]+(?=[{HAN}A-Za-z0-9“《]))?"
    rf"|(?<=[A-Za-z0-9%％)])(?P<b>[,;?!]|(?<!\d):)(?:[ ]+(?=[{HAN}])|(?=[{HAN}《“‘「（]))"
    rf"|(?<=[{HAN}）》”])(?P<c>\.)(?:[ ]+(?=[{HAN}“《])|(?![\w.\ufffc/]))|(?<=[{HAN}])(?P<d>\.)(?="
    rf"[{HAN}])"
    rf"|(?<=[{HAN}）》”’」』][\"'])(?P<e>[,;:?!.])(?:[ ]+(?=[{HAN}])|(?=[{HAN}“《\"']"
    rf"|[{BREAK}\n]|\Z))"
    rf"|(?<=[{HAN}）》”’」』])(?P<f>[ ]+[,;:?!.])(?:[ ]+(?=[{HAN}])|(?=[{HAN}]))")
_LATIN_END = re.compile(rf"(?<=[A-Za-z]{{2}})\.(?=[{BREAK}\n]|\Z)")
_SHORT = re.compile(r"(?:etc|Inc|Ltd|Co|al|vs|No|St|Jr|Sr)\Z")
_LETTER = re.compile("[A-Za-z]")
_ONE_HAN = re.compile(f"[{HAN}]")
_ROUND = re.compile(rf"\((?P<words>[^()（）\n{BREAK}]{{0,200}})\)")
_HALF = re.compile(rf"（[^()（）\n{BREAK}]{{0,200}}(?P<close>\))|(?P<open>\()[^()（）\n{BREAK}]{{0"
                   rf",200}}）")
_CHINESE = re.compile(f"[{HAN}，。；：、“”《》]")


def _ascii_marks(document: Document) -> Iterator[Hit]:
    """Half-width marks beside Han."""
    text = document.text
    for match in _MARKS.finditer(text):
        kind = match.lastgroup
        mark = match[kind or 0]
        start = match.start()
        if text[start - 1:start] in tuple("）》”’」』") and not _mainly_chinese(document, start):
            continue
        if kind in ("e", "f"):
            yield Hit(start, match.end(), {"found": mark.strip()}, "",
                      _STOPS[mark.strip()])
            continue
        if kind == "d" and is_name_dot(text, start):
            continue  # told as a variant of ·
        if kind in ("c", "d"):
            # A point between two characters may stand for · as well as for 。
            ends = kind == "c" and (match.end() > start + 1 or text[start + 1:start + 2] in (
                "", BREAK, "\n", *"”’」』）"))
            yield Hit(start, match.end(), {"found": "."}, "", "。" if ends else None)
            continue
        yield Hit(start, match.end(), {"found": mark}, "", mark.translate(_FULL))
    for match in _LATIN_END.finditer(text):
        if not _SHORT.search(text[max(0, match.start() - 4):match.start()]) and _mainly_chinese(
                document, match.start()):
            yield Hit(*match.span(), {"found": "."})


def _mainly_chinese(document: Document, at: int) -> bool:
    """Whether the unit at ``at`` has more Han than Latin letters."""
    words = document.words(document.unit(at))
    return len(_ONE_HAN.findall(words)) > len(_LETTER.findall(words))


def _ascii_round(document: Document) -> Iterator[Hit]:
    """Half-width parentheses with Han in them or directly before them."""
    text = document.text
    for match in _ROUND.finditer(text):
        before = text[match.start() - 1:match.start()] if match.start() else ""
        if _CHINESE.search(match["words"]) or (before and _CHINESE.match(before)):
            yield Hit(match.start(), match.start() + 1, {}, "", "（")
            yield Hit(match.end() - 1, match.end(), {}, "", "）")
    for match in _HALF.finditer(text):
        name = "close" if match["close"] else "open"
        yield Hit(*match.span(name), {}, "", "）" if name == "close" else "（")


_ASCII = together(_ascii_marks, _ascii_round)


_QUOTES = re.compile(r"[\"']")


_NO_PAIR = re.compile(r"\d[\"']|[A-Za-z]'[a-z]")


def _ascii_quotes(document: Document) -> Iterator[Hit]:
    """Straight quotation marks beside Chinese, with their partners; mended only in pairs."""
    wide = re.compile(f"[{_WIDE}]")
    groups: dict[tuple[int, str], list[tuple[int, bool]]] = {}
    for match in _QUOTES.finditer(document.text):
        mark, at = match.group(), match.start()
        before, after = _beside(document.text, at)
        if (before.isdigit() and mark == "'") or (before.isalnum() and before.isascii()
                                                and after.isalnum() and after.isascii()):
            continue
        groups.setdefault((document.unit(at).start, mark), []).append(
            (at, bool(wide.match(before) or wide.match(after))))
    for (start, mark), found in groups.items():
        words = document.words(document.unit(start))
        pair = "“”" if mark == '"' else "‘’"
        even = len(found) % 2 == 0 and not _NO_PAIR.search(words)
        for index, (at, told) in enumerate(found):
            if told or (even and found[index ^ 1][1]):
                yield Hit(at, at + 1, {"instead": pair}, "", pair[index % 2] if even else None)


def _beside(text: str, at: int) -> tuple[str, str]:
    """What stands before and behind ``at``, a space left out; "" for nothing."""
    before, after = text[max(at - 1, 0):at], text[at + 1:at + 2]
    if before == " " and after != " ":
        before = text[max(at - 2, 0):at - 1]
    elif after == " " and before != " ":
        after = text[at + 2:at + 3]
    return before, after


_NAMES = re.compile(rf"[{HAN}]{{2,4}}(?:[{SPACE}]+[{HAN}]{{2,4}}){{2,}}(?![{HAN}])")


def _between_han(document: Document) -> Iterator[Hit]:
    """Spaces between Han; not those that part the halves of a heading, or names in a row."""
    rows = [m.span() for m in _NAMES.finditer(document.text)]
    for match in re.finditer(rf"(?<=[{HAN}])[{SPACE}]+(?=[{HAN}])", document.text):
        unit = document.unit(match.start())
        if unit.kind in ("heading", "title", "front", "caption"):
            left = re.search(rf"[{HAN}]+\Z", document.text[unit.start:match.start()])
            right = re.match(rf"[{HAN}]+", document.text[match.end():unit.end])
            if left and right and min(len(left.group()), len(right.group())) >= 3:
                continue
        if any(start <= match.start() < end for start, end in rows):
            continue
        sure = unit.kind in ("paragraph", "item", "note") and not re.match(
            rf"[{HAN}]{{1,4}}[{SPACE}]+[{HAN}]{{1,4}}\Z", document.words(unit))
        yield Hit(*match.span(), {}, "", "" if sure else None)


_BESIDE = together(
    every(rf"(?<=[{HAN}\w％%])(?P<hit>[{SPACE}]+)(?=[，。、；：？！）》〉】〕」』])", ""),
    every(rf"(?<=[，。、；：？！（《〈【〔「『）》〉】〕」』])(?P<hit>[{SPACE}]+)(?=[^\s{BREAK}])",
        "",
          fits=lambda _, m: bool(re.match(f"[{_WIDE}A-Za-z0-9]", m.string[m.end():m.end() + 1]))),
    every(rf"(?<=[{HAN}])(?P<hit>[{SPACE}]+)(?=[“”‘’…—（《〈【〔「『]{{1,2}}[{HAN}\w])", ""),
    every(rf"(?<=[“‘])(?P<hit>[{SPACE}]+)(?=[{HAN}])", ""),
    every(rf"(?<=[{HAN}])(?P<hit>[{SPACE}]+)(?=[”’])", ""),
    every(rf"(?<=[”’…—])(?P<hit>[{SPACE}]+)(?=[{HAN}])", ""),
)

_SPACED = re.compile(rf"(?<=[{HAN}]) +(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%]) +(?=[{HAN}])")
_CLOSE = re.compile(rf"(?<=[{HAN}])(?<![年月日号时第])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[{HAN}])("
                    rf"?![年月日号时点分秒])")
_LEADING = re.compile(r"(?:第 )?[\dA-Za-z.]+ *\Z")


def _uneven(document: Document) -> Iterator[Hit]:
    """Where a manuscript has spaces between Han and Latin here and not there: the rarer."""
    spaced = [m.span() for m in _SPACED.finditer(document.text)
              if not _LEADING.fullmatch(document.text[document.unit(m.start()).start:m.start()])]
    if not spaced:
        return
    close = [m.span() for m in _CLOSE.finditer(document.text)]
    if not close:
        return
    args = {"spaced": str(len(spaced)), "close": str(len(close))}
    if len(spaced) <= len(close):
        yield from (Hit(start, end, args, "", "") for start, end in spaced)
    else:
        yield from (Hit(at, at + 1, args, "copy-space-none") for at, _ in close)


_INDENT = together(
    every(rf"(?:(?<={BREAK})|\A)(?P<hit>[\u3000\t]+)(?=\S)",
        lambda m: None if "\t" in m["hit"] else ""),
    every(r"(?P<hit>\t+)", None),
)


def _plain(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match.group())


RULES = (
    Rule(12, "copy-ascii-mark", _ASCII),
    Rule(13, "copy-ascii-quote", _ascii_quotes),
    Rule(14, "copy-full-width", every(r"[０-９Ａ-Ｚａ-ｚ]+", _plain,
                                      args=lambda m: {"instead": _plain(m)})),
    Rule(15, "copy-space-han", _between_han, verse=False),
    Rule(16, "copy-space-mark", _BESIDE, verse=False),
    Rule(17, "copy-space-uneven", _uneven),
    Rule(18, "copy-indent", _INDENT),
)
