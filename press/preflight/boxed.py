"""Upright boxes: left, bottom, right, top in pt, turned by matrices and cut by one another."""

from __future__ import annotations

from press.preflight.positions import Matrix

Box = tuple[float, float, float, float]

EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)


def moved(box: Box, by: Matrix) -> Box:
    """The upright box around ``box`` after ``by``."""
    a, b, c, d, e, f = by
    left, low, right, high = box
    if b == 0 == c:
        x0, x1, y0, y1 = a * left + e, a * right + e, d * low + f, d * high + f
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    points = [(a * x + c * y + e, b * x + d * y + f)
              for x in (left, right) for y in (low, high)]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def cut(a: Box, b: Box) -> Box:
    """What two boxes share."""
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])
