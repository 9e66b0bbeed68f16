"""A raster picture as it is printed: upright colours, no more pixels than the print can show.

What WeasyPrint embeds has no colour profile and 8 bits: so profiles are applied here, 16 bits
become 8, palettes their colours. CMYK stays CMYK, grey grey, line art one bit. JPEG data that
needs nothing of this is kept as it is, without what cameras write beside it (places, names).
The same bytes come of the same picture, so that a document keeps each once.
"""

from __future__ import annotations

import io
import json
from contextlib import suppress
from typing import Any

from PIL import Image, ImageChops, ImageCms

from press.dataclass import replace
from press.manuscript.images import FORMATS, strict
from press.manuscript.pictures import with_data
from press.values import Asset

QUALITY = 92
"""Of JPEG data that is written anew, its colours not subsampled."""

_WIDE = ("I", "I;16", "I;16L", "I;16B", "I;16N")
"""Modes of 16 bits."""
_LOSSY = ("JPEG", "MPO")


def printable(asset: Asset) -> Asset:
    """``asset`` with the data that is to be embedded; an SVG as it is."""
    if asset.ready or asset.media_type not in FORMATS.values():
        return asset
    with strict(), Image.open(io.BytesIO(asset.data), formats=tuple(FORMATS)) as image:
        limit = asset.print_width
        if image.format == "JPEG" and 0 < limit < image.width // 4:
            image.draft(None, (2 * limit, 1))  # reads every second, fourth or eighth pixel
        image.load()
        lossy = image.format in _LOSSY or _is_lossy_webp(asset.data)
        made = _sized(_bilevel(image) if asset.line_art else _coloured(image), limit)
        if made is image and image.format == "JPEG":
            return replace(asset, data=_without_remarks(asset.data), digest="")
        if made is image and image.format == "PNG":
            return asset
        data, kind = _encoded(made, lossy)
    return replace(asset, data=data, media_type=FORMATS[kind], width=made.width,
                   height=made.height, digest="")


def kept_as(asset: Asset) -> str:
    """The key under which a store has what ``printable`` makes of ``asset``; empty for what is not
    worth keeping: a drawing, or a small picture that was made for the page."""
    if asset.ready or not asset.digest or asset.media_type not in FORMATS.values():
        return ""
    return f"printable {asset.digest} {asset.print_width} {asset.line_art}"


def to_kept(asset: Asset, made: Asset) -> bytes:
    """What is kept of ``made``, which ``printable`` made of ``asset``: its data only where they
    are others."""
    lead = json.dumps([made.media_type, made.width, made.height]).encode()
    return lead + b"\n" + (b"" if made.data == asset.data else made.data)


def from_kept(asset: Asset, kept: bytes) -> Asset:
    """What ``printable`` made of ``asset`` before; with no data where these are the file's, and
    the file is no more what it was."""
    lead, _, data = kept.partition(b"\n")
    media_type, width, height = json.loads(lead)
    return replace(asset, data=data or with_data(asset).data, media_type=media_type, width=width,
                   height=height, digest="", file="", ready=True)


def _bilevel(image: Image.Image) -> Any:
    """Line art in one bit a pixel, also where it is a palette of black and white."""
    return image if image.mode == "1" else image.convert("L").convert(
        "1", dither=Image.Dither.NONE)


def _coloured(image: Image.Image) -> Any:
    """In a mode that a PDF has: 1, L, LA, RGB, RGBA or CMYK; ``image`` itself where it is."""
    made: Any = image
    if image.mode in _WIDE:
        made = image.convert("I").point(lambda value: value * (255 / 65535) + 0.5).convert("L")
    elif image.mode in ("P", "PA") or "transparency" in image.info:
        made = image.convert("RGBA" if image.has_transparency_data else "RGB")
    elif image.mode == "CMYK" and "adobe" not in image.info:
        made = ImageChops.invert(image)  # Pillow takes all CMYK in JPEG for Adobe's, inverted
    if made.mode in ("RGBA", "LA") and made.getchannel("A").getextrema() == (255, 255):
        made = made.convert(made.mode[:-1])
    if made.mode in ("RGB", "RGBA"):
        made = _in_srgb(made, image.info.get("icc_profile"))
    if image.mode in ("P", "PA") and made.mode == "RGB":
        red, green, blue = made.split()
        if red.tobytes() == green.tobytes() == blue.tobytes():
            made = red
    return made


def _in_srgb(image: Any, profile: bytes | None) -> Any:
    """The colours that the profile means; what cannot be read is left alone."""
    if not profile or b"sRGB" in profile[:4096] or b"s\0R\0G\0B" in profile[:4096]:
        return image
    with suppress(ImageCms.PyCMSError, OSError, ValueError):
        alpha = image.getchannel("A") if image.mode == "RGBA" else None
        made: Any = ImageCms.profileToProfile(
            image.convert("RGB"), ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"), outputMode="RGB",
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION)
        if alpha is not None:
            made.putalpha(alpha)
        return made
    return image


def _sized(image: Any, limit: int) -> Any:
    """At most ``limit`` pixels wide; never larger than it was."""
    if not limit or image.width <= limit:
        return image
    size = limit, max(1, round(image.height * limit / image.width))
    if image.mode == "1":
        grey = image.convert("L").resize(size, Image.Resampling.LANCZOS)
        return grey.point(lambda value: 255 if value >= 128 else 0).convert("1")
    # Colours of transparent pixels must not run into the others.
    weighted = {"RGBA": "RGBa", "LA": "La"}.get(image.mode)
    if weighted:
        return image.convert(weighted).resize(size, Image.Resampling.LANCZOS).convert(image.mode)
    return image.resize(size, Image.Resampling.LANCZOS)


def _encoded(image: Any, lossy: bool) -> tuple[bytes, str]:
    """File data and the format: JPEG for CMYK and for what was lossy, else PNG."""
    out = io.BytesIO()
    if image.mode == "CMYK" or (lossy and image.mode in ("L", "RGB")):
        image.info.clear()
        image.save(out, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
        return out.getvalue(), "JPEG"
    image.info.clear()
    image.save(out, "PNG")
    return out.getvalue(), "PNG"


def _is_lossy_webp(data: bytes) -> bool:
    return data[:4] == b"RIFF" and b"VP8 " in data[12:200]


def _without_remarks(data: bytes) -> bytes:
    """A JPEG file without APP1 … APP13, APP15 and comments; APP14 tells colours (ITU T.81 B)."""
    out, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if kind == 0xDA:  # the picture itself begins
            break
        end = at + 2 + int.from_bytes(data[at + 2:at + 4], "big")
        if not (0xE1 <= kind <= 0xED or kind in (0xEF, 0xFE)):
            out.append(data[at:end])
        at = end
    return b"".join([*out, data[at:]])
