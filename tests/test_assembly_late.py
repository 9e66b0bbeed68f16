"""Folios and page references are as if WeasyPrint had known them."""

from __future__ import annotations

import pytest
from typeset_samples import differing, faces, joined, pages, part

from press.assembly.join import join
from press.assembly.personal import Personal, fields_of, fitting
from press.assembly.placing import Leaf, Placing
from press.assembly.style import Style
from press.values import Numbering, Part

TARGET = '<h2 id="k">处</h2>'


def bound(one: Part, number: int, total: int = 0, numbering: Numbering = "decimal") -> bytes:
    """``one`` as page ``number`` of a run of ``total``."""
    placing = Placing((Leaf(0, 0, numbering, number),), (0,), (total,))
    pdf = join([one], [pages(one)], placing, Style("t", "zh-Hans"), faces())
    return pdf.pdf


def margin(box: str, content: str, css: str = "") -> str:
    return f"@page {{ @{box} {{ content: {content}; {css} }} }}"


@pytest.mark.parametrize("number", [1, 9, 10, 99, 100, 1234])
@pytest.mark.parametrize(("box", "css"), [
    ("bottom-left", ""), ("bottom-right", ""), ("bottom-center", ""),
    ("bottom-left", "width: 100%; text-align: right"),
    ("bottom-right", "width: 100%; text-align: center; font-size: 7.3pt"),
    ("top-right-corner", "text-align: end"), ("left-middle", ""),
    ("bottom-center", "font-family: LXGW WenKai; font-feature-settings: 'tnum'"),
    ("bottom-center", "font-family: Noto Sans CJK SC; font-weight: 700; color: #a3171b"),
])
def test_folios_stand_where_they_would(box: str, css: str, number: int) -> None:
    late = bound(part("a", "<p>文</p>", margin(box, "counter(page)", css)), number)
    known = bound(part("a", "<p>文</p>", margin(box, f"'{number}'", css)), 1)
    assert differing(late, known) == []


@pytest.mark.parametrize(("content", "number", "total", "known"), [
    ("'第 ' counter(page) ' 页/共 ' counter(pages) ' 页'", 9, 9, "第 9 页/共 9 页"),
    ("'第 ' counter(page) ' 页/共 ' counter(pages) ' 页'", 10, 128, "第 10 页/共 128 页"),
    ("'第 ' counter(page) ' 页/共 ' counter(pages) ' 页'", 100, 100, "第 100 页/共 100 页"),
    ("'— ' counter(page) ' —'", 27, 0, "— 27 —"),
    ("' ' counter(page) '  '", 27, 0, "27"),
    ("counter(page, lower-roman)", 8, 0, "viii"),
    ("counter(page, upper-roman)", 14, 0, "XIV"),
    ("counter(page, upper-alpha)", 3, 0, "C"),
    ("counter(pages)", 3, 12, "12"),
])
@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_folios_beside_words(content: str, number: int, total: int, known: str,
                             align: str) -> None:
    css = f"width: 100%; text-align: {align}"
    late = bound(part("a", "<p>文</p>", margin("bottom-left", content, css)), number, total)
    plain = bound(part("a", "<p>文</p>", margin("bottom-left", f"'{known}'", css)), 1)
    assert differing(late, plain) == []


@pytest.mark.parametrize("value", ["甲", "乙丑丙寅", "108"])
@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_fields_keep_the_edge_at_which_they_stand(align: str, value: str) -> None:
    html = ('<p style="text-align: {}; text-indent: 0"><span style="display: inline-block; '
            'width: 20em; font-feature-settings: normal"{}>{}</span></p>')
    late = part("a", html.format(align, ' data-late="field:name"', "某"))
    known = part("a", html.format(align, "", value))
    typeset = pages(late)
    fit = fitting(typeset, fields_of(typeset), faces(), {"name": [value]})
    assert not fit.unfit
    filled = join([late], [typeset], Placing((Leaf(0, 0, "decimal", 1),), (0,), (0,)),
                  Style("t", "zh-Hans"), faces(),
                  personal=Personal({"field:name": value, "name": value}, fit.uses)).pdf
    assert differing(filled, bound(known, 1)) == []


def test_the_comparison_sees_one_wrong_digit_and_a_small_shift() -> None:
    css = margin("bottom-center", "counter(page)")
    one = bound(part("a", "<p>文</p>", css), 11)
    assert differing(one, bound(part("a", "<p>文</p>", css), 12)) == [0]
    shifted = margin("bottom-center", "'11'", "padding-left: 0.4px")
    assert differing(one, bound(part("a", "<p>文</p>", shifted), 1)) == [0]


@pytest.mark.parametrize(("stand_in", "label", "numbering"), [
    ("0", "7", "decimal"), ("00", "42", "decimal"), ("000", "108", "decimal"),
    ("viii", "viii", "lower-roman")])
