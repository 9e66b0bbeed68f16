"""``new NAME``: a book that builds at once."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from build_samples import TEMPLATES, contents

from press.build.intake import reader_layouts
from press.cli import books, main
from press.cli.starter import start_book
from press.values import Problem


def start(sources: Path, name: str, layout: str = "reader-zh") -> tuple[
        Path | None, tuple[Problem, ...]]:
    return start_book(name, layout, sources, TEMPLATES)


LAYOUTS = reader_layouts(TEMPLATES)


@pytest.mark.parametrize(("name", "layout"), [
    ("我的读本", ""), *((f"a book of {name}", name) for name in LAYOUTS)])
def test_a_new_book_builds_at_once_without_problems(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
        name: str, layout: str) -> None:
    """With every layout that a book can have."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(books, "__file__", str(TEMPLATES.parent / "press/cli/books.py"))
    assert main(["new", name, *(["--layout", layout] if layout else [])]) == 0
    assert f"sources/{name}" in capsys.readouterr().err
    assert main(["build", name, "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert [p for p in value["problems"] if p["code"] != "imposition-blanks"] == []
    assert [a["kind"] for a in value["artefacts"]] == ["reading", "print", "booklet"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_is_in_the_language_of_its_layout(tmp_path: Path, layout: str) -> None:
    """And says no more than is not the default."""
    folder, problems = start(tmp_path, "b", layout)
    assert folder is not None and not problems
    settings = tomllib.loads((folder / "book.toml").read_text("utf-8"))
    wanted = {"title": "b"}
    if LAYOUTS[layout] != "zh-Hans":
        wanted["lang"] = LAYOUTS[layout]
    if layout != "reader-zh":
        wanted["layout"] = layout
    assert settings == wanted
    words = (folder / "stories/01.md").read_text("utf-8")
    assert words.startswith("# 第一篇" if LAYOUTS[layout].startswith("zh") else "# The first")


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", "utf-8")
    (tmp_path / "link").symlink_to("nowhere")
    before = contents(tmp_path)
    for name in ("taken", "link"):
        folder, (found,) = start(tmp_path, name)
        assert (folder, found.code) == (None, "name-taken")
    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", [
    "", " ", "..", ".", ".git", "../x", "a/b", "/tmp/x", "a\\b", "C:x", "-x", "~x", "a\nb",
    "a\x1bb", "a\udc80b", 'a"b', "a ", "a.", "字" * 41, "\u202eabc"])
def test_names_that_make_bad_folders_are_refused(tmp_path: Path, name: str) -> None:
    folder, (found,) = start(tmp_path / "sources", name)
    assert (folder, found.code) == (None, "name-bad")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_layout_suggests_one_for_books(tmp_path: Path) -> None:
    for name, known in (("reader-zn", "reader-zh"), ("handout-zh", "handbook-zh"),
                        ("leporello", "、".join(LAYOUTS))):
        folder, (found,) = start(tmp_path, "book", name)
        assert (folder, found.code) == (None, "layout-choice")
        assert dict(found.args)["known"] == known
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "sources").write_text("a file", "utf-8")
    folder, (found,) = start(tmp_path / "sources", "book")
    assert (folder, found.code) == (None, "book-unwritable")
