"""Bracketed spans: what may be typed, what comes out, and what is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from press.config import BookConfig
from press.config.models import IndexConfig
from press.manuscript import Book, read_book
from press.manuscript.convert import _markdown, body_lines, convert
from press.manuscript.index_marks import read_entries
from press.manuscript.marks import unmarked
from press.manuscript.pictures import Pictures
from press.manuscript.source import make_source
from press.manuscript.sourcemap import marked, plain
from press.manuscript.spans import SPANS, read_words
from press.manuscript.spans_inline import braces_of, span_class
from press.manuscript.story import read_draft
from press.messages import hint, message
from press.values import Problem, Story

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20"/>'
GLOSSARY = '[[terms]]\nterm = "抗大"\ntext = "释"\n\n[[terms]]\nterm = "lathe"\ntext = "x"\n'


def read(folder: Path, text: str, words: tuple[str, ...] = ()) -> tuple[
        Book | None, tuple[Problem, ...]]:
    (folder / "stories").mkdir(exist_ok=True)
    (folder / "stories" / "a.md").write_text(text, "utf-8")
    (folder / "glossary.toml").write_text(GLOSSARY, "utf-8")
    (folder / "x.svg").write_text(SVG)
    return read_book(folder, BookConfig(title="书", index=IndexConfig(words=words)))


def story(folder: Path, text: str, words: tuple[str, ...] = ()) -> Story:
    book, problems = read(folder, text if text.startswith("# ") else f"# 题\n\n{text}", words)
    assert problems == () and book is not None
    return book.sections[0].stories[0]


def html(folder: Path, text: str, words: tuple[str, ...] = ()) -> str:
    return re.sub(r' data-line="\d+"', "", story(folder, text, words).html)


def told(folder: Path, text: str) -> list[tuple[str, int | None, int | None]]:
    book, problems = read(folder, f"# 题\n\n{text}")
    assert book is None
    for problem in problems:
        assert all(message(problem, lang) and hint(problem, lang) for lang in ("zh", "en"))
    return [(p.code, p.line, p.column) for p in problems]


@pytest.mark.parametrize(("source", "expected"), [
    ("[字]{着重}", '<em class="dots">字</em>'),
    ("[字]{dots}", '<em class="dots">字</em>'),
    ("[字]{: 着重 }", '<em class="dots">字</em>'),
    ("[名]{专名}", '<span class="proper-name">名</span>'),
    ("[书]{书名}", '<span class="work-title">书</span>'),
    ("[x]{语言=en}", '<span lang="en">x</span>'),
    ("[汉字]{拼音=\"hàn zì\"}",
     "<ruby><rb>汉</rb><rt>hàn</rt><rb>字</rb><rt>zì</rt></ruby>"),
    ("[汉字]{拼音＝“hàn zì”}",
     "<ruby><rb>汉</rb><rt>hàn</rt><rb>字</rb><rt>zì</rt></ruby>"),
    ("[汉字]{拼音=hànzì}", "<ruby><rb>汉字</rb><rt>hànzì</rt></ruby>"),
    ("[abc]{pinyin=x}", "<ruby><rb>abc</rb><rt>x</rt></ruby>"),
    ("[汉A，字]{拼音=\"hàn zì\"}",
     "<ruby><rb>汉</rb><rt>hàn</rt></ruby>A，<ruby><rb>字</rb><rt>zì</rt></ruby>"),
    ("[汉**字**]{拼音=\"hàn zì\"}", "<ruby><rb>汉</rb><rt>hàn</rt></ruby>"
     "<strong><ruby><rb>字</rb><rt>zì</rt></ruby></strong>"),
    ("[太行]{索引}", '<span class="index" data-index="太行" id="ix-a-1">太行</span>'),
    ("[Hi! a; b]{索引}",
     '<span class="index" data-index="Hi！ a； b" id="ix-a-1">Hi! a; b</span>'),
    ("[x]{index='甲！乙； 丙'}",
     '<span class="index" data-index="甲!乙;丙" id="ix-a-1">x</span>'),
    ('[]{索引="空"}', '<span class="index" data-index="空" id="ix-a-1"></span>'),
    ("[抗大]{术语}", '<span class="term" data-term="term-1" id="tm-a-1">抗大</span>'),
    ("[the lathe]{term=lathe}",
     '<span class="term" data-term="term-2" id="tm-a-1">the lathe</span>'),
    ("[x]{#a .b .c}", '<span id="s-a--a" class="b c">x</span>'),
    ("[x]{.b}{#a}", '<span id="s-a--a" class="b">x</span>'),
    ("[抗大]{着重 术语 索引 书名 语言=zh}",
     '<span class="index" data-index="抗大" id="ix-a-1"><span class="term" data-term="term-1" '
     'id="tm-a-1"><span lang="zh"><span class="work-title"><em class="dots">抗大</em></span>'
     "</span></span></span>"),
    ("[甲[乙[丙]{着重}]{专名}丁]{书名}",
     '<span class="work-title">甲<span class="proper-name">乙<em class="dots">丙</em></span>丁'
     "</span>"),
    ("[甲[乙]丙]{着重}", '<em class="dots">甲[乙]丙</em>'),
    ("[*甲* [乙](http://a.b) `丙]{`]{着重}",
     '<em class="dots"><em>甲</em> <a href="http://a.b">乙</a> <code>丙]{</code></em>'),
    ("**[甲]{着重}**乙", '<strong><em class="dots">甲</em></strong>乙'),
    ("[甲\n乙]{着重\n书名}", '<span class="work-title"><em class="dots">甲乙</em></span>'),
    ("[甲]{索引=\"A\\_B &amp; `c`\"}",
     '<span class="index" data-index="A_B &amp; c" id="ix-a-1">甲</span>'),
    ("`[甲]{着重}`", "<code>[甲]{着重}</code>"),
    ("[甲] 和 {乙} 与 [丙", "[甲] 和 {乙} 与 [丙"),
    ("甲\\]{着重} [乙]\\{着重}", "甲]{着重} [乙]{着重}"),
    ("[甲](http://a.b){.x}[乙]{着重}",
     '<a class="x" href="http://a.b">甲</a><em class="dots">乙</em>'),
    ("[[甲]{着重}](http://a.b)", '<a href="http://a.b"><em class="dots">甲</em></a>'),
    ("!\\[甲] 你好![乙]{着重}", '![甲] 你好!<em class="dots">乙</em>'),
])
def test_what_comes_out(tmp_path: Path, source: str, expected: str) -> None:
    assert html(tmp_path, source) == f"<p>{expected}</p>"


@pytest.mark.parametrize(("text", "readings"), [
    ("银行行长", "yín háng háng zhǎng"), ("重庆", "chóng qìng"), ("长城", "cháng chéng")])
def test_pinyin_is_looked_up_by_words_and_is_the_layouts(tmp_path: Path, text: str,
                                                         readings: str) -> None:
    tree = etree.fromstring(html(tmp_path, f"[{text}]{{拼音}}"))
    assert " ".join(r.text for r in tree.iter("rt")) == readings
    assert {r.get("data-words") for r in tree.iter("rt")} == {"layout"}


def test_a_line_end_in_ruby_is_no_blank(tmp_path: Path) -> None:
    found = html(tmp_path, "甲\n[抗\n日]{拼音=\"kàng rì\"}\n乙")
    assert found == ("<p>甲<ruby><rb>抗</rb><rt>kàng</rt><rb>日</rb><rt>rì</rt></ruby>乙</p>")


def test_spans_wherever_text_stands(tmp_path: Path) -> None:
    found = html(tmp_path, "## 小[题]{着重} {#h}\n\n- [项]{着重}[^1]\n\n| [头]{着重} |\n|---|\n"
                 "| [格]{着重} |\n\n> [引]{着重}\n\n词\n: [释]{着重}\n\n[^1]: [注]{着重}\n\n"
                 '![图[片]{着重}](x.svg "说[明]{着重}|来[源]{着重}")\n\n'
                 "::: 思考题 \"[想]{着重}一想\"\n[问]{着重}\n:::\n")
    assert re.findall('<em class="dots">(.)</em>', found) == list("题项注头格引释明源想问")
    assert 'alt="图片"' in found


def test_titles_and_headings_have_no_readings_in_plain_text(tmp_path: Path) -> None:
    found = story(tmp_path, "# [黄]{拼音=huáng}崖[洞]{着重}\n\n## [兵]{拼音}工厂\n\n文\n")
    assert (found.title, found.headings[0].text) == ("黄崖洞", "兵工厂")
    assert found.title_html == ("<ruby><rb>黄</rb><rt>huáng</rt></ruby>崖"
                                '<em class="dots">洞</em>')


def test_marks_of_a_title_stand_in_the_body(tmp_path: Path) -> None:
    """A title is printed in more places than one, an anchor stands in one."""
    found = story(tmp_path, "# [太行]{索引 #t}[抗大]{术语 着重}\n\n::: 讲者\n备\n:::\n\n"
                  "[见](#t)[山]{索引}\n")
    assert found.title_html == '太行<em class="dots">抗大</em>'
    assert re.findall(r'<span class="index"[^>]*>[^<]*', found.html) == [
        '<span class="index" data-index="太行" id="ix-a-1">',
        '<span class="index" data-index="山" id="ix-a-2">山']
    assert 'href="press-ref:s-a"' in found.html
    assert found.html.index("备") < found.html.index("ix-a-1")


def test_a_note_called_twice_has_two_anchors(tmp_path: Path) -> None:
    found = html(tmp_path, "甲[^1]乙[^1]\n\n[^1]: [注]{索引}\n")
    assert re.findall('id="([^"]*)"', found) == ["ix-a-1", "ix-a-2"]


def test_anchors_can_be_linked_to_and_the_glossary_too(tmp_path: Path) -> None:
    found = html(tmp_path, "[x]{#here} [a](#here) [第{页}页](glossary.toml#抗大) "
                 "[b](glossary.toml)")
    assert re.findall('href="([^"]*)"', found) == [
        "press-ref:s-a--here", "press-ref:term-1", "press-ref:glossary"]
    assert 'data-late="page:term-1"' in found


def test_words_of_the_index(tmp_path: Path) -> None:
    """The first in each block, the longest that fits; not in code or ruby, nor twice."""
    found = html(tmp_path, "太行山、太行、太行；`太行`\n\n[太行]{索引}太行\n\n"
                 "[太]{拼音}[行]{拼音}\n\n"
                 "## 太行\n\n- 太行[^1]\n\n[^1]: 注太行\n\nArticle, the\nArt\n",
                 ("太行", "太行山", "the Art", "Art"))
    marks = re.findall('<span class="index" data-index="([^"]*)" id="([^"]*)">([^<]*)', found)
    assert [m[0] for m in marks] == ["太行山", "太行", "太行", "太行", "太行", "太行", "the Art"]
    assert [m[1] for m in marks] == [f"ix-a-{n}" for n in range(1, 8)]
    assert "<code>太行</code>" in found and "Article, <span" in found


@pytest.mark.parametrize(("source", "expected"), [
    ("[甲]{着种}", [("span-misspelt", 3, 5)]),
    ("[甲]{Dots}", [("span-misspelt", 3, 5)]),
    ("[甲]{foo}[乙]{foo}", [("span-unknown", 3, 5), ("span-unknown", 3, 13)]),
    ("甲\n[乙\n丙]{着重 foo}", [("span-unknown", 5, 7)]),
    ("甲\n[乙]{着重\nfoo}", [("span-unknown", 4, 5)]),
    ("[见[甲]{foo}](http://a.b)", [("span-unknown", 3, 7)]),
    ("[甲]{拼音=\"hàn}", [("span-braces", 3, 5)]),
    ("[甲]{着重=}", [("span-braces", 3, 5)]),
    ("[甲]{}", [("span-braces", 3, 5)]),
    ("[甲]{着重=大}", [("span-value", 3, 5)]),
    ("[甲]{索引=\"\"}", [("span-value", 3, 5)]),
    ("[甲]{语言}", [("span-value", 3, 5)]),
    ("[甲]{语言=英文}", [("span-lang", 3, 5)]),
    ("[甲]{着重 dots}", [("span-twice", 3, 8)]),
    ("[]{着重}", [("span-empty", 3, 4)]),
    ("[]{索引}", [("span-empty", 3, 4)]),
    ("[abc]{拼音}", [("span-pinyin", 3, 7)]),
    ("[甲]{索引=\"乙!\"}", [("index-entry", 3, 5)]),
    ("[甲]{索引=\"a!b!c!d\"}", [("index-entry", 3, 5)]),
    ("[抗日]{术语}", [("term-missing", 3, 6)]),
    ("[lathes]{术语}", [("term-misspelt", 3, 10)]),
    ("[甲]{#x}[乙]{#x}", [("id-twice", 3, 6)]),
    ("[甲] {着重}", [("span-broken", 3, 3)]),
    ("［甲］{着重}", [("span-broken", 3, 3)]),
    ("[甲]｛着重｝", [("span-broken", 3, 3)]),
    ("甲]{着重}[乙]{着重}", [("span-broken", 3, 2)]),
    ("[甲]{着重", [("span-broken", 3, 3)]),
    ("![x](x.svg \"[甲]{foo #y}\")", [("span-unknown", 3, 17), ("span-elsewhere", 3, 21)]),
    ("[" * 100 + "甲" + "]{着重}" * 100, [("manuscript-nested", 3, None)]),
])
def test_what_is_told_and_where(tmp_path: Path, source: str,
                                expected: list[tuple[str, int, int | None]]) -> None:
    assert told(tmp_path, source) == expected


def test_a_class_of_the_press_is_dropped_with_a_warning(tmp_path: Path) -> None:
    book, problems = read(tmp_path, "# 题\n\n[甲]{.footnote .x}\n")
    assert [(p.code, p.line, p.column) for p in problems] == [("html-class", 3, 5)]
    assert book is not None and '<span class="x">甲</span>' in book.sections[0].stories[0].html


def test_no_text_is_lost_where_a_word_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 题\n\n前[甲*乙*]{foo =}后\n", "utf-8")
    draft, _ = read_draft(tmp_path, "a.md", "story", "s-a", Pictures(tmp_path))
    assert draft is not None and draft.root is not None
    assert "".join(map(str, draft.root.itertext())).strip() == "前甲乙后"


@pytest.mark.parametrize("raw", [
    '<span class="index" data-index="x" id="ix-a-1">y</span>', '<em class="dots">y</em>',
    '<span class="term" data-term="term-1">y</span>', '<div class="only" data-only="x">y</div>',
    '<p data-numbered="ix">y</p>', '<rt data-words="layout">y</rt>',
    f'<span class="{span_class("着重")}">y</span>'])
def test_raw_html_cannot_forge_marks(tmp_path: Path, raw: str) -> None:
    book, problems = read(tmp_path, f"# 题\n\n甲{raw}乙\n")
    assert {p.code for p in problems} & {"html-class", "html-attribute", "character-private"}
    if book is not None:
        markup = book.sections[0].stories[0].html
        assert not re.search(r'data-(?!line)|class=|id="ix', markup)


@pytest.mark.parametrize(("braces", "words"), [
    ("着重  专名", [("word", "着重", None, 0), ("word", "专名", None, 4)]),
    ("#a .b", [("id", "a", None, 0), ("class", "b", None, 3)]),
    ("a=1 b='2 3' c=“4 5”", [("word", "a", "1", 0), ("word", "b", "2 3", 4),
                             ("word", "c", "4 5", 12)]),
    ("=", [("garbage", "=", None, 0)]),
    ('a="1 b', [("garbage", 'a="1 b', None, 0)]),
    ("a = b c", [("word", "a", None, 0), ("garbage", "= b", None, 2),
                 ("word", "c", None, 6)]),
    ("a==1 ##", [("garbage", "a==1", None, 0), ("garbage", "##", None, 5)])])
def test_words_between_braces(braces: str, words: list[tuple[str, str, str | None, int]]) -> None:
    assert [(w.kind, w.name, w.value, w.offset) for w in read_words(braces)] == words


@given(st.text())
def test_braces_travel_unchanged(text: str) -> None:
    assert braces_of(span_class(text)) == text.encode("utf-8", "replace").decode()


@pytest.mark.parametrize(("value", "entries"), [
    ("甲", "甲"), (" 甲 ！ 乙；丙 ", "甲!乙;丙"), ("甲;甲", "甲"), ("", None), ("甲;", None),
    ("!甲", None), ("a!b!c", "a!b!c"), ("a!b!c!d", None)])
def test_entries(value: str, entries: str | None) -> None:
    assert read_entries(value) == entries


TEXTS = (
    "甲[文字]{着重}乙\n[首]{着重}\n*[斜]{专名}*",
    "[a\nb]{着重\n专名} [c\n\nd]{着重}",
    "[a [b]{x} *c*]{y} [d](e \"[f]{g}\") [h][i]{j}\n\n[i]: http://k.l",
    "- [项]{着重}\n    - [项]{着重\n      续}\n\n> [引\n> 文]{索引=\"甲!乙\"}",
    "| [a]{着重} | [b|c]{d} |\n|---|---|\n| `[x]{y}` | [汉]{拼音=\"hàn\"} |",
    "## [题]{着重} {#h}\n\n[下]{书名}\n===\n\n正文[^1]\n\n[^1]: [注]{专名}\n    [续]{着重",
    "[未闭{着重}\n\n文]{着重}\n\n\\[甲]{着重} [乙\\]{着重} [丙]\\{着重}",
    "<b title=\"]{x}\">[粗]{着重}</b> <http://a.b/]{x}> &amp;[&lt;]{索引=\"&gt;\"}",
    "[]{索引=\"x\"}[]{}\n[甲]{页}[见第{页}页](x.md) ]{ [ ]{ }",
)


@pytest.mark.parametrize("text", TEXTS)
def test_marks_change_nothing(text: str) -> None:
    lines, _, _ = body_lines(make_source("x.md", text))
    truth = _markdown(plain(lines))[0]
    assert unmarked(_markdown(marked(lines))[0]) == truth
    assert not convert(lines).withdrawn


TOKENS = ["[", "]", "]{", "{", "}", "]{着重}", "]{索引=\"甲!乙\"}", "]{拼音}", "]{#a .b}", "]{x",
          "]{术语=抗大}", "中文", "word ", "*", "**", "`", "\n", "\n\n", "\n- ", "\n> ", "\n## ",
          "](#a)", "![a](x.svg)", "[^1]", "\n\n[^1]: 注", "\\", "<b>", "</b>", "<span>", "|",
          "\n\n| a |\n|---|\n", "&amp;", "{页}", "\n\n::: 引语\n", "\n\n:::\n", "\"", "="]


@settings(max_examples=120, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(TOKENS), max_size=30).map("".join))
def test_any_text_is_a_story_or_a_problem(tmp_path: Path, text: str) -> None:
    lines, _, _ = body_lines(make_source("x.md", text))
    assert unmarked(convert(lines).html) == _markdown(plain(lines))[0]
    book, problems = read(tmp_path, f"# 题\n\n{text}", ("文", "word"))
    assert (book is None) == any(p.severity == "error" for p in problems)
    if book is not None:
        markup = book.sections[0].stories[0].html
        etree.fromstring(f"<x>{markup}</x>")
        assert not [c for c in markup if c >= "\U000f0000"]
        ids = re.findall(r' id="([^"]*)"', markup)
        assert len(ids) == len(set(ids))


def test_every_word_has_a_chinese_and_an_english_name() -> None:
    for kind in SPANS:
        chinese, english = kind.names
        assert not chinese.isascii() and english.isascii()
