"""Books on a cluster: two worker processes of a scheduler on this machine, which have fonts of
their own, and see no other."""

from __future__ import annotations

import json
import os
import pickle
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from pathlib import Path
from typing import Any

import pytest
from build_samples import library, story, workshop, write_book

from press.build import cluster as clusters
from press.build import far
from press.build.cluster import Cluster, connect, differences
from press.build.codec import typeset_from_bytes
from press.build.digests import facts, program
from press.build.pool import kept_open, run_tasks
from press.build.run import build_book
from press.build.values import Task, Typeset, failed
from press.cli import main
from press.dataclass import replace
from press.typeset.faces import load_library
from press.typeset.lending import keep, keys, lacking, library_of_keys, parcel
from press.values import Pages, Part

pytest.importorskip("distributed")
HERE = Path(__file__).parent
TEMPLATES = HERE.parent / "templates"
NAMES = ["a", "b", "c", "d", "e"]


def started(fonts: Path) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "press.build.local_cluster", "--port", "0"], cwd=HERE.parent,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "DUBEN_FONTS": str(fonts), "PYTHONPATH": str(HERE)})
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the workers look for fonts: there are none."""
    return tmp_path_factory.mktemp("worker") / "fonts"


@pytest.fixture(scope="module")
def address(fonts: Path) -> Iterator[str]:
    process, where = started(fonts)
    yield where
    process.terminate()
    process.wait(30)


@pytest.fixture
def cluster(address: str) -> Iterator[Cluster]:
    made, problems = connect(address)
    assert made is not None, problems
    yield made
    made.close()


def task(name: str) -> Task:
    part = Part(name, "", (), (), "recto", "decimal", (), f"stories/{name}.md")
    return Task(part, "recto", "", "reader", None, 0)


def done(task: Task) -> Typeset:
    return Typeset(Pages(task.part.key, b"%PDF", 1, (1, 1), 0, (), (), ()), ())


def bad(task: Task) -> Typeset:
    """Two parts take their process with them, one comes to no end, one is a fault of ours."""
    if task.part.key == "dies":
        os._exit(1)
    if task.part.key == "hangs":
        time.sleep(60)
    if task.part.key == "fault":
        raise ZeroDivisionError("x")
    return done(task)


def slow(task: Task) -> Typeset:
    time.sleep(60)
    return done(task)


def collect(cluster: Cluster, tasks: list[Task], work: Any) -> dict[str, Typeset]:
    results: dict[str, Typeset] = {}
    with kept_open(cluster.workers, 1) as workers:
        run_tasks(tasks, 1, lambda i, r: results.update({tasks[i].part.key: r}),
                  workers=workers, work=work)
    return results


def test_a_book_is_the_same_bytes_with_fonts_that_were_sent(
        address: str, fonts: Path, tmp_path: Path) -> None:
    book = write_book(tmp_path / "书", stories={
        f"{n:02d}": story(f"第{n}篇", "他说：“workshop 里有 3 台车床。”" * 20)
        for n in range(1, 6)})
    code = main([str(book), "--output", str(tmp_path / "far"), "--scheduler", address, "--quiet",
                 "--templates", str(TEMPLATES)])
    assert code == 0
    lent = list((fonts / "lent").glob("*/faces.json"))
    assert lent  # once for both workers
    assert len(lent) == len({file.read_text() for file in lent})
    near = build_book(book, tmp_path / "near", TEMPLATES, workshop(tmp_path / "cache"), {})
    assert near.good
    files = {f.name: f.read_bytes() for f in (tmp_path / "near/书").iterdir()}
    assert {f.name: f.read_bytes() for f in (tmp_path / "far/书").iterdir()} == files
    assert len(files) > 2


@pytest.mark.parametrize("verb", ["handover", "proofs"])
def test_what_goes_to_a_shop_is_typeset_there_too(verb: str, address: str, tmp_path: Path,
                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    def made(where: str, *more: str) -> dict[str, bytes]:
        book = write_book(tmp_path / where / "book",
                          {"01": story("第一篇", "他有 3 台车床。" * 30)})
        folder = tmp_path / where / "made"
        assert main([verb, str(book), "--output", str(folder), "--templates", str(TEMPLATES),
                     "--quiet", *(["--to", str(folder / "shop")] if verb == "handover" else []),
                     *more]) == 0
        return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*.pdf")}

    near = made("near")
    assert near
    assert made("far", "--scheduler", address) == near
    monkeypatch.setattr(clusters, "PATIENCE", 0.5)
    assert main([verb, str(tmp_path / "near/book"), "--scheduler", "tcp://127.0.0.1:9",
                 "--quiet"]) == 3


def test_bad_parts_are_named_and_all_others_are_done(cluster: Cluster) -> None:
    results = collect(cluster, [*map(task, NAMES), task("dies"), task("fault")], bad)
    for name in NAMES:
        assert results[name] == done(task(name))
    assert results["dies"] == failed(task("dies"), "engine-died")
    (fault,) = results["fault"].problems
    assert fault.code == "cluster-worker-failed"
    assert "ZeroDivisionError" in dict(fault.args)["reason"]


def test_a_child_that_hangs_is_ended_and_the_next_is_good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    hangs = pickle.dumps(("work", (bad, task("hangs"), ())))
    monkeypatch.setattr(far, "GRACE", 0.5)
    monkeypatch.setattr(far, "MARGIN", 0.0)
    what, name, seconds = pickle.loads(far.answer(program(), hangs, 0.5))
    assert (what, name) == ("hung", far.worker_name())
    assert 0.9 < seconds < 10
    good = pickle.dumps(("work", (bad, task("a"), ())))
    what, _, value = pickle.loads(far.answer(program(), good, 0))
    assert (what, typeset_from_bytes(value)) == ("done", done(task("a")))
    far._drop()


def test_another_program_on_a_worker_is_told_with_what_differs(
        cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "program", lambda: "0" * 64)
    monkeypatch.setattr(clusters, "facts", lambda: tuple(
        (name, "1.0" if name == "pypdf" else version) for name, version in facts()))
    for result in collect(cluster, [task("a"), task("b")], done).values():
        (fault,) = result.problems
        assert (fault.code, fault.severity) == ("cluster-worker-differs", "error")
        assert socket.gethostname() in dict(fault.args)["worker"]
        assert dict(fault.args)["differences"] == f"pypdf {dict(facts())['pypdf']} (1.0)"
        assert not result.pages.count


def test_where_nobody_listens_the_command_says_so_soon(
        tmp_path: Path, capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 0.5)
    book = write_book(tmp_path / "b")
    for address in ("tcp://127.0.0.1:9", "nonsense://x", "127.0.0.1:port", ""):
        assert main([str(book), "--output", str(tmp_path / "out"), "--scheduler", address,
                     "--json"]) == 3
        (fault,) = json.loads(capsys.readouterr().out)["problems"]
        assert fault["code"] == "cluster-unreachable"
    assert not (tmp_path / "out/b").exists()


def test_a_cluster_that_goes_away_ends_the_build(tmp_path: Path) -> None:
    process, address = started(tmp_path)
    made, problems = connect(address, 1.0)
    assert made is not None, problems
    futures = [made.workers(1).submit(slow, task(name)) for name in NAMES]
    process.terminate()
    process.wait(30)
    for future in futures:
        with pytest.raises(BrokenExecutor):  # and none waits for ever
            future.result(20)
    results = collect(made, [task("a"), task("b")], done)
    assert {p.code for r in results.values() for p in r.problems} == {"cluster-lost"}
    made.close()


def test_faces_arrive_as_they_are_or_not_at_all(tmp_path: Path) -> None:
    house = library()
    wanted = keys(house)[:3]
    assert lacking(tmp_path, wanted) == wanted
    face, data = parcel(house.faces[0])
    with pytest.raises(ValueError, match="damaged"):
        keep(tmp_path, [(face, data[:-1])])
    assert library_of_keys(tmp_path, wanted[:1]) is None
    keep(tmp_path, [(replace(face, file=Path("../../" + face.file.name)), data)])
    assert lacking(tmp_path, wanted) == wanted[1:]
    there = library_of_keys(tmp_path, wanted[:1])
    assert there is not None
    assert there.digest == load_library(there.folder).digest  # type: ignore[union-attr]
    assert there.faces[0].file.read_bytes() == data
    assert tmp_path in there.faces[0].file.parents


def test_differences_are_those_of_both_sides() -> None:
    here = facts()
    assert differences(here) == "—"
    assert differences(here[1:]).startswith(f"duben — ({here[0][1]})")
    assert differences(None).count("—") == len(here)
