"""The words of a manuscript in another Chinese script: what an edition must show of them.

It asks OpenCC by itself, of the words that this room has read, and shares nothing with the
press's own converter. Words in code, in another language, and readings above the line are kept:
the readers of this room put them between KEPT and FREE. A word goes on across marks of emphasis,
across what is kept, and from line to line of a paragraph.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import cache

from press.dataclass import replace
from press.preflight.passages import FREE, KEPT, Passage
from press.values import Conversion

_CONFIGURATIONS = {
    ("Hans", "Hant"): "s2tw", ("Hans", "HK"): "s2hk", ("Hant", "Hans"): "tw2s",
    ("HK", "Hans"): "hk2s", ("Hant", "HK"): "tw2t t2hk", ("HK", "Hant"): "hk2t t2tw"}
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_MARKS = re.compile("[*_`]")
_LINE_END = re.compile(r"( *)\n *")
_DEEPEST = 16
"""Quotation marks in one another; deeper ones are no pairs."""


def in_script(passage: Passage, conversion: Conversion) -> Passage:
    """``passage`` as it must be in print where the manuscript is converted."""
    text = _MARKS.sub("", passage.text)
    if text.isascii():
        return passage
    if passage.apart:
        lines = text.split("\n")
        return replace(passage, text="\n".join(_text(line, conversion) for line in lines))
    # Two blanks before a line end are a line end in print.
    pieces = re.split(r"( {2,}\n)", text)
    return replace(passage, text="".join(
        piece if number % 2 else _text(piece, conversion) for number, piece in enumerate(pieces)))


def _text(text: str, conversion: Conversion) -> str:
    """One paragraph: what is between marks and line ends goes in as one text."""
    free = ""
    kept: dict[int, str] = {}  # place in the free text → what stands before it, as it is
    for piece, silent in _pieces(text):
        if silent:
            kept[len(free)] = kept.get(len(free), "") + piece
        else:
            free += piece
    made = [*_converted(free, conversion), ""]
    return "".join(kept.get(place, "") + piece for place, piece in enumerate(made))


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Pieces of ``text``, and whether each is passed over: kept, or a line end in Chinese."""
    position = depth = 0
    start = 0
    while position < len(text):
        mark = text[position]
        line_end = _LINE_END.match(text, position) if not depth else None
        if mark == KEPT:
            if not depth:
                yield text[start:position], False
                start = position
            depth += 1
        elif mark == FREE and depth:
            depth -= 1
            if not depth:
                yield text[start:position + 1], True
                start = position + 1
        elif line_end and _is_wide(text[position - 1:position]) and _is_wide(
                text[line_end.end():line_end.end() + 1]):
            yield text[start:position], False
            yield line_end.group(), True
            start = position = line_end.end()
            continue
        position += 1
    yield text[start:], depth > 0


def _is_wide(character: str) -> bool:
    return character >= "\u2e80" or character in (KEPT, FREE)


def _converted(text: str, conversion: Conversion) -> list[str]:
    """What is printed for each character of ``text``."""
    made: list[str] = []
    rest = text
    listed = {word: to for word, to in conversion.words if word and word in text}
    while rest:
        places = [(place, -len(word), word) for word in listed
                  if (place := rest.find(word)) >= 0]
        place, _, word = min(places, default=(len(rest), 0, ""))
        made += _by_opencc(rest[:place], conversion)
        if word:
            made += _fitted(word, listed[word])
        rest = rest[place + len(word):]
    marks = _marks(text, conversion)
    return [marks.get(index, piece) if piece == text[index] else piece
            for index, piece in enumerate(made)]


def _by_opencc(text: str, conversion: Conversion) -> list[str]:
    names = _CONFIGURATIONS[_kind(conversion.source), _kind(conversion.target)].split()
    plain = text
    for name in names:
        plain = _opencc(name).convert(plain)
    if not conversion.vocabulary or len(names) > 1:
        return _fitted(text, plain)
    regional = _opencc(names[0] + "p").convert(text)
    return _fitted(plain, regional)


def _kind(lang: str) -> str:
    parts = lang.lower().split("-")
    if "hans" in parts:
        return "Hans"
    if "hk" in parts or "mo" in parts:
        return "HK"
    return "Hant" if "hant" in parts or "tw" in parts else "Hans"


@cache
def _opencc(name: str):  # type: ignore[no-untyped-def]
    import opencc

    return opencc.OpenCC(name, include_tofu_risk_dictionaries=False)


def _fitted(old: str, new: str) -> list[str]:
    """``new`` in as many pieces as ``old`` has characters, what is equal at its place."""
    if len(old) == len(new):
        return list(new)
    made = [""] * len(old)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    position = 0
    for block in matcher.get_matching_blocks():
        made[max(block.a - 1, 0)] += new[position:block.b]
        made[block.a:block.a + block.size] = new[block.b:block.b + block.size]
        position = block.b + block.size
    return made


def _marks(text: str, conversion: Conversion) -> dict[int, str]:
    """The quotation marks of the other region, by their places in a text with Han in it."""
    old, new = "“”‘’", "「」『』"
    there = _kind(conversion.target) != "Hans"
    if there == (_kind(conversion.source) != "Hans") or not _HAN.search(text):
        return {}
    if not there:
        old, new = new, old
    found: dict[int, str] = {}
    stack: list[tuple[str, int]] = []  # the mark that would close it, and the pair it got
    for index, mark in enumerate(text):
        place = old.find(mark)
        if place < 0 or (mark in "‘’" and _in_latin(text, index, stack)):
            continue
        if place % 2 == 0:
            pair = 2 - place if stack and stack[-1][1] == place else place
            stack = [*stack[1 - _DEEPEST:], (old[place + 1], pair)]
            found[index] = new[pair]
        else:
            pair = place - 1
            open_at = [n for n, (closing, _) in enumerate(stack) if closing == mark]
            if open_at:
                pair = stack[open_at[-1]][1]
                del stack[open_at[-1]:]
            found[index] = new[pair + 1]
    return found


def _in_latin(text: str, index: int, stack: list[tuple[str, int]]) -> bool:
    """Whether ’ or ‘ belongs to a Latin word or a number: don’t, the ’90s."""
    before, after = (bool(c) and c.isalnum() and not _HAN.match(c)
                     for c in (text[index - 1:index] if index else "", text[index + 1:index + 2]))
    if text[index] == "‘":
        return after and text.find("’", index) < 0
    free = not any(closing == "’" for closing, _ in stack)
    return (before and (after or free)) or (free and text[index + 1:index + 2].isdecimal())
