"""The flip test: one sheet that shows whether a printer turns, places and scales as it should.

Two pages of the size of the job's sheet. Its back stands as the backs of the job do: where the
printer turns the sheet over its other edge, the arrow on the back points down. Both sides hold
crosses in the same places; held against the light, the scale on the back tells how far they miss
each other. Combs at the edges show what the printer cannot reach, a line whether it scaled.
"""

from __future__ import annotations

from typing import Final

from press.imposition.dummy_folds import creases
from press.imposition.dummy_sheets import folded_unit
from press.imposition.dummy_svg import (
    ACCENT,
    DASHES,
    GREY,
    Point,
    circle,
    group,
    line,
    number,
    picture,
    polygon,
    words,
)
from press.imposition.dummy_words import wrapped
from press.imposition.sheets import Imposition
from press.messages import Lang, text

INSET: Final = 22.0
"""mm from the edges to the crosses."""
COMB: Final = 12
"""mm that the combs at the edges reach inwards."""
SIZES: Final = (3.6, 3.1, 2.7, 2.3)
"""Of the text, mm: the largest for which the sheet has room."""
LEADING: Final = 1.5


def flip_test_html(imposition: Imposition, *, lang: Lang = "zh") -> str:
    """Front and back as HTML of two pages, for ``press.typeset.to_pdf``."""
    width, height = imposition.sheet_size
    front = picture(_front(imposition, lang), width, height)
    # As the backs of the job: on their heads where the sheet is turned top to bottom.
    turned = imposition.turn == "horizontal"
    content = group(_back(imposition, lang))
    if turned:
        content = (f'<g transform="rotate(180 {number(width / 2)} {number(height / 2)})">'
                   f"{content}</g>")
    back = picture((content,), width, height)
    language = "zh-Hans" if lang == "zh" else "en"
    return (f'<!DOCTYPE html><html lang="{language}"><title>{text("flip-title", lang)}</title>'
            f"<style>@page {{ size: {number(width)}mm {number(height)}mm; margin: 0 }} "
            "body { margin: 0 } svg { display: block; break-after: page } "
            f"svg:last-child {{ break-after: auto }}</style><body>{front}{back}</body></html>")


def _front(imposition: Imposition, lang: Lang) -> list[str]:
    width, height = imposition.sheet_size
    shapes = [*_common(imposition, scale=False),
              *_arrow(imposition, text("flip-front", lang), lang)]
    rule = 100 if width >= 140.0 else 50
    edge = text(f"flip-edge-{imposition.flip}", lang)
    other = text("flip-edge-long" if imposition.flip == "short" else "flip-edge-short", lang)
    steps = [text(f"flip-step-{step}", lang, edge=edge, other=other, rule=rule)
             for step in range(1, 6)]
    wide = min(width - 2 * INSET - 24.0, 190.0)
    left, y, room = (width - wide) / 2, height * 0.46, height * 0.54 - 22.0
    size, told = next(
        ((size, told) for size in SIZES
         if _tall(told := [wrapped(step, wide - 2 * size, size) for step in steps], size) <= room),
        (SIZES[-1], [wrapped(step, wide - 2 * SIZES[-1], SIZES[-1]) for step in steps]))
    for place, parts in enumerate(told, start=1):
        shapes.append(words(f"{place}", (left, y), size, bold=True, fill=ACCENT))
        for part in parts:
            shapes.append(words(part, (left + 2 * size, y), size))
            y += LEADING * size
        y += 0.45 * size
    return [*shapes, *_rule(rule, width / 2, min(y + 1.7 * size, height - 14.0), lang)]


def _tall(told: list[list[str]], size: float) -> float:
    return size * sum(LEADING * len(parts) + 0.45 for parts in told)


