"""Quotation marks: “” with ‘’ inside (GB/T 15834), 「」 with 『』 inside (Taiwan and Hong Kong)."""

from __future__ import annotations

import re

from press.script.regions import is_traditional

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CURLY, _CORNERS = ("“”", "‘’"), ("「」", "『』")
"""Each: the outer pair, then the inner one."""
_DEEPEST = 16
"""Marks in one another; what is deeper is no pair, but a slip of the pen."""


def quotes(text: str, source: str, target: str) -> dict[int, str]:
    """Index in ``text`` → the mark that stands there in ``target``.

    ``text``: one paragraph. A pair keeps its kind, but within a pair of the same kind it becomes
    the other one. A text without any Han keeps its marks, and ’ in don’t is no quotation mark.
    """
    if is_traditional(source) == is_traditional(target) or not _HAN.search(text):
        return {}
    old, new = (_CURLY, _CORNERS) if is_traditional(target) else (_CORNERS, _CURLY)
    kinds = {mark: kind for kind, pair in enumerate(old) for mark in pair}
    opening = {pair[0] for pair in old}
    found: dict[int, str] = {}
    opened: list[tuple[int, int]] = []  # kind as written, kind as printed
    for index, mark in enumerate(text):
        if mark not in kinds or _is_apostrophe(text, index, opened):
            continue
        kind = kinds[mark]
        if mark in opening:
            printed = 1 - kind if opened and opened[-1][1] == kind else kind
            opened.append((kind, printed))
            del opened[:-_DEEPEST]
            found[index] = new[printed][0]
            continue
        # A mark that closes nothing ends what an earlier paragraph has opened.
        printed = kind
        if any(written == kind for written, _ in opened):
            while opened[-1][0] != kind:
                opened.pop()
            printed = opened.pop()[1]
        found[index] = new[printed][1]
    return found


def _is_apostrophe(text: str, index: int, opened: list[tuple[int, int]]) -> bool:
    mark, before, after = text[index], text[index - 1:index], text[index + 1:index + 2]
    if mark == "’":
        free = all(kind != 1 for kind, _ in opened)
        return (_is_latin(before) and (free or _is_latin(after))) or (free and after.isdecimal())
    return mark == "‘" and _is_latin(after) and text.find("’", index) < 0


def _is_latin(character: str) -> bool:
    return character.isalnum() and not _HAN.match(character)
