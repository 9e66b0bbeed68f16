"""What shows at once that a book has changed, and what does not; files that are read ahead."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from build_samples import TEMPLATES, build, write_book

from press import contents
from press.build import unchanged as module
from press.build.cache import Cache
from press.build.unchanged import Seen, keep, seen, surely_changed, unchanged
from press.cli import main
from press.contents import file_digest, read_ahead

TOML = 'title = "书"\ndocuments = ["reading"]\n'


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(module, "LARGE", 1000)
    folder = write_book(tmp_path / "b", None, TOML)
    (folder / "plan.bin").write_bytes(b"a" * 2000)
    return folder


def look(book: Path) -> Seen:
    return seen(book, book.parent / "templates", book.parent / "out", "fonts", {}, ())


def same_size(path: Path) -> None:
    path.write_bytes(b"b" * 2000)


CHANGES: dict[str, tuple[Callable[[Path], Any], bool]] = {
    "a small file": (lambda b: (b / "stories/01.md").write_text("# 另\n\n另\n", "utf-8"), True),
    "a new file": (lambda b: (b / "new.md").write_text("x", "utf-8"), True),
    "a name": (lambda b: (b / "plan.bin").rename(b / "plan2.bin"), True),
    "a size": (lambda b: (b / "plan.bin").write_bytes(b"a" * 2001), True),
    "a link": (lambda b: (b / "l").symlink_to("plan.bin"), True),
    "a large file": (lambda b: same_size(b / "plan.bin"), False),
}


@pytest.mark.parametrize("name", CHANGES)
def test_changes_show_in_the_key_and_most_in_the_hint(book: Path, name: str) -> None:
    change, at_once = CHANGES[name]
    before = look(book)
    key, hint = before.key(), before.hint()
    assert look(book) == before and look(book).key() == key and look(book).hint() == hint
    change(book)
    after = look(book)
    assert after != before and after.key() != key
    assert (after.hint() != hint) == at_once


def test_stamps_are_in_neither(book: Path) -> None:
    before = look(book)
    key, hint = before.key(), before.hint()
    (book / "plan.bin").write_bytes(b"a" * 2000)
    os.utime(book / "plan.bin", (1, 1))
    again = look(book)
    assert (again.key(), again.hint()) == (key, hint)
    assert again != before  # somebody has written to it


def test_a_book_that_was_built_is_looked_at_closely(book: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    before = look(book)
    assert surely_changed(before, cache)
    keep(before.key(), build(book, tmp_path / "out"), cache, before.hint())
    assert not surely_changed(look(book), cache)
    assert unchanged(look(book).key(), tmp_path / "out", cache, whole=True, written=True)
    same_size(book / "plan.bin")
    assert not surely_changed(look(book), cache)
    assert not unchanged(look(book).key(), tmp_path / "out", cache, whole=True, written=True)
    (book / "new.md").write_text("x", "utf-8")
    assert surely_changed(look(book), cache)


def test_the_key_is_that_of_the_book(book: Path, tmp_path: Path) -> None:
    assert look(book).key() == seen(
        book, book.parent / "templates", tmp_path / "out", "fonts", {}, ()).key()


def test_a_file_that_is_saved_during_a_build_is_built_again(
        book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where it is read after that: what is kept is what was there all the time."""
    from press.build import run

    real = run.publish

    def publish(*words: Any) -> None:
        real(*words)
        same_size(book / "plan.bin")

    monkeypatch.setattr(run, "publish", publish)
    words = ["build", str(book), "--output", str(tmp_path / "out"), "--templates", str(TEMPLATES),
             "--quiet"]
    assert main(words) == 0
    assert list((tmp_path / "out/.cache").glob("books/*/*")) == []
    assert main(words) == 0  # now it was there from the beginning, and the same afterwards
    assert list((tmp_path / "out/.cache").glob("books/*/*")) == []
    monkeypatch.undo()
    assert main(words) == 0
    assert len(list((tmp_path / "out/.cache").glob("books/*/*"))) == 2


def test_files_are_read_ahead_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / str(n) for n in range(9)]
    for n, path in enumerate(paths):
        path.write_bytes(b"%d" % n * 500)
    read: list[str] = []
    real = contents._digest

    def noted(path: Path) -> str:
        read.append(path.name)
        return real(path)

    monkeypatch.setattr(contents, "_digest", noted)
    read_ahead([*paths, tmp_path / "missing"])
    found = [file_digest(path) for path in paths]
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join(5)
    assert found == [hashlib.sha256(b"%d" % n * 500).hexdigest() for n in range(9)]
    assert sorted(read) == [str(n) for n in range(9)]
    with pytest.raises(OSError, match="missing"):
        file_digest(tmp_path / "missing")
