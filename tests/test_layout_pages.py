"""The pages themselves: no warning from the typesetter, lines on the grid, even figures."""

import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from layout_samples import FIGURE, book, layout, story
from lxml import html as lhtml
from weasyprint import CSS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.urls import URLFetcher, URLFetcherResponse

from press.config import HandoutConfig
from press.layout import lay_out, lay_out_handout
from press.layout.body import Dress, dress
from press.layout.tables import TABLE_SIZE, fit_tables, shared_out
from press.layout.views import page_view
from press.values import Part

PX = 96 / 72


class PartFetcher(URLFetcher):
    def __init__(self, part: Part) -> None:
        super().__init__()
        self._assets = {f"press-asset:{a.name}": a for a in part.assets}

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002
        asset = self._assets[url]
        return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})


def pages_of(part: Part) -> list[Any]:
    counters, fetcher = CounterStyle(), PartFetcher(part)
    sheets = [CSS(string=s, counter_style=counters, url_fetcher=fetcher) for s in part.styles]
    document = HTML(string=part.html, url_fetcher=fetcher).render(
        stylesheets=sheets, counter_style=counters)
    return [page._page_box for page in document.pages]


def boxes(box: Any) -> Iterator[Any]:
    yield box
    for inner in getattr(box, "children", ()):
        yield from boxes(inner)


def all_parts() -> list[Part]:
    sample = book()
    parts = list(lay_out(sample, layout(), audience="reader")[0])
    for audience in ("listener", "speaker"):
        parts += lay_out_handout(sample, sample.sections[0].stories[0], HandoutConfig(story="a"),
                                 layout("handout-zh"), audience)[0]
    return parts


@pytest.mark.parametrize("part", all_parts(), ids=lambda p: p.key)
def test_the_typesetter_has_nothing_to_complain_of(
        part: Part, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "weasyprint"):
        assert pages_of(part)
    assert [r.getMessage() for r in caplog.records if r.name.startswith("weasyprint")] == []
    for style in part.styles:
        assert not re.search(r"gradient|opacity|rgba|url\(", style)


def test_every_line_of_the_text_stands_on_the_grid() -> None:
    sample = book()
    long = ('<p>山里的一天，<strong>规矩</strong>在先，<em>准头</em>在后，<code>x = 411</code>，'
            '见<sup>2</sup>与<sub>3</sub>，OK。</p>' * 9)
    html = (long + '<h2 id="a">先听水</h2>' + long + "<h3 id='b'>再听哨</h3>" + long + FIGURE
            + "<blockquote class='pullquote'><p>引语</p></blockquote>" + long
            + "<blockquote><p>引文</p></blockquote>" + long + "<hr/>" + long)
    one = story("a", "山里的一天", html=html)
    section = sample.sections[0]
    whole = type(sample)(sample.name, sample.config, (), (
        type(section)("p", "", "", (one,)),), ())
    part = next(p for p in lay_out(whole, layout(), audience="reader")[0] if p.key == "story/s-a")
    seen = 0
    for page in pages_of(part)[1:]:
        article = next(b for b in boxes(page) if b.element_tag == "article")
        for line in (x for p in article.children if p.element_tag == "p" for x in p.children):
            offset = (line.position_y - page.content_box_y()) / (18 * PX)
            assert abs(offset - round(offset)) < 0.01
            assert abs(line.height - 18 * PX) < 0.01
            seen += 1
    assert seen > 60


def test_an_image_is_a_whole_number_of_lines_high_and_keeps_its_shape() -> None:
    page = page_view(layout().config)
    body = dress(story("a", "题"), Dress("reader", "", (), page))
    width, height = map(float, re.findall(r"(?:width|height):([\d.]+)pt", body.html))
    assert height / page.pitch == round(height / page.pitch)
    assert abs(height / width - 250 / 400) < 0.001
    assert 0.9 * 0.6 * 294 < width <= 0.6 * 294
    assert "min-height:1rlh" in body.html


