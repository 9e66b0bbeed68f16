"""One book, from its folder to its files and manifest."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pypdf
import pytest
from build_samples import (
    DOT,
    TEMPLATES,
    build,
    codes,
    contents,
    run,
    story,
    workshop,
    write_book,
)

from press.build import folding, writing
from press.build.run import build_book
from press.dataclass import dataclass
from press.values import problem


@dataclass(frozen=True)
class Built:
    folder: Path
    output: Path


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A one-line book.toml, two stories without front matter, somewhere on the disk; built."""
    base = tmp_path_factory.mktemp("first")
    folder = write_book(base / "某处" / "我的书", {"01": story("第一篇"), "02": story("第二篇")})
    result = build(folder, base / "out")
    assert (result.good, result.problems) == (True, ())
    return Built(folder, base / "out")


@pytest.fixture
def built(first: Built, tmp_path: Path) -> Built:
    """The same, with a copy of its output (and cache) that a test may spoil."""
    shutil.copytree(first.output, tmp_path / "out")
    folder = shutil.copytree(first.folder, tmp_path / "我的书")
    return Built(folder, tmp_path / "out")


def manifest(built: Built) -> list[dict[str, Any]]:
    text = (built.output / built.folder.name / "manifest.json").read_text("utf-8")
    records: list[dict[str, Any]] = json.loads(text)["artefacts"]
    return records


def test_a_title_and_two_stories_are_a_whole_book(first: Built) -> None:
    records = manifest(first)
    assert [r["kind"] for r in records] == ["reading", "print", "booklet"]
    assert [r["document"] for r in records] == ["reading", "print", "booklet"]
    assert set(records[0]) == {"path", "document", "edition", "kind", "pages", "sheets", "trim",
                               "sha256", "problems"}
    names = {p.name for p in (first.output / "我的书").iterdir()}
    assert names == {"manifest.json", *(r["path"] for r in records)}


def test_the_manifest_says_what_another_program_finds(first: Built) -> None:
    for record in manifest(first):
        assert record["path"] == Path(record["path"]).name
        data = (first.output / "我的书" / record["path"]).read_bytes()
        assert record["sha256"] == hashlib.sha256(data).hexdigest()
        reader = pypdf.PdfReader(io.BytesIO(data), strict=True)
        if record["kind"] == "booklet":
            assert len(reader.pages) == 2 * record["sheets"]
        else:
            assert len(reader.pages) == record["pages"] == 2 * record["sheets"]
            box = reader.pages[3].trimbox
            assert [float(box.width), float(box.height)] == pytest.approx(
                [mm * 72 / 25.4 for mm in record["trim"]], abs=0.1)
        assert record["trim"] == [148.0, 210.0]
        assert record["problems"] == 0
        assert record["edition"] == "reader"


def test_both_stories_are_in_the_reading_document(first: Built) -> None:
    reader = pypdf.PdfReader(first.output / "我的书" / "我的书-reading.pdf")
    assert [str(o["/Title"]) for o in reader.outline][-2:] == ["第一篇", "第二篇"]
    assert "规矩在先" in "".join(page.extract_text() for page in reader.pages)


def test_a_second_build_touches_no_file_and_loads_no_pdf_library(built: Built) -> None:
    """From the cache alone; ``--help`` needs them as little."""
    before = contents(built.output)
    dates = {p: p.stat().st_mtime_ns for p in built.output.rglob("*") if p.is_file()}
    code = ("import sys; from press.cli import main; code = main(sys.argv[1:]);"
            "print(code, *({'weasyprint', 'pikepdf', 'pypdf', 'uharfbuzz'} & {*sys.modules}))")
    ran = run(str(built.folder), "--output", str(built.output), "--quiet",
              cwd=built.output, code=code)
    assert (ran.stdout, ran.stderr) == ("0\n", "")
    assert contents(built.output) == before
    assert {p: p.stat().st_mtime_ns for p in dates} == dates
    helped = run("--help", cwd=built.output, code=code.replace("pypdf'", "pypdf', 'pydantic'"))
    assert helped.stdout.splitlines()[-1] == "0"
    assert "clean" in helped.stdout


def test_without_its_cache_a_book_is_made_again_byte_for_byte(built: Built) -> None:
    before = contents(built.output)
    shutil.rmtree(built.output)
    assert build(built.folder, built.output).good
    assert contents(built.output) == before


def test_a_file_that_was_changed_by_hand_is_put_right(built: Built) -> None:
    before = contents(built.output)
    path = built.output / "我的书" / "我的书-print.pdf"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    (built.output / "我的书" / "我的书-reading.pdf").unlink()
    assert build(built.folder, built.output).good
    assert contents(built.output) == before


def test_only_what_the_old_manifest_lists_is_deleted(built: Built) -> None:
    folder = built.output / "我的书"
    (folder / "我的书-notes.pdf").write_bytes(b"by hand")
    (folder / "sub").mkdir()
    (built.folder / "book.toml").write_text('title = "小书"\ndocuments = ["reading"]\n', "utf-8")
    assert build(built.folder, built.output).good
    assert sorted(p.name for p in folder.iterdir()) == [
        "manifest.json", "sub", "我的书-notes.pdf", "我的书-reading.pdf"]


def test_a_manifest_cannot_have_anything_else_deleted(built: Built) -> None:
    folder = built.output / "我的书"
    outside = built.output / "safe.txt"
    outside.write_text("safe", "utf-8")
    (folder / "manifest.json").write_text(json.dumps({"artefacts": [
        {"path": "../safe.txt"}, {"path": str(outside)}, {"path": "."}]}), "utf-8")
    assert build(built.folder, built.output).good
    assert outside.read_text("utf-8") == "safe"


