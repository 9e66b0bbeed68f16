"""What may stand as an ISBN: a number with its right check digit, or a stand-in of ××××.

GB/T 5795 (ISO 2108): thirteen digits that begin with 978 or 979; the sum of all digits, those in
even places three times, is a multiple of ten.
"""

from __future__ import annotations

import re

from pydantic_core import PydanticCustomError

_FORM = re.compile(r"(?:ISBN[ :：]?)?\s*([0-9×][0-9× -]*[0-9×])\Z", re.IGNORECASE)
STAND_IN = "×"
"""Stands for a digit that is not known yet."""


def valid_isbn(text: str) -> str:
    """An ISBN-13, with or without hyphens, or a stand-in; empty for none."""
    if not text or STAND_IN in text:
        return text
    found = isbn_digits(text)
    if found is None or len(found) != 13 or found[:3] not in ("978", "979"):
        raise PydanticCustomError("config-isbn", "no ISBN", {"value": text[:30]})
    right = check_digit(found[:12])
    if found[12] != right:
        raise PydanticCustomError("config-isbn-digit", "wrong check digit",
                                  {"value": text, "found": found[12], "expected": right})
    return text


def isbn_digits(text: str) -> str | None:
    """The digits of ``text``; None where it is a stand-in, empty or of another form."""
    match = _FORM.match(text)
    if match is None or STAND_IN in text:
        return None
    return re.sub("[^0-9]", "", match[1])


def check_digit(digits: str) -> str:
    """The thirteenth digit of twelve."""
    return str(-sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10)


def printed_isbn(text: str) -> str:
    """``text`` without the letters ISBN, which the layout sets."""
    return re.sub(r"^ISBN[ :：]?\s*", "", text, flags=re.IGNORECASE)
