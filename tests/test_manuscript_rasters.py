"""Pictures as they are embedded: sizes, colours, alpha, line art, and nothing told in secret."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageCms

from press.manuscript.images import read_image
from press.manuscript.rasters import printable
from press.values import Asset, Place

PLACE = Place("stories/a.md", 3, 1)
INKS = (200, 20, 40, 60)


def intake(folder: Path, data: bytes, limit: int = 0) -> Asset:
    (folder / "a").write_bytes(data)
    asset, problems = read_image(folder, "a", PLACE)
    assert asset is not None, problems
    return Asset(asset.name, asset.media_type, asset.data, asset.width, asset.height,
                 asset.line_art, limit)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def shown(asset: Asset) -> Image.Image:
    image = Image.open(io.BytesIO(asset.data))
    assert (image.width, image.height) == (asset.width, asset.height)
    assert asset.media_type == f"image/{(image.format or '').lower()}"
    return image


def gradient(size: tuple[int, int] = (300, 200), mode: str = "RGB") -> Image.Image:
    return Image.radial_gradient("L").resize(size).convert(mode)


@pytest.mark.parametrize(("kind", "options"), [
    ("JPEG", {}), ("JPEG", {"progressive": True}), ("PNG", {}), ("WEBP", {"lossless": True}),
    ("WEBP", {})])
def test_more_pixels_than_print_needs_are_left_out(
        tmp_path: Path, kind: str, options: dict[str, Any]) -> None:
    asset = intake(tmp_path, saved(gradient(), kind, **options), 75)
    made = printable(asset)
    assert made == printable(asset)
    assert shown(made).size == (75, 50)
    small = gradient((75, 50))
    difference = ImageChops.difference(shown(made).convert("L"), small.convert("L"))
    assert max(n for n, count in enumerate(difference.histogram()) if count) < 16


@pytest.mark.parametrize("limit", [0, 300, 5000])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_what_is_small_enough_stays_as_it_is(tmp_path: Path, kind: str, limit: int) -> None:
    data = saved(gradient(), kind)
    assert printable(intake(tmp_path, data, limit)).data == data


def test_a_large_photograph_is_read_at_part_of_its_size(tmp_path: Path) -> None:
    made = printable(intake(tmp_path, saved(gradient((3000, 2001)), "JPEG"), 100))
    assert shown(made).size == (100, 67)


def test_nothing_is_told_of_where_and_by_whom(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "the maker of the camera"
    data = saved(gradient(), "JPEG", exif=exif, comment=b"a remark", dpi=(72, 72))
    made = printable(intake(tmp_path, data))
    assert b"maker" in data and b"remark" in data
    assert b"maker" not in made.data and b"remark" not in made.data
    assert shown(made).tobytes() == Image.open(io.BytesIO(data)).tobytes()


def cmyk(adobe: bool) -> bytes:
    """A CMYK JPEG: as Photoshop writes it, inverted and marked, or plain."""
    image = Image.new("CMYK", (64, 64), INKS)
    if adobe:
        return saved(image, "JPEG", quality=95)
    data = saved(ImageChops.invert(image), "JPEG", quality=95)  # inverted back as it is written
    at = data.index(b"\xff\xee")
    return data[:at] + data[at + 2 + int.from_bytes(data[at + 2:at + 4], "big"):]


@pytest.mark.parametrize("limit", [0, 16])
@pytest.mark.parametrize("adobe", [True, False])
def test_inks_stay_inks(tmp_path: Path, adobe: bool, limit: int) -> None:
    made = shown(printable(intake(tmp_path, cmyk(adobe), limit)))
    assert (made.format, made.mode) == ("JPEG", "CMYK")
    assert made.info["adobe"]  # the mark by which the PDF gets its Decode array
    pixel = made.getpixel((5, 5))
    assert isinstance(pixel, tuple)
    assert all(abs(a - b) < 6 for a, b in zip(pixel, INKS, strict=True))


def test_sixteen_bits_become_eight(tmp_path: Path) -> None:
    image = Image.new("I;16", (4, 1))
    for x, value in enumerate((0, 255, 32768, 65535)):
        image.putpixel((x, 0), value)
    made = shown(printable(intake(tmp_path, saved(image, "PNG"))))
    assert made.mode == "L"
    assert [made.getpixel((x, 0)) for x in range(4)] == [0, 1, 128, 255]


@pytest.mark.parametrize(("image", "mode"), [
    (gradient(mode="P"), "L"), (Image.new("RGB", (9, 9), "red").convert("P"), "RGB"),
    (Image.new("RGBA", (9, 9), "red"), "RGB"), (Image.new("LA", (9, 9), (7, 255)), "L"),
    (Image.new("RGBA", (9, 9), (255, 0, 0, 128)), "RGBA"), (gradient(mode="L"), "L"),
    (gradient(mode="1"), "1")])
def test_modes(tmp_path: Path, image: Image.Image, mode: str) -> None:
    assert shown(printable(intake(tmp_path, saved(image, "PNG")))).mode == mode


def test_colours_of_clear_pixels_do_not_run_into_others(tmp_path: Path) -> None:
    image = Image.new("RGBA", (200, 200), (0, 255, 0, 0))
    image.paste((255, 0, 0, 255), (0, 0, 101, 200))
    made = shown(printable(intake(tmp_path, saved(image, "PNG"), 50)))
    for x in range(50):
        red, green, _, alpha = made.getpixel((x, 25))  # type: ignore[misc]
        assert alpha < 8 or (red > 240 and green < 16)


def test_a_colour_profile_is_applied(tmp_path: Path) -> None:
    """One in which red is what others call green."""
    own = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = own.index(b"rXYZ"), own.index(b"gXYZ")
    own[red:red + 4], own[green:green + 4] = b"gXYZ", b"rXYZ"
    profile = bytes(own).replace(b"s\0R\0G\0B", b"m\0i\0n\0e")
    for kind in ("PNG", "JPEG", "WEBP"):
        data = saved(Image.new("RGB", (9, 9), (200, 0, 0)), kind, icc_profile=profile)
        made = shown(printable(intake(tmp_path, data))).convert("RGB")
        pixel = made.getpixel((4, 4))
        assert isinstance(pixel, tuple) and pixel[1] > 150 > 60 > pixel[0]
        for harmless in (profile[:200], b"not a profile", None):
            data = saved(Image.new("RGB", (9, 9), (200, 0, 0)), kind, icc_profile=harmless)
            pixel = shown(printable(intake(tmp_path, data))).convert("RGB").getpixel((4, 4))
            assert isinstance(pixel, tuple) and pixel[0] > 190 and pixel[1] < 10


@pytest.mark.parametrize("palette", [False, True])
def test_line_art_stays_black_or_white(tmp_path: Path, palette: bool) -> None:
    image = Image.new("1", (400, 400), 1)
    image.paste(0, (100, 100, 300, 300))
    data = saved(image.convert("P") if palette else image, "PNG")
    asset = intake(tmp_path, data)
    assert asset.line_art
    made = shown(printable(asset))
    assert (made.mode, made.tobytes()) == ("1", image.tobytes())
    half = shown(printable(intake(tmp_path, data, 200)))
    assert (half.mode, half.size) == ("1", (200, 200))
    assert [half.getpixel((n, 100)) for n in (20, 100)] == [255, 0]
    assert not intake(tmp_path, saved(gradient(mode="L"), "PNG")).line_art


def test_the_first_of_two_pictures_in_a_telephone_s_file(tmp_path: Path) -> None:
    data = saved(gradient(), "MPO", save_all=True, append_images=[gradient((30, 20))])
    asset = intake(tmp_path, data)
    assert (asset.media_type, asset.width) == ("image/jpeg", 300)
    made = printable(asset)
    assert shown(made).format == "JPEG"
    assert getattr(shown(made), "n_frames", 1) == 1


def test_a_drawing_stays_as_it_is() -> None:
    drawing = Asset("a.svg", "image/svg+xml", b"<svg/>", 1, 1)
    assert printable(drawing) is drawing
