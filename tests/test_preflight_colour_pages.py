"""Pages with colour, found in PDFs that pikepdf and Pillow made."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from press.preflight.colour_pages import colour_pages


def document(*pages: tuple[bytes, dict[str, Any]]) -> pikepdf.Pdf:
    """A PDF of pages 200 pt square: content stream and resources of each."""
    pdf = pikepdf.new()
    for content, resources in pages:
        page = pdf.add_blank_page(page_size=(200, 200))
        page.Contents = pdf.make_stream(content)
        page.Resources = pdf.make_indirect(Dictionary(resources))
    return pdf


def coloured(pdf: pikepdf.Pdf) -> tuple[int, ...]:
    out = io.BytesIO()
    pdf.save(out)
    pages, problems = colour_pages(out.getvalue())
    assert problems == ()
    return pages


BOX = b" 10 10 50 50 re "


@pytest.mark.parametrize(("content", "colour"), [
    (b"0 0 0 1 k" + BOX + b"f", False),
    (b"0 1 1 0 k" + BOX + b"f", True),
    (b"0.1 0.1 0.1 1 k" + BOX + b"f", True),      # a rich black needs all plates
    (b"1 1 1 1 k" + BOX + b"f", False),           # marks in the registration colour
    (b"0 1 1 0 k" + BOX + b"S", False),           # the stroke is black still
    (b"0 1 1 0 K" + BOX + b"S", True),
    (b"1 0 0 rg" + BOX + b"f", True),
    (b"0.5 0.5 0.5 rg" + BOX + b"f*", False),
    (b"1 0 0 rg 0 g" + BOX + b"B", False),
    (b"q 1 0 0 rg Q" + BOX + b"f", False),        # what is not painted is not printed
    (b"1 0 0 rg" + BOX + b"W n", False),
    (b"/DeviceRGB cs 0 0.4 0 scn" + BOX + b"b", True),
    (b"/DeviceCMYK CS 0 0 0 0.4 SCN" + BOX + b"s", False),
    (b"1 0 0 rg BT 3 Tr (x) Tj ET", False),  # invisible text
    (b"1 0 0 rg BT (x) Tj ET", True),
    (b"1 0 0 RG BT 1 Tr (x) Tj ET", True),
    (b"BI /W 1 /H 1 /CS /RGB /BPC 8 ID \xff\x00\x00 EI", True),
    (b"BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI", False),
])
def test_what_is_painted(content: bytes, colour: bool) -> None:
    assert coloured(document((content, {}))) == ((1,) if colour else ())


def picture(pdf: pikepdf.Pdf, image: Image.Image, how: str) -> pikepdf.Stream:
    spaces = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}
    if how == "jpeg":
        out = io.BytesIO()
        image.save(out, "JPEG", quality=70)
        stream = pikepdf.Stream(pdf, out.getvalue())
        stream.Filter = Name.DCTDecode
        if image.mode == "CMYK":
            stream.Decode = Array([1, 0, 1, 0, 1, 0, 1, 0])
    else:
        stream = pikepdf.Stream(pdf, image.tobytes())
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height = image.size
    stream.ColorSpace, stream.BitsPerComponent = Name(spaces[image.mode]), 8
    return stream


@pytest.mark.parametrize("how", ["raw", "jpeg"])
@pytest.mark.parametrize(("mode", "ink", "colour"), [
    ("L", 90, False), ("RGB", (90, 90, 90), False), ("RGB", (160, 40, 40), True),
    ("CMYK", (0, 0, 0, 200), False), ("CMYK", (0, 120, 120, 0), True)])
def test_images(how: str, mode: str, ink: Any, colour: bool) -> None:
    pdf = document((b"q 50 0 0 50 0 0 cm /I Do Q", {}), (b"/I Do", {}))
    image = picture(pdf, Image.new(mode, (32, 32), ink), how)
    for page in pdf.pages:
        page.Resources.XObject = Dictionary(I=image)
    assert coloured(pdf) == ((1, 2) if colour else ())


def test_forms_patterns_and_shadings() -> None:
    pdf = document((b"/F Do", {}), (b"0 1 0 0 k /F Do", {}),
                   (b"/Pattern cs /P scn" + BOX + b"f", {}), (b"/S sh", {}), (b"/T sh", {}),
                   (b"/Spot cs 0.5 scn" + BOX + b"f", {}),
                   (b"/Spot cs 0 scn" + BOX + b"f", {}), (b"/Mono cs 1 scn" + BOX + b"f", {}))
    form = pdf.make_stream(BOX + b"f", Type=Name.XObject, Subtype=Name.Form)
    tile = pdf.make_stream(b"0 0 1 rg 0 0 5 5 re f", PatternType=1, PaintType=1)

    def shading(end: list[float]) -> Dictionary:
        ends = Dictionary(FunctionType=2, C0=Array([0, 0, 0, 0]), C1=Array(end), N=1)
        return Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Function=ends)

    tint = Dictionary(FunctionType=2, C0=Array([0] * 4), C1=Array([0, 1, 0, 0]), N=1)
    for page in pdf.pages:
        page.Resources = Dictionary(
            XObject=Dictionary(F=form), Pattern=Dictionary(P=tile),
            Shading=Dictionary(S=shading([0, 0, 0, 1]), T=shading([0, 0.2, 0, 0])),
            ColorSpace=Dictionary(
                Spot=Array([Name.Separation, Name("/PANTONE 186 C"), Name.DeviceCMYK, tint]),
                Mono=Array([Name.Separation, Name.Black, Name.DeviceCMYK, tint])))
    assert coloured(pdf) == (2, 3, 5, 6)


def test_an_indexed_image_is_judged_by_its_colours() -> None:
    pdf = document((b"/I Do", {}), (b"/J Do", {}))
    made = {}
    for name, table in (("I", b"\x00\x00\x00\x80\x80\x80"), ("J", b"\x00\x00\x00\xff\x80\x80")):
        stream = picture(pdf, Image.new("L", (4, 4)), "raw")
        stream.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(table)])
        made[f"/{name}"] = stream
    for page in pdf.pages:
        page.Resources.XObject = Dictionary(made)
    assert coloured(pdf) == (2,)


def test_what_cannot_be_read_counts_and_is_told() -> None:
    out = io.BytesIO()
    document((b"0 g" + BOX + b"f", {}), (b"Q Q /Lost Do", {}), (b"0 g", {})).save(out)
    pages, problems = colour_pages(out.getvalue(), "a.pdf")
    assert pages == (2,)
    assert [(p.code, p.path, p.page) for p in problems] == [("pdf-check-failed", "a.pdf", 2)]
    pages, problems = colour_pages(b"no PDF", "a.pdf")
    assert pages == ()
    assert [p.code for p in problems] == ["pdf-unreadable"]


def test_a_form_that_places_itself_ends() -> None:
    pdf = document((b"/F Do", {}))
    form = pdf.make_stream(b"/F Do", Type=Name.XObject, Subtype=Name.Form)
    form.Resources = Dictionary(XObject=Dictionary(F=form))
    pdf.pages[0].Resources.XObject = Dictionary(F=form)
    out = io.BytesIO()
    pdf.save(out)
    pages, problems = colour_pages(out.getvalue())
    assert pages == (1,)
    assert [p.code for p in problems] == ["pdf-check-failed"]


@pytest.mark.skipif(shutil.which("gs") is None, reason="needs Ghostscript")
def test_ghostscript_finds_the_same_pages(tmp_path: Path) -> None:
    contents = (b"0 0 0 1 k" + BOX + b"f", b"0 1 1 0 k" + BOX + b"f", b"0.4 g" + BOX + b"f",
                b"0 0.2 0 0 K" + BOX + b"S", b"0 1 0 0 k 0 0 0 1 K" + BOX + b"S", b"")
    pdf = document(*((content, {}) for content in contents))
    pdf.save(tmp_path / "a.pdf")
    told = subprocess.run(["gs", "-q", "-o", "-", "-sDEVICE=inkcov", str(tmp_path / "a.pdf")],
                          capture_output=True, text=True, check=True).stdout
    found = tuple(number for number, line in enumerate(
        (one for one in told.splitlines() if "CMYK" in one), 1)
        if any(float(ink) for ink in line.split()[:3]))
    assert found == coloured(pdf) == (2, 4)
