"""docs/layouts.md is followed to the letter, in a folder of its own, and its results looked at.

What the guide calls a file is written, what it calls a command is run, and what it quotes as a
message must come. So a step that no longer works fails here, and not on an editor's machine.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader

from press.cli import main
from press.dataclass import dataclass

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(r"^## (?P<section>\d+)\.|^(?:File|文件) `(?P<file>[^`]+)`(?::|：)$|"
                    r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
MM = 72 / 25.4


@dataclass(frozen=True)
class Block:
    """A block of the guide in a fence."""

    section: int
    kind: str
    file: str
    """The file that it is, or empty."""
    body: str


@dataclass(frozen=True)
class Run:
    """One command of the guide, and what it left behind."""

    section: int
    command: str
    code: int
    said: str
    expected: str
    """The message that the guide promises; empty for success."""
    pages: tuple[str, ...]
    sizes: tuple[tuple[float, float], ...]
    drawn: tuple[str, ...]
    """Content streams of the pages."""


def blocks(guide: str) -> Iterator[Block]:
    section, file = 0, ""
    for match in _BLOCK.finditer((ROOT / "docs" / guide).read_text("utf-8")):
        if match["section"]:
            section = int(match["section"])
        elif match["file"]:
            file = match["file"]
        else:
            yield Block(section, match["kind"], file, match["body"])
            file = ""


def follow(guide: str, folder: Path, *, builds: bool = True) -> list[Run]:
    """Do in ``folder`` what the guide says, block by block; on request it is only checked."""
    shutil.copytree(ROOT / "templates", folder / "templates")
    (folder / "sources").mkdir()
    runs: list[Run] = []
    todo = list(blocks(guide))
    for block, after in zip(todo, [*todo[1:], None], strict=True):
        if block.file:
            (folder / block.file).parent.mkdir(parents=True, exist_ok=True)
            (folder / block.file).write_text(block.body, "utf-8")
        elif block.kind == "sh":
            expected = after.body.strip() if after and after.kind == "text" else ""
            runs += [_run(command, block.section, expected, folder)
                     for command in block.body.splitlines() if builds or " check " in command]
        else:
            assert block.kind == "text", f"a block that nothing is done with: {block}"
    return runs


def _run(command: str, section: int, expected: str, folder: Path) -> Run:
    """The command as ``build.py`` passes it on, in this process: that spares a start each."""
    python, program, *words = command.split()
    assert (python, program) == ("python3", "build.py")
    said = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stderr(said):
        code = main(words)
    pages: tuple[str, ...] = ()
    sizes: tuple[tuple[float, float], ...] = ()
    drawn: tuple[str, ...] = ()
    manifest = folder / "output/trial/manifest.json"
    if words[0] == "build" and manifest.is_file():
        artefacts = json.loads(manifest.read_text("utf-8"))["artefacts"]
        pdf = PdfReader(manifest.parent / artefacts[0]["path"])
        pages = tuple(page.extract_text() for page in pdf.pages)
        sizes = tuple((float(page.trimbox.width) / MM, float(page.trimbox.height) / MM)
                      for page in pdf.pages)
        drawn = tuple(_content(page) for page in pdf.pages)
    return Run(section, command, code, said.getvalue(), expected, pages, sizes, drawn)


def _content(page: PageObject) -> str:
    stream = page.get_contents()
    return "" if stream is None else stream.get_data().decode("latin-1")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Run]:
    return follow("layouts.md", tmp_path_factory.mktemp("en"))


def build(runs: list[Run], section: int) -> Run:
    found = [run for run in runs if run.section == section and " build " in run.command]
    assert len(found) == 1, f"step {section} builds {len(found)} times"
    return found[0]


def page_with(run: Run, words: str) -> int:
    """The last page with the words: that of the story, after the contents."""
    return max(i for i, text in enumerate(run.pages) if words in text)


def filled(code: str, content: str) -> bool:
    """Whether something is filled with ``#7a1f1d``."""
    wanted = [int(code[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    return any(all(abs(float(value) - want) < 0.002 for value, want in
                   zip(match.groups(), wanted, strict=True))
               for match in re.finditer(r"^([\d.]+) ([\d.]+) ([\d.]+) rg$", content, re.MULTILINE))


def test_every_command_does_what_the_guide_says(runs: list[Run]) -> None:
    assert len(runs) >= 10
    as_promised(runs)


def as_promised(runs: list[Run]) -> None:
    for run in runs:
        if run.expected:
            assert run.code != 0, f"{run.command}: no fault\n{run.said}"
            assert run.expected in run.said, run.said
        else:
            assert run.code == 0, f"{run.command}\n{run.said}"


def test_a_layout_that_only_extends_looks_like_the_old_one(runs: list[Run]) -> None:
    run = build(runs, 2)
    assert {(round(w), round(h)) for w, h in run.sizes} == {(148, 210)}
    assert "The first story" in run.pages[page_with(run, "A few words")]


def test_page_and_grid(runs: list[Run]) -> None:
    run = build(runs, 3)
    assert {(round(w, 1), round(h, 1)) for w, h in run.sizes} == {(130.0, 184.0)}


def test_colours(runs: list[Run]) -> None:
    before, after = build(runs, 3), build(runs, 4)
    story = page_with(after, "A few words")
    assert filled("#7a1f1d", after.drawn[story]) and filled("#5b1a22", after.drawn[0])
    assert not filled("#7a1f1d", before.drawn[story]) and not filled("#5b1a22", before.drawn[0])


def test_a_template_and_a_label_of_the_book_alone(runs: list[Run]) -> None:
    before, after = build(runs, 4), build(runs, 5)
    story = page_with(after, "A few words")
    assert "The end" in after.pages[story]
    assert "The end" not in "".join(before.pages)


def test_both_languages_teach_the_same() -> None:
    """The same files in the same steps; messages and the language of messages differ."""
    def done(guide: str) -> list[tuple[int, str, str, str]]:
        return [(b.section, b.kind, b.file, re.sub(r" --lang \w+", "", b.body))
                for b in blocks(guide) if b.kind != "text"]

    assert done("layouts.md") == done("layouts.zh.md")


def test_the_messages_in_the_chinese_guide(tmp_path: Path) -> None:
    """Its steps are those of the English one (see above); what goes wrong is told in Chinese."""
    runs = follow("layouts.zh.md", tmp_path, builds=False)
    assert sum(bool(run.expected) for run in runs) >= 6
    as_promised(runs)
