"""Lines of a note, broken before it is typeset: so its height is known where it is placed."""

from __future__ import annotations

_CLOSING = "，。；：、！？）》〉”’】〕…—"
_OPENING = "（《〈“‘【〔"
_NARROW = frozenset("iljtfr.,:;'|!()[] ")
_QUOTED = 4
"""Letters of a quotation within which a Latin mark is kept where it stands."""
_SPAN = 16
"""Letters of a Latin word that are kept together."""


def width_of(words: str, size: float) -> float:
    """How long ``words`` come out at most, in the unit of ``size``: Chinese is one em wide, Latin
    less."""
    return size * sum(1.0 if ord(sign) > 0x2000 else 0.34 if sign in _NARROW
                      else 0.74 if sign.isupper() or sign in "mwMW@%" else 0.58
                      for sign in words)


def broken(words: str, width: float, size: float) -> list[str]:
    """Lines not wider than ``width``: Latin between words, Chinese anywhere but before a mark that
    must not begin a line and behind one that must not end it."""
    lines: list[str] = []
    current = ""
    for piece in _pieces(" ".join(words.split())):
        if current and width_of((current + piece).rstrip(), size) > width:
            lines.append(current.rstrip())
            current = piece.lstrip()
        else:
            current += piece
    return [*lines, current.rstrip()]


def _pieces(words: str) -> list[str]:
    pieces: list[str] = []
    for sign in words:
        last = pieces[-1] if pieces else ""
        latin = ord(sign) <= 0x2000 and last and ord(last[-1]) <= 0x2000 \
            and last[-1] != " " and len(last) < _SPAN
        quoted = last[:1] in _OPENING and len(last) < _QUOTED
        if last and (sign in _CLOSING or last[-1] in _OPENING or latin or (
                quoted and sign in ",.;:!?'\"-")):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces
