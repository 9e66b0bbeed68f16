"""Large files are written while they are checked; what turns out bad leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from build_samples import WORDS, build, story, workshop, write_book

from press.build import make, staging
from press.build.staging import Staging
from press.build.store import publish
from press.build.writing import write_beside
from press.values import problem

TOML = 'title = "书"\ndocuments = ["reading"]\n'
BODY = b"a" * 100


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "LARGE", 50)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_staged_is_renamed_and_not_written_again(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    with staging.staging(tmp_path) as staged:
        staged.begin("a.pdf", BODY)
        staged.begin("small.pdf", b"b")
        written: list[str] = []

        def noted(path: Path, *data: bytes) -> Path:
            written.append(path.name)
            return write_beside(path, *data)

        monkeypatch.setattr("press.build.writing.write_beside", noted)
        publish(tmp_path, {"a.pdf": BODY, "small.pdf": b"b"}, (), (), staged)
    assert written == ["small.pdf", "manifest.json"]
    assert names(tmp_path) == ["a.pdf", "manifest.json", "small.pdf"]
    assert (tmp_path / "a.pdf").read_bytes() == BODY
    assert (tmp_path / "a.pdf").stat().st_mode & 0o777 == 0o644


def test_other_bytes_than_those_that_were_staged_are_written(tmp_path: Path) -> None:
    with staging.staging(tmp_path) as staged:
        staged.begin("a.pdf", BODY)
        publish(tmp_path, {"a.pdf": BODY + b"more"}, (), (), staged)
    assert (tmp_path / "a.pdf").read_bytes() == BODY + b"more"
    assert names(tmp_path) == ["a.pdf", "manifest.json"]


def test_nothing_is_left_of_what_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    with staging.staging(tmp_path) as staged:
        staged.begin("a.pdf", BODY)
    assert names(tmp_path) == ["a.pdf"] and (tmp_path / "a.pdf").read_bytes() == b"old"


def test_no_folder_is_made_and_nothing_written_that_is_there(tmp_path: Path) -> None:
    away = Staging(tmp_path / "away")
    away.begin("a.pdf", BODY)
    assert away.taken(tmp_path / "away/a.pdf", BODY) is None and not (tmp_path / "away").exists()
    (tmp_path / "a.pdf").write_bytes(bytes(reversed(BODY)))
    here = Staging(tmp_path)
    here.begin("a.pdf", BODY)
    assert here.taken(tmp_path / "a.pdf", BODY) is None
    away.close()
    here.close()


def test_a_full_disk_is_told_when_the_file_is_wanted(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    folder = write_book(tmp_path / "b", {"01": story("一")}, TOML)
    assert build(folder, tmp_path / "out").good
    before = (tmp_path / "out/b/b-reading.pdf").read_bytes()
    (folder / "stories/01.md").write_text(story("一", WORDS * 9), "utf-8")
    monkeypatch.setattr(staging, "write_beside", full)
    result = build(folder, tmp_path / "out")
    assert [p.code for p in result.problems if p.severity == "error"] == ["output-unwritable"]
    assert (tmp_path / "out/b/b-reading.pdf").read_bytes() == before
    assert names(tmp_path / "out/b") == ["b-reading.pdf", "manifest.json"]


def test_a_bad_file_is_never_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_book(tmp_path / "b", {"01": story("一")}, TOML)
    assert build(folder, tmp_path / "out").good
    before = (tmp_path / "out/b/b-reading.pdf").read_bytes()
    (folder / "stories/01.md").write_text(story("一", WORDS * 9), "utf-8")
    monkeypatch.setattr(make, "check", lambda *_: (problem("pdf-encrypted"),))
    assert not build(folder, tmp_path / "out", shop=workshop(tmp_path / "cache")).good
    assert names(tmp_path / "out/b") == ["b-reading.pdf", "manifest.json"]
    assert (tmp_path / "out/b/b-reading.pdf").read_bytes() == before
