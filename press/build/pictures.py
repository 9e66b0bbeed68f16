"""The pages that problems are on, as pictures for a report."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from press.build.inspection import MEMORY, SECONDS, child_environment
from press.values import Problem

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


def page_images_apart(problems: Iterable[Problem], name: str, pdf: bytes) -> tuple[PageImage, ...]:
    """The same of a PDF of anybody's, drawn in a process that may not take more than its share;
    no pictures where it takes more, or cannot be drawn."""
    pages = pages_of(problems).get(name)
    if not pages:
        return ()
    order = {"pages": pages, "seconds": SECONDS, "memory": MEMORY}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "press.build.picturer"],
            input=json.dumps(order).encode() + b"\n" + pdf, capture_output=True, check=True,
            timeout=SECONDS, env=child_environment())
        return _images(name, json.loads(done.stdout))
    except (subprocess.SubprocessError, ValueError, KeyError, TypeError):
        return ()


def _images(name: str, told: Sequence[Mapping[str, str]]) -> tuple[PageImage, ...]:
    return tuple(PageImage(name, int(one["page"]), base64.b64decode(one["jpeg"]),
                           (float(one["width"]), float(one["height"]))) for one in told)
