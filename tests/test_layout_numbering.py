"""Headings get their numbers, and never a second one."""

import pytest
from layout_small import book, dressed, lines_of, parts_of, written
from lxml import html as lhtml

NUMBERS = ("{chinese}、", "（{chinese}）", "{decimal}. ", "")


def numbered(*headings: str, numbers: tuple[str, ...] = NUMBERS) -> tuple[list[str], list[str]]:
    """Texts of the headings written as ``## 甲``, and the numbers that were typed."""
    html = "".join(f'<h{n} id="h-{i}" data-line="{i}">{words}</h{n}>'
                   for i, (n, words) in enumerate(
                       ((h.index(" "), h.split(" ", 1)[1]) for h in headings), 1))
    made = dressed(html, numbers=numbers, source="\n".join(headings))
    assert [p.line for p in made.problems] == sorted(p.line or 0 for p in made.problems)
    return [h.text for h in made.headings], [dict(p.args)["number"] for p in made.problems]


def test_each_level_counts_within_the_one_above() -> None:
    texts, typed = numbered("## 甲", "### 乙", "### 丙", "#### 丁", "## 戊", "### 己", "#### 庚")
    assert texts == ["一、甲", "（一）乙", "（二）丙", "1. 丁", "二、戊", "（一）己", "1. 庚"]
    assert typed == []


def test_numbers_of_the_levels_above_and_other_styles() -> None:
    texts, _ = numbered("## A", "### B", "### C", "## D",
                        numbers=("{roman}. ", "{h2}.{h3} ({letter}) "))
    assert texts == ["I. A", "1.1 (a) B", "1.2 (b) C", "II. D"]


def test_the_number_is_a_word_of_the_layout() -> None:
    made = dressed('<h2 id="h-1">先听<em>水</em></h2>', numbers=NUMBERS)
    assert made.html == ('<h2 id="h-1"><span class="heading-number" data-words="layout">一、</span>'
                         '先听<em>水</em></h2>')


@pytest.mark.parametrize(("words", "typed"), [
    ("一、先听水", "一、"), ("（一）先听水", "（一）"), ("(1) 先听水", "(1)"), ("1. 先听水", "1."),
    ("1、先听水", "1、"), ("第一节　先听水", "第一节"), ("第3章 先听水", "第3章"), ("①先听水", "①"),
    ("十二、先听水", "十二、"), ("1.1 先听水", "1.1"), ("A. The water", "A."),
    ("Chapter 4: water", "Chapter 4"), ("I. Water", "I."),
])
def test_a_typed_number_is_left_alone_and_said(words: str, typed: str) -> None:
    assert numbered(f"## {words}") == ([words], [typed])


@pytest.mark.parametrize("words", [
    "一九四一年", "1941年的水", "7.62 毫米步枪", "三个人", "U.S. Army", "第一次世界大战", "十月",
    "3.5 倍的水", "In 1941", "百炼成钢", "B. Smith",
])
def test_what_only_looks_like_a_number_is_numbered(words: str) -> None:
    assert numbered(f"## {words}") == ([f"一、{words}"], [])


def test_a_typed_number_counts_for_those_after_it() -> None:
    texts, typed = numbered("## 一、甲", "## 乙")
    assert texts == ["一、甲", "二、乙"]
    assert typed == ["一、"]


def test_the_warning_names_line_and_column() -> None:
    made = dressed('<h2 id="h-1" data-line="3">一、甲</h2>', numbers=NUMBERS,
                   source="# 题\n\n## 一、甲\n")
    (warning,) = made.problems
    assert (warning.code, warning.path, warning.line, warning.column) == (
        "heading-number-typed", "stories/one.md", 3, 4)
    assert warning.severity == "warning"


def test_headings_beside_the_text_have_no_part_in_its_order() -> None:
    html = ('<h2 id="h-1">甲</h2><aside class="sidebar"><h2 id="h-2">乙</h2></aside>'
            '<div class="index-range"><h2 id="h-3">丙</h2></div>')
    assert [h.text for h in dressed(html, numbers=NUMBERS).headings] == ["一、甲", "乙", "二、丙"]


def test_headings_that_are_cut_do_not_count() -> None:
    html = ('<div class="only" data-only="甲"><h2 id="h-1">甲</h2></div><h2 id="h-2">乙</h2>')
    assert [h.text for h in dressed(html, numbers=NUMBERS).headings] == ["一、乙"]
    assert [h.text for h in dressed(html, numbers=NUMBERS, edition="甲").headings] == [
        "一、甲", "二、乙"]


def test_outline_and_contents_have_the_numbers_of_a_book_that_asks_for_them() -> None:
    story = written("a", '<h2 id="h-1">先听水</h2><h3 id="h-2">再听哨</h3>', title="山里")
    parts, problems = parts_of(book(story, number_headings=True))
    assert not problems
    assert [e.title for e in parts["story/s-a"].outline] == ["山里", "一、先听水", "（一）再听哨"]
    assert lines_of(parts["contents"], "heading") == ["|一、先听水|h-1"]  # depth 2
    assert lhtml.document_fromstring(parts["story/s-a"].html).find_class("heading-number")
    parts, _ = parts_of(book(story))
    assert [e.title for e in parts["story/s-a"].outline] == ["山里", "先听水", "再听哨"]


def test_front_matter_is_not_numbered() -> None:
    foreword = written("f", '<h2 id="h-1">缘起</h2>', role="foreword")
    parts, _ = parts_of(book(written("a", ""), front=(foreword,), number_headings=True))
    assert [e.title for e in parts["foreword"].outline] == ["f", "缘起"]
