"""Ruby: readings above their bases, apart from each other, and never parted from them."""

from __future__ import annotations

import io
import random
from itertools import pairwise

import pikepdf
import pypdf
import pytest
from typeset_places import SIZE, Char, chars_of, page_of

from press.typeset import to_pdf
from press.typeset.compose import edges
from press.typeset.compose.breaking import break_lines
from press.typeset.compose.classes import Kind
from press.typeset.compose.edges import Edges, Reading
from press.typeset.compose.rules import HOUSE
from press.typeset.compose.spacing import positions
from press.typeset.compose.units import make_units

LONG = ("zhuāng", "chuáng", "shuāng", "liáng", "zhōng")
SHORT = ("yī", "èr", "nǐ", "hǎo", "guó")


def test_a_reading_is_half_as_large_and_centred() -> None:
    chars = chars_of(page_of("<p>学<ruby>汉<rt>|n|</rt>字<rt>|i|</rt></ruby>吧</p>"))
    base, one, two = [c for c in chars if c.text in "汉|"][:3]
    assert (base.size, one.size, two.size) == (SIZE, SIZE / 2, SIZE / 2)
    # Both bars are equally far from the middle; a bar is as wide as the origin of the second.
    bar = chars_of(page_of("<p style='font-size:10pt'>||字</p>"))
    width = bar[1].x - bar[0].x
    assert (one.x + two.x + width) / 2 == pytest.approx(base.x + SIZE / 2, abs=0.02 * SIZE)
    assert one.y == two.y == pytest.approx(base.y - 0.96 * SIZE, abs=0.05)


@pytest.mark.parametrize("html", [
    "<ruby>汉<rt>hàn</rt>字<rt>zì</rt></ruby>",
    "<ruby><rb>汉</rb><rt>hàn</rt><rb>字</rb><rt>zì</rt></ruby>",
    "<ruby><rb>汉</rb><rb>字</rb><rt>hàn</rt><rt>zì</rt></ruby>",
    "<ruby>\n <rb>汉</rb>\n <rt> hàn </rt>\n <rb>字</rb> <rt>zì</rt>\n</ruby>",
    "<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp>字<rp>(</rp><rt>zì</rt><rp>)</rp></ruby>",
    "<ruby>汉<rt><span>h</span>àn</rt></ruby><ruby>字<rt>zì</rt></ruby>",
])
def test_the_forms_in_which_it_is_written(html: str) -> None:
    def placed(text: str) -> list[tuple[str, float, float]]:
        return sorted((c.text, round(c.x, 2), round(c.y, 1)) for c in chars_of(page_of(text)))

    assert placed(f"<p>学{html}吧</p>") == placed(
        "<p>学<ruby>汉<rt>hàn</rt>字<rt>zì</rt></ruby>吧</p>")


def test_the_pitch_stays() -> None:
    for pitch in ("1.5", "30pt"):
        css = f"p {{ line-height: {pitch}; text-align: left }}"
        plain = page_of("<p>学汉字<br>学汉字<br>学汉字</p>", css)
        ruby = page_of("<p>学汉字<br>学<ruby>汉<rt>hàn</rt>字<rt>zì</rt></ruby><br>学汉字</p>", css)
        assert [c.y for c in chars_of(ruby) if c.size == SIZE] == \
            [c.y for c in chars_of(plain)]


@pytest.mark.parametrize("seed", range(6))
def test_readings_stay_apart_and_inside_the_lines(seed: int) -> None:
    source = random.Random(seed)
    words = [source.choice((*LONG, *SHORT)) for _ in range(60)]
    text = "".join(f"<ruby>汉<rt>‹{w}›</rt></ruby>" + source.choice(["", "", "，", "的", "GDP"])
                   for w in words)
    chars = chars_of(page_of(f"<p>{text}</p>", ems=13))
    closing = chars_of(page_of("<p style='font-size:10pt'>››字</p>"))
    wide = closing[1].x - closing[0].x
    lines: dict[float, list[Char]] = {}
    for c in chars:
        if c.size < SIZE:
            lines.setdefault(round(c.y, 1), []).append(c)
    assert len(lines) > 4
    for line in lines.values():
        starts = sorted(c.x for c in line if c.text == "‹")
        ends = sorted(c.x + wide for c in line if c.text == "›")
        assert starts[0] >= -0.01
        assert ends[-1] <= 13 * SIZE + 0.01
        for end, start in zip(ends, starts[1:], strict=False):
            assert start - end >= 0.25 * SIZE - 0.02
    assert sum(c.text == "汉" for c in chars) == 60


def test_a_word_with_one_reading_is_never_parted() -> None:
    """The pure composer: units of 10, groups of three with one reading."""
    count = 60
    units = make_units(
        ["字"] * count, [10.0] * count, [10.0] * count, [Kind.HAN] * count, [False] * count, HOUSE,
        lambda made: edges.apply(made, Edges(readings=[
            Reading(i, i + 3, 44.0) for i in range(0, count, 3)])))
    lines = break_lines(units, 100.0, 0.0, HOUSE)
    assert all(line.first % 3 == 0 for line in lines)
    at, _ = positions(units, lines[0].first, lines[0].last, 0.0, lines[0].lead)
    # 14 more than the base: 14 / 3 in each gap inside, half of that at either side.
    assert at[0] == pytest.approx(14 / 6)
    assert [at[1] - at[0], at[2] - at[1]] == pytest.approx([10 + 14 / 3] * 2)
    assert at[3] - at[2] == pytest.approx(10 + 14 / 3 + 2.5)


def test_it_is_read_in_order_and_tagged_as_it_is_written() -> None:
    pdf = to_pdf("<p>学<ruby>汉<rt>hàn</rt>字<rt>zì</rt></ruby>，在<ruby>北京<rt>Běijīng</rt>"
                 "</ruby>。")
    text, = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert text == "学汉hàn字zì，在北京Běijīng。"
    with pikepdf.open(io.BytesIO(pdf)) as document:
        paragraph = document.Root.StructTreeRoot.K[0].K[0]
        assert [kid if isinstance(kid, int) else str(kid.S) for kid in paragraph.K] == [
            0, "/NonStruct", 5, "/NonStruct", 8]
        assert [str(kid.S) for kid in paragraph.K[1].K] == [
            "/Span", "/NonStruct", "/Span", "/NonStruct"]


def test_without_a_base_it_is_text() -> None:
    for html in ("<ruby><rt>hàn</rt></ruby>字", "<rt>字</rt>", "<ruby>字</ruby>",
                 "<ruby>字<rt></rt></ruby>"):
        text = pypdf.PdfReader(io.BytesIO(to_pdf(f"<p>{html}"))).pages[0].extract_text()
        assert text in ("hàn字", "字")


def test_a_reading_may_stand_behind_its_word() -> None:
    """Where lines are too close for one above: it takes its place in the line, which keeps its
    baseline, and the next word follows it."""
    css = "ruby { -press-reading: behind } rt { font-size: 80% }"
    chars = chars_of(page_of("<p>学<ruby>汉字<rt>hanzi</rt></ruby>吧</p>", css))
    line = [c for c in chars if c.text.strip()]
    assert "".join(c.text for c in line) == "学汉字hanzi吧"
    assert len({c.y for c in line}) == 1
    assert all(one.x < two.x for one, two in pairwise(line))
