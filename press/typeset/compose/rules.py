"""The house style of lines, as a layout sets it. All widths in em of the type around them."""

from __future__ import annotations

from typing import Literal

from press.dataclass import dataclass

Marks = Literal["full", "line-end-half", "kaiming", "half"]
"""clreq 3.1.6: 全角式, 行末半角式, 开明式, 半角式."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for all paragraphs of a layout."""

    marks: Marks = "line-end-half"
    """Widths of marks. ``full``: one em each; ``line-end-half``: half an em at the end of a
    line; ``kaiming``: 。？！ one em, all others half; ``half``: all half."""
    strict: bool = False
    """Whether —— and …… and small kana may not begin a line either (禁则: 严格)."""
    lenient: bool = False
    """Whether only 、，。 and closing marks may not begin a line (``line-break: loose``)."""
    gap: float = 0.25
    """Between Han and Latin."""
    autospace: bool = True
    """Whether there is a gap at all; without, a typed space is as wide as any other."""
    least_gap: float = 0.125
    most_gap: float = 0.5
    least_space: float = 0.25
    """Of a word space."""
    most_space: float = 0.5
    loose: float = 0.25
    """A gap stretched by more is a fault."""
    last_line: int = 2
    """Least number of Han in the last line of a paragraph (孤字不成行)."""
    centred: bool = False
    """Whether marks stand in the middle of their box, as in Taiwan and Hong Kong."""


_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


def has_centred_marks(lang: str) -> bool:
    """Whether marks stand in the middle of their box in a language (clreq 3.1.1)."""
    return lang.lower().startswith(_TRADITIONAL)


HOUSE = Rules()
"""Where a layout says nothing."""
