"""Page content for the plates of a printing shop: CMYK alone, and black that overprints.

The content streams are those that WeasyPrint writes: one operator a line. Small text and thin
rules in K are printed over what lies below them (ISO 32000-1, 8.6.7): where plates shift, no
white edge shows. All else knocks out, above all white, which would vanish if it overprinted.
The states that say so are called ``/Ov0`` to ``/Ov3``; see ``overprint_states``.
"""

from __future__ import annotations

from collections.abc import Sequence

from press.assembly.inks import BLACK, Inks, from_lab, inks, limited
from press.assembly.numbers import numbers
from press.dataclass import dataclass

SMALL = 24.0
"""pt: K text up to this size overprints; larger letters would show what lies below them."""
THIN = 3.0
"""pt: the same of rules."""
FILL, STROKE = 1, 2
STATES = tuple(b"/Ov%d gs" % flags for flags in range(4))
_NOTHING = b"% nothing"
"""A line that is left out."""
MARK = b"/Ov"
"""Stands in every content that uses these states."""

_SPACES = {b"/DeviceRGB": "rgb", b"/DeviceGray": "grey", b"/DeviceCMYK": "cmyk",
           b"/lab-d50": "lab", b"/lab-d65": "lab-d65"}


class ForeignColourError(ValueError):
    """A colour space that cannot be made CMYK; the text names it."""


@dataclass(slots=True)
class _State:
    """The part of the graphics state that counts here; q saves it, Q restores it."""

    flags: int | None
    """What overprints now; None where nobody knows."""
    fill_black: bool = True
    stroke_black: bool = True
    fill_space: str = "grey"
    stroke_space: str = "grey"
    scale: float = 1.0
    """pt on the page for one unit."""
    size: float = 0.0
    letter: float = 1.0
    """What the text matrix makes of the font's size."""
    render: int = 0
    """Text rendering mode."""
    width: float = 1.0

    def copy(self) -> _State:
        """For q; ``dataclasses.replace`` takes ten times as long, and books have many."""
        return _State(self.flags, self.fill_black, self.stroke_black, self.fill_space,
                      self.stroke_space, self.scale, self.size, self.letter, self.render,
                      self.width)


def print_content(content: bytes, limit: float = 3.0, *, page: bool = True) -> bytes:
    """``content`` in CMYK with at most ``limit`` ink (3 is 300 %), small black overprinting.

    ``page``: whether it is that of a page, where nothing overprints at first; a form begins with
    whatever holds where it is shown. Raises ForeignColourError.
    """
    return _Rewriter(limit, 0 if page else None).run(content)


