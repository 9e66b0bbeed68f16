"""Short codes: 45 bits of a digest in nine characters, and one that catches slips.

The letters are Crockford's base 32, which has no I, L, O, U; whoever reads a code aloud or types
it may say O for 0 and I for 1. The last character is a sum by which every single wrong character
and nearly every two exchanged neighbours are found.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 9
"""Characters of the digest; among 50,000 codes two are the same once in 28,000 books."""
_READ = str.maketrans("OIL", "011")


def code_of(*parts: str) -> str:
    """The code of what ``parts`` say, as it is printed: ``7KQ2M-3XPTK``."""
    number = int.from_bytes(sha256("\0".join(parts).encode()).digest()) >> (256 - 5 * LENGTH)
    digits = [number >> (5 * place) & 31 for place in range(LENGTH)]
    return _printed("".join(LETTERS[d] for d in digits))


def plain_code(text: str) -> str | None:
    """A code that somebody typed, as it is printed; None for what is no code, or a slip."""
    letters = "".join(c for c in text.upper().translate(_READ) if c not in " -—–－")
    if len(letters) != LENGTH + 1 or any(c not in LETTERS for c in letters):
        return None
    code = _printed(letters[:LENGTH])
    return code if code.replace("-", "") == letters else None


def _printed(letters: str) -> str:
    whole = letters + LETTERS[_sum(letters)]
    return f"{whole[:5]}-{whole[5:]}"


def _sum(letters: str) -> int:
    """Weights 1, 3, 5, … are units modulo 32, so one wrong character always shows."""
    return sum((2 * place + 1) * LETTERS.index(c) for place, c in enumerate(letters)) % 32
