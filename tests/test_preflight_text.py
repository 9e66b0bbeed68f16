"""The words of a typeset part, and their comparison with the manuscript."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable
from typing import Any

import pikepdf
import preflight_sample as sample
import pytest
from pikepdf import Array, Dictionary, Name, String

from press.messages import hint, message
from press.preflight import (
    ExpectedText,
    PartText,
    check_part,
    compare_text,
    expected_text,
    part_text,
)
from press.preflight.compare import MOST, differences
from press.preflight.passages import Passage
from press.values import FaceUse, Place, Problem

MANUSCRIPT = """---
author: 资料组
---
# 黄崖洞*兵工*厂

黄崖洞创建于**敌后**[^1]，GDP 增长5%，参见第[{页}页](02-b.md)
和[网页](https://example.org)。

![厂区平面图](images/a.svg "厂区平面 | 资料室")

::: 讲者
放图
:::

- 天天学
- 周周研

| 项 | 数 |
|---|---|
| 档案 | 411 |

## 旧址

    代码 x

[^1]: 据*档案*整理。
"""
BODY = """<h1>黄崖洞<em>兵工</em>厂</h1><p>资料组</p>
<p>黄崖洞创建于<span>敌后</span><span class="footnote">据<em>档案</em>整理。</span>，GDP
增长5%，参见第<a href="#x">00页</a>和<a href="https://example.org">网页</a>。</p>
<figure><img src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='60'
height='30'%3E%3Ctext x='0' y='20'%3E图中字%3C/text%3E%3C/svg%3E" alt="厂区平面图">
<figcaption><span>厂区平面</span><span>资料室</span></figcaption></figure>
<section><p>排版加的话</p></section>
<ul><li>天天学</li><li>周周研</li></ul>
<table><tr><th>项</th><th>数</th></tr><tr><td>档案</td><td>411</td></tr></table>
<h2 id="x">旧址</h2><pre>代码 x</pre>"""
PLACE = Place("stories/01-a.md")


def check(body: str = BODY, change: Callable[[pikepdf.Pdf], Any] | None = None,
          manuscript: str = MANUSCRIPT) -> tuple[Problem, ...]:
    pdf = sample.part(body)
    return check_part(pdf if change is None else sample.changed(pdf, change), manuscript,
                      PLACE.path)


def test_words_of_a_part() -> None:
    found = part_text(sample.part(BODY))
    assert found.title == "黄崖洞兵工厂"
    assert found.body.replace(" ", "") == (
        "资料组黄崖洞创建于敌后，GDP增长5%，参见第00页和网页。天天学周周研项数档案411旧址代码x")
    assert (found.notes, found.captions, found.alts) == (
        "据档案整理。", "厂区平面资料室", "厂区平面图")
    assert found.stray == ""


def test_a_good_part_passes() -> None:
    assert check() == ()


def _layout_everything(document: pikepdf.Pdf) -> None:
    sample.elements(document, "Table")[0].T = String("layout")


def _retagged(old: str, new: str) -> Callable[[pikepdf.Pdf], Any]:
    return lambda document: sample.elements(document, old)[0].__setattr__("S", Name("/" + new))


CASES: dict[str, tuple[str, str, str, str]] = {
    "character changed": ("天天学", "天大学", "text-body", "天天学"),
    "character lost": ("创建于", "建于", "text-body", "创建于"),
    "word added": ("周周研", "周周研究", "text-body", "| 项"),
    "row lost": ("<tr><td>档案</td><td>411</td></tr>", "", "text-body", "411"),
    "items exchanged": ("<li>天天学</li><li>周周研</li>", "<li>周周研</li><li>天天学</li>",
                        "text-body", "天天学"),
    "heading lost": ("旧址", "址", "text-body", "旧址"),
    "page number in words": ("00页", "某页", "text-body", "{页}"),
    "second line of a paragraph": ("网页", "罔页", "text-body", "和[网页]"),
    "title": ("兵工", "工兵", "text-title", "# 黄崖洞"),
    "note": ("整理。", "整理", "text-note", "[^1]:"),
    "caption": ("厂区平面</span>", "厂区平画</span>", "text-caption", "!["),
    "credit lost": ("<span>资料室</span>", "", "text-caption", "!["),
    "alternative": ('alt="厂区平面图"', 'alt="厂区"', "text-alternative", "!["),
}


@pytest.mark.parametrize("name", CASES)
def test_each_change_is_told_with_its_line(name: str) -> None:
    old, new, code, written = CASES[name]
    assert BODY.count(old) == 1
    line = next(n for n, text in enumerate(MANUSCRIPT.splitlines(), 1) if written in text)
    found = check(BODY.replace(old, new))
    assert {problem.code for problem in found} == {code}
    assert (found[0].path, found[0].line) == (PLACE.path, line)
    assert message(found[0], "zh") and message(found[0], "en")


def test_the_message_shows_both_sides() -> None:
    problem, = check(BODY.replace("天天学", "天大学"))
    assert problem.line == 15
    assert message(problem, "zh") == (
        "正文与稿件不一致：稿件是“第#页和网页。天【天】学周周研项数”，版上是“00页和网页。天【大】学周周研项数”")


def test_text_that_no_element_claims() -> None:
    def unclaim(document: pikepdf.Pdf) -> None:
        sample.elements(document, "H2")[0].K = Array()
    assert {p.code for p in check(change=unclaim)} == {"text-body", "text-stray"}


def test_words_of_the_manuscript_hidden_as_layout_are_missed() -> None:
    assert {p.code for p in check(change=_layout_everything)} == {"text-body"}


def test_a_note_that_is_no_note_is_told() -> None:
    assert {p.code for p in check(change=_retagged("Note", "Div"))} == {"text-body", "text-note"}


def test_a_box_for_a_character_is_told_in_the_part() -> None:
    def spoil(document: pikepdf.Pdf) -> None:
        def edit(content: bytes) -> bytes:
            begin = content.index(b"[<") + 2
            return content[:begin] + b"0000" + content[begin + 4:]
        sample.rewritten(document.pages[0], edit)
    assert {p.code for p in check(change=spoil)} == {
        "text-title", "pdf-notdef", "pdf-tounicode-gap"}


def test_font_programs_may_be_missing_in_a_part() -> None:
    def drop(document: pikepdf.Pdf) -> None:
        for font in document.pages[0].Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            for key in ("/FontFile2", "/FontFile3"):
                if key in descriptor:
                    del descriptor[key]
    assert check(change=drop) == ()


def test_a_part_without_tags_never_passes() -> None:
    def untag(document: pikepdf.Pdf) -> None:
        del document.Root["/StructTreeRoot"]
    assert {p.code for p in check(change=untag)} == {"pdf-check-failed"}
    assert {p.code for p in check_part(b"%PDF", MANUSCRIPT, "a.md")} == {"pdf-unreadable"}


def test_front_matter_may_be_printed_or_not_but_not_twice() -> None:
    assert check(BODY.replace("<p>资料组</p>", "")) == ()
    assert check(BODY.replace("<p>资料组</p>", "") + "<p>资料组</p>") == ()
    assert {p.code for p in check(BODY + "<p>资料组</p>")} == {"text-body"}


def test_actual_text_speaks_for_what_is_inside() -> None:
    """Gaps between Han and Latin are drawn as moves and said as ActualText (engine.md)."""
    def wrap(content: bytes) -> bytes:
        begin = content.index(b"BT")
        end = content.index(b"ET", begin) + 2
        return (content[:begin] + b"/Span <</ActualText <FEFF9EC45D16>>> BDC "
                + content[begin:end] + b" EMC" + content[end:])
    found = part_text(sample.changed(sample.part("<h1>黄崖</h1>"), lambda d: sample.rewritten(
        d.pages[0], wrap)))
    assert found.title == "黄崖"
    changed = part_text(sample.changed(sample.part("<h1>无关</h1>"), lambda d: sample.rewritten(
        d.pages[0], wrap)))
    assert changed.title == "黄崖"


def test_text_in_a_form_belongs_to_the_mark_around_it() -> None:
    def move(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        content = page.Contents.read_bytes()
        begin = content.index(b"BT")
        end = content.index(b"ET", begin) + 2
        form = document.make_stream(content[begin:end], Type=Name.XObject, Subtype=Name.Form,
                                    BBox=Array([0, 0, 999, 999]), Resources=page.Resources)
        page.Resources = Dictionary(page.Resources)
        page.Resources.XObject = Dictionary(F=form)
        page.Contents.write(content[:begin] + b"/F Do" + content[end:])
    assert part_text(sample.changed(sample.part("<h1>黄崖洞</h1>"), move)).title == "黄崖洞"


def _expected(text: str) -> ExpectedText:
    return ExpectedText(None, (Passage(text, 1),), (), (), (), ())


def _found(text: str) -> PartText:
    return PartText("", text, "", "", "", "")


def compared(expected: str, found: str) -> list[str]:
    return [p.code for p in compare_text(_expected(expected), _found(found), PLACE)]


@pytest.mark.parametrize(("expected", "found"), [
    ("黄 崖\n洞　创", "黄崖洞创"), ("e\u0301t", "\u00e9t"), ("so\u00adft", "so\u2010ft"),
    ("**强**`码`_a_", "强码a"), ("文\u200b字\u2060\ufeff", "文字"), ("第\x1a页", "第00页"),
    ("第\x1a页第\x1a页", "第iv页第12页")])
def test_what_the_normaliser_lets_pass(expected: str, found: str) -> None:
    assert compared(expected, found) == []


@pytest.mark.parametrize(("expected", "found"), [
    ("①", "1"), ("Ａ", "A"), ("——", "—"), ("，", ","), ("“", '"'), ("⼀", "一"), ("～", "〜"),
    ("…", "⋯"), ("著", "着"), ("第\x1a页", "第页"), ("第12页", "第13页"), ("a-b", "ab"),
    ("", "多")])
def test_what_it_does_not(expected: str, found: str) -> None:
    assert compared(expected, found) == ["text-body"]


def test_editions_and_tables_beside_the_manuscript() -> None:
    manuscript = ("# 题\n\n::: 仅 版本=甲\n甲有\n:::\n\n[崖]{拼音=yá}[洞]{拼音}\n\n"
                  "::: 表格 \"产量\" 文件=t.csv\n\n::: 示例\n**例**\n:::\n")
    body = ("<h1>题</h1>{}<p>崖<span>yá</span>洞</p><section>dòng</section>"
            "<figure><figcaption>产量</figcaption><table><tr><th>年</th></tr><tr><td>1941</td></tr>"
            "</table></figure><section>**例**</section><div>例</div>")
    files = {"stories/t.csv": "年\n1941\n"}
    pdf = sample.part(body.format("<p>甲有</p>"))
    assert check_part(pdf, manuscript, PLACE.path, edition="甲", files=files) == ()
    assert [(p.code, p.line) for p in check_part(pdf, manuscript, PLACE.path, files=files)] == [
        ("text-body", 7)]
    told = check_part(pdf, manuscript, PLACE.path, edition="甲")
    assert [(p.code, p.line) for p in told] == [("text-body", 12)]
    spoilt = sample.part(body.format("<p>甲有</p>").replace("1941", "1942"))
    told = check_part(spoilt, manuscript, PLACE.path, edition="甲", files=files)
    assert [(p.code, p.line) for p in told] == [("text-body", 9)]


LISTS = "# 题\n\n1. 甲\n\n    续\n\n1. 乙\n    3. 内\n    4. 内二\n\n9. 丙\n\n段\n\n5. 五\n6. 六\n"
PRINTED = ("<h1>题</h1><ol><li><p>甲</p><p>续</p></li><li>乙<ol {}><li>内</li><li>内二</li></ol>"
           "</li><li>丙</li></ol><p>段</p><ol {}><li>五</li><li>六</li></ol>")
THREE, FIVE = (f'style="counter-reset: list-item {n}"' for n in (2, 4))


@pytest.mark.parametrize(("inner", "last", "told"), [
    (THREE, FIVE, []), (THREE, "", [("text-number", 15)]), ("", FIVE, [("text-number", 8)]),
    (THREE, 'style="list-style: none"', [("text-number-count", 15)]),
    (THREE, 'style="list-style: cjk-decimal"', [])])
def test_numbers_of_lists(inner: str, last: str, told: list[tuple[str, int]]) -> None:
    found = check(PRINTED.format(inner, last), manuscript=LISTS)
    assert [(p.code, p.line) for p in found] == told
    for problem in found:
        assert message(problem, "zh") and hint(problem, "zh")


def test_lists_in_raw_html_have_their_own_numbers() -> None:
    body = f"<h1>题</h1><ol {FIVE}><li>一</li></ol>"
    assert check(body, manuscript='# 题\n\n<ol start="5"><li>一</li></ol>\n') == ()


@pytest.mark.parametrize("times", [1, 2])
def test_a_word_that_runs_off_the_page(times: int) -> None:
    """With its line, if it stands in the manuscript once."""
    word = "Donau" * 40
    found, = check("<h1>题</h1>" + f"<p>甲</p><p>{word}</p>" * times,
                   manuscript="# 题\n" + f"\n甲\n\n{word}\n" * times)
    assert (found.code, found.page, found.line) == (
        "pdf-text-outside", 1, 5 if times == 1 else None)
    assert dict(found.args)["text"] == word[:16] + "…"
    assert message(found, "zh") and hint(found, "en")


def test_the_widths_of_a_part_are_told_from_outside() -> None:
    """Its fonts have none; so without them no end of a run is known."""
    def strip(document: pikepdf.Pdf) -> None:
        for font in document.pages[0].Resources.Font.values():
            del font["/DescendantFonts"]

    word = "Donau" * 11  # half an em a letter: it fits
    pdf = sample.changed(sample.part(f"<h1>题</h1><p>{word}</p>"), strip)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        names = [str(name)[1:] for name in document.pages[0].Resources.Font]

    def told(width: int) -> list[str]:
        faces = [FaceUse(name, "", 400, tuple((g, width) for g in range(60_000)), ())
                 for name in names]
        return [p.code for p in check_part(pdf, f"# 题\n\n{word}\n", "a.md", faces=faces)]

    assert told(500) == []
    assert told(1000) == ["pdf-text-outside"]
    assert check_part(pdf, f"# 题\n\n{word}\n", "a.md") == ()


def test_many_differences_are_counted() -> None:
    expected = "".join(f"第{n}段有些文字在这里，后面还有十几个字。" for n in range(1000, 1030))
    codes = compared(expected, expected.replace("有些", "没有"))
    assert codes == ["text-body"] * MOST + ["text-more"]


def test_differences_are_found_where_they_are() -> None:
    """Random edits of a long text: applying what is told to the manuscript gives the print."""
    chance = random.Random(7)
    alphabet = [chr(0x4e00 + n) for n in range(500)]
    for _ in range(60):
        text = "".join(chance.choices(alphabet, k=chance.randint(0, 4000)))
        other = list(text)
        for _ in range(chance.randint(1, 6)):
            at = chance.randint(0, len(other))
            other[at:at + chance.choice((0, 1, 5, 700))] = chance.choices(
                alphabet, k=chance.choice((0, 1, 3, 300)))
        found = "".join(other)
        rebuilt, position = "", 0
        for difference in differences(text, found):
            rebuilt += text[position:difference.start]
            rebuilt += found[difference.found_start:difference.found_end]
            position = difference.end
        assert rebuilt + text[position:] == found


def test_twenty_thousand_characters_do_not_hang() -> None:
    chance = random.Random(1)
    text = "".join(chance.choices([chr(0x4e00 + n) for n in range(2000)], k=20_000))
    for found in (text, text[:9000] + text[9500:], text[::-1], "的" * 20_000):
        start = time.perf_counter()
        compare_text(_expected(text), _found(found), PLACE)
        assert time.perf_counter() - start < 20


def test_expected_text_of_the_sample() -> None:
    speaker = expected_text(MANUSCRIPT, audience="speaker")
    assert "放图" in "".join(p.text for p in speaker.body)
