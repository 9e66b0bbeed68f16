"""tests/cases/<code>/ of page budgets: small books, built, as in test_cases_books."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from build_samples import TEMPLATES, workshop
from case_files import CASES, assert_told, codes_of, expected_of_book, having

from press.build.run import build_book


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all books."""
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("code", having("book.toml", codes_of("budget")))
def test_each_code_has_a_case_that_is_told_at_the_right_place(
        code: str, tmp_path: Path, cache: Path) -> None:
    book = shutil.copytree(CASES / code, tmp_path / "book")
    result = build_book(book, tmp_path / "out", TEMPLATES, workshop(cache), {}, write=False)
    assert_told(code, result.problems, expected_of_book(code)["problems"])
    fits = all(problem.severity != "error" for problem in result.problems)
    assert fits == bool(result.artefacts)