def test_columns_get_what_they_want_and_the_wide_one_gives_way() -> None:
    assert shared_out([3, 3], 10) == [5, 5]
    assert shared_out([3, 40, 6], 20) == [3, 11, 6]
    assert shared_out([30, 40], 20) == [10, 10]
    table = ("<table><thead><tr><th>关口</th><th>看什么</th></tr></thead><tbody><tr><td>毛坯</td>"
             "<td>" + "裂纹、砂眼、缩孔" * 6 + "</td></tr></tbody></table>")
    how = Dress("reader", "", (), page_view(layout().config))
    widths = re.findall(r"width:([\d.]+)%", dress(story("a", "题", html=table), how).html)
    assert 9 < float(widths[0]) < 11


def test_pull_quotes_are_broken_by_sense() -> None:
    quote = ('<blockquote class="pullquote"><p>一根皮带断了，停一台机床；天轴停了，停一屋子人。'
             '</p></blockquote>')
    how = Dress("reader", "", (), page_view(layout().config))
    html = dress(story("a", "题", html=quote), how).html
    assert "停一台机床；<br>天轴停了" in html


def test_names_of_two_characters_are_marked_and_the_text_is_kept() -> None:
    page = page_view(layout().config)
    editors = story("e", "名单", "editors",
                    "<dl><dt>主编</dt><dd>王强、李建国、丁一</dd><dd>（以姓氏笔画为序）</dd></dl>")
    html = dress(editors, Dress("reader", "", (), page, names=True)).html
    assert html.count('class="name"') == 2
    assert re.sub("<[^>]+>", "", html) == "主编王强、李建国、丁一（以姓氏笔画为序）"


def test_leaders_are_dash_patterns_and_not_single_dots() -> None:
    part = next(p for p in lay_out(book(), layout(), audience="reader")[0] if p.key == "contents")
    counters, fetcher = CounterStyle(), PartFetcher(part)
    sheets = [CSS(string=s, counter_style=counters, url_fetcher=fetcher) for s in part.styles]
    pdf = HTML(string=part.html, url_fetcher=fetcher).write_pdf(
        stylesheets=sheets, counter_style=counters, uncompressed_pdf=True)
    lines = 7
    assert len(re.findall(rb"\[0 [\d.]+\] 0 d", pdf)) == 4 * lines, "four sides of each leader"
    assert len(re.findall(rb" c\n", pdf)) < 50, "no dot is drawn as a curve"


@pytest.mark.parametrize("above", range(0, 25, 3))
def test_the_last_question_does_not_stand_alone_on_a_page(above: int) -> None:
    question = "<li>问<div class='answer-line'></div><div class='answer-line'></div></li>"
    html = ("<p>行。</p>" * above + "<section class='questions'>"
            f"<p class='questions-title'>思考题</p><ol>{question * 3}</ol></section>")
    sample = book()
    section = type(sample.sections[0])("p", "", "", (story("a", "题", html=html),))
    whole = type(sample)(sample.name, sample.config, (), (section,), ())
    part = next(p for p in lay_out(whole, layout(), audience="reader")[0] if p.key == "story/s-a")
    counts = [len({b.element for b in boxes(page) if b.element_tag == "li"})
              for page in pages_of(part)]
    assert sum(counts) == 3
    assert counts[-1] >= 2


def test_the_text_block_is_whole_characters_by_whole_lines() -> None:
    page = page_view(layout().config)
    assert abs(page.inner + page.outer + 28 * 10.5 * 25.4 / 72 - 148) < 0.001
    assert abs(page.top + page.bottom + 25 * 18 * 25.4 / 72 - 210) < 0.001


def test_a_column_of_figures_has_room_for_its_numbers() -> None:
    """Beside sentences that fill the page: a figure of the body's face is 0.555 em wide."""
    rows = "".join(f"<tr><td>{n}</td><td>{'词' * 60}</td></tr>" for n in (7, 86170))
    root = lhtml.fragment_fromstring(f"<div><table>{rows}</table></div>")
    page = page_view(layout().config)
    fit_tables(root, page)
    first = root.find(".//col").get("style")
    share = float(first.removeprefix("width:").removesuffix("%")) / 100
    assert share * page.measure / TABLE_SIZE >= 5 * 0.555 + 1
