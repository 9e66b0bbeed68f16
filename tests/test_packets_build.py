"""Packets of a small roster: counted, opened, read back."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import pypdf
import pytest
from packet_samples import LECTURERS, LECTURES, NOTE, TOPIC, made, packet_book

from press.packets.run import PacketsResult
from press.preflight.needles import folded

PEOPLE = {"01": "甲子", "02": "乙丑", "03": "丙寅"}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> PacketsResult:
    """Made once."""
    folder = tmp_path_factory.mktemp("packets")
    result = made(packet_book(folder / "tour"), folder / "out", as_zip=True)
    assert result.good, result.problems
    return result


def text_of(path: Path) -> list[str]:
    return [folded(page.extract_text()) for page in pypdf.PdfReader(path).pages]


def test_every_lecture_has_both_sets_once(done: PacketsResult) -> None:
    sets = [(f.lecture, f.kind) for f in done.files if f.kind.endswith("-set")]
    assert sorted(sets) == [(f"S{n}", kind) for n in range(1, 6)
                            for kind in ("listener-set", "speaker-set")]
    assert done.lectures == 5 and done.copies == 30 + 25 + 18 + 41 + 12


def test_each_item_is_where_the_manifest_says(done: PacketsResult) -> None:
    words = {"cover": "讲者用", "speaker": "第1页/共1页", "receipt": "宣讲回执",
             "sign-in": "签到表", "handout": "宣讲讲义", "feedback": "听众意见表"}
    for file in json.loads((done.folder / "manifest.json").read_text("utf-8"))["files"]:
        if file["kind"].endswith("-set"):
            pages = text_of(done.folder / file["path"])
            assert len(pages) == file["pages"]
            for item in file["items"]:
                assert folded(words[item["item"]]) in pages[item["first_page"] - 1]
                assert file["kind"] == "speaker-set" or item["first_page"] % 2 == 1


def test_what_the_roster_says_is_printed_and_nobody_elses(done: PacketsResult) -> None:
    rows = {row["编号"]: row for row in csv.DictReader(io.StringIO(LECTURES))}
    for file in done.files:
        if not file.kind.endswith("-set"):
            continue
        text = "".join(text_of(done.folder / file.path))
        own = rows[file.lecture]
        assert PEOPLE[own["宣讲人"]] in text and own["地点"] in text
        assert folded(file.code) in text
        for number, name in PEOPLE.items():
            assert number == own["宣讲人"] or name not in text
        for other, row in rows.items():
            assert other == file.lecture or row["听众"] not in text
        assert (NOTE in text) == (file.kind == "speaker-set" and own["主题"] == "关口")


def test_telephone_numbers_are_masked(done: PacketsResult) -> None:
    pages = [p for f in done.files if f.path.endswith(".pdf")
             for p in text_of(done.folder / f.path)]
    assert any("139****6666" in page for page in pages)
    whole = re.findall(r"\d{11}", LECTURES + LECTURERS)
    assert len(whole) == 4 and not any(number in page for number in whole for page in pages)


def test_checksums_hold(done: PacketsResult) -> None:
    listed: dict[Path, str] = {}
    for sums in done.folder.rglob("SHA256SUMS"):
        for line in sums.read_text("utf-8").splitlines():
            digest, name = line.split("  ", 1)
            listed[sums.parent / name] = digest
    for path, digest in listed.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest
    others = {p for p in done.folder.rglob("*") if p.is_file()} - set(listed)
    assert {p.name for p in others} <= {"SHA256SUMS", *(p.name for p in done.folder.glob("*.zip"))}


def test_the_print_order_adds_up(done: PacketsResult) -> None:
    rows = list(csv.DictReader((done.folder / "印制单.csv").open(encoding="utf-8-sig")))
    for row in rows:
        pages = int(row["止页"]) - int(row["起页"]) + 1
        each = -(-pages // 2) if "双面" in row["印面"] else pages
        assert int(row["每份张数"]) == each
        assert int(row["张数"]) == each * int(row["份数"])
    assert sum(int(row["张数"]) for row in rows) == done.sheets
    whole = "".join(text_of(done.folder / "印制单.pdf"))
    assert f"{done.sheets}张" in whole


def test_each_lecturer_has_one_folder_with_a_zip(done: PacketsResult) -> None:
    folders = sorted(p.name for p in done.folder.iterdir() if p.is_dir())
    assert folders == [f"{n}-{name}" for n, name in PEOPLE.items()]
    for name in folders:
        with zipfile.ZipFile(done.folder / f"{name}.zip") as packed:
            inside = {n.split("/", 1)[1]: packed.read(n) for n in packed.namelist()}
        beside = {p.name: p.read_bytes() for p in (done.folder / name).iterdir()}
        assert inside == beside
        assert sum(n.endswith("手机版.pdf") for n in inside) == 1


def test_the_same_roster_in_another_order_gives_the_same_bytes(
        done: PacketsResult, tmp_path: Path) -> None:
    head, *rows = LECTURES.splitlines(keepends=True)
    again = made(packet_book(tmp_path / "tour", head + "".join(reversed(rows))),
                 tmp_path / "out")
    assert {f.path: f.sha256 for f in again.files} == {f.path: f.sha256 for f in done.files}


def test_a_character_that_no_typeface_has_is_told_at_its_row(tmp_path: Path) -> None:
    text = LECTURES.replace("卯木", "卯木\U0002A6A5")
    result = made(packet_book(tmp_path / "tour", text), tmp_path / "out")
    assert [(p.code, p.path, p.line) for p in result.problems] == [
        ("character-missing", "rosters/lectures.csv", 3)]


def test_what_has_no_room_is_laid_out_for_its_lecture(tmp_path: Path) -> None:
    long = "三号厂房西跨二层靠近老锅炉房的那一间临时会议室里间靠窗的一侧再往里走"
    text = LECTURES.replace("东头礼堂,锻压", f"{long},锻压")
    result = made(packet_book(tmp_path / "tour", text), tmp_path / "out")
    assert result.good, result.problems
    file = next(f for f in result.files if f.lecture == "S1" and f.kind == "speaker-set")
    assert long in "".join(text_of(result.folder / file.path))


def test_long_values_take_no_more_sheets(tmp_path: Path, done: PacketsResult) -> None:
    """A hall, listeners, a topic and a remark of two lines each: every form keeps to its page."""
    topic = "从标题栏里的四个签名说起：把一张旧图纸讲给今天的青年工人听"
    head, first, *rest = LECTURES.splitlines()
    place = "综合楼三层东侧多功能学术报告厅（从西门进，乘二号电梯）"
    audience = "各车间班组长、青年突击队队员、新入职大学生和离退休老同志代表"
    long = first.replace("东头礼堂", place).replace("锻压班组", audience)
    remark = "请带投影转接头；会场没有无线网，视频先拷到电脑里；讲完合影，老同志先走"
    lectures = "\n".join((f"{head},备注", f"{long},{remark}", *(f"{row}," for row in rest), ""))
    book = packet_book(tmp_path / "tour", lectures.replace(",关口,", f",{topic},"),
                       topic=TOPIC.replace("# 关口", f"# {topic}"))
    result = made(book, tmp_path / "out")
    assert result.good, result.problems

    def pages(result: PacketsResult) -> list[tuple[str, int]]:
        return [(sheaf.item, sheaf.pages) for file in result.files if file.lecture == "S1"
                for sheaf in file.sheaves]

    assert pages(result) == pages(done)
    labels = pypdf.PdfReader(result.folder / "箱签.pdf").pages[0]
    assert "乘二号电梯" in folded(labels.extract_text())


def test_an_error_leaves_the_old_packets(tmp_path: Path) -> None:
    book = packet_book(tmp_path / "tour")
    good = made(book, tmp_path / "out")
    before = (good.folder / "manifest.json").read_bytes()
    packet_book(book, LECTURES.replace("S3,关口,02", "S3,关口,04"))
    bad = made(book, tmp_path / "out")
    assert not bad.good and bad.files == ()
    assert (good.folder / "manifest.json").read_bytes() == before


def test_what_somebody_laid_beside_them_stays(tmp_path: Path) -> None:
    book = packet_book(tmp_path / "tour")
    folder = made(book, tmp_path / "out").folder
    (folder / "01-甲子/便条.txt").write_text("请交门卫", "utf-8")
    packet_book(book, LECTURES[:LECTURES.index("S5,")])
    made(book, tmp_path / "out")
    assert (folder / "01-甲子/便条.txt").read_text("utf-8") == "请交门卫"
    assert not (folder / "03-丙寅").exists()
