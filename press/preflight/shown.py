"""What one page shows, as plain data; ``content`` fills it."""

from __future__ import annotations

from press.dataclass import dataclass, field
from press.preflight.boxed import EVERYWHERE, Box
from press.preflight.fonts import Font
from press.preflight.painted import Paint
from press.preflight.positions import IDENTITY, Line, Matrix


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
    em: Matrix = IDENTITY
    """See ``positions.Pen``."""
    window: Box = EVERYWHERE
    """What clips leave visible around it."""
    white: bool = False
    """Whether it is filled with white."""
    late: bool = False
    """Whether it holds page numbers that are bound late: in parts only."""
    hidden: bool = False
    """Whether it is shown in no colour (rendering mode 3), as the text below a scan is."""
    ink: str = ""
    """Its colour, see ``paint.ink_of``."""
    depth: int = 0
    """In how many forms it stands."""

    _read: str | None = None

    def text(self) -> str:
        """Its text, by ToUnicode or ActualText."""
        if self._read is None:
            self._read = self.said if self.said is not None else (
                self.font.decode(self.codes) if self.font else "")
        return self._read

    @property
    def size(self) -> float:
        """Of its letters, pt on the page."""
        _, _, c, d, _, _ = self.em
        return float((c * c + d * d) ** 0.5)

    def box(self, low: float = 0.12, high: float = 0.88) -> Box | None:
        """Around its glyphs, which reach ``low`` below the line and ``high`` above it (em)."""
        if self.ends is None:
            return None
        x0, y0, x1, y1 = self.ends
        _, b, c, d, on, off = self.em
        if b == 0 == c and d >= 0 <= on and x0 <= x1:  # level, as nearly all text is
            return x0, y0 - low * d, x1 + on, y1 + high * d
        xs = [x + k * c for x in (x0, x1 + on) for k in (-low, high)]
        ys = [y + k * d for y in (y0, y1 + off) for k in (-low, high)]
        return min(xs), min(ys), max(xs), max(ys)


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
    paints: list[Paint] = field(default_factory=list)
    """What it paints beside text."""
    depth: int = 0
    """In how many forms what is read now stands."""
    blacks: set[str] = field(default_factory=set)
    """Fill colours of black text that is not ``0 0 0 1 k``."""
