"""Figures that keep the grid: an image and its caption take a whole number of lines each; and
the sizes of all images, for their resolution (``plates``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import ceil, floor

from lxml.html import HtmlElement

from press.dataclass import dataclass
from press.layout.context import PageView
from press.layout.titles import ems
from press.values import Asset

_WIDTH = re.compile(r"width:\s*([\d.]+)(%|mm)")
CAPTION_SIZE = 6 / 7
"""Size of a caption to the body's: 9 pt under 10.5 pt."""
CAPTION_INDENT = 2
"""Room left free on both sides of a caption, in its own em."""
CAPTION_PITCH = 0.75
"""Pitch of a caption's lines to the grid's, as base.css has it."""
_AIR = 0.2
"""Least distance of an image and its caption, in lines."""
_NEARLY = 0.05
"""An image this little short of a whole line (in lines) is enlarged to it."""
_TALLEST = 2 / 3
"""An image without a width of its own takes at most this part of a page's lines."""


_NATURAL_PPI = 300
"""An image among words that has no width of its own is as large as this makes it."""
_MM = 72 / 25.4
_INSETS = {"blockquote": 2, "ul": 2, "ol": 2, "dl": 2, "aside": 3, "section": 2}
"""What is not there for a figure inside such an element, in em of the body; layouts differ a
little, and keep the shape of a picture that they make smaller (``object-fit``)."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A picture where it is printed."""

    name: str
    """``Asset.name``."""
    width: float
    """pt; at most so wide, where only CSS knows it exactly."""
    line: int | None
    """Of its block in the manuscript."""


def fit_figures(root: HtmlElement, assets: Mapping[str, Asset],
                page: PageView) -> tuple[Printed, ...]:
    """Size every image; give the sizes of all.

    One that stands alone in a figure keeps its shape: its height goes down to the next whole
    line. The caption gets the lines that it is likely to need.
    """
    printed: list[Printed] = []
    for image in root.iter("img"):
        asset = assets.get((image.get("src") or "").removeprefix("press-asset:"))
        if asset is None or asset.width <= 0 or asset.height <= 0:
            continue
        figure = next((e for e in image.iterancestors("figure")), None)
        if figure is not None and len(list(figure.iter("img"))) == 1:
            width = _fit(figure, image, asset, page)
        else:
            width = _among_words(image, asset, page)
        printed.append(Printed(asset.name, width, _line(image)))
    return tuple(printed)


def _fit(figure: HtmlElement, image: HtmlElement, asset: Asset, page: PageView) -> float:
    """Size an image that is a figure of its own; its width in pt."""
    room = _room(figure, page)
    asked = _asked(figure.get("style"), room)
    ratio = asset.height / asset.width
    tallest = page.lines - 3 if asked else floor(page.lines * _TALLEST)
    full = (asked or room) * ratio / page.pitch
    rows = max(1, min(floor(full + _NEARLY), tallest))
    height = rows * page.pitch
    image.set("style", f"width:{height / ratio:.2f}pt;height:{height:.2f}pt;object-fit:contain")
    figure.attrib.pop("style", None)
    for caption in figure.iter("figcaption"):
        caption.set("style", f"min-height:{_caption_rows(caption, page)}rlh")
    return height / ratio


def _among_words(image: HtmlElement, asset: Asset, page: PageView) -> float:
    """Size an image that stands among words; its width in pt."""
    room = _room(image, page)
    asked = _asked(image.get("style"), room)
    if asked:
        return asked
    # CSS would count a pixel of a raster as 1/96 inch: four times too large for print.
    unit = 0.75 if asset.media_type == "image/svg+xml" else 72 / _NATURAL_PPI
    width = min(asset.width * unit, room)
    image.set("style", f"width:{width:.2f}pt")
    return width


def _room(element: HtmlElement, page: PageView) -> float:
    """Width that is there for ``element``, pt."""
    insets = sum(_INSETS.get(str(e.tag), 0) for e in element.iterancestors())
    return max(page.measure - insets, 4) * page.size


def _asked(style: str | None, room: float) -> float:
    """The width in pt that a style asks for, not more than there is room; 0 for none."""
    match = _WIDTH.search(style or "")
    if match is None:
        return 0.0
    return min(float(match[1]) * (room / 100 if match[2] == "%" else _MM), room)


def _line(element: HtmlElement) -> int | None:
    for around in (element, *element.iterancestors()):
        line = around.get("data-line") or ""
        if line.isdigit():
            return int(line)
    return None


def _caption_rows(caption: HtmlElement, page: PageView) -> int:
    """Whole lines of the grid that a caption is likely to need, with its air."""
    room = page.measure / CAPTION_SIZE - 2 * CAPTION_INDENT
    rows = ceil(ems(caption.text_content()) / room) or 1
    return ceil(rows * CAPTION_PITCH + _AIR)
