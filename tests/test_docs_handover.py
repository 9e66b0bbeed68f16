"""docs/handover*.md: settings that are valid, commands and files that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from press.cli.app import VALUED, VERBS
from press.config import BookConfig, load_book_config
from press.config.production_models import PrintingConfig
from press.messages import Lang, text

ROOT = Path(__file__).parents[1]
PAPERS: dict[Lang, str] = {
    "zh": (ROOT / "docs/handover.zh.md").read_text("utf-8"),
    "en": (ROOT / "docs/handover.md").read_text("utf-8")}
_BLOCK = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("lang", PAPERS)
def test_the_settings_are_valid(lang: Lang, tmp_path: Path) -> None:
    (tmp_path / "stories").mkdir()
    for block in _BLOCK.findall(PAPERS[lang]):
        (tmp_path / "book.toml").write_text(f'title = "书"\n{block}', "utf-8")
        config, problems = load_book_config(tmp_path)
        assert config is not None and not problems
        assert config != BookConfig(title="书")


@pytest.mark.parametrize("lang", PAPERS)
def test_the_commands_and_names_exist(lang: Lang) -> None:
    paper = PAPERS[lang]
    assert re.findall(r"^python build\.py (\w+)", paper, re.MULTILINE) == ["handover"]
    assert "handover" in VERBS
    for option in re.findall(r"`(--[a-z]+)", paper):
        assert option in {*VALUED, "--json"}
    for name in ("readme", "colour", "samples"):
        assert text(f"handover-{name}-name", lang) in paper
    keys = set(re.findall(r"^\| (`.+?) \|", paper, re.MULTILINE))
    named = {key for cell in keys for key in re.findall(r"`(\w+)`", cell)}
    assert named and named <= set(PrintingConfig.model_fields)
