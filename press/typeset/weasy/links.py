"""Links: one area for each piece of an ``a`` element, as high as its words.

WeasyPrint 70 makes an area for every box inside a link, because the property is inherited, and
takes its height from the line height, which is 0 where nothing in a line may change the pitch.
"""

from __future__ import annotations

from typing import Any

import weasyprint.document
from weasyprint.formatting_structure import boxes

from press.typeset.weasy.patching import Patch

_ABOVE, _BELOW = 0.88, 0.22
"""Of an em: what a line of Han takes up over and under its baseline, with a little air."""

_gather = weasyprint.document.gather_anchors


def patches() -> tuple[Patch, ...]:
    """Go over the links of every page."""
    return ((weasyprint.document, "gather_anchors", _gather_anchors),)


def _gather_anchors(box: Any, anchors: Any, links: list[Any], *args: Any) -> None:
    _gather(box, anchors, links, *args)
    links[:] = [(kind, target, _area(rectangle, owner), owner)
                for kind, target, rectangle, owner in links if _own(owner)]


def _own(box: Any) -> bool:
    """Whether the box is of the link itself, not of something in it."""
    return box.element is not None and box.element_tag == box.element.tag == "a"


def _area(rectangle: tuple[float, float, float, float],
          box: Any) -> tuple[float, float, float, float]:
    """The area (x1, y1, x2, y2 in CSS px from the top) made high enough for the box's text."""
    x1, y1, x2, y2 = rectangle
    if not isinstance(box, boxes.InlineBox):
        return rectangle
    for text in box.descendants():
        if isinstance(text, boxes.TextBox):
            baseline, em = text.position_y + text.baseline, text.style["font_size"]
            y1, y2 = min(y1, baseline - _ABOVE * em), max(y2, baseline + _BELOW * em)
    return x1, y1, x2, y2
