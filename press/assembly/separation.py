"""Pixels in CMYK: photographs by the profile, drawings by the inks of drawings.

A photograph is converted as ICC profiles have it, relative to the white of the paper and with
the black points matched. A picture of few colours is a drawing: its colours become those that
the same colours in a vector drawing become, its greys K alone.
"""

from __future__ import annotations

import io
import zlib
from functools import lru_cache
from hashlib import sha256
from typing import Any, cast

from PIL import Image, ImageChops, ImageCms, ImageFilter, ImageMath

from press.assembly.inks import inks, limited
from press.assembly.standards import PrintColour
from press.dataclass import dataclass

QUALITY = 92
"""Of JPEG data in CMYK."""
DRAWN = 256
"""A picture with no more colours than this is drawn."""
_GRID = 33
"""Steps of each of red, green and blue in the table of a conversion; LCMS takes as many."""


@dataclass(frozen=True, slots=True)
class Samples:
    """A picture as a PDF holds it."""

    data: bytes
    """Encoded: as JPEG, or deflated rows, each with the filter of PNG before it."""
    jpeg: bool
    palette: bytes = b""
    """CMYK of each colour, where the pixels are numbers of colours."""


class Separator:
    """Makes CMYK of pictures; the same picture is converted once."""

    def __init__(self, colour: PrintColour) -> None:
        self.limit = colour.ink_limit
        self._profile = colour.profile
        self._key = colour.digest

    def rgb(self, image: Any, *, lossy: bool, source: bytes = b"") -> Samples:
        """A picture in RGB; ``source``: its ICC profile, sRGB where there is none."""
        digest = sha256(image.tobytes() + f"{image.size}{lossy}".encode() + source).hexdigest()
        return _rgb(_Picture(image, digest), lossy, self._profile, source, self.limit)

    def cmyk(self, image: Any, *, lossy: bool) -> Samples | None:
        """A picture in CMYK with less ink; None where it has none to spare."""
        made = within_limit(image, self.limit)
        return None if made is None else _encoded(made, lossy)

    def table(self, rgb: bytes) -> bytes:
        """The CMYK of a table of colours of a drawing: three bytes become four."""
        return _table(tuple(zip(*[iter(rgb)] * 3, strict=True)), self.limit)


class _Picture:
    """Known by its digest: the cache must not hold what it is asked by."""

    def __init__(self, image: Any, digest: str) -> None:
        self.image: Any = image
        self.digest = digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Picture) and other.digest == self.digest


@lru_cache(maxsize=256)
def _rgb(picture: _Picture, lossy: bool, profile: bytes, source: bytes, limit: int) -> Samples:
    image, picture.image = picture.image, None
    colours = None if lossy else image.getcolors(DRAWN)
    if colours is not None:
        return _drawn(image, [colour for _, colour in colours], limit)
    return _encoded(image.filter(_lookup(profile, source, limit)), lossy)


def _drawn(image: Any, colours: list[tuple[int, ...]], limit: int) -> Samples:
    """Pixels as numbers of colours; the order of these depends on nothing but themselves."""
    ordered = sorted(set(colours))
    palette = Image.new("P", (1, 1))
    flat = [v for colour in ordered for v in colour]
    # Places that are left take the last colour: no pixel is nearer to them.
    palette.putpalette(flat + flat[-3:] * (256 - len(ordered)))
    numbers = image.quantize(palette=palette, dither=Image.Dither.NONE)
    return Samples(_deflated(numbers.convert("L") if numbers.mode != "P" else _plain(numbers)),
                   jpeg=False, palette=_table(tuple(ordered), limit))


def _plain(image: Any) -> Any:
    """The numbers of a palette's colours as grey values."""
    return Image.frombytes("L", image.size, image.tobytes())


def _table(colours: tuple[tuple[int, ...], ...], limit: int) -> bytes:
    return bytes(round(255 * v) for red, green, blue in colours
                 for v in limited(inks(red / 255, green / 255, blue / 255), limit / 100))


