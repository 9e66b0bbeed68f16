"""Words in print against those that were set, page numbers bound late among them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.preflight.inline import PAGE
from press.preflight.unaltered import _NUMERAL, _says


@pytest.mark.parametrize(("expected", "shown", "same"), [
    ("见第" + PAGE + "页", "见第12页", True),
    ("见第" + PAGE + "页", "见第xii页", True),
    ("见第" + PAGE + "页", "见第十二页", False),
    ("见第" + PAGE + "页", "见第页", False),
    (PAGE + "12", "312", True),
    (PAGE + PAGE, "1", False),
    (PAGE + PAGE, "12", True),
    ("没有", "没有", True),
    ("没有", "没有了", False),
])
def test_any_numeral_stands_for_one_that_is_bound_late(
        expected: str, shown: str, same: bool) -> None:
    assert _says(expected, shown) is same


@given(st.text("1x甲" + PAGE, max_size=8), st.text("12xA甲", max_size=10))
def test_it_is_what_an_expression_would_find(expected: str, shown: str) -> None:
    pattern = "".join(f"(?:{_NUMERAL.pattern})" if c == PAGE else re.escape(c) for c in expected)
    assert _says(expected, shown) is (re.fullmatch(pattern, shown) is not None)


def test_an_index_of_nothing_but_numbers_takes_no_time() -> None:
    """An expression would try every way to part these figures: it would not end."""
    assert _says((PAGE + "1") * 60, "1" * 180)
    assert not _says((PAGE + "1") * 60 + "甲", "1" * 180 + "乙")
