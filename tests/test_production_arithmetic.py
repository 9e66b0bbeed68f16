"""印张, 令, sheets, spine, creep, signatures: against tables reckoned by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from press.production import (
    TRIMS,
    Binding,
    bulk,
    caliper_of,
    character_count,
    cover_sheets,
    covers_per_sheet,
    creep,
    fits,
    format_of,
    number_text,
    page_ranges,
    printed_sheets,
    reams,
    sheet_size,
    signature_size,
    spine,
    thousands,
    whole_sheets,
)

# pages, 开数, copies, 加放 % → 印张, 令, 令 with 加放, whole sheets with 加放
PAPER = [
    (200, 32, 3000, 3, "6.25", "18.75", "19.3125", 9657),
    (192, 32, 1000, 0, "6", "6", "6", 3000),
    (64, 32, 500, 5, "2", "1", "1.05", 525),
    (48, 16, 2000, 3, "3", "6", "6.18", 3090),
    (96, 16, 5000, 2, "6", "30", "30.6", 15300),
    (324, 32, 10000, 1.5, "10.125", "101.25", "102.76875", 51385),
    (100, 32, 1, 0, "3.125", "0.00313", "0.00313", 2),
    (176, 16, 800, 4, "11", "8.8", "9.152", 4576),
    (62, 32, 1200, 3, "1.9375", "2.325", "2.39475", 1198),
    (63, 32, 1000, 0, "2", "2", "2", 1000),  # a leaf has two pages
    (256, 64, 3000, 3, "4", "12", "12.36", 6180),
    (4, 8, 100, 10, "0.5", "0.05", "0.055", 28),
]


@pytest.mark.parametrize(("pages", "fraction", "copies", "extra", "sheets", "ream", "spoilt",
                          "whole"), PAPER)
def test_paper(pages: int, fraction: int, copies: int, extra: float, sheets: str, ream: str,
               spoilt: str, whole: int) -> None:
    found = printed_sheets(pages, fraction)
    assert number_text(found) == sheets
    assert number_text(reams(copies, found)) == ream
    assert number_text(reams(copies, found, extra)) == spoilt
    assert whole_sheets(copies, found, extra) == whole


def test_what_cannot_be_printed_is_refused() -> None:
    with pytest.raises(ValueError, match="印张"):
        printed_sheets(0, 32)
    with pytest.raises(ValueError, match="covers"):
        cover_sheets(100, 0)


# pages, caliper, cover caliper, binding → block, spine
SPINES: list[tuple[int, float, float, Binding, float, float]] = [
    (200, 0.10, 0.16, "perfect", 10.0, 10.82),   # 10 + 0.32 + 0.5
    (96, 0.10, 0.25, "perfect", 4.8, 5.8),       # 4.8 + 0.5 + 0.5
    (320, 0.088, 0.20, "sewn", 14.08, 15.48),    # 14.08 + 0.4 + 1
    (480, 0.075, 0.16, "perfect", 18.0, 18.82),
    (160, 0.125, 0.30, "perfect", 10.0, 11.1),
    (201, 0.10, 0.16, "perfect", 10.1, 10.92),   # 101 leaves
    (48, 0.10, 0.16, "stitch", 2.4, 0.0),        # no spine to print on
]


@pytest.mark.parametrize(("pages", "caliper", "cover", "binding", "block", "width"), SPINES)
def test_spine(pages: int, caliper: float, cover: float, binding: Binding, block: float,
               width: float) -> None:
    assert bulk(pages, caliper) == pytest.approx(block)
    assert spine(pages, caliper, cover, binding) == width


def test_the_shops_own_spine_goes_before_the_formula() -> None:
    assert spine(200, 0.1, 0.16, "perfect", given=11.5) == 11.5


@pytest.mark.parametrize(("pages", "caliper", "k", "shift"), [
    (64, 0.10, 1.0, 1.5), (64, 0.10, 1.4, 2.1), (4, 0.10, 1.0, 0.0), (8, 0.10, 1.0, 0.1),
    (46, 0.088, 1.0, 0.968), (16, 0.10, 1.2, 0.36), (1, 0.3, 1.0, 0.0)])
def test_creep(pages: int, caliper: float, k: float, shift: float) -> None:
    assert creep(pages, caliper, k) == pytest.approx(shift)


@pytest.mark.parametrize(("measure", "lines", "pages", "count", "printed"), [
    (28, 25, 180, 126_000, 126), (26, 27, 200, 140_400, 140), (29, 29, 310, 260_710, 261),
    (38, 40, 96, 145_920, 146), (28, 25, 0, 0, 1)])
def test_characters(measure: int, lines: int, pages: int, count: int, printed: int) -> None:
    assert character_count(measure, lines, pages) == count
    assert thousands(count) == printed


@pytest.mark.parametrize(("trim", "text"), [
    ((145, 210), "880mm×1230mm 1/32"), ((140, 203), "850mm×1168mm 1/32"),
    ((130, 184), "787mm×1092mm 1/32"), ((148, 210), "890mm×1240mm 1/32"),
    ((170, 240), "710mm×1000mm 1/16"), ((185, 260), "787mm×1092mm 1/16"),
    ((210, 285), "889mm×1194mm 1/16"), ((210, 284), "889mm×1194mm 1/16"),
    ((210, 297), "890mm×1240mm 1/16"), ((169, 239), "1000mm×1400mm 1/32")])
def test_a_trim_is_told_as_on_a_copyright_page(trim: tuple[float, float], text: str) -> None:
    found = format_of(trim)
    assert found is not None and found.usual
    assert found.text == text


def test_every_trim_of_the_table_can_be_cut() -> None:
    assert all(fits(trim, made) for trim, made in TRIMS.items())


def test_a_trim_that_no_table_has_is_reckoned() -> None:
    square = format_of((210, 210))
    assert square is not None and not square.usual
    assert fits((210, 210), square)
    assert format_of((1000, 1400)) is None


def test_a_named_sheet_counts_where_it_gives_the_page() -> None:
    given = sheet_size("880x1230mm")
    assert given == (880, 1230)
    found = format_of((148, 210), given)
    assert found is not None and found.text == "880mm×1230mm 1/32"
    assert format_of((148, 210), given, 64) is None      # a leaf of 110 × 153 mm
    assert format_of((148, 210), given, 16) is not None  # wasteful, and what was asked for
    assert sheet_size("B5") is None


@pytest.mark.parametrize(("paper", "caliper"), [
    ("60 克胶版纸", 0.075), ("70g 双胶纸", 0.088), ("80克书写纸", 0.1), ("100 g woodfree", 0.125),
    ("105 克铜版纸", 0.085), ("157g coated", 0.125), ("200 克铜版纸", 0.16),
    ("70 g/m² bulky", 0.11), ("80 克轻型纸", 0.14), ("铜版纸", None), ("80 克", None), ("", None)])
def test_caliper(paper: str, caliper: float | None) -> None:
    assert caliper_of(paper) == caliper


def test_covers_on_a_whole_sheet() -> None:
    # 148 + 10.8 + 148 and the bleed: 312.8 × 216 mm; 3 across 1092 by 3 down 787.
    assert covers_per_sheet((312.8, 216), (787, 1092)) == 10  # 2 across 787 by 5 down 1092
    assert cover_sheets(3000, 10, 3) == 309
    assert covers_per_sheet((900, 1300), (787, 1092)) == 0


@pytest.mark.parametrize(("caliper", "fraction", "size"), [
    (0.10, 32, 16), (0.075, 32, 32), (0.075, 16, 16), (0.16, 32, 8), (0.14, 32, 16)])
def test_signature_size(caliper: float, fraction: int, size: int) -> None:
    assert signature_size(caliper, fraction) == size


def test_pages_as_people_write_them() -> None:
    assert page_ranges([5, 1, 3, 4, 8, 4]) == "1、3–5、8"
    assert page_ranges([1, 2], ", ") == "1–2"
    assert page_ranges([]) == ""


def test_numbers_are_exact() -> None:
    assert printed_sheets(194, 32) == Fraction(97, 16)
    assert number_text(Fraction(97, 16)) == "6.0625"


def test_a_spine_is_rounded_half_up() -> None:
    """17 × 0.075 + 2 × 0.125 + 0.5 = 2.025 mm, which is less than that in binary."""
    assert spine(33, 0.075, 0.125) == 2.03
    assert spine(32, 0.075, 0.125) == 1.95
