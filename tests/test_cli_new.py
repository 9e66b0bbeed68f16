"""``new NAME``: a book that builds at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from build_samples import TEMPLATES, contents

from press.cli import main
from press.cli.starter import start_book
from press.values import Problem


def start(sources: Path, name: str, layout: str = "reader-zh") -> tuple[
        Path | None, tuple[Problem, ...]]:
    return start_book(name, layout, sources, TEMPLATES, "zh")


@pytest.mark.parametrize(("name", "lang"), [("我的读本", "zh"), ("my book", "en")])
def test_a_new_book_builds_at_once_without_problems(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
        name: str, lang: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", name, "--lang", lang]) == 0
    assert f"sources/{name}" in capsys.readouterr().err
    assert main(["build", name, "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert [p for p in value["problems"] if p["code"] != "imposition-blanks"] == []
    assert [a["kind"] for a in value["artefacts"]] == ["reading", "print", "booklet"]


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
    for name in ("reader", "handout-zh"):
        folder, (found,) = start(tmp_path, "book", name)
        assert (folder, found.code) == (None, "layout-choice")
        assert dict(found.args)["known"] == "reader-zh"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "sources").write_text("a file", "utf-8")
    folder, (found,) = start(tmp_path / "sources", "book")
    assert (folder, found.code) == (None, "book-unwritable")
