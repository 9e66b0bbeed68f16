"""Prepared faces: one line metric, slants told apart, books' own fonts like those of the house."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import pikepdf
import pypdfium2
import pytest
import uharfbuzz as hb
from font_samples import COMMON, collection, font, tables
from fontTools.ttLib import TTFont
from typeset_samples import library, part

from press.assembly.join import join
from press.assembly.placing import place
from press.assembly.style import Style
from press.dataclass import replace
from press.typeset.engine import typeset
from press.typeset.faces import BASIC, FAMILIES, MIXED, SOURCES, Library, load_library
from press.typeset.fontfile import FontFile, look_into
from press.typeset.own import own_faces
from press.typeset.selection import library_of
from press.values import Pages

LIBERTINE = "Linux Libertine O"


def chosen(*families: str) -> Library:
    return library_of(library(), families)


def faces_of(pages: Pages) -> dict[tuple[str, int, bool], str]:
    return {use.key: "".join(text for _, text in use.unicodes) for use in pages.faces}


def lines(pdf: bytes) -> list[float]:
    """Baselines of the first page (pt), as PDFium finds them."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        return sorted({round(text.get_charbox(i, loose=True)[1], 2)
                       for i in range(text.count_chars())}, reverse=True)


def set_in(fonts: Library, body: str, *css: str) -> tuple[Pages, bytes]:
    one = part("a", body, *css)
    pages = typeset(one, "recto", fonts.fontconfig)
    pdf = join([one], [pages], place([(one, pages.count)]), Style("t", "zh-Hans"),
               fonts.by_name).pdf
    return pages, pdf


def own_library(*files: tuple[str, bytes, str]) -> Library:
    """``files``: path, data, and the family that its first face becomes."""
    looked = [(look_into(FontFile(path, data))[0][0], family) for path, data, family in files]
    made, problems = own_faces(looked, library())
    assert not problems
    return library_of(library(), [f.family for f in made], made)


def test_every_source_is_prepared_with_one_line_metric() -> None:
    assert {f.key for f in library().faces} >= {
        (s.family, s.weight, s.italic) for s in SOURCES}
    for face in library().faces:
        with TTFont(face.file) as prepared:
            em, hhea, os2 = (prepared["head"].unitsPerEm, prepared["hhea"], prepared["OS/2"])
            assert [round(v / em, 3) for v in (hhea.ascent, hhea.descent, os2.sTypoAscender,
                                               os2.usWinDescent)] == [1.151, -0.286, 1.151, 0.286]
            assert os2.usWeightClass == face.weight
            assert not {"fpgm", "prep", "DSIG", "vmtx"} & set(prepared.keys())


def test_another_face_in_a_line_does_not_change_the_pitch() -> None:
    fonts = chosen(LIBERTINE, "Linux Biolinum O")
    words = ("<p>宋体</p><p class='l'>Latin</p><p>宋 <span class='l'>mixed</span> "
             "<em>楷</em></p><p class='l'>Latin 宋 <em>楷</em></p><p><em>楷</em>“</p><p>尾</p>")
    _, pdf = set_in(fonts, words, ".l { font-family: 'Linux Libertine O', 'Noto Serif CJK SC' }"
                    "em { font-family: 'LXGW WenKai', 'Noto Serif CJK SC'; font-style: normal }")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        content = opened.pages[0].Contents.read_bytes()
    places = sorted({float(row.split()[5]) for row in content.splitlines() if row.endswith(b" Tm")})
    steps = {round(b - a, 3) for a, b in pairwise(places)}
    assert steps == {24.0}  # CSS px: the pitch of 18 pt


def test_italic_and_bold_are_faces_of_their_own() -> None:
    pages, pdf = set_in(chosen(LIBERTINE), "<p>r<i>i</i><b>b</b><b><i>x</i></b><i>斜</i></p>",
                        "p { font-family: 'Linux Libertine O', 'Noto Serif CJK SC' }")
    assert faces_of(pages) == {
        (LIBERTINE, 400, False): "r", (LIBERTINE, 400, True): "i", (LIBERTINE, 700, False): "b",
        (LIBERTINE, 700, True): "x", ("Noto Serif CJK SC", 400, False): "斜"}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = {str(f.BaseFont).split("+")[1]: int(
            f.DescendantFonts[0].FontDescriptor.Flags) & 64
            for f in opened.pages[0].Resources.Font.values()}
    assert found == {"LinuxLibertineO-400": 0, "LinuxLibertineO-400-Italic": 64,
                     "LinuxLibertineO-700": 0, "LinuxLibertineO-700-Italic": 64,
                     "NotoSerifCJKSC-400": 0}


