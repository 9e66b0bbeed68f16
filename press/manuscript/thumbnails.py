"""Small versions of rasters, for sheets on which many of them stand."""

from __future__ import annotations

import io
from hashlib import sha256

from PIL import Image

from press.dataclass import replace
from press.manuscript.images import FORMATS, strict
from press.manuscript.pictures import with_data
from press.values import Asset, Store

SIDE = 360
"""Pixels of the longer side: 26 mm at 350 ppi."""
QUALITY = 88
PREFIX = "thumbnails/"


def thumbnail(asset: Asset, store: Store | None = None) -> Asset:
    """A small JPEG of a raster; a drawing as it is.

    JPEG data is decoded at an eighth of its size where that is enough, so that hundreds of plates
    take seconds; what is made is kept in ``store``.
    """
    known = known_thumbnail(asset, store)
    if known is not None:
        return known
    data = _made(with_data(asset).data)
    if store:
        store.put(_key(asset), data)
    return _small(asset, data)


def known_thumbnail(asset: Asset, store: Store | None) -> Asset | None:
    """The same, where nothing is to be made for it."""
    if asset.media_type not in FORMATS.values() or max(asset.width, asset.height) <= SIDE:
        return asset
    data = store.get(_key(asset)) if store else None
    return None if data is None else _small(asset, data)


def _key(asset: Asset) -> str:
    digest = asset.digest or sha256(asset.data).hexdigest()
    return sha256(f"thumbnail {SIDE} {QUALITY} {digest}".encode()).hexdigest()


def _small(asset: Asset, data: bytes) -> Asset:
    scale = SIDE / max(asset.width, asset.height)
    return replace(asset, name=f"{PREFIX}{asset.name}", media_type="image/jpeg", data=data,
                   width=max(1, round(asset.width * scale)),
                   height=max(1, round(asset.height * scale)), line_art=False, digest="", file="")


def _made(data: bytes) -> bytes:
    with strict(), Image.open(io.BytesIO(data), formats=tuple(FORMATS)) as image:
        if image.format == "JPEG":
            image.draft(None, (2 * SIDE, 2 * SIDE))
        image.load()
        picture = image.convert("L" if image.mode in ("1", "L", "LA") else "RGB")
        picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
        picture.info.clear()
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=QUALITY, subsampling=0)
        return out.getvalue()
