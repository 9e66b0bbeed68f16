"""Titles are broken by sense."""

import pytest

from press.layout.titles import ems, title_lines


def lines(html: str, measure: float) -> list[str]:
    return str(title_lines(html, measure)).split("<br/>")


@pytest.mark.parametrize(("title", "measure", "expected"), [
    ("山里的一天", 13, ["山里的一天"]),
    ("一条线上的两端：图纸、炉火与人的双手", 13, ["一条线上的两端：", "图纸、炉火与人的双手"]),
    ("二十一个支部和八户人家的故事", 13, ["二十一个支部", "和八户人家的故事"]),
    ("样书：本书为演示排版而写，人物、史实与数字以档案为准，付印前须逐项核对。", 32,
     ["样书：本书为演示排版而写，", "人物、史实与数字以档案为准，付印前须逐项核对。"]),
    ("读《黄崖洞兵工厂的一天》有感", 13, ["读《黄崖洞兵工厂的", "一天》有感"]),
])
def test_breaks(title: str, measure: float, expected: list[str]) -> None:
    assert lines(title, measure) == expected


def test_no_line_is_one_character_or_begins_with_a_closing_mark() -> None:
    title = "红星照耀下的（老）兵工厂，以及厂里的人、机器和规矩：一份口述"
    for length in range(14, len(title) + 1):
        found = lines(title[:length], 13)
        assert all(len(line) >= 2 and ems(line) <= 13 for line in found)
        assert all(line[0] not in "）。，、：" for line in found)
        assert "".join(found) == title[:length]


def test_words_tags_and_entities_stay_whole() -> None:
    title = "一九四一年的<em>Springfield</em>步枪&amp;八一式马步枪的图纸"
    found = str(title_lines(title, 13))
    assert "Springfield" in found
    assert "&amp;" in found
    assert found.replace("<br/>", "") == str(title_lines(title, 99)).replace("<br/>", "")


def test_a_text_that_is_not_markup_is_escaped_where_jinja_gives_it() -> None:
    from markupsafe import Markup
    assert "<b>" not in title_lines("1 < 2<b>", 20)
    assert "<b>" in title_lines(Markup("<b>甲</b>"), 20)


def test_a_line_ends_without_the_blank_at_its_break() -> None:
    assert lines("Fire and Measure", 6) == ["Fire and", " Measure"]
