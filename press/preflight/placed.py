"""What stands where on an imposed sheet: form XObjects followed through their matrices.

Coordinates are pt of the sheet's own space; a matrix is PDF's six numbers a b c d e f, which
take (x, y) to (ax + cy + e, bx + dy + f).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

from press.dataclass import dataclass
from press.preflight import access, operators
from press.preflight.access import Damaged
from press.preflight.boxed import EVERYWHERE, Box, cut, moved
from press.preflight.content import Interpreter
from press.preflight.positions import IDENTITY, Matrix, product
from press.preflight.printed import inks
from press.preflight.shown import Content

_NESTING = 8


@dataclass(frozen=True, slots=True)
class PageFace:
    """What tells a page of the source from all others."""

    digest: str
    """Of its content stream."""
    text: str
    """Everything it shows, in the order of the stream."""
    trim: Box
    pictures: str = ""
    """A digest of the images that it shows."""
    inks: tuple[str, ...] = ()
    """The colours of its text, as they change (``paint.ink_of``)."""

    @property
    def empty(self) -> bool:
        """Whether the page has no content at all."""
        return self.digest == _digest(b"")


@dataclass(frozen=True, slots=True)
class Placed:
    """A form on a sheet."""

    digest: str
    text: str
    matrix: Matrix
    """From the form's space (which is the source page's) to the sheet's."""
    window: Box
    """What its own box and the clips around it leave visible, on the sheet."""
    pictures: str = ""
    inks: tuple[str, ...] = ()
    """As of a ``PageFace``."""


def page_face(page: Any, interpreter: Interpreter) -> PageFace:
    """The face of a source page."""
    data = access.stream_bytes(page.raw_get("/Contents")) if "/Contents" in page else b""
    trim = access.rectangle(page, "/TrimBox") or access.rectangle(page, "/MediaBox")
    if trim is None:
        raise Damaged("a page without boxes")
    content = interpreter.page(page)
    return PageFace(_digest(data), _shown(content), trim, _pictures(page), _inks(content))


def placed_forms(page: Any, known: Callable[[str, str], bool], interpreter: Interpreter
                 ) -> Iterator[Placed]:
    """The forms of a sheet that are pages of the source (``known`` by digest or text), in
    the order of drawing; and those that are not, unless they only hold other forms."""
    if "/Contents" in page:
        yield from _forms(access.stream_bytes(page.raw_get("/Contents")),
                          access.dictionary(page, "/Resources"), IDENTITY, EVERYWHERE,
                          known, interpreter, 0)


def _forms(data: bytes, resources: Any, matrix: Matrix, window: Box,
           known: Callable[[str, str], bool], interpreter: Interpreter, depth: int
           ) -> Iterator[Placed]:
    if depth > _NESTING:
        raise Damaged("forms are nested without end")
    saved: list[tuple[Matrix, Box]] = []
    path: Box | None = None
    clipping = False
    for operands, operator in operators.operations(data):
        if operator == b"q":
            saved.append((matrix, window))
        elif operator == b"Q":
            if not saved:
                raise Damaged("Q without q")
            matrix, window = saved.pop()
        elif operator == b"cm":
            matrix = product(operators.six(operands), matrix)
        elif operator == b"re":
            x, y, width, height = operators.exactly(operands, 4)
            box = moved((x, y, x + width, y + height), matrix)
            path = box if path is None else _around(path, box)
        elif operator in (b"W", b"W*"):
            clipping = True
        elif operator in (b"n", b"f", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"F"):
            if clipping and path is not None:
                window = cut(window, path)
            path, clipping = None, False
        elif operator == b"Do":
            form = access.dictionary(access.dictionary(resources, "/XObject"),
                                     "/" + operators.first_name(operands))
            if form is None:
                raise Damaged(f"no XObject {operators.first_name(operands)}")
            if access.text(form, "/Subtype") == "Form":
                yield from _form(form, resources, matrix, window, known, interpreter, depth)


def _form(form: Any, resources: Any, matrix: Matrix, window: Box,
          known: Callable[[str, str], bool], interpreter: Interpreter, depth: int
          ) -> Iterator[Placed]:
    data = access.stream_bytes(form)
    inner = product(access.matrix(form, "/Matrix"), matrix)
    box = access.rectangle(form, "/BBox")
    if box is None:
        raise Damaged("a form without BBox")
    left = cut(window, moved(box, inner))
    content = interpreter.form(form)
    digest, text = _digest(data), _shown(content)
    holds_forms = any(access.text(access.resolved(raw), "/Subtype") == "Form" for _, raw in
                      access.raw_entries(access.dictionary(
                          access.dictionary(form, "/Resources"), "/XObject")))
    if known(digest, text) or not holds_forms:
        yield Placed(digest, text, inner, left, _pictures(form), _inks(content))
    else:
        yield from _forms(data, access.dictionary(form, "/Resources") or resources, inner,
                          left, known, interpreter, depth + 1)


def _pictures(holder: Any) -> str:
    found = sorted(_images(holder, 0))
    return sha256(" ".join(found).encode()).hexdigest() if found else ""


def _images(holder: Any, depth: int) -> Iterator[str]:
    """What tells the images apart that a page's or form's resources name."""
    objects = access.dictionary(access.dictionary(holder, "/Resources"), "/XObject")
    for _, raw in access.raw_entries(objects):
        item = access.resolved(raw)
        if access.text(item, "/Subtype") == "Image":
            yield access.stream_digest(item)
        elif depth < _NESTING:
            yield from _images(item, depth + 1)


def _shown(content: Content) -> str:
    return "".join(piece.text() for piece in content.pieces)


def _inks(content: Content) -> tuple[str, ...]:
    return tuple(ink for ink, _ in inks(content))


def _digest(data: bytes) -> str:
    """Of a content stream, white space apart (streams are joined and cut by white space)."""
    return sha256(re.sub(rb"[\x00\t\n\f\r ]+", b" ", data).strip()).hexdigest()


def _around(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
