"""tests/cases/<code>/ of the tables that a document is made of: see test_manuscript_cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from case_files import CASES, assert_told, codes_of, expected_of_book, having
from test_manuscript_cases import problems_of


@pytest.mark.parametrize("code", having("book.toml", codes_of("records")))
def test_each_code_has_a_case_that_is_told_at_the_right_place(code: str, tmp_path: Path) -> None:
    assert_told(code, problems_of(CASES / code, tmp_path / "book"),
                expected_of_book(code)["problems"])
