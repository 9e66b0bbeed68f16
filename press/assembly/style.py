"""What kind of file a document becomes."""

from __future__ import annotations

import datetime as dt

from press.assembly.standards import Archive, PrintColour, Standard
from press.dataclass import dataclass


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
    folds: tuple[float, ...] = ()
    """Where its pages are folded, pt from the left edge of the trim: fold marks beside the crop
    marks."""
    colour: PrintColour | None = None
    """For print: its inks, and what it claims to be. Without it CMYK of no printing condition,
    and images as they are."""
    claimed: bool = True
    """For print: whether it claims to be PDF/X, and not only has its inks."""
    archive: Archive | None = None
    """For the screen: makes it a document for keeping."""

    @property
    def standard(self) -> Standard | None:
        """What the file claims to be."""
        if self.archive:
            return self.archive.standard
        return self.colour.standard if self.colour and self.claimed else None

    @property
    def of_parts(self) -> tuple[object, ...]:
        """What of it changes the parts."""
        return (self.screen, self.bleed, self.marks, self.folds, self.standard == "x-1a",
                self.colour.digest if self.colour else "",
                self.archive.cmyk_profile if self.archive else None)
