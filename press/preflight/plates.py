"""What each paint of a page puts on the plates of a printing shop.

A second reading of the content streams, by the rules of overprinting (ISO 32000-2, 8.6.7) and
with everything that paints: forms, patterns, soft masks, glyphs of Type 3, inline images.
``content`` reads what pages say; this reads how they are printed, and only for print.
"""

from __future__ import annotations

import itertools
from typing import Any

from press.dataclass import dataclass, field
from press.preflight import access, operators
from press.preflight.access import Damaged
from press.preflight.inks import Inks, colours_of, inks_of, spot_of
from press.preflight.paint import is_rgb
from press.preflight.positions import Matrix, product

SMALL = 12.0
"""pt: black text below this size must overprint (Ghent Workgroup, 2015)."""
THIN = 2.0
"""pt: the same of black lines."""
_NESTING = 32
_INVOCATIONS = 20_000
_WHITE = 1e-3

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Painted:
    """What was found on one page."""

    rgb: set[str] = field(default_factory=set)
    """Operators and spaces that paint in RGB where ``content`` does not look."""
    knocked: set[str] = field(default_factory=set)
    """Small black that does not overprint: ``text``, ``line``."""
    white: set[str] = field(default_factory=set)
    """White that overprints, as the operator that paints it."""
    heaviest: float = 0.0
    """The most ink of one colour on it; 3 is 300 %."""
    images: dict[int, Any] = field(default_factory=dict)
    """Images that it shows, by what tells them apart."""
    groups: set[str] = field(default_factory=set)
    """Colour spaces of transparency groups that are neither CMYK nor grey."""
    spots: set[tuple[str, str]] = field(default_factory=set)
    """Names of spot colours, and the space that stands for each."""


@dataclass(slots=True)
class _State:
    """The graphics state, as far as it decides what a paint puts on the plates."""

    fill: Inks = (1.0,)
    stroke: Inks = (1.0,)
    fill_space: Any = "/DeviceGray"
    stroke_space: Any = "/DeviceGray"
    fill_over: bool = False
    stroke_over: bool = False
    space: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    """From here to the page."""
    letter: float = 1.0
    size: float = 0.0
    render: int = 0
    width: float = 1.0

    def copy(self) -> _State:
        """For q, and for forms."""
        return _State(self.fill, self.stroke, self.fill_space, self.stroke_space, self.fill_over,
                      self.stroke_over, self.space, self.letter, self.size, self.render,
                      self.width)

    @property
    def scale(self) -> float:
        """pt on the page for one unit."""
        return _scale(self.space)


