"""The pages that problems are on, as pictures for a report."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping

from press.build.inspection import MEMORY, SECONDS
from press.build.limited import carried_out
from press.dataclass import dataclass
from press.values import Place, Problem

DPI = 84
"""A page of A5 is as wide as half a screen."""
MOST = 240
"""Pages of one file; who has more problems than that begins with the first of them."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page with problems."""

    file: str
    page: int
    """From 1."""
    jpeg: bytes
    size_mm: tuple[float, float]
    """Of the trim, which is what the picture shows."""


def pages_of(problems: Iterable[Problem]) -> dict[str, list[int]]:
    """The pages that ``problems`` are on: name of a file → numbers from 1, in their order."""
    found: dict[str, set[int]] = {}
    for one in problems:
        for spot in one.spots:
            name = spot.file or one.path
            if name:
                found.setdefault(name, set()).add(spot.page)
    return {name: sorted(pages)[:MOST] for name, pages in sorted(found.items())}


def page_images(problems: Iterable[Problem], files: Mapping[str, bytes]) -> tuple[PageImage, ...]:
    """The pages of ``files``, PDFs of ours, that ``problems`` are on."""
    from press.preflight.pictures import page_pictures

    return tuple(PageImage(name, picture.page, picture.jpeg, picture.size_mm)
                 for name, pages in pages_of(problems).items() if name in files
                 for picture in page_pictures(files[name], pages, DPI))


def page_images_apart(problems: Iterable[Problem], path: str) -> tuple[PageImage, ...]:
    """The same of a PDF of anybody's, drawn in a process that may not take more than its share;
    no pictures where it takes more, or cannot be drawn."""
    pages = pages_of(problems).get(path)
    if not pages:
        return ()
    told, _ = carried_out(
        "press.build.picturer",
        {"path": path, "pages": pages, "seconds": SECONDS, "memory": MEMORY},
        Place(path), SECONDS, MEMORY)
    return tuple(PageImage(path, one["page"], base64.b64decode(one["jpeg"]),
                           (one["width"], one["height"])) for one in (told or {}).get("pages", ()))
