"""One manuscript → HTML of the contract."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tinyhtml5
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from press.config import BookConfig
from press.manuscript import Book, read_book
from press.manuscript.pictures import Pictures
from press.manuscript.story import finish, read_draft
from press.messages import catalogue, hint, message
from press.values import Problem

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20"/>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "stories").mkdir()
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "图 1.svg").write_text(SVG)
    (tmp_path / "images" / "x.svg").write_text(SVG)
    return tmp_path


def read(folder: Path, text: str, **others: str) -> tuple[Book | None, tuple[Problem, ...]]:
    (folder / "stories" / "01-one.md").write_text(text, "utf-8")
    for name, other in others.items():
        (folder / "stories" / f"{name}.md").write_text(other, "utf-8")
    return read_book(folder, BookConfig(title="书"))


def html(folder: Path, text: str, *allowed: str, **others: str) -> str:
    """The first story's HTML without line numbers; no problems but the ``allowed``."""
    book, problems = read(folder, text, **others)
    assert [p.code for p in problems] == list(allowed)
    assert book is not None
    return re.sub(r' data-line="\d+"', "", book.sections[0].stories[0].html)


def test_title_front_matter_and_headings(folder: Path) -> None:
    text = ("---\nauthor: 张三\nsubtitle: '2021'\nsummary: >\n  长\n  文\n---\n\n"
            "标题 *甲* 乙\n===\n\n## 小标题 {#own}\n\n### 又\n\n## 小标题\n\n正文\n")
    book, problems = read(folder, text)
    assert problems == () and book is not None
    story = book.sections[0].stories[0]
    assert (story.title, story.title_html, story.title_line) == (
        "标题 甲 乙", "标题 <em>甲</em> 乙", 9)
    assert (story.author, story.subtitle, story.key) == ("张三", "2021", "s-01-one")
    assert [(h.level, h.text, h.anchor, h.line) for h in story.headings] == [
        (2, "小标题", "s-01-one--own", 12), (3, "又", "s-01-one--h2", 14),
        (2, "小标题", "s-01-one--h3", 16)]
    assert story.source == text


def test_the_front_matter_gives_the_title_where_there_is_no_heading(folder: Path) -> None:
    book, problems = read(folder, "---\ntitle: 甲 & <乙>\n---\n正文\n")
    assert problems == () and book is not None
    story = book.sections[0].stories[0]
    assert (story.title, story.title_html) == ("甲 & <乙>", "甲 &amp; &lt;乙&gt;")
    assert story.title_line == 2


def test_front_matter_is_text_whatever_it_looks_like(folder: Path) -> None:
    book, _ = read(folder, "---\nauthor: yes\nsubtitle: 2021-07-01\n---\n# 一\n")
    assert book is not None
    story = book.sections[0].stories[0]
    assert (story.author, story.subtitle) == ("yes", "2021-07-01")


@pytest.mark.parametrize("yaml", ["[" * 9000, "a: &a [*a, *a]", "{" * 300, "? " * 5000, "- " * 9000,
                                  "a: !!binary x", "'", "\tx: y", "%YAML 9\n---\na: b"])
def test_hostile_front_matter_is_a_problem(folder: Path, yaml: str) -> None:
    book, problems = read(folder, f"---\n{yaml}\n---\n# 一\n")
    assert book is None
    assert {p.code for p in problems} <= {
        c for c in catalogue() if c.startswith(("front-matter", "title"))}


def test_figure_and_inline_picture(folder: Path) -> None:
    assert html(folder, '# 一\n\n![厂](images/x.svg "图 | 供图"){ width=60% #plan .wide }\n\n'
                '文 ![甲](<../images/图 1.svg>){ width=5mm } 字\n\n![无](images/x.svg "|仅来源")\n'
                "\n[见图](#plan)\n") == (
        '<figure id="fig-01-one-1" class="wide" style="width:60%">'
        '<img alt="厂" src="press-asset:images/x.svg"/><figcaption><span class="caption">图</span>'
        '<span class="credit">供图</span></figcaption></figure>\n'
        '<p>文 <img alt="甲" src="press-asset:images/图 1.svg" style="width:5mm"/> 字</p>\n'
        '<figure id="fig-01-one-2"><img alt="无" src="press-asset:images/x.svg"/>'
        '<figcaption><span class="credit">仅来源</span></figcaption></figure>\n'
        '<p><a href="press-ref:fig-01-one-1">见图</a></p>')


