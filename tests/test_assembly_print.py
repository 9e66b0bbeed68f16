"""Documents for a printing shop: boxes, marks, K and CMYK."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from pikepdf import Name
from PIL import Image, ImageChops, ImageStat
from typeset_samples import FOLIO, MM, Joined, faces, joined, part, pixels, sample

from press.assembly.join import join
from press.assembly.marks import without_tags
from press.assembly.plates import print_content
from press.assembly.sheets import PageBoxes
from press.assembly.style import Style

BLEEDING = ('<div class="b"></div><p style="color: #a3171b">红<a href="https://example.org/">链</a>'
            '</p><p style="border-bottom: 1pt solid #8c8c8c">文</p>'
            '<img src="press-asset:images/plan.svg" alt="图" style="opacity: 0.5"/>')
WIDE = """.b { position: absolute; left: -40mm; top: -40mm; width: 200mm; height: 60mm;
            background: #00ff00 } body { position: relative }"""
COLOUR = {"rg", "RG", "k", "K", "g", "G", "cs", "CS", "sc", "SC", "scn", "SCN", "sh"}


@pytest.fixture(scope="module")
def printed() -> Joined:
    return joined(part("a", BLEEDING, WIDE, FOLIO), part("b", "<p>后</p>", FOLIO), screen=False,
                  bleed=True, marks=True)


def operators(pdf: pikepdf.Pdf) -> list[tuple[list[Any], str]]:
    """Of pages, forms and patterns."""
    streams: list[Any] = list(pdf.pages)
    streams += [item for item in pdf.objects if isinstance(item, pikepdf.Stream)
                and (item.get("/Subtype") == Name.Form or item.get("/PatternType") == 1)]
    return [(list(operands), str(operator)) for stream in streams
            for operands, operator in pikepdf.parse_content_stream(stream)]


def test_boxes(printed: Joined) -> None:
    with printed.open() as pdf:
        for page in pdf.pages:
            media, bleed, trim = ([float(v) / MM for v in box] for box in (
                page.mediabox, page.obj.BleedBox, page.trimbox))
            assert media[:2] == [0, 0], "some imposers take the origin for granted"
            assert [round(v, 2) for v in media] == [round(v, 2) for v in map(
                float, [v / MM for v in map(float, page.cropbox)])]
            assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx((100, 140), abs=0.01)
            assert [b - t for b, t in zip(bleed, trim, strict=True)] == pytest.approx(
                [-3, -3, 3, 3], abs=0.01)
            assert media[2] - trim[2] == pytest.approx(trim[0], abs=0.01)


def test_on_screen_there_is_the_trim_alone() -> None:
    with joined(part("a", BLEEDING, WIDE)).open() as pdf:
        page = pdf.pages[0]
        assert page.mediabox == page.trimbox == page.obj.BleedBox
        assert [float(v) for v in page.mediabox] == pytest.approx([0, 0, 100 * MM, 140 * MM],
                                                                  abs=0.01)


def test_no_rgb_and_black_is_k_alone(printed: Joined) -> None:
    with printed.open() as pdf:
        found = [(operands, name) for operands, name in operators(pdf) if name in COLOUR]
        spaces = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)
                  and item.get("/CS") == Name.DeviceRGB]
    assert {name for _, name in found} <= {"k", "K"}
    inks = {tuple(round(float(v), 3) for v in operands) for operands, _ in found}
    assert (0, 0, 0, 1) in inks, "text and crop marks"
    assert (1, 0, 1, 0) in inks, "the green of the bleed"
    assert (0, 0, 0, round(1 - 0x8C / 255, 3)) in inks, "a grey rule"
    assert spaces == []


def test_the_sample_in_print_has_no_rgb() -> None:
    whole = sample()
    made = join(whole.parts, whole.pages, whole.placing, Style(
        "t", "zh-Hans", screen=False, bleed=True, marks=True), faces()).pdf
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert {name for _, name in operators(pdf)} & COLOUR <= {"k", "K"}
        assert b"/Annots" not in b"".join(page.obj.unparse() for page in pdf.pages)


