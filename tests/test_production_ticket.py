"""The job ticket of a small book: its figures reckoned again, its page and its JSON."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import pypdf
import pytest
from build_samples import TEMPLATES, story, workshop, write_book

from press.build.run import BuildResult, build_book
from press.dataclass import replace
from press.messages import Lang
from press.production import Job, TicketFile, Wishes, reckon, ticket_json, ticket_words

PRINTING = """
[printing]
paper = "80 克胶版纸"
cover_paper = "200 克铜版纸"
copies = 2000
spoilage = 5
edition = "2021年7月第1版"
"""


def build(folder: Path, toml: str, stories: int = 2, only: Sequence[str] = ()) -> BuildResult:
    texts = {f"{n:02}": story(f"第{n}篇") for n in range(1, stories + 1)}
    book = write_book(folder / "book", texts, toml,
                      layout__layout_toml='order = ["cover", "body", "back-cover"]\n')
    return build_book(book, folder / "out", TEMPLATES, workshop(folder / "cache"), {}, only=only)


def ticket(folder: Path, name: str = "book-ticket") -> tuple[dict[str, Any], str]:
    """Its JSON, and the text of its page without blanks."""
    out = folder / "out/book"
    pages = pypdf.PdfReader(out / f"{name}.pdf").pages
    assert len(pages) == 1
    text = "".join(pages[0].extract_text().split())
    return json.loads((out / f"{name}.json").read_text("utf-8")), text


def test_the_figures_of_a_book(tmp_path: Path) -> None:
    result = build(tmp_path, 'title = "小书"\nnotice = "样书"\n'
                   'documents = ["print", "booklet", "ticket"]\n' + PRINTING, 8)
    assert result.good
    data, text = ticket(tmp_path)
    printed = (tmp_path / "out/book/book-print.pdf").read_bytes()
    total = len(pypdf.PdfReader(io.BytesIO(printed)).pages)
    # Eight stories of a page, each on a recto: 15 pages; and the cover, of 2 pages and of 1.
    assert (total, data["print_file_pages"], data["pages"]) == (18, 18, 15)
    assert data["documents"][0]["printed_sheets"] == 0.5               # 16 pages at 1/32
    assert data["documents"][0]["reams"] == 1.0                        # 2000 × 0.5 ÷ 1000
    assert data["documents"][0]["reams_with_spoilage"] == 1.05
    assert data["documents"][0]["whole_sheets"] == 525
    assert data["documents"][0]["characters"] == 28 * 25 * 8
    # 296 × 210 mm with 3 mm of bleed, 302 × 216: on 787 × 1092 two by five.
    assert data["documents"][1]["covers_per_sheet"] == 10
    assert data["documents"][1]["whole_sheets"] == 210
    assert data["totals"] == {"pages": 19, "reams": 1.4, "reams_with_spoilage": 1.47,
                              "whole_sheets": 735}
    assert (data["trim"], data["format"]) == ([148, 210], "890mm×1240mm 1/32")
    assert data["binding"]["kind"] == "stitch"
    assert [r["code"] for r in data["binding"]["reasons"]] == ["reason-stitch"]
    assert (data["signatures"]["pages"], data["signatures"]["blank_pages"]) == (16, 1)
    assert (data["spine"], data["creep"]) == (0, 0.3)
    assert (data["bleed"], data["marks"]) == (3, True)
    assert data["files"] == [{
        "name": "book-print.pdf", "kind": "print", "pages": 18, "sheets": 9,
        "trim": [148, 210], "sha256": hashlib.sha256(printed).hexdigest()}]
    assert [b["name"] for b in data["booklets"]] == ["book-booklet.pdf"]
    for words in ("印刷工艺单", "小书", "样书", "2021年7月第1版", "2000册", "148×210毫米",
                  "890mm×1240mm1/32", "15面", "0.5印张", "1.05令", "骑马订", "80克胶版纸",
                  data["files"][0]["sha256"]):
        assert words in text, words


def test_the_manifest_lists_both_files(tmp_path: Path) -> None:
    build(tmp_path, 'title = "小书"\ndocuments = ["ticket"]\n')
    manifest = json.loads((tmp_path / "out/book/manifest.json").read_text("utf-8"))
    assert [(a["path"], a["document"], a["kind"], a["pages"]) for a in manifest["artefacts"]] == [
        ("book-ticket.pdf", "ticket", "ticket", 1), ("book-ticket.json", "ticket", "ticket", 0)]
    data, text = ticket(tmp_path)
    assert "待定" in text  # copies
    assert data["copies"] is data["totals"]["reams"] is None
    # The print file was made to be looked at, and is none of the book's.
    assert not (tmp_path / "out/book/book-print.pdf").exists()


def test_colour_is_found_in_the_finished_file(tmp_path: Path) -> None:
    build(tmp_path, 'title = "小书"\ndocuments = ["print", "ticket"]\n')
    data, text = ticket(tmp_path)
    # The accent of the layout, on the covers and above the title of each story; the cover of so
    # thin a book is folded with its text.
    assert (data["pages"], data["colour_pages"]) == (6, [1, 3, 5, 6])
    assert "彩色4面" in text
    assert data["colour_page_count"] == 4


def test_a_cover_of_its_own_is_on_the_ticket(tmp_path: Path) -> None:
    build(tmp_path, 'title = "小书"\ndocuments = ["print", "cover", "ticket"]\n' + PRINTING
          + 'binding = "perfect"\nspine = 6\n')
    data, text = ticket(tmp_path)
    assert data["print_file_pages"] == data["pages"]
    assert [f["kind"] for f in data["files"]] == ["print", "cover"]
    assert data["files"][1]["trim"] == data["cover_spread"] == [302, 210]
    assert (data["spine"], data["spine_by_shop"]) == (6, True)
    assert "doubt-spine" in [d["code"] for d in data["doubts"]]
    assert "302×210毫米" in text
    assert data["documents"][1]["colour"] is True and "单面彩色（4+0）" in text


def test_every_edition_has_a_ticket(tmp_path: Path) -> None:
    toml = ('title = "小书"\ndocuments = ["ticket"]\n[[editions]]\nname = "职工版"\n'
            '[[editions]]\nname = "港版"\nscript = "zh-Hant-HK"\ntitle = "小书"\n')
    assert build(tmp_path, toml).good
    data, text = ticket(tmp_path, "book-职工版-ticket")
    assert data["edition"] == "职工版" and "职工版" in text
    data, text = ticket(tmp_path, "book-港版-ticket")
    assert data["title"] == "小書" and "印刷工艺单" in text


def test_an_english_book_has_an_english_ticket(tmp_path: Path) -> None:
    result = build(tmp_path, 'title = "Notes"\nlang = "en"\nlayout = "reader-en"\n'
                   'documents = ["ticket"]\n[printing]\ncopies = 300\n')
    assert result.good
    data, text = ticket(tmp_path)
    assert "Jobticket" in text and "saddlestitch" in text
    assert data["binding"]["reasons"][0]["message"].startswith("6 pages")


def test_the_same_book_gives_the_same_ticket(tmp_path: Path) -> None:
    toml = 'title = "小书"\ndocuments = ["ticket"]\n' + PRINTING
    for one in ("a", "b"):
        build(tmp_path / one, toml)
    for name in ("book-ticket.pdf", "book-ticket.json"):
        assert (tmp_path / "a/out/book" / name).read_bytes() == (
            tmp_path / "b/out/book" / name).read_bytes()


def job(**changes: Any) -> Job:
    plain = Job("书", "", "", (148, 210), 3, True, 200, 0, 0, (), 28, 25, 190, 20, "left",
                (TicketFile("a.pdf", "print", 200, 100, (148, 210), "0" * 64),),
                wishes=Wishes(copies=3000))
    return replace(plain, **changes)


def test_paper_for_blank_pages_is_told_apart() -> None:
    odd = reckon(job(pages=199))
    assert odd.signatures.blanks == 1 and odd.text.blank_reams == 0  # its leaf is counted
    found = reckon(job(pages=202))
    assert found.sheets is not None
    assert float(found.sheets) == 202 / 32
    assert found.signatures.blanks == 6
    assert found.text.blank_reams == Fraction(3000 * 6, 32 * 1000)


def test_a_book_without_reams_has_no_total() -> None:
    found = json.loads(ticket_json(reckon(job(wishes=Wishes())), "en"))
    assert found["totals"] == {"pages": 204, "reams": None, "reams_with_spoilage": None,
                               "whole_sheets": None}


@pytest.mark.parametrize("lang", get_args(Lang))
@pytest.mark.parametrize(("colour", "words"), [
    (tuple(range(1, 201)), {"zh": "都有颜色", "en": "all pages"}),
    (tuple(range(1, 201, 2)), {"zh": "colour_pages", "en": "colour_pages"}),
    (tuple(p for p in range(1, 201) if p % 50), {"zh": "1–49", "en": "1–49"}),
    ((), {"zh": "无", "en": "none"})])
def test_a_long_list_of_colour_pages_stays_short(
        lang: Lang, colour: tuple[int, ...], words: dict[str, str]) -> None:
    said = ticket_words(reckon(job(colour=colour)), lang)
    label = {"zh": "彩色页", "en": "Colour pages"}[lang]
    value = next(f.value for f in said.process if f.label == label)
    assert words[lang] in value
    assert len(value) <= 300


def test_a_list_of_the_other_pages_where_that_is_shorter() -> None:
    colour = tuple(p for p in range(1, 201) if p % 4)
    value = [f.value for f in ticket_words(reckon(job(colour=colour)), "zh").process]
    assert any("colour_pages" in v or v.startswith("除 4、8") for v in value)


def test_a_stitched_book_folds_its_cover_with_the_text() -> None:
    found = reckon(job(pages=32, front=2, back=2, colour=(1, 5)))
    assert found.pages == 32 and found.cover is None
    assert found.colour == (1, 5)
    apart = reckon(job(pages=32, front=2, back=2, colour=(1, 5),
                       wishes=Wishes(cover_paper="200 克铜版纸")))
    assert apart.pages == 28 and apart.colour == (5,) and apart.colour_cover
    assert not reckon(replace(apart.job, colour=(5,))).colour_cover


def test_a_book_without_a_text_has_a_ticket_still() -> None:
    found = reckon(job(pages=1, back=1, text_pages=0, wishes=Wishes(binding="perfect")))
    assert (found.pages, found.sheets, found.characters) == (0, None, 0)
    for lang in get_args(Lang):
        assert ticket_words(found, lang).paper.rows
        assert json.loads(ticket_json(found, lang))["documents"][0]["printed_sheets"] is None


def test_numbers_are_rounded_as_on_the_page() -> None:
    """2.639375 reams: half up, not to the nearest even digit."""
    from press.production.record import _number

    assert _number(Fraction("2.639375")) == 2.63938
    assert _number(None) is None
