"""Trims and the sheets that they are cut from (开本), and how thick paper is.

A Chinese copyright page names a format by its whole sheet and the leaves that this gives:
``880mm×1230mm 1/32``. Sizes are GB/T 788-1999 and the ones of the trade before it. A bare "B5"
is not known here: ISO (176×250) and GB (169×239) differ.
"""

from __future__ import annotations

import re
from typing import Final

from press.dataclass import dataclass

Size = tuple[float, float]
"""Width and height in mm."""


@dataclass(frozen=True, slots=True)
class Format:
    """What a book is cut from."""

    sheet: Size
    """The whole sheet, mm, the shorter edge first."""
    fraction: int
    """开数: leaves from one sheet."""
    usual: bool = True
    """Whether the trade cuts this trim from this sheet; else it was reckoned by ``fitting``."""

    @property
    def text(self) -> str:
        """As a copyright page has it: ``880mm×1230mm 1/32``."""
        return f"{self.sheet[0]:g}mm×{self.sheet[1]:g}mm 1/{self.fraction}"


TRIMS: Final[dict[Size, Format]] = {
    (145, 210): Format((880, 1230), 32),
    (140, 203): Format((850, 1168), 32),   # 大32开
    (130, 184): Format((787, 1092), 32),   # 正32开
    (142, 210): Format((889, 1194), 32),
    (148, 210): Format((890, 1240), 32),   # A5 in GB/T 788
    (170, 240): Format((710, 1000), 16),
    (185, 260): Format((787, 1092), 16),   # 正16开
    (210, 285): Format((889, 1194), 16),   # 大16开
    (210, 297): Format((890, 1240), 16),   # A4 in GB/T 788
    (169, 239): Format((1000, 1400), 32),  # B5 in GB/T 788
    (105, 144): Format((900, 1280), 64),   # A6 in GB/T 788
    (119, 165): Format((1000, 1400), 64),  # B6 in GB/T 788
}
"""Trim in mm, width first → what it is cut from (print.md; GB/T 788-1999, table 1)."""

SHEETS: Final[tuple[Size, ...]] = (
    (710, 1000), (787, 1092), (850, 1168), (880, 1230), (889, 1194), (890, 1240), (900, 1280),
    (1000, 1400))
"""Whole sheets that are sold, mm; 787×1092 is 正度, 889×1194 大度."""

_TOLERANCE: Final = 1.0
"""mm by which a trim may differ from the table: 大16开 is also cut as 210×284."""
_CUT: Final[Size] = (3.0, 6.0)
"""mm that trimming takes at least: the fore edge; head and foot."""


def format_of(trim: Size, sheet: Size | None = None, fraction: int | None = None) -> Format | None:
    """What a page of ``trim`` (mm, width first) is cut from.

    ``sheet`` and ``fraction`` are those that the job names. Without them the table, else the
    smallest sheet that gives the page (``usual`` is False then); None where no sheet does, or
    where the ones that are named do not (``fits``).
    """
    if sheet is not None and fraction is not None:
        named = Format(_upright(sheet), fraction)
        return named if fits(trim, named) else None
    nearest = min(TRIMS, key=lambda size: _difference(size, trim))
    usual = TRIMS[nearest] if _difference(nearest, trim) <= _TOLERANCE else None
    if usual and sheet in (None, usual.sheet, usual.sheet[::-1]) and fraction in (
            None, usual.fraction):
        return usual
    sheets = (_upright(sheet),) if sheet is not None else SHEETS
    fractions = (fraction,) if fraction is not None else (128, 64, 32, 24, 16, 12, 8, 4, 2)
    found = [Format(one, number, usual=False) for one in sheets for number in fractions
             if fits(trim, Format(one, number))]
    return min(found, key=lambda f: f.sheet[0] * f.sheet[1] / f.fraction, default=None)


def fits(trim: Size, made: Format) -> bool:
    """Whether the leaf, folded or cut from the sheet, is as large as ``trim`` with its waste."""
    width, height = trim[0] + _CUT[0], trim[1] + _CUT[1]
    short, long = made.sheet
    ways = [(across, made.fraction // across) for across in range(1, made.fraction + 1)
            if made.fraction % across == 0]
    return any((short / across >= width and long / down >= height)
               or (long / across >= width and short / down >= height) for across, down in ways)


def sheet_size(text: str) -> Size | None:
    """``880×1230`` (also with mm, x or *) as mm, the shorter edge first; None for other text."""
    found = re.fullmatch(r"(\d{3,4})\s*(?:mm)?\s*[×xX*]\s*(\d{3,4})\s*(?:mm)?", text.strip())
    return _upright((float(found[1]), float(found[2]))) if found else None


def _difference(one: Size, other: Size) -> float:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def _upright(sheet: Size) -> Size:
    return min(sheet), max(sheet)


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper and its bulk."""

    name: str
    words: tuple[str, ...]
    """Any of them names it, in lower case."""
    bulk: float
    """松厚度, cm³/g: caliper in mm = g/m² × bulk ÷ 1000."""


PAPERS: Final[tuple[Paper, ...]] = (
    Paper("bulky", ("轻型", "bulky"), 1.6),
    Paper("coated", ("铜版", "铜板", "coated", "gloss"), 0.8),
    Paper("woodfree", ("胶版", "双胶", "书写", "woodfree", "offset", "wood-free"), 1.25),
)
"""Kinds of paper, from the calipers of print.md: woodfree 60 g .075, 70 g .088, 80 g .10; gloss
coated 105 g .085, 157 g .125; bulky 70–80 g .11–.14. Where it matters, measure."""
CALIPERS: Final[dict[tuple[str, int], float]] = {
    ("woodfree", 60): 0.075, ("woodfree", 70): 0.088, ("woodfree", 80): 0.10,
    ("coated", 105): 0.085, ("coated", 157): 0.125,
    ("bulky", 70): 0.11, ("bulky", 80): 0.14,
}
"""(kind, g/m²) → mm, as print.md has them; other weights by the bulk of their kind."""
TEXT_CALIPER: Final = 0.10
"""mm; 80 g woodfree, where book.toml names no paper."""
COVER_CALIPER: Final = 0.16
"""mm; 200 g coated, where book.toml names no paper for the cover."""

_WEIGHT = re.compile(r"(\d{2,3})\s*(?:克|公克|g\b|gsm\b|g/m)", re.IGNORECASE)


def caliper_of(paper: str) -> float | None:
    """Thickness in mm of a paper told in words, ``80 克胶版纸``; None where they do not say it."""
    weight = _WEIGHT.search(paper)
    kind = next((p for p in PAPERS if any(w in paper.lower() for w in p.words)), None)
    if weight is None or kind is None:
        return None
    grams = int(weight[1])
    return CALIPERS.get((kind.name, grams), round(grams * kind.bulk / 1000, 3))