@pytest.mark.parametrize(("css", "other"), [
    ("font-variant-caps: small-caps", True), ("font-variant-numeric: oldstyle-nums", True),
    ("font-variant-numeric: proportional-nums", True), ("color: #000000", False)])
def test_features_of_latin_type_are_kept(css: str, other: bool) -> None:
    shown = [{glyph for use in set_in(
        chosen(LIBERTINE), "<p>abc 1234</p>", f"p {{ font-family: '{LIBERTINE}'; {style} }}"
        )[0].faces for glyph, _ in use.unicodes} for style in ("", css)]
    assert (shown[0] != shown[1]) == other


def test_latin_within_chinese_leaves_quotes_and_dashes_to_it() -> None:
    pages, _ = set_in(chosen(LIBERTINE + MIXED), "<p>他说“Red Star 1936”——《é》…</p>",
                      f"p {{ font-family: '{LIBERTINE}{MIXED}', 'Noto Serif CJK SC' }}")
    found = faces_of(pages)
    assert set(found["Noto Serif CJK SC", 400, False]) == set("他说“”—《》…")
    assert set("RedStar1936é") <= set(found[LIBERTINE + MIXED, 400, False])
    assert not pages.problems


def test_families_that_are_not_declared_are_not_seen() -> None:
    """Not even by Pango, which would take from them what others lack."""
    assert {f.family for f in chosen().faces} == set(BASIC)
    pages, _ = set_in(chosen(), "<p>ꟼ</p>", f"p {{ font-family: '{LIBERTINE}' }}")
    assert LIBERTINE not in {f.family for f in pages.faces}


def test_late_digits_are_of_one_width_in_latin_type() -> None:
    fonts = chosen(LIBERTINE)
    body = ("<p>See page <span data-late='page:z'>0</span>.</p><p id='z'>here</p>")
    one = part("a", body, f"html {{ font-family: '{LIBERTINE}';"
                          "font-variant-numeric: proportional-nums }")
    pages = typeset(one, "recto", fonts.fontconfig)
    (use,) = pages.faces
    face = fonts.by_name[use.key]
    shaper = hb.Font(hb.Face(hb.Blob.from_file_path(str(face.file))))

    def widths(feature: str) -> set[int]:
        buffer = hb.Buffer()
        buffer.add_str("0123456789")
        buffer.guess_segment_properties()
        hb.shape(shaper, buffer, {feature: True})
        return {place.x_advance for place in buffer.glyph_positions}

    assert len(widths("tnum")) == 1
    assert len(widths("pnum")) > 1
    pdf = join([one], [pages], place([(one, 1)]), Style("t", "en"), fonts.by_name).pdf
    with pypdfium2.PdfDocument(pdf) as document:
        assert "See page 1." in document[0].get_textpage().get_text_range()


# --- Fonts of a book's own


@pytest.mark.parametrize("of", ["LXGW WenKai", "Noto Serif CJK SC"])
def test_an_own_font_shows_the_right_glyphs(of: str) -> None:
    """Also one whose CIDs are not its glyph numbers: as if the house face had been used."""
    mine = own_library(("fonts/a.ttf", font(of=of), "办公宋"))
    body = "<p>中国人，在这上。2021 ABC</p>"
    shown = [set_in(fonts, body, f"p {{ font-family: '{family}' }}")[1]
             for fonts, family in ((mine, "办公宋"), (chosen(), of))]
    images = []
    for pdf in shown:
        with pypdfium2.PdfDocument(pdf) as document:
            images.append(document[0].render(scale=2).to_pil().convert("L").tobytes())
            assert "中国人，在这上。2021 ABC" in document[0].get_textpage().get_text_range()
    assert images[0] == images[1]
    assert b"\0" in images[0]


def test_an_own_font_may_call_itself_as_it_likes() -> None:
    """The family is what we call it; a font that says it were Song is not taken for it."""
    mine = own_library(("fonts/a.ttf", font("的一是", family="Noto Serif CJK SC"), "别的宋"))
    pages, _ = set_in(mine, "<p>的<span>的</span></p>", "span { font-family: '别的宋' }")
    assert set(faces_of(pages)) == {("Noto Serif CJK SC", 400, False), ("别的宋", 400, False)}


