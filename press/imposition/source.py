"""A document as it was found: opened with care, and looked at page by page."""

from __future__ import annotations

import re
from io import BytesIO
from typing import cast

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf

from press.dataclass import dataclass
from press.imposition.placing import Box, SourcePage, page_boxes
from press.imposition.sheets import Rotation
from press.values import Place, Problem, problem

BROKEN = (pikepdf.PikepdfError, ValueError, RuntimeError, OverflowError)
"""What pikepdf raises where it meets nonsense: numbers out of range come as ValueError."""


SMALLEST = 1.0
"""mm; a page with a shorter edge is a mistake of its program."""


@dataclass(frozen=True, slots=True)
class Source:
    """An opened document. Writing uses it up: open it again for another booklet."""

    pages: tuple[SourcePage, ...]
    pdf: Pdf


def open_source(pdf: bytes, name: str = "") -> tuple[Source | None, tuple[Problem, ...]]:
    """Open a document and look at its pages; no source with a problem of severity error.

    ``name`` is what problems call the file. An encrypted document is refused also where it opens
    without a password: its owner has restricted what may be done with it.
    """
    place = Place(name) if name else None
    try:
        # Each page then holds what it inherits; inherited resources stay one object.
        opened = pikepdf.open(BytesIO(pdf), inherit_page_attributes=True, suppress_warnings=True)
        encrypted, leaves = opened.is_encrypted, [page.obj for page in opened.pages]
        looks = [] if encrypted else [_look(leaf) for leaf in leaves]
    except pikepdf.PasswordError:
        return None, (problem("imposition-encrypted", place),)
    except BROKEN as error:
        return None, (problem("imposition-unreadable", place, reason=reason(error)),)
    if encrypted:
        return None, (problem("imposition-encrypted", place),)
    if not leaves:
        return None, (problem("imposition-empty", place),)
    pages = tuple(look for look in looks if look is not None)
    if len(pages) < len(looks):
        return None, tuple(problem("imposition-no-box", place, page=number, number=number)
                           for number, look in enumerate(looks, start=1) if look is None)
    repaired = (problem("imposition-repaired", place),) if opened.get_warnings() else ()
    return Source(pages, opened), repaired


def _look(leaf: Object) -> SourcePage | None:
    """The page as a value; None for one whose boxes cannot be used."""
    media = _box(leaf.get("/MediaBox"))
    if media is None:
        return None
    crop, trim, bleed = (_box(leaf.get(key)) for key in ("/CropBox", "/TrimBox", "/BleedBox"))
    box, extent = page_boxes(media, crop, trim, bleed)
    rotate = _number(leaf.get("/Rotate"), 0.0)
    unit = _number(leaf.get("/UserUnit"), 1.0)
    page = SourcePage(
        box, extent, cast("Rotation", int(rotate) % 360 if rotate % 90 == 0 else 0),
        unit if unit > 0 else 1.0, sum(map(_shows, items(leaf.get("/Annots")))))
    return page if min(page.trim) >= SMALLEST else None


def _shows(annotation: object) -> bool:
    """Whether it has a look of its own and is not hidden (flag 2)."""
    return (isinstance(annotation, Dictionary) and "/AP" in annotation
            and annotation.get("/Subtype") not in ("/Link", "/Popup")
            and not int(_number(annotation.get("/F"), 0)) & 2)


def items(array: object) -> list[object]:
    return list(cast("list[object]", array)) if isinstance(array, Array) else []


def _number(value: object, default: float) -> float:
    try:
        return float(cast("float", value))
    except (TypeError, ValueError):
        return default


def _box(value: object) -> Box | None:
    """The box with its corners in order; None for anything that is not a rectangle."""
    edges = [_number(edge, float("nan")) for edge in items(value)]
    if len(edges) != 4:
        return None
    (left, right), (bottom, top) = sorted(edges[::2]), sorted(edges[1::2])
    return (left, bottom, right, top) if left < right and bottom < top else None


def reason(error: Exception) -> str:
    """What qpdf says, without the name of our stream: an address, another one in each run."""
    return re.sub(r"<[^<>]* object at 0x[0-9a-f]+>:? ?", "", str(error))
