"""The own reader of manuscripts: fences, spans, tables beside the manuscript, editions."""

from __future__ import annotations

import pytest

from press.preflight import ExpectedText, expected_text
from press.preflight.compare import normal
from press.preflight.inline import PAGE

CSV = '时间,事件\n1941年11月,"打了八天,\n八夜"\n\n1942, 冬 \n'
FILES = {"tables/a.csv": CSV, "stories/b.csv": "\ufeff甲,乙\n1,2\n"}


def read(source: str, **options: str) -> ExpectedText:
    return expected_text("# 题\n\n" + source, files=FILES, path="stories/01.md",
                         **options)  # type: ignore[arg-type]


def body(source: str, **options: str) -> str:
    return normal("".join(p.text for p in read(source, **options).body))


@pytest.mark.parametrize(("source", "expected"), [
    ("看[重点]{着重}与[朱德]{专名}、[论持久战]{书名}。", "看重点与朱德、论持久战。"),
    ("[dots]{dots}[name]{name}[work]{work}", "dotsnamework"),
    ("[黄崖]{拼音}洞", "黄崖洞"),
    ("[黄崖]{拼音=\"\"}洞", "黄崖洞"),
    ("[黄崖]{拼音=\"huáng yá\"}洞", "黄huáng崖yá洞"),
    ("[黄崖洞]{拼音='huáng yá'}。", "黄崖洞huángyá。"),
    ("[黄崖]{pinyin=huángyá}", "黄崖huángyá"),
    ("[黄·崖]{拼音=“huáng yá”}", "黄huáng·崖yá"),
    ("[〇]{拼音=líng}", "〇líng"),
    ("[王强]{索引}与[旧址]{索引=黄崖洞!旧址}、[甲]{index=\"甲;乙 丙\"}", "王强与旧址、甲"),
    ("前[]{索引=\"无形!子\"}后", "前后"),
    ("[兵工]{术语}[厂]{term=\"兵工厂\"}[hi]{语言=en}[ho]{lang=en}", "兵工厂hiho"),
    ("[崖]{拼音=yá 索引 着重 #a .b}", "崖yá"),
    ("[字]{#a}[词]{.b}[甲]{: 着重 }", "字词甲"),
    ("[外[内]{着重}**强**]{索引}[^1]\n\n[^1]: 注[乙]{着重}", "外内强"),
    ("[字]{着重}{.c}后", "字后"),
    ("[字] {着重}", "[字]{着重}"),
    ("[字]{不知}与[字]{着重 不知}[字]{}", "[字]{不知}与[字]{着重不知}[字]{}"),
    ("`[字]{着重}`与\\[字]{着重}", "[字]{着重}与[字]{着重}"),
    ("[见[第{页}页]{着重}](02-x.md)与[甲](x.md)", f"见第{PAGE}页与甲"),
    ("[甲][无]{着重}", "[甲]无"), ("![图]{着重}与![无]", "!图与![无]"),
    ("[断\n行]{拼音=\"duàn háng\"}", "断duàn行háng"),
    ("| [甲]{着重} | 乙 |\n|---|---|\n| 一 | [二]{拼音=èr} |", "甲乙一二èr"),
    ("## 节[名]{拼音=míng} {#a}", "节名míng"),
    ("词[一]{着重}\n:   释[二]{索引}", "词一释二"),
])
def test_spans(source: str, expected: str) -> None:
    assert body(source) == expected


def test_spans_in_the_title_and_in_notes() -> None:
    found = expected_text("# 黄[崖]{拼音=yá}洞\n\n文[^1]\n\n[^1]: 注[乙]{拼音=yǐ}")
    assert found.title and normal(found.title.text) == "黄崖yá洞"
    assert [normal(p.text) for p in found.notes] == ["注乙yǐ"]


