"""Page content for a printing shop: no RGB, grey and black on the K plate only.

The content streams are those that WeasyPrint writes: one operator a line. Greys become K; other
colours become CMYK with as much black as they hold (full grey component replacement), which
keeps a spot of red clean.
"""

from __future__ import annotations

import re

_RGB = re.compile(rb"^([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)$", re.MULTILINE)
_MARK = re.compile(rb"^/([A-Za-z]+)\s(?:<<[^<>]*>>\s)?(?:BDC|BMC)\n|^EMC\n?", re.MULTILINE)


def to_cmyk(content: bytes) -> bytes:
    """``content`` with every RGB colour operator replaced by one in CMYK."""
    return _RGB.sub(_cmyk, content)


def _cmyk(match: re.Match[bytes]) -> bytes:
    red, green, blue = (float(match[i]) for i in (1, 2, 3))
    black = 1 - max(red, green, blue)
    rest = 1 - black
    inks = [(rest - value) / rest if rest else 0.0 for value in (red, green, blue)]
    operator = b"k" if match[4] == b"rg" else b"K"
    return b" ".join(_number(value) for value in (*inks, black)) + b" " + operator


def _number(value: float) -> bytes:
    return f"{value:.4f}".rstrip("0").rstrip(".").encode() or b"0"


def without_tags(content: bytes) -> bytes:
    """``content`` without the marks of a tag tree, which sheets do not have.

    Artifacts stay marked: they tell a running head from the text, for anyone who reads on.
    """
    kept: list[bool] = []

    def mark(match: re.Match[bytes]) -> bytes:
        keeps = kept.pop() if match[1] is None else match[1] == b"Artifact"
        if match[1] is not None:
            kept.append(keeps)
        return match[0] if keeps else b""

    return _MARK.sub(mark, content)