@pytest.mark.parametrize("style", [
    "", "font-family: Noto Sans CJK SC; font-weight: 700", "font-size: 7.7pt",
    "text-decoration: underline"])
def test_references_in_a_line(stand_in: str, label: str, numbering: Numbering,
                              style: str) -> None:
    """The rest of a justified line stays where it is."""
    body = ('<p style="text-align: justify">这句话见第<span data-late="page:k" style="{}">{}'
            f"</span>页，后面还有一些字，要排成两行以上才好看。</p>{TARGET}")
    number = 8 if numbering == "lower-roman" else int(label)
    late = bound(part("a", body.format(style, stand_in), numbering=numbering), number,
                 numbering=numbering)
    known = body.format(f"font-feature-settings: 'hwid'; {style}", label).replace(
        'data-late="page:k"', "")
    assert differing(late, bound(part("a", known), 1)) == []


def test_references_across_parts_get_the_room_they_need() -> None:
    """From the first part to page 100 of the document, and back."""
    body = '<p id="{}">见第<span data-late="page:{}">00</span>页。</p>'
    many = '<p style="break-before: page">文</p>' * 98
    made = joined(part("a", body.format("a", "b") + many), part("b", body.format("b", "a")))
    assert [(r.page, r.anchor, r.text) for r in made.references] == [
        (0, "b", "101"), (100, "a", "1")]
    assert ">000<" in made.parts[0].html
    assert ">0<" in made.parts[1].html


def test_a_reference_to_a_page_without_a_number_names_its_label() -> None:
    made = joined(part("a", '<p id="a">文</p>', numbering="none"),
                  part("b", '<p>见<span data-late="page:a">00</span></p>'))
    assert [r.text for r in made.references] == ["A"]


@pytest.mark.parametrize(("body", "css", "message"), [
    ("<p>文</p>", margin("top-left", "counter(page) ' / ' counters(page, '.')"), "strings only"),
    ("<p>文</p>", margin("top-left", "counters(page, '.')"), "strings only"),
    ("<p>文</p>", margin("top-left", "string(x) counter(page)"), "strings only"),
    ("<p>文</p>", margin("top-left", r"'第' counter(page) '\A 页'", "white-space: pre"),
     "on one line"),
    ("<p>文</p>", margin("top-left", "counter(page)", "letter-spacing: 1pt"), "letter-spaced"),
    ("<p>文</p>", margin("top-left", "counter(page, cjk-decimal)"), "cjk-decimal"),
    ("<p>文</p>", margin("top-left", "counter(page) '页'",
                       "font-family: Noto Sans CJK SC"), None),
    ('<p>见<span data-late="page:nowhere">00</span></p>', "", "page:nowhere.*no part has"),
    ('<p>见<span data-late="year">00</span></p>', "", "only page:ANCHOR"),
    (f'<p>见<span data-late="page:k" style="letter-spacing: 1px">00</span></p>{TARGET}', "",
     "letter-spaced"),
    (f'<p>见<span data-late="page:k"><b>00</b></span></p>{TARGET}', "", "no other element"),
    (f'<p>见<span data-late="page:k"></span></p>{TARGET}', "", "must hold a stand-in"),
    (f'<p>见<span data-late="page:k">0“0</span></p>{TARGET}',
     "span { font-family: LXGW WenKai }", "one font on one line"),
    (f'<p><a href="#k"></a></p>{TARGET}', "a::after { content: target-counter(attr(href), page) }",
     "data-late"),
    ("<p>文</p>", "p::before { content: counter(page) }", "data-late"),
])
def test_wrong_use_is_said_clearly(body: str, css: str, message: str | None) -> None:
    one = part("a", body, css)
    if message is None:
        bound(one, 5)
        return
    with pytest.raises(ValueError, match=message):
        bound(one, 5)


def test_nothing_of_the_marking_is_left() -> None:
    made = joined(part("a", f'<p>见<span data-late="page:k">00</span></p>{TARGET}',
                       margin("bottom-center", "counter(page)")))
    with made.open() as pdf:
        content = pdf.pages[0].Contents.read_bytes()
    assert b"Late" not in content
    assert content.count(b"BDC") + content.count(b"BMC") == content.count(b"EMC")


def test_pages_do_not_know_their_number() -> None:
    """The same pages serve wherever the part falls."""
    css = margin("bottom-center", "counter(page)")
    one = part("a", f'<p>见<span data-late="page:k">0</span></p>{TARGET}', css)
    made = pages(one)
    for number in (1, 9):
        pdf = join([one], [made], Placing((Leaf(0, 0, "decimal", number),), (0,), (9,)),
                   Style("t", "zh-Hans"), faces()).pdf
        number_shown = f"<span style=\"font-feature-settings: 'hwid'\">{number}</span>"
        literal = part("a", f"<p>见{number_shown}</p>{TARGET}",
                       margin("bottom-center", f"'{number}'"))
        assert differing(pdf, bound(literal, 1)) == []
