"""Page and grid changed by steps, the gentlest first."""

from __future__ import annotations

from itertools import pairwise

import pytest
from layout_samples import layout

from press.config.layout_model import MM
from press.config.models import LimitsConfig
from press.dataclass import replace
from press.layout.budget import (
    Change,
    Setting,
    beyond,
    merged,
    outside,
    setting_of,
    steps,
    wider,
    with_blanks,
    with_change,
)
from press.layout.views import page_view
from press.values import Part

LAYOUTS = ("reader-zh", "reader-zh-16", "reader-zh-large", "reader-en")
BASE = setting_of(layout().config)
ALL = LimitsConfig(line_height=(1.55, 1.85), inner=(17, 24), outer=(18, 29), top=(21, 29),
                   bottom=(21, 31), type=(10, 11.25))


def kind(before: Setting, after: Setting) -> int:
    """What a step changes: 0 the line height, 1 the margins, 2 the type."""
    if after.size != before.size:
        return 2
    return 0 if after.pitch != before.pitch else 1


@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize("name", LAYOUTS)
def test_line_height_goes_first_then_margins_then_type(name: str, way: int) -> None:
    made = layout(name).config
    line = steps(setting_of(made), made.limits, way)
    assert line[0] == setting_of(made)
    kinds = [kind(one, next_) for one, next_ in pairwise(line)]
    assert kinds == sorted(kinds) and 0 in kinds and 1 in kinds
    room = [one.room * way for one in line]
    assert room == sorted(set(room)), "each step has more room than the one before, or less"


@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize("name", LAYOUTS)
def test_no_step_leaves_its_limits_or_the_sheet(name: str, way: int) -> None:
    made = layout(name).config
    for one in steps(setting_of(made), made.limits, way):
        assert list(outside(one, made.limits)) == []
        assert list(beyond(one, made.limits)) == []
        assert one.inner + one.measure * one.size / MM + one.outer == pytest.approx(made.page.width)
        assert one.top + one.lines * one.pitch / MM + one.bottom == pytest.approx(made.page.height)


@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize("name", LAYOUTS)
def test_the_page_that_a_template_sees_holds_all_lines_and_characters(name: str, way: int) -> None:
    lent = layout(name)
    for one in steps(setting_of(lent.config), lent.config.limits, way):
        page = page_view(with_change(lent, Change(one)).config)
        down = page.height - page.top - page.bottom - page.lines * page.pitch / MM
        across = page.width - page.inner - page.outer - page.measure * page.size / MM
        assert -1e-9 < down < 0.001 and -1e-9 < across < 0.001


def test_a_line_more_leaves_the_text_block_as_high_as_it_was() -> None:
    line = steps(BASE, LimitsConfig(line_height=(1.5, 1.8)), 1)
    assert [one.lines for one in line] == [25, 26, 27, 28]
    for one in line:
        assert (one.top, one.inner, one.size) == (BASE.top, BASE.inner, BASE.size)
        assert 0 <= BASE.lines * BASE.pitch - one.lines * one.pitch < 0.01 * one.lines


def test_margins_give_way_in_proportion_within_limits() -> None:
    first, second = steps(BASE, replace_limits(line_height=None, type=None), 1)[1:3]
    assert (first.lines, first.measure) == (26, 28)
    assert first.top / first.bottom == pytest.approx(BASE.top / BASE.bottom)
    assert (second.lines, second.measure) == (26, 29)
    assert second.inner / second.outer == pytest.approx(BASE.inner / BASE.outer)
    held = steps(BASE, replace_limits(line_height=None, type=None, top=(25, 25),
                                       bottom=(19, 31)), 1)[1]
    assert held.top == 25 and held.bottom == pytest.approx(BASE.bottom - BASE.pitch / MM)


def test_what_has_no_limits_is_not_changed() -> None:
    assert steps(BASE, LimitsConfig(), 1) == steps(BASE, LimitsConfig(), -1) == (BASE,)
    pinned = LimitsConfig(line_height=(BASE.line_height, BASE.line_height), type=(10.5, 10.5))
    assert steps(BASE, pinned, 1) == (BASE,)
    only_type = steps(BASE, LimitsConfig(type=(10, 10.5)), 1)
    assert {one.size for one in only_type} <= {10.5, 10.25, 10}
    assert abs(only_type[-1].inner - BASE.inner) < 10.5 / MM


def replace_limits(**changes: tuple[float, ...] | None) -> LimitsConfig:
    return ALL.model_copy(update=changes)


def test_limits_of_the_book_go_before_those_of_the_layout() -> None:
    both = merged(LimitsConfig(line_height=(1.6, 1.7)), ALL)
    assert both.line_height == (1.6, 1.7) and both.inner == ALL.inner


def test_a_page_beyond_its_limits_from_the_start_is_told() -> None:
    assert [(key, limit) for key, _, limit in outside(BASE, LimitsConfig(
        top=(26, 30), type=(10, 11), line_height=(1.8, 2)))] == [
            ("line_height", (1.8, 2)), ("top", (26, 30))]


def test_wider_limits_are_proposed_but_never_for_what_is_fixed() -> None:
    own = merged(LimitsConfig(line_height=(1.7, 1.75)), ALL)
    wide = wider(own, ALL, BASE)
    assert wide.line_height == (1.39, 1.75)
    assert wide.inner == (12.75, 24) and wide.type == (9, 11.25)
    large = layout("reader-zh-large").config
    assert wider(large.limits, large.limits, setting_of(large)).type == large.limits.type
    assert wider(LimitsConfig(), ALL, BASE) == LimitsConfig()


def test_what_a_setting_needs_beyond_its_limits() -> None:
    tight = replace(BASE, pitch=15.75, inner=16.5)
    assert list(beyond(tight, ALL)) == [("line_height", (1.5, 1.85)), ("inner", (16.5, 24))]


def test_blank_pages_stand_before_the_back_cover_or_at_the_end() -> None:
    def part(key: str) -> Part:
        return Part(key, "", (), (), "any", "none", (), "")

    change = Change(BASE, 2)
    closed = with_blanks((part("cover"), part("a"), part("back-cover")), change, layout())
    assert [one.key for one in closed] == ["cover", "a", "blank/1", "blank/2", "back-cover"]
    open_ = with_blanks((part("a"),), change, layout())
    assert [one.key for one in open_] == ["a", "blank/1", "blank/2"]
    assert with_blanks((), change, layout()) == ()
    assert with_blanks(open_, None, layout()) is open_
