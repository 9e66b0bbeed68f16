"""Lines of words in a drawing, which has nobody to break them: about as long as they will be."""

from __future__ import annotations


def length(sentence: str, size: float) -> float:
    """How long a line comes out, about; mm. Chinese is one em wide, most of Latin half of one."""
    return size * sum(1.0 if ord(sign) > 0x2E7F else 0.53 for sign in sentence)


def wrapped(sentence: str, width: float, size: float) -> list[str]:
    """Lines of at most ``width`` mm: Latin parts between words, Chinese anywhere but before a
    punctuation mark."""
    lines, current = [], ""
    for piece in _pieces(sentence):
        if current and length((current + piece).rstrip(), size) > width:
            lines.append(current.rstrip())
            current = piece.lstrip()
        else:
            current += piece
    return [*lines, current.rstrip()]


def _pieces(sentence: str) -> list[str]:
    pieces: list[str] = []
    for sign in sentence:
        joins = pieces and (sign in "，。；：、！？）》”’…" or (
            ord(sign) <= 0x2E7F and ord(pieces[-1][-1]) <= 0x2E7F and pieces[-1][-1] != " "))
        if joins:
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces
