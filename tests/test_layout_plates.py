"""Pictures of a document: kept once, at print resolution; told where they are too coarse; text in
drawings in the fonts of the book."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from build_samples import build, story, write_book
from layout_small import small
from lxml import html as lhtml
from PIL import Image

from press.config.models import FontsConfig
from press.layout.figures import fit_figures
from press.layout.plates import Shown as ShownPart
from press.layout.plates import role_of, with_plates
from press.layout.views import page_view
from press.manuscript.svg_fonts import with_fonts
from press.messages import hint, message
from press.values import Asset, Part, Problem

MM = 72 / 25.4
FONTS = FontsConfig(song=("Song A", "Song B"), kai=("Kai A",), hei=("Hei A", "Song A"),
                    fangsong=("Fang A",), biaosong=("Song A",))


def picture(size: tuple[int, int], kind: str = "PNG", mode: str = "L") -> bytes:
    out = io.BytesIO()
    image = Image.radial_gradient("L").resize(size)
    image.convert(mode).save(out, kind)
    return out.getvalue()


def fitted(html: str, *assets: Asset) -> tuple[Any, list[tuple[str, float, int | None]]]:
    root = lhtml.fragment_fromstring(html, create_parent="div")
    printed = fit_figures(root, {a.name: a for a in assets}, page_view(small().config))
    return root, [(p.name, round(p.width, 1), p.line) for p in printed]


def test_the_printed_size_of_every_picture() -> None:
    page = page_view(small().config)
    measure = page.measure * page.size
    raster, drawing = Asset("a", "image/png", b"", 900, 300), Asset(
        "d", "image/svg+xml", b"", 60, 20)
    _, printed = fitted(
        "<figure data-line='3' style='width:50%'><img src='press-asset:a'/></figure>"
        "<figure data-line='5' style='width:40mm'><img src='press-asset:a'/></figure>"
        "<p data-line='7'><img src='press-asset:a'/> <img src='press-asset:d'/>"
        "<img src='press-asset:a' style='width:20mm'/></p>"
        "<p data-line='9'><img src='press-asset:a' style='width:10%'/></p>"
        "<figure data-line='11'><img src='press-asset:a'/><img src='press-asset:a'/></figure>",
        raster, drawing)
    widths = {(name, line): width for name, width, line in reversed(printed)}
    for line, asked in ((3, measure / 2), (5, 40 * MM)):  # down to a whole line of the grid
        assert asked - 3 * page.pitch < widths["a", line] <= asked + 0.05 * 3 * page.pitch + 0.1
    assert widths["a", 7] == min(round(900 / 300 * 72, 1), round(measure, 1))
    assert widths["d", 7] == 45
    assert ("a", round(20 * MM, 1), 7) in printed
    assert widths["a", 9] == pytest.approx(measure / 10, abs=0.1)
    assert len(printed) == 8


def test_a_figure_in_a_quotation_has_less_room() -> None:
    raster = Asset("a", "image/png", b"", 900, 600)
    figure = "<figure><img src='press-asset:a'/></figure>"
    _, ((_, wide, _), (_, narrow, _)) = fitted(
        f"{figure}<blockquote><ul><li>{figure}</li></ul></blockquote>", raster)
    assert narrow < wide


def plates(asset: Asset, *widths: float, on_paper: bool = True) -> tuple[
        tuple[Part, ...], tuple[Problem, ...]]:
    from press.layout.figures import Printed

    shown = [ShownPart(Part(f"p{n}", "", (), (asset,), "any", "none", (), f"stories/{n}.md"),
                       (Printed(asset.name, width, n + 3),)) for n, width in enumerate(widths)]
    return with_plates(shown, FONTS, on_paper=on_paper)


def test_all_parts_carry_the_pixels_of_the_largest_print() -> None:
    asset = Asset("images/a.png", "image/png", b"", 9000, 300)
    parts, problems = plates(asset, 72.0, 144.0, 36.0)
    assert [p.assets[0].print_width for p in parts] == [700, 700, 700]
    assert not problems
    fine = Asset("images/a.png", "image/png", b"", 9000, 300, line_art=True)
    assert plates(fine, 72.0)[0][0].assets[0].print_width == 1200


@pytest.mark.parametrize(("pixels", "line_art", "code"), [
    (1000, False, None), (997, False, "image-ppi"), (600, False, "image-ppi"),
    (597, False, "image-coarse"), (2000, True, None), (1995, True, "image-ppi"),
    (1100, True, "image-coarse")])
def test_too_few_pixels_are_told_with_what_they_are_good_for(
        pixels: int, line_art: bool, code: str | None) -> None:
    """Printed four inches wide."""
    asset = Asset("images/a.png", "image/png", b"", pixels, 300, line_art)
    pixels_needed = 250 * (2 if line_art else 1)
    problems = plates(asset, 72.0, 288.0)[1]
    assert plates(asset, 288.0, on_paper=False)[1] == ()
    if code is None:
        assert not problems
        return
    (problem,) = problems
    assert (problem.code, problem.path, problem.line) == (code, "stories/1.md", 4)
    good = int(pixels / pixels_needed * 25.4)
    assert f"最多适合印到 {good} mm 宽" in hint(problem, "zh")
    assert f"good up to {good} mm wide" in hint(problem, "en")
    assert "102 mm" in message(problem, "zh")


# --- The whole way


def images(pdf: Path) -> list[Any]:
    with pikepdf.open(pdf) as opened:
        return [(int(i.Width), int(i.Height), str(i.ColorSpace), int(i.BitsPerComponent),
                 "/SMask" in i) for i in opened.objects
                if isinstance(i, pikepdf.Stream) and i.get("/Subtype") == "/Image"]


def book_with(folder: Path, name: str, data: bytes, *stories: str, toml: str = "") -> Path:
    texts = {f"{n:02}": story(f"第{n}篇", text) for n, text in enumerate(stories, 1)}
    book = write_book(folder / "book", texts, f'title = "书"\ndocuments = ["print"]\n{toml}')
    (book / "images").mkdir()
    (book / "images" / name).write_bytes(data)
    return book


def test_a_picture_is_kept_once_at_print_resolution(tmp_path: Path) -> None:
    shot = "![图](images/a.jpg){{width={}}}"
    book = book_with(tmp_path, "a.jpg", picture((3000, 1500), "JPEG", "RGB"),
                     shot.format("50%"), shot.format("100%"), shot.format("30mm"))
    result = build(book, tmp_path / "out")
    assert result.good, result.problems
    assert not [p for p in result.problems if p.code.startswith("image")]
    ((width, height, *rest),) = images(tmp_path / "out" / "book" / "book-print.pdf")
    assert 1300 < width <= 294 / 72 * 350 + 30
    assert abs(width / height - 2) < 0.01
    assert rest == ["/DeviceCMYK", 8, False]


def test_line_art_is_one_bit_in_the_file(tmp_path: Path) -> None:
    book = book_with(tmp_path, "a.png", picture((2600, 1300), mode="1"), "![图](images/a.png)")
    result = build(book, tmp_path / "out")
    assert result.good, result.problems
    pdf = tmp_path / "out" / "book" / "book-print.pdf"
    assert images(pdf) == [(2600, 1300, "/DeviceGray", 1, False)]
    with pypdfium2.PdfDocument(pdf) as document:
        shares = [sum(page.render(scale=1).to_pil().convert("L").histogram()[:128])
                  for page in document]
    assert max(shares) > 5000  # about half of its pixels are black


@pytest.mark.parametrize("adobe", [True, False])
def test_inks_come_out_right(tmp_path: Path, adobe: bool) -> None:
    from test_manuscript_rasters import cmyk

    book = book_with(tmp_path, "a.jpg", cmyk(adobe), "![图](images/a.jpg){width=6mm}")
    result = build(book, tmp_path / "out")
    assert result.good, result.problems
    pdf = tmp_path / "out" / "book" / "book-print.pdf"
    assert [i[2] for i in images(pdf)] == ["/DeviceCMYK"]
    with pypdfium2.PdfDocument(pdf) as document:
        seen = {colour for page in document
                for _, colour in page.render(scale=2).to_pil().convert("RGB").getcolors(99999)}
    assert any(r < 80 and g > 120 and b > 110 for r, g, b in seen)  # mostly cyan


def test_a_coarse_picture_stops_the_book_until_somebody_answers_for_it(tmp_path: Path) -> None:
    data = picture((400, 200))
    for toml, good in (("", False), (
            '[[waivers]]\ncode = "image-coarse"\npath = "images/a.png"\n'
            'reason = "馆藏老照片，无更清晰底片"\nby = "责任编辑"\n', True)):
        book = book_with(tmp_path / str(good), "a.png", data, "正文。\n\n![图](images/a.png)",
                         toml=toml)
        result = build(book, tmp_path / "out" / str(good))
        assert result.good == good
        (problem,) = [p for p in result.problems if p.code == "image-coarse"]
        assert (problem.path, problem.line) == ("stories/01.md", 5)
        assert problem.severity == ("note" if good else "error")


# --- Drawings


@pytest.mark.parametrize(("family", "role"), [
    ("Song B", "song"), ("song a", "song"), ("Hei A", "hei"), ("Kai A", "kai"),
    ("SimSun", "song"), ("宋体", "song"), ("方正小标宋", "biaosong"), ("仿宋_GB2312", "fangsong"),
    ("FangSong", "fangsong"), ("KaiTi", "kai"), ("楷体", "kai"), ("Microsoft YaHei", "hei"),
    ("黑体", "hei"), ("Arial", "hei"), ("serif", "song"), ("sans-serif", "hei"), ("", "hei"),
    ("DejaVu Sans", "hei"), ("Source Han Serif SC", "song"), ("Times New Roman", "song")])
def test_the_role_of_a_family(family: str, role: str) -> None:
    assert role_of(family, FONTS) == role


def drawing(content: str, attributes: str = "") -> bytes:
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" {attributes}>'
            f"{content}</svg>").encode()


def told(name: str) -> tuple[str, ...]:
    return {"SimSun": ("Song A", "Song (B)"), "": ("Hei",)}.get(name, ("Other",))


@pytest.mark.parametrize(("content", "wanted", "named"), [
    ("<text font-family='SimSun, serif'>字</text>", "<text font-family=\"Song A,Song (B)\">",
     ("SimSun",)),
    ("<text style='fill:red;font-family: \"SimSun\"; font-size:3px'>字</text>",
     "font-family: 'Song A','Song (B)'; font-size:3px", ("SimSun",)),
    ("<style>.a{font-family:Arial,sans-serif}.b{fill:red}</style><text class='a'>字</text>",
     ".a{font-family:'Other'}.b{fill:red}", ("Arial",)),
    ("<style>.a{font:bold 12px/1.2 Arial}</style><text class='a'>字</text>",
     "font:bold 12px/1.2 'Other'", ("Arial",)),
    ("<text font-family='inherit'>字</text>", "font-family=\"inherit\"", ()),
    ("<text>字</text>", 'font-family="Hei"><text>字', ())])
def test_families_in_a_drawing_give_way(content: str, wanted: str,
                                        named: tuple[str, ...]) -> None:
    data, found = with_fonts(drawing(content), told)
    assert wanted in data.decode()
    assert found == named
    assert with_fonts(data, told)[0].count(b"<text") == 1


def test_a_drawing_without_words_is_not_touched() -> None:
    data = drawing("<rect width='4' height='4'/>")
    assert with_fonts(data, told) == (data, ())


def test_words_in_a_drawing_are_set_in_the_fonts_of_the_book(tmp_path: Path) -> None:
    words = ("<text y='9' font-size='6' font-family='SimSun'>宋字</text>"
             "<text y='18' font-size='6' style='font-family:Arial'>黑字</text>"
             "<text y='18' x='20' font-size='6' font-family='楷体, serif'>楷字</text>")
    book = book_with(tmp_path, "a.svg", drawing(words), "![图](images/a.svg)")
    result = build(book, tmp_path / "out")
    assert result.good, result.problems
    (note,) = [p for p in result.problems if p.code == "svg-fonts"]
    assert (note.severity, note.path, note.line) == ("note", "stories/01.md", 3)
    assert dict(note.args)["families"] == "SimSun, Arial, 楷体"
    assert dict(note.args)["used"] == "Noto Serif CJK SC, Noto Sans CJK SC, LXGW WenKai"
    with pikepdf.open(tmp_path / "out" / "book" / "book-print.pdf") as pdf:
        fonts = {str(f.BaseFont).split("+")[1]: f.ToUnicode.read_bytes().lower()
                 for page in pdf.pages for f in page.obj.Resources.get("/Font", {}).values()}
    for name, character in (("NotoSerifCJKSC-400", "宋"), ("NotoSansCJKSC-400", "黑"),
                            ("LXGWWenKai-400", "楷")):
        assert f"{ord(character):04x}".encode() in fonts[name]