@pytest.mark.parametrize(("source", "expected"), [
    ("::: 口述 \"访谈\"\n问：好吗？\n\n王强: 好。\n\n还好。\n:::", "访谈问：好吗？王强:好。还好。"),
    ("::: oral\n问：好\n:::", "问：好"),
    ("::: 诗 \"七律\" 作者=毛泽东 #p\n一行\n二行\n\n三行\n:::\n后", "七律毛泽东一行二行三行后"),
    ("::: verse author=\"Li Bai\"\none\ntwo\n:::", "onetwoLiBai"),
    ("::: 诗\n- 一\n1. 二\n\n    三\n# 四\n:::", "-一1.二三#四"),
    ("::: 诗 作者=某\n一\n::: 仅 对象=读者\n- 二\n:::\n- 三\n:::", "一-二-三某"),
    ("::: 年表 \"大事\"\n1941年\n:   建厂\n:   扩建\n1942年\n:   迁\n:::",
     "大事1941年建厂扩建1942年迁"),
    ("前\n::: timeline 文件=../tables/a.csv\n后", "前1941年11月打了八天,八夜1942冬后"),
    ("::: 年表 \"表\" file=tables/a.csv\n后\n", "表1941年11月打了八天,八夜1942冬后"),
    ("::: 知识链接 “火药”\n一硫二硝\n:::", "知识链接火药一硫二硝"),
    ("::: 知识链接\n一\n:::", "知识链接一"),
    ("::: sidebar \"Powder\"\na\n:::", "Powdera"),
    ("::: 信 \"家书\" 落款=儿 日期=“1月 2日” 称呼=\"母亲：\"\n文\n:::\n后",
     "家书母亲：文儿1月2日后"),
    ("::: letter\nDear X:\n\ntext\n:::", "DearX:text"),
    ("::: 文件 \"命令\" 日期=三日 落款=司令 文号=〔1〕号 机关=总部\n文\n:::",
     "总部〔1〕号命令文司令三日"),
    ("::: document issuer=A number=1 signature=S date=D \"T\"\nx\n:::", "A1TxSD"),
    ("::: 索引 \"太行山!北\"\n文\n\n段\n:::", "文段"),
    ("::: 示例\n**强**\n\n```\n::: 引语\n```\n:::\n后", "强:::引语后"),
    ("::: 思考题 作者=\"甲 乙\" \"想\"\n1. 一\n:::", "想一"),
    (":::信 ”错引号“ 落款=”某“\n文\n:::", "错引号文某"),
    ("::: 知识链接 \"外\"\n::: 信 落款=甲\n:::: 诗 \"内\"\n一\n::::\n文\n:::\n尾\n:::\n后",
     "知识链接外内一文甲尾后"),
    ("::: 表格 \"产量\" 文件=b.csv 来源=档案\n后", "甲乙12后"),
    ("::: table file=stories/b.csv\n后", "甲乙12后"),
    ("::: 表格 \"无\" 文件=没有.csv\n后", "后"),
    ("!!! note \"**题**\"\n    内\n\n    - 项\n\n    续\n\n后", "题内项续后"),
    ("前\n!!! warning\n    内\n不缩进\n\n    代码", "前Warning内不缩进代码"),
    ("!!! 注意 “题”\n    内", "题内"),
    ("!!! tip \"\"\n    内\n\n        码 <a>\n\n    !!! a\n        深\n\n        更深",
     "内码<a>A深更深"),
    ("- 项\n\n    !!! note \"题\"\n        内\n\n        又\n\n    尾", "项题内又尾"),
    ("!!! 不成!\n文", "!!!不成!文"),
    ("::: 引语\n:   不是释义\n:::\n:   是释义", ":不是释义是释义"),
    ("<!-- 没有完\n文", "<!--没有完文"), ("数&#x4e00)与&#12;&#甲", "数一)与&#甲"),
    ("<div markdown=\"1\" class=\"a\">\n文 **强** [字]{着重}\n\n- 项\n</div>\n\n后", "文强字项后"),
    ("<div markdown>\n::: 引语\n引\n:::\n</div>", "引"),
    ("<div markdown=\"block\">\n<p markdown=\"1\">- 不是项 [字]{着重}</p>\n<p>生 [原](x)</p>\n"
     "- 项\n</div>", "-不是项字生[原](x)项"),
    ("<section markdown=\"span\">\n# 不是 [题]{着重}\n</section>", "#不是题"),
    ("<div markdown=\"0\">[原](x)</div>", "[原](x)"),
    ("<div>\n<p markdown=\"1\">[链](x.md)</p>\n</div>", "[链](x.md)"),
])
def test_blocks(source: str, expected: str) -> None:
    assert body(source) == expected


def test_spans_in_titles_and_captions_are_spans_and_all_else_is_as_typed() -> None:
    found = read("![[崖]{拼音=yá}](a.svg \"[崖]{拼音=yá} | [[源]{着重}\")\n\n"
                 "::: 信 \"[给[崖]{拼音=yá}]{着重} [x](y)\" 落款=\"[儿]{着重}\"\n文\n:::")
    assert [p.text for p in found.alts] == ["崖"]
    assert [normal(p.text) for p in found.captions] == ["崖yá", "[源"]
    assert [normal(p.text) for p in found.body] == ["给崖yá[x](y)", "文", "[儿]{着重}"]


def test_captions_of_tables_stand_among_those_of_figures() -> None:
    found = read("![图](a.svg \"一\")\n\n"
                 "::: 表格 “二 [x]{着重}” 文件=../tables/a.csv credit=\"三\"\n\n"
                 "![图](a.svg \"四 | 五\")\n")
    assert [(p.text, p.line) for p in found.captions] == [
        ("一", 3), ("二 x", 5), ("三", 5), ("四", 7), ("五", 7)]
    assert {p.line for p in found.body} == {5}
    assert all("\n" not in p.text for p in found.body)  # else lines would be counted wrongly


