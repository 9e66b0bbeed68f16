"""Pictures for the person at the table: what they show is what was laid out."""

from __future__ import annotations

import io
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from press.dataclass import replace
from press.imposition import Creep, Imposition, Job, read_back
from press.imposition.dummy import dummy_html, dummy_svg
from press.imposition.dummy_folds import follow
from press.imposition.dummy_sheets import folded_unit
from press.imposition.dummy_svg import CAP
from press.imposition.fit import Fitted, fit
from press.imposition.fliptest import flip_test_html
from press.imposition.instructions import instructions_html
from press.imposition.layout import lay_out
from press.imposition.sizes import sheet_size
from press.messages import Lang
from press.typeset import to_pdf

A6 = (105.0, 148.0)
SVG = "{http://www.w3.org/2000/svg}"


def laid(count: int, job: Job, trim: tuple[float, float] = A6) -> Imposition:
    sheet = sheet_size(job.sheet) if isinstance(job.sheet, str) else job.sheet
    assert sheet is not None
    fitted = fit(job, trim, sheet, bleeding=False)
    assert isinstance(fitted, Fitted)
    return lay_out(range(1, count + 1), job, fitted)


JOBS: dict[str, tuple[int, Job]] = {
    "saddle": (22, Job("saddle", creep=Creep(0.1))),
    "leaflet": (4, Job("saddle", sheet="A5")),
    "saddle-right": (30, Job("saddle", binding="right", flip="long")),
    "two-booklets": (32, Job("saddle", sheet="A3", grid=(1, 2), together="stack")),
    "16": (45, Job("signature", sheet="A2", signature=16)),
    "32": (61, Job("signature", sheet="大度对开", signature=32, creep=Creep(0.1))),
    "nested": (48, Job("signature", sheet="A3", signature=16, folded=4, flip="long")),
    "turned": (32, Job("signature", sheet="A2", signature=8, turn="work-and-turn")),
    "nup": (11, Job("nup", up=4)),
    "stack": (23, Job("stack", sheet="A4")),
    "cards": (9, Job("cards", sides=1)),
    "repeat": (4, Job("repeat")),
}


def drawn(imposition: Imposition) -> list[list[ElementTree.Element]]:
    """The sides of each sheet in a dummy, as groups."""
    root = ElementTree.fromstring(dummy_svg(imposition))
    return [[side for side in group.iter(f"{SVG}g") if side.get("class") in ("front", "back")]
            for group in root.iter(f"{SVG}g") if group.get("class") == "sheet"]


def pages(side: ElementTree.Element, imposition: Imposition
          ) -> list[tuple[str, int, float, float]]:
    """Number, rotation and middle of each page on a side, in mm of the sheet, y up."""
    paper = next(side.iter(f"{SVG}rect"))
    scale = imposition.sheet_size[0] / float(paper.attrib["width"])
    left = float(paper.attrib["x"])
    low = float(paper.attrib["y"]) + float(paper.attrib["height"])
    found = []
    for text in side.iter(f"{SVG}text"):
        if text.get("class") != "page":
            continue
        turned = re.match(r"rotate\((\d+)", text.get("transform", ""))
        middle = float(text.attrib["y"]) - CAP * float(text.attrib["font-size"]) / 2
        found.append((text.text or "", int(turned[1]) if turned else 0,
                      (float(text.attrib["x"]) - left) * scale, (low - middle) * scale))
    return found


@pytest.mark.parametrize("name", JOBS)
def test_every_number_stands_where_its_page_lies(name: str) -> None:
    imposition = laid(*JOBS[name])
    sheets = drawn(imposition)
    assert len(sheets) == len(imposition.sheets)
    both = imposition.sides == 2 and imposition.turning == "sheetwise"
    for sheet, sides in zip(imposition.sheets, sheets, strict=True):
        assert len(sides) == (2 if both else 1)
        for side, group in zip((sheet.front, sheet.back), sides, strict=False):
            wanted = sorted((str(slot.page), slot.rotation, *slot.trim.centre)
                            for slot in side.slots if slot.page is not None)
            shown = sorted(pages(group, imposition))
            assert [one[:2] for one in shown] == [one[:2] for one in wanted]
            for one, other in zip(shown, wanted, strict=True):
                assert one[2:] == pytest.approx(other[2:], abs=0.1)
            blank = sum(slot.page is None for slot in side.slots)
            assert sum(t.get("class") == "blank" for t in group.iter(f"{SVG}text")) == blank


