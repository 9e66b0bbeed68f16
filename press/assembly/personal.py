"""What is filled into finished pages for one reader: names, dates, places.

A layout marks it as late text, ``<span data-late="field:NAME">某</span>``. Many documents are
made of the same parts; so that they share their fonts, too, each font is made for the values of
all of them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from types import MappingProxyType
from typing import Any

import pikepdf

from press.assembly.late import FIELDS, Late, resource_of
from press.values import Face, FaceKey, FaceUse, Pages


@dataclass(frozen=True, slots=True)
class Personal:
    """For one document."""

    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Name of a field → what it says."""
    uses: tuple[FaceUse, ...] = ()
    """What all documents of the lot use of the faces: ``fitting``."""


IMPERSONAL = Personal()


@dataclass(frozen=True, slots=True)
class Fitting:
    """What the values of a lot ask of the fonts of one part."""

    uses: tuple[FaceUse, ...]
    unfit: frozenset[tuple[str, str]]
    """Fields and values with characters that the face of the field does not have."""


def fitting(pages: Pages, faces: Mapping[FaceKey, Face],
            values: Mapping[str, Iterable[str]]) -> Fitting:
    """Shape every value in the typeface of its field, wherever the part has that field."""
    widths: defaultdict[str, dict[int, int]] = defaultdict(dict)
    unicodes: defaultdict[str, dict[int, str]] = defaultdict(dict)

    def used(resource: str, glyph: int, advance: int, text: str) -> None:
        widths[resource][glyph] = advance
        unicodes[resource].setdefault(glyph, text)

    late = Late(pages.faces, faces, used)
    unfit: set[tuple[str, str]] = set()
    for data, resource in _runs(pages):
        for what, _, _ in data["fields"]:
            name = what.removeprefix("field:")
            for value in values.get(name, ()) if what.startswith("field:") else ():
                if not late.set(resource, value, data):
                    unfit.add((name, value))
    by_resource = {use.resource: use for use in pages.faces}
    return Fitting(tuple(
        FaceUse(r, by_resource[r].family, by_resource[r].weight, tuple(sorted(widths[r].items())),
                tuple(sorted(unicodes[r].items())), by_resource[r].italic)
        for r in sorted(unicodes)), frozenset(unfit))


def _runs(pages: Pages) -> list[tuple[dict[str, Any], str]]:
    """The data of each run of late text, and the font that it is set in."""
    found: dict[bytes, tuple[dict[str, Any], str]] = {}
    with pikepdf.open(BytesIO(pages.pdf)) as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
            for match in FIELDS.finditer(page.obj.Contents.read_bytes()):
                found[match[1] + match[2]] = (
                    json.loads(bytes.fromhex(match[1].decode())), resource_of(match[2]))
    return list(found.values())
