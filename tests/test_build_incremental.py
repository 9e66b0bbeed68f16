"""What has not changed is not made again, and no byte tells how a file came about."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from build_samples import TEMPLATES, WORDS, build, codes, contents, library, story, write_book
from check_samples import files_checked, noting, sections_looked_at, tasks_handed_out
from font_samples import font

from press.assembly import pieces
from press.build import checking
from press.build.cache import Cache
from press.build.checking import FEW, shares
from press.build.guess import UNKNOWN, guessed
from press.build.pool import InProcess
from press.build.unchanged import keep, seen, unchanged
from press.build.values import Task
from press.build.workshop import Workshop
from press.cli import main
from press.cli import watch as watching
from press.dataclass import replace
from press.preflight import DocumentJob, check_document, checked_sections, edges
from press.values import Part, Problem

TOML = 'title = "小书"\ndocuments = ["reading"]\n'


def six(folder: Path) -> Path:
    texts = {f"{n:02}": story(f"第{n}篇", WORDS * (8 * n)) for n in range(1, 7)}
    texts["02"] = story("第2篇", f"{WORDS}见[后文第{{页}}页](05.md)。")
    return write_book(folder, texts, TOML)


class Memory:
    """A store that says what was asked of it."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.put_keys: list[str] = []

    def get(self, key: str) -> bytes | None:
        return self.kept.get(key)

    def put(self, key: str, body: bytes) -> None:
        self.kept[key] = body
        self.put_keys.append(key)


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, DocumentJob]]:
    """Every file that is checked, with its job."""
    return files_checked(monkeypatch)


@pytest.fixture
def typeset(monkeypatch: pytest.MonkeyPatch) -> list[Task]:
    """All parts that are typeset."""
    return tasks_handed_out(monkeypatch)


def test_a_change_makes_again_what_it_touches_and_the_bytes_of_a_build_from_scratch(
        tmp_path: Path, typeset: list[Task], checked: list[tuple[bytes, DocumentJob]],
        monkeypatch: pytest.MonkeyPatch) -> None:
    folder = six(tmp_path / "b")
    assert build(folder, tmp_path / "out").good
    looked = sections_looked_at(monkeypatch)
    typeset.clear()
    path = folder / "stories/04.md"
    path.write_text(path.read_text("utf-8").replace("规矩在先", "规矩在前", 1), "utf-8")
    assert build(folder, tmp_path / "out").good
    assert [task.part.key for task in typeset] == ["story/s-04"]
    (before, _), (after, job) = checked
    changed = [s.first for s in job.sections if after[slice(*s.place)] not in before]
    own = {s.first for s in job.sections}  # blank pages are in none, and are looked at each time
    assert [first for first in looked if first in own] == changed
    assert len(changed) == 1
    assert build(folder, tmp_path / "other").good
    assert contents(tmp_path / "out") == contents(tmp_path / "other")


def test_sections_are_told_the_same_as_a_file_read_whole(
        tmp_path: Path, checked: list[tuple[bytes, DocumentJob]]) -> None:
    folder = six(tmp_path / "b")
    assert build(folder, tmp_path / "out").good
    (pdf, job), = checked
    whole = replace(job, sections=())
    assert len(job.sections) > 6
    assert check_document(pdf, job) == check_document(pdf, whole) == ()
    labels = tuple(f"{label}x" if n == 7 else label for n, label in enumerate(job.labels))
    for wrong in (replace(job, labels=labels), replace(job, trim_mm=(148.0, 211.0)),
                  replace(job, references=((3, replace(job.references[0][1], printed="8")),))):
        told = check_document(pdf, wrong)
        assert told
        assert set(told) == set(check_document(pdf, replace(wrong, sections=())))


