"""tests/cases/<code>/ for the cover sheet and the copyright page: small books, built.

As in test_cases_books; ``templates`` in expected.json is a folder of tests/ that stands for the
templates of the repository.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from build_samples import TEMPLATES, workshop
from case_files import CASES, assert_told, codes_of, expected_of_book, having

from press.build.run import build_book

CODES = codes_of("cover")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all books."""
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("code", having("book.toml", CODES))
def test_each_code_has_a_case_that_is_told_at_the_right_place(
        code: str, tmp_path: Path, cache: Path) -> None:
    book = shutil.copytree(CASES / code, tmp_path / "book")
    expected = expected_of_book(code)
    templates = Path(__file__).parent / expected["templates"] if "templates" in expected \
        else TEMPLATES
    result = build_book(book, tmp_path / "out", templates, workshop(cache), {}, write=False)
    assert_told(code, result.problems, expected["problems"])
