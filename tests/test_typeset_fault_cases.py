"""tests/cases/<code>/: a book for each typographic fault that the composer tells.

As in ``test_manuscript_cases``; ``expected.json`` names path, line and page (within the part).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typeset_samples import FAULTS, ROOT, library

from press.config import load_book_config
from press.layout import lay_out, load_layout
from press.manuscript import read_book
from press.messages import hint, message
from press.typeset.engine import typeset
from press.values import Problem

CASES = Path(__file__).parent / "cases"


def faults_of(folder: Path) -> list[Problem]:
    """Everything that typesetting the stories of a book tells."""
    config, problems = load_book_config(folder)
    assert config is not None, problems
    book, problems = read_book(folder, config)
    assert book is not None, problems
    layout, problems = load_layout(config.layout, templates=ROOT / "templates",
                                   book_folder=folder)
    assert layout is not None, problems
    parts, problems = lay_out(book, layout, audience="reader")
    return [problem for part in parts if part.key.startswith("story/")
            for problem in typeset(part, "recto", library().fontconfig).problems]


@pytest.mark.parametrize("code", FAULTS)
def test_each_fault_has_a_case_that_is_told_at_the_right_place(code: str) -> None:
    case = CASES / code
    found = faults_of(case)
    expected = json.loads((case / "expected.json").read_text("utf-8"))["problems"]
    assert [{"code": p.code, "path": p.path, "line": p.line, "page": p.page}
            for p in found] == expected
    assert code in {p.code for p in found}
    for problem in found:
        assert problem.severity in ("warning", "note")
        for lang in ("zh", "en"):
            assert message(problem, lang) and hint(problem, lang)