def _rule(length: int, middle: float, y: float, lang: Lang) -> list[str]:
    """A line of so many mm, to be measured."""
    start = middle - length / 2
    shapes = [line((start, y), (start + length, y), width=0.2)]
    for tick in range(0, length + 1, 10):
        reach = 2.4 if tick % 50 == 0 else 1.4
        shapes.append(line((start + tick, y - reach), (start + tick, y), width=0.2))
    return [*shapes, words(text("flip-rule", lang, rule=length), (middle, y + 4.4), 3.0,
                           anchor="middle", fill=GREY)]


def _back(imposition: Imposition, lang: Lang) -> list[str]:
    return [*_common(imposition, scale=True), *_arrow(imposition, text("flip-back", lang), lang)]


def _arrow(imposition: Imposition, side: str, lang: Lang) -> list[str]:
    """A large arrow to the head, and the name of the side."""
    width, height = imposition.sheet_size
    x, top, low = width / 2, height * 0.13, height * 0.30
    return [polygon(((x, top), (x + 7.0, top + 9.0), (x - 7.0, top + 9.0))),
            line((x, top + 8.0), (x, low), width=3.0),
            words(text("flip-top", lang), (x + 12.0, top + 8.0), 6.0, bold=True),
            words(side, (x, low + 11.0), 7.0, bold=True, anchor="middle")]


def _common(imposition: Imposition, *, scale: bool) -> list[str]:
    """What both sides have in the same places: crosses, combs, folds."""
    width, height = imposition.sheet_size
    shapes = []
    for x in (INSET, width - INSET):
        for y in (INSET, height - INSET):
            shapes += _cross((x, y), scale=scale)
            if scale:
                shapes += [words(label, (x + away, y + 4.2), 2.0, fill=GREY, anchor="middle")
                           for label, away in (("5", -5.0), ("5", 5.0))]
    shapes += _combs(width, height)
    sheet = imposition.sheets[0]
    for piece in sheet.pieces(imposition.sheet_size)[:1]:
        if piece is not None:
            for fold, axis, at in creases(folded_unit(imposition, sheet, piece)[1]):
                dash = DASHES[min(fold, len(DASHES) - 1)]
                ends = (((at, 0.0), (at, 9.0)), ((at, height - 9.0), (at, height))) \
                    if axis == "vertical" else \
                    (((0.0, height - at), (9.0, height - at)),
                     ((width - 9.0, height - at), (width, height - at)))
                shapes += [line(*end, stroke=ACCENT, width=0.25, dash=dash) for end in ends]
    return shapes


def _cross(centre: Point, *, scale: bool) -> list[str]:
    """A cross; with a scale of mm on the back, with a ring on the front."""
    x, y = centre
    shapes = [line((x - 8, y), (x + 8, y), width=0.15), line((x, y - 8), (x, y + 8), width=0.15)]
    if not scale:
        return [*shapes, circle(centre, 4.0, width=0.15)]
    for away in range(-5, 6):
        reach = 1.4 if away in (-5, 5) else 0.8
        shapes += [line((x + away, y - reach), (x + away, y + reach), width=0.12),
                   line((x - reach, y + away), (x + reach, y + away), width=0.12)]
    return shapes


def _combs(width: float, height: float) -> list[str]:
    """Steps of 1 mm from each edge: the first that is seen tells what cannot be printed."""
    shapes = []
    for step in range(COMB + 1):
        place = 0.32 * width + step * 3.0
        along = 0.32 * height + step * 3.0
        shapes += [line((place, step), (place + 3.0, step), width=0.15),
                   line((place, height - step), (place + 3.0, height - step), width=0.15),
                   line((step, along), (step, along + 3.0), width=0.15),
                   line((width - step, along), (width - step, along + 3.0), width=0.15)]
        if step in (5, 10):
            label = str(step)
            shapes += [words(label, (place - 0.6, step + 2.6), 2.4, fill=GREY, anchor="end"),
                       words(label, (place - 0.6, height - step - 0.9), 2.4, fill=GREY,
                             anchor="end"),
                       words(label, (step + 1.2, along + 0.4), 2.4, fill=GREY),
                       words(label, (width - step - 1.2, along + 0.4), 2.4, fill=GREY,
                             anchor="end")]
    return shapes


