"""The copyright page in either branch, in all layouts; 印张 and 字数 out of the pages."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from build_samples import WORDS, build, codes, story, workshop, write_book
from layout_samples import book, layout
from pypdf import PdfReader

from press.build.imprint import imprint_facts, imprint_order, with_facts
from press.config import ImprintConfig, Positions
from press.config.models import PrintingConfig
from press.layout import incomplete_imprint, lay_out
from press.values import Part

LAYOUTS = ("reader-zh", "reader-zh-16", "reader-zh-large", "reader-en")
PUBLISHED = {
    "kind": "published", "publisher": "甲出版社", "address": "乙路", "distributor": "丙书店",
    "staff": {"责任编辑": "丁"}, "isbn": "978-7-0000-0000-1", "price": "戊元",
    "cip": ["己一", "", "己二"], "printer": "庚厂", "print_date": "辛年", "copies": "壬册",
    "lines": ["癸行"]}
PRINTING = PrintingConfig(edition="子版", printing="丑次")


def page(name: str, **settings: object) -> Part:
    """The copyright page as a layout has it."""
    parts, problems = lay_out(book(**settings), layout(name), audience="reader")
    assert not problems
    return next(part for part in parts if part.key == "copyright")


def words(part: Part) -> str:
    return re.sub(r"<[^>]*>|\s", "", part.html.split("<body")[1])


def part_of(key: str, numbering: str = "decimal", side: str = "any") -> Part:
    return Part(key, "", (), (), side, numbering, (), "")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_published_book_shows_all_that_it_says(name: str) -> None:
    shown = words(page(name, imprint=ImprintConfig.model_validate(
        {**PUBLISHED, "cip": tuple(PUBLISHED["cip"]), "lines": ("癸行",)}), printing=PRINTING))
    for text in ("甲出版社", "乙路", "丙书店", "责任编辑", "丁", "978-7-0000-0000-1", "戊元",
                 "己一", "己二", "庚厂", "辛年", "壬册", "癸行", "子版", "丑次"):
        assert text in shown, text
    assert "内部资料" not in shown and "准印证号" not in shown
    assert shown.index("己一") < shown.index("甲出版社")  # CIP data stand at the head


@pytest.mark.parametrize("name", LAYOUTS)
def test_internal_material_shows_its_own(name: str) -> None:
    shown = words(page(name, imprint=ImprintConfig(
        permit="甲号", audience="乙处", printer="丙厂", print_date="丁月", copies="戊册")))
    for text in ("样书编印组", "甲号", "乙处", "丙厂", "丁月", "戊册"):
        assert text in shown, text
    assert "ISBN" not in shown and "CIP" not in shown
    if name != "reader-en":
        assert "内部资料，免费交流" in shown and "定价" not in shown


@pytest.mark.parametrize("name", LAYOUTS)
def test_facts_take_their_place_or_go(name: str) -> None:
    part = page(name, imprint=ImprintConfig(permit="甲号"))
    known = words(with_facts(part, {"format": "880mm×1230mm 1/32", "sheets": "3.25",
                                    "characters": "66"}))
    assert "880mm×1230mm1/32" in known and "3.25" in known and "66" in known
    unknown = with_facts(part, {})
    assert "data-fact" not in unknown.html and "00" not in words(unknown).replace("000", "")


def test_the_copies_are_those_of_the_job_where_none_are_written() -> None:
    made = page("reader-zh", imprint=ImprintConfig(), printing=PrintingConfig(copies=3000))
    assert "印数3000" in words(made)


def test_sheets_and_characters_are_reckoned_from_the_pages() -> None:
    """By hand: 2 + 50 pages of text, 1/32: 52 ÷ 32; 28 × 25 × 50 = 35,000."""
    config = book(printing=PrintingConfig(binding="perfect")).config
    order = imprint_order(config, layout())
    parts = [(part_of("cover", "none", "recto"), 1), (part_of("title", "none", "recto"), 1),
             (part_of("copyright", "none", "verso"), 1), (part_of("story/a"), 50),
             (part_of("back-cover", "none", "verso"), 1)]
    assert imprint_facts(order, parts) == {
        "format": "890mm×1240mm 1/32", "sheets": "1.625", "characters": "35"}


def test_an_odd_page_is_filled_up_and_a_blank_has_no_characters() -> None:
    """By hand: 2 + 3 + blank + 3 = 9 pages, so 10 ÷ 32; 28 × 25 × 6 = 4,200."""
    order = imprint_order(book(printing=PrintingConfig(binding="perfect")).config, layout())
    parts = [(part_of("title", "none", "recto"), 2), (part_of("story/a", "decimal", "recto"), 3),
             (part_of("story/b", "decimal", "recto"), 3)]
    facts = imprint_facts(order, parts)
    assert (facts["sheets"], facts["characters"]) == ("0.3125", "4")


def test_the_cover_of_a_stitched_book_is_folded_with_its_text() -> None:
    """By hand: 1 + blank + 20 + blank-free back: 24 pages with the cover, 20 without."""
    parts = [(part_of("cover", "none", "recto"), 1), (part_of("story/a", "decimal", "recto"), 20),
             (part_of("back-cover", "none", "verso"), 1)]
    folded = imprint_order(book(printing=PrintingConfig(binding="stitch")).config, layout())
    assert imprint_facts(folded, parts)["sheets"] == "0.75"
    apart = imprint_order(book(documents=("print", "cover"),
                               printing=PrintingConfig(binding="stitch")).config, layout())
    assert imprint_facts(apart, parts)["sheets"] == "0.625"


def test_what_a_published_book_lacks_is_told_at_once() -> None:
    config = book(imprint=ImprintConfig(kind="published", isbn="××××")).config
    found = list(incomplete_imprint(config, Positions()))
    assert codes(found) == ["imprint-incomplete"]
    assert dict(found[0].args)["names"] == (
        "address, printer, distributor, price, cip, copies, printing.edition, printing.printing, "
        "author")


@pytest.mark.parametrize("paragraphs", [3, 60])
def test_the_finished_page_has_the_numbers_of_the_finished_book(tmp_path: Path,
                                                                paragraphs: int) -> None:
    folder = write_book(tmp_path / "book", {"01": story("第一篇", *[WORDS * 4] * paragraphs)}, """
title = "小书"
documents = ["reading", "print"]
[imprint]
permit = "××××"
[printing]
sheet = "787×1092"
fraction = 64
binding = "perfect"
""")
    result = build(folder, tmp_path / "out", shop=workshop(tmp_path / "cache"))
    # No leaf of 148 × 210 comes 64 times out of that sheet: the format is not known, and goes.
    reading = PdfReader(io.BytesIO((tmp_path / "out/book/book-reading.pdf").read_bytes()))
    shown = re.sub(r"\s", "", "".join(p.extract_text() for p in reading.pages))
    assert result.good and "准印证号" in shown and "印张" not in shown
    toml = (folder / "book.toml").read_text("utf-8")
    (folder / "book.toml").write_text(toml.replace('sheet = "787×1092"\nfraction = 64\n', ""),
                                      "utf-8")
    assert build(folder, tmp_path / "out", shop=workshop(tmp_path / "cache")).good
    text = PdfReader(io.BytesIO((tmp_path / "out/book/book-reading.pdf").read_bytes()))
    pages = [p.extract_text() for p in text.pages]
    inside = len(pages) - 3 - (not pages[-2].strip())
    shown = re.sub(r"\s", "", "".join(pages))
    sheets = re.search(r"印张([\d.]+)", shown)
    assert sheets and float(sheets[1]) == pytest.approx((inside + inside % 2) / 32)
