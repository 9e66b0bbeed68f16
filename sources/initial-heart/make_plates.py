"""Draw the two raster plates: ``images/plate-mountains.png`` and ``images/plate-envelope.png``.

Run it from anywhere, with Pillow installed::

    python sources/initial-heart/make_plates.py

The plates are drawn by this program and by nothing else: no photograph, no scan, no archive.
Greyscale, 300 ppi, 1300 px (110 mm) and 900 px (76 mm) wide. All noise comes from one fixed
seed, so the same Pillow draws the same pixels. Lettering is kept out of the plates (except
the placeholder ××××, drawn as strokes), so that no font of this machine can change them.
"""

from __future__ import annotations

import math
import random
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SEED = 20210701
PPI = 300
SCALE = 2  # drawn at twice the size and reduced, which is the antialiasing
IMAGES = Path(__file__).resolve().parent / "images"

Point = tuple[float, float]


def ridge(rng: random.Random, width: int, base: float, height: float, step: int) -> list[float]:
    """Heights (px from the top) of one skyline, by midpoint displacement."""
    points = [base + rng.uniform(-0.3, 0.3) * height for _ in range(width // step + 2)]
    sway = height
    line = points
    while len(line) < width + 1:
        sway *= 0.52
        finer: list[float] = []
        for a, b in pairwise(line):
            finer += [a, (a + b) / 2 + rng.uniform(-0.5, 0.5) * sway]
        line = [*finer, line[-1]]
    return [line[min(int(x * (len(line) - 1) / width), len(line) - 1)] for x in range(width)]


def smooth(line: list[float], reach: int) -> list[float]:
    """A running mean over ``reach`` px to each side."""
    sums = [0.0]
    for value in line:
        sums.append(sums[-1] + value)
    last = len(line)
    return [
        (sums[min(i + reach + 1, last)] - sums[max(i - reach, 0)])
        / (min(i + reach + 1, last) - max(i - reach, 0))
        for i in range(last)
    ]


def mountains() -> Image.Image:
    """Ranges in depth, pale ones behind: engraved strokes run down the flanks, mist lies between.

    Light comes from the right, where the sun stands: left flanks carry the dense strokes.
    """
    rng = random.Random(SEED)
    width, height = 1300 * SCALE, 800 * SCALE
    plate = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(plate)

    horizon = int(height * 0.42)
    for y in range(6, horizon, 9):  # sky: level rules that thin out towards the horizon
        x = -rng.randint(0, 400)
        while x < width:
            run = int(rng.randint(240, 900) * (1.15 - y / horizon))
            pen.line([(x, y), (x + run, y)], fill=172 + 62 * y // horizon, width=2)
            x += run + int(rng.randint(16, 120) * (0.3 + 4.5 * (y / horizon) ** 2))
    sun = (int(width * 0.71), int(height * 0.19), 84 * SCALE)
    pen.ellipse([sun[0] - sun[2], sun[1] - sun[2], sun[0] + sun[2], sun[1] + sun[2]], fill=255)

    layers = 8
    for depth in range(layers):
        near = depth / (layers - 1)
        base = height * (0.36 + 0.50 * near**1.1)
        rough = ridge(rng, width, base, height * (0.13 + 0.09 * near), 360 + int(120 * near))
        line = smooth(rough, 2 + int(3 * (1 - near)))
        pen.polygon([(0, height), *enumerate(line), (width - 1, height)],
                    fill=250 - int(34 * near))
        flank(pen, rng, line, smooth(rough, 34), near)
        pen.line(list(enumerate(line)), fill=118 - int(108 * near), width=2 + int(2 * near))
        if depth < layers - 1:  # mist: lifts the foot of the range towards white
            veil = Image.new("L", (1, height), 0)
            for y in range(height):
                rise = (y - base - height * 0.04) / (height * 0.17)
                veil.putpixel((0, y), int(225 * min(1.0, max(0.0, rise))))
            plate.paste(255, (0, 0), veil.resize((width, height)))
            pen = ImageDraw.Draw(plate)

    small = plate.resize((width // SCALE, height // SCALE), Image.Resampling.LANCZOS)
    grain = fibre_noise(rng, *small.size, 3)
    return posterise(ImageChops.add(small, grain, 1, -128), 48)


def flank(pen: ImageDraw.ImageDraw, rng: random.Random, line: list[float], broad: list[float],
          near: float) -> None:
    """The strokes of one range: three passes, each starting lower and shorter than the last.

    ``near`` is 0 for the farthest range and 1 for the nearest.
    """
    width = len(line)
    ink = 168 - int(156 * near)
    reach = 120 + 190 * near
    for row in range(5):
        for start in range(-300, width + 300, 6 + int(2 * near)):
            at = min(max(start, 0), width - 1)
            slope = broad[min(at + 24, width - 1)] - broad[max(at - 24, 0)]
            dark = min(1.0, max(0.0, 0.46 - slope / 60))
            if rng.random() > 0.44 + 0.56 * dark - 0.06 * row:
                continue
            length = reach * (0.26 + 0.74 * dark) * rng.uniform(0.4, 1.1) * (1 - 0.08 * row)
            lean = max(-0.95, min(0.95, slope / 34))
            drop = row * reach * 0.62 + (rng.uniform(0, 0.5) * reach if row else 0)
            x, y = start + lean * drop * 0.8, line[at] + 2 + drop
            stroke = [(x, y)]
            for _ in range(max(2, int(length / 10))):
                x += lean * 8 + rng.uniform(-0.9, 0.9)
                y += 10
                column = min(max(int(x), 0), width - 1)
                stroke.append((x, max(y, line[column])))
            pen.line(stroke, fill=min(ink + 16 * row, 230),
                     width=1 + round(2.2 * dark * (0.35 + 0.65 * near)))


def fibre_noise(rng: random.Random, width: int, height: int, depth: int) -> Image.Image:
    """Soft grain around 128, ``depth`` grey steps to each side."""
    coarse = Image.frombytes("L", (width // 3, height // 3),
                             rng.randbytes((width // 3) * (height // 3)))
    soft = coarse.filter(ImageFilter.GaussianBlur(0.8)).resize((width, height))
    return soft.point(lambda v: 128 + round((v - 128) * depth / 90))


def posterise(image: Image.Image, steps: int) -> Image.Image:
    """Fewer greys: the file stays small, the tones stay."""
    return image.point(lambda v: round(v * (steps - 1) / 255) * 255 // (steps - 1))


def shadow(size: tuple[int, int], box: tuple[int, int, int, int], soft: int,
           depth: int) -> Image.Image:
    """A mask (0 none) for a soft shadow under ``box``."""
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).rectangle(box, fill=depth)
    return mask.filter(ImageFilter.GaussianBlur(soft))


def crosses(pen: ImageDraw.ImageDraw, x: int, y: int, size: int, count: int, ink: int) -> None:
    """The placeholder ××××, as strokes."""
    for i in range(count):
        left = x + i * int(size * 1.55)
        pen.line([(left, y), (left + size, y + size)], fill=ink, width=5)
        pen.line([(left + size, y), (left, y + size)], fill=ink, width=5)


def envelope() -> Image.Image:
    """An archive envelope of brown paper seen from the front: flap, string, label, worn edges."""
    rng = random.Random(SEED + 1)
    width, height = 900 * SCALE, 1080 * SCALE
    plate = Image.new("L", (width, height), 255)
    left, top, right, bottom = 110, 90, width - 110, height - 100
    plate.paste(90, (0, 0), shadow(plate.size, (left + 22, top + 30, right + 22, bottom + 26), 22,
                                   150))
    paper = Image.new("L", plate.size, 206)
    fibres = ImageDraw.Draw(paper)
    for _ in range(15000):
        x, y = rng.randrange(width), rng.randrange(height)
        turn, length = rng.uniform(0, math.pi), rng.uniform(10, 46)
        tone = 206 + rng.choice((-20, -14, -8, 9, 14))
        bend = rng.uniform(-6, 6)
        fibres.line([(x, y), (x + length / 2 * math.cos(turn) + bend,
                              y + length / 2 * math.sin(turn)),
                     (x + length * math.cos(turn), y + length * math.sin(turn) + bend)],
                    fill=tone, width=rng.choice((1, 2, 2)))
    paper = paper.filter(ImageFilter.GaussianBlur(1.6))
    stain = Image.new("L", plate.size, 0)  # foxing: soft spots, each of a few blots
    blots = ImageDraw.Draw(stain)
    for _ in range(30):
        x, y, r = rng.randrange(left, right), rng.randrange(top, bottom), rng.randint(4, 18)
        for _ in range(5):
            u, v = x + rng.randint(-r, r), y + rng.randint(-r, r)
            blots.ellipse([u - r, v - r, u + r, v + r], fill=52)
    paper.paste(140, (0, 0), stain.filter(ImageFilter.GaussianBlur(7)))

    worn = Image.new("L", plate.size, 0)  # the outline, a little nibbled, with one torn corner
    edge: list[Point] = [(x, top + rng.uniform(-1.4, 1.4)) for x in range(left, right, 34)]
    edge += [(right + rng.uniform(-1.4, 1.4), y) for y in range(top, bottom - 70, 34)]
    edge += [(right - 26 + rng.uniform(-5, 5), bottom - 44), (right - 60, bottom - 18)]
    edge += [(x, bottom + rng.uniform(-1.4, 1.4)) for x in range(right - 84, left, -34)]
    edge += [(left + rng.uniform(-1.4, 1.4), y) for y in range(bottom, top, -34)]
    ImageDraw.Draw(worn).polygon(edge, fill=255)
    plate.paste(paper, (0, 0), worn)
    pen = ImageDraw.Draw(plate)

    shade = Image.new("L", plate.size, 0)  # folds: two long creases and the glued side seams
    fold = ImageDraw.Draw(shade)
    for x in (left + 54, right - 54):
        fold.line([(x, top), (x, bottom)], fill=70, width=4)
    fold.line([(left, 1440), (right, 1432)], fill=62, width=5)
    fold.line([(left, 1446), (right, 1438)], fill=24, width=10)
    plate.paste(96, (0, 0), ImageChops.multiply(shade.filter(ImageFilter.GaussianBlur(2)), worn))

    flap = [(left, top), (right, top), (right, top + 250), (right - 150, top + 390),
            (left + 150, top + 390), (left, top + 250)]
    cast = Image.new("L", plate.size, 0)
    ImageDraw.Draw(cast).polygon([(x + 3, y + 14) for x, y in flap], fill=150)
    plate.paste(100, (0, 0),
                ImageChops.multiply(cast.filter(ImageFilter.GaussianBlur(12)), worn))
    lid = Image.new("L", plate.size, 0)
    ImageDraw.Draw(lid).polygon(flap, fill=255)
    plate.paste(paper.transpose(Image.Transpose.FLIP_LEFT_RIGHT).point(lambda v: v - 6), (0, 0),
                ImageChops.multiply(lid, worn))
    pen = ImageDraw.Draw(plate)
    pen.line(flap[2:], fill=120, width=4, joint="curve")
    pen.line([flap[5], flap[0]], fill=150, width=3)

    middle = (left + right) // 2
    discs = ((middle, top + 310), (middle, top + 500))
    for x, y in discs:  # the paper washers, each with its rivet
        plate.paste(80, (0, 0), shadow(plate.size, (x - 40, y - 34, x + 46, y + 52), 9, 150))
        pen.ellipse([x - 46, y - 46, x + 46, y + 46], fill=150, outline=70, width=4)
        pen.ellipse([x - 34, y - 34, x + 34, y + 34], outline=118, width=3)
        pen.ellipse([x - 13, y - 13, x + 13, y + 13], fill=232, outline=60, width=4)
    (ax, ay), (bx, by) = discs
    loop: list[Point] = [
        (ax - 40, ay + 8), (ax - 20, (ay + by) / 2), (bx + 38, by - 4), (bx + 26, by + 34),
        (bx - 24, by + 36), (bx - 40, by - 2), (ax + 18, (ay + by) / 2), (ax + 40, ay + 10)]
    tail: list[Point] = [
        (bx + 34, by + 20), (bx + 92, by + 96), (bx + 84, by + 176), (bx + 128, by + 236)]
    for path in (loop, tail):
        curve = spline(path)
        pen.line([(x + 4, y + 6) for x, y in curve], fill=128, width=7, joint="curve")
        pen.line(curve, fill=62, width=8, joint="curve")
        pen.line(curve, fill=236, width=4, joint="curve")

    label = (left + 210, 850, right - 210, 1640)
    plate.paste(96, (0, 0), shadow(plate.size, (label[0] + 5, label[1] + 8, label[2] + 5,
                                                label[3] + 8), 6, 140))
    card = paper.point(lambda v: min(255, 246 + (v - 206) // 3))
    plate.paste(card.crop(label), label[:2])
    pen = ImageDraw.Draw(plate)
    pen.rectangle(label, outline=150, width=2)
    x0, y0, x1, y1 = label[0] + 44, label[1] + 44, label[2] - 44, label[3] - 44
    pen.rectangle([x0, y0, x1, y1], outline=40, width=6)
    pen.rectangle([x0 + 12, y0 + 12, x1 - 12, y1 - 12], outline=60, width=2)
    pen.line([(x0 + 12, y0 + 150), (x1 - 12, y0 + 150)], fill=50, width=3)
    crosses(pen, (x0 + x1) // 2 - 130, y0 + 56, 48, 4, 36)
    for row in range(1, 6):
        y = y0 + 150 + row * 88
        pen.line([(x0 + 12, y), (x1 - 12, y)], fill=96, width=2)
        if row in (1, 2, 4):
            crosses(pen, x0 + 160, y - 58, 28, 3, 120)
    pen.line([(x0 + 130, y0 + 150), (x0 + 130, y0 + 150 + 5 * 88)], fill=70, width=2)
    for row in range(5):  # the printed names of the fields, as short bars
        y = y0 + 150 + row * 88 + 36
        pen.rectangle([x0 + 38, y, x0 + 104, y + 16], fill=112)

    small = plate.resize((width // SCALE, height // SCALE), Image.Resampling.LANCZOS)
    return posterise(small, 52)


def spline(points: list[Point]) -> list[Point]:
    """A Catmull-Rom curve through ``points``."""
    ends = [points[0], *points, points[-1]]
    curve = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for k in range(24):
            t = k / 24
            curve.append(tuple(
                0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2
                       + (3 * q - p - 3 * r + s) * t**3)
                for p, q, r, s in zip(a, b, c, d, strict=True)))
    return [(x, y) for x, y in curve] + [points[-1]]


def main() -> None:
    """Write both plates with their resolution."""
    IMAGES.mkdir(exist_ok=True)
    for name, plate in (("plate-mountains.png", mountains()), ("plate-envelope.png", envelope())):
        plate.save(IMAGES / name, dpi=(PPI, PPI), optimize=True)


if __name__ == "__main__":
    main()
