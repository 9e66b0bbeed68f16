"""Index marks: what an entry says, and words that are indexed without a mark.

``甲!乙`` is the entry 乙 under 甲; a semicolon divides entries. Full-width ！ and ； do the same
where a value is typed, since input methods write them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from press.manuscript.placing import BLOCKS
from press.manuscript.slots import CODE, Piece, Slot, read, refill, slots

MAX_LEVELS = 3
"""Of sub-entries in one another."""

_HEADINGS = frozenset(("h1",))
_UNTOUCHED = CODE | {"ruby"}


def read_entries(value: str) -> str | None:
    """``value`` as ``data-index`` has it, ``甲!乙;丙``; None where an entry or level is empty."""
    entries = []
    for entry in re.split("[;；]", value):
        levels = [" ".join(level.split()) for level in re.split("[!！]", entry)]
        if not all(levels) or len(levels) > MAX_LEVELS:
            return None
        entries.append("!".join(levels))
    return ";".join(dict.fromkeys(entries))


def entry_of_text(text: str) -> str:
    """A text that is its own entry: what would divide it is made full width."""
    return text.replace(";", "；").replace("!", "！")


def index_words(root: etree._Element, words: Sequence[str]) -> None:
    """Mark each of ``words`` at its first place in every block under ``root``.

    The longest word that fits is taken. Nothing happens in code and pinyin, nor inside a mark
    that has the same entry.
    """
    if not words:
        return
    words = sorted({" ".join(word.split()) for word in words}, key=lambda w: (-len(w), w))
    pattern = re.compile("|".join(map(_pattern, words)))
    blocks = [e for e in root.iter() if e.tag in BLOCKS or "footnote" in e.get("class", "")]
    for block in blocks:
        if block.tag in _HEADINGS or block.tag in CODE or \
                any(e.tag in CODE for e in block.iterancestors()):
            continue
        seen: set[str] = set()
        for slot in slots(block, without=_UNTOUCHED, blocks=BLOCKS):
            if text := read(slot):
                _mark(slot, text, pattern, seen)


def _pattern(word: str) -> str:
    """``word`` wherever it stands; Latin letters and digits only as whole words.

    It begins with its first character, so that a search over many words is quick.
    """
    head, tail = re.escape(word[0]), r"\s+".join(map(re.escape, word[1:].split(" ")))
    whole = word[0].isascii() and word[0].isalnum()
    before = f"(?<![A-Za-z0-9]{head})" if whole else ""
    after = "(?![A-Za-z0-9])" if word[-1].isascii() and word[-1].isalnum() else ""
    return f"{head}{before}{tail}{after}"


def _mark(slot: Slot, text: str, pattern: re.Pattern[str], seen: set[str]) -> None:
    pieces: list[Piece] = []
    at = 0
    around = _entries_around(slot) if pattern.search(text) else frozenset()
    for match in pattern.finditer(text):
        word = " ".join(match.group().split())
        entry = entry_of_text(word)
        if word in seen:
            continue
        seen.add(word)
        if entry in around:
            continue
        span = etree.Element("span", {"class": "index", "data-index": entry,
                                      "data-numbered": "ix"})
        span.text = match.group()
        pieces += [text[at:match.start()], span]
        at = match.end()
    if pieces:
        refill(slot, [*pieces, text[at:]])


def _entries_around(slot: Slot) -> frozenset[str]:
    """The entries of all marks that ``slot`` stands in."""
    element, name = slot
    inside = [element] if name == "text" else []
    return frozenset(entry for e in (*inside, *element.iterancestors())
                     for entry in e.get("data-index", "").split(";") if entry)
