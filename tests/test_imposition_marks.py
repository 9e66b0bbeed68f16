"""Marks: each points where it should, none stands on trim, bleed, or where nothing prints."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pymupdf
import pytest
from case_pages import MM, Hand, at
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from press.imposition import Imposition, Job
from press.imposition.fit import Fitted, fit
from press.imposition.impose import impose
from press.imposition.job import MARK_KINDS, SCHEMES
from press.imposition.layout import lay_out
from press.imposition.marks import PATCHES
from press.imposition.outlines import letter
from press.imposition.sheets import Mark

SLUG = "信仰之路 {正文} · {sheet}/{sheets} {side}"
SIDES = ("正面", "反面")


def laid(job: Job, pages: int = 16, trim: tuple[float, float] = (105.0, 148.0),
         sheet: tuple[float, float] = (520, 740)) -> Imposition:
    fitted = fit(job, trim, sheet, bleeding=True)
    assert isinstance(fitted, Fitted)
    return lay_out(range(1, pages + 1), job, fitted)


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(SCHEMES), st.floats(60, 110), st.floats(60, 150), st.floats(0, 5),
       st.sampled_from([None, (0.0, 0.0), (10.0, 3.0)]), st.sampled_from([0.0, 3.0]),
       st.sampled_from(["short", "long"]))
def test_marks_stand_in_the_waste_and_apart(scheme: Any, width: float, height: float, bleed: float,
                                            gutter: Any, milling: float, flip: Any) -> None:
    imposition = laid(Job(scheme, bleed=bleed, gutter=gutter, milling=milling, marks=MARK_KINDS,
                          signature=8, up=4, flip=flip, slug=SLUG, side_names=SIDES),
                      trim=(width, height))
    for sheet in imposition.sheets:
        for side in (sheet.front, sheet.back):
            boxes = [slot.trim.grow(imposition.bleed - 1e-6) for slot in side.slots]
            for mark in side.marks:
                if mark.kind == "collation":
                    continue
                for box in boxes:
                    assert (mark.x1 <= box.left or mark.x0 >= box.right
                            or mark.y1 <= box.bottom or mark.y0 >= box.top), mark
            solid = [mark for mark in side.marks if mark.kind in ("register", "bar", "slug")]
            for number, mark in enumerate(solid):
                for other in (*solid[number + 1:],
                              *(m for m in side.marks if m.kind in ("crop", "fold"))):
                    both = mark.box.meet(other.box)
                    assert (min(both.width, both.height) < 1e-6 and not _crosses(other, mark)
                            ), (mark, other)
        # A cross or a line on the back lies behind its like on the front.
        size = imposition.sheet_size
        for kind in ("crop", "fold", "register"):
            here = sorted(_corner(m) for m in sheet.front.marks if m.kind == kind)
            there = sorted(_corner(m.over(imposition.turn, size)) for m in sheet.back.marks
                           if m.kind == kind)
            assert [c for one in here for c in one] == pytest.approx(
                [c for one in there for c in one])


def _corner(mark: Mark) -> tuple[float, ...]:
    return tuple(round(v, 3) for v in (mark.x0, mark.y0, mark.x1, mark.y1))


def _crosses(line: Mark, box: Mark) -> bool:
    """A line has no width, so it meets no box in an area."""
    return (line.kind in ("crop", "fold") and line.x0 < box.x1 and line.x1 > box.x0
            and line.y0 < box.y1 and line.y1 > box.y0)


def test_every_cut_and_every_fold_is_marked() -> None:
    side = laid(Job("signature", signature=16, folded=16, milling=2, fold_trim=3)).sheets[0].front
    left, bottom = side.trim.left, side.trim.bottom
    columns = (0, 105 + 4 + 105, 105 + 4 + 105 + 6, 4 * 105 + 4 + 6 + 4)
    crops = {round(m.x0 - left, 3) for m in side.marks if m.kind == "crop" and m.x0 == m.x1}
    assert crops == {columns[0], columns[1], columns[2], columns[3]}, "not at the milled spine"
    levels = {round(m.y0 - bottom, 3) for m in side.marks if m.kind == "crop" and m.y0 == m.y1}
    assert levels == {0, 148, 154, 302}
    folds = {round(m.x0 - left, 3) for m in side.marks if m.kind == "fold" and m.x0 == m.x1}
    assert folds == {107, 217, 327}
    assert {round(m.y0 - bottom, 3) for m in side.marks
            if m.kind == "fold" and m.y0 == m.y1} == {151}


@pytest.mark.parametrize("binding", ["left", "right"])
@pytest.mark.parametrize("milling", [0.0, 1.5])
def test_collation_steps_go_down_the_spine(binding: Any, milling: float) -> None:
    imposition = laid(Job("signature", signature=16, folded=16, milling=milling, binding=binding),
                      pages=16 * 30)
    steps = [[m for m in sheet.front.marks if m.kind == "collation"]
             for sheet in imposition.sheets]
    assert all(len(one) == 1 for one in steps)
    assert not any(m.kind == "collation" for s in imposition.sheets for m in s.back.marks)
    first = next(slot for slot in imposition.sheets[0].front.slots if slot.page == 1)
    last = next(slot for slot in imposition.sheets[0].front.slots if slot.page == 16)
    spine = (max(first.x, last.x) + min(first.trim.right, last.trim.right)) / 2
    tops = []
    for [mark] in steps:
        assert (mark.x0 + mark.x1) / 2 == pytest.approx(spine)
        assert mark.box.width == pytest.approx(3.0 if milling else 0.5)
        assert first.trim.bottom < mark.y0 < mark.y1 < first.trim.top
        from_head = first.trim.top - mark.y1 if first.rotation == 0 else (
            mark.y0 - first.trim.bottom)
        tops.append(round(from_head, 3))
    each = (148 - 30) // 6
    assert tops == [pytest.approx(15 + 6 * (i % each)) for i in range(30)]


def test_a_sewn_section_of_sheets_is_marked_on_its_outermost_sheet() -> None:
    imposition = laid(Job("signature", signature=16, folded=4), pages=32)
    assert [any(m.kind == "collation" for m in sheet.front.marks)
            for sheet in imposition.sheets] == [True, False, False, False] * 2


# --- in the PDF ----------------------------------------------------------------------------------


def plain(count: int, width: float, height: float) -> bytes:
    hand = Hand()
    for _ in range(count):
        hand.page(hand.text(30, 30), at(0, 0, width * MM, height * MM))
    return hand.bytes()


def made(**wishes: Any) -> tuple[bytes, Imposition]:
    pdf, imposition, _ = impose(plain(8, 105, 148), Job(**{
        "sheet": "A3", "marks": MARK_KINDS, "slug": SLUG, "side_names": SIDES, **wishes}))
    assert imposition is not None
    return pdf, imposition


def test_crosses_print_on_every_plate_and_lines_in_black() -> None:
    pdf, _ = made()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        space = page.Resources.ColorSpace["/All"]
        assert list(map(str, space[:3])) == ["/Separation", "/All", "/DeviceCMYK"]
        content = page.Contents.read_bytes()
        assert b"/All CS 1 SCN" in content
        assert b"0 0 0 1 K" in content
        assert not document.check_pdf_syntax()


def test_patches_have_their_inks() -> None:
    pdf, imposition = made()
    page = pymupdf.open(stream=pdf)[0]
    picture = page.get_pixmap(dpi=127)  # five to the millimetre
    bars = [mark for mark in imposition.sheets[0].front.marks if mark.kind == "bar"]
    assert [mark.ink for mark in bars] == list(PATCHES)
    seen = [picture.pixel(int((mark.x0 + mark.x1) * 2.5),
                          int((imposition.sheet_size[1] - (mark.y0 + mark.y1) / 2) * 5))
            for mark in bars]
    assert len(set(seen)) == len(PATCHES)
    assert sum(seen[3]) < 150, "black"
    assert seen[0][2] > seen[0][0] + 100, "cyan"


@pytest.mark.skipif(letter("书") is None, reason="needs Noto Sans CJK")
def test_the_slug_says_sheet_and_side_without_a_font() -> None:
    pdf, imposition = made()
    texts = [mark.text for sheet in imposition.sheets for side in (sheet.front, sheet.back)
             for mark in side.marks if mark.kind == "slug"]
    assert texts == [f"信仰之路 {{正文}} · {n}/2 {side}" for n in (1, 2) for side in SIDES]
    page = pymupdf.open(stream=pdf)[0]
    [mark] = [m for m in imposition.sheets[0].front.marks if m.kind == "slug"]
    height = imposition.sheet_size[1]
    clip = pymupdf.Rect(mark.x0 * MM, (height - mark.y1) * MM, mark.x1 * MM,
                        (height - mark.y0) * MM)
    inked = page.get_pixmap(dpi=300, clip=clip)
    dark = [i for i in range(inked.width * inked.height) if inked.samples[3 * i] < 128]
    assert len(dark) > 300, "letters in the box"
    columns = {i % inked.width for i in dark}
    assert max(columns) > 0.7 * inked.width, "the line fills its box"
    around = page.get_pixmap(dpi=300, clip=pymupdf.Rect(
        clip.x0 - 3, clip.y0 - 2, clip.x1 + 3, clip.y1 + 2))
    assert sum(around.samples[3 * i] < 128 for i in range(around.width * around.height)
               ) == pytest.approx(len(dark), rel=0.05), "and stays in it"
    fonts = {str(font["/BaseFont"]) for sheet in PdfReader(io.BytesIO(pdf)).pages
             for form in sheet["/Resources"]["/XObject"].values()
             for font in form.get_object().get("/Resources", {}).get("/Font", {}).values()}
    assert fonts == {"/Helvetica"}, "only what the pages had"


def test_what_has_no_room_is_told_and_left_out() -> None:
    pdf, _, problems = impose(plain(4, 148, 210), Job(
        marks=MARK_KINDS, slug="x", side_names=SIDES))
    assert [dict(p.args)["marks"] for p in problems] == ["register, bar, slug"]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert b" k " not in document.pages[0].Contents.read_bytes()


def test_boxes_of_the_sheet_hold_trims_and_bleed() -> None:
    hand = Hand()
    for _ in range(16):
        hand.page(hand.text(30, 30), at(-3 * MM, -3 * MM, 111 * MM, 154 * MM),
                  TrimBox=at(0, 0, 105 * MM, 148 * MM))
    source = hand.bytes()
    pdf, imposition, _ = impose(source, Job("signature", sheet="SRA2", folded=16))
    assert imposition is not None
    for page, side in zip(PdfReader(io.BytesIO(pdf)).pages, (
            imposition.sheets[0].front, imposition.sheets[0].back), strict=True):
        trim = side.trim
        assert [float(v) / MM for v in page.trimbox] == pytest.approx(
            [trim.left, trim.bottom, trim.right, trim.top], abs=0.001)
        assert [float(v) for v in page.bleedbox] == pytest.approx(
            [float(v) for v in page.trimbox], abs=0.001), "no BleedBox, no bleed"
        media = [float(v) for v in page.mediabox]
        assert media[:2] == [0, 0]
        assert [media[2] / MM, media[3] / MM] == pytest.approx(imposition.sheet_size)
