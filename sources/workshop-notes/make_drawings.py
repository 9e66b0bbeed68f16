"""Draw the figures of this book: ``images/*.svg``.

Run it from anywhere; it needs Python and nothing else::

    python sources/workshop-notes/make_drawings.py

One unit of a drawing is one point, and a drawing is as wide as the text (286 pt), so that lines
and letters come out at the sizes that are written here. Letters are those of the book, by the
name of the typeface; the drawings are black and grey.
"""

from __future__ import annotations

from pathlib import Path

IMAGES = Path(__file__).resolve().parent / "images"
WIDTH = 286
LINE = 14.5
"""Pitch of the book's lines: heights are whole lines, so that a drawing keeps the grid."""
INK, GREY, PALE = "#000000", "#8c8c8c", "#e4e4e4"


class Drawing:
    """The elements of one drawing, in the order in which they are painted."""

    def __init__(self, lines: int) -> None:
        self.height = lines * LINE
        self.elements: list[str] = []

    def box(self, x: float, y: float, width: float, height: float, fill: str = "none",
            stroke: str = INK, weight: float = 0.5) -> None:
        line = f'stroke="{stroke}" stroke-width="{weight}"' if weight else 'stroke="none"'
        self.elements.append(f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" '
                             f'height="{height:.2f}" fill="{fill}" {line}/>')

    def line(self, x0: float, y0: float, x1: float, y1: float, stroke: str = INK,
             weight: float = 0.5, dash: str = "") -> None:
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.elements.append(f'<line x1="{x0:.2f}" y1="{y0:.2f}" x2="{x1:.2f}" y2="{y1:.2f}" '
                             f'stroke="{stroke}" stroke-width="{weight}"{dashes}/>')

    def path(self, data: str, stroke: str = INK, weight: float = 0.75) -> None:
        self.elements.append(f'<path d="{data}" fill="none" stroke="{stroke}" '
                             f'stroke-width="{weight}"/>')

    def text(self, x: float, y: float, words: str, size: float = 8.5, anchor: str = "middle",
             family: str = "Linux Biolinum O", fill: str = INK, style: str = "normal") -> None:
        self.elements.append(
            f'<text x="{x:.2f}" y="{y:.2f}" font-family="{family}" font-size="{size}" '
            f'font-style="{style}" text-anchor="{anchor}" fill="{fill}">{words}</text>')

    def arrow(self, x0: float, x1: float, y: float, weight: float = 0.5) -> None:
        """A level line from ``x0`` to ``x1``, with a head at ``x1``."""
        back = -3.2 if x1 > x0 else 3.2
        self.line(x0, y, x1, y, weight=weight)
        self.elements.append(f'<path d="M{x1:.2f} {y:.2f} l{back} -1.7 v3.4 Z" fill="{INK}" '
                             'stroke="none"/>')

    def save(self, name: str) -> None:
        body = "\n".join(self.elements)
        (IMAGES / name).write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}pt" '
            f'height="{self.height:g}pt" viewBox="0 0 {WIDTH} {self.height:g}">\n'
            f'{body}\n</svg>\n', "utf-8")


def slack() -> None:
    """Two lines of words, before and after their blanks are widened; one of squares."""
    d = Drawing(8)
    left, right, tall = 12.0, 274.0, 11.0
    words = (31.0, 17.0, 40.0, 24.0, 12.0, 46.0, 20.0, 28.0)
    natural = 3.2
    rows = ((18.0, natural), (52.0, (right - left - sum(words)) / (len(words) - 1)))
    for y, blank in rows:
        x = left
        for width in words:
            d.box(x, y, width, tall, PALE, weight=0.4)
            x += width + blank
        x -= blank
        if blank == natural:
            d.box(x, y, right - x, tall, "none", GREY, 0.5)
            d.text((x + right) / 2, y + 8, "slack", 8, style="italic")
    y = 92.0
    for n in range(22):
        d.box(left + n * 11.5, y, 11.5, 11.5, PALE, weight=0.4)
    end = left + 22 * 11.5
    d.box(end, y, right - end, 11.5, "none", GREY, 0.5)
    d.text(left, 13, "Words with blanks as they are typed", anchor="start")
    d.text(left, 47, "The same words, every blank widened by the same amount", anchor="start")
    d.text(left, 87, "Squares: nothing between them that could be widened", anchor="start")
    for x in (left, right):
        d.line(x, 3, x, 113, GREY, 0.4, "2 2")
    d.save("slack.svg")


