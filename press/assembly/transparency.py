"""What pages show that is transparent, and how much of it PDF/X-1a can do without.

A group in which nothing is transparent paints what its content would paint without it, and a
mask that is nothing but on and off can be a stencil (ISO 32000-1, 8.9.6.3). More is not
flattened: what lies below is not known here. It is told, page by page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pikepdf import Dictionary, Name, Pdf, Stream

from press.assembly.resources import EMPTY, images, walk
from press.values import Problem, problem

_USED = re.compile(rb"/(\S+) (gs|Do|scn|SCN)\b")


def group_pages(pages: Sequence[Any]) -> None:
    """Pages with something transparent are blended in CMYK, whatever shows them."""
    for page, effects in zip(pages, page_effects(pages), strict=True):
        if effects:
            page.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK)


def flatten(pdf: Pdf, pages: Sequence[Any], tell: Callable[[Problem], None]) -> None:
    """Take out transparency that shows nothing; tell of that which does."""
    for one in walk(pages):
        group = one.content.get("/Group") if one.content is not None else None
        if group is not None:
            del one.content["/Group"]
        for _, image in images(one):
            if "/SMask" in image:
                _as_stencil(pdf, image)
    for index, effects in enumerate(page_effects(pages)):
        for what in sorted(effects):
            tell(problem("print-transparent", page=index + 1, number=index + 1, what=what))


def page_effects(pages: Sequence[Any]) -> list[frozenset[str]]:
    """For each page what on it is transparent, in the words of PDF."""
    known: dict[tuple[int, int], frozenset[str]] = {}
    return [_effects(page.get("/Contents"), page.get("/Resources", EMPTY), known)
            for page in pages]


def _effects(content: Any, resources: Any, known: dict[tuple[int, int], frozenset[str]]
             ) -> frozenset[str]:
    if not isinstance(content, Stream):
        return frozenset()
    found: set[str] = set()
    for name, operator in set(_USED.findall(content.read_bytes())):
        kind = {b"gs": "/ExtGState", b"Do": "/XObject"}.get(operator, "/Pattern")
        item = resources.get(kind, EMPTY).get("/" + name.decode("latin-1"))
        if item is None:
            continue
        if operator == b"gs":
            found.update(_state_effects(item))
        elif item.get("/Subtype") == Name.Image:
            found.update(key[1:] for key in ("/SMask",) if key in item)
        elif isinstance(item, Stream):
            if item.objgen not in known:
                known[item.objgen] = frozenset()  # should it draw itself
                known[item.objgen] = _effects(item, item.get("/Resources", EMPTY), known)
            found |= known[item.objgen]
    return frozenset(found)


def _state_effects(state: Any) -> Iterator[str]:
    """What a graphics state makes transparent."""
    for key in ("/ca", "/CA"):
        if key in state and float(state[key]) < 1:
            yield f"{key[1:]} {float(state[key]):g}"
    if isinstance(state.get("/SMask"), Dictionary):
        yield "SMask"
    mode = state.get("/BM", Name.Normal)
    if mode not in (Name.Normal, Name.Compatible):
        yield f"BM {str(mode).lstrip('/')}"


def _as_stencil(pdf: Pdf, image: Any) -> None:
    """A mask of nothing but black and white becomes one of bits: 1 is not painted."""
    mask = image.SMask
    width, height = int(mask.Width), int(mask.Height)
    if int(mask.get("/BitsPerComponent", 8)) != 8 or mask.get("/Filter") == Name.DCTDecode:
        return
    data = mask.read_bytes()
    if set(data) - {0, 255}:
        return
    rows = bytearray()
    pad = -width % 8
    for y in range(height):
        bits = data[y * width:(y + 1) * width].translate(_BIT) + b"1" * pad
        rows += int(bits, 2).to_bytes(len(bits) // 8, "big")
    image.Mask = pdf.make_indirect(Stream(
        pdf, bytes(rows), Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height,
        ImageMask=True, BitsPerComponent=1))
    del image["/SMask"]


_BIT = bytes(ord("0") if value == 255 else ord("1") for value in range(256))