def test_an_error_leaves_old_files_and_old_manifest(built: Built,
                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when it is found late, in the last of several documents."""
    before = contents(built.output)
    (built.folder / "book.toml").write_text('title = "新名"\n', "utf-8")
    fault = problem("references-unstable", title="新名")
    monkeypatch.setattr(folding, "check_booklet", lambda *_: (fault,))
    result = build(built.folder, built.output)
    assert result.problems == (fault,)
    assert result.artefacts == ()
    assert contents(built.output) == before


def test_a_disk_that_fails_halfway_leaves_the_old_book(built: Built,
                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(built.output)
    (built.folder / "book.toml").write_text('title = "新名"\n', "utf-8")
    open_fd, calls = os.fdopen, []

    def full(handle: int, mode: str) -> Any:
        calls.append(handle)
        if len(calls) == 3:
            os.close(handle)
            raise OSError(28, "No space left on device")
        return open_fd(handle, mode)

    # With a cache that is nowhere, all writing is that of results.
    shop = workshop(built.folder / "book.toml" / "no-folder")
    monkeypatch.setattr(writing.os, "fdopen", full)
    result = build(built.folder, built.output, shop=shop)
    assert codes(result.problems) == ["output-unwritable"]
    assert dict(result.problems[0].args)["reason"] == "No space left on device"
    assert contents(built.output) == before


def test_a_cache_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "b", {"01": story("一")},
                        'title = "小书"\ndocuments = ["reading"]\n')
    (tmp_path / "file").write_bytes(b"")
    result = build(folder, tmp_path / "out", shop=workshop(tmp_path / "file" / "cache"))
    assert (result.good, result.problems) == (True, ())


def test_a_build_that_was_killed_lists_no_half_file(built: Built,
                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed while it renames: every file that is there is whole, and the next build mends."""
    (built.folder / "book.toml").write_text('title = "新名"\n', "utf-8")
    wanted = build(built.folder, built.output.parent / "other")
    replace, done = Path.replace, []

    class Killed(BaseException):
        pass

    def killed(self: Path, target: Path) -> Path:
        if target.parent.name == "我的书":
            if len(done) == 1:
                raise Killed
            done.append(target)
        return replace(self, target)

    old = manifest(built)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        # What kill -9 leaves behind: nothing is tidied.
        patch.setattr(Path, "unlink", lambda *_, **__: None)
        with pytest.raises(Killed):
            build(built.folder, built.output)
    assert manifest(built) == old
    for record in old:
        pypdf.PdfReader(built.output / "我的书" / record["path"], strict=True)
    result = build(built.folder, built.output)
    assert [a.sha256 for a in result.artefacts] == [a.sha256 for a in wanted.artefacts]
    assert [r["sha256"] for r in manifest(built)] == [a.sha256 for a in wanted.artefacts]


def test_checking_writes_nothing_but_the_cache(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "b", {"01": story("一")},
                        'title = "小书"\ndocuments = ["reading"]\n')
    result = build(folder, tmp_path / "out", write=False)
    assert result.good
    assert [a.path for a in result.artefacts] == ["b-reading.pdf"]
    assert [p.name for p in (tmp_path / "out").iterdir()] == [".cache"]


def test_what_a_book_depends_on_changes_its_files(tmp_path: Path) -> None:
    """Words, title, a picture, the layout, the date: but not the date of a file."""
    folder = write_book(
        tmp_path / "b", {"01": story("一", "![点](images/dot.svg)")},
        'title = "小书"\ndocuments = ["reading"]\n', images__dot_svg=DOT.format(30))
    templates = shutil.copytree(TEMPLATES, tmp_path / "templates")
    shop = workshop(tmp_path / "cache")

    def digest(**environment: str) -> str:
        result = build_book(folder, tmp_path / "out", templates, shop, environment)
        assert result.good, result.problems
        return result.artefacts[0].sha256

    seen = [digest()]
    for path in (folder / "images/dot.svg", folder / "stories/01.md", folder / "book.toml"):
        os.utime(path, (1, 1))
    assert digest() == seen[0]
    (folder / "images/dot.svg").write_text(DOT.format(20), "utf-8")
    seen.append(digest())
    (folder / "book.toml").write_text('title = "大书"\ndocuments = ["reading"]\n', "utf-8")
    seen.append(digest())
    seen.append(digest(SOURCE_DATE_EPOCH="1625097600"))
    with (templates / "reader-zh" / "reader.css").open("a", encoding="utf-8") as css:
        css.write("p { color: #333 }\n")
    seen.append(digest())
    assert len(set(seen)) == len(seen)


def test_the_date_comes_from_book_toml_or_source_date_epoch(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "b", {"01": story("一")},
                        'title = "小书"\ndocuments = ["reading"]\n')
    shop = workshop(tmp_path / "cache")

    def date(epoch: str = "") -> str:
        result = build(folder, tmp_path / "out", shop=shop,
                       environment={"SOURCE_DATE_EPOCH": epoch})
        assert result.good
        reader = pypdf.PdfReader(tmp_path / "out/b/b-reading.pdf")
        return str((reader.metadata or {}).get("/CreationDate", ""))[:10]

    assert date() == ""
    assert date("1625097600") == "D:20210701"
    (folder / "book.toml").write_text(
        'title = "小书"\ndate = 2020-02-03\ndocuments = ["reading"]\n', "utf-8")
    assert date("1625097600") == "D:20200203"