def test_footnotes_stand_at_their_calls(folder: Path) -> None:
    note = '<span class="footnote">一段<strong>续</strong><br/>二段<br/>项一<br/>项二</span>'
    assert html(folder, "# 一\n\n甲[^注]乙[^2]丙[^注]\n\n[^注]: 一段\n    **续**\n\n    二段\n\n"
                "    - 项一\n    - 项二\n\n[^2]: 二\n") == (
        f'<p>甲{note}乙<span class="footnote">二</span>丙{note}</p>')


def test_a_note_in_a_directive_and_defined_there(folder: Path) -> None:
    assert html(folder, "# 一\n\n::: pullquote\n话[^1]\n\n[^1]: 注\n:::\n") == (
        '<blockquote class="pullquote">\n<p>话<span class="footnote">注</span></p>\n</blockquote>')


def test_an_escaped_call_is_text(folder: Path) -> None:
    assert html(folder, "# 一\n\n甲\\[^1]和`[^2]`\n") == "<p>甲[^1]和<code>[^2]</code></p>"


def test_directives(folder: Path) -> None:
    found = html(folder, "# 一\n:::: 思考题 “想一想” 行＝1\n说明\n\n- 甲\n\n- 乙\n::::\n"
                 "::: questions lines=0\n甲\n\n乙\n:::\n::: 讲者\n备\n::: 引语\n话\n:::\n注\n:::\n"
                 "前\n::: 分页\n后\n")
    line = '<div class="answer-line"></div>'
    assert re.sub(r"\n+", "", found) == (
        '<section class="questions"><p class="questions-title">想一想</p><p>说明</p>'
        f"<ul><li><p>甲</p>{line}</li><li><p>乙</p>{line}</li></ul></section>"
        '<section class="questions"><p class="questions-title">questions</p><p>甲</p><p>乙</p>'
        '</section><aside class="speaker" data-audience="speaker"><p>备</p>'
        '<blockquote class="pullquote"><p>话</p></blockquote><p>注</p></aside>'
        '<p>前</p><div class="page-break"></div><p>后</p>')


def test_paragraphs_as_questions_have_lines_too(folder: Path) -> None:
    assert html(folder, "# 一\n\n::: 思考题 行=1\n甲\n\n乙\n:::\n").count("answer-line") == 2


def test_fences_inside_code_are_text(folder: Path) -> None:
    assert ":::" in html(folder, "# 一\n\n```\n::: 引语\n```\n\n    ::: 无\n")


def test_links(folder: Path) -> None:
    found = html(
        folder, "# 一\n\n## 章 节\n\n[a](02-two.md) [b](02-two.md#own) [c](#章节) "
        "[d](../stories/02-two.md#%E5%B0%8F) [第*{页}*页](02-two.md) [e](HTTPS://a.b/?x=1&y)\n"
        "<mailto:x@y.z> <http://c.d>\n", **{"02-two": "# 二\n\n## 小\n\n正文\n{: #own}\n"})
    assert re.findall(r'href="([^"]*)"', found) == [
        "press-ref:s-02-two", "press-ref:s-02-two--own", "press-ref:s-01-one--h1",
        "press-ref:s-02-two--h1", "press-ref:s-02-two", "HTTPS://a.b/?x=1&amp;y",
        "mailto:x@y.z", "http://c.d"]
    assert '第<em><span data-late="page:s-02-two">00</span></em>页' in found


def test_page_words_in_code_and_headings_stay(folder: Path) -> None:
    text = "# 一\n\n## 用 {页}\n\n`{page}` 与\n\n    {页}\n"
    assert html(folder, text, "link-page-elsewhere").count("{") == 3


def test_template_syntax_is_text(folder: Path) -> None:
    text = "{{ 7*7 }} {% include 'x' %} {# no #} ${x} <% y %>"
    assert html(folder, f"# 一\n\n甲 {text}\n").replace("&lt;", "<").replace("&gt;", ">") == (
        f"<p>甲 {text}</p>")


