"""tests/cases/<code>/ of problems that show when a book is typeset, joined and checked.

As in test_build_cases, for the codes of other rooms: the manuscript against the page, the
finished PDF, the booklet. ``args`` in expected.json are the values that matter.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import test_typeset_cases
from build_samples import TEMPLATES, workshop
from case_files import CASES, assert_told, codes_of, expected_of_book, having

from press.build.run import build_book

CODES = (*codes_of("preflight", "imposition"), *sorted(test_typeset_cases.ELSEWHERE))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all books."""
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("code", having("book.toml", CODES))
def test_each_code_has_a_case_that_is_told_at_the_right_place(
        code: str, tmp_path: Path, cache: Path) -> None:
    book = shutil.copytree(CASES / code, tmp_path / "book")
    result = build_book(book, tmp_path / "out", TEMPLATES, workshop(cache), {}, write=False)
    assert_told(code, result.problems, expected_of_book(code)["problems"])
