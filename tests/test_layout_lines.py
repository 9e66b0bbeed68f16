"""Lines that the layout makes itself: pull quotes by sense, timelines in rows."""

from lxml import html as lhtml

from press.layout.gathering import inner_html
from press.layout.lines import break_quotes
from press.layout.timelines import row_timelines


def quote(words: str, measure: float = 10) -> str:
    root = lhtml.fragment_fromstring(
        f'<div><blockquote class="pullquote"><p>{words}</p></blockquote></div>')
    break_quotes(root, measure)
    return inner_html(root.find(".//p"))


def test_a_pull_quote_is_broken_by_sense() -> None:
    assert quote("量别人的东西，先要经得起别人量。") == "量别人的东西，<br>先要经得起别人量。"
    assert quote("量具先校。") == "量具先校。"
    assert quote("a &lt; b，先要经得起别人量", 8) == "a &lt; b，<br>先要经得起别人量"


def test_also_with_marks_in_it() -> None:
    before, after = '量<em class="dots">别人</em>的东西，', '先要<b id="ix-a-1">经得起</b>别人量。'
    assert quote(before + after) == f"{before}<br>{after}"


def test_what_cannot_be_measured_is_left_alone() -> None:
    for words in ("量别人的东西，<br>先要经得起别人量，这是规矩。",
                  '量别人的东西，先要经得起别人量。<span class="footnote"><p>注</p></span>',
                  "<ruby><rb>量</rb><rt>liáng</rt></ruby>别人的东西，先要经得起别人量。"):
        assert quote(words).count("<br>") == words.count("<br>")


def test_every_event_of_a_timeline_is_a_row_with_its_date() -> None:
    root = lhtml.fragment_fromstring(
        '<div><section class="timeline"><p class="block-title">题</p><dl>'
        '<dt>1941年</dt><dd>建厂</dd><dd>开工</dd><dt>1942年</dt><dt>春</dt><dd>搬家</dd>'
        "</dl></section><dl><dt>词</dt><dd>义</dd></dl></div>")
    row_timelines(root)
    assert [[(e.tag, e.text) for e in row] for row in root.xpath(".//div[@class='event']")] == [
        [("dt", "1941年"), ("dd", "建厂")], [("dd", "开工")], [("dt", "1942年")],
        [("dt", "春"), ("dd", "搬家")]]
    assert "".join(root.itertext()) == "题1941年建厂开工1942年春搬家词义"
