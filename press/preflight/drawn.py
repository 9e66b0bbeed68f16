"""What is painted on a page without text: filled rectangles and straight strokes, with their ink.

For covers, whose bar code and fold marks are such. Coordinates are pt of the page; forms are
followed, curves count as the box around them.
"""

from __future__ import annotations

from typing import Any

from press.dataclass import dataclass, replace
from press.preflight import access, operators
from press.preflight.access import Damaged
from press.preflight.boxed import Box, moved
from press.preflight.positions import IDENTITY, Matrix, product

Ink = tuple[str, tuple[float, ...]]
"""``g``, ``rgb`` or ``k`` with its values; another name for what is none of these."""

_NESTING = 16
_NONE: Ink = ("g", (0.0,))
_SPACES = {"DeviceGray": "g", "DeviceRGB": "rgb", "DeviceCMYK": "k"}
_FILLS = (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")
_STROKES = (b"S", b"s", b"B", b"B*", b"b", b"b*")


@dataclass(frozen=True, slots=True)
class Filled:
    """The box around a filled path."""

    box: Box
    ink: Ink


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    dashed: bool


@dataclass(slots=True)
class Drawn:
    """All of a page, in the order of painting."""

    fills: list[Filled]
    strokes: list[Stroke]


@dataclass(frozen=True, slots=True)
class _State:
    matrix: Matrix
    ink: Ink = _NONE
    dashed: bool = False


def drawn(page: Any) -> Drawn:
    """What a page paints; Damaged where its content cannot be read."""
    found = Drawn([], [])
    if "/Contents" in page:
        _run(access.stream_bytes(page.raw_get("/Contents")),
             access.dictionary(page, "/Resources"), _State(IDENTITY), found, 0)
    return found


def _run(data: bytes, resources: Any, state: _State, found: Drawn, depth: int) -> None:
    if depth > _NESTING:
        raise Damaged("forms are nested without end")
    saved: list[_State] = []
    points: list[tuple[float, float]] = []
    lines: list[tuple[float, float, float, float]] = []
    for operands, operator in operators.operations(data):
        if operator == b"q":
            saved.append(state)
        elif operator == b"Q":
            if not saved:
                raise Damaged("Q without q")
            state = saved.pop()
        elif operator == b"cm":
            state = replace(state, matrix=product(operators.six(operands), state.matrix))
        elif operator == b"d":
            state = replace(state, dashed=len(operators.numbers(operands)) > 1)
        elif operator == b"re":
            x, y, width, height = operators.exactly(operands, 4)
            points += [(x, y), (x + width, y + height)]
        elif operator in (b"m", b"l", b"c", b"v", b"y"):
            values = operators.numbers(operands)
            here = list(zip(values[::2], values[1::2], strict=True))
            if operator == b"l" and points:
                lines.append((*points[-1], *here[-1]))
            points += here
        elif operator in (b"n", b"S", b"s", *_FILLS):
            if operator in _FILLS and points:
                xs, ys = [p[0] for p in points], [p[1] for p in points]
                found.fills.append(Filled(
                    moved((min(xs), min(ys), max(xs), max(ys)), state.matrix), state.ink))
            if operator in _STROKES:
                found.strokes += [_stroke(line, state) for line in lines]
            points, lines = [], []
        elif operator == b"Do":
            form = access.dictionary(access.dictionary(resources, "/XObject"),
                                     "/" + operators.first_name(operands))
            if form is not None and access.text(form, "/Subtype") == "Form":
                inner = product(access.matrix(form, "/Matrix"), state.matrix)
                _run(access.stream_bytes(form),
                     access.dictionary(form, "/Resources") or resources,
                     replace(state, matrix=inner), found, depth + 1)
        else:
            state = replace(state, ink=_ink(operator, operands, state.ink))


def _ink(operator: bytes, operands: bytes, before: Ink) -> Ink:
    """The fill colour after an operator, if it sets one."""
    if operator in (b"g", b"rg", b"k"):
        return {b"g": "g", b"rg": "rgb", b"k": "k"}[operator], operators.numbers(operands)
    if operator == b"cs":
        name = operators.first_name(operands)
        space = _SPACES.get(name, name)
        return space, (0.0, 0.0, 0.0, 1.0) if space == "k" else (0.0,)
    if operator in (b"sc", b"scn"):
        return before[0], operators.numbers(operands)
    return before


def _stroke(line: tuple[float, float, float, float], state: _State) -> Stroke:
    a, b, c, d, e, f = state.matrix
    x0, y0, x1, y1 = line
    return Stroke(a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e,
                  b * x1 + d * y1 + f, state.dashed)


def is_white(ink: Ink) -> bool:
    """Whether it leaves the paper as it is."""
    space, values = ink
    if space == "k":
        return not any(values)
    return space in ("g", "rgb") and bool(values) and all(v == 1 for v in values)
