"""What is filled into finished pages for one reader: names, dates, places.

A layout marks it as late text, ``<span data-late="field:NAME">某</span>``. Many documents are
made of the same parts; so that they share their fonts, too, each font is made for the values of
all of them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from io import BytesIO
from types import MappingProxyType
from typing import Any

import pikepdf

from press.assembly.late import FIELDS, Late, resource_of
from press.dataclass import dataclass, field
from press.values import Face, FaceKey, FaceUse, Pages


@dataclass(frozen=True, slots=True)
class Personal:
    """For one document."""

    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Name of a field → what it says."""
    uses: tuple[FaceUse, ...] = ()
    """What all documents of the lot use of the faces: ``fitting``."""
    of_parts: tuple[Mapping[str, str], ...] = ()
    """For each part what its fields say in it alone, where the same pages come several times."""

    def said(self, part: int) -> Mapping[str, str]:
        """What the fields of a part (an index) say."""
        return self.of_parts[part] if self.of_parts else self.values


IMPERSONAL = Personal()
CODE = "field:code"


@dataclass(frozen=True, slots=True)
class Fitting:
    """What the values of a lot ask of the fonts of one part."""

    uses: tuple[FaceUse, ...]
    unfit: frozenset[tuple[str, str]]
    """Fields and values with characters that the face of the field does not have."""


@dataclass(frozen=True, slots=True)
class PageFields:
    """One page, as far as what is filled into it goes."""

    digest: str
    """SHA-256 of what it draws, pictures included, with stand-ins in all its fields."""
    fields: tuple[str, ...]
    """Its late text, such as ``field:place`` and ``folio:decimal``."""


@dataclass(frozen=True, slots=True)
class Fields:
    """What is filled into a part."""

    pages: tuple[PageFields, ...]
    runs: tuple[tuple[str, str], ...]
    """JSON of each run of late text, and the font resource that it is set in."""


def fields_of(pages: Pages) -> Fields:
    """Read from the pages of a part."""
    runs: dict[tuple[str, str], None] = {}
    marks: list[PageFields] = []
    with pikepdf.open(BytesIO(pages.pdf)) as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
            content = page.obj.Contents.read_bytes()
            names: dict[str, None] = {}
            for match in FIELDS.finditer(content):
                data = bytes.fromhex(match[1].decode()).decode()
                runs[data, resource_of(match[2])] = None
                names |= dict.fromkeys(what for what, _, _ in json.loads(data)["fields"])
            total = sha256(content)
            pictures: Any = page.resources.get("/XObject", {})
            for name, image in sorted(pictures.items()):
                total.update(name.encode() + sha256(image.read_raw_bytes()).digest())
            marks.append(PageFields(total.hexdigest(), tuple(names)))
    return Fields(tuple(marks), tuple(runs))


def fitting(pages: Pages, fields: Fields, faces: Mapping[FaceKey, Face],
            values: Mapping[str, Iterable[str]]) -> Fitting:
    """Shape every value in the typeface of its field, wherever the part has that field."""
    widths: defaultdict[str, dict[int, int]] = defaultdict(dict)
    unicodes: defaultdict[str, dict[int, str]] = defaultdict(dict)

    def used(resource: str, glyph: int, advance: int, text: str) -> None:
        widths[resource][glyph] = advance
        unicodes[resource].setdefault(glyph, text)

    late = Late(pages.faces, faces, used)
    unfit: set[tuple[str, str]] = set()
    for text, resource in fields.runs:
        data: dict[str, Any] = json.loads(text)
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


def page_digest(page: PageFields, text_of: Callable[[str], str]) -> str:
    """Of what a page shows to one reader, but for its code, which may depend on it."""
    said = [(what, text_of(what)) for what in page.fields if what != CODE]
    return sha256(f"{page.digest} {said}".encode()).hexdigest()
