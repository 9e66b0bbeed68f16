"""Titles broken by sense: even lines, none of a single character, no word torn.

Neither CSS ``text-wrap: balance`` nor a knowledge of Chinese words is at hand, so the
break is chosen here from what the characters themselves tell.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import ceil, inf
from unicodedata import east_asian_width

from markupsafe import Markup, escape

_TOKEN = re.compile(r"<[^>]*>|&[^;\s]{1,10};|[^<]", re.S)
_NOT_AT_START = frozenset("、，。．：；！？）》〉」』】〕”’·～—…%％℃")
_NOT_AT_END = frozenset("（《〈「『【〔“‘")
_PAUSE = frozenset("，。：；！？—…　 ")
"""A title may always be broken after these."""
_LEANS_BACK = frozenset("的之地得着著了过過们們里裡裏中上下")
"""A break after one of these parts no word, most often."""
_LEANS_ON = frozenset("和与與及在从從向把对對为為是到走让讓用以")
"""Nor before one of these."""


MOST_LINES = 6
"""What would take more lines is running text and left to the typesetter."""


_NARROW = frozenset("fijlrtI.,:;!'|()[] /")


def ems(text: str) -> float:
    """Width of ``text`` in em, about: Han and full-width marks 1, letters as in a book face."""
    return sum(_em(c) for c in text)


def _em(character: str) -> float:
    if not character.isascii():
        return 1.0 if east_asian_width(character) in "WFA" else 0.5
    if character in "mwMW@%":
        return 0.85
    if character.isupper() or character == "&":
        return 0.68
    return 0.3 if character in _NARROW else 0.5


def title_lines(html: str | Markup, measure: float) -> Markup:
    """A title as inline HTML with ``<br>`` where it is broken for lines of ``measure`` em.

    Plain text (not ``Markup``) is escaped first. A title with a note in it is left alone.
    """
    source = str(escape(html))
    if 'class="footnote"' in source:
        return Markup(source)
    tokens = _TOKEN.findall(source)
    shown = [i for i, t in enumerate(tokens) if not t.startswith("<")]
    text = "".join(_plain(tokens[i]) for i in shown)
    # The blank at a break goes over to the next line, where it has no width: at the end of a
    # centred line it would push the words aside.
    breaks = {shown[n - 1 if text[n - 1] == " " else n] for n in _breaks(text, measure)}
    return Markup("".join(("<br/>" if i in breaks else "") + t for i, t in enumerate(tokens)))


def _plain(token: str) -> str:
    """One character for one token."""
    return Markup(token).unescape()[:1] if token.startswith("&") else token


@lru_cache(maxsize=1024)
def _breaks(text: str, measure: float) -> tuple[int, ...]:
    """Indexes before which a line starts, for the evenest lines at the best places."""
    width = ems(text)
    count = ceil(width / measure)
    if count <= 1 or count > MOST_LINES:
        return ()
    for lines in (count, count + 1, count + 2):
        cost, places = _best(text, 0, lines, measure, width / lines)
        if cost < inf:
            return places
    return ()


@lru_cache(maxsize=4096)
def _best(text: str, start: int, lines: int, measure: float,
          ideal: float) -> tuple[float, tuple[int, ...]]:
    """Least cost, and the breaks, of setting ``text[start:]`` in so many lines."""
    if lines == 1:
        rest = ems(text[start:])
        return (inf if rest > measure or len(text) - start < 2 else _uneven(rest, ideal)), ()
    found: tuple[float, tuple[int, ...]] = (inf, ())
    for at in range(start + 2, len(text) - 1):
        line = ems(text[start:at].rstrip())
        if line > measure:
            break
        here = _uneven(line, ideal) + _harm(text, at)
        if here < found[0]:
            cost, places = _best(text, at, lines - 1, measure, ideal)
            if here + cost < found[0]:
                found = here + cost, (at, *places)
    return found


def _uneven(width: float, ideal: float) -> float:
    """Cost of a line that is longer or shorter than the others; less where all are long."""
    return ((width - ideal) * min(1.0, 5 / ideal)) ** 2


def _harm(text: str, at: int) -> float:
    """What it costs the sense to start a line at ``text[at]``; inf where it is forbidden."""
    before, after = text[at - 1], text[at]
    if after in _NOT_AT_START or before in _NOT_AT_END or after in " 　":
        return inf
    if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        return inf
    if before in _PAUSE:
        return 0.0
    if before == "、":
        return 4.0
    if after in _NOT_AT_END or before in _NOT_AT_START:
        return 2.0
    if before in _LEANS_BACK or after in _LEANS_ON:
        return 8.0
    return 30.0
