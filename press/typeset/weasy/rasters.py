"""Line art keeps its one bit a pixel.

WeasyPrint 70 makes RGB of it: 200 MB in memory for a page at 1200 ppi, and grey edges where a
viewer smooths them.
"""

from __future__ import annotations

import io
from typing import Any

import pydyf
from weasyprint import images as weasy_images

from press.typeset.weasy.patching import Patch


def patches() -> tuple[Patch, ...]:
    """Put our class in the place of that of raster images."""
    return ((weasy_images, "RasterImage", _Raster),)


class _Raster(weasy_images.RasterImage):  # type: ignore[misc]
    """A raster image, of one bit a pixel where its PNG is so."""

    def __init__(self, pillow_image: Any, image_id: str, image_data: bytes | None,
                 *args: Any, **kwargs: Any) -> None:
        plain = (pillow_image.mode == "1" and pillow_image.format == "PNG"
                 and image_data is not None and "transparency" not in pillow_image.info)
        self._bits = image_data if plain else None
        if not plain:
            super().__init__(pillow_image, image_id, image_data, *args, **kwargs)
            return
        # The size is told, the pixels stay in their file.
        small = weasy_images.Image.new("L", (1, 1))
        super().__init__(small, image_id, None, *args, **kwargs)
        self.width, self.height = pillow_image.size
        self.ratio = self.width / self.height

    def get_x_object(self, interpolate: bool, dpi_ratio: float) -> Any:
        if self._bits is None:
            return super().get_x_object(interpolate, dpi_ratio)
        data = self._get_png_data(weasy_images.Image.open(io.BytesIO(self._bits)))
        return pydyf.Stream([self.cache_image_data(data, slot="stream")], pydyf.Dictionary({
            "Type": "/XObject", "Subtype": "/Image", "Width": self.width, "Height": self.height,
            "ColorSpace": "/DeviceGray", "BitsPerComponent": 1, "Interpolate": "false",
            "Filter": "/FlateDecode", "DecodeParms": pydyf.Dictionary({
                "Predictor": 15, "Columns": self.width, "BitsPerComponent": 1})}))
