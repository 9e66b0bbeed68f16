"""docs/preflight.md says what there is: 46 checks, codes that exist, commands that work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from case_files import codes_of

from press.cli.arguments import read_options
from press.cli.preflight import OPTIONS

DOCS = Path(__file__).parents[1] / "docs"


@pytest.mark.parametrize("name", ["preflight.md", "preflight.zh.md"])
def test_the_table_has_all_checks_and_no_unknown_code(name: str) -> None:
    text = (DOCS / name).read_text("utf-8").split("<!-- figures -->")[0]
    rows = re.findall(r"^\| (\d+) \|([^\n]*)$", text, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 47))
    known = set(codes_of())
    for number, row in rows:
        found = [word for word in re.findall(r"`([a-z0-9-]+)`", row) if not word.startswith("--")]
        assert found and set(found) <= known, number


def test_every_code_of_the_catalogue_is_in_the_papers() -> None:
    for name in ("preflight.md", "preflight.zh.md"):
        told = set(re.findall(r"`([a-z0-9-]+)`", (DOCS / name).read_text("utf-8")))
        assert set(codes_of("checks")) - told == set()


@pytest.mark.parametrize("name", ["preflight.md", "preflight.zh.md"])
def test_commands_are_understood(name: str) -> None:
    commands = re.findall(r"^python build.py preflight (.*)$",
                          (DOCS / name).read_text("utf-8"), re.MULTILINE)
    assert len(commands) == 3
    for command in commands:
        _, files, misuse = read_options(command.split(), OPTIONS)
        assert len(files) == 1 and misuse is None
