"""tests/cases/<code>/: a broken book for each problem of the rooms config and manuscript.

A case is the folder of a book and ``expected.json``: all problems that reading it gives, in
order, with path, line and column. What a repository cannot hold is made from its key
``make``: ``links`` (path → target) and ``fill`` (path → size in bytes); ``environment`` is
what the date is taken from. A new case needs no Python.
"""

from __future__ import annotations

import json
import shutil
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from press.config import book_date, load_book_config
from press.manuscript import read_book
from press.messages import hint, message
from press.values import Problem

CASES = Path(__file__).parent / "cases"


def _codes() -> list[str]:
    catalogues = files("press.messages")
    return [code for room in ("config", "manuscript")
            for code in tomllib.loads((catalogues / f"{room}.toml").read_text("utf-8"))]


def problems_of(case: Path, book: Path) -> tuple[Problem, ...]:
    """All problems of a case, its book made at ``book``."""
    shutil.copytree(case, book)
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    make = expected.get("make", {})
    for path, target in make.get("links", {}).items():
        (book / path).parent.mkdir(exist_ok=True)
        (book / path).symlink_to(target)
    for path, size in make.get("fill", {}).items():
        (book / path).write_bytes(b"a" * size)
    config, problems = load_book_config(book)
    if config is None:
        return problems
    result, found = read_book(book, config)
    problems += found
    assert (result is None) == any(p.severity == "error" for p in problems)
    if "environment" in expected:
        problems += book_date(config, expected["environment"])[1]
    return problems


@pytest.mark.parametrize("code", _codes())
def test_each_code_has_a_case_that_is_told_at_the_right_place(code: str, tmp_path: Path) -> None:
    case = CASES / code
    assert case.is_dir(), f"no case for {code}: make tests/cases/{code}/"
    problems = problems_of(case, tmp_path / "book")
    found = [{"code": p.code, "path": p.path, "line": p.line, "column": p.column}
             for p in problems]
    expected = json.loads((case / "expected.json").read_text("utf-8"))["problems"]
    assert found == expected
    assert code in {p.code for p in problems}
    for problem in problems:
        for lang in ("zh", "en"):
            assert message(problem, lang) and hint(problem, lang)
