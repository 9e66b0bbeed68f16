"""Pictures at intake: each is decoded whole and checked before anything else sees it.

WeasyPrint tells Pillow to accept truncated files as it is imported, and later only prints
what is left of them. So the check is here, and Pillow's switch is set for its duration.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageFile, ImageOps

from press.config.textfile import read_bytes
from press.manuscript.svg import read_svg
from press.values import Asset, Place, Problem, problem

MAX_BYTES = 100_000_000
MAX_PIXELS = 80_000_000
"""A3 with bleed at 600 ppi has 72 million."""
MAX_SIDE = 30_000

FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
"""Pillow's names of what is accepted, and the media types."""

_REFUSED = (
    (b"GIF8", 0, "GIF"), (b"BM", 0, "BMP"), (b"II*\0", 0, "TIFF"), (b"MM\0*", 0, "TIFF"),
    (b"II+\0", 0, "TIFF"), (b"MM\0+", 0, "TIFF"), (b"%PDF", 0, "PDF"), (b"8BPS", 0, "PSD"),
    (b"%!PS", 0, "EPS"), (b"\xd7\xcd\xc6\x9a", 0, "WMF"), (b" EMF", 40, "EMF"),
    (b"ftyphei", 4, "HEIC"), (b"ftyphev", 4, "HEIC"), (b"ftypmif1", 4, "HEIC"),
    (b"ftypmsf1", 4, "HEIC"), (b"ftypavif", 4, "AVIF"), (b"\x1f\x8b", 0, "SVGZ"),
    (b"\0\0\0\x0cjP  ", 0, "JPEG 2000"), (b"\xff\x4f\xff\x51", 0, "JPEG 2000"),
    (b"\0\0\1\0", 0, "ICO"))
"""First bytes of formats that people have and presses do not: bytes, offset, name."""


def read_image(root: Path, name: str, place: Place) -> tuple[Asset | None, tuple[Problem, ...]]:
    """The picture ``name`` (its path in the book ``root``), checked; problems at ``place``."""
    data, faults = read_bytes(root, root / name, MAX_BYTES)
    if data is None:
        return None, tuple(_at(f, place, name) for f in faults)
    for magic, offset, label in _REFUSED:
        if data.startswith(magic, offset):
            return None, (problem("image-format", place, name=name, format=label),)
    if data.startswith((b"\x89PNG", b"\xff\xd8", b"RIFF")):
        return _raster(data, name, place)
    if b"<" in data[:1000]:
        return read_svg(data, name, place)
    return None, (problem("image-unknown", place, name=name),)


def _at(fault: Problem, place: Place, name: str) -> Problem:
    """What is wrong with the file, told where the manuscript asks for it."""
    code = "image-missing" if fault.code == "file-missing" else fault.code
    if fault.code == "file-outside":
        code = "image-outside"
    args: dict[str, Any] = {**dict(fault.args), "name": name}
    return problem(code, place, **args)


def _raster(data: bytes, name: str, place: Place) -> tuple[Asset | None, tuple[Problem, ...]]:
    try:
        with strict(), Image.open(io.BytesIO(data), formats=tuple(FORMATS)) as image:
            width, height = image.size
            if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
                return None, (problem("image-huge", place, name=name, width=width,
                                      height=height, limit=MAX_PIXELS // 1_000_000),)
            # Telephones put a second picture (depth, a thumbnail) behind the first: MPO.
            if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
                return None, (problem("image-animated", place, name=name),)
            media_type = "image/jpeg" if image.format == "MPO" else FORMATS[image.format or ""]
            image.load()
            line_art = _is_line_art(image)
            if image.getexif().get(0x0112, 1) != 1:
                data, (width, height) = _upright(image)
    except Exception as error:  # decoders of damaged files raise whatever they meet
        return None, (problem("image-damaged", place, name=name, detail=_first_line(error)),)
    return Asset(name, media_type, data, width, height, line_art), ()


def _is_line_art(image: Image.Image) -> bool:
    """Black or white and nothing between; also as a palette of the two."""
    if image.mode != "P":
        return image.mode == "1"
    return not image.has_transparency_data and image.getcolors(2) is not None and all(
        colour in ((0, 0, 0), (255, 255, 255))
        for _, colour in image.convert("RGB").getcolors(2) or ((0, None),))


def _upright(image: Image.Image) -> tuple[bytes, tuple[int, int]]:
    """The picture turned as its EXIF says, which printers ignore, and without EXIF."""
    kind = "JPEG" if image.format == "MPO" else image.format or "PNG"
    turned = ImageOps.exif_transpose(image)
    options: dict[str, object] = {"icc_profile": image.info.get("icc_profile")}
    if kind == "JPEG":
        options |= {"quality": 95, "subsampling": 0}
    elif kind == "WEBP":
        options |= {"lossless": True}
    turned.info.pop("exif", None)
    if turned.mode == "CMYK" and "adobe" not in image.info:
        turned = ImageChops.invert(turned)  # as it is written anew: see ``rasters``
    out = io.BytesIO()
    turned.save(out, format=kind, **{k: v for k, v in options.items() if v is not None})
    return out.getvalue(), turned.size


@contextmanager
def strict() -> Iterator[None]:
    """Inside, Pillow refuses truncated files, whatever another library has told it, and leaves the
    size to us: its own limit strikes before it has told how large a picture is."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS = False, None
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS = before


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
