"""An ISBN as a bar code: EAN-13 (GB/T 12906, ISO/IEC 15420), bars and digits in mm.

Sizes are those of the standard at a magnification of 0.8, the smallest it allows: modules of
0.264 mm, a symbol of 29.83 × 20.74 mm with its quiet zones. Which modules are dark is told by
python-barcode; its guard bars, which reach lower, are marked ``G``.
"""

from __future__ import annotations

from collections.abc import Iterator

from press.dataclass import dataclass

MAGNIFICATION = 0.8
MODULE = 0.33 * MAGNIFICATION
"""mm."""
LEFT, RIGHT = 11, 7
"""Modules of the quiet zones."""
MODULES = 95
WIDTH = round((LEFT + MODULES + RIGHT) * MODULE, 4)
HEIGHT = round(25.93 * MAGNIFICATION, 4)
BAR_HEIGHT = round(22.85 * MAGNIFICATION, 4)
GUARD = round(5 * MODULE, 4)
"""How much lower the guard bars reach, mm."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A dark bar, from the top of the symbol down."""

    x: float
    """mm from the left edge of the symbol, whose quiet zone is part of it."""
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Digit:
    """A digit under the bars."""

    text: str
    x: float
    """Left edge of its field, mm."""
    width: float
    """Of its field, mm; the digit stands in the middle."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """The bar code with its quiet zones, or the room that is kept for it."""

    bars: tuple[Bar, ...] = ()
    """None where the number is not known yet."""
    digits: tuple[Digit, ...] = ()
    width: float = WIDTH
    """mm."""
    height: float = HEIGHT
    """mm."""
    bar_height: float = BAR_HEIGHT
    """Of the lower ones, mm; the digits stand below."""


def ean13(digits: str) -> Symbol:
    """The symbol of thirteen digits; ValueError for anything else, and for a wrong check digit."""
    from barcode.ean import EuropeanArticleNumber13

    if len(digits) != 13 or not (digits.isascii() and digits.isdigit()):
        raise ValueError(f"{digits!r} is not a number of 13 digits")
    right: str = EuropeanArticleNumber13(digits).get_fullcode()
    if right != digits:  # it computes the check digit anew and says nothing
        raise ValueError(f"{digits!r}: the check digit should be {right[-1]}")
    modules: str = EuropeanArticleNumber13(digits, guardbar=True).build()[0]
    return Symbol(tuple(_bars(modules)), tuple(_digits(digits)))


def empty_symbol() -> Symbol:
    """Room for a number that is not known yet."""
    return Symbol()


def _bars(modules: str) -> Iterator[Bar]:
    """Neighbouring dark modules as one bar."""
    at = 0
    while at < len(modules):
        end = at + 1
        while end < len(modules) and modules[end] == modules[at]:
            end += 1
        if modules[at] != "0":
            yield Bar(round((LEFT + at) * MODULE, 4), round((end - at) * MODULE, 4),
                      BAR_HEIGHT + (GUARD if modules[at] == "G" else 0))
        at = end


def _digits(digits: str) -> Iterator[Digit]:
    """The first left of the bars, then six under each half: each as wide as its seven modules."""
    yield Digit(digits[0], round(2 * MODULE, 4), round(7 * MODULE, 4))
    for index, digit in enumerate(digits[1:]):
        at = LEFT + 3 + 7 * index + (5 if index >= 6 else 0)
        yield Digit(digit, round(at * MODULE, 4), round(7 * MODULE, 4))
