"""Page content for a printing shop: no RGB, grey and black on the K plate only.

The content streams are those that WeasyPrint writes: one operator a line. Greys become K; other
colours become CMYK with as much black as they hold (full grey component replacement), which
keeps a spot of red clean.
"""

from __future__ import annotations

import re

from press.assembly.numbers import numbers

_RGB = re.compile(rb"^([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)$", re.MULTILINE)
_MARK = re.compile(rb"^/([A-Za-z]+)\s(?:<<(?:[^<>]|<[0-9a-f]*>)*>>\s)?(?:BDC|BMC)\n|^EMC\n?",
                   re.MULTILINE)


def to_cmyk(content: bytes) -> bytes:
    """``content`` with every RGB colour operator replaced by one in CMYK."""
    return _RGB.sub(_cmyk, content)


def inks(red: float, green: float, blue: float) -> tuple[float, float, float, float]:
    """Cyan, magenta, yellow and black, 0 to 1, of a colour in RGB."""
    rest = max(red, green, blue)
    cyan, magenta, yellow = ((rest - v) / rest if rest else 0.0 for v in (red, green, blue))
    return cyan, magenta, yellow, 1 - rest


def _cmyk(match: re.Match[bytes]) -> bytes:
    operator = b"k" if match[4] == b"rg" else b"K"
    values = inks(float(match[1]), float(match[2]), float(match[3]))
    return numbers(*values) + b" " + operator


def without_tags(content: bytes) -> bytes:
    """``content`` without the marks of a tag tree, which sheets do not have.

    Artifacts stay marked: they tell a running head from the text, for anyone who reads on; and
    so does text that says what it stands for across a gap.
    """
    kept: list[bool] = []

    def mark(match: re.Match[bytes]) -> bytes:
        keeps = kept.pop() if match[1] is None else \
            match[1] == b"Artifact" or b"/ActualText" in match[0]
        if match[1] is not None:
            kept.append(keeps)
        return match[0] if keeps else b""

    return _MARK.sub(mark, content)