@lru_cache(maxsize=8)
def _lookup(profile: bytes, source: bytes, limit: int) -> Any:
    """The conversion as a table, ink limited: what is between its steps is interpolated, so
    that it keeps the limit too. Raises ImageCms.PyCMSError for a profile that cannot be used."""
    steps = [round(255 * i / (_GRID - 1)) for i in range(_GRID)]
    grid = Image.frombytes("RGB", (_GRID ** 3, 1), bytes(
        v for blue in steps for green in steps for red in steps for v in (red, green, blue)))
    transform = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(source)) if source
        else ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(io.BytesIO(profile)), "RGB", "CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION | ImageCms.Flags.HIGHRESPRECALC)
    made = cast("Any", ImageCms.applyTransform(grid, transform)).tobytes()
    most = limit / 100 - 0.01  # rounding to bytes may add as much
    table: list[float] = []
    for at in range(0, len(made), 4):
        cyan, magenta, yellow, black = (v / 255 for v in made[at:at + 4])
        table += limited((cyan, magenta, yellow, black), most)
    return ImageFilter.Color3DLUT(_GRID, table, channels=4, target_mode="CMYK")


def within_limit(image: Any, limit: int) -> Any:
    """A picture in CMYK with at most ``limit`` per cent of ink; None where it is so already."""
    bands = [band.convert("I") for band in image.split()]
    allowed = limit * 255 // 100
    total = ImageMath.lambda_eval(lambda b: b["c"] + b["m"] + b["y"] + b["k"],
                                  **dict(zip("cmyk", bands, strict=True)))
    if total.getextrema()[1] <= allowed:
        return None

    def less(arguments: Any) -> Any:
        colour = arguments["max"](arguments["t"] - arguments["k"], 1)
        left = arguments["min"](colour, allowed - arguments["k"])
        return arguments["one"] * left / colour

    *coloured, black = bands
    made = [ImageMath.lambda_eval(less, one=one, t=total, k=black).convert("L")
            for one in coloured]
    return Image.merge("CMYK", (*made, image.getchannel("K")))


def _encoded(image: Any, lossy: bool) -> Samples:
    """JPEG for what was JPEG, with all its colours; else nothing is lost."""
    if not lossy:
        return Samples(_deflated(image), jpeg=False)
    out = io.BytesIO()
    image.info.clear()
    image.save(out, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return Samples(out.getvalue(), jpeg=True)


def _deflated(image: Any) -> bytes:
    """Rows as differences from the row above or from the pixel before (PNG, filters 2 and 1),
    or plain: whichever makes the middle of the picture smallest."""
    middle = image.crop((0, image.height // 3, image.width,
                         min(image.height, image.height // 3 + _TRIED)))
    kind = min(_FILTERS, key=lambda kind: len(zlib.compress(_rows(middle, kind), 1)))
    return zlib.compress(_rows(image, kind), 6)


_TRIED = 64
"""Rows of a picture by which its filter is chosen."""
_FILTERS = {0: (0, 0), 1: (1, 0), 2: (0, 1)}
"""Filters of PNG, and where the pixel lies from which each is different."""


def _rows(image: Any, kind: int) -> bytes:
    """The samples of all rows, each with the number of its filter before it."""
    if kind:
        before = Image.new(image.mode, image.size, 0 if image.mode == "L" else (0, 0, 0, 0))
        before.paste(image, _FILTERS[kind])
        image = ImageChops.subtract_modulo(image, before)
    data, step, mark = image.tobytes(), image.width * len(image.getbands()), bytes((kind,))
    return b"".join(mark + data[at:at + step] for at in range(0, len(data), step))


def usable(profile: bytes) -> bool:
    """Whether colours can be converted with ``profile``."""
    try:
        _lookup(profile, b"", 400)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return False
    return True
