"""Mistakes in book.toml that are told once, and where they are made."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.config import load_book_config


def told(folder: Path, text: str) -> list[tuple[str, int | None, int | None]]:
    (folder / "stories").mkdir(exist_ok=True)
    (folder / "stories" / "01-one.md").write_text("# 一\n\n文。\n", "utf-8")
    (folder / "book.toml").write_text(f'title = "书"\n{text}', "utf-8")
    return [(p.code, p.line, p.column) for p in load_book_config(folder)[1]]


@pytest.mark.parametrize(("text", "expected"), [
    ('documents = ["pdf"]\n', [("config-choice", 2, 14)]),  # and it is not empty
    ("documents = []\n", [("config-empty", 2, 13)]),
    ("lang = \"zh\"\ndate = 2021-02-30\n", [("config-syntax", 3, 8)]),
    ("[glossary]\n[[glossary]]\n", [("config-key-twice", 3, 1)]),
    ('[[parts]]\ntitle = "甲"\nstories = ["01-one"]\n[parts]\n', [("config-key-twice", 5, 1)]),
    ('stories = ["01-one.md"]\n', [("config-story-path-misspelt", 2, 12)]),
    ('stories = ["/etc/passwd"]\n', [("config-path", 2, 12)]),
    ('stories = ["stories\\\\01-one.md"]\n', [("config-path", 2, 12)]),
])
def test_a_mistake_is_told_once_where_it_is_made(
        tmp_path: Path, text: str, expected: list[tuple[str, int, int]]) -> None:
    assert told(tmp_path, text) == expected


def test_a_story_with_its_ending_is_shown_without(tmp_path: Path) -> None:
    told(tmp_path, 'stories = ["01-one.md"]\n')
    found = load_book_config(tmp_path)[1][0]
    assert dict(found.args)["similar"] == "01-one"
