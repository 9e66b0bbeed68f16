"""The blocks between fences, admonitions and Markdown in HTML → HTML of the contract."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from press.config import BookConfig
from press.config.models import EditionConfig
from press.manuscript import KINDS, Book, read_book
from press.messages import hint, message
from press.values import Problem

EDITIONS = (EditionConfig(name="职工版", audience="speaker"), EditionConfig(name="staff"))


def read(folder: Path, text: str) -> tuple[Book | None, list[Problem]]:
    (folder / "stories").mkdir(exist_ok=True)
    (folder / "stories" / "a.md").write_text(f"# 甲\n\n{text}", "utf-8")
    book, problems = read_book(folder, BookConfig(title="书", editions=EDITIONS))
    return book, list(problems)


def html(folder: Path, text: str) -> str:
    """The HTML without line numbers and the line ends between blocks; no problems."""
    book, problems = read(folder, text)
    assert problems == [] and book is not None
    return re.sub(r"(?<=>)\n+|\n+(?=<)", "",
                  re.sub(r' data-line="\d+"', "", book.stories[0].html))


def told(folder: Path, text: str) -> list[tuple[str, int | None, int | None]]:
    problems = read(folder, text)[1]
    for problem in problems:
        assert message(problem, "zh") and hint(problem, "zh")
    return [(p.code, p.line, p.column) for p in problems]


def test_oral_history_has_turns(tmp_path: Path) -> None:
    assert html(tmp_path, '::: 口述 "李洪云口述"\n**问：** 你哪年*来*的？\n\n'
                "阿依·古丽（笑）：四一年。\n那年冬天，他说：冷。\n\n后来就没有走过，他说：这里好。\n\n"
                "**答**：好。\n\nInterviewer: And then?\n\n1. 甲\n:::\n") == (
        '<section class="oral"><p class="block-title">李洪云口述</p>'
        '<p class="turn"><span class="who"><strong>问：</strong></span>你哪年<em>来</em>的？</p>'
        '<p class="turn"><span class="who">阿依·古丽（笑）：</span>四一年。那年冬天，他说：冷。</p>'
        '<p class="turn-more">后来就没有走过，他说：这里好。</p>'
        '<p class="turn"><span class="who"><strong>答</strong>：</span>好。</p>'
        '<p class="turn"><span class="who">Interviewer:</span> And then?</p>'
        "<ol><li>甲</li></ol></section>")


@pytest.mark.parametrize("text", [
    "他走到门口，说：好", "“问：”好", "一二三四五六七八九十一二三：好", "https://a.b/", "8:30 开会",
    "：好"])
def test_what_is_no_name(tmp_path: Path, text: str) -> None:
    assert ("oral-no-speaker", 3, 1) in told(tmp_path, f"::: 口述\n{text}\n:::\n")


def test_verse_keeps_lines_and_blanks(tmp_path: Path) -> None:
    assert html(tmp_path, "::: 诗 “无题” 作者=“鲁 迅”\n　　惯于*长夜\n　过*春时，  \n"
                "挈妇将雏[^1]鬓有丝。\n    四格\n- 一\n# 二\n\n\n第二节\n[^1]: 注\n:::\n") == (
        '<section class="verse"><p class="block-title">无题</p><p class="verse-author">鲁 迅</p>'
        '<p class="stanza"><span class="line">　　惯于<em>长夜</em></span>'
        '<span class="line"><em>　过</em>春时，</span>'
        '<span class="line">挈妇将雏<span class="footnote">注</span>鬓有丝。</span>'
        '<span class="line">\u00a0\u00a0\u00a0\u00a0四格</span><span class="line">- 一</span>'
        '<span class="line"># 二</span></p>'
        '<p class="stanza"><span class="line">第二节</span></p></section>')


def test_verse_without_a_title_is_signed_at_the_end(tmp_path: Path) -> None:
    assert html(tmp_path, "::: verse author=Blake\nTyger\n:::\n") == (
        '<section class="verse"><p class="stanza"><span class="line">Tyger</span></p>'
        '<p class="verse-author">Blake</p></section>')


def test_a_timeline_sorts_its_dates(tmp_path: Path) -> None:
    assert html(tmp_path, '::: 年表 "大事"\n1939年5月\n:   建*厂*\n1941年11月11—18日\n:   保卫战\n'
                ":   又\n续行\n\nc. 1950\n\n:   后来\n\n    再后来\n:::\n\n"
                "::: timeline\n1960s\n: x\n:::\n") == (
        '<section class="timeline"><p class="block-title">大事</p><dl>'
        '<dt data-date="1939-05" id="ev-a-1">1939年5月</dt><dd>建<em>厂</em></dd>'
        '<dt data-date="1941-11-11" id="ev-a-2">1941年11月11—18日</dt>'
        "<dd>保卫战</dd><dd>又续行</dd>"
        '<dt data-date="1950" id="ev-a-3">c. 1950</dt>'
        "<dd><p>后来</p><p>再后来</p></dd></dl></section>"
        '<section class="timeline"><dl><dt data-date="1960" id="ev-a-4">1960s</dt><dd>x</dd></dl>'
        "</section>")


def test_a_long_timeline_without_blank_lines(tmp_path: Path) -> None:
    entries = "".join(f"{year}年\n:   事\n" for year in range(1900, 2000))
    assert html(tmp_path, f"::: 年表\n{entries}:::\n").count("<dt ") == 100


def test_a_sidebar_prints_its_kind_in_chinese_only(tmp_path: Path) -> None:
    assert html(tmp_path, '::: 知识链接 "赤岸"\n甲\n:::\n::: sidebar "Chi\'an"\nx\n:::\n') == (
        '<aside class="sidebar"><p class="sidebar-kind">知识链接</p>'
        '<p class="block-title">赤岸</p><p>甲</p></aside>'
        '<aside class="sidebar"><p class="block-title">Chi\'an</p><p>x</p></aside>')


def test_letters_and_documents(tmp_path: Path) -> None:
    assert html(tmp_path, '::: 信 "家书" 称呼=母亲大人： 落款="儿 甲" 日期=五月二十日\n安\n:::\n'
                "::: letter signature=J.\nDear Ann:\n\nHello:\n:::\n"
                '::: 文件 "通知" 机关=总部 文号=〔1941〕3号 落款=政治部 日期=四月\n'
                "各部：\n:::\n") == (
        '<section class="letter"><p class="block-title">家书</p>'
        '<p class="salutation">母亲大人：</p><p>安</p>'
        '<p class="signature">儿 甲</p><p class="date">五月二十日</p></section>'
        '<section class="letter"><p class="salutation">Dear Ann:</p><p>Hello:</p>'
        '<p class="signature">J.</p></section>'
        '<section class="document"><p class="issuer">总部</p><p class="number">〔1941〕3号</p>'
        '<p class="block-title">通知</p><p class="salutation">各部：</p>'
        '<p class="signature">政治部</p><p class="date">四月</p></section>')


def test_blocks_for_editions_and_audiences(tmp_path: Path) -> None:
    assert html(tmp_path, '::: 仅 版本="职工版、staff" 对象=讲者,listener\n甲\n:::\n'
                "::: except edition=staff\n::: 分页\n:::\n::: 除 对象=听众\n乙\n:::\n") == (
        '<div class="only" data-only="职工版 staff" data-audience="speaker listener">'
        "<p>甲</p></div>"
        '<div class="only" data-except="staff"><div class="page-break"></div></div>'
        '<div class="only" data-audience-except="listener"><p>乙</p></div>')


def test_a_range_of_the_index_ends_in_a_text_that_all_editions_have(tmp_path: Path) -> None:
    assert html(tmp_path, "::: 索引 “黄崖洞！战斗；太行”\n一\n\n- 二\n- 三\n\n"
                "::: 仅 对象=讲者\n四\n:::\n:::\n"
                '::: index "x"\n|a|\n|-|\n|b|\n:::\n') == (
        '<div class="index-range" data-index="黄崖洞!战斗;太行" id="ix-a-1" '
        'data-index-end="ix-a-1-end"><p>一</p><ul><li>二</li>'
        '<li>三<span class="index-end" id="ix-a-1-end"></span></li></ul>'
        '<div class="only" data-audience="speaker"><p>四</p></div></div>'
        '<div class="index-range" data-index="x" id="ix-a-2" data-index-end="ix-a-2-end">'
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr>"
        '<td>b<span class="index-end" id="ix-a-2-end"></span></td></tr></tbody></table></div>')


def test_an_example_shows_its_source(tmp_path: Path) -> None:
    assert html(tmp_path, "::: 示例\n::: 引语\n**好** &amp; [^x]\n:::\n\n[^x]: 注\n:::\n") == (
        '<section class="example"><pre class="example-source" data-words="layout"><code>::: 引语\n'
        "**好** &amp;amp; [^x]\n:::\n\n[^x]: 注</code></pre>"
        '<div class="example-result"><blockquote class="pullquote"><p><strong>好</strong> &amp; '
        '<span class="footnote">注</span></p></blockquote></div></section>')


def test_blocks_stand_in_one_another(tmp_path: Path) -> None:
    assert html(tmp_path, "::: 仅 对象=读者 #outer\n::: 知识链接 #in\n::: 诗\n"
                "::: 仅 版本=staff\n　甲\n乙\n:::\n:::\n:::\n:::\n[见](#in)[见](#outer)\n") == (
        '<div class="only" id="s-a--outer" data-audience="reader"><aside class="sidebar" '
        'id="s-a--in"><p class="sidebar-kind">知识链接</p><section class="verse">'
        '<div class="only" data-only="staff"><p class="stanza"><span class="line">　甲</span>'
        '<span class="line">乙</span></p></div></section></aside></div>'
        '<p><a href="press-ref:s-a--in">见</a><a href="press-ref:s-a--outer">见</a></p>')


def test_turns_of_one_edition_are_turns(tmp_path: Path) -> None:
    found = html(tmp_path, "::: 口述\n::: 仅 版本=staff\n问：甲\n:::\n答：乙\n\n"
                 "::: 诗\n他说：丙\n:::\n:::\n")
    assert found.count('class="turn"') == 2
    assert '<span class="line">他说：丙</span>' in found


def test_admonitions(tmp_path: Path) -> None:
    text = ('!!! note "*注* 意"\n    甲\n\n    乙\n\n!!! 提示 “题”\n    丙\n\n'
            '!!! warning ""\n    丁\n')
    assert html(tmp_path, text) == (
        '<aside class="admonition note"><p class="admonition-title"><em>注</em> 意</p>'
        '<p>甲</p><p>乙</p></aside><aside class="admonition"><p class="admonition-title">题</p>'
        '<p>丙</p></aside><aside class="admonition warning"><p>丁</p></aside>')
    book, _ = read(tmp_path, text)
    assert book is not None
    assert re.findall('<(?:aside|p)[^>]*data-line="([0-9]+)"', book.stories[0].html) == [
        "3", "3", "4", "6", "8", "8", "9", "11", "12"]


def test_markdown_in_html(tmp_path: Path) -> None:
    assert html(tmp_path, '<div markdown="1" class="box">\n**甲**\n\n::: 诗\n乙\n:::\n\n'
                "<p>丙</p>\n</div>\n\n<div>\n**丁**\n</div>\n") == (
        '<div class="box"><p><strong>甲</strong></p><section class="verse"><p class="stanza">'
        '<span class="line">乙</span></p></section><p>丙</p></div><div>**丁**</div>')


@pytest.mark.parametrize(("line", "problems"), [
    ("::: 诗 作耆=鲁迅", [("directive-attribute-misspelt", 3, 7)]),
    ("::: 诗 颜色=红", [("directive-attribute", 3, 7)]),
    ("::: 诗 \"甲\"  “乙”", [("directive-twice", 3, 12)]),
    ("::: 诗 作者= ", [("directive-value-empty", 3, 7)]),
    ("::: 仅 版本=职工板", [("edition-misspelt", 3, 10)]),
    ('::: 仅 版本="staff、内部"', [("edition-unknown", 3, 17)]),
    ("::: 仅 对象=学员", [("audience-unknown", 3, 10)]),
    ("::: only audience=speeker", [("audience-misspelt", 3, 19)]),
    ("::: 仅", [("only-empty", 3, 1)]), ("::: 仅 版本=、", [("only-empty", 3, 1)]),
    ("  ::: 索引", [("directive-key-missing", 3, 3)]),
    ('::: 索引 "甲！"', [("index-entry", 3, 8)]),
    (":::　诗　”题“　", []),
])
def test_misuse_is_told_at_its_place(tmp_path: Path, line: str,
                                     problems: list[tuple[str, int, int]]) -> None:
    assert told(tmp_path, f"{line}\n甲\n:::　\n") == problems


@pytest.mark.parametrize("content", [
    "甲", "1941年：建厂", "1941年\n\n- 建厂", "：   建厂", "## 题"])
def test_a_timeline_holds_dates_only(tmp_path: Path, content: str) -> None:
    found = told(tmp_path, f"::: 年表\n1940年\n: 甲\n\n{content}\n:::\n")
    assert ("timeline-content", 7, 1) in found


def test_a_fence_in_a_timeline_of_a_file_or_a_table_is_stray(tmp_path: Path) -> None:
    assert told(tmp_path, "::: 表格\n:::\n") == [("directive-key-missing", 3, 1),
                                               ("directive-stray", 4, 1)]


def test_control_characters_on_a_fence_are_a_problem(tmp_path: Path) -> None:
    found = told(tmp_path, '::: 诗 "\x01&#2;" 作者=\U0010ff02\uffff #\x03\n甲\n:::\n')
    assert {code for code, _, _ in found} == {"character-control", "character-private"}


PIECES = ["鑫：", "**淼：** 好", "鑫", "　　淼", "\n", "\n\n", "\n\n", "1941年\n: 事\n",
          "\n:   x\n", "[a]{索引}", "[^1]", "\n\n[^1]: 注\n\n", "*", "**", "`", "<b>", "</b>",
          "<div markdown=1>", "\n</div>\n", "\n!!! note\n    ", "\n- 项", "\n    ", "  \n", "|",
          "\n\n|a|\n|-|\n|b|\n",
          "\n::: 分页\n", "\n::: 表格 文件=a.csv\n", "\n:::\n", "\n:::\n", "\n:::\n", "{: #x }",
          *(f"\n::: {kind.names[0]} \"题\"\n" for kind in KINDS if kind.fenced),
          "\n::: 信 \"\x01&#2;\" 落款=\U0010ff02\uffff #\x02\n", "\n::: 仅 对象=讲者\n",
          "\n::: 信 落款=丁\n", "\n::: 年表\n1941年\n: 事\n:::\n"]


@settings(max_examples=120, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_no_word_is_lost(tmp_path: Path, text: str) -> None:
    """Of a manuscript without errors every Han character is printed, and every block has a line."""
    (tmp_path / "a.csv").write_text("列\n格\n", "utf-8")
    book, problems = read(tmp_path, text)
    for problem in problems:
        assert message(problem, "zh") and hint(problem, "en")
    if book is None:
        return
    root = etree.fromstring(f"<x>{book.stories[0].html}</x>")
    for element in root.iter("p", "li", "dt", "dd", "section", "aside", "figure", "div", "table"):
        assert element.get("data-line"), etree.tostring(element)
    printed = "".join(root.itertext())
    for character in "鑫淼":
        assert printed.count(character) >= text.count(character)


def test_a_divided_mark_marks_once(tmp_path: Path) -> None:
    found = html(tmp_path, "::: 诗\n[甲\n**乙**]{索引 着重}\n:::\n"
                 "::: 口述\n[王：好]{索引=王}\n:::\n")
    assert re.findall('data-index="([^"]*)"', found) == ["甲乙", "王"]
    assert found.count('class="dots"') == 2
