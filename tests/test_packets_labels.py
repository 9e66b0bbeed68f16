"""Labels of boxes are filled into one sheet; what has no room is laid out; lists pass the gate."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from build_samples import TEMPLATES, workshop
from packet_samples import LECTURES, cache_folder, made, packet_book
from PIL import ImageChops

from press.build.pool import InProcess, kept_open, processes
from press.dataclass import replace
from press.packets import handing, make
from press.packets.beside import beside
from press.packets.labels import Filled, label_parts, label_sheet
from press.packets.lists import BOX, Lists
from press.packets.run import Ready, make_packets, make_ready
from press.preflight.needles import folded
from press.values import Part

LONG = "三号厂房西跨二层靠近老锅炉房的那一间临时会议室里间靠窗的一侧"
NINE = LECTURES + "".join(
    f"T{n},关口,0{n % 3 + 1},2021-12-{20 + n},9:00-10:30,{place},来人,9,,\n"
    for n, place in enumerate(("甲楼", "乙楼", "丙楼", "丁楼")))


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """A small roster, read."""
    book = packet_book(tmp_path_factory.mktemp("labels") / "tour")
    found, problems = make_ready(book, TEMPLATES, workshop(cache_folder()), {})
    assert found is not None, problems
    return found


def said(ready: Ready, **more: str) -> dict[str, str]:
    """What the label of the first lecture says."""
    label, *_ = Lists(ready.lang, ()).labels(ready.lectures[:1], 2500)
    return {**label, "code": "7KQ2M-3XPTC", **more}


def pages(path: Path) -> list[str]:
    return [folded(page.extract_text()) for page in pypdf.PdfReader(path).pages]


def undeclared(folder: Path) -> Path:
    """Layouts whose labels declare no fields, and are laid out."""
    templates = shutil.copytree(TEMPLATES, folder)
    layout = templates / "packet-zh/layout.toml"
    text, count = re.subn(r"\[parts\.box-labels\.fields\][^[]*", "", layout.read_text("utf-8"))
    assert count == 1
    layout.write_text(text, "utf-8")
    return templates


def test_full_sheets_are_filled_and_the_last_is_laid_out(ready: Ready) -> None:
    lists = Lists(ready.lang, ())
    sheet, problems = label_sheet(ready.stock, lists)
    assert sheet is not None and not problems and sheet.labels == 4
    parts, uses, problems = label_parts(ready.stock, lists, sheet, [said(ready)] * 9)
    assert [type(part) for part in parts] == [Filled, Filled, Part] and uses and not problems
    first, second, _ = parts
    assert isinstance(first, Filled) and isinstance(second, Filled)
    assert first.pages is second.pages
    assert set(first.said) == {f"{n}-{name}" for n in range(1, 5) for name in BOX}


@pytest.mark.parametrize("more", [{"place": LONG}, {"lecturer": "𠮷田甲乙丙丁戊己"},
                                  {"topic": "e\u0301"}])
def test_a_sheet_with_a_label_that_does_not_fit_is_laid_out(
        ready: Ready, more: dict[str, str]) -> None:
    lists = Lists(ready.lang, ())
    sheet, _ = label_sheet(ready.stock, lists)
    labels = [*[said(ready)] * 5, said(ready, **more), *[said(ready)] * 6]
    parts, _, _ = label_parts(ready.stock, lists, sheet, labels)
    assert [type(part) for part in parts] == [Filled, Part, Filled]
    laid = parts[1]
    assert isinstance(laid, Part) and next(iter(more.values())) in laid.html


def test_filled_labels_look_as_those_that_are_laid_out(tmp_path: Path) -> None:
    book = packet_book(tmp_path / "tour", NINE)
    filled = made(book, tmp_path / "filled")
    laid = made(book, tmp_path / "laid", templates=undeclared(tmp_path / "templates"))
    assert filled.good and laid.good
    ours, theirs = filled.folder / "箱签.pdf", laid.folder / "箱签.pdf"
    # Which word of a line comes first in the file is nothing to look at.
    assert [sorted(page) for page in pages(ours)] == [sorted(page) for page in pages(theirs)]
    with pypdfium2.PdfDocument(ours) as one, pypdfium2.PdfDocument(theirs) as other:
        assert len(one) == len(other) == 3
        for a, b in zip(one, other, strict=True):
            x, y = (p.render(scale=1, grayscale=True).to_pil() for p in (a, b))
            unlike = sum(ImageChops.difference(x, y).histogram()[61:])
            assert unlike < 0.0005 * x.width * x.height


def test_labels_are_the_same_bytes_on_every_run(tmp_path: Path) -> None:
    book = packet_book(tmp_path / "tour", NINE)
    one, other = (made(book, tmp_path / name).folder / "箱签.pdf" for name in ("a", "b"))
    assert one.read_bytes() == other.read_bytes()
    text = pages(one)
    places = ("东头礼堂", "西头食堂", "南头教室", "北头棚下", "甲楼", "乙楼", "丙楼", "丁楼")
    assert all("".join(text).count(folded(place)) in (1, 2) for place in places)
    assert ["东头礼堂" in page for page in text].count(True) >= 1


def test_a_long_place_stands_whole_on_its_label(tmp_path: Path) -> None:
    text = LECTURES.replace("西头食堂", LONG)
    result = made(packet_book(tmp_path / "tour", text), tmp_path / "out")
    assert result.good, result.problems
    first, last = pages(result.folder / "箱签.pdf")
    assert folded(LONG) in first and "北头棚下" in last


def test_lists_of_a_lecturer_pass_the_leak_gate(tmp_path: Path) -> None:
    templates = shutil.copytree(TEMPLATES, tmp_path / "templates")
    for name in ("packet-zh", "phone-forms-zh"):
        sheet = templates / name / "sheet.html"
        sheet.write_text(sheet.read_text("utf-8").replace(
            "<h1>", '<p style="color: white; font-size: 1pt">孙家湾分厂</p><h1>'), "utf-8")
    result = made(packet_book(tmp_path / "tour"), tmp_path / "out", templates=templates)
    assert not result.good
    told = {(p.code, p.path) for p in result.problems}
    assert {("leak-foreign", f"{n}/{file}") for n, file in (
        ("01-甲子", "装箱单.pdf"), ("01-甲子", "01-甲子-手机版.pdf"),
        ("02-乙丑", "装箱单.pdf"), ("02-乙丑", "02-乙丑-手机版.pdf"))} == told


def test_processes_make_the_same_files(tmp_path: Path) -> None:
    book = packet_book(tmp_path / "tour", NINE)
    alone = made(book, tmp_path / "alone")
    with kept_open(processes, 2) as workers:
        shop = replace(workshop(tmp_path / "cache"), jobs=2, workers=workers, checkers=workers)
        together = make_packets(book, tmp_path / "together", TEMPLATES, shop, {})
    assert together.good, together.problems
    assert {f.path: f.sha256 for f in together.files} == {f.path: f.sha256 for f in alone.files}


class Dying(Executor):
    """Loses all that it is handed."""

    def submit(self, _fn: Callable[..., Any], /, *_args: Any) -> Future[Any]:  # type: ignore[override]
        future: Future[Any] = Future()
        future.set_exception(BrokenProcessPool("gone"))
        return future


@pytest.mark.parametrize("deaths", [1, 9])
def test_lots_are_handed_out_again_when_a_worker_dies(
        deaths: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "make_lot", lambda lot: [lot])
    opened: list[int] = []

    def workers(count: int) -> Executor:
        opened.append(count)
        return Dying() if len(opened) <= deaths else InProcess(count)

    class Lot:
        orders = (1, 2)

    shop = replace(workshop(tmp_path), jobs=2, workers=workers)
    work: Any = [Lot(), Lot()]
    if deaths == 1:
        assert set(handing.make_lots(work, shop)) == set(work) and len(opened) == 2
    else:
        with pytest.raises(BrokenProcessPool):
            handing.make_lots(work, shop)


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_beside_is_done_once_and_its_fault_is_told(jobs: int, tmp_path: Path) -> None:
    done: list[int] = []

    def fault() -> None:
        raise ValueError("bad")

    shop = replace(workshop(tmp_path), jobs=jobs, checkers=InProcess)
    with beside(shop) as later:
        one, two = later(lambda: done.append(1)), later(fault)
        one()
        one()
        with pytest.raises(ValueError, match="bad"):
            two()
    assert done == [1]
