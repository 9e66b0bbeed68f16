"""The text check of an edition in another script: what it expects, and what it finds."""

from __future__ import annotations

import pytest

from press.preflight import ExpectedText, PartText, compare_text, expected_text
from press.values import Conversion, Place

HANT = Conversion("zh-Hans", "zh-Hant", False, (("朴", "朴"), ("一干人", "一干人")))


def read(source: str, conversion: Conversion | None = HANT) -> ExpectedText:
    return expected_text(source, conversion=conversion)


@pytest.mark.parametrize(("source", "wanted"), [
    ("头**发**和`头发`与面条", "頭髮和头发與麵條"),
    ("头[发]{着重}，[国会]{语言=ja}，[头发]{拼音=\"tóu fa\"}", "頭髮，国会，頭tóu髮fa"),
    ("第一行的头\n发没有断", "第一行的頭\n髮沒有斷"),
    ("一行头  \n发展", "一行頭  \n發展"),
    ("他说：“读‘初心’。”don’t", "他說：「讀『初心』。」don’t"),
    ("头[^1]发\n\n[^1]: 皇后的‘后’", "頭髮"),
    ("一干人姓朴", "一干人姓朴"),
    ("<kbd>头发</kbd>头<span lang=\"ja\">国</span>发", "头发頭国髮"),
    ("All “in” English", "All “in” English")])
def test_words_are_expected_as_the_edition_prints_them(source: str, wanted: str) -> None:
    found = read(f"# 题\n\n{source}\n")
    text = "".join(p.text for p in found.body)
    assert "".join(text.split(" ")).replace("*", "") == "".join(wanted.split(" "))


def test_lines_of_verse_are_apart_and_lines_are_counted_on() -> None:
    found = read("# 题\n\n::: 诗\n头\n发\n:::\n\n头发\n")
    assert [(p.text, p.line) for p in found.body] == [("頭\n發", 4), ("頭髮", 8)]


def test_titles_notes_captions_and_alternatives_too() -> None:
    found = read('# 面条\n\n头[^a]\n\n[^a]: 里面\n\n![头发](a.svg "皇后|发展社")\n')
    assert found.title is not None and found.title.text == "麵條"
    assert [p.text.strip() for p in found.notes] == ["裡面"]
    assert [p.text for p in found.captions] == ["皇后", "發展社"]
    assert [p.text for p in found.alts] == ["頭髮"]


def test_without_a_conversion_nothing_changes() -> None:
    found = read("# 题\n\n头**发**`x`“后”\n", None)
    assert [p.text for p in found.body] == ["头**发**x“后”"]


def test_a_wrong_form_is_told_at_its_line() -> None:
    expected = read("# 题\n\n皇后\n\n以后的头发\n")
    problem, = compare_text(expected, PartText("題", "皇后以後的頭發", "", "", "", ""),
                            Place("stories/01.md"))
    assert (problem.code, problem.line) == ("text-body", 5)


def test_a_text_that_was_not_converted_is_told() -> None:
    expected = read("# 题\n\n以后“头发”\n")
    found = compare_text(expected, PartText("題", "以後“頭髮”", "", "", "", ""), Place("a.md"))
    assert {p.code for p in found} == {"text-body"}


def test_vocabulary_of_the_region() -> None:
    conversion = Conversion("zh-Hans", "zh-Hant", vocabulary=True)
    assert [p.text for p in read("# 题\n\n插`U盘`U盘，软件\n", conversion).body] == [
        "插U盘隨身碟，軟體"]


def test_simplified_from_traditional() -> None:
    conversion = Conversion("zh-Hant", "zh-Hans")
    assert [p.text for p in read("# 題\n\n他說：「頭髮『乾』了。」\n", conversion).body] == [
        "他说：“头发‘干’了。”"]
