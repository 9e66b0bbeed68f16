"""docs/kind-*.md: the settings that they show, with tables that have the columns they name."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from press.config import load_book_config
from press.manuscript import read_book

ROOT = Path(__file__).parents[1]
PAPERS = sorted(ROOT.glob("docs/kind-*.md"))
KINDS = sorted(ROOT.glob("docs/kinds*.md"))
_BLOCK = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SAMPLE = re.compile(r"`sources/([\w-]+)`")


def settings(paper: Path) -> str:
    return _BLOCK.findall(paper.read_text("utf-8"))[0]


def sample(paper: Path) -> Path:
    """The sample that a page is about."""
    found = _SAMPLE.search(paper.read_text("utf-8"))
    assert found
    return ROOT / "sources" / found[1]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: p.name)
def test_the_settings_shown_read_the_tables_of_the_sample(paper: Path, tmp_path: Path) -> None:
    """Files are called otherwise in Chinese: each key takes the sample's file."""
    book = shutil.copytree(sample(paper), tmp_path / "book")
    shown = tomllib.loads(settings(paper))
    own = tomllib.loads((book / "book.toml").read_text("utf-8"))
    kinds = [key for key, value in shown.items() if isinstance(value, dict)]
    assert kinds
    for kind in kinds:
        for key, value in shown[kind].items():
            if isinstance(value, str) and value.count("/"):
                target = book / value
                target.parent.mkdir(parents=True, exist_ok=True)
                if not target.exists():
                    shutil.copy(book / own[kind][key], target)
    (book / "book.toml").write_text(settings(paper), "utf-8")
    config, problems = load_book_config(book)
    assert config is not None and problems == ()
    read, problems = read_book(book, config)
    assert read is not None, problems
    assert not read.records.empty


@pytest.mark.parametrize("paper", KINDS, ids=lambda p: p.name)
def test_the_list_of_kinds_is_true(paper: Path) -> None:
    rows = re.findall(r"\| `([\w-]+)` \| `[^`]+` \| \[(\S+)\]\(\2\) \| `(\S+)` \|",
                      paper.read_text("utf-8"))
    assert len(rows) == sum(p.name.endswith(".zh.md") for p in PAPERS)
    for layout, page, folder in rows:
        assert (ROOT / "templates" / layout / "layout.toml").is_file()
        assert (ROOT / "docs" / page).is_file()
        own = tomllib.loads((ROOT / folder / "book.toml").read_text("utf-8"))
        assert own["layout"] == layout