def marks() -> None:
    """Full-width marks as squares, half of each empty, and what may be trimmed."""
    d = Drawing(7)
    side = 26.0

    def row(x: float, y: float, text: str, widths: tuple[float, ...],
            insets: tuple[float, ...]) -> float:
        for char, width, inset in zip(text, widths, insets, strict=True):
            d.box(x, y, width * side, side, "none", GREY, 0.4)
            if char in "，。“":
                d.box(x, y, width * side, side, PALE, GREY, 0.4)
            d.text(x - inset * side + side / 2, y + 22, char, side, family="Noto Serif CJK SC")
            x += width * side
        return x

    d.text(12, 12, "A mark fills a square; its ink fills half of it", anchor="start")
    end = row(12, 18, "天高，月小。", (1,) * 6, (0,) * 6)
    d.line(end, 14, end, 48, GREY, 0.4, "2 2")
    d.text(12, 63, "At the end of the line the empty half goes", anchor="start")
    end = row(12, 69, "天高，月小。", (1, 1, 1, 1, 1, 0.5), (0,) * 6)
    d.line(end, 65, end, 99, GREY, 0.4, "2 2")
    d.arrow(end + 34, end + 3, 82)
    d.text(end + 38, 85, "half an em gained", anchor="start", style="italic")
    d.save("marks.svg")


def grid() -> None:
    """Two facing pages with the text block, its margins and the lines of the grid."""
    d = Drawing(16)
    scale = 0.94
    wide, high = 148 * scale, 210 * scale
    inner, top, width, height = 19 * scale, 22 * scale, 100.9 * scale, 153.5 * scale
    spine, head = WIDTH / 2, 14.0
    for side in (-1, 1):
        d.box(spine if side > 0 else spine - wide, head, wide, high, "#ffffff")
        x = spine + inner if side > 0 else spine - inner - width
        d.box(x, head + top, width, height, "none", GREY, 0.4)
        for n in range(1, 31):
            y = head + top + n * height / 30
            d.line(x, y, x + width, y, GREY, 0.25)
    text = spine - inner - width
    d.box(text + 24, head + top + height / 30 * 4.1, width - 48, height / 30 * 1.4, INK, weight=0)
    for n in (9, 10, 11, 12, 13, 14):
        d.box(text, head + top + height / 30 * (n + 0.35), width if n < 14 else width * 0.6,
              height / 30 * 0.5, GREY, weight=0)
    other = spine + inner
    for n in (0, 1, 2, 3, 7, 8, 9, 10):
        d.box(other, head + top + height / 30 * (n + 0.35), width if n not in (3, 10)
              else width * 0.7, height / 30 * 0.5, GREY, weight=0)
    d.box(other + 34, head + top + height / 30 * 5.2, width - 68, height / 30 * 0.7, INK, weight=0)
    d.text(spine - wide + 14, head + high / 2 - 4, "28", 8)
    d.text(spine - 9, head + high / 2 - 4, "19", 8)
    d.text(spine - wide / 2, head + 13, "22", 8)
    d.text(spine - wide / 2, head + high - 13, "34", 8)
    d.text(spine, 9, "Margins in millimetres; thirty lines to the page", 8.5)
    d.save("grid.svg")


def join() -> None:
    """Parts typeset apart, then placed; a page number in one waits for another."""
    d = Drawing(9)
    y = 22.0
    parts = (("Foreword", 2), ("Story 1", 4), ("Story 2", 3), ("Index", 2))
    x = 6.0
    places = []
    for name, pages in parts:
        for n in range(pages):
            d.box(x + n * 14, y, 12, 17, "#ffffff")
        d.text(x + pages * 7 - 1, y - 6, name, 8.5)
        places.append((x, pages))
        x += pages * 14 + 36
    d.text(places[1][0] + 20, y + 11.5, "00", 8)
    y = 88.0
    left = (WIDTH - 11 * 16) / 2
    n = 0
    for old, pages in places:
        for _ in range(pages):
            d.box(left + n * 16, y, 12, 17, "#ffffff")
            n += 1
        middle = left + (n - pages / 2) * 16 - 2
        d.line(old + pages * 7 - 1, 43, middle, y - 6, GREY, 0.4)
    for n, label in enumerate(("i", "ii", *map(str, range(1, 10)))):
        d.text(left + n * 16 + 6, y + 27, label, 8)
    d.text(left + 3 * 16 + 6, y + 11.5, "5", 8)
    d.path(f"M{left + 3 * 16 + 6:.1f} {y - 1:.1f} q32 -13 {3 * 16:.1f} 0", INK, 0.5)
    d.text(WIDTH / 2, y + 40, "Above, each part apart; below, joined and numbered", 8.5)
    d.save("join.svg")


