"""The few shapes that a dummy is drawn with, as SVG. Lengths in mm, y down, as SVG has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from math import atan2, cos, pi, sin
from typing import Final

INK: Final = "#1a1a1a"
GREY: Final = "#767676"
PALE: Final = "#c4c4c4"
WASH: Final = "#f4f3f0"
"""Paper that will be cut off."""
SHADE: Final = "#e9e7e2"
"""The half that is folded."""
ACCENT: Final = "#b3261e"
"""Folds and nothing else."""
FAMILY: Final = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
"""The first is the house's own; the others are there for browsers on other machines."""

Point = tuple[float, float]

DASHES: Final = ("", "4 1.2", "1.8 1.2", "0.5 1", "4 1 0.5 1", "1.8 1 0.5 1")
"""For the folds 1, 2, 3 …; the one of number 0 is a whole line."""


def number(value: float) -> str:
    """At most three decimals, no −0."""
    return f"{round(value, 3) + 0.0:.3f}".rstrip("0").rstrip(".")


def line(a: Point, b: Point, *, stroke: str = INK, width: float = 0.2, dash: str = "") -> str:
    return (f'<line x1="{number(a[0])}" y1="{number(a[1])}" x2="{number(b[0])}" '
            f'y2="{number(b[1])}"{_stroke(stroke, width, dash)}/>')


def rectangle(x: float, y: float, width: float, height: float, *, stroke: str = INK,
              pen: float = 0.2, fill: str = "none", dash: str = "") -> str:
    return (f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" '
            f'height="{number(height)}" fill="{fill}"{_stroke(stroke, pen, dash)}/>')


def polygon(points: Iterable[Point], *, fill: str = INK) -> str:
    corners = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return f'<polygon points="{corners}" fill="{fill}"/>'


def path(commands: str, *, stroke: str = INK, width: float = 0.2, dash: str = "") -> str:
    return f'<path d="{commands}" fill="none"{_stroke(stroke, width, dash)}/>'


def circle(centre: Point, radius: float, *, fill: str = "none", stroke: str = INK,
           width: float = 0.2) -> str:
    return (f'<circle cx="{number(centre[0])}" cy="{number(centre[1])}" r="{number(radius)}" '
            f'fill="{fill}"{_stroke(stroke, width, "")}/>')


def words(text: str, at: Point, size: float, *, anchor: str = "start", fill: str = INK,
          bold: bool = False, turned: float = 0.0, kind: str = "") -> str:
    """Text on a base line that begins, or has its middle or end, at a point.

    ``turned``: degrees clockwise, about the middle of capitals and figures. ``size`` in mm.
    """
    x, y = at
    extra = ' font-weight="700"' if bold else ""
    if anchor != "start":
        extra += f' text-anchor="{anchor}"'
    if kind:
        extra += f' class="{kind}"'
    if turned:
        extra += f' transform="rotate({number(turned)} {number(x)} {number(y - CAP * size / 2)})"'
    return (f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" '
            f'fill="{fill}"{extra}>{escape(text)}</text>')


CAP: Final = 0.733
"""Height of figures and capitals of the face, in em (Noto Sans CJK)."""


def badge(text: str, centre: Point, *, radius: float = 2.0, fill: str = ACCENT) -> str:
    """A figure in white on a disc."""
    size = 1.35 * radius
    return (circle(centre, radius, fill=fill, stroke=fill, width=0.0)
            + words(text, (centre[0], centre[1] + CAP * size / 2), size, anchor="middle",
                    fill="#fff", bold=True))


def arrow(points: Sequence[Point], *, stroke: str = ACCENT, width: float = 0.3,
          head: float = 1.6) -> str:
    """A curve from the first point to the last, bent towards those between, with a head."""
    start, *bends, end = points
    commands = f"M{_at(start)} " + {0: "L", 1: "Q", 2: "C"}[len(bends)] + " ".join(
        map(_at, (*bends, end)))
    before = bends[-1] if bends else start
    angle = atan2(end[1] - before[1], end[0] - before[0])
    wings = [(end[0] + head * cos(angle + turn), end[1] + head * sin(angle + turn))
             for turn in (pi - 0.4, pi + 0.4)]
    return path(commands, stroke=stroke, width=width) + polygon((end, *wings), fill=stroke)


def group(content: Iterable[str], *, move: Point = (0.0, 0.0), name: str = "") -> str:
    """Several shapes, moved together; ``name`` is the class of the group."""
    extra = f' class="{name}"' if name else ""
    if move != (0.0, 0.0):
        extra += f' transform="translate({number(move[0])} {number(move[1])})"'
    return f"<g{extra}>{''.join(content)}</g>"


def picture(content: Iterable[str], width: float, height: float, title: str = "") -> str:
    """A whole SVG, ``width`` × ``height`` mm, one unit a millimetre."""
    inner = "\n".join(content)
    named = f"<title>{escape(title)}</title>\n" if title else ""
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(width)}mm" '
            f'height="{number(height)}mm" viewBox="0 0 {number(width)} {number(height)}" '
            f'font-family="{FAMILY}">\n{named}{inner}\n</svg>\n')


def _at(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _stroke(colour: str, width: float, dash: str) -> str:
    if not width:
        return ""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f' stroke="{colour}" stroke-width="{number(width)}"{dashed}'
