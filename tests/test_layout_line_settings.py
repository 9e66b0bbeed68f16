"""``[lines]`` and sizes in 号 of layout.toml."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from press.config.layout_model import GridConfig, LinesConfig
from press.layout.line_rules import line_rules


def test_only_what_differs_from_the_standard_is_said() -> None:
    assert line_rules(LinesConfig()) == ""
    assert line_rules(LinesConfig(breaks="strict")) == "html { line-break: strict }\n"
    assert line_rules(LinesConfig(marks="kaiming", gap=0.125)) == (
        "html { -press-marks: kaiming; -press-gap: 0.125em }\n")
    assert line_rules(LinesConfig(gap=0)) == "html { -press-gap: 0em }\n"


def grid(**values: object) -> GridConfig:
    return GridConfig.model_validate(
        {"size": 10.5, "pitch": 18, "measure": 28, "lines": 25, **values})


@pytest.mark.parametrize(("size", "points"), [
    ("五号", 10.5), ("小四", 12), ("四号", 14), ("三号", 16), ("初号", 42), (11, 11)])
def test_sizes_in_hao(size: object, points: float) -> None:
    assert grid(size=size).size == points
    assert grid(size="五号", pitch="小二").pitch == 18


@pytest.mark.parametrize("size", ["七号", "10.5", "", 0, True, None, [], "初" * 100])
def test_other_sizes_are_refused(size: object) -> None:
    with pytest.raises(ValidationError):
        grid(size=size)
