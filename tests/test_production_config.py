"""Faults in ``[printing]``, each at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.config import load_book_config


@pytest.mark.parametrize(("line", "code", "column"), [
    ('sheet = "B5"', "config-sheet", 9),
    ('sheet = "880"', "config-sheet", 9),
    ('sheet = "880 乘 1230"', "config-sheet", 9),
    ("sheet = 880", "config-not-text", 9),
    ("fraction = 1", "config-too-small", 12),
    ("fraction = 32.5", "config-not-integer", 12),
    ("caliper = 0", "config-too-small", 11),
    ("caliper = nan", "config-value", 11),
    ('caliper = "0.1"', "config-not-number", 11),
    ("copies = 0", "config-too-small", 10),
    ("copies = 1000000", "config-too-large", 10),
    ("spoilage = 101", "config-too-large", 12),
    ('binding = "glue"', "config-choice", 11),
    ("signature = 12", "config-choice", 13),
    ("spine = -1", "config-too-small", 9),
    ('paper = "a\\nb"', "config-line-break", 9),
    ('colour = "all"', "config-choice", 10),
    ("copys = 3", "config-key-misspelt", 1),
])
def test_a_fault_is_told_where_it_is_made(tmp_path: Path, line: str, code: str,
                                          column: int) -> None:
    (tmp_path / "book.toml").write_text(f'title = "书"\n[printing]\n{line}\n', "utf-8")
    config, problems = load_book_config(tmp_path)
    assert config is None
    assert [(p.code, p.line, p.column) for p in problems] == [(code, 3, column)]


@pytest.mark.parametrize("sheet", ["880×1230", "880x1230", "880 × 1230", "880mm×1230mm", "787*1092",
                                   ""])
def test_a_sheet_as_people_write_it(tmp_path: Path, sheet: str) -> None:
    (tmp_path / "book.toml").write_text(
        f'title = "书"\n[printing]\nsheet = "{sheet}"\n', "utf-8")
    config, problems = load_book_config(tmp_path)
    assert not problems and config is not None
    assert config.printing.sheet == sheet
