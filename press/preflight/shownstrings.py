"""The text that a stream of drawing operators shows, by the fonts of its file.

Faster than running the operators, and blind to where and how text is drawn: what is invisible is
read as well. Which font a string is set in is not asked: it is decoded by all of them. This is for
streams of which ``inorder`` cannot tell the fonts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Decoder = tuple[int, Mapping[bytes, str]]
"""Bytes of a code, and code → text; without any text, codes are characters of Latin-1."""

_SHOWN = re.compile(rb"<([0-9A-Fa-f\s]*)>|\(((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*)\)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"",
            b"\r\n": b"", b"\r": b""}
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")
_TEXT = re.compile(rb"<([0-9A-Fa-f]+)>")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
LATIN: Decoder = (1, {})
_SEAM = b"seam"
"""No code is as long."""


def decoder(cmap: bytes) -> Decoder:
    """A ToUnicode map (ISO 32000-1, 9.10.3), of codes of one length."""
    texts: dict[bytes, str] = {}
    length = 2
    for kind, block in _BLOCK.findall(cmap):
        if kind == b"bfchar":
            for code, text in _PAIR.findall(block):
                texts[bytes.fromhex(code.decode())] = _utf16(text)
                length = len(code) // 2
            continue
        for first, last, start, several in _RANGE.findall(block):
            length = len(first) // 2
            codes = range(int(first, 16), min(int(last, 16), int(first, 16) + 65535) + 1)
            each = [_utf16(text) for text in _TEXT.findall(several)] if several else [
                chr(min(int(start, 16) + n, 0x10FFFF)) for n in range(len(codes))]
            texts |= {code.to_bytes(length): text
                      for code, text in zip(codes, each, strict=False)}
    return length, texts


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "ignore")


def text_strings(content: bytes) -> str:
    """All strings of ``content`` that are text strings of PDF (``ActualText``)."""
    return "".join(_text_string(string_bytes(match[1], match[2]))
                   for match in _SHOWN.finditer(content))


def shown(content: bytes, fonts: tuple[Decoder, ...]) -> list[str]:
    """All strings of ``content`` in a row, decoded by each font."""
    strings: list[bytes] = []
    seams: list[int] = []
    end = 0
    for match in _SHOWN.finditer(content):
        # Strings of one array are one piece of text; behind an operator another begins.
        if b"T" in content[end:match.start()]:
            seams.append(len(strings))
        strings.append(string_bytes(match[1], match[2]))
        end = match.end()
    texts: list[str] = []
    codes: dict[int, list[bytes]] = {}
    for length, meanings in fonts:
        if not meanings:
            texts.append("".join(one.decode("latin-1") for one in strings))
            continue
        if length not in codes:
            apart = set(seams)
            codes[length] = [code for number, one in enumerate(strings) for code in (
                *((_SEAM,) if number in apart else ()),
                *(one[at:at + length] for at in range(0, len(one), length)))]
        texts.append("".join(filter(None, map({**meanings, _SEAM: " "}.get, codes[length]))))
    return texts


def string_bytes(hexadecimal: bytes | None, literal: bytes | None) -> bytes:
    """A string as it is written, in one way or the other (ISO 32000-1, 7.3.4)."""
    if literal is None:
        try:
            return bytes.fromhex((hexadecimal or b"").decode())
        except ValueError:  # an odd digit, or a blank within a pair
            digits = b"".join((hexadecimal or b"").split())
            return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    return _ESCAPED.sub(_unescaped, literal)


def _unescaped(match: re.Match[bytes]) -> bytes:
    code: bytes = match[1]
    if code[:1] in b"01234567":
        return bytes((int(code, 8) & 255,))
    return _LETTERS.get(code, code)


def _text_string(data: bytes) -> str:
    return data[2:].decode("utf-16-be", "ignore") if data[:2] == b"\xfe\xff" else ""