def test_line_ends_between_han_are_no_spaces(folder: Path) -> None:
    assert html(folder, "# 一\n\n中文，\n“中\n*文*\n中**文**\nabc\n中文  \n文\n한국\n어\n\n"
                "```\n中\n文\n```\n") == (
        "<p>中文，\n“中<em>文</em>中<strong>文</strong>\nabc\n中文<br/>\n文\n한국\n어</p>\n"
        "<pre><code>中\n文\n</code></pre>")


def test_tables_are_aligned_and_spans_kept(folder: Path) -> None:
    found = html(folder, "# 一\n\n|a|b|\n|:-:|--:|\n|1|2|\n\n"
                 '<table><tr><td colspan="2">x</td></tr></table>')
    assert '<td style="text-align:center">1</td>' in found
    assert '<td style="text-align:right">2</td>' in found
    assert '<td colspan="2">x</td>' in found


@pytest.mark.parametrize("raw", [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='jAvascript:x'>y</a>",
    "<a href='&#106;avascript:x'>y</a>", "<svg onload=x><image href='file:///x'/></svg>",
    "<style>* { background: url(file:///etc/passwd) }</style>", "<iframe src='file:///x'>",
    "<link rel=attachment href='file:///x'>", "<base href='//x'>", "<object data='x'></object>",
    "<p style='background:url(x)'>y</p>", "<form action='x'><input></form>", "<meta http-equiv=x>",
    "<math><mtext><table><mglyph><style><img src=x onerror=y>", "<!--><script>x</script>-->",
    "<noscript><p title='</noscript><img src=x onerror=y>'>", "<div data-late='page:x'>y</div>",
    "<img src='press-asset:../x' alt=a>", "<a href='press-ref:x'>y</a>", "<![CDATA[<b>]]>",
    "<?php x ?>", "[x](javascript:alert) ![x](file:///etc/passwd) {: onclick=x }",
    "<span data-m='x' data-line='9'>"])
def test_hostile_html_does_nothing(folder: Path, raw: str) -> None:
    for text in (f"# 一\n\n{raw}\n\n尾\n", f"# 一\n\n甲 {raw} 乙\n"):
        (folder / "stories" / "01-one.md").write_text(text, "utf-8")
        draft, _ = read_draft(folder, "stories/01-one.md", "story", "s-x", Pictures(folder))
        assert draft is not None
        story, _ = finish(draft, {"stories/01-one.md": draft.anchors})
        assert story is not None
        for tag in re.findall(r"<[^>]+>", story.html):
            assert not re.search(r"script|style=|onerror|onload|onclick|file:|iframe|link|object"
                                 r"|base|form|meta|svg|press-|data-m|data-late|\"9\"", tag), tag


def test_comments_go_without_a_word(folder: Path) -> None:
    found = html(folder, "# 一\n\n甲<!-- 密 -->乙\n\n<!--\n密\n-->\n\n丙\n")
    assert found.split() == ["<p>甲乙</p>", "<p>丙</p>"]


def test_private_characters_cannot_forge_anything(folder: Path) -> None:
    book, problems = read(folder, "# 一\n\n\U0010ff02\U000f0009甲\n\n"
                          '<div class="&#x10FF02;0">乙</div>\n\n<b \U00100009>丙</b>\n')
    assert book is None
    assert {p.code for p in problems} == {"character-private", "html-attribute"}


def assert_an_html_parser_reads_the_same(markup: str) -> None:
    """No element moves when the engine's parser reads what an XML parser would."""
    xml = etree.fromstring(f"<div>{markup}</div>")
    tree = tinyhtml5.parse(f"<!DOCTYPE html><html><body><div>{markup}</div></body></html>",
                           namespace_html_elements=False)
    parsed = next(e for e in tree.iter() if e.tag == "div")
    assert [(e.tag, sorted(e.attrib.items())) for e in parsed.iter()] == [
        (e.tag, sorted(e.attrib.items())) for e in xml.iter()]
    assert "".join(parsed.itertext()) == "".join(xml.itertext())


