"""The cover of a book that is built: its width out of the finished pages, its colours, its place
among the other documents."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from build_samples import WORDS, build, codes, story, workshop, write_book
from pypdf import PdfReader

from press.build.run import BuildResult
from press.preflight import CoverJob, DocumentJob, check_document
from press.preflight.bars import codes as read_bars
from press.preflight.covers import spine_mm
from press.preflight.drawn import drawn

PT = 72 / 25.4
INTERNAL = """title = "小书"
publisher = "样书编印组"
documents = [{documents}]

[imprint]
permit = "××××"

[printing]
{printing}
"""
PUBLISHED = """title = "小书"
author = "×××著"
publisher = "××××出版社"
documents = ["reading", "print", "cover"]

[imprint]
kind = "published"
address = "××××"
printer = "××××"
distributor = "××××"
isbn = "{isbn}"
price = "××.00 元"
copies = "××××"
cip = ["××××"]

[printing]
edition = "××××"
printing = "××××"
binding = "perfect"
spine = 9

[cover]
binding = "{side}"
flaps = {flaps}
"""


def book(folder: Path, toml: str, paragraphs: int = 60) -> Path:
    texts = {"01": story("第一篇", *[WORDS * 4] * paragraphs)}
    return write_book(folder / "book", texts, toml)


def pdf(output: Path, what: str) -> PdfReader:
    return PdfReader(io.BytesIO((output / f"book/book-{what}.pdf").read_bytes()))


def built(tmp_path: Path, toml: str, **options: int) -> BuildResult:
    result = build(book(tmp_path, toml, **options), tmp_path / "out",
                   shop=workshop(tmp_path / "cache"))
    assert result.good, result.problems
    return result


@pytest.mark.parametrize("paragraphs", [60, 110])
def test_the_spine_is_that_of_the_finished_pages(tmp_path: Path, paragraphs: int) -> None:
    built(tmp_path, INTERNAL.format(
        documents='"print", "cover"',
        printing='binding = "perfect"\npaper = "80 克轻型纸"\ncover_paper = "200 克铜版纸"'),
        paragraphs=paragraphs)
    pages = len(pdf(tmp_path / "out", "print").pages)
    width = 2 * 148 + (pages + 1) // 2 * 0.14 + 2 * 0.16 + 0.5
    sheet = pdf(tmp_path / "out", "cover").pages[0]
    trim, bleed = sheet["/TrimBox"], sheet["/BleedBox"]
    assert (float(trim[2]) - float(trim[0])) / PT == pytest.approx(width, abs=0.01)
    assert (float(trim[0]) - float(bleed[0])) / PT == pytest.approx(3, abs=0.01)
    manifest = json.loads((tmp_path / "out/book/manifest.json").read_text("utf-8"))
    record = next(a for a in manifest["artefacts"] if a["kind"] == "cover")
    assert record["path"] == "book-cover.pdf" and record["pages"] == 1
    assert record["trim"] == [pytest.approx(width, abs=0.01), 210]


def test_the_print_document_is_the_text_alone_and_the_reading_one_is_as_ever(
        tmp_path: Path) -> None:
    with_cover = INTERNAL.format(documents='"reading", "print", "cover"',
                                 printing='binding = "perfect"\nspine = 9')
    built(tmp_path, with_cover)
    reading, text = (pdf(tmp_path / "out", what) for what in ("reading", "print"))
    before = (tmp_path / "out/book/book-reading.pdf").read_bytes()
    covers = 2 + 1 + (len(text.pages) % 2 == 0)  # the front with its back, the back, a blank
    assert len(reading.pages) == len(text.pages) + covers
    words = [page.extract_text() for page in text.pages]
    assert "内部资料" not in words[0] and "小书" in words[0]
    (tmp_path / "book/book.toml").write_text(
        with_cover.replace(', "cover"', ""), "utf-8")
    again = build(tmp_path / "book", tmp_path / "out", shop=workshop(tmp_path / "cache"))
    assert again.good
    assert (tmp_path / "out/book/book-reading.pdf").read_bytes() == before
    assert len(pdf(tmp_path / "out", "print").pages) == len(reading.pages)
    assert not (tmp_path / "out/book/book-cover.pdf").exists()


@pytest.mark.parametrize(("side", "flaps"), [("left", 0), ("right", 0), ("left", 70),
                                             ("right", 60)])
def test_the_bars_of_a_published_book_are_read_back(tmp_path: Path, side: str,
                                                    flaps: int) -> None:
    built(tmp_path, PUBLISHED.format(isbn="978-7-0000-0000-1", side=side, flaps=flaps),
          paragraphs=4)
    sheet = pdf(tmp_path / "out", "cover").pages[0]
    code, = read_bars(drawn(sheet).fills)
    assert code.digits == "9787000000001"
    left = float(sheet["/TrimBox"][0]) / PT
    edge = left + flaps + 148 * (1 if side == "left" else 2) + (0 if side == "left" else 9)
    assert edge - (code.right + 7 * code.module) / PT == pytest.approx(15, abs=0.05)
    text = sheet.extract_text()
    assert "ISBN978-7-0000-0000-1" in text.replace(" ", "") and "定价" in text


def test_a_number_that_is_not_known_keeps_its_place(tmp_path: Path) -> None:
    built(tmp_path, PUBLISHED.format(isbn="××××", side="left", flaps=0), paragraphs=4)
    sheet = pdf(tmp_path / "out", "cover").pages[0]
    assert not read_bars(drawn(sheet).fills)
    assert "条码位置" in sheet.extract_text()


def test_internal_material_says_so_on_its_cover(tmp_path: Path) -> None:
    built(tmp_path, INTERNAL.format(documents='"cover"', printing="spine = 9"), paragraphs=4)
    text = pdf(tmp_path / "out", "cover").pages[0].extract_text()
    assert "内部资料，免费交流" in text and "准印证号" in text
    assert "ISBN" not in text and "定价" not in text and "条码" not in text


def test_a_stitched_booklet_has_one_fold(tmp_path: Path) -> None:
    built(tmp_path, INTERNAL.format(documents='"cover"', printing='binding = "stitch"'),
          paragraphs=4)
    sheet = pdf(tmp_path / "out", "cover").pages[0]
    trim = [float(v) / PT for v in sheet["/TrimBox"]]
    assert trim[2] - trim[0] == pytest.approx(296, abs=0.01)
    folds = {round(s.x0 / PT - trim[0], 2) for s in drawn(sheet).strokes if s.dashed}
    assert folds == {148.0}


def test_editions_have_covers_of_their_own(tmp_path: Path) -> None:
    toml = INTERNAL.format(documents='"cover"', printing="spine = 9") + """
