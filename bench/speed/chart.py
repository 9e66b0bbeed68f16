"""The chart of docs/performance.md: dots on a logarithmic scale, with the range of the runs.

Drawn as text of SVG. Its colours hold on white and on black, and follow the reader's theme where
the viewer tells it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape

from bench.speed.results import Result, Series
from bench.speed.tables import Lang, label

WIDTH, LEFT, RIGHT = 800, 330, 70
"""Pixels: of all, of the names, of the numbers."""
ROW, HEAD, FOOT = 26, 44, 46
"""Pixels: of a row, of a panel's head, of the scale."""
STYLE = """
text { font: 14px system-ui, "Noto Sans CJK SC", sans-serif; fill: #6a6a6a }
.head { font-weight: 600 }
.small { font-size: 12px }
.own { fill: #c2404a }
.grid { stroke: #9a9a9a; stroke-opacity: .35 }
.range { stroke: #6a6a6a; stroke-width: 2 }
.range.own { stroke: #c2404a }
.dot { fill: #6a6a6a }
.dot.own { fill: #c2404a }
@media (prefers-color-scheme: light) { text { fill: #333333 } .own, text.own { fill: #a3171b }
  .range, .dot { stroke: #555555; fill: #555555 }
  .range.own, .dot.own { stroke: #a3171b; fill: #a3171b } }
@media (prefers-color-scheme: dark) { text { fill: #d0d0d0 } .own, text.own { fill: #f0747c }
  .range, .dot { stroke: #b0b0b0; fill: #b0b0b0 }
  .range.own, .dot.own { stroke: #f0747c; fill: #f0747c } }
"""
AGAIN = (("press", "watch-pages"), ("press", "watch-document"), ("press", "nothing"),
         ("press", "sentence"), ("press", "page"), ("typst", "warm"), ("weasyprint", "cold"))
SIDES = ("press", "weasyprint", "typst", "chromium", "xelatex", "vivliostyle")


@dataclass(frozen=True, slots=True)
class Row:
    """A dot with its name."""

    name: str
    series: Series


def chart(result: Result, lang: Lang) -> str:
    """The whole picture, of the book of 120 stories or the largest that there is."""
    size = 120 if 120 in result.sizes else max(result.sizes)
    panels = [(label("chart", "scratch", lang).format(size), _scratch(result, size, lang)),
              (label("chart", "again", lang).format(size), _again(result, size, lang))]
    panels = [(title, rows) for title, rows in panels if rows]
    seconds = [s for _, rows in panels for row in rows for s in row.series.seconds]
    low = math.floor(math.log10(min(seconds)))
    high = max(low + 1, math.ceil(math.log10(max(seconds))))

    def x(value: float) -> float:
        return LEFT + (math.log10(value) - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    height = sum(HEAD + ROW * len(rows) for _, rows in panels) + FOOT
    parts = [f'<line class="grid" x1="{x(10.0 ** n):.1f}" x2="{x(10.0 ** n):.1f}" y1="30" '
             f'y2="{height - FOOT + 6}"/><text class="small" text-anchor="middle" '
             f'x="{x(10.0 ** n):.1f}" y="{height - FOOT + 22}">{10.0 ** n:g}</text>'
             for n in range(low, high + 1)]
    y = 0.0
    for title, rows in panels:
        parts.append(f'<text class="head" x="8" y="{y + 24:.0f}">{escape(title)}</text>')
        y += HEAD - 10
        for row in rows:
            parts.append(_row(row, y + ROW / 2, x))
            y += ROW
        y += 10
    parts.append(f'<text class="small" x="{LEFT}" y="{height - 6}">'
                 f'{escape(label("chart", "axis", lang))}</text>')
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            f'width="{WIDTH}" height="{height}" role="img">'
            f"<title>{escape('; '.join(title for title, _ in panels))}</title>"
            f"<style>{STYLE}</style>\n" + "\n".join(parts) + "\n</svg>\n")


def _row(row: Row, y: float, x: object) -> str:
    assert callable(x)
    own = " own" if row.series.side == "press" else ""
    middle, least, most = row.series.middle, min(row.series.seconds), max(row.series.seconds)
    return (f'<text class="name{own}" x="8" y="{y + 5:.0f}">{escape(row.name)}</text>'
            f'<line class="range{own}" x1="{x(least):.1f}" x2="{x(most):.1f}" y1="{y:.0f}" '
            f'y2="{y:.0f}"/><circle class="dot{own}" cx="{x(middle):.1f}" cy="{y:.0f}" r="4"/>'
            f'<text class="small{own}" x="{x(most) + 10:.1f}" y="{y + 4:.0f}">{_short(middle)}'
            "</text>")


def _short(seconds: float) -> str:
    return f"{seconds:.{2 if seconds < 10 else 1 if seconds < 100 else 0}f}"


def _scratch(result: Result, size: int, lang: Lang) -> list[Row]:
    rows = []
    for side in SIDES:
        # XeLaTeX writes no tags at all.
        found = result.find(side, "cold", size) or result.find(side, "bare", size)
        if found:
            rows.append(Row(label("sides", side, lang), found))
    return sorted(rows, key=lambda row: row.series.middle)


def _again(result: Result, size: int, lang: Lang) -> list[Row]:
    rows = [Row(label("chart", f"{side}-{work}", lang), found) for side, work in AGAIN
            if (found := result.find(side, work, size))]
    return sorted(rows, key=lambda row: row.series.middle)