class Plates:
    """Reads the pages of one document."""

    def __init__(self) -> None:
        self._invocations = 0
        self._trim: Box | None = None
        self._path: list[tuple[bytes, bytes]] = []
        """Operators of the current path, with their operands."""

    def page(self, page: Any) -> Painted:
        """How a page is printed; Damaged or a pypdf error where it is unreadable."""
        painted = Painted()
        self._invocations = 0
        self._trim = access.rectangle(page, "/TrimBox")
        self._group(page, painted)
        if "/Contents" in page:
            self._run(access.stream_bytes(page.raw_get("/Contents")),
                      access.dictionary(page, "/Resources"), painted, _State(), 0)
        return painted

    def _run(self, data: bytes, resources: Any, painted: Painted, state: _State, depth: int,
             *, masking: bool = False) -> None:
        self._invocations += 1
        if depth > _NESTING or self._invocations > _INVOCATIONS:
            raise Damaged("forms are nested without end")
        saved: list[_State] = []
        drawn: set[bytes] = set()
        """Fonts that were looked at: most have no glyphs that are content."""
        states: dict[bytes, tuple[bool | None, bool | None, float | None]] = {}
        for operands, operator in operators.operations(data):
            if operator == b"q":
                saved.append(state.copy())
            elif operator == b"Q":
                if not saved:
                    raise Damaged("Q without q")
                state = saved.pop()
            elif operator in (b"cm", b"Tm"):
                matrix = operators.six(operands)
                if operator == b"cm":
                    state.space = product(matrix, state.space)
                else:
                    state.letter = _scale(matrix)
            elif operator == b"BT":
                state.letter = 1.0
            elif operator == b"Tf":
                name, _, size = operands.rstrip().rpartition(b" ")
                state.size = abs(float(size))
                if name not in drawn:
                    drawn.add(name)
                    self._glyphs(operands, resources, painted, depth)
            elif operator == b"Tr":
                state.render = int(operators.numbers(operands)[0])
            elif operator == b"w":
                state.width = operators.numbers(operands)[0]
            elif operator == b"gs":
                if operands not in states:
                    states[operands] = self._overprint(operands, resources, painted, depth)
                fill, stroke, width = states[operands]
                state.fill_over = state.fill_over if fill is None else fill
                state.stroke_over = state.stroke_over if stroke is None else stroke
                state.width = state.width if width is None else width
            elif operator in _COLOURS:
                _colour(operands, operator, resources, painted, state)
                if operator in (b"scn", b"SCN"):
                    self._pattern(operands, resources, painted, depth, masking=masking)
            elif operator in _TEXT:
                _show(painted, state, masking=masking)
            elif operator in _PATH:
                self._path.append((operator, operands))
            elif operator in _FILLS or operator in _STROKES:
                self._paint(operator, painted, state, masking=masking)
                self._path = []
            elif operator == b"n":
                self._path = []
            elif operator == b"BI":
                _inline(operands, resources, painted)
            elif operator == b"sh":
                self._shading(_named(resources, "/Shading", operands), resources, painted)
            elif operator == b"Do":
                self._draw(_named(resources, "/XObject", operands), resources, painted, state,
                           depth, masking=masking)

    def _draw(self, item: Any, resources: Any, painted: Painted, state: _State, depth: int,
              *, masking: bool) -> None:
        if item is None:
            return  # content tells
        if access.text(item, "/Subtype") == "Image":
            painted.images[access.identity(item)] = item
            return
        self._group(item, painted)
        within = state.copy()
        within.space = product(access.matrix(item, "/Matrix"), within.space)
        self._run(access.stream_bytes(item), access.dictionary(item, "/Resources") or resources,
                  painted, within, depth + 1, masking=masking)

    def _paint(self, operator: bytes, painted: Painted, state: _State, *, masking: bool) -> None:
        name = operator.decode("ascii")
        if operator in _FILLS:
            _printed(state.fill, state.fill_over, "", name, painted, masking=masking)
        if operator in _STROKES:
            small = "line" if state.width * state.scale < THIN else ""
            if small and not state.stroke_over and self._is_cut_off(state):
                small = ""
            _printed(state.stroke, state.stroke_over, small, name, painted, masking=masking)

    def _is_cut_off(self, state: _State) -> bool:
        """Whether the current path lies outside the trim, as marks do."""
        if self._trim is None:
            return False
        left, bottom, right, top = self._trim
        a, b, c, d, e, f = state.space
        for operator, operands in self._path:
            values = operators.numbers(operands)
            points = list(zip(values[::2], values[1::2], strict=False))
            if operator == b"re" and len(points) == 2:
                points[1] = (points[0][0] + points[1][0], points[0][1] + points[1][1])
            for x, y in points:
                if left < a * x + c * y + e < right and bottom < b * x + d * y + f < top:
                    return False
        return True

    def _group(self, holder: Any, painted: Painted) -> None:
        group = access.dictionary(holder, "/Group")
        space = access.entry(group, "/CS")
        if space is None:
            return
        name = str(access.resolved(space[0]) if isinstance(space, list) and space else space)
        profiled = name == "/ICCBased" and access.number(access.resolved(space[1]), "/N") != 3
        if name not in ("/DeviceCMYK", "/DeviceGray", "/CalGray") and not profiled:
            painted.groups.add(name.removeprefix("/"))

    def _overprint(self, operands: bytes, resources: Any, painted: Painted, depth: int
                   ) -> tuple[bool | None, bool | None, float | None]:
        """What a graphics state says of fills, of strokes, of the width of lines; None where it
        says nothing. OP counts for fills too where op is not given."""
        values = _named(resources, "/ExtGState", operands)
        if values is None:
            raise Damaged(f"no ExtGState {operators.first_name(operands)}")
        stroke = access.truth(values, "/OP") if "/OP" in values else None
        fill = access.truth(values, "/op") if "/op" in values else stroke
        mask = access.dictionary(access.dictionary(values, "/SMask"), "/G")
        if mask is not None:
            self._group(mask, painted)
            self._run(access.stream_bytes(mask), access.dictionary(mask, "/Resources"), painted,
                      _State(), depth + 1, masking=True)
        return fill, stroke, access.number(values, "/LW")

    def _pattern(self, operands: bytes, resources: Any, painted: Painted, depth: int,
                 *, masking: bool) -> None:
        pattern = _named(resources, "/Pattern", operands)
        if pattern is None:
            return
        if access.number(pattern, "/PatternType") == 1:
            self._run(access.stream_bytes(pattern), access.dictionary(pattern, "/Resources"),
                      painted, _State(), depth + 1, masking=masking)
        else:
            self._shading(access.dictionary(pattern, "/Shading"), resources, painted)

    def _shading(self, shading: Any, resources: Any, painted: Painted) -> None:
        space = access.entry(shading, "/ColorSpace")
        if is_rgb(space, resources):
            painted.rgb.add("sh")
        if str(space) == "/DeviceCMYK":
            for raw in access.items(shading, "/Function"):
                for colour in colours_of(access.resolved(raw), 0):
                    painted.heaviest = max(painted.heaviest, sum(colour))

    def _glyphs(self, operands: bytes, resources: Any, painted: Painted, depth: int) -> None:
        """Glyphs of a Type 3 font are content too."""
        font = _named(resources, "/Font", operands)
        if access.text(font, "/Subtype") != "Type3":
            return
        for _, raw in access.raw_entries(access.dictionary(font, "/CharProcs")):
            self._run(access.stream_bytes(raw), access.dictionary(font, "/Resources") or resources,
                      painted, _State(fill=(), stroke=()), depth + 1)


