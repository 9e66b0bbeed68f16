"""What one page shows, as plain data; ``content`` fills it."""

from __future__ import annotations

from dataclasses import dataclass, field

from press.preflight.fonts import Font
from press.preflight.positions import Line


@dataclass(frozen=True, slots=True)
class Artifact:
    """Marked content that is not part of the text: running heads, folios, rules."""

    kind: str
    """Its type, e.g. ``Pagination``; empty where none is given."""
    serial: int
    """Counts the artifacts of a page, so that two side by side stay two."""


@dataclass(slots=True)
class Piece:
    """Text shown by one operator, or the ActualText that stands for several."""

    mcid: int | None
    artifact: Artifact | None
    font: Font | None
    codes: bytes
    ends: Line | None = None
    """Origins of its first and last glyph on the page; None where they are not known."""
    said: str | None = None
    """ActualText: the text of an empty piece; "" where another piece speaks for this one."""

    def text(self) -> str:
        """Its text, by ToUnicode or ActualText."""
        if self.said is not None:
            return self.said
        return self.font.decode(self.codes) if self.font else ""


@dataclass(slots=True)
class Content:
    """What one page shows."""

    pieces: list[Piece] = field(default_factory=list)
    artifacts: int = 0
    """How many there are on the page."""
    marked: list[int] = field(default_factory=list)
    """MCIDs in the order of the stream, repeats included."""
    fonts_missing: set[str] = field(default_factory=set)
    """Names of fonts that the content selects and no resource defines."""
    rgb: set[str] = field(default_factory=set)
    """Operators and colour spaces that paint in RGB."""
    blacks: set[str] = field(default_factory=set)
    """Fill colours of black text that is not ``0 0 0 1 k``."""
