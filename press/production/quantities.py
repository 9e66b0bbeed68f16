"""How much is printed: 印张, 令, whole sheets, 字数. Exact numbers, rounded only in words.

One 印张 is one side of a whole sheet's worth of pages: a whole sheet, printed on both sides, gives
``2 × 开数`` pages, so it is two 印张. A 令 (ream) is 500 whole sheets, that is 1000 印张.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

REAM = 500
"""Whole sheets in a ream (令)."""


def printed_sheets(pages: int, fraction: int) -> Fraction:
    """印张 = pages ÷ 开数; the pages of the text with its blanks, without the cover.

    A leaf has two pages, so an odd number is filled up. ValueError for numbers below 1.
    """
    if pages < 1 or fraction < 1:
        raise ValueError(f"no 印张 of {pages} pages at 1/{fraction}")
    return Fraction(pages + pages % 2, fraction)


def number_text(number: Fraction | float, places: int = 5) -> str:
    """A number (not below 0) as printers write it, ``6.25``: rounded half up, without zeros at
    its end."""
    whole, rest = divmod(floor(Fraction(str(number)) * 10 ** places + Fraction(1, 2)),
                         10 ** places)
    return f"{whole}.{rest:0{places}d}".rstrip("0").rstrip(".")


def with_spoilage(amount: Fraction, percent: float) -> Fraction:
    """``amount`` and what make-ready and spoilage take (加放), in percent of it."""
    return amount * (1 + Fraction(str(percent)) / 100)


def reams(copies: int, sheets: Fraction, spoilage: float = 0.0) -> Fraction:
    """令 = copies × 印张 ÷ 1000, and ``spoilage`` percent of it more."""
    return with_spoilage(copies * sheets / (2 * REAM), spoilage)


def whole_sheets(copies: int, sheets: Fraction, spoilage: float = 0.0) -> int:
    """Whole sheets of paper (全张): copies × 印张 ÷ 2, with ``spoilage`` percent, rounded up."""
    return ceil(with_spoilage(copies * sheets / 2, spoilage))


def cover_sheets(copies: int, per_sheet: int, spoilage: float = 0.0) -> int:
    """Whole sheets for the covers, of which one sheet gives ``per_sheet``; rounded up."""
    if per_sheet < 1:
        raise ValueError(f"{per_sheet} covers from a sheet")
    return ceil(with_spoilage(Fraction(copies, per_sheet), spoilage))


def covers_per_sheet(spread: tuple[float, float], sheet: tuple[float, float]) -> int:
    """How many cover spreads (mm, with bleed) lie on a whole sheet, all turned alike; may be 0."""
    (width, height), (short, long) = spread, sheet
    return max(int(short // width) * int(long // height), int(long // width) * int(short // height))


def character_count(measure: int, lines: int, pages: int) -> int:
    """版面字数 = characters a line × lines a page × pages of text.

    By the rules for 图书版面字数: the type area counts, not the characters in it. A page that is
    not full counts as a full one, as do headings, figures and tables on it; blank pages and
    those without a folio (cover, title page, copyright page) do not count.
    """
    return measure * lines * pages


def thousands(characters: int) -> int:
    """字数 as it is printed, in 千字: rounded, and at least 1."""
    return max(1, (characters + 500) // 1000)
