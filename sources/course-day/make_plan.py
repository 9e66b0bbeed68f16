"""Draws images/plan.svg: a made-up valley, for the sample of a course. Run it in this folder."""

from __future__ import annotations

import math
from pathlib import Path

WIDTH, HEIGHT = 104, 95


def wave(base: float, swing: float, phase: float) -> str:
    """A contour from left to right, rising along the valley."""
    points = [(x, base - 0.55 * x + swing * math.sin(x / 17 + phase)
               + swing / 2 * math.sin(x / 7 + 2 * phase)) for x in range(-6, WIDTH + 8, 4)]
    return "M" + " ".join(f"{x:.1f} {y:.1f}" for x, y in points)


def house(x: float, y: float, w: float, h: float) -> str:
    """A building seen from above: its roof with the ridge."""
    return (f'<g transform="translate({x} {y}) rotate(-28)"><rect x="{-w / 2}" y="{-h / 2}" '
            f'width="{w}" height="{h}" fill="#ffffff" stroke="#3c3c3c" stroke-width="0.35"/>'
            f'<path d="M{-w / 2} 0H{w / 2}" stroke="#3c3c3c" stroke-width="0.2"/></g>')


def main() -> None:
    stream = wave(88, 3.0, 0.4)
    road = wave(95, 3.0, 0.7)
    contours = [wave(base, 3.4, n * 0.35) for n, base in enumerate(range(28, 82, 7))]
    lower = [wave(base, 2.6, 1.0 + n * 0.3) for n, base in enumerate(range(104, 160, 8))]
    houses = [house(31, 56, 10, 6), house(47, 43, 15, 6), house(62, 51, 9, 5),
              house(76, 31, 12, 6), house(88, 26, 8, 5)]
    body = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}mm" height="{HEIGHT}mm" '
            f'viewBox="0 0 {WIDTH} {HEIGHT}">',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#f4f1e8"/>',
            *(f'<path d="{line}" fill="none" stroke="#cfc4a8" stroke-width="0.3"/>'
              for line in (*contours, *lower)),
            f'<path d="{stream}" fill="none" stroke="#8fb7c6" stroke-width="2.6"/>',
            f'<path d="{stream}" fill="none" stroke="#c9dfe6" stroke-width="1.4"/>',
            f'<path d="{road}" fill="none" stroke="#8c7a52" stroke-width="0.5" '
            'stroke-dasharray="2.2 1.2"/>',
            *houses,
            '<g transform="translate(96 12)" fill="none" stroke="#3c3c3c" stroke-width="0.35">'
            '<path d="M0 7V-5M-2 -1.6L0 -5L2 -1.6"/></g>',
            '<text x="96" y="5" font-size="3.2" font-family="sans-serif" text-anchor="middle">北'
            '</text>',
            '<text x="5" y="92" font-size="2.8" font-family="serif">示意图，虚构，不按比例</text>',
            "</svg>"]
    Path("images/plan.svg").write_text("\n".join(body) + "\n", "utf-8")


if __name__ == "__main__":
    main()
