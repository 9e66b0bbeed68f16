"""The text that a stream of drawing operators shows, in the order in which it is drawn, each string
by the font that it is set in: a word that is parted between two fonts is one word.

Operators are followed as far as text goes (ISO 32000-1, 9.4): fonts, saved states, and where each
string begins, so that what goes on where the last string has ended is told from what stands apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from press.preflight.shownstrings import Decoder, string_bytes

_TOKEN = re.compile(
    rb"(?P<skip>%[^\r\n]*)|(?P<dict><<|>>)|<(?P<hex>[0-9A-Fa-f\s]*)>"
    rb"|\((?P<text>(?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*)\)|/(?P<name>[^\s/\[\]<>(){}%]*)"
    rb"|(?P<number>[-+]?(?:\d+\.?\d*|\.\d+))(?![^\s/\[\]<>(){}%])"
    rb"|(?P<operator>[A-Za-z'\"][A-Za-z0-9*'\"]*)", re.DOTALL)
_SIGHT = 0.15
"""em by which a string may miss the end of the last one and go on with it."""
_NARROW, _SPREAD = 0.5, 0.12
"""em of a character that is not wide, about; what a font says is not asked."""
_LEAST = 0.001
_MOST_SAVED = 200


@dataclass(frozen=True, slots=True)
class _State:
    """What ``q`` saves."""

    font: bytes | None = None
    size: float = 0.0
    matrix: int = 0
    """Of all ``cm`` together: its number."""


@dataclass(slots=True)
class _Pen:
    """Where text goes on."""

    line: tuple[float, ...] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    """The matrix of the line (Tlm)."""
    x: float = 0.0
    """How far the pen is, in units of text."""
    doubt: float = 0.0
    """By how much that may be wrong."""

    def move(self, x: float, y: float) -> None:
        """``Td``."""
        a, b, c, d, e, f = self.line
        self.line = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)
        self.x = self.doubt = 0.0

    def place(self) -> tuple[float, float]:
        """On the page, but for ``cm``."""
        a, b, _, _, e, f = self.line
        return e + self.x * a, f + self.x * b


@dataclass(slots=True)
class _Reading:
    """What is read of a stream."""

    fonts: Mapping[bytes, Decoder]
    parts: list[str] = field(default_factory=list)
    state: _State = field(default_factory=_State)
    saved: list[_State] = field(default_factory=list)
    pen: _Pen = field(default_factory=_Pen)
    matrices: int = 0
    last: tuple[int, float, float, float] | None = None
    """Where the last string ended: number of the matrix, x, y, by how much x may be wrong."""

    def show(self, operands: Sequence[bytes | float]) -> bool:
        """One string, or an array; False where its font is not known."""
        decoder = self.fonts.get(self.state.font) if self.state.font is not None else None
        if decoder is None:
            return False
        x, y = self.pen.place()
        size = self.state.size
        unit = abs(self.pen.line[0]) + abs(self.pen.line[1]) or 1.0
        if self.last is not None and not (
                self.last[0] == self.state.matrix and abs(y - self.last[2]) <= _SIGHT * size * unit
                and abs(x - self.last[1]) <= self.last[3] + _SIGHT * abs(size) * unit):
            self.parts.append(" ")
        for one in operands:
            if isinstance(one, float):
                self.pen.x -= one / 1000 * size
                continue
            text = _decoded(one, decoder)
            self.parts.append(text)
            wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
            self.pen.x += (wide + _NARROW * (len(text) - wide)) * size
            self.pen.doubt += _SPREAD * (len(text) - wide) * abs(size)
        x, y = self.pen.place()
        self.last = self.state.matrix, x, y, self.pen.doubt * unit
        return True

    def run(self, operator: bytes, operands: Sequence[bytes | float], name: bytes) -> bool:
        """One operator; False where the text cannot be told."""
        numbers = [one for one in operands if isinstance(one, float)]
        if operator in (b"Tj", b"TJ"):
            return self.show(operands)
        if operator in (b"'", b'"'):
            self.pen.move(0.0, -_LEAST - abs(self.state.size))
            return self.show([one for one in operands if isinstance(one, bytes)])
        if operator == b"Tf" and numbers:
            self.state = replace(self.state, font=name, size=numbers[-1])
        elif operator == b"Tm" and len(numbers) >= 6:
            self.pen = _Pen(tuple(numbers[-6:]))
        elif operator in (b"Td", b"TD") and len(numbers) >= 2:
            self.pen.move(*numbers[-2:])
        elif operator == b"T*":
            self.pen.move(0.0, -_LEAST - abs(self.state.size))
        elif operator == b"BT":
            self.pen = _Pen()
        elif operator == b"cm":
            self.matrices += 1
            self.state = replace(self.state, matrix=self.matrices)
        elif operator == b"q":
            self.saved.append(self.state)
            return len(self.saved) <= _MOST_SAVED
        elif operator == b"Q" and self.saved:
            self.state = self.saved.pop()
        return operator != b"BI"  # the bytes of a picture are no operators


def in_order(content: bytes, fonts: Mapping[bytes, Decoder]) -> str | None:
    """What ``content`` shows, a blank between strings that stand apart; None where a font is not
    among ``fonts`` (by the names of its resources), so that it must be read in another way."""
    reading = _Reading(fonts)
    operands: list[bytes | float] = []
    name = b""
    depth = 0
    for match in _TOKEN.finditer(content):
        kind = match.lastgroup
        if kind == "operator":
            if not reading.run(match[0], operands, name):
                return None
            operands = []
        elif kind == "number":
            operands.append(float(match[0]))
        elif kind == "name":
            name = match["name"]
        elif kind == "dict":
            depth += 1 if match[0] == b"<<" else -1
        elif kind in ("hex", "text") and depth <= 0:
            operands.append(string_bytes(match["hex"], match["text"]))
    return "".join(reading.parts)


def _decoded(data: bytes, decoder: Decoder) -> str:
    length, meanings = decoder
    if not meanings:
        return data.decode("latin-1")
    return "".join(meanings.get(data[at:at + length], "") for at in range(0, len(data), length))
