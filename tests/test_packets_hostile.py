"""Somebody else's roster goes in; what comes out is counted, opened and read back.

The same with 500 lectures, through the command: ``python -m bench.hostile``.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pikepdf
import pypdf
import pytest
from packet_samples import made

from bench.hostile.book import expected, write_book, write_hostile
from bench.hostile.faults import CELLS, hostile
from bench.hostile.reading import faults, read_packets
from bench.hostile.roster import COPIES, HOST, NUMBER, Hostile
from press.packets.run import PacketsResult
from press.roster import RosterFiles, clashes, read_rows

KINDS = ("gb18030", "xlsx")


@pytest.mark.parametrize("kind", KINDS)
def test_every_bad_row_of_five_hundred_is_told_with_its_line(kind: str, tmp_path: Path) -> None:
    roster = hostile(7, 500, kind)
    assert len({one.kind for one in roster.wrong}) > len(CELLS) + 10
    write_hostile(tmp_path, roster, kind)
    suffix = "xlsx" if kind == "xlsx" else "csv"
    files = RosterFiles(f"rosters/people.{suffix}", f"rosters/talks.{suffix}",
                        "utf-8" if kind == "xlsx" else kind)
    found, problems = read_rows(tmp_path, files, ["关口", "数字"])
    problems += clashes(found, 60)
    told = Counter((p.path, p.line, p.code) for p in problems if p.severity == "error")
    wanted = Counter(one for one in expected(roster, kind) if one[2] != "character-missing")
    assert told == wanted
    write_hostile(tmp_path, roster.good(), kind)
    found, problems = read_rows(tmp_path, files, ["关口", "数字"])
    assert {p.code for p in problems} == {"roster-lecturer-idle"}
    assert len(found.given) == len(roster.good().given) > 460


def packets(folder: Path, kind: str) -> tuple[Hostile, PacketsResult]:
    roster = hostile(11, 60, "xlsx").good()
    return roster, made(write_book(folder / "tour", roster, kind), folder / "out")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> tuple[Hostile, PacketsResult]:
    roster, done = packets(tmp_path_factory.mktemp("hostile"), "xlsx")
    assert done.good, done.problems
    return roster, done


def test_both_formats_give_the_same_packets(
        out: tuple[Hostile, PacketsResult], tmp_path: Path) -> None:
    _, other = packets(tmp_path, "gb18030")
    assert {f.path: f.sha256 for f in other.files} == {f.path: f.sha256 for f in out[1].files}


def test_all_that_comes_out_is_right(out: tuple[Hostile, PacketsResult]) -> None:
    roster, done = out
    found = read_packets(roster, done.folder)
    assert faults(found) == []
    assert done.lectures == len(roster.given) > 20
    assert done.copies == sum(int(row[COPIES]) for row in roster.given)


def test_clashes_are_told_beside_bad_rows(tmp_path: Path) -> None:
    roster = hostile(11, 60, "gb18030")
    result = made(write_book(tmp_path / "tour", roster, "gb18030"), tmp_path / "out")
    assert not result.good and not result.folder.exists()
    assert Counter((p.path, p.line, p.code) for p in result.problems
                   if p.severity == "error") == Counter(expected(roster, "gb18030"))


@pytest.mark.parametrize("damage", ["lost", "twice", "changed", "foreign", "sheets", "secret"])
def test_reading_back_tells_what_is_wrong(
        damage: str, out: tuple[Hostile, PacketsResult], tmp_path: Path) -> None:
    """What reads packets back is itself tried."""
    roster, done = out
    folder = shutil.copytree(done.folder, tmp_path / "packets")
    sets = [f for f in done.files if f.kind == "listener-set"]
    path, whole = folder / sets[0].path, json.loads((folder / "manifest.json").read_text("utf-8"))
    if damage == "lost":
        path.unlink()
        (folder / "SHA256SUMS").write_text("", "utf-8")
        (path.parent / "SHA256SUMS").write_text("", "utf-8")
        whole["files"] = [one for one in whole["files"] if one["path"] != sets[0].path]
    elif damage == "twice":
        whole["files"].append(whole["files"][0])
    elif damage == "changed":
        path.write_bytes(path.read_bytes() + b"\n")
    elif damage in ("foreign", "secret"):
        row = next(r for r in roster.given if r[NUMBER] != sets[0].lecture)
        word = row[HOST] if damage == "foreign" else "先把毛坯递给前排传看一遍再开口"
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            pdf.docinfo["/Subject"] = word
            pdf.save(path)
        assert word in str(pypdf.PdfReader(path).metadata)
    else:
        whole["sheets"] += 1
    (folder / "manifest.json").write_text(json.dumps(whole, ensure_ascii=False), "utf-8")
    told = faults(read_packets(roster, folder))
    said = {"lost": "missing", "twice": "listed twice", "changed": "the manifest is wrong",
            "foreign": "holds", "sheets": "the order has", "secret": "the speaker's notes"}
    assert any(said[damage] in one for one in told), told
