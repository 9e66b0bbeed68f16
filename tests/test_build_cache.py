"""Results kept by content: whole, or made again."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from build_samples import build, codes, contents, run, story, workshop, write_book

from press.build.cache import SEVERAL, Cache, Shelf
from press.build.codec import made_from_bytes, made_to_bytes, typeset_from_bytes, typeset_to_bytes
from press.build.digests import digest
from press.build.values import File, Made, Typeset
from press.values import Anchor, FaceUse, Pages, Place, problem

KEY = digest("a key")


def entry(folder: Path) -> Path:
    (path,) = [p for p in folder.rglob("*") if p.is_file()]
    return path


def test_what_is_put_is_got(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.get("parts", KEY) is None
    for body in (b"", b"\n", b"some\nlines\n"):
        cache.put("parts", KEY, body)
        assert cache.get("parts", KEY) == body
        assert cache.get("documents", KEY) is None
    assert cache.take_problems() == ()


@pytest.mark.parametrize("damage", [
    lambda data: data[:0], lambda data: data[:-1], lambda data: data + b"x",
    lambda data: data[:-3] + bytes([data[-3] ^ 1]) + data[-2:], lambda data: data.upper(),
    lambda data: data.partition(b"\n")[2], lambda data: b"\xff" + data])
def test_a_damaged_entry_is_thrown_away_with_a_note(tmp_path: Path, damage: object) -> None:
    assert callable(damage)
    cache = Cache(tmp_path)
    cache.put("parts", KEY, b"what it was")
    path = entry(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    assert cache.get("parts", KEY) is None
    assert not path.exists()
    (note,) = cache.take_problems()
    assert (note.code, note.severity) == ("cache-damaged", "note")
    assert cache.take_problems() == ()


def test_an_entry_under_the_name_of_another_is_not_taken(tmp_path: Path) -> None:
    cache, other = Cache(tmp_path), digest("another key")
    cache.put("parts", KEY, b"what it was")
    path = tmp_path / "parts" / other[:2] / other[2:]
    path.parent.mkdir()
    entry(tmp_path).rename(path)
    assert cache.get("parts", other) is None
    assert codes(cache.take_problems()) == ["cache-damaged"]


def test_a_cache_that_cannot_be_written_or_read_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    cache = Cache(tmp_path / "file")
    cache.put("parts", KEY, b"body")
    assert cache.get("parts", KEY) is None
    cache.clear()
    assert (tmp_path / "file").exists()


def test_a_process_that_stays_writes_down_what_is_new_when_a_build_is_over(
        tmp_path: Path) -> None:
    cache, key = Cache(tmp_path, remembers=True), digest("a key")
    cache.put("parts", digest("before"), b"old")
    assert Cache(tmp_path).get("parts", digest("before")) == b"old"
    cache.waits = True
    cache.put("parts", key, b"new")
    assert cache.get("parts", key) == b"new"
    assert Cache(tmp_path).get("parts", key) is None
    cache.tidy()
    assert Cache(tmp_path).get("parts", key) == b"new"
    assert cache.get("parts", key) == b"new"
    cache.tidy()
    cache.tidy()  # not used: forgotten here, and still written down
    assert Cache(tmp_path).get("parts", key) == b"new"
    assert cache.get("parts", key) == b"new"


def test_a_process_that_stays_takes_out_what_is_too_much_after_several_builds(
        tmp_path: Path) -> None:
    cache = Cache(tmp_path, most=2500, remembers=True)
    cache.waits = True
    for number in range(SEVERAL - 1):
        cache.put("parts", digest(number), b"x" * 1000)
        cache.tidy()
    assert len(list((tmp_path / "parts").rglob("*/*"))) == SEVERAL - 1
    cache.put("parts", digest("last"), b"x" * 1000)
    cache.tidy()
    assert 0 < len(list((tmp_path / "parts").rglob("*/*"))) < 4


def test_clearing_takes_only_what_is_ours(tmp_path: Path) -> None:
    """``--output ~`` must not cost anyone their ~/.cache."""
    cache = Cache(tmp_path / ".cache")
    cache.put("parts", KEY, b"body")
    cache.put("documents", KEY, b"body")
    (cache.folder / "browser").mkdir()
    cache.clear()
    assert [p.name for p in cache.folder.iterdir()] == ["browser"]
    (cache.folder / "browser").rmdir()
    cache.clear()
    assert not cache.folder.exists()


def _put_often(folder: Path, number: int) -> None:
    cache = Cache(folder)
    for _ in range(200):
        cache.put("parts", KEY, b"%d" % number * 50_000)
        body = cache.get("parts", KEY)
        assert body is not None
        assert len(set(body)) == 1
    assert cache.take_problems() == ()


def test_two_processes_share_a_cache(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_put_often, args=(tmp_path, n)) for n in (1, 2)]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0]


def test_two_builds_at_once_end_well(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "b", {"01": story("一")},
                        'title = "小书"\ndocuments = ["reading"]\n')
    code = ("import subprocess, sys; both = [subprocess.Popen([sys.executable, *sys.argv[1:]])"
            " for _ in 'ab']; sys.exit(sum(p.wait() for p in both))")
    root = Path(__file__).parents[1]
    ran = run(str(root / "build.py"), str(folder), "--output", str(tmp_path / "out"), "--jobs",
              "1", cwd=tmp_path, code=code)
    assert ran.returncode == 0, ran.stderr
    built = contents(tmp_path / "out")
    assert build(folder, tmp_path / "alone").good
    assert built == contents(tmp_path / "alone")


def test_damaged_entries_cost_a_note_and_change_no_byte(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_book(tmp_path / "b", {"01": story("一")},
                        'title = "小书"\ndocuments = ["reading"]\n')
    assert build(folder, tmp_path / "out").good
    before = contents(tmp_path / "out")
    damaged = {}
    for number, path in enumerate(p for p in (tmp_path / "out/.cache").rglob("*") if p.is_file()):
        shelf, first, rest = path.relative_to(tmp_path / "out/.cache").parts
        data = path.read_bytes()
        path.write_bytes((b"", data[:60], data[:-9] + b"!" + data[-8:])[number % 3])
        damaged[f"{shelf}/{first}{rest}"] = path.read_bytes()
    asked: set[str] = set()
    get = Cache.get

    def spied(self: Cache, shelf: Shelf, key: str) -> bytes | None:
        asked.add(f"{shelf}/{key}")
        return get(self, shelf, key)

    monkeypatch.setattr(Cache, "get", spied)
    result = build(folder, tmp_path / "out")
    assert result.good
    assert contents(tmp_path / "out") == before
    # Some are not asked for again: an older state of a part (another side, other digits), and
    # what serves the making of a piece that is kept.
    met = damaged.keys() & asked
    assert {name.partition("/")[0] for name in met} == {"parts", "pieces", "documents"}
    assert len(met) > len(damaged) / 2
    assert sorted(str(dict(p.args)["entry"]) for p in result.problems) == sorted(
        name[:name.index("/") + 13] for name in met)
    assert set(codes(result.problems)) == {"cache-damaged"}
    assert build(folder, tmp_path / "out").problems == ()


def test_a_cached_build_tells_the_same_problems(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "b", {"01": story("一")},
                        'title = "小书"\ndocuments = ["booklet"]\n')
    shop = workshop(tmp_path / "cache")
    first = build(folder, tmp_path / "out", shop=shop)
    again = build(folder, tmp_path / "out", shop=shop)
    assert [(a.path, a.sha256, a.problems) for a in first.artefacts] == [
        (a.path, a.sha256, a.problems) for a in again.artefacts]
    assert first.problems == again.problems


def test_results_survive_the_way_into_bytes_and_back() -> None:
    place = Place("stories/“一”.md", 3, 1)
    found = (problem("engine-message", place, page=2, message="\n", part="p"),
             problem("book-empty"))
    face = FaceUse("F1", "宋", 400, ((1, 1000), (2, 500)), ((1, "一"), (2, "ffi")))
    pages = Pages("story/s-01", b"%PDF-1.7\n\x00\xff\n{}", 2, (419.528, 595.276), 8.504,
                  (Anchor("s-01", 0, 1.5, 2.25),), (face,), found)
    part = Typeset(pages, found)
    assert typeset_from_bytes(typeset_to_bytes(part)) == part
    made = Made((File("a.pdf", "reader", "print", 2, 1, (148.0, 210.0), b"\n\x00one"),
                 File("b.pdf", "reader", "print", 2, 1, (148.0, 210.0), b""),
                 File("c.pdf", "speaker", "handout", 1, 1, (210.0, 297.0), b"three\n")), found)
    assert made_from_bytes(made_to_bytes(made)) == made
