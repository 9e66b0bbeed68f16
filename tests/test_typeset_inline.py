"""What stands in a line of Chinese besides plain text: boxes, images, hyphens, kept lines."""

from __future__ import annotations

import io
import subprocess
from itertools import pairwise

import pypdf
import pytest
from typeset_places import SIZE, chars_of, page_of
from typeset_samples import library

from press.typeset import to_pdf
from press.typeset.engine import typeset
from press.typeset.weasy import lines
from press.values import Part

SVG = ('<svg style="width: 1em; height: 1em" viewBox="0 0 9 9"><title>图</title>'
       '<rect width="9" height="9"/></svg>')


@pytest.fixture
def composed(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of every paragraph that was tried, whether we composed it."""
    seen: list[bool] = []
    original = lines._paragraph

    def watched(context: object, linebox: object, block: object) -> object:
        found = original(context, linebox, block)
        seen.append(found is not None)
        return found

    monkeypatch.setattr(lines, "_paragraph", watched)
    return seen


def text_of(html: str, css: str = "") -> str:
    return pypdf.PdfReader(io.BytesIO(to_pdf(html, css=css))).pages[0].extract_text()


def test_edges_of_inline_boxes(composed: list[bool]) -> None:
    css = ("b { padding-left: 4pt; margin-right: 6pt; border-left: 1pt solid;"
           "border-right: 2pt solid }")
    chars = {c.text: c for c in chars_of(page_of("<p>甲<b>乙丙</b>丁“<b>戊</b>”</p>", css))}
    assert chars["乙"].x - chars["甲"].x == pytest.approx(SIZE + 5, abs=0.05)
    assert chars["丙"].x - chars["乙"].x == pytest.approx(SIZE, abs=0.05)
    assert chars["丁"].x - chars["丙"].x == pytest.approx(SIZE + 8, abs=0.05)
    assert all(composed)


def test_a_box_that_is_broken_has_no_edge_there(composed: list[bool]) -> None:
    css = "b { padding: 0 10pt; border: 1pt solid; background: #ccc }"
    page = page_of("<p>甲乙丙丁戊<b>己庚辛</b>壬癸子丑</p>", css, ems=7)
    chars = chars_of(page)
    second = [c for c in chars if c.y > chars[0].y + 5]
    assert second[0].x == pytest.approx(0, abs=0.05)
    assert all(composed)
    ends = [c for c in chars if c.y < chars[0].y + 5]
    assert ends[-1].x + SIZE == pytest.approx(7 * SIZE, abs=0.3)
    boxes = [d["rect"] for d in page.get_drawings() if d["fill"] and d["type"] == "f"
             and abs(d["fill"][0] - 0.8) < 0.01]
    assert min(box.x0 for box in boxes) == pytest.approx(0, abs=0.05)
    assert max(box.x1 for box in boxes) == pytest.approx(7 * SIZE, abs=0.05)


def test_images_and_blocks_stand_like_han(composed: list[bool]) -> None:
    html = (f"<p>甲{SVG}乙<span style='display: inline-block; width: 3em'>丙</span>丁"
            f"{SVG * 30}戊己</p>")
    chars = {c.text: c for c in chars_of(page_of(html, ems=10))}
    assert chars["乙"].x - chars["甲"].x == pytest.approx(2 * SIZE, abs=0.05)
    assert chars["丙"].x - chars["乙"].x == pytest.approx(SIZE, abs=0.05)
    assert chars["丁"].x - chars["丙"].x == pytest.approx(3 * SIZE, abs=0.05)
    assert all(composed)
    page = page_of(html, ems=10)
    rectangles = [d["rect"] for d in page.get_drawings()]
    assert len(rectangles) == 31
    assert max(r.x1 for r in rectangles) <= 10 * SIZE + 0.05
    assert len({round(r.y0) for r in rectangles}) == 4


def test_a_block_across_pages_and_measures() -> None:
    """In a table cell its width is asked for before it is set."""
    html = ("<table><tr><td>甲<span style='display: inline-block; width: 3em'>丙</span></td>"
            "<td>乙</td></tr></table>")
    chars = {c.text: c for c in chars_of(page_of(html, "td { padding: 0; font-size: 20pt }"))}
    assert chars["乙"].x - chars["甲"].x >= 4 * SIZE
    assert chars["乙"].y == chars["甲"].y


def test_relative_positions(composed: list[bool]) -> None:
    chars = {c.text: c for c in chars_of(page_of(
        "<p>甲<b style='position: relative; top: -3pt; left: 2pt'>乙</b>丙</p>"))}
    assert chars["甲"].y - chars["乙"].y == pytest.approx(3, abs=0.02)
    assert chars["乙"].x - chars["甲"].x == pytest.approx(SIZE + 2, abs=0.02)
    assert chars["丙"].x - chars["甲"].x == pytest.approx(2 * SIZE, abs=0.02)
    assert all(composed)


@pytest.mark.parametrize("html", [
    "在co&shy;op&shy;er&shy;a&shy;tion中",
    "<span lang='en' style='hyphens: auto'>在cooperation中</span>"])
def test_words_are_hyphenated(composed: list[bool], html: str) -> None:
    text = text_of(f"<p>他人{html}国</p>", "@page { size: 180px 200px; margin: 0 }"
                   "p { font-size: 20px; margin: 0; text-align: justify }")
    assert text.replace("\n", "") == "他人在coopera‐tion中国"
    assert all(composed)


def test_words_are_whole_where_nothing_is_asked(composed: list[bool]) -> None:
    for html in ("<span lang='en'>他cooperation</span>", "<b lang='zh' style='hyphens: auto'>"
                 "cooperation</b>他", "<b style='hyphens: none'>co&shy;operation</b>他"):
        assert "cooperation" in text_of(f"<p>人在{html}中</p>", "@page { size: 180px 200px;"
                                        "margin: 0 } p { font-size: 20px; margin: 0 }")
    assert all(composed)


def test_lines_that_are_kept(composed: list[bool]) -> None:
    poem = "床前明月光，\n  疑是地上霜。\n\n举头 望明月"
    for white, wanted in (("pre-line", [0.0, 0.0, 0.0]), ("pre-wrap", [0.0, 0.5, 0.0])):
        chars = chars_of(page_of(f"<p style='white-space: {white}'>{poem}</p>"))
        first = [c for c in chars if c.text in "床疑举"]
        indents = [round(c.x / SIZE, 1) for c in first]
        assert indents[0] == indents[2] == 0
        assert (indents[1] > 0.3) == (wanted[1] > 0)
        assert [round((c.y - first[0].y) / 30) for c in first] == [0, 1, 3]
    assert all(composed)


def test_a_line_that_is_kept_is_not_stretched() -> None:
    chars = chars_of(page_of("<p style='white-space: pre-wrap'>一二三四五六七八九十</p>", ems=6.5))
    assert chars[5].x == pytest.approx(5 * SIZE, abs=0.02)


def test_what_is_not_ours_is_left_alone(composed: list[bool]) -> None:
    for html in ("一<span style='float: left'>二</span>", "一<b style='padding: 1em'></b>",
                 "<span style='white-space: pre'>一</span>", "一<span>ا</span>"):
        text_of(f"<p>{html}</p>")
    assert not all(composed)


ELEMENTS = ("他在<b>London</b>住了<b>2021</b>年，又于<i>CPC</i>组织<a href='#x'>GDP</a>增长，说"
            "<b>党</b>的<i>话</i>：“<b>引</b>”，<em>《初心》</em>。")
PLAIN = "他在London住了2021年，又于CPC组织GDP增长，说党的话：“引”，《初心》。"


@pytest.mark.parametrize("ems", [12, 13, 17, 40])
def test_no_space_where_an_element_begins(ems: int) -> None:
    pdf = to_pdf(f"<p>{ELEMENTS}</p>", css=f"@page {{ size: {ems * 20}px 400px; margin: 0 }}"
                 "p { font-size: 20px; margin: 0; text-align: justify }")
    assert pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().replace("\n", "") == PLAIN
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    assert "".join(done.stdout.decode().split()) == PLAIN
    assert " " not in done.stdout.decode()


def test_what_is_out_of_the_flow(composed: list[bool]) -> None:
    """A box beside the page, an element for its head, and a float further up."""
    css = ("i { position: absolute; left: 200pt } b { position: running(head) }"
           "@page { margin-top: 60pt; @top-left { content: element(head) } }")
    chars = {c.text: c for c in chars_of(page_of("<p>甲<i>乙</i>丙<b>丁</b>戊</p>", css))}
    assert chars["乙"].x == pytest.approx(200, abs=0.05)
    assert chars["乙"].y == pytest.approx(chars["甲"].y, abs=0.05)
    assert [chars[c].x for c in "甲丙戊"] == pytest.approx([0, SIZE, 2 * SIZE], abs=0.05)
    assert chars["丁"].y < 60 < chars["甲"].y
    assert all(composed)
    html = "<p style='float: right'>浮</p><p>旁</p><p>下</p><p>面GDP的</p>"
    chars = {c.text: c for c in chars_of(page_of(html))}
    assert chars["的"].x - chars["P"].x > chars["D"].x - chars["G"].x


def test_an_underline_ends_with_its_words() -> None:
    page = page_of("<p>在<u>GDP</u>和<u>甲<b>AB</b>乙</u>丙</p>")
    ends = {c.text: c for c in chars_of(page)}
    rules = sorted((d["rect"].x0, d["rect"].x1) for d in page.get_drawings())
    assert rules[0][0] == pytest.approx(ends["G"].x, abs=0.3)
    assert rules[0][1] == pytest.approx(ends["和"].x - 0.25 * SIZE, abs=0.3)
    # Gaps inside the underlined words are underlined, too.
    assert rules[-1][1] == pytest.approx(ends["丙"].x, abs=0.3)
    for (_, end), (start, _) in pairwise(rules[1:]):
        assert start - end < 0.3


@pytest.mark.parametrize("inner", [
    "在<b>2021</b>年<b>CPC</b>的", "<ruby>装<rt>zhuāng</rt>窗<rt>chuāng</rt></ruby>",
    "甲乙<br>丙<b>2021</b>年", "一<i style='padding: 0 6pt'>二</i>三", "“在”，2021（年）"])
def test_a_box_as_wide_as_its_text_holds_it(inner: str) -> None:
    """Gaps between elements and readings count: no line is broken, no gap squeezed."""
    html = f"<div style='float: left; font-size: 20pt; border-right: 1pt solid'>{inner}</div>"
    page = page_of(html, ems=30)
    chars = chars_of(page)
    assert len({round(c.y) for c in chars if c.size == SIZE}) == 1 + inner.count("<br>")
    edge = max(d["rect"].x1 for d in page.get_drawings())
    free = chars_of(page_of(f"<p style='text-align: left'>{inner}</p>", ems=30))
    assert sorted((c.text, round(c.x, 1)) for c in chars if c.size == SIZE) == sorted(
        (c.text, round(c.x, 1)) for c in free if c.size == SIZE)
    assert max(c.x for c in chars) < edge < max(c.x for c in chars) + 1.7 * SIZE


@pytest.mark.parametrize("body", [
    "{0}<span id='e'></span>", "{0}<b>终<span id='e'></span></b>", "{0}。<span id='e'></span>"])
def test_an_empty_element_at_the_end_keeps_its_place(body: str) -> None:
    """The end of an index range: an anchor without words, on the page of the last line."""
    text = "说起抗战年代敌后自办的兵工厂，黄崖洞总排在前面。" * 60
    part = Part("p", f"<html lang='zh-Hans'><body><p>{body.format(text)}", (
        "@page { size: 148mm 105mm; margin: 15mm }",), (), "recto", "decimal", (), "")
    pages = typeset(part, "recto", library().fontconfig)
    assert [(a.name, a.page) for a in pages.anchors] == [("e", pages.count - 1)]