@pytest.mark.parametrize("name", [n for n, (_, job) in JOBS.items() if job.scheme in (
    "saddle", "signature")])
def test_the_folded_picture_ends_with_the_first_page_and_its_spine(name: str) -> None:
    imposition = laid(*JOBS[name])
    sheet = imposition.sheets[0]
    piece = next(p for p in sheet.pieces(imposition.sheet_size) if p is not None)
    paper, folds = folded_unit(imposition, sheet, piece)
    inside = [slot for slot in sheet.front.slots
              if paper.left < slot.trim.centre[0] < paper.right
              and paper.bottom < slot.trim.centre[1] < paper.top]
    steps, done = follow(folds, paper, inside)
    assert [step.fold for step in steps] == list(folds)
    assert [len(step.top) for step in steps] == [len(inside) >> i for i in range(len(steps))]
    assert [slot.page for slot in done.top] == [read_back(imposition)[0].page] == [1]
    assert done.top[0].rotation == 0
    assert done.spine == imposition.binding
    head = {"left": "top", "right": "bottom"}[imposition.binding]
    fore = {"left": "right", "right": "left"}[imposition.binding]
    closed = {edge for edge, _ in done.closed} - {done.spine}
    if len(folds) < 4:
        assert closed == [set(), {head}, {head, fore}][len(folds) - 1]
    else:  # 32 pages: folded twice across, once of them at the foot
        assert closed == {head, fore, {"top": "bottom", "bottom": "top"}[head]}


def test_folds_are_numbered_in_their_order_where_the_sheet_shows_them() -> None:
    imposition = laid(*JOBS["16"])
    for front, back in drawn(imposition):
        def badges(side: ElementTree.Element) -> list[str]:
            return [t.text or "" for t in side.iter(f"{SVG}text") if t.get("fill") == "#fff"]
        assert sorted(badges(front)) == ["1", "2", "3"]
        assert badges(back) == []


def test_gathered_sections_name_their_pages() -> None:
    svg = dummy_svg(laid(*JOBS["16"]), lang="en")
    assert re.findall(r"\d:  pages ([\d–, ]+)<", svg) == ["1–16", "17–32", "33–45"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_dummy_is_the_same_again_and_one_page_html_for_each_leaf(lang: Lang) -> None:
    imposition = laid(*JOBS["saddle"])
    svg = dummy_svg(imposition, name="a <b> & c.pdf", lang=lang)
    assert svg == dummy_svg(imposition, name="a <b> & c.pdf", lang=lang)
    leaves = [g for g in ElementTree.fromstring(svg) if g.get("class") == "leaf"]
    html = dummy_html(imposition, name="a <b> & c.pdf", lang=lang)
    assert html.count("<svg ") == len(leaves) >= 2
    pdf = PdfReader(io.BytesIO(to_pdf(html)))
    assert len(pdf.pages) == len(leaves)
    assert "a <b> & c.pdf" in pdf.pages[0].extract_text()


@pytest.mark.parametrize("name", JOBS)
def test_nothing_of_a_dummy_lies_outside_its_page(name: str) -> None:
    root = ElementTree.fromstring(dummy_svg(laid(*JOBS[name]), lang="en"))

    def walk(node: ElementTree.Element, x: float, y: float) -> None:
        moved = re.match(r"translate\(([-\d.]+) ([-\d.]+)\)", node.get("transform", ""))
        if moved:
            x, y = x + float(moved[1]), y + float(moved[2])
        if node.get("class") == "leaf":
            y = 0.0
        for key, length in (("x", 210.0), ("x1", 210.0), ("x2", 210.0), ("cx", 210.0)):
            assert 0 <= float(node.get(key, 1)) + x <= length
        for key in ("y", "y1", "y2", "cy"):
            if node.tag != f"{SVG}svg":
                assert 0 <= float(node.get(key, 1)) + y <= 297.0, ElementTree.tostring(node)
        for child in node:
            walk(child, x, y)

    walk(root, 0.0, 0.0)


# --- instructions and flip test ------------------------------------------------------------------


def text_of(html: str) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(html))).pages]


