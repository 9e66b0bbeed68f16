"""The numbers of page objects, counted once for each page and not for each element on it."""

from __future__ import annotations

from typing import Any

import pydyf

from press.typeset.weasy.patching import Patch

_references = pydyf.PDF.page_references


def patches() -> tuple[Patch, ...]:
    """Replace a property that goes through all pages whenever one is asked for."""
    return ((pydyf.PDF, "page_references", property(_page_references)),)


def _page_references(self: Any) -> tuple[bytes, ...]:
    count = len(self.pages["Kids"])
    known: tuple[int, tuple[bytes, ...]] | None = self.__dict__.get("press_references")
    if known is None or known[0] != count:
        known = self.__dict__["press_references"] = (count, _references.fget(self))
    return known[1]
