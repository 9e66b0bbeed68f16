"""The copy check beside a build: whoever makes it, the same is found."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import Any

import pytest
from build_samples import story, workshop, write_book

from press.build import copy_check, proofing
from press.build.cache import Pieces
from press.build.copy_check import Copy, copy_problems, proofed
from press.build.pool import InProcess, kept_open, processes
from press.build.proofing import FEW, Proofing
from press.build.workshop import Workshop
from press.dataclass import replace

BAD = story("一", "他说,这是一段话。")
TOML = 'title = "书"\ndocuments = ["reading"]\n'


class Worker(InProcess):
    """Notes what it was handed."""

    def __init__(self, work: Callable[[Copy], bytes] = proofed) -> None:
        super().__init__()
        self.work = work
        self.paths: list[str] = []

    def submit(self, fn: Any, /, *args: Any) -> Future[Any]:  # type: ignore[override]
        assert fn is proofing.proofed
        self.paths.append(args[0].path)
        return super().submit(self.work, *args)


def shop(folder: Path, worker: Executor | None, jobs: int = 2) -> Workshop:
    return replace(workshop(folder / "cache"), jobs=jobs,
                   checkers=None if worker is None else lambda _: worker)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "b", {f"{n:02}": BAD for n in range(1, 4)}, TOML)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths of what this process proofs."""
    paths: list[str] = []

    def noted(copy: Copy) -> bytes:
        paths.append(copy.path)
        return proofed(copy)

    monkeypatch.setattr(proofing, "proofed", noted)
    return paths


def changed(book: Path, *stems: str) -> list[str]:
    for stem in stems:
        (book / f"stories/{stem}.md").write_text(BAD + "\n又是一段,话。\n", "utf-8")
    return [f"stories/{stem}.md" for stem in stems]


def test_a_few_new_files_go_to_a_worker(tmp_path: Path, book: Path, here: list[str]) -> None:
    first = Proofing(book, shop(tmp_path, None)).problems()
    assert [p.path for p in first] == here == [f"stories/{n:02}.md" for n in (1, 2, 3)]
    here.clear()
    paths = changed(book, "01", "03")
    assert len(paths) == FEW
    worker = Worker()
    both = Proofing(book, shop(tmp_path, worker))
    both.begin_here()
    assert worker.paths == here == []  # workers have no time yet, and it is little
    both.begin_there()
    found = both.problems()
    assert worker.paths == paths and here == []
    assert found == copy_problems(book) and len(found) == 5
    again = Worker()
    assert Proofing(book, shop(tmp_path, again)).problems() == found
    assert again.paths == [] and here == []
    assert copy_problems(book, Pieces(shop(tmp_path, None).cache)) == found


@pytest.mark.parametrize(("stems", "jobs"), [(("01", "02", "03"), 2), (("02",), 1)])
def test_many_files_or_no_second_process_are_proofed_here(
        tmp_path: Path, book: Path, here: list[str], stems: tuple[str, ...], jobs: int) -> None:
    Proofing(book, shop(tmp_path, None)).problems()
    here.clear()
    paths, worker = changed(book, *stems), Worker()
    one = Proofing(book, shop(tmp_path, worker, jobs))
    assert here == []  # not before there is time
    one.begin_there()
    assert here == []
    one.begin_here()
    assert one.problems() == copy_problems(book)
    assert here == paths and worker.paths == []


def test_a_worker_that_dies_loses_nothing(tmp_path: Path, book: Path, here: list[str]) -> None:
    def dies(_: Copy) -> bytes:
        raise BrokenExecutor

    Proofing(book, shop(tmp_path, None)).problems()
    here.clear()
    paths, worker = changed(book, "02"), Worker(dies)
    one = Proofing(book, shop(tmp_path, worker))
    one.begin_there()
    assert one.problems() == copy_problems(book)
    assert here == worker.paths == paths


def test_a_fault_of_ours_is_not_swallowed(tmp_path: Path, book: Path) -> None:
    def fails(_: Copy) -> bytes:
        raise ZeroDivisionError

    Proofing(book, shop(tmp_path, None)).problems()
    changed(book, "02")
    one = Proofing(book, shop(tmp_path, Worker(fails)))
    one.begin_there()
    with pytest.raises(ZeroDivisionError):
        one.problems()


def test_what_nobody_had_time_for_is_proofed_in_the_end(
        tmp_path: Path, book: Path, here: list[str]) -> None:
    Proofing(book, shop(tmp_path, None)).problems()
    here.clear()
    paths, worker = changed(book, "02"), Worker()
    assert Proofing(book, shop(tmp_path, worker)).problems() == copy_problems(book)
    assert here == paths and worker.paths == []


def test_a_book_without_settings_has_no_check(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "b", {"01": BAD}, "title = 3\n")
    assert Proofing(folder, shop(tmp_path, Worker())).problems() == ()


def test_a_real_worker_finds_the_same(
        tmp_path: Path, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with kept_open(processes, 2) as workers:
        own = replace(workshop(tmp_path / "cache"), jobs=2, checkers=workers)
        Proofing(book, own).problems()
        changed(book, "02")
        wanted = copy_problems(book)
        monkeypatch.setattr(copy_check, "proof_text", lambda *_: pytest.fail("proofed here"))
        one = Proofing(book, own)
        one.begin_there()
        assert one.problems() == wanted
