"""The own reader of manuscripts: what it says of each mark, and Python-Markdown as a witness."""

from __future__ import annotations

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from press.preflight import ExpectedText, expected_text
from press.preflight.compare import normal
from press.preflight.inline import PAGE

EXTENSIONS = ["footnotes", "tables", "def_list", "attr_list", "abbr", "sane_lists", "fenced_code"]


def body(source: str, **options: str) -> str:
    return normal("".join(p.text for p in expected_text("# 题\n\n" + source, **options).body))


def read(source: str) -> ExpectedText:
    return expected_text(source)


@pytest.mark.parametrize(("source", "expected"), [
    ("一段**强调**和_斜体_、`代码`。", "一段强调和斜体、代码。"),
    ("看[这篇](02-x.md \"题\")和[网](https://a.b/(c))。", "看这篇和网。"),
    ("见第[{页}页](02-x.md#a)。", f"见第{PAGE}页。"),
    ("见第[{page}](02-x.md)。", f"见第{PAGE}。"),
    ("见[下](中文 名.md)与[号](“引 号”.md \"题\")、[单](it's a.md)。", "见下与号、单。"),
    ("外链[{页}](https://a.b)。", "外链{页}。"),
    ("尖括号<https://a.b/c>与<a@b.cn>。", "尖括号https://a.b/c与a@b.cn。"),
    ("转义\\*星\\[号\\]\\甲。", "转义星[号]\\甲。"),
    ("实体&amp;&#x4e00;&#20108;&nbsp;&无;", "实体&一二&无;"),
    ("标<b>签</b><script>alert(1)</script>与<!-- 注 -->文。", "标签与文。"),
    ("三 < 四 > 二", "三<四>二"),
    ("参[引用][r]与[简]。\n\n[r]: http://a.b \"题\"\n[简]: <x.md>", "参引用与简。"),
    ("[注]: 说明", "[注]:说明"),
    ("没有的[^9]注", "没有的[^9]注"),
    ("- 一\n- 二\n    1. 内\n    2. 内二\n\n    续\n\n段", "一二内内二续段"),
    ("段中\n1. 不是列表\n- 也不是", "段中1.不是列表-也不是"),
    ("1. 甲\n- 乙", "甲-乙"),
    ("1921. 年份\n1922. 又一年", "年份又一年"),
    ("> 引\n> 文\n续行\n>\n> 二段", "引文续行二段"),
    ("## 小节 {#a .b}\n正文", "小节正文"),
    ("## 井号 ##\n#三级", "井号三级"),
    ("标题\n---\n文", "标题文"),
    ("上\n\n---\n\n* * *\n\n下", "上下"),
    ("|甲|乙|\n|---|:-:|\n|一\\|一|`二|二`|", "甲乙一|一二|二"),
    ("甲 | 乙\n--- | ---\n一 | ", "甲乙一"),
    ("甲|不是表", "甲|不是表"),
    ("词\n:   释义一\n    续\n:   释义二\n\n又词\n\n:   义", "词释义一续释义二又词义"),
    ("HTML 好\n\n*[HTML]: 超文本", "HTML好"),
    ("```python\na **b** <c>\n```\n后", "ab<c>后"),
    ("    缩进 <代码>", "缩进<代码>"),
    ("<div>\n生 [原](x) **文**\n\n空行后\n</div>\n\n后", "生[原](x)文空行后后"),
    ("<!-- 一\n\n# 二 -->\n后", "后"),
    ("图中![替](a.svg \"题\")文", "图中文"),
    ("段{乙}与*强*{.c}和[链](x.md){#i}。", "段{乙}与强和链。"),
    ("段\n{: .c #d}", "段"),
    ("::: 引语\n引\n:::", "引"),
    ("::: 思考题 行=3\n1. 想\n:::", "思考题想"),
    ("::: questions \"想一想\" lines=2\n1. 想\n:::", "想一想想"),
    ("::: 思考题 “议一议”\n- 想\n:::", "议一议想"),
    ("::: 讲者\n只给讲者\n:::\n后", "后"),
    ("前\n::: 分页\n后", "前后"),
    (":::: 讲者\n::: 引语\n内\n:::\n还在内\n::::\n后", "后"),
    ("```\n::: 讲者\n```\n后", ":::讲者后"),
])
def test_words(source: str, expected: str) -> None:
    assert body(source) == expected


def test_speaker_notes_are_for_the_speaker() -> None:
    source = "前\n\n::: 讲者\n提示[^1]\n:::\n\n后\n\n[^1]: 只在讲者注里"
    assert body(source, audience="speaker") == "前提示后"
    assert body(source, audience="listener") == "前后"
    assert expected_text(source, audience="listener").notes == ()
    assert len(expected_text(source, audience="speaker").notes) == 1


def test_notes_in_order_of_calls_with_their_lines() -> None:
    found = read("# 题\n\n文[^b]又[^a]再[^b]。\n\n[^a]: 甲注\n    续行\n\n    二段\n[^b]: 乙注\n"
                 "[^c]: 没有用到\n\n正文")
    assert [(normal(p.text), p.line) for p in found.notes] == [
        ("乙注", 9), ("甲注续行", 5), ("二段", 8), ("乙注", 9)]
    assert [normal(p.text) for p in found.body] == ["文又再。", "正文"]


def test_title_front_matter_figures() -> None:
    found = read("---\nauthor: \"王 强\"\nsummary: >\n  一句\n  话\n---\n# 题*目* {#t}\n\n"
                 "![厂房 &amp; 图](images/a.svg \"厂房旧影 | 资料室\"){ width=60% }\n\n文")
    assert found.title and (normal(found.title.text), found.title.line) == ("题目", 7)
    assert [p.text for p in found.optional] == ["王 强", "\n一句\n话"]
    assert [(p.text, p.line) for p in found.captions] == [("厂房旧影", 9), ("资料室", 9)]
    assert [p.text for p in found.alts] == ["厂房 & 图"]
    assert [p.text for p in found.body] == ["文"]


def test_title_of_the_front_matter_serves_without_another() -> None:
    found = read("---\ntitle: 前题\n---\n\n文\n\n# 第二")
    assert found.title and found.title.text == "前题"
    assert [normal(p.text) for p in found.body] == ["文", "第二"]


def test_lines_of_passages() -> None:
    found = read("# 题\n\n一\n二\n\n- 三\n- 四\n\n```\n五\n```\n\n::: 引语\n六\n:::\n")
    assert [(p.text, p.line) for p in found.body] == [
        ("一\n二", 3), ("三", 6), ("四", 7), ("五", 10), ("六", 14)]


def witness(source: str) -> str:
    """The words of ``source`` as Python-Markdown sets them, notes apart."""
    rendered = markdown.markdown(source, extensions=EXTENSIONS)
    tree = lxml_html.fromstring(f"<div>{rendered}</div>")
    for gone in tree.xpath("//div[@class='footnote'] | //sup[starts-with(@id,'fnref')]"):
        gone.drop_tree()
    return normal(tree.text_content())


_BITS = st.sampled_from([
    "文", "字。", "，", " ", "\n", "\n\n", "\n- 项", "\n* 项", "\n1. 项", "\n    ", "\n\n    续",
    "\n> 引", "\n\n## 节", "\n\n```\n码 <x>\n```\n", "\n\n词\n:   义\n", "**", "*", "_", "`",
    "\\*", "\\甲", "&lt;", "<", ">", "[链](a.md)", "[", "]", "(", ")", "![图](b.svg)", "字[^1]",
    "|", "\n\n甲|乙\n--|--\n一|二\n\n", "\n\n---\n\n", "<b>粗</b>", "A b", "12", "a_b"])


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(_BITS, min_size=1, max_size=14).map("".join))
def test_agrees_with_python_markdown(source: str) -> None:
    """A witness, not the rule: on what both call Markdown they find the same words."""
    text = "始" + source + "\n\n[^1]: 注\n"
    assert body(text) == witness(text)
