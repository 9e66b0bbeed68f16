"""The folder for a shop: what is in it, and that it is never changed."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import stat
from pathlib import Path
from typing import Any

import pypdf
import pytest
from build_samples import contents, story, write_book
from PIL import Image

from press.build.freezing import freeze
from press.cli import main

TOML = 'title = "小书"\nnotice = "样书"\n[printing]\npaper = "80 克胶版纸"\ncopies = 500\n'
LAYOUT = 'order = ["cover", "body", "back-cover"]\n'


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with one book, its cache warm; each test copies it."""
    folder = tmp_path_factory.mktemp("house")
    write_book(folder / "sources/小书", {"01": story("第一篇"), "02": story("第二篇")}, TOML,
               layout__layout_toml=LAYOUT)
    return folder


@pytest.fixture
def here(house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = shutil.copytree(house, tmp_path / "here")
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return folder


def handed(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> dict[str, Any]:
    """What ``handover --json`` says."""
    capsys.readouterr()
    assert main(["handover", "小书", "--json", "--jobs", "1", *words]) == code
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def set_printing(here: Path, line: str) -> None:
    (here / "sources/小书/book.toml").write_text(TOML + line + "\n", "utf-8")


def test_the_folder_holds_what_a_shop_needs(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = handed(capsys)
    folder = here / "handover/小书/第1版-第1次印刷"
    assert [(h["folder"], h["fresh"]) for h in said["handovers"]] == [
        ("handover/小书/第1版-第1次印刷", True)]
    files = contents(folder)
    assert {"小书-print.pdf", "小书-ticket.pdf", "小书-ticket.json", "彩色页.txt", "说明.txt",
            "SHA256SUMS", "样张/001.jpg"} <= set(files)
    assert said["handovers"][0]["files"] == [
        {"path": name, "sha256": hashlib.sha256(files[name]).hexdigest()}
        for name in (f["path"] for f in said["handovers"][0]["files"])]
    # As sha256sum writes it: of everything but itself.
    lines = files["SHA256SUMS"].decode().splitlines()
    sums = dict(reversed(line.split("  ", 1)) for line in lines)
    assert sums == {n: hashlib.sha256(d).hexdigest() for n, d in files.items() if n != "SHA256SUMS"}
    page = pypdf.PdfReader(io.BytesIO(files["小书-print.pdf"])).pages[2]
    bleed = [float(page.trimbox.left - page.bleedbox.left),
             float(page.bleedbox.top - page.trimbox.top)]
    assert bleed == pytest.approx([3 * 72 / 25.4] * 2, abs=0.01)
    data = json.loads(files["小书-ticket.json"])
    assert data["files"][0]["sha256"] == hashlib.sha256(files["小书-print.pdf"]).hexdigest()
    colour = files["彩色页.txt"].decode("utf-8-sig")
    assert "有颜色的 4 页：\r\n1、3、5–6\r\n" in colour
    papers = files["说明.txt"].decode("utf-8-sig")
    for words in ("小书", "样书", "500 册", "148×210 毫米（890mm×1240mm 1/32）", "骑马订",
                  "80 克胶版纸", "小书-print.pdf  正文", "sha256sum -c SHA256SUMS"):
        assert words in papers, words
    picture = Image.open(io.BytesIO(files["样张/001.jpg"]))
    assert picture.size == pytest.approx((148 / 25.4 * 150, 210 / 25.4 * 150), abs=2)


def test_a_second_call_writes_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handed(capsys)
    folder = here / "handover/小书/第1版-第1次印刷"
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*")}
    said = handed(capsys)
    assert [h["fresh"] for h in said["handovers"]] == [False]
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*")} == before
    assert main(["handover", "小书", "--jobs", "1", "--lang", "zh"]) == 0
    assert "内容完全相同" in capsys.readouterr().err


def test_other_contents_want_another_printing(here: Path,
                                              capsys: pytest.CaptureFixture[str]) -> None:
    handed(capsys)
    first = contents(here / "handover")
    (here / "sources/小书/stories/01.md").write_text(story("第一篇", "另一句。"), "utf-8")
    said = handed(capsys, code=1)
    assert said["handovers"] == []
    assert [p["code"] for p in said["problems"]] == ["handover-frozen"]
    assert "小书-print.pdf" in said["problems"][0]["message"]
    assert contents(here / "handover") == first
    set_printing(here, 'printing = "第2次印刷"')
    handed(capsys)
    now = contents(here / "handover")
    assert {n: now[n] for n in first} == first
    assert sorted(p.name for p in (here / "handover/小书").iterdir()) == [
        "第1版-第1次印刷", "第1版-第2次印刷"]


def test_it_is_frozen_and_outlives_clean(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handed(capsys)
    before = contents(here / "handover")
    assert all(not p.stat().st_mode & stat.S_IWUSR
               for p in (here / "handover").rglob("*") if p.is_file())
    assert main(["clean"]) == 0
    assert contents(here / "handover") == before
    # What was deleted is made again, byte for byte: the folder is the same still.
    said = handed(capsys)
    assert [h["fresh"] for h in said["handovers"]] == [False]


def test_the_ticket_is_that_of_the_build(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "sources/小书/book.toml").write_text(
        TOML.replace("[printing]", 'documents = ["print", "booklet", "ticket"]\n[printing]'),
        "utf-8")
    assert main(["build", "小书", "--jobs", "1"]) == 0
    handed(capsys)
    for name in ("小书-print.pdf", "小书-ticket.pdf", "小书-ticket.json"):
        assert (here / "output/小书" / name).read_bytes() == (
            here / "handover/小书/第1版-第1次印刷" / name).read_bytes()


def test_editions_have_folders_of_their_own(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    set_printing(here, 'edition = "2021年7月/第1版"\n[[editions]]\nname = "甲"\n'
                 '[[editions]]\nname = "乙"\ndocuments = ["reading"]')
    said = handed(capsys, "--edition", "乙", "--to", "shop")
    assert [(h["edition"], h["folder"]) for h in said["handovers"]] == [
        ("乙", "shop/小书/乙-2021年7月_第1版-第1次印刷")]
    assert len(handed(capsys, "--to", "shop")["handovers"]) == 2


def test_long_printings_that_begin_alike_are_two(here: Path,
                                                 capsys: pytest.CaptureFixture[str]) -> None:
    for number in "一二":
        set_printing(here, f'printing = "{"很长的印次" * 30}{number}"')
        handed(capsys)
    names = [p.name for p in (here / "handover/小书").iterdir()]
    assert len(names) == 2 and all(len(name.encode()) <= 255 for name in names)


def test_a_cover_of_its_own_is_handed_over(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = TOML.replace("[printing]", 'documents = ["print", "cover"]\n[printing]')
    (here / "sources/小书/book.toml").write_text(text + 'binding = "perfect"\n', "utf-8")
    handed(capsys)
    files = contents(here / "handover/小书/第1版-第1次印刷")
    assert {"小书-cover.pdf", "样张/cover-001.jpg"} <= set(files)
    assert "小书-cover.pdf  封面" in files["说明.txt"].decode("utf-8-sig")
    assert "没有单独的封面" not in files["说明.txt"].decode("utf-8-sig")


def test_a_book_with_errors_is_not_handed_over(here: Path,
                                               capsys: pytest.CaptureFixture[str]) -> None:
    (here / "sources/小书/stories/01.md").write_text("# 一\n\n![图](images/none.svg)\n", "utf-8")
    said = handed(capsys, code=1)
    assert said["handovers"] == [] and "image-missing" in [p["code"] for p in said["problems"]]
    assert not (here / "handover").exists()
    (here / "sources/小书/stories/01.md").write_text(story("第一篇"), "utf-8")
    (here / "sources/小书/book.toml").write_text("title = ", "utf-8")
    handed(capsys, code=2)
    assert main(["handover", "没有"]) == 2
    assert main(["handover"]) == 2  # of which book?


def test_a_place_that_cannot_be_written_is_told(here: Path,
                                                capsys: pytest.CaptureFixture[str]) -> None:
    (here / "handover").write_text("not a folder", "utf-8")
    assert [p["code"] for p in handed(capsys, code=3)["problems"]] == ["output-unwritable"]
    assert (here / "handover").read_text("utf-8") == "not a folder"


def test_what_fails_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch
                                            ) -> None:
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == "b":
            raise OSError(28, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="space"):
        freeze(tmp_path / "to/folder", {"a": b"1", "b": b"2"})
    assert list((tmp_path / "to").iterdir()) == []


def test_what_lies_beside_in_a_frozen_folder_is_left_alone(tmp_path: Path) -> None:
    assert freeze(tmp_path / "f", {"a": b"1"}) == ("new", ())
    (tmp_path / "f/price.txt").write_text("the shop's answer", "utf-8")
    assert freeze(tmp_path / "f", {"a": b"1"}) == ("same", ())
    assert freeze(tmp_path / "f", {"a": b"1", "b": b"2"}) == ("other", ("b",))
    assert freeze(tmp_path / "f", {"a": b"2"}) == ("other", ("a",))
    assert (tmp_path / "f/price.txt").is_file()
