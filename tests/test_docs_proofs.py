"""docs/proofs*.md: commands, options and tables that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from press.build.galley_table import COLUMNS, KEPT, SEEN
from press.cli.app import VALUED, VERBS
from press.cli.compare import OPTIONS
from press.galley.rounds import round_name
from press.messages import Lang, text

ROOT = Path(__file__).parents[1]
PAPERS: dict[Lang, str] = {"zh": (ROOT / "docs/proofs.zh.md").read_text("utf-8"),
                           "en": (ROOT / "docs/proofs.md").read_text("utf-8")}


@pytest.mark.parametrize("lang", PAPERS)
def test_commands_and_options_exist(lang: Lang) -> None:
    paper = PAPERS[lang]
    verbs = re.findall(r"^python build\.py (\w+)", paper, re.MULTILINE)
    assert set(verbs) == {"proofs", "compare"} <= set(VERBS)
    known = {*VALUED, *(option.name for option in OPTIONS)}
    assert set(re.findall(r"(--[a-z]+)", paper)) <= known
    for word in re.findall(r"--round (\S+)$", paper, re.MULTILINE):
        assert round_name(word)


@pytest.mark.parametrize("lang", PAPERS)
def test_the_table_has_the_columns_that_are_read(lang: Lang) -> None:
    table = re.search(r"```csv\n(.*?)```", PAPERS[lang], re.DOTALL)
    assert table is not None
    head, *rows = table.group(1).strip().split("\n")
    at = 0 if lang == "zh" else 1
    assert head.split(",") == [names[at] for names in COLUMNS.values()]
    assert all(len(row.split(",")) == len(COLUMNS) for row in rows)
    for word in (KEPT[at], SEEN[at]):
        assert f"`{word}`" in PAPERS[lang]
    for name in ("corrections", "signoff", "checklist"):
        assert text(f"proofs-file-{name}", lang) in PAPERS[lang]
    assert text("proofs-verdict-doubtful", lang) in PAPERS[lang]
