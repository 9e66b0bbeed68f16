"""What a page shows: its text by marked content, and the colours it is drawn in.

An interpreter of the few operators that matter, over forms and patterns too. It knows no
positions: order and belonging come from the tags.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from press.preflight import access, operators
from press.preflight.access import Damaged
from press.preflight.fonts import Font, read_font

IN_FORM = -1
"""The MCID of text whose marked content is numbered by a form, not by the page."""

_NESTING = 32
_INVOCATIONS = 20_000
_DARK = 0.2
"""Lighter than this in any of red, green, blue is no black (0 is none, 1 is full light)."""

_PLAIN_MARK = re.compile(rb"/([A-Za-z0-9]+)\s*<<\s*/MCID\s+(\d+)\s*>>\s*")
_SHOWING = frozenset((b"TJ", b"Tj", b"'", b'"'))


@dataclass(frozen=True, slots=True)
class Artifact:
    """Marked content that is not part of the text: running heads, folios, rules."""

    kind: str
    """Its type, e.g. ``Pagination``; empty where none is given."""
    serial: int
    """Counts the artifacts of a page, so that two side by side stay two."""


@dataclass(slots=True)
class Piece:
    """Text shown by one operator, or the ActualText that stands for several."""

    mcid: int | None
    artifact: Artifact | None
    font: Font | None
    codes: bytes
    said: str | None = None
    """ActualText: the text of an empty piece; "" where another piece speaks for this one."""

    def text(self) -> str:
        """Its text, by ToUnicode or ActualText."""
        if self.said is not None:
            return self.said
        return self.font.decode(self.codes) if self.font else ""


@dataclass(slots=True)
class Content:
    """What one page shows."""

    pieces: list[Piece] = field(default_factory=list)
    artifacts: int = 0
    """How many there are on the page."""
    marked: list[int] = field(default_factory=list)
    """MCIDs in the order of the stream, repeats included."""
    fonts_missing: set[str] = field(default_factory=set)
    """Names of fonts that the content selects and no resource defines."""
    rgb: set[str] = field(default_factory=set)
    """Operators and colour spaces that paint in RGB."""
    blacks: set[str] = field(default_factory=set)
    """Fill colours of black text that is not ``0 0 0 1 k``."""


@dataclass(slots=True)
class _Graphics:
    """The part of the graphics state that q saves and Q restores."""

    font: Font | None = None
    space: str = "g"
    """The fill colour space: ``g`` and ``k`` for the device's grey and CMYK, empty for others."""
    rich_black: str = "0 g"
    """The fill colour, if text in it would be a black of the wrong kind; else empty."""


@dataclass(slots=True)
class _Mark:
    """One level of marked content."""

    mcid: int | None
    artifact: Artifact | None
    silenced: bool = False
    """Inside ActualText."""
    actual: str | None = None


