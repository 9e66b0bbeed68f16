"""A book of pictures, changed in one place: nothing large is read, made or hashed for nothing, and
no byte tells how the file came about."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from build_samples import WORDS, build, codes, story, workshop, write_book
from check_samples import files_checked, sections_looked_at, tasks_handed_out
from PIL import Image

from press.assembly import pieces
from press.build import work as working
from press.build.cache import Cache, Pieces
from press.build.kept_parts import LARGE, keep, known
from press.build.run import BuildResult
from press.build.values import Task, Typeset
from press.dataclass import replace
from press.manuscript.rasters import from_kept, kept_as, printable, to_kept
from press.preflight import DocumentJob, check_document
from press.values import Asset, Pages, PagesLost, Part, problem

TOML = 'title = "图册"\ndocuments = ["reading"]\n'
PAGES = Pages("story/a", b"%PDF-" + bytes(range(256)) * (LARGE // 256), 2, (420.0, 595.0), 0.0,
              (), (), ())


def picture(seed: int, mode: str = "RGB") -> bytes:
    """A picture that does not pack well."""
    noise = hashlib.shake_128(b"%d" % seed).digest(700 * 500 * len(mode))
    out = io.BytesIO()
    Image.frombytes(mode, (700, 500), noise).save(out, "PNG" if "A" in mode else "JPEG")
    return out.getvalue()


def album(folder: Path, words: str = WORDS) -> Path:
    """Three stories, each with a picture; ``words``: a paragraph of the second."""
    write_book(folder, {f"{n:02}": story(f"第{n}篇", words if n == 2 else WORDS,
                                         f'![图](../images/{n}.{"png" if n == 3 else "jpg"} '
                                         f'"第{n}图 | 资料室")') for n in (1, 2, 3)}, TOML)
    (folder / "images").mkdir(exist_ok=True)
    for n in (1, 2):
        (folder / f"images/{n}.jpg").write_bytes(picture(n))
    (folder / "images/3.png").write_bytes(picture(3, "RGBA"))
    return folder


def made(result: BuildResult) -> bytes:
    assert result.good, codes(result)
    return result.files[0].data


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> list[Task]:
    """Everything that is handed to be typeset."""
    return tasks_handed_out(monkeypatch)


def test_a_changed_word_needs_no_picture_again(
        tmp_path: Path, tasks: list[Task], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = album(tmp_path / "b")
    build(folder, tmp_path / "out")
    tasks.clear()
    album(folder, f"{WORDS}又添一句。")
    asked: list[str] = []
    get = Cache.get

    def noted(cache: Cache, shelf: Any, key: str) -> bytes | None:
        body = get(cache, shelf, key)
        if body is not None and body.startswith(b"%PDF-"):
            asked.append(key)
        return body

    monkeypatch.setattr(Cache, "get", noted)

    def never(asset: Asset) -> Asset:
        raise AssertionError(f"{asset.name} is made ready again")

    monkeypatch.setattr("press.manuscript.rasters.printable", never)
    again = build(folder, tmp_path / "out")
    assert [task.part.key for task in tasks if task.part.assets] == ["story/s-02"]
    assert all(asset.ready for asset in tasks[0].part.assets)
    assert asked == []  # the pages of the others are not read
    monkeypatch.undo()
    assert made(again) == made(build(folder, tmp_path / "cold"))


def test_a_picture_that_changed_is_made_ready_again(tmp_path: Path, tasks: list[Task]) -> None:
    folder = album(tmp_path / "b")
    build(folder, tmp_path / "out")
    tasks.clear()
    (folder / "images/2.jpg").write_bytes(picture(9))
    again = build(folder, tmp_path / "out")
    assert [asset.ready for task in tasks for asset in task.part.assets] == [False]
    assert made(again) == made(build(folder, tmp_path / "cold"))


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"short"),
                                   lambda path: path.write_bytes(
                                       bytes(reversed(path.read_bytes())))])
def test_pages_that_are_lost_are_set_again(
        tmp_path: Path, spoil: Callable[[Path], Any], tasks: list[Task]) -> None:
    """Those of parts that have not changed, while what was taken out of them is lost, too."""
    folder = album(tmp_path / "b")
    first = made(build(folder, tmp_path / "out"))
    tasks.clear()
    spoilt = 0
    for path in sorted((tmp_path / "out/.cache/pieces").glob("*/*")):
        if b"\n%PDF-" in path.read_bytes()[:80]:
            spoil(path)
            spoilt += 1
        else:
            path.unlink()
    shutil.rmtree(tmp_path / "out/.cache/documents")
    assert spoilt == 3
    assert made(build(folder, tmp_path / "out")) == first
    assert {task.part.key for task in tasks} >= {"story/s-01", "story/s-02", "story/s-03"}


def test_files_are_known_by_what_they_hold(tmp_path: Path) -> None:
    folder = album(tmp_path / "b")
    (folder / "book.toml").write_text(
        TOML.replace('"reading"', '"reading", "print", "booklet"'), "utf-8")
    result = build(folder, tmp_path / "out")
    again = build(folder, tmp_path / "out")
    manifest = json.loads((tmp_path / "out/b/manifest.json").read_text())["artefacts"]
    assert len(manifest) == len(result.files) >= 3
    for one in (*result.files, *again.files):
        assert one.sha256 == hashlib.sha256(one.data).hexdigest()
    for record in manifest:
        data = (tmp_path / "out/b" / record["path"]).read_bytes()
        assert record["sha256"] == hashlib.sha256(data).hexdigest()


def test_large_pages_lie_apart(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    done = Typeset(PAGES, (problem("cache-damaged", entry="a"),), b"what it shows")
    keep(cache, "a" * 64, done)
    keep(cache, "b" * 64, replace(done, pages=replace(PAGES, pdf=b"%PDF-small")))
    assert known(cache, "a" * 64, unread=False) == done
    small = known(cache, "b" * 64, unread=True)
    assert small is not None and small.pages.pdf == b"%PDF-small"
    unread = known(cache, "a" * 64, unread=True)
    assert unread is not None and unread.pages.pdf == b""
    assert replace(unread, pages=replace(unread.pages, pdf=PAGES.pdf)) == done
    assert Pieces(cache).get(unread.pages.kept_as) == PAGES.pdf
    assert known(cache, "c" * 64, unread=True) is None
    shop = workshop(tmp_path)
    assert shop.library


def test_pages_without_a_store_are_lost() -> None:
    bench = pieces.Bench(None, None, {}, None)  # type: ignore[arg-type]
    with pytest.raises(PagesLost):
        bench._whole(replace(PAGES, pdf=b"", digest="d"))
    assert bench._whole(PAGES) is PAGES


@pytest.mark.parametrize(("mode", "limit"), [("RGB", 100), ("RGB", 0), ("RGBA", 100), ("RGBA", 0)])
def test_what_is_kept_of_a_picture_is_what_is_printed(mode: str, limit: int,
                                                      tmp_path: Path) -> None:
    data = picture(5, mode)
    kind = "image/png" if mode == "RGBA" else "image/jpeg"
    asset = Asset("a", kind, data, 700, 500, print_width=limit,
                  digest=hashlib.sha256(data).hexdigest())
    ready = printable(asset)
    kept = to_kept(asset, ready)
    assert from_kept(asset, kept) == replace(ready, digest="", ready=True)
    path = tmp_path / "a"
    path.write_bytes(data)
    away = replace(asset, data=b"", file=str(path))
    assert from_kept(away, kept) == replace(ready, digest="", ready=True)
    path.write_bytes(data + b"more")
    assert from_kept(away, kept).data == (b"" if limit == 0 else ready.data)
    assert printable(replace(asset, data=b"no picture", ready=True)).data == b"no picture"


def test_keys_of_pictures_tell_them_apart() -> None:
    asset = Asset("a", "image/jpeg", b"", 700, 500, digest="d")
    keys = {kept_as(one) for one in (
        asset, replace(asset, digest="e"), replace(asset, print_width=5),
        replace(asset, line_art=True))}
    assert len(keys) == 4 and "" not in keys
    assert kept_as(replace(asset, name="b")) == kept_as(asset)
    for none in (replace(asset, digest=""), replace(asset, ready=True),
                 replace(asset, media_type="image/svg+xml")):
        assert kept_as(none) == ""


def test_a_worker_hands_back_what_it_made_ready() -> None:
    data = picture(6)
    part = Part("p", "<p></p>", (), (Asset(
        "a", "image/jpeg", data, 700, 500, print_width=100, digest="d"),), "any", "none", (), "")
    ready, pictures = working._printable(part)
    assert pictures == ((kept_as(part.assets[0]), to_kept(part.assets[0], ready.assets[0])),)
    again = replace(ready, assets=tuple(replace(a, ready=True) for a in ready.assets))
    assert working._printable(again) == (again, ())


def test_pictures_are_read_while_pages_are_set(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, cache = album(tmp_path / "b"), Cache(tmp_path / "out/.cache")
    build(folder, tmp_path / "out")
    store = Pieces(cache)
    names = pieces.last_shared("图册", store, screen=True)
    assert len(names) == 4  # two pictures, and one with its mask
    assert pieces.last_shared("图册", store, screen=False) == ()
    assert pieces.last_shared("另", store, screen=True) == ()
    stops = iter((False, False, True))
    store.read_ahead([*names, "unknown"], lambda: next(stops))
    read: list[str] = []
    real = Cache._read

    def noted(cache: Cache, shelf: Any, key: str) -> bytes | None:
        read.append(key)
        return real(cache, shelf, key)

    monkeypatch.setattr(Cache, "_read", noted)
    bodies = [store.get(name) for name in names]
    assert len(read) == 2  # the first two were there
    assert [store.get(name) for name in names] == bodies and None not in bodies
    store.read_ahead([*names, "unknown"], lambda: False)
    cache.tidy()
    read.clear()
    assert store.get(names[0]) == bodies[0] and len(read) == 1


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, DocumentJob]]:
    """Every file that is checked, with its job."""
    return files_checked(monkeypatch)


@pytest.mark.parametrize("kind", [b"/SMask", b"/Subtype /Image /Type /XObject"])
def test_a_picture_with_a_mask_is_looked_at_once_and_again_when_it_is_another(
        tmp_path: Path, jobs: list[tuple[bytes, DocumentJob]],
        monkeypatch: pytest.MonkeyPatch, kind: bytes) -> None:
    build(album(tmp_path / "b"), tmp_path / "out")
    (pdf, job), = jobs
    looked = sections_looked_at(monkeypatch)
    store = Pieces(Cache(tmp_path / "store"))
    assert check_document(pdf, job, store) == ()
    count = len(looked)
    assert count
    assert check_document(pdf, job, store) == () and len(looked) == count
    at = pdf.index(b"stream\n", pdf.index(kind)) + 400
    spoilt = pdf[:at] + bytes((pdf[at] ^ 1,)) + pdf[at + 1:]
    check_document(spoilt, job, store)
    assert len(looked) == count + 1  # the pages that show it, and no others
