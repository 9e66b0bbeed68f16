"""What is not loaded before it is needed, and parts without a tree of tags."""

from __future__ import annotations

import inspect
import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from typeset_samples import library, part

from press.assembly.charset import cids
from press.assembly.extract import extract
from press.assembly.sheets import PageBoxes
from press.assembly.style import Style
from press.typeset.engine import typeset
from press.typeset.weasy import recompile

ROOT = Path(__file__).resolve().parents[1]
LATER = """
import sys
from press.typeset.native import load_weasyprint
load_weasyprint()
assert "fontTools.subset" not in sys.modules and "fontTools.varLib" not in sys.modules
from weasyprint.pdf import fonts
assert fonts.subset.Options().__class__.__module__ == "fontTools.subset"
try:
    fonts.instantiateVariableFont(None, {})
except Exception as error:
    assert "fontTools.varLib.instancer" in sys.modules, error
import fontTools.varLib.instancer, fontTools.subset
assert fontTools.varLib.instancer.__file__ and fontTools.subset.__file__
"""


def test_what_cuts_fonts_down_comes_when_it_is_called() -> None:
    done = subprocess.run([sys.executable, "-c", LATER], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("room", "name"), [
    ("weasyprint.layout.page", "remake_page"), ("weasyprint.layout.block", "block_level_layout"),
    ("weasyprint.css", "get_all_computed_styles"), ("weasyprint.pdf", "generate_pdf")])
def test_the_source_of_a_function_is_all_of_it(room: str, name: str) -> None:
    module = __import__(room, fromlist=[name])
    assert recompile._source(module, name).rstrip() == inspect.getsource(
        getattr(module, name)).rstrip()


def test_a_part_without_a_tree_prints_the_same() -> None:
    one = part("a", "<h1>甲</h1><p>乙丙<strong>丁</strong></p><ul><li>戊</li></ul>",
               "@page { @bottom-center { content: '页' } }")
    style = Style("甲", "zh-Hans", "", None, screen=False)
    made = [typeset(one, "recto", library().fontconfig, tree=tree) for tree in (True, False)]
    for pages, tree in zip(made, (True, False), strict=True):
        with pikepdf.open(io.BytesIO(pages.pdf)) as pdf:
            assert ("/StructTreeRoot" in pdf.Root) == tree
    boxes = PageBoxes(made[0].trim, 0.0, marks=False, folds=())
    first, second = (extract(pages, style, boxes, {}) for pages in made)
    assert first == second and b"/Artifact" in first.contents[0]


def test_a_program_whose_glyphs_have_names_has_no_cids() -> None:
    font = FontBuilder(1000, isTTF=False)
    font.setupGlyphOrder([".notdef", "A"])
    font.setupCharacterMap({65: "A"})
    shapes = {name: T2CharStringPen(500, None).getCharString() for name in (".notdef", "A")}
    font.setupCFF("Test", {}, shapes, {})
    font.setupHorizontalMetrics({".notdef": (500, 0), "A": (500, 0)})
    font.setupHorizontalHeader()
    font.setupOS2()
    font.setupPost()
    program = font.font.getTableData("CFF ")
    assert cids(program) is None
    with pytest.raises(IndexError):
        cids(program[:2])
