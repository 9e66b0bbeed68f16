"""The dummy: how to cut, fold and gather, sheet by sheet, for the person at the table.

Drawn from the geometry alone, never from the PDF: what it shows is what was laid out. Pages of A4,
as one SVG or as HTML that ``press.typeset.to_pdf`` makes a PDF of. The first page tells what is
made, how a sheet is folded and how the sheets go together; the others show every sheet.
"""

from __future__ import annotations

from typing import Final

from press.imposition.dummy_facts import facts, layers_of, pages_of, spell_ranges
from press.imposition.dummy_sheets import Frame, cuts, fitting, side_picture
from press.imposition.dummy_steps import SMALL, fold_strip, gather, nest, pile
from press.imposition.dummy_svg import (
    ACCENT,
    DASHES,
    GREY,
    INK,
    PALE,
    group,
    line,
    picture,
    polygon,
    words,
)
from press.imposition.dummy_words import length, wrapped
from press.imposition.sheets import Imposition, Sheet
from press.messages import Lang, text

WIDTH: Final = 210.0
HEIGHT: Final = 297.0
MARGIN: Final = 16.0
"""mm."""
TITLE: Final = 6.4
HEADING: Final = 4.2
_INNER: Final = WIDTH - 2 * MARGIN


def dummy_svg(imposition: Imposition, *, name: str = "", lang: Lang = "zh") -> str:
    """All pages in one SVG, one below the other; ``name`` is what the dummy calls the job."""
    pages = _pages(imposition, name, lang)
    gap = 6.0
    return picture(
        (group((content,), move=(0.0, index * (HEIGHT + gap)), name="leaf")
         for index, content in enumerate(pages)),
        WIDTH, len(pages) * (HEIGHT + gap) - gap, _title(imposition, lang))


def dummy_html(imposition: Imposition, *, name: str = "", lang: Lang = "zh") -> str:
    """The same as HTML of A4 pages."""
    leaves = "\n".join(picture((content,), WIDTH, HEIGHT)
                       for content in _pages(imposition, name, lang))
    language = "zh-Hans" if lang == "zh" else "en"
    return (f'<!DOCTYPE html><html lang="{language}"><title>{_title(imposition, lang)}</title>'
            "<style>@page { size: A4; margin: 0 } body { margin: 0 } "
            "svg { display: block; break-after: page } svg:last-child { break-after: auto }"
            f"</style><body>{leaves}</body></html>")


def _pages(imposition: Imposition, name: str, lang: Lang) -> list[str]:
    """The content of each page."""
    pages = _overview(imposition, lang) + [
        group((words(text("dummy-sheets", lang), (MARGIN, 19.0), HEADING, bold=True), content))
        for content in _blocks(imposition, lang)]
    total = len(pages)
    return [group((content, _foot(name, number, total)))
            for number, content in enumerate(pages, start=1)]


def _title(imposition: Imposition, lang: Lang) -> str:
    return text("dummy-title" if imposition.folds else "dummy-title-flat", lang)


def _foot(name: str, number: int, total: int) -> str:
    y = HEIGHT - 11.0
    return (words(_short(name, 70), (MARGIN, y), 2.7, fill=GREY)
            + words(f"{number} / {total}", (WIDTH - MARGIN, y), 2.7, fill=GREY, anchor="end"))


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[:most - 1]}…"


# --- the first page ------------------------------------------------------------------------------


