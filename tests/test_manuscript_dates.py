"""Dates as people write them → what sorts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.manuscript.dates import sortable

CHINESE = {
    "1941年11月11日": "1941-11-11", "1941年": "1941", "1941年11月": "1941-11",
    "1941.11.11": "1941-11-11", "1941-11-11": "1941-11-11", "1941/11/11": "1941-11-11",
    "1941.11": "1941-11", "1941": "1941", "１９４１年１１月": "1941-11",
    "1941 年 11 月 11 日上午": "1941-11-11", "1941年11月11号": "1941-11-11",
    "1941年秋": "1941-09", "1941年春季": "1941-03", "1941年底": "1941-12", "1941年初": "1941-01",
    "1941年下半年": "1941-07", "1941年11月上旬": "1941-11-01", "1941年11月底": "1941-11-28",
    "1941年11月11—18日": "1941-11-11", "1941年11月11日至12月18日": "1941-11-11",
    "1941—1945年": "1941", "1941-1945": "1941", "1941-45": "1941", "1937.7—1945.8": "1937-07",
    "1941-11-11—1941-11-18": "1941-11-11", "1941-11—1942-03": "1941-11",
    "20世纪50年代": "1950", "二十世纪五十年代末": "1950", "20世纪初": "1900", "1950年代": "1950",
    "一九四一年十一月二十三日": "1941-11-23", "二〇二一年七月一日": "2021-07-01",
    "民国三十年十月": "1941-10", "民国元年": "1912", "约1940年": "1940", "618年": "0618",
    "1941年11月11日（农历九月廿三）": "1941-11-11",
}
ENGLISH = {
    "11 November 1941": "1941-11-11", "11th November 1941": "1941-11-11",
    "November 11, 1941": "1941-11-11", "Nov. 1941": "1941-11", "November 1941": "1941-11",
    "Sept 1941": "1941-09", "c. 1940": "1940", "circa 1940": "1940", "1940s": "1940",
    "the 1950s": "1950", "spring of 1941": "1941-03", "mid-1941": "1941-06",
    "early 1941": "1941-01", "11–18 November 1941": "1941-11-11",
    "11 November – 3 December 1941": "1941-11-11", "10 to 12 May 1941": "1941-05-10",
    "November 11–18, 1941": "1941-11-11", "November–December 1941": "1941-11",
    "December 1941 – January 1942": "1941-12", "1941–45": "1941", "1941 November 11": "1941-11-11",
    "19th century": "1800",
}


@pytest.mark.parametrize(("text", "wanted"), [*CHINESE.items(), *ENGLISH.items()])
def test_dates(text: str, wanted: str) -> None:
    assert sortable(text) == wanted


@pytest.mark.parametrize("text", [
    "", "某日", "1941年13月", "1941年2月30日", "30 February 1941",
    "公元前221年", "五十年代", "四一年",
    "12345", "1941号", "5 May 41", "May", "〇年", "0世纪", "1941" * 1000, "民国", "第1941号文件"])
def test_what_is_no_date(text: str) -> None:
    assert sortable(text) is None


@given(st.text(alphabet="0123456789一二十〇年月日世纪代初底旬春约民国元.-–—/ Novembrcathsf,",
               max_size=30))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = sortable(text)
    assert found is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", found)
