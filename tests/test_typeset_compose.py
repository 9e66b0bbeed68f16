"""Lines of Chinese: the twelve cases of the craft, and rules that hold for any text."""

from __future__ import annotations

import random
import re
from itertools import pairwise

import pytest

from press.typeset.compose.breaking import break_into, break_lines
from press.typeset.compose.classes import Kind, kind_of
from press.typeset.compose.rules import HOUSE, Rules
from press.typeset.compose.spacing import positions
from press.typeset.compose.units import Units, make_units

EM = 10.0
_TOKEN = re.compile(r"——|[A-Za-z0-9.,-]+|.")


def units_of(text: str, rules: Rules = HOUSE) -> Units:
    """Units as a face of em-wide Han and half-em letters would give them."""
    tokens = _TOKEN.findall(text)
    kinds = [kind_of(t[0]) for t in tokens]
    widths = [0.25 * EM if k is Kind.SPACE else 0.5 * EM * len(t) if k is Kind.WORD
              else EM * len(t) for t, k in zip(tokens, kinds, strict=True)]
    return make_units(tokens, [EM] * len(tokens), widths, kinds, [False] * len(tokens), rules)


def lines_of(text: str, measure: float, rules: Rules = HOUSE,
             indent: float = 0) -> list[tuple[str, list[float], float, float]]:
    """Of each line: text, steps between glyphs, where the first is drawn, where it ends; em."""
    units = units_of(text, rules)
    result = []
    for number, line in enumerate(break_lines(units, measure * EM, indent * EM, rules)):
        slack = 0.0 if line.final and line.slack > 0 else line.slack
        at, _ = positions(units, line.first, line.last, slack, line.lead)
        starts = [x - s for x, s in zip(at, units.shift[line.first:line.last + 1], strict=True)]
        end = starts[-1] + units.advance[line.last]
        if rules.marks != "full":
            end -= units.right[line.last]
        result.append((
            "".join(units.text[line.first:line.last + 1]),
            [round((b - a) / EM, 3) for a, b in pairwise(starts)],
            at[0] / EM, (end + (indent * EM if number == 0 else 0)) / EM))
    return result


ONE = 1.0
CASES: list[tuple[str, float, Rules, list[tuple[str, list[float] | None]]]] = [
    ("中共一大会址在上海市，今存旧址", 10, HOUSE,
     [("中共一大会址在上海", [1.125] * 8), ("市，今存旧址", [ONE] * 5)]),
    ("党旗，引领我们前进吧。全党全军", 10, HOUSE,
     [("党旗，引领我们前进吧。", [1, 1, 0.5, *[ONE] * 7]), ("全党全军", [ONE] * 3)]),
    ("发扬红色传统好精神，传承基因", 10, HOUSE,
     [("发扬红色传统好精神，", [round(9.5 / 9, 3)] * 9), ("传承基因", [ONE] * 3)]),
    ("他说：“《初心》。”", 20, HOUSE,
     [("他说：“《初心》。”", [1, 1, .5, .5, 1, 1, 1, .5, .5])]),
    ("红军的歌声响彻山谷“十送红军”传", 10, HOUSE,
     [("红军的歌声响彻山谷", [1.125] * 8), ("“十送红军”传", [ONE] * 6)]),
    ("我们的目标——实现复兴", 6, HOUSE,
     [("我们的目标", [1.25] * 4), ("——实现复兴", [2, 1, 1, 1])]),
    ("红星照耀中国……前进路上", 7, Rules(strict=True),
     [("红星照耀中", [1.5] * 4), ("国……前进路上", [ONE] * 6)]),
    ("老红军说不怕远征难。”随后又说", 10, HOUSE,
     [("老红军说不怕远征难。”", [*[ONE] * 9, .5]), ("随后又说", [ONE] * 3)]),
    ("瞻仰卡尔·马克思像", 4, HOUSE,
     [("瞻仰卡", [1.5, 1.5]), ("尔·马克", None), ("思像", [ONE])]),
    ("红（色）故事，永流传。“八方来”", 10, HOUSE,
     [("红（色）故事，永流传。", [.75, 1, 1, .75, *[ONE] * 6]), ("“八方来”", [ONE] * 4)]),
    ("发扬红船精神走在前列好。", 10, HOUSE,
     [("发扬红船精神走在前", [1.125] * 8), ("列好。", [ONE] * 2)]),
    ("党的一大通过首个纲领①，史称", 10, HOUSE,
     [("党的一大通过首个纲", [1.125] * 8), ("领①，史称", [ONE] * 4)]),
]


@pytest.mark.parametrize(("text", "measure", "rules", "wanted"), CASES, ids=lambda c: str(c)[:12])
def test_the_cases_of_the_craft(text: str, measure: float, rules: Rules,
                                wanted: list[tuple[str, list[float] | None]]) -> None:
    found = lines_of(text, measure, rules)
    assert [line[0] for line in found] == [line for line, _ in wanted]
    for (_, steps, _, end), (_, expected) in zip(found, wanted, strict=True):
        if expected is not None:
            assert steps == pytest.approx(expected, abs=0.002)
        assert end <= measure + 0.002
    for _, _, _, end in found[:-1]:
        assert end == pytest.approx(measure, abs=0.002)


def test_han_and_latin_stand_a_quarter_apart_whatever_was_typed() -> None:
    steps = {}
    for text in ("他在2021年", "他在 2021年", "他在 2021 年"):
        (_, found, _, end), = lines_of(text, 30)
        steps[text] = (round(sum(found), 3), end)
    assert set(steps.values()) == {(1 + 1.25 + 2.25, 5.5)}
    (_, found, _, _), = lines_of("组织（GDP增长5%），约100km。", 30)
    # None inside brackets, beside a mark or at the percent sign.
    assert found == [1, 1, 1, 1.75, 1, 1.25, .5, 1, .5, 1, 1.25, 2.5]


