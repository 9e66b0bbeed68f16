"""tests/cases/<code>/ for the problems of the room layout: see test_manuscript_cases.

A case is laid out with ``small_templates``, and with what it has in its own folder
``templates/``. What its key ``make`` names ``without`` are libraries that it does not find.
"""

from __future__ import annotations

import json
import shutil
import tomllib
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import pytest
from layout_small import SMALL

from press.config import load_book_config, load_toml
from press.layout import index_problems, lay_out, load_layout
from press.layout.sorting import strokes
from press.manuscript import read_book
from press.messages import hint, message
from press.values import Problem

CASES = Path(__file__).parent / "cases"
CODES = tuple(tomllib.loads((files("press.messages") / "layout.toml").read_text("utf-8")))


def problems_of(book: Path, templates: Path) -> tuple[Problem, ...]:
    """All problems of laying out the book in ``book``."""
    config, problems = load_book_config(book)
    assert config is not None
    made, found = read_book(book, config)
    assert made is not None
    layout, missing = load_layout(config.layout, templates=templates, book_folder=book)
    problems += (*found, *missing)
    if layout is None:
        return problems
    _, positions, _ = load_toml(book / "book.toml")
    parts, found = lay_out(made, layout, audience="reader", positions=positions)
    # A picture that is too coarse may be accepted by the book: its pages are made.
    assert bool(parts) != any(p.severity == "error" and p.code != "image-coarse" for p in found)
    return (*problems, *index_problems(made, positions), *found)


@pytest.mark.parametrize("code", CODES)
def test_each_code_has_a_case_that_is_told_at_the_right_place(
        code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = CASES / code
    assert case.is_dir(), f"no case for {code}: make tests/cases/{code}/"
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    without = expected.get("make", {}).get("without", ())
    monkeypatch.setattr(strokes, "find_spec", lambda name: (
        None if name in without else find_spec(name)))
    book, templates = tmp_path / "book", tmp_path / "templates"
    shutil.copytree(SMALL, templates)
    shutil.copytree(case, book)
    if (case / "templates").is_dir():
        shutil.copytree(case / "templates", templates, dirs_exist_ok=True)
    problems = problems_of(book, templates)
    found = [{"code": p.code, "line": p.line, "column": p.column,
              "path": (p.path or "").removeprefix(f"{tmp_path.as_posix()}/") or None}
             for p in problems]
    assert found == expected["problems"]
    assert code in {p.code for p in problems}
    for problem in problems:
        for lang in ("zh", "en"):
            assert message(problem, lang) and hint(problem, lang)  # type: ignore[arg-type]
