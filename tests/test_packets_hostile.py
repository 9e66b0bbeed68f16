"""Somebody else's roster goes in; what comes out is counted, opened and read back."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from pathlib import Path

import pypdf
import pytest
from hostile_roster import Hostile, hostile, lines, write_hostile
from packet_samples import TOML, made, packet_book

from press.packets.run import PacketsResult
from press.preflight.needles import folded
from press.roster import RosterFiles, read_roster

KINDS = ("gb18030", "xlsx")


@pytest.mark.parametrize("kind", KINDS)
def test_every_bad_row_of_five_hundred_is_told_with_its_line(kind: str, tmp_path: Path) -> None:
    roster = hostile(7, 500, 23)
    write_hostile(tmp_path, roster, kind)
    suffix = "xlsx" if kind == "xlsx" else "csv"
    files = RosterFiles(f"rosters/people.{suffix}", f"rosters/talks.{suffix}",
                        "utf-8" if kind == "xlsx" else kind)
    found, problems = read_roster(tmp_path, files, ["关口", "数字"])
    assert found is None
    places = lines(roster, kind)
    assert Counter((p.line, p.code) for p in problems if p.severity == "error") == Counter(
        (places[index], code) for index, code in roster.wrong)
    write_hostile(tmp_path, roster.good(), kind)
    found, problems = read_roster(tmp_path, files, ["关口", "数字"])
    assert found is not None and not problems
    assert len(found.given) == 477 and len(found.lecturers) == 30


def packets(folder: Path, kind: str) -> tuple[Hostile, PacketsResult]:
    roster = hostile(11, 24, 3).good()
    book = packet_book(folder / "tour")
    (book / "book.toml").write_text(TOML.replace("[packets]\n", "")
                                    + write_hostile(book, roster, kind), "utf-8")
    return roster, made(book, folder / "out")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> tuple[Hostile, PacketsResult]:
    roster, done = packets(tmp_path_factory.mktemp("hostile"), "xlsx")
    assert done.good, done.problems
    return roster, done


def test_both_formats_give_the_same_packets(
        out: tuple[Hostile, PacketsResult], tmp_path: Path) -> None:
    _, other = packets(tmp_path, "gb18030")
    assert {f.path: f.sha256 for f in other.files} == {f.path: f.sha256 for f in out[1].files}


def test_nothing_is_missing_and_nothing_twice(out: tuple[Hostile, PacketsResult]) -> None:
    roster, done = out
    sets = Counter((f.lecture, f.kind) for f in done.files if f.lecture)
    assert sets == Counter((row[1], kind) for row in roster.lectures
                           for kind in ("speaker-set", "listener-set"))
    listed = Counter(f.path for f in done.files)
    on_disk = {p.relative_to(done.folder).as_posix() for p in done.folder.rglob("*")
               if p.is_file() and p.name not in ("manifest.json", "SHA256SUMS")}
    assert set(listed) == on_disk and max(listed.values()) == 1
    assert len({f.code for f in done.files if f.lecture}) == sum(sets.values())


def test_every_packet_opens_and_holds_its_own_rows_only(
        out: tuple[Hostile, PacketsResult]) -> None:
    roster, done = out
    people = {row[0]: row[1] for row in roster.lecturers}
    by_name = {name: number for number, name in people.items()}
    own = {row[1]: row for row in roster.lectures}
    for file in done.files:
        if not file.lecture:
            continue
        reader = pypdf.PdfReader(done.folder / file.path, strict=True)
        assert len(reader.pages) == file.pages
        text = folded("".join(page.extract_text() for page in reader.pages))
        row = own[file.lecture]
        name = people[by_name.get(row[3], row[3])]
        assert name in text and folded(row[6]) in text and folded(file.code) in text
        for other in people.values():
            assert other in name or other not in text, file.path
        for another in roster.lectures:
            if another is not row:
                assert another[11] not in text
                for word in (another[0], another[9], another[10]):
                    assert word not in text or word in "".join(row), (file.path, word)


def test_checksums_and_the_print_order_add_up(out: tuple[Hostile, PacketsResult]) -> None:
    roster, done = out
    for file in done.files:
        data = (done.folder / file.path).read_bytes()
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (file.sha256, file.size)
    table = list(csv.DictReader((done.folder / "印制单.csv").open(encoding="utf-8-sig")))
    assert sum(int(row["张数"]) for row in table) == done.sheets
    handouts = {row["场次"]: int(row["份数"]) for row in table if row["品种"] == "听众讲义"}
    assert handouts == {row[1]: int(row[8]) for row in roster.lectures}
    whole = json.loads((done.folder / "manifest.json").read_text("utf-8"))
    assert whole["sheets"] == done.sheets
    assert whole["copies"] == sum(int(row[8]) for row in roster.lectures)
