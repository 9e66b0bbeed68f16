"""Where the panels of a cover lie, and text down its spine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.cover import SpineText, TooLong, set_spine, spread
from press.cover.spine import EDGE, GAP, SMALLEST, pieces

A5 = (148.0, 210.0)


def names(sheet: object) -> list[str]:
    return [panel.name for panel in sheet.panels]  # type: ignore[attr-defined]


def test_a_book_bound_at_the_left() -> None:
    sheet = spread(A5, 6.2, flaps=70)
    assert names(sheet) == ["back-flap", "back", "spine", "front", "front-flap"]
    assert sheet.width == pytest.approx(2 * 70 + 2 * 148 + 6.2)
    assert sheet.folds == (70, 218, 224.2, 372.2)
    assert sheet.spine == 6.2 and sheet.height == 210


def test_a_book_bound_at_the_right_is_its_mirror() -> None:
    left, right = (spread(A5, 6.2, flaps=70, binding=side) for side in ("left", "right"))
    assert names(right) == names(left)[::-1]
    assert right.folds == tuple(pytest.approx(left.width - fold) for fold in left.folds[::-1])


def test_a_stitched_booklet_is_folded_once() -> None:
    sheet = spread(A5, 0)
    assert names(sheet) == ["back", "front"]
    assert sheet.folds == (148,) and sheet.spine == 0 and sheet.panel("spine") is None


@given(st.floats(80, 300), st.floats(100, 400), st.floats(0, 60), st.floats(0, 120),
       st.sampled_from(["left", "right"]))
def test_panels_fill_the_sheet(width: float, height: float, spine: float, flaps: float,
                               binding: str) -> None:
    sheet = spread((width, height), spine, flaps=flaps, binding=binding)  # type: ignore[arg-type]
    at = 0.0
    for panel in sheet.panels:
        assert panel.x == pytest.approx(at, abs=1e-3)
        at += panel.width
    assert at == pytest.approx(sheet.width, abs=1e-2)


@pytest.mark.parametrize(("text", "expected"), [
    ("初心·使命", [("初", "upright"), ("心", "upright"), ("·", "upright"), ("使", "upright"),
                  ("命", "upright")]),
    ("《一天》", [("《", "turned"), ("一", "upright"), ("天", "upright"), ("》", "turned")]),
    ("第12辑", [("第", "upright"), ("12", "upright"), ("辑", "upright")]),
    ("2021年CPC", [("2021", "turned"), ("年", "upright"), ("CPC", "turned")]),
    ("听、说", [("听", "upright"), ("、", "hanging"), ("说", "upright")]),
    ("Workshop Notes", [("Workshop Notes", "turned")]),
    ("Don’t go", [("Don’t go", "turned")]),
])
def test_what_stands_and_what_lies(text: str, expected: list[tuple[str, str]]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize("width", [5.0, 6.0, 12.0, 30.0])
def test_text_is_as_large_as_the_spine_allows(width: float) -> None:
    made = set_spine("初心·使命", "", "样书编印组", width=width, height=210, drop=42)
    assert isinstance(made, SpineText)
    title, publisher = made.lines
    assert title.size * 25.4 / 72 < 0.65 * width
    assert title.cells[0].at == 42
    assert title.size > publisher.size or title.size == SMALLEST
    last = publisher.cells[-1]
    assert last.at + last.length == pytest.approx(210 - 16, abs=0.5)


@given(st.text("山里的一天从水开始《》，CPC 12", min_size=1, max_size=60),
       st.text("样书编印组", max_size=12), st.text("出版社", max_size=12), st.floats(5, 40),
       st.floats(120, 300))
def test_lines_never_run_into_one_another(title: str, author: str, publisher: str,
                                          width: float, height: float) -> None:
    made = set_spine(title, author, publisher, width=width, height=height, drop=height / 5)
    if isinstance(made, TooLong):
        assert made.needed > made.room == pytest.approx(height - 2 * EDGE, abs=0.1)
        return
    end = EDGE - 0.01
    for line in made.lines:
        cells = line.cells
        for cell in cells:
            assert cell.at >= end - 0.02
            end = cell.at + cell.length
        if cells:
            end += GAP - 0.1
    assert end - GAP <= height - EDGE + 0.2


def test_what_does_not_fit_says_what_would() -> None:
    long = "山里的一天从水开始" * 9
    made = set_spine(long, "", "样书编印组", width=5, height=210, drop=42)
    assert isinstance(made, TooLong)
    fits = set_spine(long[:made.characters], "", "样书编印组", width=5, height=210, drop=42)
    assert isinstance(fits, SpineText)
    again = set_spine(long[:made.characters + 2], "", "样书编印组", width=5, height=210, drop=42)
    assert isinstance(again, TooLong)
