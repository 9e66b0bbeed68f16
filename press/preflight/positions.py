"""Where text stands on a page: the matrices and the few numbers that place a glyph.

ISO 32000-2, 9.3 and 9.4. All in pt; a matrix is PDF's six numbers a b c d e f, which take
(x, y) to (ax + cy + e, bx + dy + f).
"""

from __future__ import annotations

import re
from functools import lru_cache

from press.dataclass import dataclass
from press.preflight import operators
from press.preflight.fonts import Font

Matrix = tuple[float, float, float, float, float, float]
Line = tuple[float, float, float, float]
"""x and y of its beginning, x and y of its end."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
PLACING = frozenset((b"cm", b"BT", b"Tf", b"Tm", b"Td", b"TD", b"T*", b"TL", b"Tc", b"Tw",
                     b"Tz", b"Ts"))

@dataclass(slots=True)
class Pen:
    """The part of the graphics and text state that places glyphs."""

    space: Matrix | None = IDENTITY
    """From user space to the page; None in patterns, whose place is not followed."""
    text: Matrix = IDENTITY
    line: Matrix = IDENTITY
    size: float = 0.0
    leading: float = 0.0
    spacing: float = 0.0
    """After each glyph."""
    word_spacing: float = 0.0
    """After each one-byte code 32."""
    stretch: float = 1.0
    rise: float = 0.0
    known: bool = True
    """Whether ``text`` is right: not behind glyphs of unknown width."""
    em: Matrix = IDENTITY
    """Of what was shown last: an em along the line (a, b) and up (c, d), and how far it went on
    behind the origin of its last glyph (e, f), all in pt of the page."""

    def copy(self) -> Pen:
        """For q, and for forms."""
        return Pen(self.space, self.text, self.line, self.size, self.leading, self.spacing,
                   self.word_spacing, self.stretch, self.rise, self.known, self.em)

    def operate(self, operator: bytes, operands: bytes) -> None:
        """Carry out one operator of ``PLACING``."""
        name = _PARAMETERS.get(operator)
        if name is not None:
            value, = operators.exactly(operands, 1)
            setattr(self, name, value / 100 if operator == b"Tz" else value)
            return
        if operator in _FRESH:
            self.known = True
        if operator == b"BT":
            self.text = self.line = IDENTITY
        elif operator == b"T*":
            self.next_line()
        elif operator == b"Tf":
            self.size = _last_number(operands)
        elif operator == b"cm":
            if self.space is not None:
                self.space = product(operators.six(operands), self.space)
        elif operator == b"Tm":
            self.text = self.line = operators.six(operands)
        else:
            x, y = operators.exactly(operands, 2)
            if operator == b"TD":
                self.leading = -y
            self.text = self.line = product((1.0, 0.0, 0.0, 1.0, x, y), self.line)

    def next_line(self) -> None:
        """T*, and what ' and \" begin with."""
        self.known = True
        self.text = self.line = product((1.0, 0.0, 0.0, 1.0, 0.0, -self.leading), self.line)

    def show(self, operands: bytes, codes: bytes, font: Font | None) -> Line | None:
        """Move on over the glyphs shown; the origins of the first and the last of them."""
        if self.space is None or font is None:
            return None
        if not self.known:
            return None
        widths = font.advances(codes)
        if not widths:
            self.known = False
            matrix = product(self.text, self.space)
            self._measure(matrix, 0.0)
            x, y = _point(matrix, 0.0, self.rise)
            return x, y, x, y
        unit = self.size * self.stretch
        before = 0.0
        last = (sum(widths[:-1]) * unit
                + self.spacing * self.stretch * (len(widths) - 1))
        after = widths[-1] * unit + self.spacing * self.stretch
        if not font.composite and self.word_spacing:
            last += self.word_spacing * self.stretch * codes[:-1].count(b" ")
        if operands.startswith(b"["):
            begin, *between, end = operators.STRING.split(operands)
            before = -_adjustment(begin) * unit / 1000
            last += before - sum(map(_adjustment, between)) * unit / 1000
            after -= _adjustment(end) * unit / 1000
        matrix = product(self.text, self.space)
        self._measure(matrix, widths[-1] * unit)
        x, y = _point(matrix, before, self.rise)
        there = _point(matrix, last, self.rise)
        a, b, c, d, e, f = self.text
        on = last + after
        self.text = (a, b, c, d, a * on + e, b * on + f)
        return x, y, *there

    def move(self, operands: bytes) -> None:
        """Move on by the numbers of a TJ that shows no glyph."""
        a, b, c, d, e, f = self.text
        on = -_adjustment(operands) * self.size * self.stretch / 1000 \
            if operands.startswith(b"[") else 0.0
        self.text = (a, b, c, d, a * on + e, b * on + f)

    def _measure(self, matrix: Matrix, last: float) -> None:
        a, b, c, d, _, _ = matrix
        along, up = self.size * self.stretch, self.size
        self.em = a * along, b * along, c * up, d * up, a * last, b * last


_NUMBER = re.compile(rb"[-+]?[0-9.]+")
_FRESH = frozenset((b"BT", b"Tm", b"Td", b"TD", b"T*"))
_PARAMETERS = {b"TL": "leading", b"Tc": "spacing", b"Tw": "word_spacing", b"Tz": "stretch",
               b"Ts": "rise"}


def product(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that applies ``first`` and then ``then``."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
            e * p + f * r + t, e * q + f * s + u)


def _point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _adjustment(between: bytes) -> float:
    """The numbers between two strings of an array, added up."""
    if len(between) < 2 and not between.isdigit():
        return 0.0
    return sum(map(float, _NUMBER.findall(between)))


@lru_cache(maxsize=1024)
def _last_number(operands: bytes) -> float:
    return operators.numbers(operands)[-1]
