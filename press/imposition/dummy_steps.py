"""How a sheet is folded, step by step, and how what is folded or cut is put together: pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from press.imposition.dummy_folds import Edge, FoldedStack, FoldStep, follow, head_of, within
from press.imposition.dummy_sheets import Frame, fitting, folded_unit, page
from press.imposition.dummy_svg import (
    ACCENT,
    DASHES,
    GREY,
    INK,
    SHADE,
    WASH,
    arrow,
    badge,
    circle,
    group,
    line,
    path,
    rectangle,
    words,
)
from press.imposition.sheets import Imposition, Rect, Sheet, Slot
from press.messages import Lang, text

SMALL: Final = 3.1
"""Size of captions, mm."""
ABOVE: Final = 9.0
"""Room for arrows above a step, mm."""
APART: Final = 18.0
"""Between two steps, mm."""
TALLEST: Final = 46.0
LEAST: Final = 26.0
"""Height of what is folded, mm: its edges are named."""
CRAMPED: Final = 0.6
"""Pictures in one row that are so much smaller than they might be take two."""


def fold_strip(imposition: Imposition, sheet: Sheet, width: float, lang: Lang, *,
               tallest: float = TALLEST) -> tuple[str, float]:
    """The folds of a sheet from left to right, at last what comes of them; and the height."""
    piece = next(piece for piece in sheet.pieces(imposition.sheet_size)
                 if piece is not None and not piece.over)
    area, folds = folded_unit(imposition, sheet, piece)
    steps, done = follow(folds, area, _slots_of(sheet, area))
    outlines = [*(step.outline for step in steps), done.outline]
    captions = [*(text(f"dummy-under-{step.fold.under}", lang) for step in steps),
                text("dummy-folded", lang)]
    wanted = tallest / area.height
    # What comes of many folds is small: it is shown larger than the steps before.
    large = min(LEAST, tallest) / done.outline.height
    rows = [range(len(outlines))]
    if len(steps) > 3 or _scale(outlines, rows, width, large) < CRAMPED * wanted:
        half = len(outlines) // 2
        rows = [range(half), range(half, len(outlines))]
    scale = min(wanted, _scale(outlines, rows, width, large))
    last = max(scale, large)
    shapes: list[str] = []
    y = 0.0
    for row in rows:
        scales = [last if index == len(steps) else scale for index in row]
        tall = max(outlines[index].height * one for index, one in zip(row, scales, strict=True))
        x, base = APART / 2, y + ABOVE + tall
        below = 9.0 if len(steps) in row else 5.5  # edges of what is folded are named
        for index, one in zip(row, scales, strict=True):
            box = outlines[index]
            frame = Frame(x, base - (tall - box.height * one) / 2, one, (box.left, box.bottom))
            shapes.append(_step(steps[index], frame, lang) if index < len(steps)
                          else _folded(done, frame, lang))
            shapes.append(words(captions[index], (x + box.width * one / 2, base + below), 2.9,
                                anchor="middle"))
            x += box.width * one + APART
        y = base + below + 2.0
    return group(shapes, name="folding"), y


def _scale(outlines: Sequence[Rect], rows: Sequence[range], width: float, large: float) -> float:
    """The scale at which every row of pictures is at most so wide; the last is shown ``large``,
    unless all are shown larger still."""
    found = []
    for row in rows:
        room = width - len(row) * APART
        widths = [outlines[index].width for index in row]
        one = room / sum(widths)
        if len(outlines) - 1 in row and one < large:
            one = (room - widths[-1] * large) / sum(widths[:-1])
        found.append(one)
    return min(found)


def _slots_of(sheet: Sheet, paper: Rect) -> tuple[Slot, ...]:
    """The pages on the front of a piece."""
    return tuple(slot for slot in sheet.front.slots if within(slot, paper))


def _step(step: FoldStep, frame: Frame, lang: Lang) -> str:
    box, fold = step.outline, step.fold
    half = {"left": Rect(box.left, box.bottom, fold.at, box.top),
            "right": Rect(fold.at, box.bottom, box.right, box.top),
            "bottom": Rect(box.left, box.bottom, box.right, fold.at),
            "top": Rect(box.left, fold.at, box.right, box.top)}[fold.under]
    shapes = [rectangle(*frame.box(box), pen=0, fill="#fff"),
              rectangle(*frame.box(half), pen=0, fill=SHADE),
              *(page(slot, frame, lang) for slot in step.top),
              rectangle(*frame.box(box), pen=0.28)]
    dash = DASHES[min(step.number, len(DASHES) - 1)]
    if fold.axis == "vertical":
        top, bottom = frame.at(fold.at, box.top), frame.at(fold.at, box.bottom)
        shapes.append(line(top, bottom, stroke=ACCENT, width=0.35, dash=dash))
        ends = [frame.at((half.left + half.right) / 2, box.top)[0],
                frame.at(2 * fold.at - (half.left + half.right) / 2, box.top)[0]]
        rise = top[1] - 1.2
        shapes.append(arrow(((ends[0], rise), (ends[0], rise - 6), (ends[1], rise - 6),
                             (ends[1], rise))))
        shapes.append(badge(str(step.number), (top[0], rise - 4.5)))
    else:
        left, right = frame.at(box.left, fold.at), frame.at(box.right, fold.at)
        shapes.append(line(left, right, stroke=ACCENT, width=0.35, dash=dash))
        ends = [frame.at(box.right, (half.bottom + half.top) / 2)[1],
                frame.at(box.right, 2 * fold.at - (half.bottom + half.top) / 2)[1]]
        out = right[0] + 1.2
        shapes.append(arrow(((out, ends[0]), (out + 6, ends[0]), (out + 6, ends[1]),
                             (out, ends[1]))))
        shapes.append(badge(str(step.number), (out + 4.5, right[1])))
    return group(shapes, name="step")


def _folded(done: FoldedStack, frame: Frame, lang: Lang) -> str:
    """The folded section: open edges show leaves, closed ones a thick line; edges are named."""
    x, y, width, height = frame.box(done.outline)
    out: dict[Edge, tuple[float, float]] = {
        "left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}
    corners: dict[Edge, tuple[tuple[float, float], tuple[float, float]]] = {
        "left": ((x, y), (x, y + height)), "right": ((x + width, y), (x + width, y + height)),
        "top": ((x, y), (x + width, y)), "bottom": ((x, y + height), (x + width, y + height))}
    shapes = [rectangle(x, y, width, height, pen=0.2, fill=WASH),
              *(rectangle(*frame.box(slot.trim), pen=0, fill="#fff") for slot in done.top),
              *(page(slot, frame, lang) for slot in done.top)]
    head: Edge = head_of(done.top[0].rotation) if done.top else "top"
    closed = {edge for edge, _ in done.closed}
    for edge, at in done.closed:
        box = done.outline
        ends = (((at, box.bottom), (at, box.top)) if edge in ("left", "right")
                else ((box.left, at), (box.right, at)))
        shapes.append(line(frame.at(*ends[0]), frame.at(*ends[1]), width=0.7,
                           stroke=ACCENT if edge == done.spine else INK))
    for edge, (start, end) in corners.items():
        dx, dy = out[edge]
        if edge not in closed:
            shapes += [line((start[0] + dx * away, start[1] + dy * away),
                            (end[0] + dx * away, end[1] + dy * away), width=0.12, stroke=GREY)
                       for away in (0.5, 1.0)]
        if name := _edge_name(edge, head, done, edge in closed, lang):
            middle = ((start[0] + end[0]) / 2 + dx * 3.4, (start[1] + end[1]) / 2 + dy * 3.4)
            shapes.append(words(name, (middle[0], middle[1] + 0.9), 2.5, anchor="middle",
                                fill=GREY, turned=90.0 * dx))
    return group(shapes, name="folded")


def _edge_name(edge: Edge, head: Edge, done: FoldedStack, closed: bool, lang: Lang) -> str:
    opposite: dict[Edge, Edge] = {"left": "right", "right": "left",
                                  "top": "bottom", "bottom": "top"}
    if edge == done.spine:
        return text("dummy-spine", lang)
    name = "head" if edge == head else "foot" if edge == opposite[head] else "fore-edge"
    if closed:
        return text("dummy-closed", lang, edge=text(f"dummy-{name}", lang))
    return text(f"dummy-{name}", lang)


# --- putting together ---------------------------------------------------------------------------


def chosen(count: int, most: int) -> list[int | None]:
    """The numbers from 1 to ``count``; of more than ``most`` the first and last, None between."""
    if count <= most:
        return list(range(1, count + 1))
    ahead = (most - 1) // 2 + (most - 1) % 2
    behind = most - 1 - ahead
    return [*range(1, ahead + 1), None, *range(count - behind + 1, count + 1)]


def _dots(x: float, y: float) -> str:
    """Three dots, one below the other: and so on."""
    return "".join(circle((x, y + away), 0.22, fill=GREY, width=0.0) for away in (-1.0, 0.0, 1.0))


def nest(count: int, binding: str, lang: Lang, *, stapled: bool,
         unit: str = "dummy-sheet") -> tuple[str, float]:
    """Sheets inside each other, seen from the head; and the height. ``unit`` is the code of what
    they are called."""
    shown = chosen(count, 7)
    gap, reach = 3.6, 46.0
    middle = len(shown) * gap
    mirrored = binding == "right"
    shapes = []

    def x(at: float) -> float:
        return 80.0 - at if mirrored else at

    for index, number in enumerate(shown):
        half, apex, end = middle - index * gap, 8.0 + index * 1.5, 8.0 + reach + index * 0.7
        if number is None:
            shapes += [_dots(x(apex + reach / 2), middle + side * half) for side in (-1, 1)]
            continue
        bend = apex + min(5.0, half)
        shapes.append(path(
            f"M{x(end):.2f} {middle - half:.2f} L{x(bend):.2f} {middle - half:.2f} "
            f"Q{x(apex):.2f} {middle - half:.2f} {x(apex):.2f} {middle:.2f} "
            f"Q{x(apex):.2f} {middle + half:.2f} {x(bend):.2f} {middle + half:.2f} "
            f"L{x(end):.2f} {middle + half:.2f}", width=0.3))
        label = text(unit, lang, number=number)
        if number in (1, count):
            name = "dummy-outermost" if number == 1 else "dummy-innermost"
            label += f" {text(name, lang)}" if count > 1 else ""
        shapes.append(words(label, (x(end + 2.0), middle - half + 0.9), 2.6,
                            anchor="end" if mirrored else "start"))
    if stapled:
        shapes.append(line((x(5.0), middle), (x(8.0 + len(shown) * 1.5 + 1.0), middle),
                           stroke=ACCENT, width=0.6))
        shapes.append(words(text("dummy-staple", lang), (x(4.0), middle + 0.9), 2.6,
                            anchor="start" if mirrored else "end", fill=ACCENT))
    return group(shapes, name="nest"), 2 * middle


def gather(sections: Sequence[str], layers: int, binding: str, lang: Lang) -> tuple[str, float]:
    """Folded sections one on the other, the first on top; ``sections``: what each holds."""
    mirrored = binding == "right"
    shown = chosen(len(sections), 9)
    pitch, reach = 5.0, 46.0
    shapes = []

    def x(at: float) -> float:
        return 110.0 - at if mirrored else at

    for index, number in enumerate(shown):
        y = 1.6 + index * pitch
        if number is None:
            shapes.append(_dots(x(8.0 + reach / 2), y))
            continue
        for inner in range(min(layers, 3)):
            half, apex = 1.6 - inner * 0.45, 8.0 + inner * 0.6
            shapes.append(path(
                f"M{x(8.0 + reach):.2f} {y - half:.2f} L{x(apex + half):.2f} {y - half:.2f} "
                f"Q{x(apex):.2f} {y - half:.2f} {x(apex):.2f} {y:.2f} "
                f"Q{x(apex):.2f} {y + half:.2f} {x(apex + half):.2f} {y + half:.2f} "
                f"L{x(8.0 + reach):.2f} {y + half:.2f}", width=0.25))
        shapes.append(words(text("dummy-section", lang, number=number, pages=sections[number - 1]),
                            (x(8.0 + reach + 3.0), y + 0.95), 2.7,
                            anchor="end" if mirrored else "start"))
    bottom = 3.2 + (len(shown) - 1) * pitch
    shapes.append(line((x(5.5), 0.0), (x(5.5), bottom), stroke=ACCENT, width=0.6))
    shapes.append(words(text("dummy-spine", lang), (x(3.6), bottom / 2 + 0.9), 2.6,
                        anchor="middle", fill=ACCENT, turned=90.0 if mirrored else -90.0))
    return group(shapes, name="gather"), bottom


def pile(imposition: Imposition, sheet: Sheet, lang: Lang) -> tuple[str, float]:
    """The places of a cut sheet, numbered, and their piles one on the other, the first on top."""
    size = imposition.sheet_size
    scale = fitting(size, 62.0, 44.0)
    tall = size[1] * scale
    frame = Frame(2.0, tall, scale)
    pieces = sheet.pieces(size)
    shapes = [rectangle(*frame.box(Rect(0.0, 0.0, *size)), fill=WASH, pen=0.25)]
    for number, piece in enumerate(pieces, start=1):
        if piece is None:
            continue
        x, y, width, height = frame.box(piece.area)
        shapes.append(rectangle(x, y, width, height, fill="#fff", pen=0.2))
        shapes.append(badge(str(number), (x + width / 2, y + height / 2), radius=2.2, fill=INK))
    shown = chosen(len(pieces), 8)
    thick = min(6.0, tall / len(shown))
    left, top = 84.0, (tall - thick * len(shown)) / 2
    for index, one in enumerate(shown):
        y = top + index * thick
        shapes.append(rectangle(left, y, 40.0, thick, pen=0.25, fill="#fff"))
        if one is None:
            shapes.append(_dots(left + 20.0, y + thick / 2))
        else:
            shapes += [line((left, y + thick * part / 4), (left + 40.0, y + thick * part / 4),
                            width=0.08, stroke=GREY) for part in (1, 2, 3)]
            shapes.append(badge(str(one), (left + 20.0, y + thick / 2),
                                radius=min(2.0, 0.36 * thick), fill=INK))
    for y, name in ((top, "dummy-top"), (top + thick * len(shown), "dummy-bottom")):
        shapes.append(words(text(name, lang), (left + 42.0, y + (2.4 if y == top else -0.6)), 2.6,
                            fill=GREY))
    shapes.append(arrow(((66.0, tall / 2), (82.0, tall / 2)), stroke=INK, width=0.25))
    return group(shapes, name="pile"), tall
