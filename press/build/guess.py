"""Where pages will probably fall, told from the text alone, before anything is typeset.

A page reference is set with a stand-in of as many digits as it will have (see ``settle``). In a
book of more than 99 pages two digits are wrong nearly everywhere, and every part would be
typeset twice; with this guess only those are that refer to a place near page 10, 100 or 1000.
Of a long list of pages some would be wrong in nearly every book: it waits until it is sure how
many digits they have. When that is depends on what is typeset by then; how the pages look does not,
for whatever turns out otherwise is set again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from press.assembly.placing import Placing, place
from press.values import Pages, Part, Side

FILLED = 0.78
"""How much of the text block text takes, beside headings, notes and ends of paragraphs; as
measured on readers of stories."""
PICTURE = 0.45
"""Pages that a picture takes."""
UNKNOWN = "00"
"""Stands for the page of a place that nobody knows: what the layouts write."""

_PAGES = re.compile(r'\sdata-pages="(\d{1,4})"')
_ID = re.compile(r'\sid="([^"]+)"')
_TAG = re.compile(r"<[^>]*>")


class Labels(dict[str, str]):
    """Anchor → probable label of its page; of any other ``00``."""

    def __missing__(self, anchor: str) -> str:
        return UNKNOWN


def guessed(parts: Sequence[Part], capacity: int,
            known: Mapping[int, Pages] = MappingProxyType({}),
            scale: float = 1.0) -> tuple[Labels, Placing]:
    """The probable label of the page of every anchor, and where each part probably lies.

    ``capacity``: ems in a full page; ``known``: the pages of those parts (by index) that are
    typeset already; ``scale``: how long others are beside what is probable.
    """
    lengths = [float(known[i].count) if i in known else _length(part, capacity, scale)
               for i, part in enumerate(parts)]
    placing = place([(part, max(1, -int(-length // 1)))
                     for part, length in zip(parts, lengths, strict=True)])
    found = Labels()
    for i, (part, first, length) in enumerate(zip(parts, placing.firsts, lengths, strict=True)):
        places = [(anchor.name, anchor.page) for anchor in known[i].anchors] if i in known else [
            (anchor, int(share * length)) for anchor, share in _anchors(part.html)]
        for anchor, page in places:
            found[anchor] = placing.leaves[first + page].label
    return found, placing


def _length(part: Part, capacity: int, scale: float) -> float:
    """In pages."""
    return float(told_pages(part)) or scale * (
        _ems(part.html) / (capacity * FILLED) + PICTURE * part.html.count("<img"))


def probable_sides(parts: Sequence[Part]) -> list[Side]:
    """The side on which each part will probably begin.

    Only what templates tell counts, not the length of a text: else a sentence more in one part
    would have all parts behind it set on the other side for nothing.
    """
    sides: list[Side] = []
    at: int | None = None
    for part in parts:
        if part.first_page != "any":
            at = 1 if part.first_page == "verso" else 0
        sides.append("verso" if at is not None and at % 2 else "recto")
        pages = told_pages(part)
        at = at + pages if at is not None and pages else None
    return sides


def told_pages(part: Part) -> int:
    """How many pages the part says that it has (``data-pages``); 0 where it does not."""
    return _told_pages(part.html)


# What is read off the parts is kept: a process that stays looks at most of them again.
@lru_cache(maxsize=1024)
def _told_pages(html: str) -> int:
    match = _PAGES.search(html)
    return int(match[1]) if match else 0


@lru_cache(maxsize=1024)
def _ems(html: str) -> float:
    """The length of the text: Han is one em wide, letters and digits half of one."""
    text = _TAG.sub("", html)
    return len(text) - sum(map(str.isascii, text)) / 2


@lru_cache(maxsize=1024)
def _anchors(html: str) -> tuple[tuple[str, float], ...]:
    """Every anchor, and how far down in its part it stands, 0 to 1 (exclusive)."""
    return tuple((match[1], match.start() / (len(html) + 1)) for match in _ID.finditer(html))
