"""Circles among what WeasyPrint makes of a part, cut when the part is written.

All of it is freed then, and the collector has little left to go through: without, a worker spends
a fifteenth of its time there.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

laid_out: ContextVar[Any] = ContextVar("laid_out", default=None)
"""The layout context of the document that was laid out last."""


def cut(document: Any) -> None:
    """``document`` is of no use any more; nor are its boxes and styles."""
    for page in document.pages:
        drop_page(page._page_box)
    context = laid_out.get()
    laid_out.set(None)
    if context is None:
        return
    for style in context.style_for.get_computed_styles().values():
        # An anonymous style and that of which it is one know each other, and itself.
        one = style
        while (one := one.__dict__.pop("anonymous_style", None)) is not None:
            one.specified = None
    context.__dict__.clear()


def drop_page(page: Any) -> None:
    """A page that is not needed; its area of notes knows it."""
    page.children = ()
