"""docs/imposition*.md: every command works, in the order of the page, on files as it describes."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from case_pages import described
from pypdf import PdfReader

from press.cli import main
from press.cli.impose_options import OPTIONS

DOCS = Path(__file__).parents[1] / "docs"
FILES = {"讲稿.pdf": (24, 210, 297), "小书.pdf": (50, 148, 210), "卡片.pdf": (20, 90, 54),
         "talk.pdf": (24, 210, 297), "book.pdf": (50, 148, 210), "cards.pdf": (20, 90, 54)}


def commands(paper: str) -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```$", (DOCS / paper).read_text("utf-8"), re.M | re.S)
    return [line for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize("paper", ["imposition.zh.md", "imposition.md"])
def test_every_command_of_the_paper_works(paper: str, tmp_path: Path,
                                          monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, (count, width, height) in FILES.items():
        (tmp_path / name).write_bytes(
            described([{"count": count, "width": width, "height": height}]))
    lines = commands(paper)
    assert len(lines) > 15
    for line in lines:
        python, program, *words = shlex.split(line)
        assert (python, program, words[0]) == ("python3", "build.py", "impose")
        before = {path: path.read_bytes() for path in tmp_path.iterdir()}
        assert main(words) == 0, line
        for path in tmp_path.iterdir():
            if path.suffix == ".pdf" and before.get(path) != path.read_bytes():
                assert PdfReader(path).pages, line
    for name in FILES:
        assert len(PdfReader(tmp_path / name).pages) == FILES[name][0], "left as it was"


def test_both_papers_give_the_same_commands() -> None:
    def options(paper: str) -> list[list[str]]:
        return [re.findall(r"--[a-z-]+", line) for line in commands(paper)]

    assert options("imposition.zh.md") == options("imposition.md")


@pytest.mark.parametrize("paper", ["imposition.zh.md", "imposition.md"])
def test_options_named_in_the_paper_exist(paper: str) -> None:
    named = set(re.findall(r"`(--[a-z-]+)", (DOCS / paper).read_text("utf-8")))
    assert named <= {option.name for option in OPTIONS}


def test_the_command_for_a_sheet_of_instructions_works(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "output/书名").mkdir(parents=True)
    (tmp_path / "output/书名/书名-reading.pdf").write_bytes(
        described([{"count": 40, "width": 148, "height": 210}]))
    line, = (line for line in commands("print.zh.md") if " impose " in line)
    assert main([*shlex.split(line)[2:], "--pages", "1-32"]) == 0
    assert len(PdfReader(tmp_path / "小册子.pdf").pages) == 16
    for ending in ("instructions", "flip-test"):
        assert (tmp_path / f"小册子-{ending}.pdf").is_file()
