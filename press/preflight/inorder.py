"""The text that a stream of drawing operators shows, in the order in which it is drawn, each string
by the font that it is set in: a word that is parted between two fonts is one word.

Operators are followed as far as text goes (ISO 32000-1, 9.4): fonts, saved states, and where each
string begins, so that what goes on where the last string has ended is told from what stands apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from press.dataclass import dataclass, field, replace
from press.preflight.shownstrings import Decoder, string_bytes

_STRING = rb"<[0-9A-Fa-f\s]*>|\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)"
_REAL = rb"[-+.\d]+"
_TOKEN = re.compile(
    rb"(?=[-%\[<(/+.\dqQBT])(?:%[^\r\n]*|\[(?P<array>(?:[^\]()<%]|" + _STRING + rb")*)\]\s*TJ"
    rb"|(?P<string>" + _STRING + rb")\s*(?P<show>Tj|'|\")?"
    rb"|/(?P<font>[^\s/\[\]<>(){}%]*)\s+(?P<size>" + _REAL + rb")\s+Tf"
    rb"|(?<![^\s\]>)])(?:(?P<matrix>(?:[-+.\d]+\s+){6}+)(?P<place>Tm|cm)"
    rb"|(?P<x>[-+.\d]+)\s+(?P<y>[-+.\d]+)\s+T[dD]"
    rb"|(?P<operator>q|Q|BT|BI|T\*)(?![^\s\[</(%])))", re.DOTALL)
_ITEM = re.compile(rb"(?P<string>" + _STRING + rb")|" + _REAL)
_SIGHT = 0.15
"""em by which a string may miss the end of the last one and go on with it."""
_NARROW, _SPREAD = 0.5, 0.12
"""em of a character that is not wide, about; what a font says is not asked."""
_LEAST = 0.001
_WIDE = "\u2e80"
"""The first character that is as wide as an em."""
_MOST_SAVED = 200


@dataclass(frozen=True, slots=True)
class _State:
    """What ``q`` saves."""

    font: bytes = b""
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

    parts: list[str] = field(default_factory=list)
    state: _State = field(default_factory=_State)
    saved: list[_State] = field(default_factory=list)
    pen: _Pen = field(default_factory=_Pen)
    matrices: int = 0
    last: tuple[int, float, float, float] | None = None
    """Where the last string ended: number of the matrix, x, y, by how much x may be wrong."""

    def show(self, text: str, moved: float) -> None:
        """One string, or an array of which the numbers are ``moved`` together."""
        x, y = self.pen.place()
        size = self.state.size
        unit = abs(self.pen.line[0]) + abs(self.pen.line[1]) or 1.0
        if self.last is not None and not (
                self.last[0] == self.state.matrix and abs(y - self.last[2]) <= _SIGHT * size * unit
                and abs(x - self.last[1]) <= self.last[3] + _SIGHT * abs(size) * unit):
            self.parts.append(" ")
        self.parts.append(text)
        wide = sum(character >= _WIDE for character in text)
        self.pen.x += (wide + _NARROW * (len(text) - wide) - moved / 1000) * size
        self.pen.doubt += _SPREAD * (len(text) - wide) * abs(size)
        x, y = self.pen.place()
        self.last = self.state.matrix, x, y, self.pen.doubt * unit

    def run(self, operator: bytes) -> bool:
        """An operator without operands; False where the text cannot be told."""
        if operator == b"q":
            self.saved.append(self.state)
        elif operator == b"Q" and self.saved:
            self.state = self.saved.pop()
        elif operator == b"BT":
            self.pen = _Pen()
        elif operator == b"T*":
            self.pen.move(0.0, -_LEAST - abs(self.state.size))
        # The bytes of a picture are no operators.
        return operator != b"BI" and len(self.saved) <= _MOST_SAVED


def in_order(content: bytes, fonts: Mapping[bytes, Decoder]) -> str | None:
    """What ``content`` shows, a blank between strings that stand apart; None where a font is not
    among ``fonts`` (by the names of its resources), so that it must be read in another way."""
    reading = _Reading()
    decoder: Decoder | None = None
    for match in _TOKEN.finditer(content):
        kind = match.lastgroup
        if kind in ("array", "show"):
            decoder = fonts.get(reading.state.font)
            if decoder is None:
                return None
            if kind == "array":
                reading.show(*_array(match["array"], decoder))
            else:
                if match["show"] != b"Tj":
                    reading.run(b"T*")
                reading.show(_decoded(_bytes(match["string"]), decoder), 0.0)
        elif kind == "size":
            reading.state = replace(reading.state, font=match["font"], size=float(match["size"]))
        elif kind == "place":
            if match["place"] == b"Tm":
                reading.pen = _Pen(tuple(map(float, match["matrix"].split())))
            else:
                reading.matrices += 1
                reading.state = replace(reading.state, matrix=reading.matrices)
        elif kind == "y":
            reading.pen.move(float(match["x"]), float(match["y"]))
        elif kind == "operator" and not reading.run(match["operator"]):
            return None
    return "".join(reading.parts)


def _array(data: bytes, decoder: Decoder) -> tuple[str, float]:
    """The text of an array, and its numbers together."""
    strings: list[bytes] = []
    moved = 0.0
    for item in _ITEM.finditer(data):
        if item["string"] is None:
            moved += float(item[0])
        else:
            strings.append(_bytes(item["string"]))
    return "".join(_decoded(one, decoder) for one in strings), moved


def _bytes(written: bytes) -> bytes:
    inner = written[1:-1]
    return string_bytes(inner, None) if written[:1] == b"<" else string_bytes(None, inner)


def _decoded(data: bytes, decoder: Decoder) -> str:
    length, meanings = decoder
    if not meanings:
        return data.decode("latin-1")
    return "".join([meanings.get(data[at:at + length], "")
                    for at in range(0, len(data), length)])
