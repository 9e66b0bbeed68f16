"""What kind of file a document becomes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """What kind of file the document becomes."""

    title: str
    lang: str
    author: str = ""
    date: dt.date | None = None
    screen: bool = True
    """Tags, links and outline, in RGB; False: for print, without any of them, in K and CMYK."""
    bleed: bool = False
    """Whether the pages keep their bleed."""
    marks: bool = False
    """Whether crop marks stand around it."""
