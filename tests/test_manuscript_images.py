"""Pictures at intake."""

from __future__ import annotations

import io
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from press.manuscript.images import read_image
from press.messages import message
from press.values import Asset, Place

PLACE = Place("stories/a.md", 3, 1)


def picture(kind: str, size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    out = io.BytesIO()
    Image.radial_gradient("L").resize(size).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def intake(folder: Path, data: bytes, name: str = "a") -> tuple[Asset | None, list[str]]:
    (folder / name).write_bytes(data)
    asset, problems = read_image(folder, name, PLACE)
    assert all((p.path, p.line, p.column) == ("stories/a.md", 3, 1) for p in problems)
    return asset, [p.code for p in problems]


@pytest.mark.parametrize(("kind", "media_type"), [
    ("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp")])
def test_good_pictures_come_as_they_are(tmp_path: Path, kind: str, media_type: str) -> None:
    data = picture(kind)
    assert intake(tmp_path, data) == (Asset("a", media_type, data, 60, 40), [])


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("part", [0.1, 0.34, 0.5, 0.9])
def test_a_cut_picture_is_never_accepted(tmp_path: Path, kind: str, part: float) -> None:
    """Also where another library has told Pillow to accept it, as WeasyPrint does."""
    data = picture(kind, (300, 200))
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        assert intake(tmp_path, data[:int(len(data) * part)]) == (None, ["image-damaged"])
        assert ImageFile.LOAD_TRUNCATED_IMAGES is True
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def test_the_room_does_not_import_the_engine() -> None:
    code = ("import sys, press.manuscript; "
            "sys.exit(any(m in sys.modules for m in ('weasyprint', 'pikepdf', 'jinja2')))")
    assert subprocess.run([sys.executable, "-c", code], check=False,
                          cwd=Path(__file__).parent.parent).returncode == 0


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_exif_orientation_is_applied(tmp_path: Path, kind: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise
    image = Image.new("RGB", (60, 40), "white")
    image.paste("black", (0, 0, 30, 40))  # the left half, which becomes the upper one
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    asset, codes = intake(tmp_path, out.getvalue())
    assert codes == [] and asset is not None
    assert (asset.width, asset.height) == (40, 60)
    turned = Image.open(io.BytesIO(asset.data))
    assert turned.size == (40, 60) and turned.getexif().get(0x0112, 1) == 1
    upper, lower = (turned.convert("L").getpixel((20, y)) for y in (5, 55))
    assert isinstance(upper, int) and isinstance(lower, int) and upper < 20 and lower > 235
    assert intake(tmp_path, out.getvalue())[0] == asset


@pytest.mark.parametrize(("svg", "size"), [
    ('viewBox="0 0 30 20"', (30, 20)), ('width="10mm" height="1in"', (10 / 25.4 * 96, 96)),
    ('width="100%" viewBox="0,0,30,20"', (30, 20)), ('width="60" viewBox="0 0 30 20"', (60, 40)),
    ('height="40px" viewBox="-5 -5 30 20"', (60, 40)), ('width="1e1" height="2.5"', (10, 2.5))])
def test_svg_sizes(tmp_path: Path, svg: str, size: tuple[float, float]) -> None:
    asset, codes = intake(
        tmp_path, f'<svg xmlns="http://www.w3.org/2000/svg" {svg}/>'.encode())
    assert codes == [] and asset is not None
    assert (asset.width, asset.height) == pytest.approx(size)


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" ' \
          'viewBox="0 0 1 1">{}</svg>'


@pytest.mark.parametrize("content", [
    "", '<use x:href="#a"/>', '<rect fill="url(#g)" style="mask:url(&quot;#m&quot;)"/>',
    "<style>a { fill: url('#b') }</style>", "<text>url(http://a.b) onclick</text>",
    '<image x:href="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4'
    '2mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="/>'])
def test_drawings_that_are_only_drawings(tmp_path: Path, content: str) -> None:
    assert intake(tmp_path, DRAWING.format(content).encode())[1] == []


@pytest.mark.parametrize("content", [
    "<SCRIPT/>", "<x:script/>", '<a x:href="javascript:y"/>', '<a href=" http://a.b"/>',
    '<rect ONLOAD="x"/>', '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
    '<image href="data:image/png;base64,AAAA"/>', '<rect fill="url( //a.b/c )"/>',
    '<rect style="fill:u\\72l(http://a.b)"/>', "<style>@IMPORT 'x';</style>",
    "<style>a{b:URL(x)}</style>", "<animate/>", "<set/>", '<feImage href="../x.png"/>',
    "<style>/**/<![CDATA[@import 'x']]></style>"])
def test_drawings_that_are_more(tmp_path: Path, content: str) -> None:
    asset, codes = intake(tmp_path, DRAWING.format(content).encode())
    assert asset is None and set(codes) <= {"svg-active", "svg-external"} and codes


@pytest.mark.parametrize("data", [
    b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + DRAWING.format("&a;").encode(),
    ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE svg [<!ENTITY a "aa">'
     '<!ENTITY b "&a;&a;">]>' + DRAWING.format("&b;")).encode("utf-16")])
def test_entities_are_refused_in_any_encoding(tmp_path: Path, data: bytes) -> None:
    asset, codes = intake(tmp_path, data)
    assert asset is None and set(codes) <= {"svg-entities", "image-unknown"}


def test_a_plain_doctype_is_harmless(tmp_path: Path) -> None:
    data = ('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
            '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">' + DRAWING.format("")).encode()
    assert intake(tmp_path, data)[1] == []


def test_a_deep_drawing_is_refused(tmp_path: Path) -> None:
    data = DRAWING.format("<g>" * 5000 + "</g>" * 5000).encode()
    assert intake(tmp_path, data) == (None, ["svg-damaged"])


def test_the_size_of_a_huge_picture_is_told(tmp_path: Path) -> None:
    """Also where it is beyond Pillow's own limit, which is left as it was."""
    before = Image.MAX_IMAGE_PIXELS
    data = bytearray(picture("PNG"))
    data[16:24] = (60_000).to_bytes(4, "big") + (50_000).to_bytes(4, "big")
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    (tmp_path / "a.png").write_bytes(data)
    asset, (problem,) = read_image(tmp_path, "a.png", PLACE)
    assert asset is None and "60000 × 50000" in message(problem, "zh")
    assert before == Image.MAX_IMAGE_PIXELS
