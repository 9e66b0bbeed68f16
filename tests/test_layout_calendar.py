"""The Chinese calendar of planners, against dates that anybody can look up."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from press.layout.kinds.calendar import days, lunar_day, lunar_year, monday, months


@pytest.mark.parametrize(("day", "short", "full"), [
    ((2021, 2, 12), "春节", "正月初一"), ((2021, 6, 14), "端午节", "五月初五"),
    ((2021, 9, 21), "中秋节", "八月十五"), ((2021, 7, 22), "大暑", "六月十三"),
    ((2021, 7, 10), "六月", "六月初一"), ((2021, 7, 1), "廿二", "五月廿二"),
    ((2020, 5, 23), "闰四月", "闰四月初一"), ((2023, 4, 5), "清明", "闰二月十五"),
    ((2021, 2, 11), "除夕", "腊月三十"), ((2025, 1, 28), "除夕", "腊月廿九"),
    ((2009, 7, 7), "小暑", "闰五月十五"),
    ((2033, 12, 22), "闰冬月", "闰冬月初一"), ((1800, 1, 1), "", ""), ((2100, 1, 1), "", "")])
def test_days_in_the_chinese_calendar(day: tuple[int, int, int], short: str, full: str) -> None:
    assert lunar_day(dt.date(*day)) == (short, full)


def test_the_year_has_its_name() -> None:
    assert lunar_year(dt.date(2021, 7, 31)) == "辛丑年"
    assert lunar_year(dt.date(1800, 1, 1)) == ""


def test_a_year_has_24_terms_about_15_days_apart() -> None:
    from press.layout.kinds.calendar import _lunar

    terms = [day for day in days(dt.date(2024, 1, 1), dt.date(2024, 12, 31))
             if _lunar(day).term]
    assert len(terms) == 24
    assert all(14 <= (after - before).days <= 16 for before, after in pairwise(terms))


def test_months_and_weeks_of_a_period() -> None:
    first, last = dt.date(2021, 12, 15), dt.date(2022, 2, 1)
    assert [m.isoformat() for m in months(first, last)] == ["2021-12-01", "2022-01-01",
                                                            "2022-02-01"]
    assert monday(dt.date(2021, 7, 4)) == dt.date(2021, 6, 28)
    assert len(list(days(first, last))) == 49