@pytest.mark.parametrize(("source", "words"), [
    ("> 文[^1]\n>\n> [^1]: 注\n>     续\n\n后", "文后"),
    ("!!! note\n    文[^1]\n\n    [^1]: 注\n    续\n\n后", "Note文后"),
    ("- 文[^1]\n\n    [^1]: 注\n    续\n\n后", "文后"),
    ("<div markdown=\"1\">\n文[^1]\n\n[^1]: 注\n续\n</div>\n\n后", "文后"),
    ("> 文[^1]\n\n后\n\n::: 讲者\n[^1]: 注\n续\n:::", "文后")])
def test_notes_may_be_defined_inside_other_blocks(source: str, words: str) -> None:
    assert body(source) == words
    assert [normal(p.text) for p in read(source).notes] == ["注续"]


def test_indented_code_defines_nothing() -> None:
    assert body("文[^1]\n\n    [^1]: 码") == "文[^1][^1]:码"


SOURCE = """前
::: 仅 版本=甲、乙
一[^1]
::: 除 对象="听众, 讲者"
二
:::
:::
::: except edition=甲 audience=speaker
三
:::
::: only audience="listener speaker" 版本="乙 丙"
四

[^1]: 注
:::
::: 讲者
五
:::
后"""


@pytest.mark.parametrize(("edition", "audience", "expected"), [
    ("", "reader", "前三后"), ("甲", "reader", "前一二后"), ("乙", "reader", "前一二三后"),
    ("乙", "listener", "前一三四后"), ("乙", "speaker", "前一四五后"),
    ("丙", "speaker", "前四五后"), ("丁", "reader", "前三后"), ("", "speaker", "前五后")])
def test_editions_and_audiences(edition: str, audience: str, expected: str) -> None:
    assert body(SOURCE, edition=edition, audience=audience) == expected
    notes = read(SOURCE, edition=edition, audience=audience).notes
    assert [p.text for p in notes] == (["注"] if "一" in expected else [])


def test_what_a_hidden_block_prints_of_its_own_is_hidden_too() -> None:
    source = ("::: 仅 版本=甲\n::: 信 \"题\" 落款=某\n文\n:::\n::: 表格 \"表\" 文件=b.csv\n"
              "![图](a.svg \"注\")\n\n::: 思考题\n1. 想\n:::\n:::\n后")
    found = read(source)
    assert body(source) == "后"
    assert (found.captions, found.alts, found.numbers) == ((), (), ())
    assert body(source, edition="甲") == "题文某甲乙12思考题想后"
    assert len(read(source, edition="甲").captions) == 2


def test_lines_of_what_fences_print() -> None:
    found = read("::: 信 \"题\" 落款=某\n\n文\n\n:::\n\n!!! note\n    注\n\n"
                 "<div markdown=\"1\">\n段\n\n又 <b>x</b>\n</div>\n")
    assert [(p.text.strip(), p.line) for p in found.body if p.text.strip()] == [
        ("题", 3), ("文", 5), ("某", 7), ("Note", 9), ("注", 10), ("段", 13), ("又 x", 15)]


def test_front_matter_that_is_not_printed() -> None:
    found = expected_text("---\nauthor: 王强\neditions: 甲、乙\n版本:\n  - 丙\n"
                          "summary: 一句\n---\n# 题\n")
    assert [p.text for p in found.optional] == ["王强", "一句"]


@pytest.mark.parametrize("role", ["dedication", "appendix", "afterword"])
def test_roles_are_read_alike(role: str) -> None:
    found = expected_text("# 献给\n\n文", role)
    assert found.title and (found.title.text.strip(), found.body[0].text) == ("献给", "文")


@pytest.mark.parametrize("source", [
    "::: 信 落款=甲", "::: 诗 \"一", ":::", "::: 表格", "::: 年表 文件=", "::: 仅", "::: 除 版本=",
    "[字]{", "[字]{索引=\"", "[[[[字]{着重}", "[字]{拼音=\"一 二\"", "!!!", "!!! note \"一",
    "    !!! x",
    "<div markdown=\"1\">\n\n<p>\n", "<div markdown=\"1\"", "<div markdown=1></p></div></div>",
    "::: 表格 文件=../../../etc/passwd", "::: 表格 文件=\0", "::: ::: :::", "::: =", "::: \"题\"",
    "---\n", "---\n: x\n---", "[字]{着重}" * 50, "::: 引语\n" * 50, "<div markdown=1>\n" * 50])
def test_odd_manuscripts_are_read_to_the_end(source: str) -> None:
    assert expected_text("# 题\n\n" + source + "\n\n尾", files=FILES).title
    expected_text(source)


@pytest.mark.parametrize("source", [
    "[字]{" + "着重 " * 5000, "[字]{" + "a" * 20000, "[" * 3000, "!!! " + "a " * 3000 + "!",
    "::: 信 " + "甲=" * 5000, "::: 信 " + "\"" * 5001, "[字]{着重}" * 3000])
def test_no_manuscript_takes_for_ever(source: str) -> None:
    assert expected_text("# 题\n\n" + source).title
