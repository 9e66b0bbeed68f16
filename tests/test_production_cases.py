"""tests/cases/<code>/ of what is wrong with paper and binding, told when a book is built."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from build_samples import TEMPLATES, workshop
from case_files import CASES, assert_told, codes_of, expected_of_book, having

from press.build.run import build_book


@pytest.mark.parametrize("code", having("book.toml", codes_of("production")))
def test_each_code_has_a_case_that_is_told_at_the_right_place(code: str, tmp_path: Path) -> None:
    book = shutil.copytree(CASES / code, tmp_path / "book")
    result = build_book(book, tmp_path / "out", TEMPLATES, workshop(tmp_path / "cache"), {},
                        write=False)
    assert_told(code, result.problems, expected_of_book(code)["problems"])
