"""Telephone numbers as they are printed."""

from __future__ import annotations

from typing import Literal

Phones = Literal["masked", "shown", "none"]
"""How a document shows them."""
WHOLE = 11
"""Digits of a mobile number, or of one with its area code; what has fewer could be told from any
part of it."""


def masked(phone: str) -> str:
    """A telephone number of which the first three and the last four digits are shown
    (``138****5678``); one of fewer than 11 digits is stars alone."""
    digits = [index for index, c in enumerate(phone) if c.isdigit()]
    hidden = digits[3:-4] if len(digits) >= WHOLE else digits
    return "".join("*" if index in hidden else c for index, c in enumerate(phone))


def shown_phone(phone: str, how: Phones) -> str:
    """A telephone number as a document prints it."""
    return phone if how == "shown" else masked(phone) if how == "masked" else ""
