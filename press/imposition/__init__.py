"""Imposition: pages of a document onto sheets that are printed, cut, folded and bound.

``job.Job`` says what is wanted, ``impose.impose(pdf, job)`` does it. What happens, in order:

1. **Check.** Settings that cannot be meant are told (``checks``), and so is a PDF that cannot be
   used (``source.open_source``).
2. **Fit.** Which way the sheet lies (``sizes`` knows its name), how many pages or sections it
   holds, what gaps it leaves them, how large they are shown (``fit``).
3. **Fold.** Which page stands where on a section of 4, 8, 16 or 32 pages is found by folding a
   grid (``folding``); ``pattern`` gives it lengths. Pages side by side are a pattern without folds.
4. **Fill.** Pages are parted into sections and sheets, blanks before the back cover, so that the
   last page stays the last (``sections``); a document too thick for one booklet is first parted
   into several (``split.split_booklets``).
5. **Place.** Each page gets a slot on a sheet: where its trim lies, how it is turned, where its
   bleed ends (``layout`` → ``sheets.Imposition``).
6. **Creep.** On request inner pages of a section move towards the spine, by the thickness of the
   paper around them (``creep.Creep``); the sheet keeps its size.
7. **Mark.** Crop, fold and register marks, colour bar and slug line stand outside trim and bleed,
   where the sheet has room; collation steps on the spine (``marks``).
8. **Prove.** The sheets are printed, turned, cut, folded, nested, gathered and read back in
   thought (``fold.read_back``): every page in order, upright, front and back in register.
9. **Advise.** What is possible but should be known: a thin last signature, an edge that does not
   print (``advice``).
10. **Write.** Every page becomes a form in a new PDF, text still text (``write``; only it,
   ``source``, ``forms`` and ``signs`` know a PDF library).

All but 1 and 10 is pure geometry in millimetres, origin at the sheet's lower left corner.

How a person folds a stapled booklet:

1. Print all sheets on both sides, at actual size (100 %), turned on the edge that the booklet was
   made for: the short edge unless another was asked for.
2. Leave the sheets in the order in which they were printed, and lay the stack before you so that
   the first sheet's front, with the front cover on it, is at the bottom, face down; the innermost
   sheet lies on top, its inner side up, with the middle pages of the booklet.
3. Knock the stack square and fold all sheets together across the middle, towards you: the front
   cover is outside now.
4. Open it and staple twice along the fold, from outside, with a long-arm stapler.
5. Fold again, press flat, and cut the fore edge, where it is to be flush.
"""

from typing import TYPE_CHECKING, Any

from press.imposition.creep import Creep
from press.imposition.job import Job
from press.imposition.saddle import saddle
from press.imposition.sections import padded
from press.imposition.sheets import (
    Fold,
    Imposition,
    Mark,
    Rect,
    Section,
    Sheet,
    SheetSide,
    Size,
    Slot,
)
from press.imposition.sizes import SHEETS

if TYPE_CHECKING:
    from press.imposition.fold import FoldedPage, read_back
    from press.imposition.split import Booklet, Piece, split_booklets

_LATER = {"FoldedPage": "fold", "read_back": "fold", "Booklet": "split", "Piece": "split",
          "split_booklets": "split"}
"""What the verb ``impose`` does not need, and so does not wait for: name → module."""

__all__ = [
    "SHEETS",
    "Booklet",
    "Creep",
    "Fold",
    "FoldedPage",
    "Imposition",
    "Job",
    "Mark",
    "Piece",
    "Rect",
    "Section",
    "Sheet",
    "SheetSide",
    "Size",
    "Slot",
    "padded",
    "read_back",
    "saddle",
    "split_booklets",
]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