def test_html_is_what_an_html_parser_reads(folder: Path) -> None:
    source = ("# 一\n\n<b>粗<p>段</p>尾</b>\n\n<p>甲<div>乙</div>丙</p>\n\n"
              "<table><p>x</p><td>y</table>\n\n<a href='#章'>甲<a href='#章'>乙</a></a>\n\n"
              "## 章\n\n- <h3>x</h3>\n\n"
              "<ul>甲<li>乙<li>丙</ul>\n\n<dl><dd>x</dl>\n\n甲[^1] <i>未\n完</i>\n\n"
              "<pre>\n\n甲</pre>\n\n::: 引语\n<span>乙</span>\n:::\n\n[^1]: 注 <u>x</u>\n")
    (folder / "stories" / "01-one.md").write_text(source, "utf-8")
    book, _ = read_book(folder, BookConfig(title="书"))
    assert book is not None
    assert_an_html_parser_reads_the_same(book.sections[0].stories[0].html)


TOKENS = ["中文", "word", " ", "*", "**", "`", "[", "]", "](x)", "](#a)", "](a.md)", "![a](x.svg)",
          "[^1]", "\n\n[^1]: 注", "<b>", "</b>", "<div>", "</div>", "<p>", "<table>", "<td>",
          "<li>", "<a href='#a'>", "</a>", "<pre>", "<h1>", "<span class='footnote' id=a>", "<svg>",
          "<select>", "&amp;", "&#x10ff02;", "\\", "\n> ", "\n- ", "\n# ", "\n## ", "\n    ", "|",
          "\n\n| a | b |\n|---|---|\n", "\n---\n", "\n```\n", "\n: 定义", "{: .x #id }", "{页}",
          "\n", "\n\n", "<!-- c -->", "\n::: 引语\n", "\n::: 思考题 行=2\n", "\n:::\n",
          "\n::: 分页\n", "<script>", "</script>", "<!", '"', "\U000f0007", "\U0010ff02"]


@settings(max_examples=120, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(TOKENS), max_size=40).map("".join))
def test_any_text_is_a_story_or_a_problem(folder: Path, text: str) -> None:
    book, problems = read(folder, f"# 一\n\n{text}")
    assert (book is None) == any(p.severity == "error" for p in problems)
    for problem in problems:
        assert message(problem, "zh") and hint(problem, "en")
    if book is not None:
        story = book.sections[0].stories[0]
        assert not [c for c in story.html + story.title_html + story.title if c >= "\U000f0000"]
        assert_an_html_parser_reads_the_same(story.html)


def test_lists_begin_where_they_are_told_to(folder: Path) -> None:
    """By a style, since the engine takes no presentational hints; nothing else gets one."""
    text = "# 甲\n\n1. 一\n\n段\n\n5. 五\n6. 六\n\n段\n\n0. 零\n"
    assert re.findall("<ol[^>]*>", html(folder, text)) == [
        "<ol>", '<ol style="counter-reset: list-item 4">',
        '<ol style="counter-reset: list-item -1">']
    raw = ('# 甲\n\n<ol start="{}" type="a" reversed style="color:red"><li>一</li></ol>\n')
    dropped = ["html-attribute"] * 3
    assert html(folder, raw.format("-3"), *dropped) == (
        '<ol style="counter-reset: list-item -4"><li>一</li></ol>')
    assert html(folder, raw.format("1; color: red"), *dropped, "html-attribute") == (
        "<ol><li>一</li></ol>")


def test_elements_that_print_elsewhere_than_they_stand_are_dropped(folder: Path) -> None:
    """Their words stay, in the order in which they are written."""
    found = html(folder, "# 甲\n\n他说<q>引</q>，"
                 "<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>。\n\n"
                 "<table><caption>表题</caption><tfoot><tr><td>脚</td></tr></tfoot>"
                 "<tbody><tr><td>体</td></tr></tbody></table>\n", *["html-element"] * 5)
    assert found.startswith("<p>他说引，<ruby>汉(<rt>hàn</rt>)</ruby>。</p>")
    assert re.sub("<[^>]*>", "", found[found.index("</p>"):]).strip() == "表题脚体"
