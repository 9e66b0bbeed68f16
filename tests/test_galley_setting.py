"""Where everything stands on a proof: nothing on anything else, numbers beside their lines."""

from __future__ import annotations

import random

import pytest

from press.galley.breaking import broken, width_of
from press.galley.lines import Line, Page
from press.galley.marks import Mark
from press.galley.setting import (
    EDGE,
    FOOT,
    GAP,
    HEAD,
    LABEL,
    PITCH,
    SIZE,
    Note,
    galley,
    sheet_for,
)
from press.galley.views import Galley

A5 = (148.0, 210.0)
PAGE = Page(3, "1", tuple(Line(n, 20.0, 20 + 6.35 * n, 103.7, 3.7, "字" * 28)
                          for n in range(1, 26)))


def set_page(notes: list[Note], marks: tuple[Mark, ...] = (), page: Page = PAGE) -> Galley:
    return galley(page, A5, sheet_for(A5), marks, notes, ("", "", ""), ("", ""), "另有 {count} 条")


@pytest.mark.parametrize(("trim", "paper"), [
    (A5, (210, 297)), ((130, 184), (210, 297)), ((145, 210), (210, 297)),
    ((170, 240), (297, 420)), ((210, 297), (297, 420)), ((210, 148), (297, 210)),
    ((90, 160), (210, 297)), ((500, 800), (558, 830))])
def test_the_page_lies_on_the_smallest_paper_with_margins_to_write_in(
        trim: tuple[float, float], paper: tuple[float, float]) -> None:
    sheet = sheet_for(trim)
    assert (sheet.width, sheet.height) == paper
    assert sheet.left >= 16 and sheet.top >= HEAD
    assert sheet.width - sheet.left - trim[0] >= 40
    assert sheet.height - sheet.top - trim[1] >= FOOT - 0.01


def test_each_number_stands_beside_its_line() -> None:
    done = set_page([])
    sheet = sheet_for(A5)
    assert [(n.label, round(n.top - sheet.top, 2), n.strong) for n in done.numbers] == [
        (str(line.number), round(line.top, 2), line.number % 5 == 0) for line in PAGE.lines]
    assert sheet.left < done.numbers_right < done.bars_left < sheet.left + 20


def test_bars_cover_the_lines_that_changed_and_no_others() -> None:
    changed = (3, 4, 5, 9, 20)
    done = set_page([], (
        *(Mark(3, n, "changed") for n in changed), Mark(3, 10, "cut")))
    top = sheet_for(A5).top
    covered = [{line.number for line in PAGE.lines
                if bar.top <= top + line.top and top + line.top + line.height <= bar.top
                + bar.height} for bar in done.bars]
    assert covered == [{3, 4, 5}, {9}, {10}, {20}]
    assert [bar.kind for bar in done.bars] == ["changed", "changed", "cut", "changed"]


@pytest.mark.parametrize("count", [1, 4, 9, 16, 25, 60, 200])
def test_notes_never_overlap_nor_leave_their_column(count: int) -> None:
    chosen = random.Random(count)
    notes = [Note(str(n), "warning", "中文里用了半角标点“,”，" * chosen.randrange(1, 6), (),
                  (chosen.randrange(1, 26),)) for n in range(1, count + 1)]
    done = set_page(notes)
    assert done.notes
    bottom = HEAD - 1.0 - GAP
    for note in done.notes:
        assert note.top >= bottom + GAP - 0.01
        bottom = note.top + PITCH * len(note.lines)
        for line in note.lines:
            assert width_of(line, SIZE * 25.4 / 72) <= done.notes_width - LABEL + 0.01
    assert bottom <= sheet_for(A5).height - FOOT + 0.01
    assert done.notes_left + done.notes_width <= 210 - EDGE + 0.01
    told = [note.label for note in done.notes if note.label]
    if len(told) < count:  # what there is no room for is counted
        assert done.notes[-1].lines == (f"另有 {count - len(told)} 条",)


def test_a_note_stands_beside_its_line_where_there_is_room() -> None:
    done = set_page([Note("1", "note", "甲", (), (12,)), Note("2", "note", "乙", (), (2,))])
    line = {n.number: n.top + sheet_for(A5).top for n in PAGE.lines}
    assert [(n.label, n.top) for n in done.notes] == [
        ("2", pytest.approx(line[2], abs=0.01)), ("1", pytest.approx(line[12], abs=0.01))]


def test_numbers_on_one_line_stand_side_by_side_and_boxes_are_framed() -> None:
    done = set_page([Note("1", "note", "甲", ((30.0, 96.2, 12.0, 3.7),)),
                     Note("2", "warning", "乙", (), (12,))])
    frame, = done.frames
    sheet = sheet_for(A5)
    assert frame.left < sheet.left + 30 and frame.left + frame.width > sheet.left + 42
    first, second = done.spots
    assert first.top == pytest.approx(second.top, abs=0.2)
    assert second.left - first.left >= 3


def test_lines_of_notes_keep_marks_where_they_belong() -> None:
    words = "标题、图题末尾不用“。”，见 stories/01-shanli.md 第 12 行（第一节）。"
    for width in range(20, 40):
        lines = broken(words, width, 2.3)
        assert "".join("".join(lines).split()) == "".join(words.split())
        assert not any(line[0] in "，。、；：”）" for line in lines)
        assert not any(line[-1] in "“（" for line in lines)
