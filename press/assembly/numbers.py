"""Numbers as content streams hold them: no exponent, no needless digits."""

from __future__ import annotations


def number(value: float, places: int = 4) -> bytes:
    """``value`` with at most so many decimals."""
    return f"{value:.{places}f}".rstrip("0").rstrip(".").encode() or b"0"


def numbers(*values: float) -> bytes:
    """Several, with a space between."""
    return b" ".join(map(number, values))
