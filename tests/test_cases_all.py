"""Every problem code has a case, every case is that of a code, and one runner runs it.

A runner is a module test_*cases*.py with a test that is parametrized by ``code``.
"""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from pathlib import Path

from case_files import CASES, codes_of


def _runs() -> Counter[str]:
    """How many tests run the case of each code."""
    runs: Counter[str] = Counter()
    for path in sorted(Path(__file__).parent.glob("test_*cases*.py")):
        if path == Path(__file__):
            continue
        for name, test in vars(import_module(path.stem)).items():
            marks = getattr(test, "pytestmark", ()) if name.startswith("test_") else ()
            for mark in marks:
                if mark.name == "parametrize" and mark.args[0] == "code":
                    runs.update(mark.args[1])
    return runs


def test_each_code_has_a_case_and_each_case_a_code() -> None:
    folders = {path.name for path in CASES.iterdir() if path.is_dir()}
    assert sorted(set(codes_of()) - folders) == []
    assert sorted(folders - set(codes_of())) == []


def test_each_case_is_run_by_one_runner() -> None:
    runs = _runs()
    assert {code: runs[code] for code in codes_of() if runs[code] != 1} == {}
    assert sorted(set(runs) - set(codes_of())) == []


def test_a_case_is_a_book_or_a_description() -> None:
    for case in CASES.iterdir():
        there = [name for name in ("expected.json", "case.toml") if (case / name).is_file()]
        assert len(there) == 1, case.name
