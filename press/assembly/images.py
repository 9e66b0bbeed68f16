"""Images of a document for a printing shop: CMYK, or grey and bits on the K plate alone."""

from __future__ import annotations

import io
from typing import Any

from pikepdf import Array, Dictionary, Name, PdfError, Stream, String
from PIL import Image, ImageCms

from press.assembly.separation import Samples, Separator


class ForeignImageError(ValueError):
    """An image that cannot be made CMYK; the text says what it is."""


def separate_image(image: Any, separator: Separator, *, grey: bool = False) -> None:
    """Change an image XObject in place, if need be; ``grey``: only its lightness counts.

    Masks, line art and greys stay: grey is K. Raises ForeignImageError.
    """
    if image.get("/ImageMask") or "/ColorSpace" not in image:
        if image.get("/ImageMask"):
            return
        raise ForeignImageError("JPEG 2000")
    space, colours, profile = _space(image)
    if isinstance(image.get("/Mask"), Array) and colours != 1:
        raise ForeignImageError("/Mask")
    if space == "Indexed":
        _table(image, separator)
    elif colours == 1:
        image.ColorSpace = Name.DeviceGray
    elif colours == 4:
        image.ColorSpace = Name.DeviceCMYK
        picture, lossy = _decoded(image, "CMYK")
        less = separator.cmyk(picture, lossy=lossy)
        if less is not None:
            _write(image, less)
    elif grey:
        picture, _ = _decoded(image, "RGB")
        data = picture.convert("L").tobytes()
        _plain(image)
        image.write(data)
        image.ColorSpace = Name.DeviceGray
    else:
        picture, lossy = _decoded(image, "RGB")
        try:
            _write(image, separator.rgb(picture, lossy=lossy, source=profile))
        except (ImageCms.PyCMSError, OSError) as error:
            raise ForeignImageError("ICC") from error


def _space(image: Any) -> tuple[str, int, bytes]:
    """Family of its colour space, how many components, and the profile if it has one."""
    space = image.ColorSpace
    family = str(space[0] if isinstance(space, Array) else space)[1:]
    known = {"DeviceGray": 1, "CalGray": 1, "DeviceRGB": 3, "CalRGB": 3, "DeviceCMYK": 4,
             "Indexed": 1}
    if family == "ICCBased":
        count = int(space[1].N)
        return family, count, space[1].read_bytes() if count == 3 else b""
    if family not in known:
        raise ForeignImageError(family)
    return family, known[family], b""


def _decoded(image: Any, mode: str) -> tuple[Any, bool]:
    """Its pixels, and whether they were JPEG."""
    size, lossy = (int(image.Width), int(image.Height)), image.get("/Filter") == Name.DCTDecode
    inverted = [float(v) for v in image.get("/Decode", ())] == [1, 0] * len(mode)
    if int(image.get("/BitsPerComponent", 8)) != 8 or ("/Decode" in image and not inverted):
        raise ForeignImageError(f"{image.get('/BitsPerComponent')} bit")
    try:
        if lossy:
            picture: Any = Image.open(io.BytesIO(image.read_raw_bytes()), formats=("JPEG",))
            picture.load()
            # Pillow turns what Adobe's mark calls inverted; so does the Decode array.
            if mode == "CMYK" and inverted != ("adobe" in picture.info):
                raise ForeignImageError("CMYK JPEG")
        else:
            picture = Image.frombytes(mode, size, image.read_bytes())
            if inverted:
                picture = picture.point(lambda value: 255 - value)
    except (OSError, ValueError, PdfError) as error:
        if isinstance(error, ForeignImageError):
            raise
        raise ForeignImageError(str(image.get("/Filter"))) from error
    if picture.mode != mode or picture.size != size:
        raise ForeignImageError(picture.mode)
    return picture, lossy


def _table(image: Any, separator: Separator) -> None:
    """A table of RGB becomes one of CMYK; the pixels stay."""
    base, highest, table = image.ColorSpace[1], image.ColorSpace[2], image.ColorSpace[3]
    if base in (Name.DeviceCMYK, Name.DeviceGray):
        return
    if base != Name.DeviceRGB:
        raise ForeignImageError("Indexed")
    data = table.read_bytes() if isinstance(table, Stream) else bytes(table)
    made = separator.table(data[:3 * (int(highest) + 1)])
    image.ColorSpace = Array([Name.Indexed, Name.DeviceCMYK, highest, String(made)])


def _write(image: Any, made: Samples) -> None:
    _plain(image)
    if made.jpeg:
        image.write(made.data, filter=Name.DCTDecode)
        image.Decode = Array([1, 0] * 4)  # as Adobe's programs write CMYK into JPEG: inverted
        image.ColorSpace = Name.DeviceCMYK
        return
    colours = 1 if made.palette else 4
    image.write(made.data, filter=Name.FlateDecode, decode_parms=Dictionary(
        Predictor=15, Colors=colours, BitsPerComponent=8, Columns=int(image.Width)))
    image.ColorSpace = Name.DeviceCMYK if not made.palette else Array([
        Name.Indexed, Name.DeviceCMYK, len(made.palette) // 4 - 1, String(made.palette)])


def _plain(image: Any) -> None:
    """Without what told how the old samples were written."""
    for key in ("/Decode", "/DecodeParms", "/Filter", "/Intent"):
        if key in image:
            del image[key]
