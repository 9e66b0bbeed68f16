"""What a page shows: its text by marked content, and the colours it is drawn in.

An interpreter of the few operators that matter, over forms and patterns too. Positions are those
of lines of text and of boxes; order and belonging come from the tags.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from press.dataclass import dataclass, field, replace
from press.preflight import access, operators
from press.preflight.access import Damaged
from press.preflight.boxed import EVERYWHERE, Box, cut, moved
from press.preflight.fonts import Font, read_font
from press.preflight.marks import Mark, artifact_of, open_mark
from press.preflight.paint import BLACK, ink_of, is_rgb, is_white, wrong_black
from press.preflight.painted import (
    CLIPS,
    FILLS,
    OF_PATH,
    PAINTING,
    STROKES,
    Paint,
    Path,
)
from press.preflight.positions import PLACING, Pen, product
from press.preflight.shown import Artifact, Content, Piece

Widths = Mapping[str, Mapping[int, int]]
"""Resource name of a font → glyph → width in thousandths."""

_NESTING = 32
_INVOCATIONS = 20_000
_SHOWING = frozenset((b"TJ", b"Tj", b"'", b'"'))
_NEXT_LINE = frozenset((b"'", b'"'))


@dataclass(slots=True)
class _Graphics:
    """The part of the graphics state that q saves and Q restores."""

    font: Font | None = None
    space: str = "g"
    """The fill colour space: ``g`` and ``k`` for the device's grey and CMYK, empty for others."""
    rich_black: str = "0 g"
    """The fill colour, if text in it would be a black of the wrong kind; else empty."""
    pen: Pen = field(default_factory=Pen)
    white: bool = False
    """Whether the fill colour leaves the paper as it is."""
    white_line: bool = False
    """The same of the colour of lines."""
    fill: tuple[tuple[float, ...], str] = BLACK
    """The fill colour: its values, and their space as in ``space``."""
    opacity: float = 1.0
    ink: str = "000000"
    """How text is seen: ``paint.ink_of``."""
    window: Box = EVERYWHERE
    """What clips leave visible, on the page."""
    width: float = 1.0
    """Of lines, in user space."""
    render: int = 0
    """The text rendering mode."""

    def copy(self) -> _Graphics:
        """For q, and for forms."""
        return _Graphics(self.font, self.space, self.rich_black, self.pen.copy(), self.white,
                         self.white_line, self.fill, self.opacity, self.ink, self.window,
                         self.width, self.render)

    def filled(self, values: tuple[float, ...], kind: str) -> None:
        """Fill with another colour."""
        self.fill, self.white = (values, kind), is_white(values, kind)
        self.ink = ink_of(values, kind, self.opacity)