class Interpreter:
    """Reads pages of one document; fonts are read once and kept."""

    def __init__(self) -> None:
        self._fonts: dict[int, Font] = {}
        self._kept: list[Any] = []  # objects whose id() serves as a key must stay alive
        self._invocations = 0

    def page(self, page: Any) -> Content:
        """The content of a page dictionary; Damaged or a pypdf error where it is unreadable."""
        content = Content()
        self._invocations = 0
        if "/Contents" in page:
            self._run(access.stream_bytes(page.raw_get("/Contents")),
                      access.dictionary(page, "/Resources"), content, _Graphics(),
                      _Mark(None, None), False, 0)
        return content

    def form(self, form: Any) -> Content:
        """The content of a form XObject, read as if it were a page."""
        content = Content()
        self._invocations = 0
        self._run(access.stream_bytes(form), access.dictionary(form, "/Resources"), content,
                  _Graphics(), _Mark(None, None), False, 0)
        return content

    def font(self, raw: Any) -> Font:
        """The font that ``raw`` refers to."""
        key = access.identity(raw)
        if key not in self._fonts:
            self._kept.append(raw)
            self._fonts[key] = read_font(access.resolved(raw))
        return self._fonts[key]

    def _run(self, data: bytes, resources: Any, content: Content, state: _Graphics,
             mark: _Mark, in_form: bool, depth: int) -> None:
        self._invocations += 1
        if depth > _NESTING or self._invocations > _INVOCATIONS:
            raise Damaged("forms are nested without end")
        fonts = access.dictionary(resources, "/Font")
        saved: list[_Graphics] = []
        marks = [mark]
        for operands, operator in operators.operations(data):
            if operator in _SHOWING:
                self._show(operands, state, marks[-1], content)
            elif operator == b"Tf":
                name = operators.first_name(operands)
                state.font = None
                if fonts is not None and "/" + name in fonts:
                    state.font = self.font(fonts.raw_get("/" + name))
                else:
                    content.fonts_missing.add(name)
            elif operator == b"BDC":
                marks.append(_open(operands, resources, marks[-1], in_form, content))
            elif operator == b"BMC":
                artifact = marks[-1].artifact
                if artifact is None and operators.first_name(operands) == "Artifact":
                    artifact = _artifact("", content)
                marks.append(replace(marks[-1], artifact=artifact, actual=None))
            elif operator == b"EMC":
                if len(marks) == 1:
                    raise Damaged("EMC without a beginning")
                closed = marks.pop()
                if closed.actual is not None:
                    content.pieces.append(
                        Piece(closed.mcid, closed.artifact, None, b"", closed.actual))
            elif operator == b"q":
                saved.append(replace(state))
            elif operator == b"Q":
                if not saved:
                    raise Damaged("Q without q")
                state = saved.pop()
            elif operator == b"Do":
                form = access.dictionary(access.dictionary(resources, "/XObject"),
                                         "/" + operators.first_name(operands))
                if form is None:
                    raise Damaged(f"no XObject {operators.first_name(operands)}")
                if access.text(form, "/Subtype") == "Form":
                    inner = access.dictionary(form, "/Resources") or resources
                    self._run(access.stream_bytes(form), inner, content, replace(state),
                              marks[-1], in_form or "/StructParents" in form, depth + 1)
            elif operator in _COLOURS:
                self._colour(operands, operator, resources, content, state, depth)
        if len(marks) > 1:
            raise Damaged("marked content without an end")

    def _show(self, operands: bytes, state: _Graphics, mark: _Mark, content: Content) -> None:
        codes = operators.shown_codes(operands)
        if not codes:
            return
        if state.font is None and not content.fonts_missing:
            raise Damaged("text without a font")
        if state.rich_black:
            content.blacks.add(state.rich_black)
        content.pieces.append(
            Piece(mark.mcid, mark.artifact, state.font, codes, "" if mark.silenced else None))

    def _colour(self, operands: bytes, operator: bytes, resources: Any, content: Content,
                state: _Graphics, depth: int) -> None:
        """Follow fill colours, and note everything that paints in RGB."""
        name = operator.decode("ascii")
        values = operators.numbers(operands)
        if operator in (b"rg", b"RG"):
            content.rgb.add(name)
            if operator == b"rg":
                state.space = state.rich_black = ""  # its own fault: RGB
        elif operator in (b"g", b"k"):
            state.space, state.rich_black = name, _wrong_black(values, name)
        elif operator in (b"sc", b"scn") and values:
            state.rich_black = _wrong_black(values, state.space)
        elif operator in (b"cs", b"CS"):
            space = operators.first_name(operands)
            if is_rgb(space, resources):
                content.rgb.add(space)
            if operator == b"cs":
                state.space = {"DeviceGray": "g", "DeviceCMYK": "k"}.get(space, "")
                state.rich_black = "0 g" if state.space == "g" else ""
        elif operator in (b"scn", b"SCN"):
            pattern = access.dictionary(access.dictionary(resources, "/Pattern"),
                                        "/" + operators.first_name(operands))
            if pattern is not None and access.number(pattern, "/PatternType") == 1:
                painted = Content()
                self._run(access.stream_bytes(pattern),
                          access.dictionary(pattern, "/Resources"), painted, _Graphics(),
                          _Mark(None, Artifact("Layout", 0)), True, depth + 1)
                content.pieces += painted.pieces
                content.rgb |= painted.rgb
                content.blacks |= painted.blacks
                content.fonts_missing |= painted.fonts_missing
            elif pattern is not None:
                self._shading(access.dictionary(pattern, "/Shading"), resources, content)
        elif operator == b"sh":
            self._shading(access.dictionary(access.dictionary(resources, "/Shading"),
                                            "/" + operators.first_name(operands)),
                          resources, content)

    @staticmethod
    def _shading(shading: Any, resources: Any, content: Content) -> None:
        space = access.entry(shading, "/ColorSpace")
        if is_rgb(space, resources):
            content.rgb.add("sh")