def test_crop_marks_stand_outside_the_bleed(printed: Joined) -> None:
    with printed.open() as pdf:
        page = pdf.pages[0]
        bleed, trim, media = ([float(v) for v in box] for box in (
            page.obj.BleedBox, page.trimbox, page.mediabox))
        lines, start = [], (0.0, 0.0)
        content = list(pikepdf.parse_content_stream(page))
        last = max(n for n, (_, op) in enumerate(content) if str(op) == "q")
        for operands, operator in content[last:]:
            if str(operator) == "m":
                start = tuple(map(float, operands))  # type: ignore[assignment]
            elif str(operator) == "l":
                lines.append((*start, *map(float, operands)))
    assert len(lines) == 8
    for x1, y1, x2, y2 in lines:
        outside = (max(x1, x2) < bleed[0] or min(x1, x2) > bleed[2]
                   or max(y1, y2) < bleed[1] or min(y1, y2) > bleed[3])
        assert outside
        assert media[0] <= min(x1, x2) <= max(x1, x2) <= media[2]
        assert media[1] <= min(y1, y2) <= max(y1, y2) <= media[3]
        if x1 == x2:
            assert x1 in (trim[0], trim[2])
        else:
            assert y1 == y2
            assert y1 in (trim[1], trim[3])


def test_content_is_cut_at_the_bleed(printed: Joined) -> None:
    page = next(pixels(printed.pdf, dpi=144))
    with printed.open() as pdf:
        left, _, right, top = (float(v) * 2 for v in pdf.pages[0].obj.BleedBox)
        trim = float(pdf.pages[0].trimbox[0]) * 2
    above = round(page.height - top)
    green = page.getpixel((round(left) + 3, above + 3))
    assert green[1] > 150 > max(green[0], green[2]), "it reaches the edge of the bleed"
    bare = page.crop((0, above + 4, round(left) - 2, page.height // 2)).convert("L")
    marks = bare.point(lambda v: 255 * (v < 250)).getbbox()
    assert marks is None or marks[3] - marks[1] <= 6, "nothing there but the mark at the trim"
    assert right > trim


def test_artifacts_stay_marked_and_tags_go(printed: Joined) -> None:
    with printed.open() as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert "/MarkInfo" not in pdf.Root
        assert "/Outlines" not in pdf.Root
        for page in pdf.pages:
            marks = [(str(operands[0]), operands[1] if len(operands) > 1 else None)
                     for operands, name in pikepdf.parse_content_stream(page)
                     if str(name) in ("BDC", "BMC")]
            assert {name for name, _ in marks} <= {"/Artifact"}
            ends = sum(str(name) == "EMC" for _, name in pikepdf.parse_content_stream(page))
            assert ends == len(marks)
            assert "/StructParents" not in page.obj
            assert "/Annots" not in page.obj
        assert sum(1 for page in pdf.pages
                   for operands, name in pikepdf.parse_content_stream(page)
                   if str(name) == "BDC" and operands[1].get("/Type") == Name.Pagination) == 4


def test_print_and_screen_are_the_same_lines(printed: Joined) -> None:
    """Every glyph at the same place, but for the move of the page to its place on the sheet."""
    with joined(*printed.parts).open() as screen, printed.open() as paper:
        for one, other in zip(screen.pages, paper.pages, strict=True):
            lines, same = ([(str(name), [str(v) for v in operands])
                            for operands, name in pikepdf.parse_content_stream(page)
                            if str(name) in ("Tm", "Tf", "TJ", "Do")] for page in (one, other))
            assert lines == same
        assert lines


@pytest.mark.parametrize(("rgb", "cmyk"), [
    (b"0 0 0 rg", b"0 0 0 1 k"), (b"1 1 1 RG", b"0 0 0 0 K"),
    (b"0.5 0.5 0.5 rg", b"0 0 0 0.5 k"), (b"1 0 0 rg", b"0 1 1 0 k"),
    (b"0.639216 0.090196 0.105882 RG", b"0 0.8589 0.8344 0.3608 K")])
def test_grey_is_k_and_red_is_clean(rgb: bytes, cmyk: bytes) -> None:
    assert print_content(b"q\n" + rgb + b"\nQ") == b"q\n" + cmyk + b"\nQ"


def test_tags_are_taken_off_in_pairs() -> None:
    content = (b"/Span\n<</MCID 0>>\nBDC\nBT\nET\n/Artifact BMC\n1 w\nEMC\nEMC\n"
               b"/Artifact <</Type /Pagination>> BDC\n/P\n<</MCID 1>>\nBDC\nf\nEMC\nEMC\n")
    assert without_tags(content) == (
        b"BT\nET\n/Artifact BMC\n1 w\nEMC\n/Artifact <</Type /Pagination>> BDC\nf\nEMC\n")


def test_boxes_of_a_page_without_bleed() -> None:
    boxes = PageBoxes((100, 200), 0, False)
    assert boxes.media == boxes.trim_box == boxes.bleed_box == [0, 0, 100, 200]
    assert boxes.dress(b"content") == b"content"


def by_pdfium(pdf: bytes, folder: Path) -> Image.Image:  # noqa: ARG001
    return list(pixels(pdf))[1]


def by_mupdf(pdf: bytes, folder: Path) -> Image.Image:  # noqa: ARG001
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        image = document[1].get_pixmap(dpi=100)
        return Image.frombytes("RGB", (image.width, image.height), image.samples)


def by_poppler(pdf: bytes, folder: Path) -> Image.Image:
    if shutil.which("pdftoppm") is None:
        pytest.skip("poppler-utils is not installed")
    (folder / "in.pdf").write_bytes(pdf)
    done = subprocess.run(["pdftoppm", "-r", "100", "-f", "2", "-l", "2", str(folder / "in.pdf")],
                          capture_output=True, check=True)
    assert done.stderr == b""
    return Image.open(io.BytesIO(done.stdout)).convert("RGB")


@pytest.mark.parametrize("show", [by_mupdf, by_poppler])
@pytest.mark.parametrize("screen", [True, False])
def test_three_programs_show_the_same(show: Any, screen: bool, tmp_path: Path) -> None:
    """All faces, a drawing, a folio: a subset that one of them cannot read would be white."""
    body = ('<p>宋体一二三<strong>黑体四五六</strong><em style="font-family: LXGW WenKai">'
            '楷体七八九</em>～〜</p><h1 style="font-family: Noto Serif CJK SC">粗宋</h1>'
            '<p><code style="font-family: Noto Sans CJK SC">code</code></p>')
    css = "strong { font-family: Noto Sans CJK SC }"
    made = joined(part("a", "<p>前</p>"), part("b", body * 3, css, FOLIO, first_page="verso"),
                  screen=screen)
    one, other = by_pdfium(made.pdf, tmp_path), show(made.pdf, tmp_path)
    assert abs(one.width - other.width) <= 1
    assert abs(one.height - other.height) <= 1
    box = (0, 0, min(one.width, other.width), min(one.height, other.height))
    greys = [image.crop(box).convert("L") for image in (one, other)]
    inks = [255 - ImageStat.Stat(grey).mean[0] for grey in greys]
    assert min(inks) > 2, "not white"
    assert inks[0] == pytest.approx(inks[1], rel=0.1)
    small = [grey.resize((grey.width // 8, grey.height // 8), Image.Resampling.BOX)
             for grey in greys]
    assert ImageStat.Stat(ImageChops.difference(*small)).mean[0] < 1
    assert max(extremum for extremum in ImageChops.difference(*small).getextrema()) < 60