@pytest.mark.parametrize(("name", "lang", "changes", "words"), [
    ("saddle", "zh", {}, ["6张A4", "短边翻转", "长臂订书机", "2面白页"]),
    ("leaflet", "zh", {}, ["怎样印、折这份折页", "每张沿中线对折"]),
    ("saddle-right", "en", {}, ["flip on long edge", "long-arm stapler", "bound on the right"]),
    ("32", "en", {"passes": "fronts-backs"}, [
        "print on one side", "pages 3 to 4", "4 times", "at most 0.70 mm"]),
    ("two-booklets", "en", {"passes": "fronts"}, ["-fronts", "-backs", "pile 2 under it"]),
    ("stack", "zh", {}, ["105×148", "裁开", "1号叠在最上"]),
    ("nup", "zh", {}, ["怎样印这份材料"]),
    ("turned", "zh", {}, ["同一块版", "裁开，得两份"]),
])
def test_the_instructions_are_one_page_for_this_very_job(
        name: str, lang: Lang, changes: dict[str, Any], words: list[str]) -> None:
    count, job = JOBS[name]
    told = text_of(instructions_html(laid(count, job), replace(job, **changes), name="讲稿.pdf",
                                     lang=lang))
    assert len(told) == 1
    flat = re.sub(r"\s+", "" if lang == "zh" else " ", told[0])
    assert [word for word in words if word not in flat] == []


@pytest.mark.parametrize(("flip", "binding"), [
    ("short", "left"), ("short", "right"), ("long", "left"), ("long", "right")])
def test_the_flip_test_stands_as_the_backs_of_the_job(flip: Any, binding: Any) -> None:
    imposition = laid(8, Job("saddle", flip=flip, binding=binding))
    html = flip_test_html(imposition)
    front, back = re.findall(r"<svg .*?</svg>", html, re.DOTALL)
    width, height = imposition.sheet_size
    turned = imposition.sheets[0].back.slots[0].rotation == 180
    assert (f"rotate(180 {width / 2:g} {height / 2:g})" in back) == turned
    assert "rotate(180" not in front

    def crosses(svg: str) -> set[tuple[float, float]]:
        """Middles of the lines of 16 mm."""
        found = set()
        for line in ElementTree.fromstring(svg).iter(f"{SVG}line"):
            x0, y0, x1, y1 = (float(line.attrib[key]) for key in ("x1", "y1", "x2", "y2"))
            if abs(x1 - x0) + abs(y1 - y0) == 16:
                found.add(((x0 + x1) / 2, (y0 + y1) / 2))
        return found

    assert len(crosses(front)) == 4
    over = {(width - x, height - y) if turned else (x, y) for x, y in crosses(back)}
    behind = {(width - x, y) if imposition.turn == "vertical" else (x, height - y)
              for x, y in crosses(front)}
    assert over == behind


def test_the_flip_test_prints_on_the_sheet_of_the_job() -> None:
    imposition = laid(8, Job("saddle", sheet="A3", flip="long"))
    pdf = PdfReader(io.BytesIO(to_pdf(flip_test_html(imposition, lang="en"))))
    assert [(round(float(p.mediabox.width) * 25.4 / 72), round(float(p.mediabox.height) * 25.4
                                                               / 72)) for p in pdf.pages] == [
        tuple(map(round, imposition.sheet_size))] * 2
    assert "long edge" in pdf.pages[0].extract_text()


@pytest.mark.parametrize(("sheet", "lang"), [
    ("A5", "en"), ("A4", "zh"), ("SRA3", "en"), ("105x297", "en")])
def test_on_any_sheet_the_words_of_the_flip_test_end_above_the_rule(sheet: str,
                                                                   lang: Lang) -> None:
    imposition = laid(4, Job("nup", sheet=sheet, up=1))
    front = ElementTree.fromstring(
        re.findall(r"<svg .*?</svg>", flip_test_html(imposition, lang=lang), re.DOTALL)[0])
    width, height = imposition.sheet_size
    lines = [[float(line.attrib[key]) for key in ("x1", "y1", "x2", "y2")]
             for line in front.iter(f"{SVG}line")]
    rule = 100 if width >= 140 else 50
    (left, y, right, _), = [one for one in lines if abs(one[2] - one[0] - rule) < 1e-6]
    assert left > 0
    assert right < width
    told = [text for text in front.iter(f"{SVG}text")
            if text.get("text-anchor") is None and text.get("font-weight") is None]
    steps = [float(text.attrib["y"]) for text in told if len(text.text or "") > 3]
    assert len(steps) >= 5
    assert max(steps) < y < height - 10