def sheets() -> None:
    """The four sides of a booklet of eight pages."""
    d = Drawing(7)
    sides = (("Sheet 1, front", 8, 1), ("Sheet 1, back", 2, 7),
             ("Sheet 2, front", 6, 3), ("Sheet 2, back", 4, 5))
    wide, high = 29.0, 41.0
    for n, (name, first, second) in enumerate(sides):
        x = 4 + n * 72.5
        d.text(x + wide, 18, name, 8.5)
        for k, page in enumerate((first, second)):
            d.box(x + k * wide, 26, wide, high, "#ffffff")
            d.text(x + k * wide + wide / 2, 26 + high / 2 + 5, str(page), 14,
                   family="Linux Libertine O")
        d.line(x + wide, 21, x + wide, 26 + high + 5, GREY, 0.4, "2 2")
    d.text(WIDTH / 2, 90, "The two numbers of a side always make nine: pages and one", 8.5)
    d.save("sheets.svg")


def creep() -> None:
    """Nested sheets seen from the head, before trimming; the inner ones stick out."""
    d = Drawing(8)
    spine, fore = 40.0, 214.0
    gap, step = 5.2, 5.2
    count = 5
    middle = 58.0
    for i in range(count):
        reach = (count - 1 - i) * step
        half = 4 + i * gap
        start = fore - step * 2 + reach
        bend = spine - i * gap
        d.path(f"M{start:.1f} {middle - half:.1f} H{bend + half:.1f} "
               f"A{half:.1f} {half:.1f} 0 0 0 {bend + half:.1f} {middle + half:.1f} "
               f"H{start:.1f}", INK, 1.1)
    cut = fore - step * 2 - 5
    d.line(cut, 20, cut, 96, INK, 0.5, "3 2")
    d.text(cut, 14, "the cut", 8.5, style="italic")
    d.text(spine + 90, 110, "five sheets, seen from the head; the fold is at the left", 8.5)
    edge = fore - step * 2 + (count - 1) * step
    d.arrow(edge + 22, edge + 3, middle)
    d.text(edge + 26, middle + 3, "innermost", 8.5, "start", style="italic")
    d.save("creep.svg")


def boxes() -> None:
    """A page for the shop: trim, bleed, sheet and crop marks."""
    d = Drawing(12)
    x, y, wide, high = 48.0, 34.0, 76.0, 108.0
    bleed, gap, length = 7.0, 9.0, 11.0
    d.box(x - 21, y - 21, wide + 42, high + 42, "#ffffff", GREY, 0.4)
    d.box(x - bleed, y - bleed, wide + 2 * bleed, high + 2 * bleed, PALE, weight=0)
    d.box(x, y, wide, high, "#ffffff", INK, 0.75)
    d.box(x + 10, y + 12, wide - 24, high - 30, "none", GREY, 0.4)
    for cx, out in ((x, -1), (x + wide, 1)):
        for cy, down in ((y, -1), (y + high, 1)):
            d.line(cx + out * gap, cy, cx + out * (gap + length), cy)
            d.line(cx, cy + down * gap, cx, cy + down * (gap + length))
    notes = ((y - 21, x + wide + 21, "the sheet"),
             (y - bleed + 6, x + wide + bleed, "the bleed, 3 mm"),
             (y + 18, x + wide, "the trim: where the knife goes"),
             (y + 50, x + wide - 14, "the text block"))
    for place, start, words in notes:
        level = max(place, 16.0)
        d.line(start, level, 162, level, GREY, 0.4)
        d.text(166, level + 3, words, 8.5, "start")
    d.text(166, y + high + 3, "crop marks", 8.5, "start")
    d.line(x + wide + gap + length + 2, y + high, 162, y + high, GREY, 0.4)
    d.save("boxes.svg")


if __name__ == "__main__":
    IMAGES.mkdir(exist_ok=True)
    for draw in (slack, marks, grid, join, sheets, creep, boxes):
        draw()
