"""Pictures for the generated book, drawn here and of nothing: 1300 × 800 pixels, grey, as a plate
across an A5 measure has them at 300 ppi; two in three as PNG, the others as JPEG."""

from __future__ import annotations

import io
import random
from functools import cache

from PIL import Image, ImageChops, ImageDraw

SIZE = (1300, 800)
"""Pixels."""


def plate_name(number: int) -> str:
    """The file of the plate of story ``number``."""
    return f"plate-{number + 1:03d}.{'jpg' if number % 3 == 2 else 'png'}"


@cache  # every side is given the same ones
def plate(number: int) -> bytes:
    """Layers of ridges under a sky, with the grain of a print; another for each ``number``."""
    rng = random.Random(f"plate {number}")
    width, height = SIZE
    # Random.randbytes is the same everywhere; Pillow's own noise knows no seed.
    grain = Image.frombytes("L", (width // 2, height // 2),
                            rng.randbytes(width * height // 4)).resize(SIZE)
    image = Image.new("L", SIZE, 236)
    pen = ImageDraw.Draw(image)
    for layer in range(6):
        y = height * (0.25 + 0.12 * layer)
        points = [(0, height)]
        for x in range(0, width + 20, 20):
            y += rng.uniform(-12, 12)
            points.append((x, int(y)))
        pen.polygon([*points, (width, height)], fill=210 - 32 * layer)
    mixed = ImageChops.add(image, grain.point([v // 12 for v in range(256)]), offset=-10)
    out = io.BytesIO()
    if plate_name(number).endswith("jpg"):
        mixed.save(out, "JPEG", quality=88, dpi=(300, 300))
    else:
        mixed.save(out, "PNG", compress_level=6, dpi=(300, 300))
    return out.getvalue()