def test_what_tells_the_number_of_pages_is_kept_and_told_with_those_of_the_file(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a book whose inner margins are too narrow nearly every page says so."""
    monkeypatch.setattr(edges, "INNER", ((10_000, 40.0),))
    folder = write_book(tmp_path / "b", {f"{n:02}": story(f"第{n}篇", WORDS * 20)
                                         for n in range(1, 7)}, TOML.replace("reading", "print"))

    def told(output: Path) -> list[Problem]:
        return [p for p in build(folder, output).problems if p.code == "preflight-inner-margin"]

    before = told(tmp_path / "out")
    looked = sections_looked_at(monkeypatch)
    assert told(tmp_path / "out") == before and looked == []
    (folder / "stories/06.md").write_text(story("第6篇", WORDS * 120), "utf-8")
    after = told(tmp_path / "out")
    assert len(looked) < 4, "the last story, and the contents"
    counts = [{dict(p.args)["count"] for p in problems} for problems in (before, after)]
    assert len(counts[0]) == len(counts[1]) == 1 and counts[0] != counts[1]
    assert after == told(tmp_path / "other")


def test_what_was_found_in_another_file_is_not_believed(
        tmp_path: Path, checked: list[tuple[bytes, DocumentJob]]) -> None:
    """The same job, a file with another text, and findings that were kept of the first."""
    folder = six(tmp_path / "b")
    build(folder, tmp_path / "out")
    path = folder / "stories/05.md"
    path.write_text(path.read_text("utf-8").replace("第5篇", "第五篇"), "utf-8")
    build(folder, tmp_path / "out")
    (first, wanted), (second, now) = checked
    store = Memory()
    assert check_document(first, wanted, store) == ()
    job = replace(wanted, sections=now.sections)
    told = check_document(second, job, store)
    assert "pdf-outline" in codes(told)
    assert set(told) == set(check_document(second, replace(job, sections=())))
    store.put_keys.clear()
    assert check_document(second, job, store) == told
    assert store.put_keys == []


def test_sections_that_are_not_where_the_job_says_are_found_out(
        tmp_path: Path, checked: list[tuple[bytes, DocumentJob]]) -> None:
    build(six(tmp_path / "b"), tmp_path / "out")
    (pdf, job), = checked
    good = job.sections
    for lie in (replace(good[3], first=good[3].first - 1),
                replace(good[3], numbers=good[4].numbers),
                replace(good[3], place=good[4].place)):
        wrong = replace(job, sections=(*good[:3], lie, *good[4:]))
        assert codes(check_document(pdf, wrong, Memory()))


def test_others_look_at_sections_and_what_they_leave_out_is_looked_at_here(
        tmp_path: Path, checked: list[tuple[bytes, DocumentJob]]) -> None:
    build(six(tmp_path / "b"), tmp_path / "out")
    (pdf, job), = checked
    asked: list[list[int]] = []

    def elsewhere(indices: Sequence[int]) -> dict[str, bytes]:
        asked.append(list(indices))
        return checked_sections(pdf, job, indices[::2])

    store = Memory()
    assert check_document(pdf, job, store, elsewhere) == ()
    assert asked == [list(range(len(job.sections)))]
    assert check_document(pdf, job, store, elsewhere) == ()
    assert len(asked) == 1
    wrong = replace(job, trim_mm=(148.0, 211.0))
    assert check_document(pdf, wrong, store, elsewhere) == check_document(pdf, wrong)


def test_a_file_is_shared_out_among_workers(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
        checked: list[tuple[bytes, DocumentJob]]) -> None:
    build(six(tmp_path / "b"), tmp_path / "out")
    (pdf, job), = checked
    monkeypatch.setattr(checking, "FEW", 1)
    handed: list[Sequence[int]] = []
    real = checking.look

    def look(pdf: bytes, job: DocumentJob, indices: Sequence[int]) -> dict[str, bytes]:
        handed.append(indices)
        return real(pdf, job, indices)

    monkeypatch.setattr(checking, "look", look)
    shop = Workshop(library(), Cache(tmp_path / "cache"), 2, lambda *_: None, checkers=InProcess)
    assert checking.check(pdf, job, shop) == ()
    assert [index for share in handed for index in share] == list(range(len(job.sections)))
    assert len(handed) == 2
    assert checking.check(pdf, job, shop) == ()
    assert len(handed) == 2


@pytest.mark.parametrize("fresh", [6, 3])
def test_workers_begin_with_what_is_new_before_the_file_is_read(
        fresh: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
        checked: list[tuple[bytes, DocumentJob]]) -> None:
    build(six(tmp_path / "b"), tmp_path / "out")
    (pdf, job), = checked
    monkeypatch.setattr(checking, "FEW", 1)
    done: list[object] = []
    real, whole = checking.look, checking.check_document

    def look(pdf: bytes, job: DocumentJob, indices: Sequence[int]) -> dict[str, bytes]:
        done.extend(indices)
        return real(pdf, job, indices)

    def check_whole(*given: Any) -> tuple[Problem, ...]:
        done.append("read")
        return whole(*given)

    monkeypatch.setattr(checking, "look", look)
    monkeypatch.setattr(checking, "check_document", check_whole)
    shop = Workshop(library(), Cache(tmp_path / "cache"), 2, lambda *_: None, checkers=InProcess)
    wrong = replace(job, trim_mm=(148.0, 211.0))
    assert checking.check(pdf, wrong, shop, range(fresh)) == whole(pdf, wrong)
    assert done == [*range(fresh), "read", *range(fresh, len(job.sections))]


def test_shares_are_runs_of_about_as_many_pages() -> None:
    assert shares({1: 5, 2: 5, 3: 5, 4: 5}, 2) == [[1, 2], [3, 4]]
    assert shares({1: 100, 2: 1, 3: 1}, 2) == [[1], [2, 3]]
    assert shares({7: 3}, 4) == [[7]]
    assert FEW > 1


def test_a_book_of_which_nothing_has_changed_is_told_by_its_files(tmp_path: Path) -> None:
    folder, output = six(tmp_path / "b"), tmp_path / "out"
    cache = Cache(output / ".cache")

    def key(**environment: str) -> str:
        return seen(folder, TEMPLATES, output, "fonts", environment, ()).key()

    result = build(folder, output)
    keep(key(), result, cache)

    def known() -> bool:
        return unchanged(key(), output, cache, whole=True, written=True) is not None

    assert known()
    again = unchanged(key(), output, cache, whole=True, written=True)
    assert again is not None
    assert [replace(a, seconds=0.0) for a in result.artefacts] == list(again.artefacts)
    assert key(SOURCE_DATE_EPOCH="1") != key()
    pdf = output / "b/b-reading.pdf"
    data = pdf.read_bytes()
    pdf.write_bytes(data[:-1] + b" ")
    assert not known()
    pdf.unlink()
    assert not known()
    pdf.write_bytes(data)
    assert known()
    (folder / "stories/03.md").write_text(story("三"), "utf-8")
    assert not known()


def test_a_bad_result_is_not_kept(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "b", {"01": "没有标题"}, TOML)
    result = build(folder, tmp_path / "out")
    assert not result.good
    cache = Cache(tmp_path / "cache")
    keep("0" * 64, result, cache)
    assert unchanged("0" * 64, tmp_path / "out", cache, whole=True, written=False) is None


def test_pages_are_guessed_from_the_length_of_the_text() -> None:
    def part(key: str, ems: int) -> Part:
        return Part(key, f'<p id="{key}">{"字" * ems}</p>', (), (), "recto", "decimal", (), "")

    labels, _ = guessed([part("a", 700 * 3), part("b", 100), part("c", 100)], 700)
    assert labels["a"] == "1"
    assert labels["b"] == "5"  # four pages of 0.78, and b begins on a right page
    assert labels["c"] == "7"
    assert labels["elsewhere"] == UNKNOWN


def test_watch_builds_what_is_saved_first_its_own_pages(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str]) -> None:
    folder = six(tmp_path / "b")
    path = folder / "stories/04.md"

    def saved(_folders: Sequence[Path], _output: Path) -> Iterator[set[Path]]:
        path.write_text(path.read_text("utf-8").replace("规矩在先", "规矩在前", 1), "utf-8")
        yield {path}
        yield {tmp_path / "elsewhere.md"}
        path.write_text("没有标题", "utf-8")
        yield {path}

    monkeypatch.setattr(watching, "saved", saved)
    monkeypatch.chdir(tmp_path)
    assert main(["watch", str(folder), "--json", "--jobs", "1"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["event"] for line in lines] == ["document", "ready", "pages", "document",
                                                 "document"]
    assert [line["good"] for line in lines if line["event"] == "document"] == [True, True, False]
    pages = lines[2]
    assert pages["story"] == "stories/04.md"
    assert (tmp_path / pages["path"]).read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "output/b/b-reading.pdf").exists()  # of the last good state


def test_watch_shows_pages_in_typefaces_of_the_book(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str]) -> None:
    folder = six(tmp_path / "b")
    (folder / "fonts").mkdir()
    (folder / "fonts/own.ttf").write_bytes(font(chinese="自带"))
    (folder / "book.toml").write_text(f'{TOML}[fonts]\nsong = ["自带", "Noto Serif CJK SC"]\n',
                                      "utf-8")
    path = folder / "stories/04.md"

    def saved(_folders: Sequence[Path], _output: Path) -> Iterator[set[Path]]:
        path.write_text(path.read_text("utf-8").replace("规矩在先", "规矩在前", 1), "utf-8")
        yield {path}

    monkeypatch.setattr(watching, "saved", saved)
    monkeypatch.chdir(tmp_path)
    assert main(["watch", str(folder), "--json", "--jobs", "1"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["event"] for line in lines] == ["document", "ready", "pages", "document"]
    assert all(line["good"] for line in lines if line["event"] == "document"), lines


def test_other_folios_do_not_take_parts_asunder(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = six(tmp_path / "b")
    assert build(folder, tmp_path / "out").good
    opened: list[str] = []
    noting(monkeypatch, pieces, "extract", lambda pages, *_: opened.append(pages.key))
    (folder / "stories/01.md").write_text(story("第1篇", WORDS * 90), "utf-8")
    assert build(folder, tmp_path / "out").good
    assert "story/s-01" in opened
    assert not {"story/s-03", "story/s-04", "story/s-06"} & set(opened)
    assert build(folder, tmp_path / "other").good
    assert contents(tmp_path / "out") == contents(tmp_path / "other")
