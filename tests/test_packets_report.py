"""What came of lectures: the report; and what ``clean`` leaves of packets."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pymupdf
import pypdf
import pytest
from build_samples import TEMPLATES, workshop
from packet_samples import LECTURES, TOML, cache_folder, made, packet_book
from workbook_samples import workbook

from press.cli import main
from press.dataclass import replace
from press.ledger import open_ledger
from press.packets.run import Issue, PacketsResult
from press.packets.totals import make_report

CAME = {"S1": 28, "S2": 25, "S3": 11, "S5": 9}
"""Of S4 nothing has come back yet."""
REMARK = "问得很多，时间不够"


def reported(folder: Path, name: str) -> PacketsResult:
    book = packet_book(folder / "tour", toml=f'{TOML}attendance = "rosters/{name}"\n')
    rows = [["编号", "实到", "备注"], *([n, count, REMARK if n == "S3" else ""]
                                      for n, count in CAME.items()), ["S4", "", ""]]
    if name.endswith("xlsx"):
        (book / "rosters" / name).write_bytes(workbook(rows))
    else:
        (book / "rosters" / name).write_text(
            "".join(",".join(map(str, row)) + "\n" for row in rows), "utf-8")
    return make_report(book, folder / "out", TEMPLATES,
                       replace(workshop(cache_folder()), jobs=1), {})


@pytest.mark.parametrize("name", ["attendance.csv", "attendance.xlsx"])
def test_the_report_gives_the_figures_of_the_ledger_that_came_back(
        name: str, tmp_path: Path) -> None:
    done = reported(tmp_path, name)
    assert done.good, done.problems
    pdf, table = sorted(done.files, key=lambda f: f.kind)
    assert (pdf.kind, table.kind) == ("report", "table")
    text = "".join(p.extract_text() for p in pypdf.PdfReader(done.folder / pdf.path).pages)
    plain = "".join(text.split())
    assert f"{sum(CAME.values())}人次" in plain and "4场" in plain and REMARK in plain
    # By month, by unit, by topic; each adds up to the whole.
    assert "2021年12月473" in plain
    assert "钱家沟分厂253" in plain and "李家坡分厂111" in plain and "孙家湾分厂19" in plain
    assert "关口348" in plain and "数字125" in plain
    assert plain.count("合计473") == 4
    rows = {row["场次"]: row for row in csv.DictReader(
        (done.folder / table.path).open(encoding="utf-8-sig"))}
    assert list(rows) == ["S1", "S3", "S2", "S4", "S5"]
    assert {n: int(row["听众人次"]) for n, row in rows.items() if row["听众人次"]} == CAME
    assert rows["S3"]["备注"] == REMARK and rows["S4"]["听众人次"] == ""


def test_the_bars_are_as_long_as_the_figures(tmp_path: Path) -> None:
    done = reported(tmp_path, "attendance.csv")
    pdf = next(f for f in done.files if f.kind == "report")
    with pymupdf.open(done.folder / pdf.path) as document:
        bars = [d["rect"] for d in document[0].get_drawings()
                if d["type"] == "f" and 8 < d["rect"].height < 12]
    widths = [bar.width for bar in bars]
    whole = widths[0]
    assert [round(w / whole, 2) for w in widths] == [
        1.0, 1.0, round(11 / 53, 2), round(9 / 53, 2), 1.0, round(25 / 48, 2)]


def test_cleaning_takes_packets_and_leaves_the_ledger(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = packet_book(tmp_path / "tour", LECTURES[:LECTURES.index("S2,")])
    done = made(book, tmp_path / "output", issue=Issue("首发", dt.date(2021, 12, 1)))
    assert done.good, done.problems
    (done.folder / "01-甲子/便条.txt").write_text("请交门卫", "utf-8")
    foreign = tmp_path / "output/site/packets"
    foreign.mkdir(parents=True)
    (foreign / "manifest.json").write_text('{"files": [{"path": "a.txt"}]}', "utf-8")
    (foreign / "a.txt").write_text("mine", "utf-8")
    before = {p: p.read_bytes() for p in (book / "ledger").rglob("*") if p.is_file()}
    monkeypatch.chdir(tmp_path)
    assert main(["clean"]) == 0
    left = sorted(p.relative_to(tmp_path / "output").as_posix()
                  for p in (tmp_path / "output").rglob("*") if p.is_file())
    assert left == ["site/packets/a.txt", "site/packets/manifest.json",
                    "tour/packets/01-甲子/便条.txt"]
    assert before and {p: p.read_bytes() for p in before} == before
    ledger, problems = open_ledger(book, create=False)
    assert ledger is not None and not problems
    last = ledger.last()
    assert last is not None and last.name == "首发"
    ledger.close()
