"""What the papers tell editors to write is read without a problem."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from case_files import codes_of

from press.config import load_book_config
from press.manuscript import read_book

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs/write.zh.md").read_text("utf-8")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10mm" height="10mm" viewBox="0 0 1 1"/>'


def blocks(kind: str) -> list[str]:
    return [text for name, text in _BLOCK.findall(GUIDE) if name == kind]


def book(folder: Path, story: str, settings: str = 'title = "书"\n') -> Path:
    """A book in which everything that the guide's examples lead to exists."""
    (folder / "stories").mkdir()
    (folder / "images").mkdir()
    (folder / "images/gauge.svg").write_text(_SVG, "utf-8")
    (folder / "book.toml").write_text(settings, "utf-8")
    if not re.search(r"^# ", story, re.MULTILINE):
        story = f"# 篇名\n\n{story}"
    files = {"01-第一篇.md": story, "02-第二篇.md": "# 第二篇\n\n正文。\n",
             "03-读遗址.md": "# 读遗址\n\n正文。\n",
             "05-一枚弹体.md": "# 一枚弹体\n\n## 两把卡规 { #kagui }\n\n正文。\n"}
    for name, text in files.items():
        (folder / "stories" / name).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("example", blocks("markdown"), ids=lambda e: e[:12])
def test_markdown_examples_are_read_without_problems(tmp_path: Path, example: str) -> None:
    folder = book(tmp_path, example)
    config, problems = load_book_config(folder)
    assert config is not None and not problems
    read, problems = read_book(folder, config)
    assert [p.code for p in problems if p.severity == "error"] == []
    assert read is not None


@pytest.mark.parametrize("example", blocks("toml"), ids=lambda e: e[:12])
def test_settings_examples_are_valid(tmp_path: Path, example: str) -> None:
    config, problems = load_book_config(book(tmp_path, "正文。\n", example))
    assert [p.code for p in problems] == []
    assert config is not None


EDITIONS = (ROOT / "docs/editions.zh.md").read_text("utf-8")


@pytest.mark.parametrize("example", [t for n, t in _BLOCK.findall(EDITIONS) if n == "toml"],
                         ids=lambda e: e[-12:])
def test_examples_of_editions_are_valid(tmp_path: Path, example: str) -> None:
    config, problems = load_book_config(book(tmp_path, "正文。\n", example))
    assert [p.code for p in problems] == []
    assert config is not None and config.editions


STANDARDS = [(ROOT / name).read_text("utf-8") for name in ("docs/standards.zh.md",
                                                           "docs/standards.md")]


@pytest.mark.parametrize("example", [t for paper in STANDARDS
                                     for n, t in _BLOCK.findall(paper) if n == "toml"],
                         ids=lambda e: e[-12:])
def test_examples_of_standards_are_valid(tmp_path: Path, example: str) -> None:
    config, problems = load_book_config(book(tmp_path, "正文。\n", example))
    assert [p.code for p in problems] == []
    assert config is not None


def test_the_papers_of_standards_name_all_codes_and_no_others() -> None:
    known = set(codes_of("standards"))
    for paper in STANDARDS:
        named = set(re.findall(r"`((?:colour|standard|pdfx|pdfa)-[a-z-]+)`", paper))
        assert named == known


def test_the_guide_has_examples() -> None:
    assert len(blocks("markdown")) >= 1
    assert len(blocks("toml")) >= 1


COVERS = [(name, text) for name in ("cover.zh.md", "cover.md", "budget.zh.md", "budget.md")
          for kind, text in _BLOCK.findall((ROOT / "docs" / name).read_text("utf-8"))
          if kind == "toml"]


@pytest.mark.parametrize("example", [text for _, text in COVERS], ids=lambda e: e[:12])
def test_examples_of_covers_and_budgets_are_valid(tmp_path: Path, example: str) -> None:
    config, problems = load_book_config(book(tmp_path, "正文。\n", example))
    assert [p.code for p in problems] == []
    assert config is not None
