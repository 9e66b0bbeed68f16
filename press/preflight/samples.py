"""The samples of images: what colours they are in, and how much ink they take.

Not every pixel is looked at: of a large image an even share. Pillow decodes, also what a PDF
holds as rows with the filters of PNG: they become the PNG that they nearly are.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image

from press.preflight import access
from press.preflight.access import Damaged
from press.preflight.paint import is_rgb

LOOKED_AT = 60_000
"""Pixels of an image that are looked at."""
HEAVY = 0.002
"""The share of its pixels that may take more ink than the limit: the noise of JPEG."""
_PIXELS = 300_000_000


def table_of(space: Any) -> bytes:
    """The colours of an Indexed space, one after the other."""
    table = access.resolved(space[3])
    return bytes(table.get_data()) if hasattr(table, "get_data") else _string(table)


def is_rgb_image(image: Any, resources: Any = None) -> bool:
    """Whether an image is in RGB, or in colours of a table in RGB; masks have no colours."""
    return "/ImageMask" not in image and is_rgb(access.entry(image, "/ColorSpace"), resources)


def heaviest(image: Any) -> float:
    """The ink of all but the heaviest few of its pixels; 3 is 300 %. 0 where it has no CMYK.

    Damaged where it cannot be decoded.
    """
    space = access.entry(image, "/ColorSpace")
    family = str(access.resolved(space[0]) if isinstance(space, list) and space else space)
    if family == "/Indexed" and str(access.resolved(space[1])) == "/DeviceCMYK":
        data = table_of(space)
        return max((sum(data[at:at + 4]) / 255 for at in range(0, len(data) - 3, 4)), default=0.0)
    profiled = family == "/ICCBased" and access.number(access.resolved(space[1]), "/N") == 4
    if family != "/DeviceCMYK" and not profiled:
        return 0.0
    data = _pixels(image)
    step = 4 * max(1, len(data) // 4 // LOOKED_AT)
    sums = sorted(map(sum, zip(*(data[n::step] for n in range(4)), strict=False)))
    return sums[max(0, round(len(sums) * (1 - HEAVY)) - 1)] / 255 if sums else 0.0


def _string(value: Any) -> bytes:
    found = getattr(value, "original_bytes", value)
    return found if isinstance(found, bytes) else str(found).encode("latin-1")


def _pixels(image: Any) -> bytes:
    """C, M, Y and K of all pixels, one byte each."""
    width, height = (int(access.number(image, key) or 0) for key in ("/Width", "/Height"))
    if width < 1 or height < 1 or width * height > _PIXELS:
        raise Damaged("an image without a size")
    if access.number(image, "/BitsPerComponent") != 8:
        raise Damaged("CMYK that has not eight bits")
    inverted = [float(access.resolved(v)) for v in access.items(image, "/Decode")] == [1, 0] * 4
    names = [str(access.resolved(raw)) for raw in access.items(image, "/Filter")]
    try:
        if names == ["/DCTDecode"]:
            with Image.open(io.BytesIO(image._data), formats=("JPEG",)) as picture:
                picture.load()
                if picture.mode != "CMYK" or picture.size != (width, height):
                    raise Damaged(f"a JPEG in {picture.mode} for CMYK")
                # Pillow turns round what bears Adobe's mark.
                inverted = inverted != ("adobe" in picture.info)
                data = picture.tobytes()
        elif names == ["/FlateDecode"]:
            data = _rows(image, width, height)
        elif not names:
            data = bytes(image._data)
        else:
            raise Damaged(f"an image as {' '.join(names)}")
    except (OSError, zlib.error, SyntaxError, ValueError) as error:
        raise Damaged(f"an image that cannot be decoded: {error}") from error
    if len(data) < 4 * width * height:
        raise Damaged("an image that is cut off")
    return data.translate(bytes(255 - value for value in range(256))) if inverted else data


def _rows(image: Any, width: int, height: int) -> bytes:
    parameters = access.dictionary(image, "/DecodeParms")
    predictor = access.number(parameters, "/Predictor") or 1
    if predictor < 10:
        if predictor != 1:
            raise Damaged(f"predictor {predictor:g}")
        return zlib.decompress(image._data)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (struct.pack(">I", len(data)) + kind + data
                + struct.pack(">I", zlib.crc32(kind + data)))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)  # four bytes a pixel
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", bytes(image._data)) \
        + chunk(b"IEND", b"")
    with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
        return picture.tobytes()
