"""The copy check of one text: settings, marks, languages, changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.config.proof_model import ProofConfig
from press.messages import catalogue
from press.proof import Edit, apply, diff, proof, proof_table
from press.proof.rules import ELSEWHERE, RULES

ROOT = Path(__file__).parents[1]
STORIES = [*sorted((ROOT / "sources").rglob("*.md")), ROOT / "docs/write.zh.md"]
NO_FAULT = "量具先校，再去量别人。"


def codes(text: str, lang: str = "zh-Hans", **config: object) -> list[str]:
    return [p.code for p in proof("a.md", text, lang, ProofConfig.model_validate(config)).problems]


def mended(text: str) -> str:
    return apply(text, proof("a.md", text, "zh-Hans").edits)


def test_every_number_from_1_to_47_has_a_rule() -> None:
    told = {int(e["rule"]) for c, e in catalogue().items() if c.startswith("copy-") and "rule" in e}
    assert told | set(ELSEWHERE) == set(range(1, 48))
    assert {rule.number for rule in RULES} <= told
    for found in ELSEWHERE.values():
        assert set(found) <= set(catalogue())


@pytest.mark.parametrize("path", STORIES, ids=lambda p: p.name)
def test_the_samples_are_clean(path: Path) -> None:
    lang = "en" if "workshop-notes" in path.parts else "zh-Hans"
    found = proof(path.name, path.read_text("utf-8"), lang).problems
    assert [(p.code, p.line, p.column) for p in found] == []


def test_a_rule_can_be_switched_off_or_made_graver() -> None:
    assert codes("先看--后量。") == ["copy-dash"]
    assert codes("先看--后量。", off=("copy-dash",)) == []
    (found,) = proof("a.md", "先看--后量。", "zh-Hans",
                     ProofConfig(severity={"copy-dash": "error"})).problems
    assert found.severity == "error"


@pytest.mark.parametrize("text", [
    "先看--后量。<!-- 校对：忽略 copy-dash 原文如此 -->",
    "<!-- 校对：忽略 copy-dash 原文如此 -->\n先看--后量。",
    "<!-- 校对：忽略 copy-dash 原文如此 -->\n\n先看--后量。",
    "<!-- proof: ignore copy-dash as in the source -->\n先看--后量。",
    "<!-- 校对：忽略 copy-dash copy-ellipsis 原文如此 -->\n先看--后量...来。"])
def test_a_mark_takes_rules_off_a_line(text: str) -> None:
    assert codes(text) == []


def test_a_mark_is_for_one_line_and_one_rule() -> None:
    mark = "<!-- 校对：忽略 copy-dash 原文如此 -->"
    assert codes(f"{mark}\n先看--后量，，来。\n\n先看--后量。") == [
        "copy-mark-doubled", "copy-dash"]


def test_quotations_stand_as_they_are() -> None:
    old = "一九四一年11月，學而時習之，看著槑字。"
    assert set(codes(old)) == {"copy-date-mixed", "copy-script-mixed", "copy-zhe",
                               "copy-rare-character"}
    for text in (f"> {old}", f"::: 文件\n{old}\n:::", f"<!-- 校对：照录 -->\n{old}",
                 f"{old}<!-- proof: quoted -->"):
        assert codes(text) == []
    assert mended("> 先看--后量,来。") == "> 先看--后量,来。"


def test_a_book_in_traditional_characters_is_held_to_them() -> None:
    assert codes("他學會了看圖，編著了一本書。", "zh-Hant") == []
    assert codes("他学會了看圖。", "zh-Hant-TW") == ["copy-script-mixed"]
    assert codes("他說：「叫『通規』的。」", "zh-Hant") == []


def test_only_what_holds_for_any_language_is_asked_of_others() -> None:
    assert codes("It ends... (see here), \"so\" -- 12.5% of it.", "en") == []
    assert codes("It is the the end.", "en") == ["copy-repeated"]


@pytest.mark.parametrize(("before", "after"), [
    ("来了,走了.", "来了，走了。"), ("共有(十)人!", "共有（十）人！"), ("叫\"通规\"。",
        "叫“通规”。"),
    ("共１２人。", "共12人。"), ("山里 的。", "山里的。"), ("来了， 走了。", "来了，走了。"),
    ("等...来。", "等……来。"), ("看--量。", "看——量。"), ("看，，量。", "看，量。"),
    ("见国发[2012]12号。", "见国发〔2012〕12号。"), ("卡尔•马克思。", "卡尔·马克思。"),
    ("## 一块毛坯。", "## 一块毛坯"), ("工業(yè)好。", "工業好。"), ("他看著。", "他看着。"),
    ("零\u200b件。", "零件。"), ("\u3000\u3000段首。", "段首。"), ("占13～17%。", "占13%～17%。"),
    ("`a,b`，看,量。", "`a,b`，看，量。"), ("[甲,乙](a,b.md)。", "[甲，乙](a,b.md)。"),
    ("学习,用**功**, 好。", "学习，用**功**，好。"), (NO_FAULT, NO_FAULT),
    ("三、四个太多。", "三、四个太多。"), ("他说“来了。", "他说“来了。")])
def test_what_is_safe_is_mended_and_nothing_else(before: str, after: str) -> None:
    assert mended(before) == after
    assert mended(after) == after


def test_line_ends_stay_and_a_changed_file_is_left_alone() -> None:
    edits = (Edit(2, 2, ",", "，"),)
    assert apply("甲\r\n乙,丙\r\n丁\r", edits) == "甲\r\n乙，丙\r\n丁\r"
    assert apply("甲\r\n别的话", edits) == "甲\r\n别的话"
    assert apply("甲", edits) == "甲"


def test_the_diff_names_the_file_and_both_lines() -> None:
    assert diff("a.md", "甲\n乙,丙\n", "甲\n乙，丙\n").split("\n") == [
        "--- a.md", "+++ a.md", "@@ -1,2 +1,2 @@", " 甲", "-乙,丙", "+乙，丙"]


def test_tables_are_read_but_never_mended() -> None:
    done = proof_table("t.csv", "甲,乙\n看--量,2\n", "zh-Hans")
    assert [(p.code, p.line, p.column) for p in done.problems] == [("copy-dash", 2, 2)]
    assert done.edits == ()


def test_each_fault_of_the_damaged_article_is_told() -> None:
    text = (ROOT / "tests/damaged/article.md").read_text("utf-8")
    found = proof("a.md", text, "zh-Hans").problems
    told = {(p.code, p.line, p.column) for p in found}
    commas = brackets = 0
    for number, line in enumerate(text.split("\n"), 1):
        for column, character in enumerate(line, 1):
            if character == ",":
                commas += 1
                assert ("copy-ascii-mark", number, column) in told
            if character == "(":
                brackets += 1
                # Behind 9I the name is garbled and no character is left that it could be of.
                begin = column - 1 if line[column - 2] == "I" else column
                assert ("copy-pinyin", number, begin) in told
    assert (commas, brackets) == (8, 11)
    assert {"copy-script-other", "copy-gbk-misread"} <= {p.code for p in found}
    garbled = next(p for p in found if p.code == "copy-gbk-misread")
    assert dict(garbled.args)["instead"] == "…淮海…"


@pytest.mark.parametrize("text", ["（" * 3000, "”" * 3000, "共1件，其中" * 500, "\u3000" * 5000,
                                  "的" * 5000, "1" * 5000, "（）" * 4000 + "(" * 4000, "鍒" * 3000,
                                  "é" * 4000, "一、" * 2000, "a (" * 3000, "。" * 5000])
def test_hostile_text_is_read_in_little_time(text: str) -> None:
    """Nothing here is quadratic enough to be felt; a hang would be."""
    assert proof("a.md", text, "zh-Hans") == proof("a.md", text, "zh-Hans")
