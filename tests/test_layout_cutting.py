"""What is for another edition or audience is gone before anything is derived."""

import re

import pytest
from layout_small import dressed


@pytest.mark.parametrize(("attributes", "edition", "audience", "stays"), [
    ('data-only="甲 乙"', "甲", "reader", True),
    ('data-only="甲 乙"', "丙", "reader", False),
    ('data-only="甲"', "", "reader", False),
    ('data-except="甲"', "甲", "reader", False),
    ('data-except="甲"', "", "reader", True),
    ('data-audience="speaker listener"', "", "listener", True),
    ('data-audience="speaker"', "", "reader", False),
    ('data-audience-except="reader"', "", "reader", False),
    ('data-audience-except="reader"', "", "speaker", True),
    ('data-only="甲" data-audience="speaker"', "甲", "speaker", True),
    ('data-only="甲" data-audience="speaker"', "甲", "reader", False),
    ('data-only="甲" data-audience="speaker"', "乙", "speaker", False),
    ('data-except="甲" data-audience-except="speaker"', "甲", "reader", False),
    ('data-except="甲" data-audience-except="speaker"', "乙", "speaker", False),
])
def test_who_has_a_block(attributes: str, edition: str, audience: str, stays: bool) -> None:
    html = f'<p>头</p><div class="only" data-line="3" {attributes}><p>内</p></div><p>尾</p>'
    body = dressed(html, edition=edition, audience=audience)  # type: ignore[arg-type]
    assert body.html == ("<p>头</p><p>内</p><p>尾</p>" if stays else "<p>头</p><p>尾</p>")


def test_blocks_nest() -> None:
    html = ('<div class="only" data-only="甲 乙"><p>一</p><div class="only" data-except="乙">'
            '<p>二</p></div></div>')
    assert dressed(html, edition="甲").html == "<p>一</p><p>二</p>"
    assert dressed(html, edition="乙").html == "<p>一</p>"
    assert dressed(html, edition="丙").html == ""


def test_a_block_that_somebody_refers_to_keeps_its_anchor() -> None:
    html = '<div class="only" data-only="甲" id="s-one--x"><p>内</p></div>'
    assert dressed(html, edition="甲").html == '<div id="s-one--x"><p>内</p></div>'


def test_text_around_what_goes_stays_and_nothing_empty_is_left() -> None:
    html = ('<ul><li>一</li><li><div class="only" data-only="甲"><p>二</p></div></li></ul>'
            '<blockquote><div class="only" data-only="甲"><p>引</p></div></blockquote>尾'
            '<table><tr><td><div class="only" data-only="甲">格</div></td><td>乙</td></tr></table>')
    made = dressed(html).html
    assert made.startswith("<ul><li>一</li></ul>尾<table")
    assert len(re.findall("<td>", made)) == 2


def test_nothing_that_the_press_worked_by_is_left() -> None:
    html = ('<div class="only" data-only="甲"><p><span class="index" id="ix-one-1" '
            'data-index="太行">太行</span><span class="term" id="tm-one-1" data-term="term-1">'
            '准头</span></p></div><section class="timeline"><dl><dt id="ev-one-1" '
            'data-date="1941">1941年</dt><dd>事</dd></dl></section>'
            '<aside class="speaker" data-audience="speaker"><p>停</p></aside>')
    made = dressed(html, edition="甲", audience="speaker", terms=["term-1"]).html
    assert not re.search(r"data-(?!words)", made)
    assert '<span class="index" id="ix-one-1">太行</span>' in made
    assert '<a class="term" id="tm-one-1" href="press-ref:term-1">准头</a>' in made


def test_marks_leave_no_trace_where_there_is_no_index_and_no_glossary() -> None:
    html = ('<p><span class="index" id="ix-one-1" data-index="太行">太行</span>的'
            '<span class="term" id="tm-one-1" data-term="term-1">准头</span></p>'
            '<div class="index-range" id="ix-one-2" data-index="甲" data-index-end="ix-one-2-end">'
            '<p>乙<span class="index-end" id="ix-one-2-end"></span></p></div>')
    assert dressed(html, index=False).html == "<p>太行的准头</p><p>乙</p>"


def test_a_term_in_a_link_makes_no_link_in_a_link() -> None:
    html = ('<p><a href="press-ref:s-b">见<span class="term" id="tm-one-1" data-term="term-1">准头'
            '</span></a></p>')
    made = dressed(html, terms=["term-1"])
    assert made.html.count("<a ") == 1
    assert [t.anchor for t in made.gathered.terms] == ["tm-one-1"]


def test_a_range_whose_last_block_goes_ends_before_it() -> None:
    html = ('<div class="index-range" id="ix-one-1" data-index="甲" '
            'data-index-end="ix-one-1-end"><p>一</p><div class="only" data-only="乙"><p>二'
            '<span class="index-end" id="ix-one-1-end"></span></p></div></div>')
    made = dressed(html)
    assert made.html == ('<div class="index-range" id="ix-one-1"><p>一'
                         '<span class="index-end" id="ix-one-1-end"></span></p></div>')
    assert [m.place for m in made.gathered.index] == ["ix-one-1..ix-one-1-end"]
    gone = dressed(html.replace("<p>一</p>", ""))
    assert (gone.html, gone.gathered.index) == ("", ())
