"""The cover on one sheet: the book and the width of its spine → one part.

The panels, the text on the spine and the bar code come from the room ``cover``; the templates
give them their look. The piece is called ``cover-spread`` and stands in no ``order``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import floor

from markupsafe import Markup

from press.config import FILE_NAME, Positions
from press.config.isbn import isbn_digits, printed_isbn
from press.config.models import FontsConfig
from press.cover import SpineText, Spread, Symbol, TooLong, ean13, empty_symbol, set_spine, spread
from press.cover.spine import SMALLEST, THINNEST
from press.dataclass import replace
from press.layout.cover_context import (
    BarcodeView,
    BarView,
    CoverView,
    DigitView,
    PanelView,
    SpineCell,
    SpineLineView,
)
from press.layout.files import Layout
from press.layout.fonts import role_lists
from press.layout.imprint import publisher_of
from press.layout.pieces import Piece, blank, render
from press.layout.plates import MM, drawing_with_fonts, limited
from press.manuscript.book import Book
from press.values import Anchor, Asset, Audience, Part, Place, Problem, has_errors, problem

PIECE = "cover-spread"
BARCODE_MARGIN = 15.0
"""mm from the right edge or fold of the back, and from its foot (print.md)."""
DROP, BELOW = 0.2, 2.5
"""The title begins at this share of the height and so many mm lower: beside that of the front."""
COLOURS = {"red": "#a3171b", "blue": "#1f3a5f", "green": "#2c4f3e", "brown": "#5c4033",
           "grey": "#4d4d4d"}
ABOVE_CODE = 9.0
"""mm between the text on the back and the bar code, whose number stands above it."""
FOOT, EDGE = 26.0, 12.0
"""mm at the foot of the back and of the flaps that carry no text."""
GOOD = 250
"""ppi that a picture should have at the least (print.md, check 36)."""
COARSE = 150


def lay_out_cover(book: Book, layout: Layout, *, spine: float, audience: Audience,
                  edition: str = "", positions: Positions | None = None
                  ) -> tuple[Part | None, Spread, tuple[Problem, ...]]:
    """The cover of ``book`` (as it is for the edition) with a spine of ``spine`` mm; 0 for a
    stitched booklet. No part where there are errors."""
    where = positions or Positions()
    config = layout.config.for_audience(audience)
    cover, page = book.config.cover, config.page
    sheet = spread((page.width, page.height), spine, flaps=cover.flaps, binding=cover.binding)
    if PIECE not in config.parts:
        return None, sheet, (problem("cover-layout", _place(where, "documents"),
                                     layout=layout.name),)
    problems = [*_flaps(book, page.width, where)]
    lines, found = _spine_lines(book, sheet, where)
    problems += found
    picture = book.cover_picture
    view = CoverView(
        sheet.width, sheet.height, sheet.binding, _panel(sheet, "front"), _panel(sheet, "back"),
        _panel_or_none(sheet, "spine"), _panel_or_none(sheet, "front-flap"),
        _panel_or_none(sheet, "back-flap"), lines, paragraphs(cover.back),
        paragraphs(cover.front_flap), paragraphs(cover.back_flap),
        f"press-asset:{picture.name}" if picture else "",
        round(picture.height / picture.width, 5) if picture else 0.0,
        Markup(COLOURS.get(cover.colour or "", "")), barcode_view(book, sheet))
    context = replace(blank(book, config, audience, edition), part=PIECE, anchor=PIECE, cover=view)
    parts, found_in_templates = render(layout, config, iter([Piece(PIECE, context)]))
    problems += found_in_templates
    if not parts or has_errors(problems):
        return None, sheet, tuple(problems)
    part = parts[0]
    if picture:
        asset, found_in_picture = _picture(
            picture, page.width, role_lists(book.config.fonts, config.fonts), where)
        problems += found_in_picture
        part = replace(part, assets=(asset,))
    return part, sheet, tuple(problems)


def overlong(book: Book, sheet: Spread, anchors: Iterable[Anchor],
             positions: Positions | None = None) -> Iterator[Problem]:
    """Texts that end lower than there is room; ``anchors``: those of the typeset sheet.

    On the back the bar code, or the line at its foot, needs its place. What runs off the page
    altogether is cut off there, and its end is not among the anchors.
    """
    ends = {anchor.name: sheet.height - anchor.y / MM for anchor in anchors}
    code, cover = barcode_view(book, sheet), book.config.cover
    lowest = {"back": code.y - ABOVE_CODE if code else sheet.height - FOOT,
              "front_flap": sheet.height - EDGE, "back_flap": sheet.height - EDGE}
    for key, low in lowest.items():
        there = getattr(cover, key).strip() and (key == "back" or cover.flaps)
        if there and ends.get(f"{key.replace('_', '-')}-end", sheet.height) > low:
            yield problem("cover-text-long", _place(positions or Positions(), "cover", key),
                          key=key)


def paragraphs(text: str) -> tuple[str, ...]:
    """Plain text in paragraphs: lines are joined, empty lines part."""
    blocks = "\n".join(line.strip() for line in text.strip().split("\n")).split("\n\n")
    return tuple(block.strip().replace("\n", "") if not block.isascii()
                 else " ".join(block.split()) for block in blocks if block.strip())


def spine_words(book: Book) -> tuple[str, str, str]:
    """Title, author and publisher for the spine; each may be empty."""
    config = book.config
    given = config.cover.spine_text
    if given:
        title, author, publisher = (*given, "", "")[:3]
        return title, author, publisher
    return config.title, config.author, publisher_of(config)


def barcode_symbol(book: Book) -> Symbol | None:
    """The bar code of a published book, or the room for it; none for internal material."""
    imprint = book.config.imprint
    if imprint is None or imprint.kind != "published":
        return None
    digits = isbn_digits(imprint.isbn)
    return ean13(digits) if digits else empty_symbol()


def barcode_view(book: Book, sheet: Spread) -> BarcodeView | None:
    """The same in its place: on the back, lower right."""
    symbol, imprint, back = barcode_symbol(book), book.config.imprint, _panel(sheet, "back")
    if symbol is None or imprint is None:
        return None
    return BarcodeView(
        round(back.x + back.width - BARCODE_MARGIN - symbol.width, 4),
        round(sheet.height - BARCODE_MARGIN - symbol.height, 4),
        symbol.width, symbol.height, symbol.bar_height,
        tuple(BarView(b.x, b.width, b.height) for b in symbol.bars),
        tuple(DigitView(d.text, d.x, d.width) for d in symbol.digits),
        printed_isbn(imprint.isbn), imprint.price)


def _spine_lines(book: Book, sheet: Spread, positions: Positions) -> tuple[
        tuple[SpineLineView, ...], tuple[Problem, ...]]:
    words = spine_words(book)
    if not sheet.spine or not any(words):
        return (), ()
    if sheet.spine < THINNEST:
        return (), (problem("cover-spine-thin", _place(positions, *_spine_key(positions)),
                            width=f"{sheet.spine:g}", least=f"{THINNEST:g}"),)
    made = _set(words, sheet)
    if isinstance(made, TooLong) and not book.config.cover.spine_text and words[1]:
        made = _set((words[0], "", words[2]), sheet)  # an author only where there is room
    if isinstance(made, TooLong):
        key = "cover.spine_text" if book.config.cover.spine_text else "title"
        return (), (problem(
            "cover-spine-long", _place(positions, *key.split(".")), width=f"{sheet.spine:g}",
            needed=f"{made.needed:g}", room=f"{made.room:g}", size=f"{SMALLEST:g}",
            fits=made.characters),)
    return tuple(SpineLineView(line.role, line.size, tuple(
        SpineCell(c.text, c.kind, c.at, c.length) for c in line.cells)) for line in made.lines), ()


def _spine_key(positions: Positions) -> tuple[str, ...]:
    """What of book.toml the width of the spine is best told at."""
    keys = (("printing", "spine"), ("cover",), ("printing",))
    return next((key for key in keys if key in positions.values), ("documents",))


def _set(words: tuple[str, str, str], sheet: Spread) -> SpineText | TooLong:
    title, author, publisher = words
    return set_spine(title, author, publisher, width=sheet.spine, height=sheet.height,
                     drop=round(sheet.height * DROP + BELOW, 2))


def _flaps(book: Book, width: float, positions: Positions) -> Iterator[Problem]:
    """A flap as wide as the page does not lie behind the cover."""
    flaps = book.config.cover.flaps
    if flaps > width - 10:
        yield problem("cover-flaps-wide", _place(positions, "cover", "flaps"), flaps=f"{flaps:g}",
                      most=f"{width - 10:g}")


def _picture(asset: Asset, width: float, fonts: FontsConfig, positions: Positions) -> tuple[
        Asset, tuple[Problem, ...]]:
    """The picture with the pixels that the front can use; ``width``: of the page, mm."""
    place = _place(positions, "cover", "picture")
    if asset.media_type == "image/svg+xml":
        return drawing_with_fonts(asset, fonts, place)
    ppi = floor(asset.width / (width / 25.4) + 0.5)
    found: tuple[Problem, ...] = ()
    if ppi < GOOD:
        found = (problem("image-coarse" if ppi < COARSE else "image-ppi", place, name=asset.name,
                         ppi=ppi, width=round(width), wanted=GOOD,
                         good=floor(asset.width / GOOD * 25.4)),)
    return limited(asset, width * MM), found


def _panel(sheet: Spread, name: str) -> PanelView:
    found = _panel_or_none(sheet, name)
    assert found is not None
    return found


def _panel_or_none(sheet: Spread, name: str) -> PanelView | None:
    panel = next((p for p in sheet.panels if p.name == name), None)
    return PanelView(panel.x, panel.width) if panel else None


def _place(positions: Positions, *path: str) -> Place:
    spot = positions.value(path)
    return Place(FILE_NAME, spot.line, spot.column)
