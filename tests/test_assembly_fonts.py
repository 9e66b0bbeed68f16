"""One font program a face, and text that every reader gives back as it was written."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pypdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont
from pikepdf import Name
from typeset_samples import faces, joined, part, sample

TWINS = "一～二〜三…四⋯五，⼀一⽕火"
"""～〜, …⋯ and radicals: pairs that share a glyph in Noto."""


def fonts(pdf: pikepdf.Pdf) -> list[Any]:
    """Every Type 0 font once."""
    found = {font.objgen: font for page in pdf.pages
             for font in page.obj.Resources.get("/Font", {}).values()}
    return list(found.values())


def program(font: Any) -> Any:
    descriptor = font.DescendantFonts[0].FontDescriptor
    return descriptor.get("/FontFile3") or descriptor.get("/FontFile2")


def widths(font: Any) -> Iterator[tuple[int, int]]:
    items = list(font.DescendantFonts[0].W)
    for first, run in zip(items[::2], items[1::2], strict=True):
        yield from enumerate(map(int, run), start=int(first))


def texts(font: Any) -> dict[int, str]:
    """The ToUnicode map."""
    chars = font.ToUnicode.read_bytes().split(b"endcodespacerange")[1]
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
            for code, text in re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]+)>", chars)}


def read_pypdf(pdf: bytes, _: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf), strict=True).pages]


def read_poppler(pdf: bytes, folder: Path) -> list[str]:
    (folder / "in.pdf").write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(folder / "in.pdf"), "-"],
                          capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def read_mupdf(pdf: bytes, _: Path) -> list[str]:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return [page.get_text() for page in document]


READERS = [read_pypdf, read_poppler, read_mupdf]


@pytest.mark.parametrize("read", READERS)
def test_characters_that_share_a_glyph_in_one_paragraph(read: Any, tmp_path: Path) -> None:
    made = joined(part("a", f"<p>{TWINS}</p>"))
    assert [text.strip() for text in read(made.pdf, tmp_path)] == [TWINS]


@pytest.mark.parametrize("read", READERS)
def test_characters_that_share_a_glyph_in_several_parts(read: Any, tmp_path: Path) -> None:
    texts = ["甲～乙…", "丙〜丁⋯", "戊～己⋯", TWINS]
    made = joined(*(part(f"p{n}", f"<p>{text}</p>") for n, text in enumerate(texts)))
    found = [text.strip() for text in read(made.pdf, tmp_path)]
    assert [text for text in found if text] == texts


def test_the_second_type0_shares_the_program() -> None:
    made = joined(part("a", "<p>甲～乙</p>"), part("b", "<p>丙〜丁</p>"), part("c", "<p>戊～</p>"))
    with made.open() as pdf:
        found = fonts(pdf)
        assert len(found) == 2
        assert len({font.DescendantFonts[0].objgen for font in found}) == 1
        assert len({program(font).objgen for font in found}) == 1


@pytest.mark.parametrize("read", READERS)
def test_a_glyph_of_several_characters(read: Any, tmp_path: Path) -> None:
    """A letter with a combining mark, which the font has as one glyph."""
    made = joined(part("a", "<p>a\u0301o\u0301 ffi é</p>"))
    (text,) = read(made.pdf, tmp_path)
    assert text.strip() in ("a\u0301o\u0301 ffi é", "áó ffi é")


@pytest.mark.parametrize("read", READERS)
def test_text_in_drawings(read: Any, tmp_path: Path) -> None:
    svg = ('<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><g opacity="0.5">'
           '<text x="5" y="20" font-family="Noto Serif CJK SC">图～甲〜</text></g></svg>')
    made = joined(part("a", f"<div>{svg}</div>"))
    assert [text.strip() for text in read(made.pdf, tmp_path)] == ["图～甲〜"]
    with made.open() as pdf:
        kinds = {str(item.get("/Subtype")) for item in pdf.objects
                 if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == Name.Font}
    assert kinds == {"/Type0", "/CIDFontType0"}


def test_one_program_a_face_in_the_sample() -> None:
    with sample().open() as pdf:
        found = fonts(pdf)
        programs = {program(font).objgen for font in found}
        names = {str(font.BaseFont) for font in found}
        assert len(programs) == len(names) <= len(faces())
        assert len(found) <= 2 * len(programs)
        assert all(re.fullmatch(r"/[A-Z]{6}\+[A-Za-z]+-(400|700)", name) for name in names)
        files = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)
                 and item.get("/Type") == Name.FontDescriptor]
        assert len(files) == len(programs), "none that no page uses"


def test_every_width_is_that_of_the_face() -> None:
    """In W of the sample, and for all glyphs that its pages show."""
    with sample().open() as pdf:
        for font in fonts(pdf):
            family, weight = str(font.BaseFont).split("+")[1].rsplit("-", 1)
            face = next(f for f in faces().values()
                        if (f.family.replace(" ", ""), str(f.weight)) == (family, weight))
            with TTFont(face.file, lazy=True) as source:
                order, metrics = source.getGlyphOrder(), source["hmtx"].metrics
                declared = dict(widths(font))
                shown = set(texts(font))
                wrong = {g: (declared.get(g, 1000), metrics[order[g]][0]) for g in shown
                         if declared.get(g, 1000) != round(metrics[order[g]][0] * 1000
                                                           / face.units)}
            assert shown
            assert wrong == {}
            assert set(declared) >= {g for g in shown if metrics[order[g]][0] * 1000
                                     != face.units * 1000}


def test_every_glyph_that_is_shown_has_an_outline_and_a_text() -> None:
    made = joined(part("a", "<p>读本<strong>粗</strong> Ab1</p>"))
    with made.open() as pdf:
        for font in fonts(pdf):
            out = CFFFontSet()
            out.decompile(io.BytesIO(program(font).read_bytes()), None)
            top = out[0]
            drawn = {name for name in top.charset
                     if len(top.CharStrings[name].bytecode or b"") > 3}
            assert texts(font)
            for code, text in texts(font).items():
                assert f"cid{code:05d}" in drawn or text == " ", "CID = glyph of the face"
            # Glyphs that nothing shows have no places, which would not deflate.
            assert len(top.charset) == len(top.CharStrings) <= len(texts(font)) + 1


def test_font_names_depend_on_what_is_used() -> None:
    names = []
    for text in ("甲", "乙", "甲"):
        with joined(part("a", f"<p>{text}</p>")).open() as pdf:
            names.append(str(fonts(pdf)[0].BaseFont))
    assert names[0] == names[2] != names[1]
