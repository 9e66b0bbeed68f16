"""What tables of people have in common."""

from __future__ import annotations

import re
from typing import Literal

Phones = Literal["masked", "shown", "none"]


def shown_phone(phone: str, how: Phones) -> str:
    """A telephone number as it is printed: of a masked one the last four digits but four, at
    least, are stars; what is too short to be one is stars alone."""
    if how == "shown":
        return phone
    if how == "none" or not phone:
        return ""
    digits = [m.start() for m in re.finditer(r"\d", phone)]
    hidden = digits[-8:-4] if len(digits) >= 8 else digits
    return "".join("*" if n in hidden else c for n, c in enumerate(phone))
