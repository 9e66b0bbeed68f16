"""One stretch of Markdown → its printed text, and where each piece of it stands.

Marks of Markdown leave nothing behind; code, addresses and entities leave ``OBJECT``.
"""

from __future__ import annotations

import re

from press.dataclass import dataclass
from press.proof.document import OBJECT

_TOKEN = re.compile(
    r"(?P<escape>\\[\\`*_{}\[\]()#+.!|<>~-])"
    r"|(?P<code>(?<!`)(`+)(?!`)(?:.+?)(?<!`)\3(?!`))"
    r"|(?P<tag><!--.*?(?:-->|\Z)|</?[A-Za-z][^<>]*>)"
    r"|(?P<address><?(?:https?|ftp|mailto)://[^\s<>\u3000-\u303f\uff00-\uffef\u4e00-\u9fff“”]+>?"
    r"|<?\b[A-Za-z0-9._+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]+>?)"
    r"|(?P<entity>&(?:\#\d+|\#[xX][0-9a-fA-F]+|[A-Za-z]\w{1,30});)"
    r"|(?P<late>\{(?:页|page)\})"
    r"|(?P<note>\[\^[^\]\n]+\])"
    r"|(?P<image>!\[)|(?P<open>\[)|(?P<close>\])"
    r"|(?P<emphasis>\*+|(?<![^\W_])_+(?=\S)|(?<=\S)_+(?![^\W_]))"
    r"|(?P<rest>[^\x00-\x7f]+|[A-Za-z0-9]+|[^\\`<&{!\[\]*_:@\nA-Za-z0-9\x80-\U0010ffff]+|\n|.)",
    re.DOTALL)
_FAST = re.compile(r"[\\`<&{\[\]*_@]|://")
_TAIL = re.compile(r"\(\s*(?:<[^>\n]*>|[^\s()]*(?:\([^()\s]*\)[^\s()]*)*)"
                   r"(?:\s+(?:\"(?P<title>.*?)\"|'(?P<single>.*?)'))?\s*\)(?P<attr>\{[^{}\n]*\})?"
                   r"|(?P<braces>\{[^{}\n]*\})|\[[^\]\n]*\]", re.DOTALL)
_WIDE = re.compile("[\u2018-\u201d\u2014\u2026\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Aside:
    """Text that is printed beside: alternative text of a picture, or its caption."""

    kind: str
    """``alt`` or ``caption``."""
    start: int
    """Offset in the source text."""
    end: int


@dataclass(slots=True)
class Flat:
    """What was printed of a stretch: pieces of text, each with its offset in the source."""

    pieces: list[tuple[str, int]]
    asides: list[Aside]


def flatten(text: str) -> Flat:
    """``text`` as printed; the pieces in order."""
    if not _FAST.search(text):
        return Flat([(text, 0)] if text else [], [])
    flat = Flat([], [])
    opened: list[tuple[int, bool, int]] = []  # index of the piece, picture or not, offset
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:  # cannot be: the last alternative takes anything
            break
        kind, at = match.lastgroup, match.end()
        start = match.start()
        if kind == "escape":
            flat.pieces.append((text[start + 1], start + 1))
        elif kind in ("code", "address", "entity", "late"):
            flat.pieces.append((OBJECT, start))
        elif kind == "tag" and match.group()[:4].lower() in ("<sup", "<sub"):
            flat.pieces.append((OBJECT, start))  # cm<sup>2</sup> is no cm2
        elif kind in ("image", "open"):
            opened.append((len(flat.pieces), kind == "image", match.end()))
            flat.pieces.append((match.group() if kind == "open" else "", start))
        elif kind == "close":
            at = _close(text, start, flat, opened)
        elif kind == "rest":
            flat.pieces.append((match.group(), start))
    return flat


def _close(text: str, start: int, flat: Flat, opened: list[tuple[int, bool, int]]) -> int:
    """A closing bracket: of a link, picture or span, or none of these. What is read next."""
    tail = _TAIL.match(text, start + 1)
    if not opened:
        flat.pieces.append(("]", start))
        return start + 1
    index, picture, inside = opened.pop()
    if tail is None:
        flat.pieces.append(("]", start))
        return start + 1
    if picture:
        del flat.pieces[index:]
        flat.asides.append(Aside("alt", inside, start))
        for name in ("title", "single"):
            if tail[name] is not None:
                flat.asides.append(Aside("caption", *tail.span(name)))
    else:
        flat.pieces[index] = ("", flat.pieces[index][1])
    return tail.end()


def is_wide(character: str) -> bool:
    """Whether no space is printed where a line ends beside this character."""
    return bool(_WIDE.match(character))
