"""What is asked of an imposition, in one value: ``impose.impose(pdf, job)`` does the rest.

All lengths are mm. Every field has a default, so a job names only what differs:
``Job("signature", sheet="大度", signature=16)``. Values that contradict each other (a signature of
10 pages, a negative gutter) come back from ``impose`` as problems, not as exceptions.
"""

from __future__ import annotations

from typing import Final, Literal

from press.dataclass import dataclass
from press.imposition.creep import Creep
from press.imposition.sheets import Assembly, Binding, Flip, MarkKind, Scheme, Size, Turn

SCHEMES: Final[tuple[Scheme, ...]] = ("saddle", "signature", "nup", "stack", "repeat", "cards")
MARK_KINDS: Final[tuple[MarkKind, ...]] = (
    "crop", "fold", "register", "collation", "bar", "slug")
SIGNATURES: Final = (4, 8, 16, 32)
"""Pages that one sheet gives after 1, 2, 3 or 4 right-angle folds."""

Scale = Literal["actual", "shrink", "fill"]
Passes = Literal["duplex", "fronts-backs", "fronts", "backs"]
Closed = Literal["head", "foot"]

DEFAULT_MARKS: Final[dict[Scheme, tuple[MarkKind, ...]]] = {
    "saddle": ("crop", "fold"), "signature": ("crop", "fold", "collation"), "nup": (),
    "stack": ("crop",), "repeat": ("crop",), "cards": ("crop",)}


@dataclass(frozen=True, slots=True)
class Job:
    """Pages onto sheets: the scheme, the paper, and how both are handled."""

    scheme: Scheme = "saddle"
    """saddle: one booklet, sheets inside each other, stapled in the fold.
    signature: folded sections of ``signature`` pages, gathered; for perfect binding and sewing.
    nup: pages side by side, read on the sheet, nothing is cut.
    stack: cut, and the piles laid one on the other: leaf by leaf in order.
    repeat: every leaf (two pages, or one where ``sides`` is 1) fills a sheet of its own.
    cards: leaf after leaf fills the places of a sheet; cut, they are all different."""
    sheet: str | Size = "A4"
    """A name from ``sizes.sheet_size`` ("A3", "SRA3", "大度", "正度对开", "787x1092/2", …; any
    case) or the two edges in mm. It is laid the way in which more fits, across where both do."""
    pages: tuple[int, ...] | None = None
    """The pages to take, in this order, from 1; None takes all. A page may stand twice."""
    trim: Size | None = None
    """One page as it is read; None: the size that most pages have. Pages of the document that
    are larger are refused without it, and cut (centred) with it."""
    scale: Scale | float | None = None
    """actual: as large as they are. shrink: as much smaller as the sheet needs, less its
    ``unprintable`` edge. fill: also larger. A number: by this factor. None: shrink for nup,
    actual for all else. With shrink and fill a page larger than the others shrinks to their
    size."""
    bleed: float = 3.0
    """Kept around each trim, as far as the page's BleedBox has it and the sheet has room; it ends
    at the spine and in the middle of a gutter. nup keeps none."""

    binding: Binding = "left"
    """right is 右翻: the spine right of the front cover; nup then counts from the right."""
    back_cover: bool = True
    """saddle, signature: blanks that fill the last sheet stand before the last page, which stays
    the last; otherwise after it."""

    signature: int = 16
    """signature: pages of a section, 4, 8, 16 or 32, or another multiple of ``folded``."""
    folded: int | None = None
    """saddle, signature: pages that one sheet gives when it is folded, 4, 8, 16 or 32. Where it
    is less than ``signature``, sheets of a section lie inside each other (16 pages out of four A4
    sheets folded once). None: 4 for saddle; for signature as many as fit on the sheet."""
    closed: Closed | None = None
    """Where right-angle folds close the section. None: the head for left binding (horizontal
    text), the foot for right binding (vertical text)."""
    milling: float = 0.0
    """signature: taken off the spine for perfect binding, so facing pages stand apart by twice as
    much; 0 for sewing."""
    fold_trim: float | None = None
    """saddle, signature of 8 pages or more: cut off at folded heads, feet and fore edges, on both
    sides of the fold. None: the bleed, or nothing where the sheet has no room for it."""
    creep: Creep | None = None
    """Counted anew in each section, by the leaves that lie around a page."""

    grid: tuple[int, int] | None = None
    """Columns and rows. nup, stack, repeat, cards: of pages on a side. saddle, signature: of
    sections side by side, cut apart before they are folded. None: nup by ``up``; stack, repeat
    and cards as many as fit; saddle and signature one."""
    up: int | None = None
    """Pages on a side where ``grid`` is not given: 2, 4, 8 or any number; its columns and rows
    are found. None: 2 for nup."""
    gutter: tuple[float, float] | None = None
    """Between neighbouring columns and rows of the grid. None: twice the bleed where a page
    has bleed and the sheet the room, otherwise 0; always 0 for nup."""
    order: Literal["rows", "columns"] = "rows"
    """nup: whether pages run along rows or down columns."""
    together: Assembly = "copies"
    """saddle, signature with a ``grid``: copies of the same section side by side, or "stack": the
    piles are laid one on the other after cutting, and make one book."""

    sides: Literal[1, 2] = 2
    """1: only fronts are printed (nup, repeat, cards, stack)."""
    flip: Flip = "short"
    """Edge of the sheet over which printer or person turns it for the back (sheetwise)."""
    turn: Turn = "sheetwise"
    """work-and-turn, work-and-tumble: one form for both sides; the sheet is turned left to right,
    or head over foot, printed again, and cut in two: two copies. The PDF then has one page a
    sheet. ``grid`` needs an even number of columns (turn) or rows (tumble); None gives 2."""
    passes: Passes = "duplex"
    """How pages stand in the PDF: duplex: front, back, front, back. fronts-backs: all fronts, then
    all backs, for a printer that prints one side. fronts, backs: only these, as two files."""
    backs: Literal["same", "reversed"] = "reversed"
    """Order of backs that are apart. reversed: the pile goes back into the tray as it came out of
    a printer that lays sheets face down (its last sheet is fed first). same: its first sheet is
    fed first."""

    gripper: float = 0.0
    """Kept free along the lower edge of the sheet, where the press holds it; of both edges where
    it is turned head over foot."""
    unprintable: float = 0.0
    """All around, what an office printer cannot print. No mark stands there; pages that reach it
    are told (or shrunk, see ``scale``)."""

    marks: tuple[MarkKind, ...] | None = None
    """crop, fold, register (crosses on every plate), collation (steps on the spine of gathered
    sections), bar (patches of C, M, Y, K and tints), slug. None: ``DEFAULT_MARKS``; () is none."""
    slug: str = ""
    """A line in the waste of every side, where ``marks`` has slug: names of job and date as the
    caller writes them; {sheet}, {sheets} and {side} are filled in (other braces stay)."""
    side_names: tuple[str, str] = ("front", "back")
    """What {side} says."""

    @property
    def mark_kinds(self) -> tuple[MarkKind, ...]:
        """The marks that are drawn."""
        return DEFAULT_MARKS[self.scheme] if self.marks is None else self.marks