def test_own_fonts_are_prepared_once_and_told_apart_by_content() -> None:
    files = [("fonts/a.ttf", font("的一是"), "甲"), ("fonts/b.ttf", font("的一不"), "乙")]
    first, again = own_library(*files), own_library(*files)
    assert first == again
    assert first == load_library(first.folder)
    assert first.digest != own_library(files[0]).digest != chosen().digest
    assert {f.family for f in first.faces} == {*BASIC, "甲", "乙"}
    assert own_library(("fonts/a.ttf", font("的一不"), "甲")).digest != own_library(files[0]).digest


def test_what_a_font_file_says() -> None:
    data = font("的一", family="FZXiaoBiaoSong-B05S", chinese="方正小标宋简体", italic=True)
    ((face,), problems) = look_into(FontFile("fonts/小标宋.ttf", data))
    assert not problems
    assert face.names == ("方正小标宋简体", "FZXiaoBiaoSong-B05S")
    assert (face.weight, face.italic, face.name) == (400, True, "Office-Regular")
    both, _ = look_into(FontFile("fonts/x.ttc", collection(
        font("的一", family="A"), font("的一", family="B"))))
    assert [(f.index, f.names[0]) for f in both] == [(0, "A"), (1, "B")]


@pytest.mark.parametrize(("rights", "allowed"), [
    (0, True), (4, True), (8, True), (2, False), (2 | 4, True), (0x100, False), (0x200, False)])
def test_embedding_rights(rights: int, allowed: bool) -> None:
    faces, problems = look_into(FontFile("fonts/a.ttf", font("的一", rights=rights)))
    assert bool(faces) == allowed
    assert [p.code for p in problems] == ([] if allowed else ["font-embedding"])


@pytest.mark.parametrize(("data", "code"), [
    (b"", "font-not-font"), (b"\0\1\0\0", "font-damaged"), (b"OTTO" + b"\xff" * 40, "font-damaged"),
    (b"ttcf" + b"\0\1\0\0" + b"\xff" * 40, "font-damaged"), (b"ttcf\0\1\0\0" + bytes(8),
                                                             "font-damaged"),
    (b"wOFF" + bytes(40), "font-format"), (b"%!PS-AdobeFont-1.0", "font-format"),
    (b"\x80\1\0\0", "font-format"), (b"PK\3\4" + bytes(40), "font-format"),
    (b"<svg/>", "font-format"), (tables("glyf", "loca"), "font-damaged"),
    (tables("CFF2", "cmap"), "font-variable"), (tables("cmap"), "font-outlines"),
    ("文字".encode(), "font-not-font")])
def test_what_is_no_font_is_told(data: bytes, code: str) -> None:
    faces, problems = look_into(FontFile("fonts/a.ttf", data))
    assert not faces
    assert [(p.code, p.path) for p in problems] == [(code, "fonts/a.ttf")]


@pytest.mark.parametrize("of", ["LXGW WenKai", "Noto Serif CJK SC"])
def test_a_damaged_font_is_told_or_works(of: str) -> None:
    """Cut off anywhere, or with bytes changed: never an exception."""
    data = font(COMMON, of=of)
    whole = len(data)
    for step in range(0, whole, whole // 25):
        faces, problems = look_into(FontFile("fonts/a.ttf", data[:step]))
        assert not faces
        assert [p.code for p in problems] in (["font-damaged"], ["font-not-font"])
    told = 0
    for step in range(4, 4000, 97):
        changed = bytearray(data)
        changed[step] ^= 0xFF
        faces, problems = look_into(FontFile("fonts/a.ttf", bytes(changed)))
        if faces:
            made, problems = own_faces([(faces[0], "坏")], library())
            assert bool(made) != bool(problems)
        told += bool(problems)
    assert told


def test_the_house_prepares_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list made by another recipe is no list."""
    from press.typeset import faces

    folder = own_library(("fonts/a.ttf", font("的一是"), "甲")).folder
    assert load_library(folder) is not None
    monkeypatch.setattr(faces, "RECIPE", "another")
    assert load_library(folder) is None
    assert set(FAMILIES) >= set(BASIC)


def test_names_of_fonts_in_a_pdf_are_ascii() -> None:
    _, pdf = set_in(own_library(("fonts/a.ttf", font("的一是"), "办公宋")), "<p>的</p>",
                    "p { font-family: '办公宋' }")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        names: list[Any] = [str(f.BaseFont) for f in opened.pages[0].Resources.Font.values()]
    assert [name.split("+")[1] for name in names] == ["Office-Regular-400"]
    face = replace(library().faces[0], name="x")
    assert face.key == library().faces[0].key
