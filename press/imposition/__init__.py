"""Imposition: pages of a document onto sheets that are printed, folded and stitched.

What happens here, in order:

1. **Count.** The pages are filled up to a multiple of four. The blanks go before the back cover,
   so that the last page stays the last (``saddle.padded``). A document too thick for one
   booklet is first parted into several (``split.split_booklets``).
2. **Place.** Each page gets a slot on a sheet: where its trim lies, how it is turned, where its
   bleed ends (``saddle.saddle`` → ``sheets.Imposition``). Sheets stand outermost first.
3. **Creep.** On request inner sheets move their pages towards the spine, by the thickness of the
   paper around them (``creep.Creep``); the sheet keeps its size.
4. **Mark.** Crop and fold marks stand outside trim and bleed, where the sheet has room (``marks``).
5. **Prove.** The scheme is printed, turned, folded, nested and read back in thought
   (``fold.read_back``): it must give every page in order, upright, front and back in register.
6. **Write.** Every page becomes a form in a new PDF, text still text (``write``, the one module
   here that knows a PDF library). ``impose.impose_saddle`` does all of it for bytes of any PDF.

All but 6 is pure geometry in millimetres, origin at the sheet's lower left corner.

How a person folds such a booklet:

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

from press.imposition.creep import Creep
from press.imposition.fold import FoldedPage, read_back
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
from press.imposition.split import Booklet, Piece, split_booklets

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