class _Rewriter:
    def __init__(self, limit: float, flags: int | None) -> None:
        self._limit = limit
        self._state = _State(flags)
        self._saved: list[_State] = []
        self._out: list[bytes] = []
        self._begun: int | None = None
        """Where the current path began in ``_out``: states are set before it."""
        self._path: list[tuple[bytes, bytes]] = []
        """Operators of the current path, with their operands."""

    def run(self, content: bytes) -> bytes:
        keep, acts = self._out.append, _ACTS
        for line in content.split(b"\n"):
            operands, _, operator = line.rpartition(b" ")
            act = acts.get(operator)
            if act is None:
                keep(line)
            else:
                act(self, operands, operator, line)
        return b"\n".join([line for line in self._out if line is not _NOTHING])

    # --- the graphics state

    def save(self, _: bytes, __: bytes, line: bytes) -> None:
        self._saved.append(self._state.copy())
        self._out.append(line)

    def restore(self, _: bytes, __: bytes, line: bytes) -> None:
        if self._saved:
            self._state = self._saved.pop()
        self._out.append(line)

    def transform(self, operands: bytes, operator: bytes, line: bytes) -> None:
        a, b, c, d, *_ = map(float, operands.split())
        scale = abs(a * d - b * c) ** 0.5
        if operator == b"cm":
            self._state.scale *= scale
        else:
            self._state.letter = scale
        self._out.append(line)

    def begin_text(self, _: bytes, __: bytes, line: bytes) -> None:
        self._state.letter = 1.0
        self._out.append(line)

    def number(self, operands: bytes, operator: bytes, line: bytes) -> None:
        value = float(operands.split()[-1])
        if operator == b"Tf":
            self._state.size = abs(value)
        elif operator == b"w":
            self._state.width = value
        else:
            self._state.render = int(value)
        self._out.append(line)

    # --- colours

    def colour(self, operands: bytes, operator: bytes, line: bytes) -> None:
        """rg, g, k and their like for lines; sc and scn in the space that cs chose."""
        stroke = operator in _STROKING
        state = self._state
        space = _DEVICE.get(operator) or (state.stroke_space if stroke else state.fill_space)
        if operands.startswith(b"/") or space == "pattern":
            self._set(stroke, None)
            self._out.append(line)
            return
        made = limited(_in_cmyk(space, [float(v) for v in operands.split()]), self._limit)
        self._set(stroke, made)
        self._out.append(numbers(*made) + (b" K" if stroke else b" k"))

    def space(self, operands: bytes, operator: bytes, line: bytes) -> None:
        state = self._state
        known = "pattern" if operands == b"/Pattern" else _SPACES.get(operands)
        if known is None:
            raise ForeignColourError(operands.decode("latin-1").lstrip("/"))
        if operator == b"CS":
            state.stroke_space = known
        else:
            state.fill_space = known
        if known == "pattern":
            self._out.append(line)

    def _set(self, stroke: bool, colour: Inks | None) -> None:
        black = colour == BLACK
        if stroke:
            self._state.stroke_black = black
        else:
            self._state.fill_black = black

    # --- what is painted

    def path(self, operands: bytes, operator: bytes, line: bytes) -> None:
        if self._begun is None:
            self._begun = len(self._out)
            self._out.append(_NOTHING)  # room for a state
        self._path.append((operator, operands))
        self._out.append(line)

    def paint(self, _: bytes, operator: bytes, line: bytes) -> None:
        state = self._state
        flags, counts = 0, 0
        if operator in _FILLS:
            counts |= FILL
            flags |= FILL * (state.fill_black and self._is_thin())
        if operator in _STROKES:
            counts |= STROKE
            flags |= STROKE * (state.stroke_black and state.width * state.scale <= THIN)
        if self._begun is not None and counts:
            self._out[self._begun] = self._change(flags, counts)
        self._begun, self._path = None, []
        self._out.append(line)

    def show(self, _: bytes, __: bytes, line: bytes) -> None:
        state = self._state
        small = state.size * state.letter * state.scale <= SMALL
        counts = {0: FILL, 1: STROKE, 2: FILL | STROKE, 4: FILL, 5: STROKE,
                  6: FILL | STROKE}.get(state.render, 0)
        flags = (FILL * (small and state.fill_black)) | (STROKE * (small and state.stroke_black))
        self._out.append(self._change(flags & counts, counts))
        self._out.append(line)

    def place(self, _: bytes, __: bytes, line: bytes) -> None:
        """Forms, images and gradients: none overprints."""
        self._out.append(self._change(0, FILL | STROKE))
        self._out.append(line)

    def _change(self, flags: int, counts: int) -> bytes:
        """The state to set where what counts is to be as in ``flags``; often none."""
        now = self._state.flags
        wanted = flags if now is None else (now & ~counts) | flags
        if wanted == now:
            return _NOTHING
        self._state.flags = wanted
        return STATES[wanted]

    def _is_thin(self) -> bool:
        """Whether all that the path fills is a rule: thin itself, or a frame that is."""
        scale, rectangles, others = self._state.scale, [], []
        for operator, operands in self._path:
            values = list(map(float, operands.split()))
            if operator == b"re":
                rectangles.append((values[0], values[1], values[2], values[3]))
            elif operator in (b"m", b"l"):
                others.append((values[0], values[1]))
            else:
                return False
        if len(rectangles) == 2 and not others and _frame(*rectangles) * scale <= THIN:
            return True
        sides = [min(abs(width), abs(height)) for _, _, width, height in rectangles]
        if others:
            sides.append(min(max(v) - min(v) for v in zip(*others, strict=True)))
        return bool(sides) and max(sides) * scale <= THIN


def _frame(one: tuple[float, float, float, float], other: tuple[float, float, float, float]
           ) -> float:
    """The widest side of the frame between two rectangles, which borders are drawn as."""
    (x, y, width, height), (x2, y2, width2, height2) = one, other
    return max(abs(x - x2), abs(y - y2), abs(x + width - x2 - width2),
               abs(y + height - y2 - height2))


def _in_cmyk(space: str, values: Sequence[float]) -> Inks:
    if space == "cmyk":
        cyan, magenta, yellow, black = values
        return cyan, magenta, yellow, black
    if space == "grey":
        return 0.0, 0.0, 0.0, 1 - values[0]
    if space == "rgb":
        return inks(*values)
    return from_lab(values[0], values[1], values[2], space == "lab-d65")


_DEVICE = {b"rg": "rgb", b"RG": "rgb", b"g": "grey", b"G": "grey", b"k": "cmyk", b"K": "cmyk"}
_STROKING = frozenset((b"RG", b"G", b"K", b"SC", b"SCN"))
_FILLS = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))
_STROKES = frozenset((b"S", b"s", b"B", b"B*", b"b", b"b*"))
_ACTS = {
    b"q": _Rewriter.save, b"Q": _Rewriter.restore, b"cm": _Rewriter.transform,
    b"Tm": _Rewriter.transform, b"BT": _Rewriter.begin_text,
    **dict.fromkeys((b"Tf", b"w", b"Tr"), _Rewriter.number),
    **dict.fromkeys((*_DEVICE, b"sc", b"SC", b"scn", b"SCN"), _Rewriter.colour),
    **dict.fromkeys((b"cs", b"CS"), _Rewriter.space),
    **dict.fromkeys((b"m", b"l", b"c", b"v", b"y", b"re"), _Rewriter.path),
    **dict.fromkeys((*_FILLS, *_STROKES, b"n"), _Rewriter.paint),
    **dict.fromkeys((b"TJ", b"Tj", b"'", b'"'), _Rewriter.show),
    **dict.fromkeys((b"Do", b"sh"), _Rewriter.place),
}
