"""Text that is known only when all parts are: folios and page references.

A part is drawn with a stand-in; the operators that draw it are wrapped in marked content ::

    /Late <</Data <7b…7d>>> BDC … EMC

whose data (hexadecimal JSON) tell the join which glyphs to exchange. Nothing of it remains in
a finished document.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from press.dataclass import dataclass

ATTRIBUTE = "press_late"


@dataclass(frozen=True, slots=True)
class Field:
    """Characters of a text box that will be exchanged."""

    what: str
    """``folio:STYLE``, ``pages:STYLE`` (how many), ``page:ANCHOR`` or ``field:NAME``."""
    start: int
    """Index of the first character in the text of the box."""
    length: int

    def moved(self, by: int) -> Field:
        """The same, ``by`` characters further on."""
        return Field(self.what, self.start + by, self.length)


def attach(textbox: Any, fields: Iterable[Field], align: float) -> None:
    """Remember for drawing that ``textbox`` holds ``fields``."""
    setattr(textbox, ATTRIBUTE, (tuple(fields), align))


def attached(textbox: Any) -> tuple[tuple[Field, ...], float] | None:
    """What ``attach`` remembered, or what ``data-late`` in the HTML says."""
    known: tuple[tuple[Field, ...], float] | None = getattr(textbox, ATTRIBUTE, None)
    if known is not None:
        return known
    element = getattr(textbox, "element", None)  # text in SVG has none
    if element is None or textbox.element_tag != element.tag:
        return None  # a pseudo-element
    what = element.get("data-late")
    if not what:
        return None
    # Page references keep the room of their digits; a field is as long as what it says.
    align = alignment(textbox.style) if what.startswith("field:") else 0.0
    return (Field(what, 0, len(textbox.text)),), align


def alignment(style: Any) -> float:
    """0 for text that begins at a fixed place, 1 for one that ends there, ½ for centred."""
    align = style["text_align_all"]
    rtl = style["direction"] == "rtl"
    return {"center": 0.5, "right": 1.0, "left": 0.0, "end": 0.0 if rtl else 1.0}.get(
        align, 1.0 if rtl else 0.0)


def check(root: Any) -> None:
    """Raise ValueError for an element whose ``data-late`` could not be honoured."""
    for element in root.iter():
        if element.get("data-late") and (len(element) or not (element.text or "").strip()):
            raise ValueError(f"<{element.tag} data-late={element.get('data-late')!r}> must hold a "
                             "stand-in of digits and no other element")


def marker(text: str, fields: Iterable[Field], align: float, features: dict[str, int],
           size: float) -> bytes:
    """The operator that opens the marked content around ``text``; ``size`` in CSS px."""
    data = json.dumps({"text": text, "fields": [(f.what, f.start, f.length) for f in fields],
                       "align": align, "features": features, "size": size}, sort_keys=True)
    return b"/Late <</Data <" + data.encode().hex().encode() + b">>> BDC"
