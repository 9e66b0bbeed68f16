"""Margin boxes: all that is in them is an artifact, and page counters in them bind late."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import weasyprint.layout
from weasyprint.formatting_structure import boxes
from weasyprint.layout import page as weasy_page

from press.typeset.weasy.late import Field, alignment, attach
from press.typeset.weasy.patching import Patch
from press.typeset.weasy.recompile import recompiled

ARTIFACT = "press_artifact"
"""Attribute of a text box that is not part of the text."""

_EMPTY = "press_empty"
_MAKE = (
    ("            style = page.style.anonymous_style\n",
     """            style = page.style.anonymous_style
        known = empty_boxes(context.style_for)
        empty = known.get((id(style), containing_block))
        if empty is not None:
            return empty
"""),
    ("            margin_state = copy.deepcopy(state)\n",
     "            margin_state = copied(state)\n"),
    ("                box._reset_spacing(side)\n",
     """                box._reset_spacing(side)
            known[id(style), containing_block] = box
"""),
)


def _empty_boxes(style_for: Any) -> dict[tuple[int, tuple[float, float]], Any]:
    """Of the sixteen boxes in the margins of a page most have nothing in them: one without size
    or content stands for all of a style (by its ``id``; the box keeps the style)."""
    found: dict[tuple[int, tuple[float, float]], Any] = style_for.__dict__.setdefault(_EMPTY, {})
    return found


def _copied(state: Any) -> Any:
    """The counters of a page, for a margin box that may change them for itself."""
    quotes, values, scopes, groups = state
    return (quotes.copy(), {name: numbers.copy() for name, numbers in values.items()},
            [names.copy() for names in scopes], groups)


_original = recompiled(weasy_page, "make_margin_boxes", _MAKE,
                       {"empty_boxes": _empty_boxes, "copied": _copied})


def patches() -> tuple[Patch, ...]:
    """Look at every margin box that WeasyPrint makes."""
    return ((weasyprint.layout, "make_margin_boxes", _make_margin_boxes),)


def _make_margin_boxes(context: Any, page: Any, state: Any) -> Iterator[Any]:
    for box in _original(context, page, state):
        texts = [b for b in box.descendants() if isinstance(b, boxes.TextBox)]
        for child in box.descendants():
            setattr(child, ARTIFACT, True)
        _bind_late(context, box, state[1], texts)
        yield box


def _bind_late(context: Any, box: Any, counters: Any, texts: list[Any]) -> None:
    """Note which characters of the box came from ``counter(page)`` or ``counter(pages)``."""
    content = box.style["content"]
    if not isinstance(content, tuple):
        return
    text, fields = "", []
    for kind, value in content:
        if kind == "string":
            text += value
        elif kind == "counter()" and value[0] in ("page", "pages"):
            style = value[1]
            name = style if isinstance(style, str) else "decimal"
            number = context.counter_style.render_value(counters.get(value[0], [0])[-1], style)
            fields.append(Field(f"{'folio' if value[0] == 'page' else 'pages'}:{name}",
                                len(text), len(number)))
            text += number
        elif any(i[0] in ("counter()", "counters()") and i[1][0] in ("page", "pages")
                 for i in content):
            # Other kinds of content have no length that is known here.
            raise ValueError(f"{box.at_keyword}: counter(page) may stand beside strings only, and "
                             "not as counters()")
        else:
            return
    if not fields:
        return
    lead = len(text) - len(text.lstrip(" "))
    for textbox in texts:
        if textbox.text == text.strip(" "):
            attach(textbox, [f.moved(-lead) for f in fields], alignment(textbox.style))
            return
    raise ValueError(f"{box.at_keyword}: the page number must stand on one line")
