"""tests/cases/<code>/ for problems with fonts: see test_manuscript_cases. A case is read, laid
out and typeset."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from build_samples import TEMPLATES, library
from typeset_samples import FAULTS

from press.build.intake import take_in
from press.build.plan import plan
from press.messages import hint, message
from press.typeset.engine import typeset
from press.values import Problem

CASES = Path(__file__).parent / "cases"
ELSEWHERE = {"font-missing", "character-missing", "engine-message", "engine-failed"}
"""Of a machine or of an engine that fails: see test_cases_command and test_cases_books. Those of
lines and pages have a runner of their own, test_typeset_fault_cases."""


def _codes() -> list[str]:
    text = (files("press.messages") / "typeset.toml").read_text("utf-8")
    return sorted(set(tomllib.loads(text)) - ELSEWHERE - set(FAULTS))


def problems_of(book: Path) -> Iterator[Problem]:
    """All problems of the book, up to those of its typeset parts."""
    intake, problems = take_in(book, TEMPLATES, library(), {})
    yield from problems
    if intake is None:
        return
    (document, *_), problems = plan(intake.book, intake.layouts, None)
    yield from problems
    for part in document.composition.parts:
        yield from typeset(part, "recto", intake.library.fontconfig).problems


@pytest.mark.parametrize("code", _codes())
def test_each_code_has_a_case_that_is_told_at_the_right_place(code: str, tmp_path: Path) -> None:
    case = CASES / code
    assert case.is_dir(), f"no case for {code}: make tests/cases/{code}/"
    shutil.copytree(case, tmp_path / "book")
    problems = list(problems_of(tmp_path / "book"))
    found = [{"code": p.code, "path": p.path, "line": p.line, "column": p.column}
             for p in problems]
    assert found == json.loads((case / "expected.json").read_text("utf-8"))["problems"]
    for problem in problems:
        for lang in ("zh", "en"):
            assert message(problem, lang) and hint(problem, lang)
