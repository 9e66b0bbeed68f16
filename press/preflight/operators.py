"""Content streams as operations: one regular-expression match for each operation.

pypdf's own ``ContentStream`` builds an object for every number; a book has a million of them,
and only the few operators that show text, mark content, place forms or set colours matter
here. So operands stay bytes until someone asks for them. ISO 32000-2, 7.2 and 7.8.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from press.preflight.access import Damaged

_SPACE = rb"(?:[\x00\t\n\f\r ]|%[^\r\n]*)"
_LITERAL = rb"\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S])*+\))*+\))*+\)"
_HEX = rb"<[0-9A-Fa-f\s]*+>"
_NAME = rb"/[^\x00\t\n\f\r ()<>\[\]{}/%]*+"
_NUMBER = rb"[+-]?(?:\d++\.?\d*+|\.\d++)"
_WORD = rb"(?:true|false|null)(?![A-Za-z0-9*'\"])"


def _nest(inner: bytes) -> bytes:
    parts = b"|".join((_SPACE, _NUMBER, _NAME, _LITERAL, _HEX, _WORD, inner))
    return rb"\[(?:" + parts + rb")*+\]|<<(?:" + parts + rb")*+>>"


_FLAT = _nest(rb"\d+ \d+ R")
_COMPOUND = _nest(_nest(_FLAT))
_OPERAND = b"|".join((_NUMBER, _NAME, _LITERAL, _HEX, _COMPOUND, _WORD))
_OPERATION = re.compile(
    rb"(?:" + _SPACE + rb")*+((?:(?:" + _OPERAND + rb")(?:" + _SPACE + rb")*+)*+)"
    rb"([A-Za-z'\"][A-Za-z0-9*]*+)?")
_IMAGE_DATA = re.compile(rb"[\x00\t\n\f\r ]ID[\x00\t\n\f\r ]")
_IMAGE_END = re.compile(rb"[\x00\t\n\f\r ]EI(?=[\x00\t\n\f\r ]|$)")
STRING = re.compile(_LITERAL + rb"|" + _HEX)
_TOKEN = re.compile(b"|".join((_LITERAL, _HEX, _NAME, _NUMBER)))
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|[\s\S])")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f",
            b"\n": b"", b"\r": b"", b"\r\n": b""}


def operations(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(operands as they stand, operator) of a content stream; Damaged where it cannot be read.

    An inline image comes as one operation ``BI`` whose operands are its dictionary.
    """
    position, end = 0, len(content)
    while position < end:
        found = _OPERATION.match(content, position)
        assert found is not None  # every part of the pattern may be empty
        operands, operator = found.group(1), found.group(2)
        if operator is None:
            if operands or found.end() < end:
                raise Damaged(f"content stream unreadable at byte {found.end()}")
            return
        position = found.end()
        if operator == b"BI":
            data = _IMAGE_DATA.search(content, position)
            close = _IMAGE_END.search(content, data.end()) if data else None
            if data is None or close is None:
                raise Damaged(f"inline image without an end at byte {position}")
            operands, position = content[position:data.start()], close.end()
        yield operands, operator


def shown_codes(operands: bytes) -> bytes:
    """The character codes of an operator that shows text: all its strings, joined."""
    if b"(" not in operands:
        strings = [part.split(b">", 1)[0] for part in operands.split(b"<")[1:]]
        if not any(len(digits) % 2 for digits in strings):
            try:
                return bytes.fromhex(b"".join(strings).decode("ascii"))
            except ValueError:
                pass  # white space inside: one by one
    return b"".join(string_bytes(found.group()) for found in STRING.finditer(operands))


def string_bytes(token: bytes) -> bytes:
    """The bytes of a PDF string written as (…) or <…>."""
    if token.startswith(b"<"):
        digits = b"".join(token[1:-1].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    return _ESCAPE.sub(_unescape, token[1:-1])


def _unescape(found: re.Match[bytes]) -> bytes:
    mark = found.group(1)
    if mark[:1].isdigit() and mark[:1] not in b"89":
        return bytes([int(mark, 8) & 255])
    return _ESCAPED.get(mark, mark)


def tokens(operands: bytes) -> list[bytes]:
    """The operands one by one (strings, names and numbers; what is nested comes flat)."""
    return _TOKEN.findall(operands)


def numbers(operands: bytes) -> tuple[float, ...]:
    """The numbers among the operands; names (of patterns) are left out."""
    return tuple(float(t) for t in _TOKEN.findall(operands) if t[:1] not in b"/(<")


def exactly(operands: bytes, count: int) -> tuple[float, ...]:
    """The numbers among the operands; Damaged where there are not just so many."""
    try:
        values = tuple(map(float, operands.split()))
    except ValueError:  # comments, or numbers that touch
        values = numbers(operands)
    if len(values) != count:
        raise Damaged("an operator with too few numbers")
    return values


def six(operands: bytes) -> tuple[float, float, float, float, float, float]:
    """The six numbers of a matrix."""
    a, b, c, d, e, f = exactly(operands, 6)
    return a, b, c, d, e, f


@lru_cache(maxsize=1024)
def first_name(operands: bytes) -> str:
    """The first name among the operands, without its slash; empty where there is none."""
    for token in _TOKEN.findall(operands):
        if token.startswith(b"/"):
            return name_text(token)
    return ""


def name_text(token: bytes) -> str:
    """``/A#20B`` → ``A B`` (as pypdf writes resource names, UTF-8 first)."""
    raw = re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes.fromhex(m.group(1).decode()), token[1:])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
