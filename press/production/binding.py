"""How a book is bound, and why; what that asks of its pages and margins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from press.dataclass import dataclass
from press.production.quantities import number_text
from press.production.thickness import Binding, bulk

STITCH_GOOD: Final = 48
"""Pages that a stitched book has at most without a second thought (print.md)."""
STITCH_MOST: Final = 64
"""Pages beyond which stitching is not advised."""
STITCH_BULK: Final = 3.0
"""mm of paper that staples hold and that creep bears; also the least spine that takes glue."""
GLUE_LEAST: Final = 48
"""Pages from which a spine can be glued."""
SEWN_BULK: Final = 30.0
"""mm beyond which glue alone does not hold a book that is opened often."""
HEAVY: Final = 0.15
"""mm; thicker paper (all of it heavy: bulky book paper ends at 0.14) cracks in a fold of 16 pages,
so signatures of 8."""
THIN: Final = 0.075
"""mm; paper up to it takes the four folds of 32 pages."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence of the catalogue with its values, such as why a book is stitched."""

    code: str
    args: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """The binding of a job."""

    binding: Binding
    """The one that is done: that of book.toml, else the advised one."""
    advised: Binding
    reasons: tuple[Reason, ...]
    """Why ``advised``."""
    doubts: tuple[Reason, ...] = ()
    """What speaks against ``binding``, where book.toml wants another, or at its limits."""


def advise(pages: int, caliper: float, wanted: Binding | None = None) -> Advice:
    """The binding for a text block of ``pages`` pages on paper of ``caliper`` mm.

    Stitched up to 48 pages (64 at the utmost) and 3 mm of paper; glued from 48 pages or 3 mm of
    spine; sewn where glue alone would not hold (print.md).
    """
    thick = bulk(pages, caliper)
    told = (("pages", str(pages)), ("bulk", number_text(thick, 1)))
    doubts: list[Reason] = []
    advised: Binding
    if thick > SEWN_BULK:
        advised, reasons = "sewn", (Reason("reason-sewn", told),)
    elif pages <= STITCH_GOOD and thick <= STITCH_BULK:
        advised, reasons = "stitch", (Reason("reason-stitch", told),)
    elif pages <= STITCH_MOST and thick <= STITCH_BULK:
        advised, reasons = "stitch", (Reason("reason-stitch-full", told),)
    elif pages < GLUE_LEAST:
        advised, reasons = "perfect", (Reason("reason-perfect-thick", told),)
    else:
        advised, reasons = "perfect", (Reason("reason-perfect", told),)
    binding = wanted or advised
    if binding == "stitch" and (pages > STITCH_MOST or thick > STITCH_BULK):
        doubts.append(Reason("doubt-stitch", told))
    elif binding != "stitch" and pages < GLUE_LEAST and thick < STITCH_BULK:
        doubts.append(Reason("doubt-glue", told))
    return Advice(binding, advised, reasons, tuple(doubts))


@dataclass(frozen=True, slots=True)
class Signatures:
    """A text block as signatures (帖)."""

    size: int
    """Pages of a full signature; of a stitched book all its pages, filled up to four."""
    full: int
    """Signatures that are full."""
    last: int
    """Pages of the short signature at the end, a part of ``size``; 0 for none."""
    blanks: int
    """Pages of the short signature (or of the stitched book) that stay empty."""
    add: int
    """Pages to add so that the last signature is a full one."""
    cut: int
    """Pages to cut to the same end; 0 where there is less than one signature."""
    nested: bool = False
    """Whether the sheets lie in one another, four pages each, as in a stitched book."""

    @property
    def count(self) -> int:
        """Of all signatures."""
        return self.full + (1 if self.last else 0)

    @property
    def pages(self) -> int:
        """Of the finished book, with its blanks."""
        return self.full * self.size + self.last


def signature_size(caliper: float, fraction: int) -> Literal[8, 16, 32]:
    """Pages of a signature for paper of ``caliper`` mm: 16; 8 where it is heavy, and 32 where it
    is thin and the page no larger than 32开."""
    if caliper > HEAVY:
        return 8
    return 32 if caliper <= THIN and fraction >= 32 else 16


def signatures(pages: int, binding: Binding, size: int = 16) -> Signatures:
    """``pages`` as signatures of ``size`` (4, 8, 16, 32); a stitched book is one of them all.

    What is left over becomes a half or a quarter of a signature, at least four pages, the
    smallest that holds it.
    """
    if binding == "stitch":
        filled = pages + -pages % 4
        return Signatures(filled, 1, 0, filled - pages, filled - pages, pages % 4, nested=True)
    full, rest = divmod(pages, size)
    if not rest:
        return Signatures(size, full, 0, 0, 0, 0)
    part = size
    while part // 2 >= max(rest, 4):
        part //= 2
    whole = part == size
    return Signatures(size, full + whole, 0 if whole else part, part - rest, size - rest,
                      rest if full else 0)


@dataclass(frozen=True, slots=True)
class InnerMargin:
    """What the margin at the spine must be, mm."""

    least: float
    """By the number of pages."""
    wanted: tuple[float, float]
    """From, to: as the binding wants it."""


def inner_margin(pages: int, binding: Binding) -> InnerMargin:
    """The table of print.md: at least 9.5 mm up to 150 pages, 12.7 to 300, 15.9 to 500, 19.1 to
    700, 22.2 beyond; a glued Chinese book wants 18–22, a stitched one 15–18."""
    steps = ((150, 9.5), (300, 12.7), (500, 15.9), (700, 19.1))
    least = next((margin for most, margin in steps if pages <= most), 22.2)
    low, high = (15.0, 18.0) if binding == "stitch" else (18.0, 22.0)
    return InnerMargin(least, (max(low, least), max(high, least)))


def colour_forms(pages: Iterable[int], layout: Signatures) -> tuple[int, int]:
    """(forms with colour, all forms): a form is one side of a signature's sheet.

    ``pages`` are those with colour, from 1. Of each leaf of four pages the first and the last lie
    on the outer form, the two others on the inner one; so do 1, 4, 5, 8, … of a signature. Of a
    stitched book each sheet of four pages has forms of its own.
    """
    total = layout.pages
    forms: set[tuple[int, bool]] = set()
    for page in pages:
        index = page - 1
        sheet = min(index, total - 1 - index) // 2 if layout.nested else index // layout.size
        forms.add((sheet, index % 4 in (1, 2)))
    return len(forms), 2 * (total // 4 if layout.nested else layout.count)


def page_ranges(pages: Sequence[int], comma: str = "、") -> str:
    """Pages as people write them: ``1、3–5、8``."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return comma.join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)