class Interpreter:
    """Reads pages of one document; fonts are read once and kept.

    ``widths``: resource name of a font → its widths, where the file does not give them; ``fonts``:
    object number → font, of those that are known already.
    """

    def __init__(self, widths: Widths = MappingProxyType({}),
                 fonts: Mapping[int, Font] = MappingProxyType({})) -> None:
        self._widths = widths
        self._fonts: dict[int, Font] = dict(fonts)
        self._kept: list[Any] = []  # objects whose id() serves as a key must stay alive
        self._invocations = 0

    def page(self, page: Any) -> Content:
        """The content of a page dictionary; Damaged or a pypdf error where it is unreadable."""
        content = Content()
        self._invocations = 0
        if "/Contents" in page:
            self._run(access.stream_bytes(page.raw_get("/Contents")),
                      access.dictionary(page, "/Resources"), content, _Graphics(),
                      Mark(None, None), False, 0)
        return content

    def form(self, form: Any) -> Content:
        """The content of a form XObject, read as if it were a page."""
        content = Content()
        self._invocations = 0
        self._run(access.stream_bytes(form), access.dictionary(form, "/Resources"), content,
                  _Graphics(), Mark(None, None), False, 0)
        return content

    def font(self, raw: Any, name: str = "") -> Font:
        """The font that ``raw`` refers to, under its resource ``name``."""
        key = access.identity(raw)
        if key not in self._fonts:
            self._kept.append(raw)
            self._fonts[key] = read_font(access.resolved(raw), self._widths.get(name), name)
        return self._fonts[key]

    def known_fonts(self) -> dict[int, Font]:
        """Object number → font, of all that were read."""
        return dict(self._fonts)

    def _run(self, data: bytes, resources: Any, content: Content, state: _Graphics,
             mark: Mark, in_form: bool, depth: int) -> None:
        self._invocations += 1
        if depth > _NESTING or self._invocations > _INVOCATIONS:
            raise Damaged("forms are nested without end")
        fonts = access.dictionary(resources, "/Font")
        saved: list[_Graphics] = []
        marks = [mark]
        path = Path()
        for operands, operator in operators.operations(data):
            if operator in _SHOWING:
                if operator in _NEXT_LINE:
                    state.pen.next_line()
                self._show(operands, state, marks[-1], content)
                continue
            if operator in PLACING:
                state.pen.operate(operator, operands)
                if operator != b"Tf":
                    continue
            elif operator in PAINTING:
                self._path(operator, operands, path, state, content)
                continue
            if operator == b"Tf":
                name = operators.first_name(operands)
                state.font = None
                if fonts is not None and "/" + name in fonts:
                    state.font = self.font(fonts.raw_get("/" + name), name)
                else:
                    content.fonts_missing.add(name)
            elif operator == b"BDC":
                marks.append(open_mark(operands, resources, marks[-1], in_form, content))
            elif operator == b"BMC":
                artifact = marks[-1].artifact
                if artifact is None and operators.first_name(operands) == "Artifact":
                    artifact = artifact_of("", content)
                marks.append(replace(marks[-1], artifact=artifact, actual=None))
            elif operator == b"EMC":
                if len(marks) == 1:
                    raise Damaged("EMC without a beginning")
                closed = marks.pop()
                if closed.actual is not None:
                    content.pieces.append(
                        Piece(closed.mcid, closed.artifact, None, b"", None, closed.actual))
            elif operator == b"q":
                saved.append(state.copy())
            elif operator == b"Q":
                if not saved:
                    raise Damaged("Q without q")
                state = saved.pop()
            elif operator == b"Do":
                form = access.dictionary(access.dictionary(resources, "/XObject"),
                                         "/" + operators.first_name(operands))
                if form is None:
                    raise Damaged(f"no XObject {operators.first_name(operands)}")
                if access.text(form, "/Subtype") == "Image":
                    _image(form, state, content)
                elif access.text(form, "/Subtype") == "Form":
                    inner = access.dictionary(form, "/Resources") or resources
                    within = state.copy()
                    if within.pen.space is not None:
                        within.pen.space = product(access.matrix(form, "/Matrix"),
                                                   within.pen.space)
                        box = access.rectangle(form, "/BBox")
                        if box is not None:
                            within.window = cut(state.window, moved(box, within.pen.space))
                    content.depth += 1
                    self._run(access.stream_bytes(form), inner, content, within,
                              marks[-1], in_form or "/StructParents" in form, depth + 1)
                    content.depth -= 1
            elif operator in _COLOURS:
                self._colour(operands, operator, resources, content, state, depth)
            elif operator == b"w":
                state.width, = operators.exactly(operands, 1)
            elif operator == b"Tr":
                state.render = int(operators.exactly(operands, 1)[0])
            elif operator == b"BI":
                _image(None, state, content)
            elif operator == b"gs":
                chosen = access.dictionary(access.dictionary(resources, "/ExtGState"),
                                           "/" + operators.first_name(operands))
                width = access.number(chosen, "/LW")
                state.width = state.width if width is None else width
                opacity = access.number(chosen, "/ca")
                if opacity is not None and opacity != state.opacity:
                    state.opacity, state.ink = opacity, ink_of(*state.fill, opacity)
        if len(marks) > 1:
            raise Damaged("marked content without an end")

    def _show(self, operands: bytes, state: _Graphics, mark: Mark, content: Content) -> None:
        codes = operators.shown_codes(operands)
        if not codes:
            state.pen.move(operands)
            return
        if state.font is None and not content.fonts_missing:
            raise Damaged("text without a font")
        if state.rich_black:
            content.blacks.add(state.rich_black)
        content.pieces.append(Piece(
            mark.mcid, mark.artifact, state.font, codes,
            state.pen.show(operands, codes, state.font), "" if mark.silenced else None,
            state.pen.em, state.window, state.white, mark.late,
            state.render in (3, 7), state.ink, content.depth))

    @staticmethod
    def _path(operator: bytes, operands: bytes, path: Path, state: _Graphics,
              content: Content) -> None:
        """Follow paths as far as to know where they paint and what they clip."""
        space = state.pen.space
        if space is None:
            return  # in a pattern
        if operator in OF_PATH:
            path.add(operator, operands, space)
        elif operator in CLIPS:
            path.clipping = True
        else:
            box = path.box if operator != b"n" else None
            if box is not None:
                seen, parts = cut(box, state.window), tuple(path.parts)
                if operator in FILLS:
                    content.paints.append(Paint("fill", box, seen, state.white, parts=parts,
                                                depth=content.depth))
                if operator in STROKES:
                    scale = abs(space[0] * space[3] - space[1] * space[2]) ** 0.5
                    content.paints.append(Paint("stroke", box, seen, state.white_line,
                                                width=state.width * scale, parts=parts,
                                                depth=content.depth))
            state.window = path.end(state.window)

    def _colour(self, operands: bytes, operator: bytes, resources: Any, content: Content,
                state: _Graphics, depth: int) -> None:
        """Follow fill colours, and note everything that paints in RGB."""
        name = operator.decode("ascii")
        values = operators.numbers(operands)
        if operator in _FILL_VALUES and values:
            kind = {b"rg": "rgb", b"g": "g", b"k": "k"}.get(operator, state.space)
            state.filled(values, kind)
        elif operator in _LINE_COLOURS:
            state.white_line = is_white(values, _LINE_COLOURS[operator])
        if operator in (b"rg", b"RG"):
            content.rgb.add(name)
            if operator == b"rg":
                state.space, state.rich_black = "rgb", ""  # its own fault: RGB
        elif operator in (b"g", b"k"):
            state.space, state.rich_black = name, wrong_black(values, name)
        elif operator in (b"sc", b"scn") and values:
            state.rich_black = wrong_black(values, state.space.replace("rgb", ""))
        elif operator in (b"cs", b"CS"):
            space = operators.first_name(operands)
            if is_rgb(space, resources):
                content.rgb.add(space)
            if operator == b"cs":
                state.space = {"DeviceGray": "g", "DeviceCMYK": "k",
                               "DeviceRGB": "rgb"}.get(space, "")
                state.filled(*(BLACK if state.space else ((), "")))
                state.rich_black = "0 g" if state.space == "g" else ""
        elif operator in (b"scn", b"SCN"):
            pattern = access.dictionary(access.dictionary(resources, "/Pattern"),
                                        "/" + operators.first_name(operands))
            if pattern is not None and access.number(pattern, "/PatternType") == 1:
                painted = Content()
                self._run(access.stream_bytes(pattern),
                          access.dictionary(pattern, "/Resources"), painted,
                          _Graphics(pen=Pen(None)),
                          Mark(None, Artifact("Layout", 0)), True, depth + 1)
                content.pieces += painted.pieces
                content.rgb |= painted.rgb
                content.blacks |= painted.blacks
                content.fonts_missing |= painted.fonts_missing
            elif pattern is not None:
                self._shading(access.dictionary(pattern, "/Shading"), resources, content)
        elif operator == b"sh":
            if state.pen.space is not None:
                content.paints.append(Paint("shading", state.window, state.window,
                                            depth=content.depth))
            self._shading(access.dictionary(access.dictionary(resources, "/Shading"),
                                            "/" + operators.first_name(operands)),
                          resources, content)

    @staticmethod
    def _shading(shading: Any, resources: Any, content: Content) -> None:
        space = access.entry(shading, "/ColorSpace")
        if is_rgb(space, resources):
            content.rgb.add("sh")


def _image(image: Any, state: _Graphics, content: Content) -> None:
    """A picture fills the unit square of user space."""
    space = state.pen.space
    if space is None:
        return
    box = moved((0.0, 0.0, 1.0, 1.0), space)
    a, b, c, d, _, _ = space
    content.paints.append(Paint(
        "image", box, cut(box, state.window), image=image,
        size=((a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5), depth=content.depth))


_FILL_VALUES = frozenset((b"rg", b"g", b"k", b"sc", b"scn"))
_LINE_COLOURS = {b"RG": "rgb", b"G": "g", b"K": "k", b"CS": "", b"SC": "", b"SCN": ""}
_COLOURS = frozenset((b"cs", b"sh")) | _FILL_VALUES | frozenset(_LINE_COLOURS)
