"""Two versions of a document: pages, words, leaves."""

from __future__ import annotations

import pytest

from press.galley.leaves import replacement
from press.galley.versions import PageText, align, words_changed

BOOK = [f"第{n}篇，说的是{'山水人物花鸟虫鱼日月'[n % 10]}的故事，共有{n * 7}句，句句都不一样。" * 3
        for n in range(1, 21)]


def aligned(new: list[str]) -> list[tuple[int | None, int | None]]:
    return list(align([PageText(t) for t in BOOK], [PageText(t) for t in new]))


def test_pages_that_were_added_or_taken_out_put_no_other_out_of_step() -> None:
    assert aligned(BOOK) == [(n, n) for n in range(20)]
    assert aligned([*BOOK[:5], "新的一页，别处没有。", *BOOK[5:]]) == [
        *((n, n) for n in range(5)), (None, 5), *((n, n + 1) for n in range(5, 20))]
    assert aligned([*BOOK[:7], *BOOK[9:]]) == [
        *((n, n) for n in range(7)), (7, None), (8, None), *((n, n - 2) for n in range(9, 20))]


def test_a_changed_page_beside_a_new_one_is_known_again() -> None:
    new = [*BOOK[:5], "新的一页，别处没有。", BOOK[5].replace("故事", "传说", 1), *BOOK[6:]]
    assert aligned(new)[4:8] == [(4, 4), (None, 5), (5, 6), (6, 7)]


def test_every_page_changed_and_one_added() -> None:
    new = [text + "改" for text in BOOK]
    new.insert(10, "夹进来的一页，别处没有。")
    assert [pair for pair in aligned(new) if None in pair] == [(None, 10)]


def test_blank_pages_are_told_apart_by_their_look() -> None:
    pages = [PageText("", "white"), PageText("", "figure"), PageText("", "white")]
    assert align(pages, pages[1:]) == ((0, None), (1, 0), (2, 1))


@pytest.mark.parametrize(("old", "new", "told"), [
    ("天黑了要有灯，人要吃饭", "天一黑就要有灯，人要吃饭", [("黑了", "一黑就")]),
    ("in the workshop today", "in the workshops today", [("workshop", "workshops")]),
    ("共有 12 人", "共有 18 人", [("12", "18")]),
    ("甲乙丙丁", "甲乙丙丁", []),
    ("断 行\n也 算", "断行也算", []),
    ("第一句话。", "", [("第一句话。", "")])])
def test_words_that_changed(old: str, new: str, told: list[tuple[str, str]]) -> None:
    assert [(w.old, w.new) for w in words_changed(old, new)] == told


def swapped(pairs: list[tuple[int | None, int | None]], other: set[int], old: int, new: int
            ) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    found = replacement(pairs, [b not in other for _, b in pairs], old, new)
    return found.out, found.put, found.pages(new)


def test_a_changed_page_takes_its_leaf_with_it() -> None:
    pairs: list[tuple[int | None, int | None]] = [(n, n) for n in range(8)]
    assert swapped(pairs, {3}, 8, 8) == ((1,), (1,), (2, 3))
    assert swapped(pairs, set(), 8, 8) == ((), (), ())


def test_after_a_page_that_was_put_in_no_leaf_is_the_same() -> None:
    pairs: list[tuple[int | None, int | None]] = [
        (0, 0), (1, 1), (None, 2), *((n, n + 1) for n in range(2, 7))]
    assert swapped(pairs, set(), 7, 8) == ((1, 2, 3), (1, 2, 3), (2, 3, 4, 5, 6, 7))


def test_two_pages_that_were_put_in_are_a_leaf_of_their_own() -> None:
    pairs: list[tuple[int | None, int | None]] = [
        (0, 0), (1, 1), (None, 2), (None, 3), *((n, n + 2) for n in range(2, 6))]
    assert swapped(pairs, set(), 6, 8) == ((), (1,), (2, 3))


def test_the_last_page_alone_is_a_leaf() -> None:
    pairs: list[tuple[int | None, int | None]] = [(n, n) for n in range(5)]
    assert swapped(pairs, {4}, 5, 5) == ((2,), (2,), (4,))
    # It has a verso now: the leaf is another.
    assert swapped([*pairs, (None, 5)], set(), 5, 6) == ((2,), (2,), (4, 5))
