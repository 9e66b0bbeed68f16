"""Figures that keep the grid: an image and its caption take a whole number of lines each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import ceil, floor

from lxml.html import HtmlElement

from press.layout.context import PageView
from press.layout.titles import ems
from press.values import Asset

_PERCENT = re.compile(r"width:\s*([\d.]+)%")
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


def fit_figures(root: HtmlElement, assets: Mapping[str, Asset], page: PageView) -> None:
    """Size every image that stands alone in a figure.

    The image keeps its shape: its height goes down to the next whole line. The caption gets
    the lines that it is likely to need.
    """
    for figure in root.iter("figure"):
        images = list(figure.iter("img"))
        if len(images) != 1:
            continue
        asset = assets.get((images[0].get("src") or "").removeprefix("press-asset:"))
        if asset is None or asset.width <= 0 or asset.height <= 0:
            continue
        asked = _PERCENT.search(figure.get("style") or "")
        share = min(float(asked[1]), 100.0) / 100 if asked else 1.0
        ratio = asset.height / asset.width
        tallest = page.lines - 3 if asked else floor(page.lines * _TALLEST)
        full = page.measure * page.size * share * ratio / page.pitch
        rows = max(1, min(floor(full + _NEARLY), tallest))
        height = rows * page.pitch
        images[0].set("style", f"width:{height / ratio:.2f}pt;height:{height:.2f}pt")
        figure.attrib.pop("style", None)
        for caption in figure.iter("figcaption"):
            caption.set("style", f"min-height:{_caption_rows(caption, page)}rlh")


def _caption_rows(caption: HtmlElement, page: PageView) -> int:
    """Whole lines of the grid that a caption is likely to need, with its air."""
    room = page.measure / CAPTION_SIZE - 2 * CAPTION_INDENT
    rows = ceil(ems(caption.text_content()) / room) or 1
    return ceil(rows * CAPTION_PITCH + _AIR)
