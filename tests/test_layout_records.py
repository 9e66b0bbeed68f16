"""Documents that are made of tables: what of the sample books ends up on which page."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pypdf
import pytest
from build_samples import ROOT, TEMPLATES, codes, workshop, write_book

from press.build.run import build_book

SOURCES = ROOT / "sources"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all books."""
    return tmp_path_factory.mktemp("cache")


def pages(name: str, output: Path, cache: Path) -> list[str]:
    """The text of each page of a sample, without blanks."""
    result = build_book(SOURCES / name, output, TEMPLATES, workshop(cache), {})
    assert result.good, codes(result.problems)
    assert not [p for p in result.problems if p.severity == "warning"]
    pdf = pypdf.PdfReader(io.BytesIO((output / name / f"{name}-reading.pdf").read_bytes()))
    return ["".join(page.extract_text().split()) for page in pdf.pages]


def table(name: str, file: str) -> list[dict[str, str]]:
    with (SOURCES / name / "tables" / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def told(value: str) -> str:
    return "".join(value.split())


def test_action_lists_show_every_row_once(tmp_path: Path, cache: Path) -> None:
    lists, matters, suggestions = (table("action-lists", f"{n}.csv") for n in (
        "lists", "matters", "suggestions"))
    assert (len(lists), len(matters), len(suggestions)) == (11, 44, 111)
    found = pages("action-lists", tmp_path, cache)
    text = "".join(found)
    for row in (*matters, *suggestions):
        assert text.count(row["编号"]) == 1
        sheet = next(page for page in found if row["编号"] in page)
        assert told(row.get("事项") or row["建议"]) in sheet
    overview = next(page for page in found if "总表" in page)
    states = Counter(row["状态"] for row in matters)
    assert all(f"{state}{states[state]}" in overview for state in states)
    assert f"合计44{states['办结']}{states['在办']}{states['未办']}111" in overview


def test_course_has_a_page_for_each_station(tmp_path: Path, cache: Path) -> None:
    found = pages("course-day", tmp_path, cache)
    stations, tasks = table("course-day", "stations.csv"), table("course-day", "tasks.csv")
    for station in stations:
        page = next(p for p in found if told(station["看什么"]) in p)
        for task in tasks:
            assert (told(task["任务"]) in page) == (task["站"] == station["站"])
    timetable = next(p for p in found if "一天的安排" in p)
    for row in table("course-day", "timetable.csv"):
        assert row["开始"] in timetable and told(row["内容"]) in timetable
    kit = next(p for p in found if "出发前带齐" in p)
    assert all(told(row["物品"]) in kit for row in table("course-day", "kit.csv"))


def test_guide_has_a_plan_and_pages_to_write_on(tmp_path: Path, cache: Path) -> None:
    found = pages("reading-class", tmp_path, cache)
    plan = next(p for p in found if "读书安排" in p)
    for row in table("reading-class", "sessions.csv"):
        assert told(row["领读"]) in plan and row["开始"] in plan
    written = [page for page in found if page.startswith("笔记")]
    assert len(written) == 6
    assert sum("带回岗位上做的一件事" in page for page in written) == 3


def test_a_book_of_tables_in_a_layout_without_them_is_told(tmp_path: Path, cache: Path) -> None:
    book = write_book(tmp_path / "book", toml='title = "书"\n[actions]\nlists = "l.csv"\n'
                      'matters = "m.csv"\n', l_csv="编号,名称\n1,甲\n",
                      m_csv="编号,清单,事项\nS1,1,某事\n")
    result = build_book(book, tmp_path / "out", TEMPLATES, workshop(cache), {}, write=False)
    told = [p for p in result.problems if p.code == "piece-unknown"]
    assert [(p.path, p.line) for p in told] == [("book.toml", 2)]


def test_planner_has_every_day_week_and_month(tmp_path: Path, cache: Path) -> None:
    found = pages("study-planner", tmp_path, cache)
    assert sum("天天学" in p and "今日要事" in p for p in found) == 62
    assert sum("这周议的题目" in p for p in found) == 10
    assert sum("读完的篇目" in p and "下个月头一件" in p for p in found) == 2
    assert len(found) == 3 + 2 + 62 + 10 + 2 + 1  # cover …, calendars, days, weeks, sums, back
    assert all(f"2021年{m}月" in found[2] for m in (7, 8))
    for row in table("study-planner", "plan.csv"):
        day = row["日期"].split("-")
        sheet = next(p for p in found if p.startswith(f"{int(day[2])}星期")
                     and f"2021年{int(day[1])}月" in p)
        assert told(row["内容"]) in sheet


def test_a_day_full_of_matters_takes_one_page(tmp_path: Path, cache: Path) -> None:
    book = tmp_path / "plan"
    book.mkdir()
    (book / "book.toml").write_text(
        'title = "计划"\nlayout = "planner-zh"\ndocuments = ["reading"]\n[planner]\n'
        'first = 2021-09-27\nlast = 2021-09-28\nplan = "p.csv"\nweeks = false\n'
        'months = false\n', "utf-8")
    matter = "把这一天要做的事写得很长很长，长到一行写不下，要转到第二行去才写得完"
    (book / "p.csv").write_text("日期,内容\n" + f"2021-09-27,{matter}\n" * 6, "utf-8")
    result = build_book(book, tmp_path / "out", TEMPLATES, workshop(cache), {})
    assert result.good, codes(result.problems)
    pdf = pypdf.PdfReader(io.BytesIO((tmp_path / "out/plan/plan-reading.pdf").read_bytes()))
    texts = ["".join(page.extract_text().split()) for page in pdf.pages]
    days = [n for n, text in enumerate(texts) if "今日要事" in text]
    assert len(days) == 2 and days[1] == days[0] + 1
    assert texts[days[0]].count("要转到第二行") == 6 and "想一想" in texts[days[0]]


@pytest.mark.parametrize("full", [[8], list(range(2, 32))])
def test_a_calendar_of_full_days_takes_one_page_and_so_do_its_weeks(
        full: list[int], tmp_path: Path, cache: Path) -> None:
    book = tmp_path / "plan"
    book.mkdir()
    (book / "book.toml").write_text(
        'title = "计划"\nlayout = "planner-zh"\ndocuments = ["reading"]\n[planner]\n'
        'first = 2021-08-02\nlast = 2021-08-31\nplan = "p.csv"\ndays = false\n', "utf-8")
    matters = ("上午领学", "下午去新建的职业技能培训中心听课，写三行心得", "晚上抄一段")
    (book / "p.csv").write_text("日期,内容\n" + "".join(
        f"2021-08-{day:02},{what}\n" for day in full for what in matters), "utf-8")
    result = build_book(book, tmp_path / "out", TEMPLATES, workshop(cache), {})
    assert result.good, codes(result.problems)
    pdf = pypdf.PdfReader(io.BytesIO((tmp_path / "out/plan/plan-reading.pdf").read_bytes()))
    texts = ["".join(page.extract_text().split()) for page in pdf.pages]
    heads = [n for n, text in enumerate(texts)
             if text.startswith(("82021年8月", "周周研", "月月结"))]
    assert heads == list(range(heads[0], heads[0] + 7)) and "下个月头一件" in texts[heads[-1]]
    assert all("谁、哪天以前、做什么" in texts[n] for n in heads[1:-1])
    assert "晚上抄一段" in texts[heads[0]]


@pytest.mark.parametrize(("settings", "wanted"), [
    ("days = false", {"日历": 1, "这周议的题目": 3, "读完的篇目": 1, "今日要事": 0}),
    ("weeks = false\nmonths = false",
     {"日历": 0, "这周议的题目": 0, "读完的篇目": 0, "今日要事": 11})])
def test_a_planner_may_have_only_some_pages(settings: str, wanted: dict[str, int],
                                            tmp_path: Path, cache: Path) -> None:
    book = tmp_path / "plan"
    book.mkdir()
    (book / "book.toml").write_text(
        'title = "计划"\nlayout = "planner-zh"\ndocuments = ["reading"]\n[planner]\n'
        f'first = 2021-09-18\nlast = 2021-09-28\nholidays = "h.csv"\n{settings}\n', "utf-8")
    (book / "h.csv").write_text("日期,名称,类型\n2021-09-18,,班\n2021-09-21,中秋节,休\n", "utf-8")
    result = build_book(book, tmp_path / "out", TEMPLATES, workshop(cache), {})
    assert result.good, codes(result.problems)
    pdf = pypdf.PdfReader(io.BytesIO((tmp_path / "out/plan/plan-reading.pdf").read_bytes()))
    texts = ["".join(page.extract_text().split()) for page in pdf.pages]
    assert {word: sum(word in text for text in texts) for word in wanted} == wanted
    if wanted["今日要事"]:
        marks = {"18星期六": "班", "21星期二": "休", "22星期三": ""}
        for head, mark in marks.items():
            assert next(t for t in texts if t.startswith(head)).startswith(f"{head}{mark}2021年")
