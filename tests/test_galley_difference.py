"""What differs between two texts, which lines are marked, whether corrections are done."""

from __future__ import annotations

import random

import pytest

from press.galley.corrections import Correction, check
from press.galley.difference import changes
from press.galley.lines import Line, Page, Text, text_of
from press.galley.marks import marks
from press.values import Place

WORDS = ("说起那年的兵工厂山沟里的总排在前面它办得最早规模也最大这句话很短容易一眼滑过去"
         "今天有一门体验课名字就叫工厂的一天请老兵工到场来讲只取一天切得巧一年太长讲着讲着"
         "就成了大事记窗也要看老车间的窗开得又高又密为的是借光哪一面窗最大哪一面多半就做最精细的活")


def rebuilt(old: str, new: str) -> str:
    """``new`` again, out of ``old`` and the changes: nothing between them may differ."""
    out, at = [], 0
    for change in changes(old, new):
        out += [old[at:change.old], new[change.new:change.new_end]]
        at = change.old_end
    return "".join([*out, old[at:]])


def typed(seed: int, count: int) -> str:
    chosen = random.Random(seed)
    return "".join(chosen.choice(WORDS) for _ in range(count))


@pytest.mark.parametrize("seed", range(20))
def test_changes_lead_from_one_text_to_the_other(seed: int) -> None:
    chosen = random.Random(seed)
    old = new = typed(seed, chosen.choice((0, 5, 300, 9_000)))
    for _ in range(chosen.randrange(12)):
        at = chosen.randrange(len(new) + 1)
        new = new[:at] + typed(at, chosen.randrange(30)) + new[at + chosen.randrange(30):]
    assert rebuilt(old, new) == new


def test_a_letter_in_a_long_text_is_one_small_change() -> None:
    old = typed(1, 200_000)
    new = old[:123_456] + "新" + old[123_456:]
    found, = changes(old, new)
    assert (found.old_end - found.old, found.new_end - found.new) == (0, 1)


def test_texts_that_have_nothing_in_common_are_told_at_once() -> None:
    assert len(changes("甲" * 50_000, "乙" * 50_000)) == 1


def set_in(words: str, measure: int = 20, lines: int = 10, note: str = "") -> list[Page]:
    """Pages of so many lines, the first with a note at its foot."""
    rows = [words[at:at + measure] for at in range(0, len(words), measure)]
    pages = []
    for number, first in enumerate(range(0, len(rows), lines), start=1):
        texts = rows[first:first + lines] + ([note] if note and number == 1 else [])
        pages.append(Page(number, str(number), tuple(
            Line(n, 20, 6.0 * n, 100, 3.7, text) for n, text in enumerate(texts, start=1))))
    return pages


def marked(old: str, new: str, **how: object) -> list[tuple[int, int, str]]:
    found = marks(text_of(set_in(old, **how)), text_of(set_in(new, **how)))  # type: ignore[arg-type]
    return [(m.page, m.number, m.kind) for m in found]


TEXT = typed(7, 600)


def test_only_the_line_with_the_change_is_marked_though_all_after_it_are_broken_anew() -> None:
    assert marked(TEXT, TEXT) == []
    assert marked(TEXT, TEXT[:145] + "新句" + TEXT[145:]) == [(1, 8, "changed")]
    assert marked(TEXT, TEXT[:145] + TEXT[150:]) == [(1, 8, "cut")]


def test_a_note_that_now_stands_behind_other_lines_has_not_changed() -> None:
    note = "①样稿本篇为样书而写须与档案核对"
    longer = TEXT[:45] + "新" * 18 + TEXT[45:]
    assert {place[:2] for place in marked(TEXT, longer, note=note)} == {(1, 3), (1, 4)}


def corrected(wrong: str, right: str, new: str, at: int = 145, **more: bool) -> str:
    old = text_of(set_in(TEXT))
    index = old.at(at)
    one = Correction(Place("a.csv", 2), "print", *old.places[index], wrong, right, "", **more)
    done, = check([one], old, text_of(set_in(new)))
    return "lost" if done.misplaced else done.verdict


WRONG = TEXT[145:149]


@pytest.mark.parametrize(("right", "new", "verdict"), [
    ("新的词语", TEXT[:145] + "新的词语" + TEXT[149:], "done"),
    ("新的词语", TEXT, "open"),
    ("新的词语", TEXT[:145] + "别的" + TEXT[149:], "doubtful"),
    ("", TEXT[:145] + TEXT[149:], "done"),
    ("", TEXT, "open"),
    (WRONG + "啊", TEXT[:149] + "啊" + TEXT[149:], "done"),
    (WRONG + "啊", TEXT, "open"),
    # Around it more has changed, before it much has been put in.
    ("新的词语", "序" * 90 + TEXT[:143] + "邻" + "新的词语" + "近" + TEXT[151:], "done"),
    ("新的词语", "序" * 90 + TEXT[:143] + "邻" + TEXT[144:], "open"),
    # The whole passage is gone.
    ("新的词语", TEXT[:60] + TEXT[300:], "doubtful")])
def test_what_became_of_a_correction(right: str, new: str, verdict: str) -> None:
    assert corrected(WRONG, right, new) == verdict


def test_what_is_only_put_in_is_looked_for_on_its_whole_line() -> None:
    assert corrected("", "新的词语", TEXT[:157] + "新的词语" + TEXT[157:]) == "done"
    assert corrected("", "新的词语", TEXT) == "doubtful"
    assert corrected("", "另起一段", TEXT[:20] + "另起一段" + TEXT[20:]) == "doubtful"


def test_decisions_of_the_editor_hold() -> None:
    assert corrected(WRONG, "新的词语", TEXT, kept=True) == "kept"
    assert corrected(WRONG, "新的词语", TEXT[:145] + "别的" + TEXT[149:], seen=True) == "done"
    assert corrected("没有的", "新的词语", TEXT) == "lost"


def test_words_that_are_broken_over_two_lines_are_found_on_either() -> None:
    words = TEXT[157:163]  # lines have twenty letters
    for at in (157, 162):
        assert corrected(words, "断开", TEXT[:157] + "断开" + TEXT[163:], at) == "done"


def test_the_last_line_ends_with_the_text() -> None:
    text: Text = text_of(set_in("甲乙丙丁戊", measure=2))
    assert [text.span(n) for n in range(3)] == [(0, 2), (2, 4), (4, 5)]
    assert text.at(99) == 2
