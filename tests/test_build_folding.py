"""Booklets, by one process or two: the same sheets, the same problems."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import Any

import pytest
from build_samples import story, workshop, write_book

from press.build import folding
from press.build.folding import FEW, Fold, fold_all, folded
from press.build.makers import Maker
from press.build.pool import InProcess
from press.dataclass import replace


class Beside(InProcess):
    """Notes how many booklets it was handed."""

    def __init__(self, handed: list[int], dies: bool) -> None:
        super().__init__()
        self.handed, self.dies = handed, dies

    def submit(self, fn: Any, /, *args: Any) -> Future[Any]:  # type: ignore[override]
        assert fn is fold_all
        self.handed.append(len(args[1]))
        if self.dies:
            raise BrokenExecutor
        return super().submit(fn, *args)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    from build_samples import documents

    folder = tmp_path_factory.mktemp("folding")
    book = write_book(folder / "b", {f"{n:02}": story(f"第{n}篇") for n in range(1, 8)},
                      'title = "书"\ndocuments = ["print"]\n')
    made = Maker(workshop(folder / "cache")).make(documents(book)[0])
    return made.files[0].data


def folds(count: int) -> list[Fold]:
    return [Fold(f"b-{n}.pdf", range(4 * n + 1, 4 * n + 5), "A4", 0.1, n == count - 1,
                 (148.0, 210.0), 0) for n in range(count)]


@pytest.mark.parametrize("dies", [False, True])
@pytest.mark.parametrize("count", [FEW - 1, FEW])
def test_two_processes_make_what_one_makes(
        count: int, dies: bool, source: bytes, tmp_path: Path) -> None:
    handed: list[int] = []

    def apart(_: int) -> Executor:
        return Beside(handed, dies)

    wanted, shop = folds(count), replace(workshop(tmp_path), jobs=2, apart=apart)
    made = folded(source, wanted, shop)
    assert made == fold_all(source, wanted)
    assert [one.job.path for one in made if one.job] == [one.name for one in wanted]
    assert all(one.pdf.startswith(b"%PDF") for one in made)
    assert handed == ([] if count < FEW else [count - count // 2])


def test_one_process_is_asked_for_no_other(
        source: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "_beside", lambda *_: pytest.fail("beside"))
    assert len(folded(source, folds(FEW), workshop(tmp_path))) == FEW
