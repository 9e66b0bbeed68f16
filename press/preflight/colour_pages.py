"""Which pages of a finished PDF print in colour: what sets the price of a book.

Found in the content itself, since a viewer's rendering makes a warm grey of plain black: every
fill, stroke, text, shading and image that is really painted, over forms and patterns too.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from press.dataclass import dataclass, field, replace
from press.preflight import access, operators
from press.preflight.access import Damaged
from press.preflight.document import opened
from press.preflight.findings import Finding, as_problems, guarded
from press.preflight.hues import Space, image_coloured, is_coloured, shading_coloured, space_of
from press.values import Problem

_NESTING = 32
_INVOCATIONS = 20_000
_FILLS = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))
_STROKES = frozenset((b"S", b"s", b"B", b"B*", b"b", b"b*"))
_SHOWING = frozenset((b"TJ", b"Tj", b"'", b'"'))
_SET = {b"g": ("fill", "gray"), b"G": ("stroke", "gray"), b"rg": ("fill", "rgb"),
        b"RG": ("stroke", "rgb"), b"k": ("fill", "cmyk"), b"K": ("stroke", "cmyk")}
_CHOSEN = {b"cs": "fill", b"CS": "stroke", b"sc": "fill", b"scn": "fill", b"SC": "stroke",
           b"SCN": "stroke"}


def colour_pages(pdf: bytes, path: str = "") -> tuple[tuple[int, ...], tuple[Problem, ...]]:
    """The pages with colour, from 1, and what kept a page from being read; such a one counts."""
    facts, findings = opened(pdf)
    if facts is None:
        return (), as_problems(findings, path)
    coloured: list[int] = []
    looker = _Looker()
    for number, page in enumerate(facts.pages, start=1):
        failed = guarded("colour_pages", partial(looker.look, page, number, coloured))
        if failed:
            coloured.append(number)
            findings += [replace(f, page=number - 1) for f in failed]
    return tuple(dict.fromkeys(coloured)), as_problems(findings, path)


@dataclass(slots=True)
class _State:
    """The part of the graphics state that matters: is what is painted now coloured?"""

    fill: bool = False
    stroke: bool = False
    fill_space: Space = field(default_factory=lambda: Space("gray"))
    stroke_space: Space = field(default_factory=lambda: Space("gray"))
    mode: int = 0
    """Text rendering mode."""


@dataclass(slots=True)
class _Looker:
    """Looks at the pages of one document; each image is decoded once."""

    _images: dict[int, bool] = field(default_factory=dict)
    _kept: list[Any] = field(default_factory=list)
    """Objects whose ``id`` serves as a key must stay alive."""
    _invocations: int = 0

    def look(self, page: Any, number: int, coloured: list[int]) -> list[Finding]:
        self._invocations = 0
        if "/Contents" in page and self._run(
                access.stream_bytes(page.raw_get("/Contents")),
                access.dictionary(page, "/Resources"), _State(), 0):
            coloured.append(number)
        return []

    def _run(self, data: bytes, resources: Any, state: _State, depth: int) -> bool:
        """Whether a content stream paints in colour; ends with the first such mark."""
        self._invocations += 1
        if depth > _NESTING or self._invocations > _INVOCATIONS:
            raise Damaged("forms are nested without end")
        saved: list[_State] = []
        for operands, operator in operators.operations(data):
            if operator in _SET:
                where, kind = _SET[operator]
                self._set(state, where, Space(kind), operators.numbers(operands))
            elif operator in _CHOSEN:
                self._choose(state, operator, operands, resources, depth)
            elif operator == b"q":
                saved.append(replace(state))
            elif operator == b"Q":
                if not saved:
                    raise Damaged("Q without q")
                state = saved.pop()
            elif operator == b"Tr":
                state.mode = int(operators.exactly(operands, 1)[0])
            elif operator in _SHOWING:
                if (state.fill and state.mode in (0, 2, 4, 6)) or (
                        state.stroke and state.mode in (1, 2, 5, 6)):
                    return True
            elif (state.fill and operator in _FILLS) or (state.stroke and operator in _STROKES):
                return True
            elif operator == b"sh":
                shading = access.dictionary(access.dictionary(resources, "/Shading"),
                                            "/" + operators.first_name(operands))
                if shading_coloured(shading, resources):
                    return True
            elif operator == b"BI":  # small, and none of ours: by its dictionary alone
                if any(word in operands for word in (b"RGB", b"CMYK", b"/I ")):
                    return True
            elif operator == b"Do" and self._place(operands, resources, state, depth):
                return True
        return False

    def _place(self, operands: bytes, resources: Any, state: _State, depth: int) -> bool:
        name = operators.first_name(operands)
        placed = access.dictionary(access.dictionary(resources, "/XObject"), "/" + name)
        if placed is None:
            raise Damaged(f"no XObject {name}")
        if access.text(placed, "/Subtype") == "Form":
            return self._run(access.stream_bytes(placed),
                             access.dictionary(placed, "/Resources") or resources,
                             replace(state), depth + 1)
        if access.truth(placed, "/ImageMask"):
            return state.fill
        key = access.identity(placed)
        if key not in self._images:
            self._kept.append(placed)
            self._images[key] = image_coloured(placed, resources)
        return self._images[key]

    def _choose(self, state: _State, operator: bytes, operands: bytes, resources: Any,
                depth: int) -> None:
        where = _CHOSEN[operator]
        if operator in (b"cs", b"CS"):
            self._set(state, where, space_of("/" + operators.first_name(operands), resources), ())
            return
        space = state.fill_space if where == "fill" else state.stroke_space
        values = operators.numbers(operands)
        if space.kind != "pattern":
            if space.kind == "indexed":
                bands = {"gray": 1, "rgb": 3, "cmyk": 4}.get(space.base, 1)
                at = int(values[0]) * bands if values else 0
                self._paint(state, where, is_coloured(
                    [b / 255 for b in space.table[at:at + bands]], space.base))
                return
            self._paint(state, where, is_coloured(values, space.kind))
            return
        pattern = access.dictionary(access.dictionary(resources, "/Pattern"),
                                    "/" + operators.first_name(operands))
        if access.number(pattern, "/PatternType") == 2:
            self._paint(state, where, shading_coloured(
                access.dictionary(pattern, "/Shading"), resources))
        elif pattern is not None:
            within = is_coloured(values, space.base) if space.base else False
            self._paint(state, where, self._run(
                access.stream_bytes(pattern), access.dictionary(pattern, "/Resources"),
                _State(fill=within, stroke=within), depth + 1))

    def _set(self, state: _State, where: str, space: Space, values: tuple[float, ...]) -> None:
        if where == "fill":
            state.fill_space = space
        else:
            state.stroke_space = space
        self._paint(state, where, is_coloured(values, space.kind))

    @staticmethod
    def _paint(state: _State, where: str, coloured: bool) -> None:
        if where == "fill":
            state.fill = coloured
        else:
            state.stroke = coloured