_COLOURS = frozenset((b"rg", b"RG", b"g", b"k", b"cs", b"CS", b"sc", b"scn", b"SCN", b"sh"))


def _open(operands: bytes, resources: Any, outer: _Mark, in_form: bool,
          content: Content) -> _Mark:
    """The marked content that BDC begins."""
    plain = _PLAIN_MARK.fullmatch(operands)
    if plain and plain.group(1) != b"Artifact":
        plainly = IN_FORM if in_form else int(plain.group(2))
        content.marked.append(plainly)
        return _Mark(plainly, outer.artifact, outer.silenced)
    parts = operators.tokens(operands)
    properties = dict(pairwise(parts[1:]))
    tag = operators.name_text(parts[0]) if parts else ""
    mcid: int | None
    if b"<<" in operands:
        mcid = int(properties[b"/MCID"]) if b"/MCID" in properties else None
        kind = operators.name_text(properties.get(b"/Type", b"/"))
        actual = _text_string(properties[b"/ActualText"]) if b"/ActualText" in properties else None
    else:
        named = access.dictionary(access.dictionary(resources, "/Properties"),
                                  "/" + operators.name_text(parts[-1])) if parts else None
        number = access.number(named, "/MCID")
        mcid = None if number is None else int(number)
        kind, actual = access.text(named, "/Type") or "", access.text(named, "/ActualText")
    if mcid is not None:
        mcid = IN_FORM if in_form else mcid
        content.marked.append(mcid)
    artifact = outer.artifact
    if tag == "Artifact" and artifact is None:
        artifact = _artifact(kind, content)
    spoken = actual if not outer.silenced else None
    return _Mark(outer.mcid if mcid is None else mcid, artifact,
                 outer.silenced or actual is not None, spoken)


def _artifact(kind: str, content: Content) -> Artifact:
    content.artifacts += 1
    return Artifact(kind, content.artifacts)


def _text_string(token: bytes) -> str:
    data = operators.string_bytes(token)
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    return data.decode("latin-1")


def _wrong_black(values: tuple[float, ...], operator: str) -> str:
    """The colour as written, if it is a black for which not only the K plate prints."""
    if not operator:
        return ""  # spot and calibrated colours: no rule of this check
    if operator == "g":
        wrong = len(values) == 1 and values[0] < _DARK
    else:
        if len(values) != 4:
            raise Damaged("k without four numbers")
        *inks, black = values
        wrong = any(inks) and all((1 - ink) * (1 - black) < _DARK for ink in inks)
    return f"{' '.join(f'{v:g}' for v in values)} {operator}" if wrong else ""


def is_rgb(space: Any, resources: Any, depth: int = 0) -> bool:
    """Whether a colour space (a name or a pypdf array) holds red, green and blue."""
    found = access.resolved(space)
    if isinstance(found, str):
        name = found.removeprefix("/")
        if name in ("DeviceRGB", "RGB", "CalRGB"):
            return True
        defined = access.entry(access.dictionary(resources, "/ColorSpace"), "/" + name)
        return defined is not None and depth < 4 and is_rgb(defined, resources, depth + 1)
    if isinstance(found, list) and found:
        family = str(access.resolved(found[0]))
        if family == "/ICCBased" and len(found) > 1:
            return access.number(access.resolved(found[1]), "/N") == 3
        if family in ("/Indexed", "/Pattern") and len(found) > 1 and depth < 4:
            return is_rgb(found[1], resources, depth + 1)
        return family in ("/DeviceRGB", "/CalRGB")
    return False