def _scale(matrix: Matrix) -> float:
    a, b, c, d, _, _ = matrix
    return float(abs(a * d - b * c) ** 0.5)


def _named(resources: Any, kind: str, operands: bytes) -> Any:
    return access.dictionary(access.dictionary(resources, kind),
                             "/" + operators.first_name(operands))


def _colour(operands: bytes, operator: bytes, resources: Any, painted: Painted,
            state: _State) -> None:
    """Follow colours and their spaces."""
    stroke = operator in (b"RG", b"G", b"K", b"CS", b"SC", b"SCN")
    inks: Inks = ()
    if operator in (b"cs", b"CS"):
        name = operators.first_name(operands)
        space = access.entry(access.dictionary(resources, "/ColorSpace"), "/" + name) or "/" + name
        if stroke:
            state.stroke_space = space
        else:
            state.fill_space = space
        if is_rgb(space, resources):
            painted.rgb.add(name)
        if (spot := spot_of(space)) is not None:
            painted.spots.add(spot)
        inks = (1.0,) if str(space) == "/DeviceGray" else \
            (0.0, 0.0, 0.0, 1.0) if str(space) == "/DeviceCMYK" else ()
    else:
        space = {b"g": "/DeviceGray", b"G": "/DeviceGray", b"k": "/DeviceCMYK",
                 b"K": "/DeviceCMYK", b"rg": "/DeviceRGB", b"RG": "/DeviceRGB"}.get(operator)
        if space is None:
            space = state.stroke_space if stroke else state.fill_space
        inks = inks_of(space, operators.numbers(operands))
        if space == "/DeviceRGB":
            painted.rgb.add(operator.decode("ascii"))
    painted.heaviest = max(painted.heaviest, sum(inks))
    if stroke:
        state.stroke = inks
    else:
        state.fill = inks


def _is_black(inks: Inks) -> bool:
    return bool(inks) and inks[-1] > 1 - _WHITE and sum(inks) < 1 + _WHITE and \
        len(inks) in (1, 4)


def _show(painted: Painted, state: _State, *, masking: bool) -> None:
    size = state.size * state.letter * state.scale
    if state.render in (0, 2, 4, 6):
        _printed(state.fill, state.fill_over, "text" if size < SMALL else "", "Tj", painted,
                 masking=masking)
    if state.render in (1, 2, 5, 6):
        _printed(state.stroke, state.stroke_over, "text" if size < SMALL else "", "Tj", painted,
                 masking=masking)


def _printed(inks: Inks, over: bool, small: str, name: str, painted: Painted, *, masking: bool
             ) -> None:
    if masking or not inks:
        return
    if over and sum(inks) < _WHITE:
        painted.white.add(name)
    if small and not over and _is_black(inks):
        painted.knocked.add(small)


def _inline(operands: bytes, resources: Any, painted: Painted) -> None:
    """The dictionary of an inline image: keys may be short (ISO 32000-2, table 91)."""
    tokens = operators.tokens(operands)
    for key, value in itertools.pairwise(tokens):
        if key in (b"/CS", b"/ColorSpace") and is_rgb(operators.name_text(value), resources):
            painted.rgb.add("BI")


_PATH = frozenset((b"m", b"l", b"c", b"v", b"y", b"re"))
_TEXT = frozenset((b"TJ", b"Tj", b"'", b'"'))
_FILLS = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))
_STROKES = frozenset((b"S", b"s", b"B", b"B*", b"b", b"b*"))
_COLOURS = frozenset((b"rg", b"RG", b"g", b"G", b"k", b"K", b"cs", b"CS", b"sc", b"SC", b"scn",
                      b"SCN"))
