"""Where parts fall, for any book."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.assembly.placing import Placing, place, spelled
from press.dataclass import replace
from press.values import Part

BLANK = Part("k", "", (), (), "any", "decimal", (), "")
PARTS = st.lists(
    st.tuples(
        st.builds(lambda side, numbering: replace(BLANK, first_page=side, numbering=numbering),
                  st.sampled_from(["recto", "verso", "any"]),
                  st.sampled_from(["none", "lower-roman", "decimal"])),
        st.integers(1, 5)), max_size=12)


@given(PARTS)
def test_every_page_of_every_part_once_and_in_order(parts: list[tuple[Part, int]]) -> None:
    leaves = place(parts).leaves
    assert [(leaf.part, leaf.page) for leaf in leaves if leaf.part is not None] == [
        (n, page) for n, (_, count) in enumerate(parts) for page in range(count)]


@given(PARTS)
def test_parts_begin_on_their_side(parts: list[tuple[Part, int]]) -> None:
    placing = place(parts)
    assert len(placing.firsts) == len(placing.totals) == len(parts)
    for n, (part, _) in enumerate(parts):
        leaf = placing.leaves[placing.firsts[n]]
        assert (leaf.part, leaf.page) == (n, 0)
        if n and part.first_page != "any":
            assert placing.side(n) == part.first_page


@given(PARTS)
def test_blanks_only_where_a_side_asks_for_one(parts: list[tuple[Part, int]]) -> None:
    leaves = place(parts).leaves
    for before, leaf in pairwise(leaves):
        if leaf.part is None:
            assert before.part is not None, "never two in a row"
            assert (leaf.numbering, leaf.number) == (before.numbering, before.number + 1)
        elif before.part is None:
            assert leaf.page == 0
            assert parts[leaf.part][0].first_page != "any"
    assert not leaves or leaves[-1].part is not None
    assert not leaves or leaves[0].part is not None


@given(PARTS)
def test_numbers_run_on_within_a_numbering_and_restart_after_it(
        parts: list[tuple[Part, int]]) -> None:
    unnumbered = 0
    for before, leaf in zip([None, *place(parts).leaves], place(parts).leaves, strict=False):
        if leaf.numbering == "none":
            assert leaf.number == unnumbered + 1
            unnumbered = leaf.number
        elif before is None or before.numbering != leaf.numbering:
            assert leaf.number == 1
        else:
            assert leaf.number == before.number + 1


@given(PARTS)
def test_no_label_stands_for_two_pages_of_one_run(parts: list[tuple[Part, int]]) -> None:
    labels = [(leaf.numbering, leaf.label) for leaf in place(parts).leaves
              if leaf.numbering == "none"]
    assert len(labels) == len(set(labels))


@given(PARTS)
def test_totals_count_the_run(parts: list[tuple[Part, int]]) -> None:
    placing = place(parts)
    for n, total in enumerate(placing.totals):
        start = placing.firsts[n]
        end = start
        while (end + 1 < len(placing.leaves)
               and placing.leaves[end + 1].numbering == placing.leaves[start].numbering):
            end += 1
        assert total == placing.leaves[end].number


def test_nothing_makes_nothing() -> None:
    assert place([]) == Placing((), (), ())


_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@given(st.integers(1, 3999))
def test_roman_numbers_read_back(number: int) -> None:
    text = spelled(number, "lower-roman")
    values = [_VALUES[c] for c in text]
    assert sum(-v if v < after else v
               for v, after in zip(values, [*values[1:], 0], strict=True)) == number
    assert re.fullmatch("m*(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", text)
    assert spelled(number, "upper-roman") == text.upper()


def test_letters_as_pdf_page_labels_count() -> None:
    assert [spelled(n, "upper-alpha") for n in (1, 26, 27, 52, 53)] == ["A", "Z", "AA", "ZZ", "AAA"]
    with pytest.raises(ValueError, match="cjk-decimal"):
        spelled(3, "cjk-decimal")
