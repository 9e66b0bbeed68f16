"""What the templates of the cover sheet see; its docstrings are the reference, too."""

from __future__ import annotations

from typing import Literal

from markupsafe import Markup

from press.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class PanelView:
    """A field of the cover sheet, mm."""

    x: float
    """From the left edge of the trimmed sheet."""
    width: float
    """Between its edges or folds."""


@dataclass(frozen=True, slots=True)
class SpineCell:
    """A piece of the text on the spine."""

    text: str
    """One character, or a run of letters."""
    kind: Literal["upright", "turned", "hanging"]
    """``turned`` lies on its side; ``hanging`` is 、 or 。, which stands in the upper right."""
    at: float
    """Its beginning, mm from the head."""
    length: float
    """What it takes of the height, mm."""


@dataclass(frozen=True, slots=True)
class SpineLineView:
    """One of the texts on the spine."""

    role: Literal["title", "author", "publisher"]
    """Which of them."""
    size: float
    """pt."""
    cells: tuple[SpineCell, ...]
    """From the head down."""


@dataclass(frozen=True, slots=True)
class BarView:
    """A bar of the bar code, mm."""

    x: float
    """From the left edge of the symbol."""
    width: float
    """Of the bar."""
    height: float
    """From the top of the symbol."""


@dataclass(frozen=True, slots=True)
class DigitView:
    """A digit of the bar code."""

    text: str
    """The digit."""
    x: float
    """Left edge of its field, mm from that of the symbol."""
    width: float
    """Of its field, mm."""


@dataclass(frozen=True, slots=True)
class BarcodeView:
    """The bar code of the ISBN, in its place on the back."""

    x: float
    """Left edge of the symbol with its quiet zones, mm from that of the sheet."""
    y: float
    """Its top, mm from the head."""
    width: float
    """mm."""
    height: float
    """mm."""
    bar_height: float
    """Down to the digits, mm."""
    bars: tuple[BarView, ...]
    """Empty where the number is not known yet: then its place is kept."""
    digits: tuple[DigitView, ...]
    """What stands under the bars."""
    isbn: str
    """The number as it is printed above, without the letters ISBN."""
    price: str
    """定价, or empty."""


@dataclass(frozen=True, slots=True)
class CoverView:
    """The cover on one sheet: panels, and what stands on them by rule."""

    width: float
    """Of the trimmed sheet, mm."""
    height: float
    """mm."""
    binding: Literal["left", "right"]
    """The side that the book is bound at."""
    front: PanelView
    """The front."""
    back: PanelView
    """The back."""
    spine: PanelView | None
    """The spine; none for a stitched booklet."""
    front_flap: PanelView | None
    """The flap of the front, if there is one."""
    back_flap: PanelView | None
    """The flap of the back, if there is one."""
    spine_lines: tuple[SpineLineView, ...]
    """Text on the spine; empty where it is too thin."""
    back_text: tuple[str, ...]
    """Paragraphs on the back."""
    front_flap_text: tuple[str, ...]
    """Paragraphs on the flap of the front."""
    back_flap_text: tuple[str, ...]
    """Paragraphs on the flap of the back."""
    picture: str
    """A picture for the front, ``press-asset:NAME``; or empty."""
    picture_ratio: float
    """Height of the picture to its width; 0 for none."""
    colour: Markup
    """Its one colour, ``#rrggbb``; empty for that of the layout."""
    barcode: BarcodeView | None
    """The bar code; none for internal material."""