def _overview(imposition: Imposition, lang: Lang) -> list[str]:
    """What is made, and how; the legend on the last page of it."""
    shapes = [words(_title(imposition, lang), (MARGIN, 24.0), TITLE, bold=True),
              line((MARGIN, 28.0), (WIDTH - MARGIN, 28.0), width=0.25)]
    y = 35.0
    for label, value in facts(imposition, lang):
        shapes.append(words(label, (MARGIN, y), SMALL, fill=GREY))
        for part in wrapped(value, _INNER - 28.0, SMALL):
            shapes.append(words(part, (MARGIN + 28.0, y), SMALL))
            y += 5.2
    y += 7.0
    pages = [shapes]
    for number, (heading, sentence, drawn, tall) in enumerate(_chapters(imposition, lang), 1):
        told = wrapped(sentence, _INNER - 6.0, SMALL)
        needed = 6.4 + 5.0 * len(told) + (tall + 3.0 if drawn else 0.0)
        if y + needed > HEIGHT - 30.0:
            pages.append([])
            y = 24.0
        pages[-1] += [words(f"{number}", (MARGIN, y), HEADING, bold=True),
                      words(heading, (MARGIN + 6.0, y), HEADING, bold=True),
                      *(words(part, (MARGIN + 6.0, y + 6.4 + 5.0 * index), SMALL)
                        for index, part in enumerate(told))]
        if drawn:
            pages[-1].append(group((drawn,), move=(MARGIN + 6.0, y + 7.4 + 5.0 * len(told))))
        y += needed + 8.0
    pages[-1].append(_legend(imposition, lang))
    return [group(shapes, name="overview") for shapes in pages]


def _chapters(imposition: Imposition, lang: Lang) -> list[tuple[str, str, str, float]]:
    """Heading, sentence, picture and its height: cut, fold, put together, as the job needs it."""
    first = imposition.sheets[0]
    found: list[tuple[str, str, str, float]] = []
    layers = layers_of(imposition)
    if imposition.scheme == "nup":
        return [(text("dummy-read", lang), text("dummy-read-how", lang), "", 0.0)]
    if cuts(imposition, first):
        found.append((text("dummy-cut", lang), text("dummy-cut-how", lang), "", 0.0))
        found.append(_piled(imposition, lang))
    if imposition.folds:
        drawn, tall = fold_strip(imposition, first, _INNER - 6.0, lang)
        at_once = imposition.scheme == "saddle" and layers > 1 and len(imposition.folds) == 1
        sentence = (text("dummy-fold-nested", lang, sheets=layers) if at_once
                    else text("dummy-fold-how", lang))
        found.append((text("dummy-fold", lang), sentence, drawn, tall))
        found.append(_together(imposition, layers, lang))
    return found


def _piled(imposition: Imposition, lang: Lang) -> tuple[str, str, str, float]:
    """What becomes of the piles of a cut sheet."""
    heading = text("dummy-pile", lang)
    if imposition.folds and imposition.assembly == "copies":
        return heading, text("dummy-pile-books", lang), "", 0.0
    drawn, tall = pile(imposition, imposition.sheets[0], lang) \
        if imposition.assembly == "stack" else ("", 0.0)
    return heading, text(f"dummy-pile-{imposition.assembly}", lang), drawn, tall


def _together(imposition: Imposition, layers: int, lang: Lang) -> tuple[str, str, str, float]:
    """How folded sections become a book."""
    sections = pages_of(imposition)
    if len(sections) == 1:
        cut = bool(cuts(imposition, imposition.sheets[0]))
        drawn, tall = nest(layers, imposition.binding, lang, stapled=imposition.scheme == "saddle",
                           unit="dummy-piece" if cut else "dummy-sheet")
        code = "dummy-nest-how" if layers > 1 else "dummy-nest-one"
        return text("dummy-nest", lang), text(code, lang), drawn, tall
    drawn, tall = gather([spell_ranges(pages) for pages in sections.values()], layers,
                         imposition.binding, lang)
    code = "dummy-gather-nested" if layers > 1 else "dummy-gather-how"
    return (text("dummy-gather", lang),
            text(code, lang, sections=len(sections), sheets=layers), drawn, tall)


