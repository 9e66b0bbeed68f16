"""Whether a colour, a shading or an image needs any other ink than black."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from press.dataclass import dataclass
from press.preflight import access

_NEUTRAL = 0.02
"""By so much red, green and blue of a grey may differ; of 1."""
_SAMPLE = 16
"""The same of image samples, of 255: JPEG does not hold greys exactly."""
_PIXELS = 200_000_000
"""An image with more is not looked into, and counts as coloured."""
_NESTING = 6


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space, as far as it matters here."""

    kind: str
    """``gray``, ``rgb``, ``cmyk``, ``lab``, ``spot``, ``black`` (a tint of black, of all plates or
    of none), ``indexed``, ``pattern`` or ``other``."""
    table: bytes = b""
    """Of an indexed space: the colours."""
    base: str = ""
    """Of an indexed space, or of a pattern without colours of its own: the kind below it."""


_DEVICE = {"DeviceGray": "gray", "G": "gray", "CalGray": "gray", "DeviceRGB": "rgb", "RGB": "rgb",
           "CalRGB": "rgb", "DeviceCMYK": "cmyk", "CMYK": "cmyk", "Lab": "lab",
           "Pattern": "pattern"}
_ICC = {1: "gray", 3: "rgb", 4: "cmyk"}
_BANDS = {"gray": 1, "rgb": 3, "cmyk": 4}


def space_of(raw: Any, resources: Any, depth: int = 0) -> Space:
    """The colour space that a name or an array means."""
    found = access.resolved(raw)
    if isinstance(found, str):
        name = found.removeprefix("/")
        defined = access.entry(access.dictionary(resources, "/ColorSpace"), "/" + name)
        if defined is not None and depth < _NESTING and name not in _DEVICE:
            return space_of(defined, resources, depth + 1)
        return Space(_DEVICE.get(name, "other"))
    if not isinstance(found, list) or not found or depth > _NESTING:
        return Space("other")
    family = str(access.resolved(found[0])).removeprefix("/")
    if family == "ICCBased" and len(found) > 1:
        return Space(_ICC.get(int(access.number(access.resolved(found[1]), "/N") or 0), "other"))
    if family in ("Indexed", "I") and len(found) > 3:
        return Space("indexed", _table(found[3]), space_of(found[1], resources, depth + 1).kind)
    if family == "Pattern" and len(found) > 1:
        return Space("pattern", base=space_of(found[1], resources, depth + 1).kind)
    if family in ("Separation", "DeviceN") and len(found) > 1:
        names = access.resolved(found[1])
        inks = [str(access.resolved(n)) for n in (names if isinstance(names, list) else [names])]
        plain = all(ink in ("/Black", "/All", "/None") for ink in inks)
        return Space("black" if plain else "spot")
    return Space(_DEVICE.get(family, "other"))


def _table(raw: Any) -> bytes:
    found = access.resolved(raw)
    if isinstance(found, bytes):
        return found
    if isinstance(found, str):  # pypdf has taken it for text
        return bytes(getattr(found, "original_bytes", b""))
    return access.stream_bytes(found)


def is_coloured(values: Sequence[float], kind: str) -> bool:
    """Whether a colour of a space of this kind prints in more than black.

    The registration colour, full in all four, is none: it stands in marks outside the trim.
    """
    if kind in ("gray", "black") or not values:
        return False
    if kind == "rgb":
        return max(values) - min(values) > _NEUTRAL
    if kind == "cmyk" and len(values) == 4:
        return any(v > _NEUTRAL for v in values[:3]) and not all(v > 0.98 for v in values)
    if kind == "lab":
        return any(abs(v) > 1 for v in values[1:])
    return any(v > _NEUTRAL for v in values)


def shading_coloured(shading: Any, resources: Any) -> bool:
    """Whether a shading has any colour at its ends and stops; what cannot be told counts."""
    kind = space_of(access.entry(shading, "/ColorSpace"), resources).kind
    if kind in ("gray", "black"):
        return False
    functions = [access.resolved(f) for f in access.items(shading, "/Function")]
    stops = [stop for f in functions for stop in _stops(f, 0)]
    return not stops or any(stop is None or is_coloured(stop, kind) for stop in stops)


def _stops(function: Any, depth: int) -> list[tuple[float, ...] | None]:
    """The colours that a function runs through; None for one that only a sampling would tell."""
    kind = access.number(function, "/FunctionType")
    if kind == 2:
        return [tuple(float(access.resolved(v)) for v in access.items(function, key))
                or ((0.0,) if key == "/C0" else (1.0,)) for key in ("/C0", "/C1")]
    if kind == 3 and depth < _NESTING:
        return [stop for part in access.items(function, "/Functions")
                for stop in _stops(access.resolved(part), depth + 1)]
    return [None]


def image_coloured(image: Any, resources: Any) -> bool:
    """Whether any sample of an image is coloured; an image that cannot be read counts."""
    space = space_of(access.entry(image, "/ColorSpace"), resources)
    if space.kind in ("gray", "black"):
        return False
    if space.kind == "indexed":
        bands = _BANDS.get(space.base, 0)
        return not bands or any(
            is_coloured([b / 255 for b in space.table[at:at + bands]], space.base)
            for at in range(0, len(space.table) - bands + 1, bands))
    width, height = (int(access.number(image, key) or 0) for key in ("/Width", "/Height"))
    if width * height > _PIXELS or width * height == 0:
        return True
    try:
        return _samples_coloured(image, space.kind, (width, height))
    except Exception:  # whatever a codec says of an image that it cannot read
        return True


def _samples_coloured(image: Any, kind: str, size: tuple[int, int]) -> bool:
    from PIL import Image, ImageChops

    filters = [str(access.resolved(f)) for f in access.items(image, "/Filter")]
    if filters and filters[-1] in ("/DCTDecode", "/JPXDecode"):
        if len(filters) > 1:
            return True
        picture: Image.Image = Image.open(io.BytesIO(image._data))
        if picture.mode == "L":
            return False
        if picture.mode == "CMYK":
            # Pillow takes it as Adobe writes it, inverted; a PDF does only where Decode says so.
            if access.resolved((access.items(image, "/Decode") or [0])[0]) != 1:
                picture = ImageChops.invert(picture)
        elif picture.mode != "RGB":
            picture = picture.convert("RGB")
    elif kind in ("rgb", "cmyk") and access.number(image, "/BitsPerComponent") == 8:
        picture = Image.frombytes(kind.upper(), size, access.stream_bytes(image))
    else:
        return True
    if picture.mode == "CMYK":
        return any(_most(ink) > _SAMPLE for ink in picture.split()[:3])
    red, green, blue = picture.split()
    return any(_most(ImageChops.difference(one, other)) > _SAMPLE
               for one, other in ((red, green), (green, blue)))


def _most(band: Any) -> float:
    """The largest sample of a picture of one band."""
    return float(band.getextrema()[1])
