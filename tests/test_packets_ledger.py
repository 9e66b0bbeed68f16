"""The ledger, what changes between two distributions, and whether a copy is current."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import sqlite3
from pathlib import Path

import pypdf
import pytest
from packet_samples import LECTURES, TOPIC, made, packet_book

from press.ledger import BACKUPS, Ledger, Run, code_of, open_ledger, plain_code
from press.packets.lookup import look_up
from press.packets.run import Issue, PacketsResult
from press.preflight.needles import folded

FIRST, SECOND = Issue("首发", dt.date(2021, 12, 1)), Issue("二次", dt.date(2021, 12, 5))
MOVED = (LECTURES.replace("S1,关口,01,2021-12-08,9:00-10:30,东头礼堂",
                          "S1,关口,01,2021-12-18,9:00-10:30,南头教室")
         .replace("S4,数字,02", "S4,数字,03")
         .replace("S5,关口,03,2021-12-11,9:00-10:30,北头棚下,家属代表,12,辰土,\n", ""))


@contextlib.contextmanager
def ledger_of(book: Path):  # type: ignore[no-untyped-def]
    ledger, problems = open_ledger(book, create=False)
    assert ledger is not None, problems
    try:
        yield ledger
    finally:
        ledger.close()


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, PacketsResult, PacketsResult]:
    """Packets given out, and those of a changed roster."""
    folder = tmp_path_factory.mktemp("ledger")
    book = packet_book(folder / "tour")
    one = made(book, folder / "out", issue=FIRST)
    assert one.good, one.problems
    packet_book(book, MOVED)
    two = made(book, folder / "out")
    assert two.good, two.problems
    return book, one, two


def test_codes_catch_slips() -> None:
    code = code_of("a", "b")
    assert plain_code(code.lower().replace("-", " ")) == code
    assert plain_code(code.replace("0", "O").replace("1", "I")) == code
    letters = code.replace("-", "")
    for place in range(10):
        for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ":
            wrong = letters[:place] + other + letters[place + 1:]
            assert plain_code(wrong) == (code if wrong == letters else None)


def test_changes_are_counted(second: tuple[Path, PacketsResult, PacketsResult]) -> None:
    found = second[2].delta
    assert found is not None
    assert {c.number: c.kind for c in found.changes} == {
        "S1": "moved", "S4": "given-on", "S5": "cancelled"}
    assert {s.lecture for s in found.again} == {"S1", "S4"}
    assert {s.lecture for s in found.void} == {"S1", "S4", "S5"}
    # What changes from place to place stands on the cover sheet alone: the text is not printed
    # again, nor is what is the same for all listeners.
    assert not [s for s in found.again if s.item == "speaker"]
    assert [s.pages for s in found.again if (s.lecture, s.item) == ("S1", "handout")] == [(1,)]


def test_the_papers_about_changes(second: tuple[Path, PacketsResult, PacketsResult]) -> None:
    home = second[2].folder / "变更"
    notices = {p.name: folded("".join(
        page.extract_text() for page in pypdf.PdfReader(p).pages))
        for p in home.glob("变更通知-*.pdf")}
    assert sorted(notices) == [f"变更通知-{n}-{name}.pdf" for n, name in (
        ("01", "甲子"), ("02", "乙丑"), ("03", "丙寅"))]
    assert "南头教室" in notices["变更通知-01-甲子.pdf"]
    # Who takes a lecture over is nobody else's business.
    assert "丙寅" not in notices["变更通知-02-乙丑.pdf"]
    assert "乙丑" not in notices["变更通知-03-丙寅.pdf"]
    with (home / "作废清单.csv").open(encoding="utf-8-sig") as file:
        void = list(csv.DictReader(file))
    found = second[2].delta
    assert found is not None
    assert sum(int(row["张数"]) for row in void) == sum(s.total for s in found.void)
    assert {row["场次"] for row in void} == {"S1", "S4", "S5"}


def test_pages_are_told_as_who_holds_the_paper_counts_them(
        second: tuple[Path, PacketsResult, PacketsResult]) -> None:
    found = second[2].delta
    assert found is not None
    own = {(s.item, s.pages): s.own_pages for s in (*found.again, *found.void)
           if s.lecture == "S1"}
    assert all(pages[0] == 1 for pages in own.values())
    signed = next(pages for item, pages in own if item == "sign-in")
    assert signed[0] > 1  # behind the cover sheet, the text and the receipt
    notice = next((second[2].folder / "变更").glob("变更通知-01-*.pdf"))
    text = "".join(page.extract_text() for page in pypdf.PdfReader(notice).pages)
    assert f"签到表1–{len(signed)}1{len(signed)}" in "".join(text.split())
    order = pypdf.PdfReader(second[2].folder / "变更/补印单.pdf")
    assert f"签到表{signed[0]}–{signed[-1]}1{len(signed)}" in "".join(
        "".join(page.extract_text() for page in order.pages).split())


def test_a_notice_tells_who_is_the_contact_only_where_that_has_changed(tmp_path: Path) -> None:
    book = packet_book(tmp_path / "tour")
    assert made(book, tmp_path / "out", issue=FIRST).good
    packet_book(book, LECTURES.replace("卯金", "丑火").replace("装配班组,25", "装配班组,26"))
    result = made(book, tmp_path / "out")
    assert result.good, result.problems
    text = "".join("".join(page.extract_text() for page in pypdf.PdfReader(
        result.folder / "变更/变更通知-01-甲子.pdf").pages).split())
    assert "联系人：卯金" in text and "联系人：丑火" in text
    assert "卯木" not in text and "25份" in text and "26份" in text


def test_sheets_to_print_again_are_those_pages(
        second: tuple[Path, PacketsResult, PacketsResult]) -> None:
    again = [f for f in second[2].files if f.kind == "reprint"]
    assert sum(f.sheets * f.copies for f in again) == sum(
        s.total for s in second[2].delta.again)  # type: ignore[union-attr]
    listeners = next(f for f in again if f.lecture == "S1" and f.copies == 30)
    pages = pypdf.PdfReader(second[2].folder / listeners.path).pages
    assert len(pages) == listeners.pages == 2 * listeners.sheets
    assert "南头教室" in folded(pages[0].extract_text())


def test_is_my_copy_current(second: tuple[Path, PacketsResult, PacketsResult]) -> None:
    book, one, _ = second
    codes = {(f.lecture, f.kind): f.code for f in one.files}
    with ledger_of(book) as ledger:
        def state(lecture: str, kind: str = "listener-set") -> str:
            answer, problems = look_up(codes[lecture, kind].lower(), ledger, one.folder)
            assert answer is not None, problems
            return answer.state

        assert state("S2") == state("S1") == "current"  # nothing newer was given out yet
        assert made(book, one.folder.parents[1], issue=SECOND).good
        assert (state("S2"), state("S1"), state("S5")) == ("current", "superseded", "cancelled")
        newer = look_up(codes["S1", "speaker-set"], ledger, one.folder)[0]
        assert newer is not None and newer.pages[0] == 1 and ("replaced", "2 二次") in newer.facts


def test_only_a_change_of_text_gives_errata(tmp_path: Path) -> None:
    book = packet_book(tmp_path / "tour")
    assert made(book, tmp_path / "out", issue=FIRST).good
    packet_book(book, topic=TOPIC.replace("规矩在先", "规矩当先"))
    result = made(book, tmp_path / "out")
    errata = pypdf.PdfReader(result.folder / "变更/更正说明.pdf")
    assert "这一主题的各场（3场）" in "".join(errata.pages[0].extract_text().split())
    assert {s.lecture for s in result.delta.again} == {  # type: ignore[union-attr]
        "S1", "S3", "S5"}


def test_the_same_distribution_is_kept_once_and_each_change_backed_up(tmp_path: Path) -> None:
    book = packet_book(tmp_path / "tour")
    for _ in range(2):
        assert made(book, tmp_path / "out", issue=FIRST).good
    with ledger_of(book) as ledger:
        last = ledger.last()
        assert last is not None and (last.number, last.name, last.date) == (1, *(
            FIRST.name, FIRST.date))
        run = Run(code_of("x"), "01-gate", 1, 500, "d", dt.date(2021, 12, 1))
        ledger.add_run(run, 500)
        assert ledger.find(run.code).runs == (run,)
    backups = sorted((book / "ledger" / BACKUPS).glob("*.sqlite"))
    assert [p.name for p in backups] == ["000001.sqlite", "000002.sqlite"]
    with contextlib.closing(sqlite3.connect(backups[1])) as copy:
        assert copy.execute("SELECT count(*) FROM distribution").fetchone() == (1,)
        assert copy.execute("SELECT count(*) FROM run").fetchone() == (0,)


def test_a_change_that_fails_changes_nothing(tmp_path: Path) -> None:
    ledger, _ = open_ledger(tmp_path, create=True)
    assert isinstance(ledger, Ledger)
    with contextlib.suppress(RuntimeError), ledger._changed() as db:
        db.execute("INSERT INTO run (code, document, first, last, digest, date, holder) "
                   "VALUES ('c', 'd', 1, 2, 'e', '2021-01-01', '')")
        raise RuntimeError
    assert ledger.runs_of("d") == ()
    ledger.close()