def _legend(imposition: Imposition, lang: Lang) -> str:
    y = HEIGHT - 20.0
    shapes = [line((MARGIN, y - 6.0), (WIDTH - MARGIN, y - 6.0), width=0.12, stroke=PALE)]
    x = MARGIN
    signs: list[tuple[str, str]] = [(text("dummy-legend-page", lang), "")]
    for number in range(1, len(imposition.folds) + 1):
        signs.append((text("dummy-legend-fold", lang, number=number), DASHES[min(number, 5)]))
    if cuts(imposition, imposition.sheets[0]):
        signs.append((text("dummy-legend-cut", lang), "cut"))
    for label, dash in signs:
        if not dash:
            shapes.append(polygon(((x + 1.0, y - 2.4), (x + 2.0, y - 0.4), (x, y - 0.4)),
                                  fill=GREY))
            x += 4.0
        else:
            shapes.append(line((x, y - 1.0), (x + 9.0, y - 1.0), width=0.3,
                               stroke=INK if dash == "cut" else ACCENT,
                               dash="" if dash == "cut" else dash))
            x += 11.0
        shapes.append(words(label, (x, y), 2.7, fill=GREY))
        x += length(label, 2.7) + 6.0
    return group(shapes)


# --- every sheet ---------------------------------------------------------------------------------


def _blocks(imposition: Imposition, lang: Lang) -> list[str]:
    """The sheets, as many on a page as can be read."""
    slots = max(len(side.slots) for sheet in imposition.sheets
                for side in (sheet.front, sheet.back))
    upright = imposition.sheet_size[1] > imposition.sheet_size[0]
    columns = 2 if (slots <= 2 or upright) and len(imposition.sheets) > 3 else 1
    sides = 1 if imposition.sides == 1 or imposition.turning != "sheetwise" else 2
    column = (_INNER - (columns - 1) * 10.0) / columns
    each = (column - (sides - 1) * 6.0) / sides
    scale = fitting(imposition.sheet_size, each, 58.0 if columns == 2 else 62.0)
    wide, tall = (edge * scale for edge in imposition.sheet_size)
    pitch = tall + 17.0
    room = HEIGHT - 29.0 - 18.0
    rows = max(1, int(room // pitch))
    pitch = max(pitch, min(room / rows, pitch + 8.0))
    pages: list[list[str]] = []
    for index, sheet in enumerate(imposition.sheets):
        place = index % (rows * columns)
        if place == 0:
            pages.append([])
        left = MARGIN + (place % columns) * (column + 10.0)
        top = 30.0 + (place // columns) * pitch
        shapes = [_caption(imposition, sheet, index + 1, (left, top), lang)]
        for back in (False, True)[:sides]:
            x = left + back * (wide + 6.0)
            name = "dummy-both" if sides == 1 and imposition.sides == 2 else (
                "dummy-back" if back else "dummy-front")
            shapes.append(words(text(name, lang), (x + wide / 2, top + tall + 12.0), 2.5,
                                anchor="middle", fill=GREY))
            shapes.append(side_picture(imposition, sheet, back,
                                       Frame(x, top + tall + 7.0, scale), lang))
        pages[-1].append(group(shapes, name="sheet"))
    return [group(shapes) for shapes in pages]


def _caption(imposition: Imposition, sheet: Sheet, number: int, at: tuple[float, float],
             lang: Lang) -> str:
    label = text("dummy-sheet", lang, number=number)
    x, y = at
    shapes = [words(label, (x, y), 3.4, bold=True)]
    more = []
    signatures = len({one.signature for one in imposition.sheets})
    together = sum(one.signature == sheet.signature for one in imposition.sheets)
    if imposition.folds and not cuts(imposition, sheet):
        if signatures > 1:
            more.append(text("dummy-in-section", lang, number=sheet.signature))
        if signatures > 1 and together > 1:
            more.append(text("dummy-position", lang, number=sheet.position))
    if sheet.shift:
        more.append(text("dummy-shift", lang, shift=f"{sheet.shift:.2f}"))
    if more:
        shapes.append(words(" · ".join(more), (x + length(label, 3.4) + 3.0, y), 2.6, fill=GREY))
    return group(shapes)
