"""The cover: one sheet with back, spine, front and flaps, and what stands on it by rule.

Pure geometry and arithmetic in mm; no page is drawn here. The layout shows it, the build knows
how many pages the spine has to hold.

1. ``spread``     where the panels lie and where the sheet is folded
2. ``spine``      text down a spine: cells that stand or lie, at a size that fits, or why not
3. ``barcode``    an ISBN as EAN-13: bars and digits
"""

from press.cover.barcode import Bar, Digit, Symbol, ean13, empty_symbol
from press.cover.spine import Cell, SpineLine, SpineText, TooLong, set_spine
from press.cover.spread import Panel, PanelName, Spread, spread

__all__ = [
    "Bar",
    "Cell",
    "Digit",
    "Panel",
    "PanelName",
    "SpineLine",
    "SpineText",
    "Spread",
    "Symbol",
    "TooLong",
    "ean13",
    "empty_symbol",
    "set_spine",
    "spread",
]
