"""Sizes that depend on nothing but the style: found once for a style, not for every box.

Margins, padding and sizes without percentages; the height of a line; backgrounds and borders of
boxes that have none.
"""

from __future__ import annotations

import importlib
from contextvars import ContextVar
from typing import Any

import weasyprint.draw
import weasyprint.layout
from weasyprint.css.functions import check_math
from weasyprint.formatting_structure import boxes
from weasyprint.layout import background, inline, percent
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.text import line_break

from press.typeset.weasy.patching import Patch

body: ContextVar[tuple[float, float] | None] = ContextVar("body", default=None)
"""Of the body face, above and below the baseline in em: all faces stand in their lines as it does,
so that a quotation in another hand keeps the baselines of the page."""
_resolve = percent.resolve_percentages
_strut = line_break.strut
_layout_backgrounds = background.layout_box_backgrounds
_draw_border = weasyprint.draw.draw_border
_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (*(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
            "width", "min_width", "max_width", "height", "min_height", "max_height")
_WIDTHS = tuple(f"border_{side}_width" for side in _SIDES)
_RADII = tuple(f"border_{corner}_radius" for corner in (
    "top_left", "top_right", "bottom_right", "bottom_left"))
_SQUARE = dict.fromkeys(_RADII, (0, 0))
MOST = 4096
"""Used values that are kept."""
_SIZES, _STRUT, _BARE, _UNLINED = "press_sizes", "press_strut", "press_bare", "press_unlined"


def patches() -> tuple[Patch, ...]:
    """Replace them wherever they are looked up."""
    modules = [importlib.import_module(f"weasyprint.layout.{name}") for name in (
        "absolute", "block", "column", "float", "grid", "inline", "page", "table")]
    return (*((module, "resolve_percentages", resolve_percentages) for module in modules),
            (line_break, "strut", strut), (inline, "strut", strut),
            (background, "layout_box_backgrounds", _box_backgrounds),
            (weasyprint.draw, "draw_border", _border))


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Set the used values of a box that can be told before its content is laid out."""
    style = box.style
    known = style.__dict__.get(_SIZES)
    if known is None:
        known = style.__dict__[_SIZES] = _declared(style)
    elsewhere = type(box) is AbsolutePlaceholder
    if type(known) is dict and not elsewhere:
        box.__dict__.update(known)
        return
    if known == () or elsewhere or isinstance(box, boxes.PageBox):
        _resolve(box, containing_block)
        return
    key = known
    if not known[0]:
        key = *known, *((containing_block.width, containing_block.height)
                        if isinstance(containing_block, boxes.Box) else containing_block)
    found = _used.get(key)
    if found is None:
        _resolve(box, containing_block)
        if len(_used) > MOST:
            _used.clear()
        found = _used[key] = {name: getattr(box, name) for name in (*_LENGTHS, *_WIDTHS)}
    box.__dict__.update(found)
    if known[0]:
        style.__dict__[_SIZES] = found


_used: dict[tuple[Any, ...], dict[str, Any]] = {}
"""What is declared, and the size of the containing block where that counts → used values. Most of
the styles of a book declare the same few."""


def _declared(style: Any) -> tuple[Any, ...]:
    """All that the used values depend on but for the containing block, and first of it whether
    even that does not count; empty where there is more to them."""
    if style["border_collapse"] == "collapse":
        return ()
    lengths = [style[name] for name in _LENGTHS]
    if any(check_math(value) for value in lengths if value != "auto"):
        return ()
    fixed = all(value == "auto" or getattr(value, "unit", "") == "px" for value in lengths)
    return fixed, style["box_sizing"], *lengths, *(style[name] for name in _WIDTHS)


def strut(style: Any) -> tuple[float, float]:
    """The height of a line and its baseline, both from the top; CSS px."""
    found: tuple[float, float] | None = style.__dict__.get(_STRUT)
    if found is None:
        height, baseline = _strut(style)
        even = body.get()
        if even is not None and style["line_height"] != "normal":
            above, below = even
            baseline = (height + (above - below) * style["font_size"]) / 2
        found = style.__dict__[_STRUT] = (height, baseline)
    return found


def _box_backgrounds(page: Any, box: Any, get_image_from_uri: Any, layout_children: bool = True,
                     style: Any = None) -> None:
    own = box.style
    bare = own.__dict__.get(_BARE)
    if bare is None:
        bare = own.__dict__[_BARE] = _is_bare(own)
    if not bare or box is page or isinstance(box, AbsolutePlaceholder) or (
            style is not None and style is not own):
        _layout_backgrounds(page, box, get_image_from_uri, layout_children, style)
        return
    box.__dict__.update(_SQUARE)
    if layout_children:
        for child in box.all_children():
            _box_backgrounds(page, child, get_image_from_uri)
    box.background = None


def _is_bare(style: Any) -> bool:
    """Whether there is nothing behind the box."""
    if style["border_image_source"][0] != "none" or style["mask_border_source"][0] != "none":
        return False
    if any((0, "px") not in style[name] for name in _RADII):
        return False
    if style["visibility"] == "hidden":
        return not style["box_shadow"]
    color = style["background_color"]
    if color == "currentcolor":
        color = style["color"]
    return bool(color.alpha == 0 and not style["box_shadow"]
                and all(kind == "none" for kind, _ in style["background_image"]))


def _border(stream: Any, box: Any) -> None:
    style = box.style
    unlined = style.__dict__.get(_UNLINED)
    if unlined is None:
        unlined = style.__dict__[_UNLINED] = _is_unlined(style)
    if not unlined:
        _draw_border(stream, box)


def _is_unlined(style: Any) -> bool:
    return bool(style["border_collapse"] != "collapse" and not style["outline_width"]
                and style["border_image_source"][0] == "none"
                and style["column_width"] == "auto" and style["column_count"] == "auto"
                and not any(style[name] for name in _WIDTHS))