[[editions]]
name = "职工版"
[[editions]]
name = "大字版"
type = "large"
script = "zh-Hant"

[cover]
back = "封底说的话。"
"""
    built(tmp_path, toml, paragraphs=4)
    small, large = (pdf(tmp_path / "out", f"{name}-cover").pages[0]
                    for name in ("职工版", "大字版"))
    assert float(small.mediabox.height) < float(large.mediabox.height)
    assert "小书" in small.extract_text()
    assert "小書" in large.extract_text() and "內部資料" in large.extract_text()
    assert "封底說的話" in large.extract_text()


def test_a_cover_is_made_of_the_same_bytes_again(tmp_path: Path) -> None:
    toml = PUBLISHED.format(isbn="978-7-0000-0000-1", side="left", flaps=70)
    built(tmp_path, toml, paragraphs=4)
    first = (tmp_path / "out/book/book-cover.pdf").read_bytes()
    again = build(tmp_path / "book", tmp_path / "other", shop=workshop(tmp_path / "other/.c"))
    assert again.good
    assert (tmp_path / "other/book/book-cover.pdf").read_bytes() == first


def test_a_picture_that_is_missing_is_told_at_its_line(tmp_path: Path) -> None:
    toml = INTERNAL.format(documents='"cover"', printing="spine = 9") + (
        '\n[cover]\npicture = "images/none.png"\n')
    result = build(book(tmp_path, toml, 2), tmp_path / "out", shop=workshop(tmp_path / "c"))
    assert codes(result.problems) == ["image-missing"]
    assert (result.problems[0].path, result.problems[0].line) == ("book.toml", 12)


@pytest.mark.parametrize(("job", "expected"), [
    (CoverJob((148, 210), 200, caliper_mm=0.1, cover_caliper_mm=0.16, allowance_mm=0.5), 10.82),
    (CoverJob((148, 210), 201, caliper_mm=0.1, cover_caliper_mm=0.16, allowance_mm=0.5), 10.92),
    (CoverJob((148, 210), 200, given_mm=11.5), 11.5),
    (CoverJob((148, 210), 32, stitched=True), 0.0),
])
def test_the_checker_reckons_the_spine_by_hand(job: CoverJob, expected: float) -> None:
    assert spine_mm(job) == expected


def test_another_number_of_pages_is_another_spine(tmp_path: Path) -> None:
    """The checker is told the pages of the text and measures the fold marks."""
    built(tmp_path, INTERNAL.format(documents='"cover"', printing='binding = "perfect"'))
    data = (tmp_path / "out/book/book-cover.pdf").read_bytes()
    trim = [float(v) / PT for v in PdfReader(io.BytesIO(data)).pages[0]["/TrimBox"]]
    width = trim[2] - trim[0]
    job = CoverJob((148, 210), 400, caliper_mm=0.1, cover_caliper_mm=0.16, allowance_mm=0.5)
    found = check_document(data, DocumentJob(
        "cover", (round(width, 2), 210), bleed_mm=3, marks=True, k_only=True, cover=job))
    assert codes(found) == ["cover-folds"]
