"""Entries stand in the order that readers look them up in."""

import pytest

from press.config.models import Order
from press.layout.sorting import Sorting, grouped, strokes_known


def groups(words: str | list[str], order: Order, readings: dict[str, str] | None = None,
           **settings: object) -> dict[str, str]:
    sorting = Sorting(order, **{"strokes_label": "{number}画", "other_label": "其他",  # type: ignore[arg-type]
                                "numerals": "chinese", **settings})
    items = words.split() if isinstance(words, str) else words
    made = grouped(items, lambda w: (w, (readings or {}).get(w, "")), sorting)
    assert sorted(e for g in made for e in g.entries) == sorted(items)
    assert len({g.label for g in made}) == len(made)
    return {g.label: " ".join(g.entries) for g in made}


def test_pinyin_goes_by_letter_tone_strokes_and_then_the_next_character() -> None:
    assert groups("公社 弓 工人 工会 骨 古 黄崖洞 太行山 一", "pinyin") == {
        "G": "工会 工人 弓 公社 古 骨", "H": "黄崖洞", "T": "太行山", "Y": "一"}


def test_a_character_is_read_as_in_its_word() -> None:
    assert groups("重庆 重量 长城 长大 银行 行军", "pinyin") == {
        "C": "长城 重庆", "X": "行军", "Y": "银行", "Z": "长大 重量"}


def test_readings_of_an_editor_win() -> None:
    assert groups("单县 411厂 单位", "pinyin",
                  {"单县": "shàn xiàn", "411厂": "si4 yao1 yao1 chang3"}) == {
        "D": "单位", "S": "单县 411厂"}


def test_syllables_with_umlaut_stand_where_a_dictionary_has_them() -> None:
    assert groups("绿 乱 略 论 炉 落", "pinyin")["L"] == "炉 绿 乱 略 论 落"


def test_latin_entries_stand_among_the_letters_before_the_characters() -> None:
    assert groups("大众 DNA dB 打铁 Éclair A股 阿姨 9号 10号 《工人日报》 ※", "pinyin") == {
        "A": "A股 阿姨", "D": "dB DNA 打铁 大众", "E": "Éclair", "G": "《工人日报》",
        "其他": "※ 9号 10号"}
    assert list(groups("9号 甲", "pinyin")) == ["J", "其他"]


@pytest.mark.skipif(not strokes_known(), reason="no stroke counts for this Python")
def test_strokes_count_and_within_a_count_pinyin() -> None:
    assert groups("一 二十 十一 工会 女工 太行山 黄崖洞 骨 DNA 411厂", "stroke") == {
        "一画": "一", "二画": "二十 十一", "三画": "工会 女工", "四画": "太行山", "九画": "骨",
        "十一画": "黄崖洞", "其他": "411厂 DNA"}
    assert list(groups("骨", "stroke", traditional=True)) == ["十画"]


def test_the_alphabet_folds_accents_and_case_and_keeps_articles() -> None:
    made = groups(["New York", "Newark", "newel", "Ångström", "zebra", "Æsop", "1941", "10", "9",
                   "The lathe", "Lathe", "lathe", "résumé", "resume", "“quoted”", "Жук"],
                  "alphabet")
    assert made == {
        "其他": "9 10 1941", "A": "Æsop Ångström", "L": "lathe Lathe",
        "N": "New York Newark newel", "Q": "“quoted”", "R": "resume résumé", "T": "The lathe",
        "Z": "zebra", "Ж": "Жук"}
    assert next(iter(made)) == "其他"


def test_characters_in_an_alphabet_stand_by_their_sound() -> None:
    assert groups(["Tang", "太行", "tea", "the"], "alphabet")["T"] == "太行 Tang tea the"


@pytest.mark.parametrize("order", ["pinyin", "stroke", "alphabet"])
@pytest.mark.parametrize("words", [
    ["", " ", "…", "《》"], ["9" * 5000, "1"], ["\U0002A700", "\U000323AF", "〇"],
    ["ａｂｃ", "abc", "ABC"], ["\u0301", "e\u0301", "é"], ["甲" * 3000, "甲"],
    ["か", "한국", "ß", "ss"]])
def test_whatever_is_indexed_finds_a_place(words: list[str], order: Order) -> None:
    made = groups(words, order)
    assert made == groups(words[::-1], order)


def test_a_reading_that_says_nothing_is_passed_over() -> None:
    assert groups("甲", "pinyin", {"甲": "，"}) == {"J": "甲"}
