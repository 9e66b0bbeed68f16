"""Booklets imposed by hand here, folded in simulation there; each slip has its code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import case_booklets as slips
import case_fonts
import pikepdf
import preflight_sample as sample
import pytest
from case_booklets import Sheets, impose, job, move_page, rename_pages, saddle

from press.dataclass import replace
from press.messages import message
from press.preflight import check_booklet


def codes(pdf: bytes, count: int, **options: Any) -> set[str]:
    found = check_booklet(pdf, sample.pages(count), job(count, **options))
    for problem in found:
        assert message(problem, "zh") and message(problem, "en")
    return {problem.code for problem in found}


@pytest.mark.parametrize("count", [1, 4, 7, 8])
@pytest.mark.parametrize("binding", ["left", "right"])
@pytest.mark.parametrize("flip", ["short", "long"])
def test_good_booklets_pass(count: int, binding: str, flip: str) -> None:
    pdf = impose(sample.pages(count), saddle(count, binding, flip=flip))
    assert codes(pdf, count, binding=binding, flip=flip) == set()


def test_creep_within_the_job_passes() -> None:
    pdf = impose(sample.pages(8), saddle(8, shift={1: 0.1}))
    assert codes(pdf, 8, creep_mm=0.1) == set()
    assert codes(pdf, 8) == {"booklet-spine", "booklet-clipped"}


@pytest.mark.parametrize(("drawn", "told"), [
    # Lines about the trims of two pages of 148 × 210 mm on a sheet of 297 × 210, in pt.
    ("0 0 0 1 K .2 w 0.3 0 m 0.3 595 l 841.6 0 m 841.6 595 l S", set()),
    ("0 0 0 1 K .2 w 430 0 m 430 595 l S", {"booklet-mark-inside"}),
    ("0 0 0 0 k 600 100 50 50 re f", {"booklet-mark-inside"}),
    ("q 0 0 400 590 re W n 0 0 0 1 k 401 0 20 20 re f Q", set()),
])
def test_marks_stay_outside_the_pages(drawn: str, told: set[str]) -> None:
    def mark(document: pikepdf.Pdf) -> None:
        sample.rewritten(document.pages[2], lambda data: b"q\n" + data + b"\nQ\n"
                         + drawn.encode())
    assert codes(sample.changed(impose(sample.pages(7), saddle(7)), mark), 7) == told


def test_reading_from_the_wrong_side_is_told() -> None:
    pdf = impose(sample.pages(8), saddle(8))
    assert codes(pdf, 8, binding="right") == {"booklet-order"}
    assert "booklet-turned" in codes(pdf, 8, flip="long")


def test_blank_pages_of_the_source_need_no_form() -> None:
    def blank(document: pikepdf.Pdf) -> None:
        del document.pages[2]["/Contents"]
    source = sample.changed(sample.pages(8), blank)
    sheets = saddle(8)
    sheets.order = [entry for entry in sheets.order if entry[3] != 2]
    assert check_booklet(impose(source, sheets), source, job(8)) == ()
    # A page that shows something must be there.
    assert {p.code for p in check_booklet(impose(source, sheets), sample.pages(8), job(8))
            } == {"booklet-order"}


def _with(change: Callable[[Sheets], Any]) -> bytes:
    sheets = saddle(8)
    change(sheets)
    return impose(sample.pages(8), sheets)


CASES: dict[str, tuple[Callable[[Sheets], Any], set[str]]] = {
    "two pages exchanged": (rename_pages({"3": 6, "6": 3}), {"booklet-order"}),
    "page missing": (rename_pages({"4": 0}), {"booklet-order"}),
    "page twice": (rename_pages({"4": 5}), {"booklet-order"}),
    "front and back exchanged": (slips.swap_sides(), {"booklet-order"}),
    "left and right exchanged": (slips.swap_halves(), {"booklet-order"}),
    "two on one": (slips.place_also(4, 1, 1, "right"), {"booklet-two-on-one", "booklet-order"}),
    "sheet missing": (slips.drop_sheets(1), {"booklet-sides", "booklet-order"}),
    "not at the fold": (move_page(1, 1), {"booklet-spine", "booklet-register",
                                          "booklet-off-sheet", "booklet-clipped"}),
    "back out of register": (move_page(2, 0, 0.02), {"booklet-register", "booklet-off-sheet",
                                                     "booklet-clipped"}),
    "scaled": (slips.scale_page(3, .97),
               {"booklet-turned", "booklet-trim-size", "booklet-spine", "booklet-register",
                "booklet-clipped"}),
    "head down": (slips.turn_page_over(1), {"booklet-turned"}),
    "clipped at the fold": (slips.clip_at_fold(1), {"booklet-clipped"}),
    "another sheet": (slips.sheet_size(420, 297), {"booklet-sheet-size"}),
}


@pytest.mark.parametrize("name", CASES)
def test_slips(name: str) -> None:
    change, expected = CASES[name]
    assert codes(_with(change), 8) == expected


def test_register_of_two_hundredths_is_allowed_to_no_one() -> None:
    assert codes(_with(move_page(2, 0, 0.005)), 8) == set()


def test_pages_of_another_document() -> None:
    def forge(document: pikepdf.Pdf) -> None:
        page = document.pages[1]
        page.Contents.write(b"0 0 10 10 re f")
    assert codes(impose(sample.pages(8), saddle(8), forge), 8) == {
        "booklet-page-unknown", "booklet-order"}


def test_page_known_by_its_words_where_the_stream_was_written_anew() -> None:
    def rewrite(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            page.Contents.write(b"q\n" + page.Contents.read_bytes() + b"\nQ")
    assert codes(impose(sample.pages(8), saddle(8), rewrite), 8) == set()


def test_fonts_lost_on_the_way() -> None:
    pdf = impose(sample.pages(4), saddle(4), case_fonts.drop_font_programs())
    assert codes(pdf, 4) == {"pdf-font-not-embedded"}


def test_blank_where_the_job_wants_one() -> None:
    sheets = saddle(7)
    slips.fill_blanks(1)(sheets)
    assert codes(impose(sample.pages(7), sheets), 7) == {"booklet-not-blank"}


def test_unreadable_booklet_or_source() -> None:
    good = impose(sample.pages(4), saddle(4))
    assert codes(b"", 4) == {"pdf-unreadable"}
    assert {p.code for p in check_booklet(good, b"", job(4))} == {"pdf-unreadable"}
    assert {p.code for p in check_booklet(good, sample.pages(4), replace(
        job(4), order=(0, 1, 2, 3, None, None, None, None)))
            } == {"booklet-sides", "booklet-order", "booklet-not-blank"}

