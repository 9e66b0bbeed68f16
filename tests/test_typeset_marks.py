"""着重号, 专名号 and 书名号: where they are drawn, and that they are no text."""

from __future__ import annotations

import io

import pikepdf
import pypdf
import pytest
from typeset_places import SIZE, chars_of, page_of, shapes_of

from press.typeset import to_pdf


def test_a_dot_under_each_han_and_nothing_else() -> None:
    page = page_of("<p>我<em class='dots'>们在、2021“々”。！ a国</em>人，说</p>")
    dots, chars = shapes_of(page), chars_of(page)
    under = [c for c in chars if c.text in "们在々国"]
    assert len(dots) == len(under) == 4
    for dot, char in zip(dots, under, strict=True):
        assert (dot.x0 + dot.x1) / 2 == pytest.approx(char.x + SIZE / 2, abs=0.02 * SIZE)
        assert char.y + 0.12 * SIZE < dot.y0 < dot.y1 < char.y + 0.5 * SIZE


def test_dots_follow_a_stretched_line() -> None:
    page = page_of("<p><em class='dots'>中共一大会址在上海市，今存旧址</em></p>", ems=10)
    chars = [c for c in chars_of(page) if c.text != "，"]
    dots = sorted(shapes_of(page), key=lambda d: (round(d.y0), d.x0))
    assert [(d.x0 + d.x1) / 2 for d in dots] == pytest.approx(
        [c.x + SIZE / 2 for c in chars], abs=0.02 * SIZE)
    assert chars[1].x - chars[0].x == pytest.approx(1.125 * SIZE, abs=0.02)


def test_the_property_decides() -> None:
    css = "b { -press-emphasis: dot } i { -press-emphasis: none } u { -press-line-under: wavy }"
    assert len(shapes_of(page_of("<p>一<b>二<i>三</i>四</b></p>", css))) == 2
    assert len(shapes_of(page_of("<p>一<em>二</em><em class='dots'>三</em></p>",
                                 "em.dots { -press-emphasis: none }"))) == 0
    # One line for an element, whatever is in it; the property is not inherited.
    assert len(shapes_of(page_of("<p>一<span class='proper-name'>二<b>三</b>四</span></p>"))) == 1


def test_neighbouring_names_are_apart_and_exactly_under_their_glyphs() -> None:
    page = page_of("<p>见<span class='proper-name'>鲁迅</span><span class='proper-name'>茅盾</span>"
                   "在<span class='proper-name'>London</span>写<span class='work-title'>呐喊"
                   "</span><span class='work-title'>子夜</span>，完</p>", ems=30)
    by = {c.text: c for c in chars_of(page)}
    names = shapes_of(page)
    assert len(names) == 5
    short = SIZE / 12
    starts = [by[c].x + short for c in "鲁茅L呐子"]
    assert [s.x0 for s in names] == pytest.approx(starts, abs=0.02 * SIZE)
    ends = [by[c].x + SIZE - short for c in "迅盾"]
    assert [names[0].x1, names[1].x1] == pytest.approx(ends, abs=0.02 * SIZE)
    # The line ends with the word, not with the gap behind it.
    assert by["写"].x - names[2].x1 == pytest.approx(0.25 * SIZE + short, abs=0.03 * SIZE)
    assert names[1].x0 - names[0].x1 == pytest.approx(2 * short, abs=0.1)
    assert names[3].y1 - names[3].y0 > 2.5 * (names[0].y1 - names[0].y0)


def test_a_name_on_two_lines_has_two_lines() -> None:
    page = page_of("<p>他说过的那位<span class='proper-name'>卡尔·马克思</span>先生</p>", ems=8)
    bars = sorted(shapes_of(page), key=lambda s: s.y0)
    assert len(bars) == 2
    assert bars[1].x0 == pytest.approx(0, abs=0.01)  # no end of the name here: not shortened


def test_the_pitch_and_the_text_stay() -> None:
    html = "<p>一<em class='dots'>二三</em>四<span class='work-title'>五六</span></p>"
    plain = html.replace(" class='dots'", "").replace(" class='work-title'", "")
    css = "em { font-style: normal }"
    assert chars_of(page_of(html, css)) == chars_of(page_of(plain, css))
    assert pypdf.PdfReader(io.BytesIO(to_pdf(html))).pages[0].extract_text() == "一二三四五六"


def test_they_are_part_of_their_text_and_opaque() -> None:
    pdf = to_pdf("<p>一<em class='dots'>二</em><span class='proper-name'>三</span></p>")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(document.pages[0]):
            name = str(operator)
            depth += (name in ("BDC", "BMC")) - (name == "EMC")
            if name in ("f", "re", "c"):
                assert depth == 1
            assert name != "gs" or str(operands[0]) == "/a1.0"
