"""A press that stays warm makes the bytes of one that starts anew, whatever was saved meanwhile."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from build_samples import ROOT, WORDS, story, write_book
from PIL import Image

from press.build import proofs
from press.build.plan import Document
from press.build.settled import Settled
from press.build.workshop import Workshop
from press.cli import main
from press.cli import watch as watching
from press.config import BookConfig
from press.manuscript import again, read_book

TOML = 'title = "小书"\ndocuments = ["reading"]\n'


def picture(grey: int) -> bytes:
    out = io.BytesIO()
    Image.new("L", (400, 300), grey).save(out, "PNG")
    return out.getvalue()


def five(folder: Path) -> Path:
    texts = {f"{n:02}": story(f"第{n}篇", WORDS * (10 * n)) for n in range(1, 6)}
    texts["02"] = story("第2篇", f"{WORDS}见[后文第{{页}}页](04.md#旧事)。")
    texts["03"] = story("第3篇", WORDS, "![一张图](../images/a.png)", WORDS)
    texts["04"] = story("第4篇", WORDS * 30, "## 旧事", WORDS * 10)
    write_book(folder, texts, TOML)
    (folder / "images").mkdir()
    (folder / "images/a.png").write_bytes(picture(200))
    return folder


Save = Callable[[str, str, str], Path]


def watched(folder: Path, changes: Callable[[Save], Iterator[Path]],
            monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
            ) -> list[dict[str, object]]:
    """What ``watch`` tells while files are changed one after another."""
    def save(name: str, old: str, new: str) -> Path:
        path = folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        return path

    def saved(_folders: Sequence[Path], _output: Path) -> Iterator[set[Path]]:
        for path in changes(save):
            yield {path}

    monkeypatch.setattr(watching, "saved", saved)
    monkeypatch.chdir(folder.parent)
    assert main(["watch", str(folder), "--json", "--jobs", "1"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_last_document_has_the_bytes_of_one_from_scratch(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
        ) -> None:
    folder = five(tmp_path / "b")

    def changes(save: Save) -> Iterator[Path]:
        yield save("stories/05.md", "规矩在先", "规矩在前")
        yield save("stories/01.md", WORDS, WORDS * 40)  # pages more
        yield save("stories/04.md", "## 旧事", "## 往事\n\n## 旧事")
        (folder / "images/a.png").write_bytes(picture(90))
        yield folder / "images/a.png"
        yield save("book.toml", "小书", "小册")

    lines = watched(folder, changes, monkeypatch, capsys)
    documents = [line for line in lines if line["event"] == "document"]
    assert [line["good"] for line in documents] == [True] * 6, documents
    first = [line["event"] for line in lines].index("pages")
    assert lines[first]["story"] == "stories/05.md"
    assert lines[first + 1]["event"] == "document"
    subprocess.run([sys.executable, str(ROOT / "build.py"), str(folder), "--output",
                    str(tmp_path / "cold"), "--quiet", "--jobs", "1"], check=True, cwd=ROOT)
    for name in ("b-reading.pdf", "manifest.json"):
        assert (tmp_path / "output/b" / name).read_bytes() == (
            tmp_path / "cold/b" / name).read_bytes(), name


def test_a_link_is_judged_by_what_it_leads_to_now(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
        ) -> None:
    """The manuscript with the link has not changed, that which it leads to has."""
    folder = five(tmp_path / "b")

    def changes(save: Save) -> Iterator[Path]:
        yield save("stories/04.md", "## 旧事", "## 往事")
        yield save("stories/04.md", "## 往事", "## 旧事")

    lines = watched(folder, changes, monkeypatch, capsys)
    documents = [line for line in lines if line["event"] == "document"]
    assert [line["good"] for line in documents] == [True, False, True]
    problems = documents[1]["problems"]
    assert isinstance(problems, list)
    assert [(p["code"], p["path"]) for p in problems if p["severity"] == "error"] == [
        ("link-anchor-missing", "stories/02.md")]


def test_what_was_put_off_is_done_when_the_result_has_been_told(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
        ) -> None:
    """A build after it has nothing to do, and the file can be held to its order."""
    folder = five(tmp_path / "b")

    def changes(save: Save) -> Iterator[Path]:
        yield save("stories/05.md", "规矩在先", "规矩在前")

    watched(folder, changes, monkeypatch, capsys)
    cache = tmp_path / "output/.cache"
    before = sorted(path for path in cache.rglob("*") if path.is_file())
    assert main(["build", str(folder), "--json", "--jobs", "1"]) == 0
    assert json.loads(capsys.readouterr().out)["artefacts"]
    entries = {path for path in cache.rglob("*") if path.is_file()} - set(before)
    assert not {path.relative_to(cache).parts[0] for path in entries} - {"uses"}
    assert main(["preflight", "output/b/b-reading.pdf", "--json"]) == 0
    assert "inspection-order" not in capsys.readouterr().out


def test_a_manuscript_is_finished_again_where_its_book_has_changed(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = five(tmp_path / "b")
    config = BookConfig(title="小书")
    done: list[str] = []
    real = again.finish

    def finish(draft: again.Draft, stories: dict[str, again.Anchors]) -> again.Finished:
        done.append(draft.source.path)
        return real(draft, stories)

    again._slot.cache_clear()
    monkeypatch.setattr(again, "finish", finish)
    first, _ = read_book(folder, config)
    assert len(done) == 5
    done.clear()
    second, _ = read_book(folder, config)
    assert (done, second) == ([], first)
    path = folder / "stories/05.md"
    path.write_text(path.read_text("utf-8").replace("规矩在先", "规矩在前", 1), "utf-8")
    third, _ = read_book(folder, config)
    assert done == ["stories/05.md"]
    assert third is not None and first is not None
    assert [s == t for s, t in zip(first.stories, third.stories, strict=True)] == [
        True, True, True, True, False]
    done.clear()
    path.write_text(f"{path.read_text('utf-8')}\n## 新的\n", "utf-8")
    read_book(folder, config)
    assert len(done) == 5  # there is more to link to
    done.clear()
    (folder / "images/a.png").write_bytes(picture(10))
    fourth, _ = read_book(folder, config)
    assert done == ["stories/03.md"]
    assert fourth is not None
    assert next(s for s in fourth.stories if s.path == "stories/03.md").assets[0].data == \
        picture(10)


@pytest.mark.parametrize("built", [False, True])
def test_a_worker_is_warmed_where_the_first_build_had_nothing_to_set(
        built: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str]) -> None:
    folder = five(tmp_path / "b")
    monkeypatch.chdir(tmp_path)
    if built:
        assert main(["build", str(folder), "--quiet", "--jobs", "1"]) == 0
    warmed: list[str] = []
    real = proofs.warm_up

    def warm_up(document: Document, settled: Settled, shop: Workshop) -> None:
        warmed.append(document.kind)
        real(document, settled, shop)

    monkeypatch.setattr(proofs, "warm_up", warm_up)

    def changes(save: Save) -> Iterator[Path]:
        yield save("stories/05.md", "规矩在先", "规矩在前")

    lines = watched(folder, changes, monkeypatch, capsys)
    assert warmed == (["reading"] if built else [])
    assert [line["event"] for line in lines] == ["document", "ready", "pages", "document"]
    assert lines[2]["story"] == "stories/05.md"