def test_an_opening_mark_begins_the_line_with_its_ink() -> None:
    found = lines_of("红军的歌声响彻山谷“十送红军”传", 10)
    assert [round(line[2], 3) for line in found] == [0, -0.5]
    (_, _, first, _), *_ = lines_of("“十送红军”传", 10, indent=2)
    assert first == 0  # behind an indent it keeps its width


def test_marks_side_by_side_as_one() -> None:
    (_, steps, _, end), = lines_of("你入党了吗？！", 10)
    assert steps[-1] == 0.5
    assert end == 6
    (_, _, _, end), = lines_of("好！！！", 10)
    assert end == pytest.approx(2.5)  # ！！ is one em, the third loses its half at the end


@pytest.mark.parametrize(("marks", "width"), [
    ("full", 8.0), ("line-end-half", 7.5), ("kaiming", 7.0), ("half", 6.5)])
def test_the_four_house_styles(marks: str, width: float) -> None:
    (_, _, _, end), = lines_of("人，（民）心。", 20, Rules(marks=marks))  # type: ignore[arg-type]
    # ，（ give half an em to each other in all styles.
    assert end == {"full": 6.5, "line-end-half": 6.0, "kaiming": 5.0, "half": 5.0}[marks] \
        or end == width


def test_a_date_and_a_number_are_not_parted() -> None:
    for measure in range(6, 16):
        for line, *_ in lines_of("到了一九四几年即1941年11月11日早晨有18.5%的人仍在", measure)[:-1]:
            assert not re.search(r"\d$", line), (measure, line)


ALPHABET = "的一是在不了有和人这中大为上个国我以要他，。、；：？！“”‘’《》（）——……·①%—"
NEVER_FIRST = set("，。、；：？！”’》）·①%")
NEVER_LAST = set("“‘《（")


@pytest.mark.parametrize("seed", range(40))
def test_any_text_keeps_the_rules(seed: int) -> None:
    """Random text, dense with marks: nothing lost, nothing forbidden, every edge flush."""
    source = random.Random(seed)
    text = "".join(source.choices(
        [*ALPHABET[:20] * 6, *ALPHABET[20:], " GDP", "2021", " words ", "3.5%"], k=400))
    measure = source.choice([8, 14, 21, 28, 35])
    rules = Rules(strict=bool(seed % 2))
    units = units_of(text, rules)
    lines = break_lines(units, measure * EM, 2 * EM, rules)
    assert lines[0].first == 0
    assert lines[-1].next == len(units.text)
    for line, after in pairwise(lines):
        assert line.next == after.first
        assert units.text[line.first][0] not in NEVER_FIRST or line.first == 0
        hidden = units.text[line.last + 1:line.next]
        assert all(t == " " for t in hidden)
        if units.text[line.last] in NEVER_LAST:
            # Only where nothing else was left, such as a run of marks wider than a line.
            assert all(p >= 1e9 for p in units.penalty[line.first:line.last])
        at, _ = positions(units, line.first, line.last, line.slack, line.lead)
        end = at[-1] - units.shift[line.last] + units.advance[line.last] - units.right[line.last]
        room = measure * EM - (2 * EM if line.first == 0 else 0)
        gives = units.given[line.last] - units.given[line.first]
        if -line.slack <= gives and units.gaps[line.last] > units.gaps[line.first]:
            assert end == pytest.approx(room, abs=0.01 * EM)


def test_one_line_more_or_less_and_no_line_loose() -> None:
    text = "说起抗战年代敌后自办的兵工厂，黄崖洞总排在前面：它办得最早，规模也最大。" * 9
    units = units_of(text)
    usual = len(break_lines(units, 28 * EM, 2 * EM, HOUSE))
    made = {}
    for change in (-1, 1, 40):
        lines = break_into(units, 28 * EM, 2 * EM, HOUSE, usual + change)
        made[change] = None if lines is None else len(lines)
    assert made[1] == usual + 1 or made[-1] == usual - 1
    assert made[40] is None  # no text bears that


def test_the_work_grows_with_the_text_and_not_faster() -> None:
    """Counted, not timed: how many lines are judged for each character."""
    from press.typeset.compose import breaking

    judged = {}
    original = breaking._Lines.ends_of
    for length in (800, 20_000):
        count = 0

        def counted(self: breaking._Lines, at: int) -> list[tuple[int, int, float]]:
            nonlocal count
            found = original(self, at)
            count += len(found)
            return found

        breaking._Lines.ends_of = counted  # type: ignore[method-assign]
        try:
            break_lines(units_of("说起抗战年代敌后自办的兵工厂，" * (length // 15)),
                        280, 20, HOUSE)
        finally:
            breaking._Lines.ends_of = original  # type: ignore[method-assign]
        judged[length] = count / length
    assert judged[20_000] < judged[800] * 1.5


def test_what_cannot_be_broken_goes_over_the_edge() -> None:
    """A run without any break, far longer than the line: kept whole, and nothing else lost."""
    for text, whole in (("红军的" + "“" * 30 + "歌声响彻山谷", "“" * 30),
                        ("红军的歌声" + "。" * 40, "。" * 40), ("“" * 25, "“" * 25)):
        units = units_of(text)
        for rules in (HOUSE, Rules(strict=True)):
            lines = break_lines(units, 8 * EM, 2 * EM, rules)
            found = ["".join(units.text[line.first:line.next]) for line in lines]
            assert "".join(found) == text
            assert any(whole in line for line in found)
