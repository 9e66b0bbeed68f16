"""tests/cases/<code>/ for the problems that are found when a book is built.

As in test_manuscript_cases; ``only`` in expected.json are the editions that are asked for.
"""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest
from build_samples import TEMPLATES, workshop

from press.build.run import build_book
from press.messages import hint, message

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests/cases"
CODES = tomllib.loads((ROOT / "press/messages/build.toml").read_text("utf-8"))
ELSEWHERE = {"engine-hangs", "engine-died", "cache-damaged", "output-unwritable",
             "references-unstable"}
"""Faults of the machine or of ours: no book has them; test_build_* make them."""


@pytest.mark.parametrize("code", sorted(set(CODES) - ELSEWHERE))
def test_each_code_has_a_case_that_is_told_at_the_right_place(code: str, tmp_path: Path) -> None:
    book = shutil.copytree(CASES / code, tmp_path / "book")
    expected = json.loads((book / "expected.json").read_text("utf-8"))
    result = build_book(book, tmp_path / "out", TEMPLATES, workshop(tmp_path / "cache"), {},
                        write=False, only=expected.get("only", ()))
    assert [{"code": p.code, "path": p.path, "line": p.line, "column": p.column}
            for p in result.problems] == expected["problems"]
    for problem in result.problems:
        for lang in ("zh", "en"):
            assert message(problem, lang) and hint(problem, lang)


def test_codes_without_a_case_are_made_by_another_test() -> None:
    tests = "".join(p.read_text("utf-8") for p in Path(__file__).parent.glob("test_*.py")
                    if p.name != "test_build_cases.py")
    for code in ELSEWHERE:
        assert f'"{code}"' in tests, code
