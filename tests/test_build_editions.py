"""Editions: what is planned, what is built, and what stays as it was."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pypdf
import pytest
from build_samples import (
    TEMPLATES,
    WORDS,
    build,
    codes,
    contents,
    documents,
    library,
    story,
    workshop,
    write_book,
)

from press.build.editions import all_labels, unknown_editions
from press.build.intake import take_in
from press.build.plan import plan
from press.build.run import BuildResult, build_book
from press.cli import main
from press.config import BookConfig, EditionConfig, HandoutConfig

TWO = '''title = "读本"
documents = ["reading", "print"]
[[editions]]
name = "职工版"
[[editions]]
name = "guest"
title = "给客人的书"
subtitle = "赠阅"
documents = ["reading"]
leave_out = ["02"]
'''
STORIES = {
    "01": story("第一篇", WORDS, '::: 仅 版本=职工版\n\n## 内部小节\n\n只给职工。\n:::',
                '::: 仅 版本=guest\n\n欢迎光临。\n:::'),
    "02": story("第二篇"),
    "03": "---\neditions: 职工版\n---\n" + story("第三篇"),
}


def manifest(folder: Path) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(
        (folder / "manifest.json").read_text("utf-8"))["artefacts"]
    return records


def text_of(path: Path) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def only(folder: Path, output: Path, *names: str) -> BuildResult:
    return build_book(folder, output, TEMPLATES, workshop(output / ".cache"), {}, only=names)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two editions; built into ``out`` beside it."""
    base = tmp_path_factory.mktemp("editions")
    folder = write_book(base / "b", STORIES, TWO)
    result = build(folder, base / "out")
    assert result.good, result.problems
    return folder


def test_each_edition_has_its_files_by_its_name(book: Path) -> None:
    records = manifest(book.parent / "out/b")
    assert [(r["path"], r["document"], r["edition"], r["kind"]) for r in records] == [
        ("b-职工版-reading.pdf", "职工版-reading", "职工版", "reading"),
        ("b-职工版-print.pdf", "职工版-print", "职工版", "print"),
        ("b-guest-reading.pdf", "guest-reading", "guest", "reading")]


def test_what_is_not_of_an_edition_is_nowhere_in_it(book: Path) -> None:
    """Neither in the text nor in the outline; title and metadata are its own."""
    out = book.parent / "out/b"
    staff, guest = out / "b-职工版-reading.pdf", out / "b-guest-reading.pdf"
    assert "只给职工" in text_of(staff) and "欢迎光临" not in text_of(staff)
    words = text_of(guest)
    assert "欢迎光临" in words
    for hidden in ("只给职工", "内部小节", "第二篇", "第三篇", "职工版"):
        assert hidden not in words
        assert hidden.encode("utf-16-be") not in guest.read_bytes()
    reader = pypdf.PdfReader(guest)
    assert reader.metadata is not None and reader.metadata.title == "给客人的书 赠阅"
    titles = [str(o["/Title"]) for o in reader.outline if not isinstance(o, list)]
    assert "第一篇" in titles and "第三篇" not in titles
    assert pypdf.PdfReader(staff).metadata.title == "读本"  # type: ignore[union-attr]


def test_one_edition_is_built_and_the_others_stay(book: Path, tmp_path: Path) -> None:
    folder = write_book(tmp_path / "b", STORIES, TWO)
    assert only(folder, tmp_path / "out", "guest").good
    assert [r["document"] for r in manifest(tmp_path / "out/b")] == ["guest-reading"]
    result = only(folder, tmp_path / "out", "职工版")
    assert [a.document for a in result.artefacts] == ["职工版-reading", "职工版-print"]
    assert contents(tmp_path / "out") == contents(book.parent / "out")
    guest = (tmp_path / "out/b/b-guest-reading.pdf").read_bytes()
    (folder / "stories/01.md").write_text(story("第一篇", "改过。"), "utf-8")
    assert only(folder, tmp_path / "out", "职工版").good
    assert (tmp_path / "out/b/b-guest-reading.pdf").read_bytes() == guest
    assert [r["document"] for r in manifest(tmp_path / "out/b")] == [
        "职工版-reading", "职工版-print", "guest-reading"]


def test_what_the_book_no_longer_has_goes_also_when_one_edition_is_built(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "b", STORIES, TWO)
    assert build(folder, tmp_path / "out").good
    (folder / "book.toml").write_text(TWO.replace('documents = ["reading", "print"]\n',
                                                  'documents = ["reading"]\n'), "utf-8")
    (tmp_path / "out/b/b-guest-reading.pdf").unlink()  # a record alone is worth nothing
    assert only(folder, tmp_path / "out", "职工版").good
    assert sorted(contents(tmp_path / "out/b")) == ["b-职工版-reading.pdf", "manifest.json"]
    assert len(manifest(tmp_path / "out/b")) == 1


def test_a_manifest_made_by_hand_does_no_harm(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "b", STORIES, TWO)
    (tmp_path / "out/b").mkdir(parents=True)
    (tmp_path / "out/safe.pdf").write_bytes(b"safe")
    for records in ([{"path": "../safe.pdf", "document": "guest-reading"}],
                    [{"path": "x", "document": ["guest-reading"]}], ["guest-reading"], 7):
        (tmp_path / "out/b/manifest.json").write_text(json.dumps({"artefacts": records}), "utf-8")
        assert only(folder, tmp_path / "out", "职工版").good
        assert [r["edition"] for r in manifest(tmp_path / "out/b")] == ["职工版", "职工版"]
    assert (tmp_path / "out/safe.pdf").read_bytes() == b"safe"


def test_an_edition_that_does_not_exist_is_wrong_usage(
        book: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
        capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    for verb in ("build", "check"):
        assert main([verb, str(book), "--edition", "gust", "--json"]) == 2
        (found,) = json.loads(capsys.readouterr().out)["problems"]
        assert (found["code"], found["path"]) == ("edition-choice", "book.toml")
    assert "guest" in found["hint"]
    assert not (tmp_path / "output").is_dir() or not list((tmp_path / "output").glob("b/*"))


def test_names_of_editions_on_the_command_line() -> None:
    plain = BookConfig(title="书")
    assert list(unknown_editions(plain, ("reader",))) == []
    (found,) = unknown_editions(plain, ("staff",))
    assert dict(found.args) == {"name": "staff", "known": "reader"}
    two = BookConfig(title="书", editions=(EditionConfig(name="a"), EditionConfig(name="b")))
    assert codes(list(unknown_editions(two, ("a", "reader", "b")))) == ["edition-choice"]


def test_labels_of_all_documents_are_known_without_laying_out() -> None:
    handouts = (HandoutConfig(story="01"), HandoutConfig(story="01", edition="b"))
    two = BookConfig(title="书", handouts=handouts, documents=("print",), editions=(
        EditionConfig(name="a"), EditionConfig(name="b", documents=("reading", "booklet"))))
    assert all_labels(two) == (
        "a-print", "b-reading", "b-booklet", "handout-01-listener", "handout-01-speaker",
        "b-handout-01-listener", "b-handout-01-speaker")
    assert all_labels(BookConfig(title="书")) == ("reading", "print", "booklet")


def test_handouts_of_an_edition(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "b", STORIES, TWO + '''
[[handouts]]
story = "01"
[[handouts]]
story = "01"
edition = "guest"
''')
    planned = documents(folder)
    assert [d.label for d in planned] == list(all_labels(BookConfig(
        title="读本", documents=("reading", "print"),
        editions=(EditionConfig(name="职工版"),
                  EditionConfig(name="guest", documents=("reading",))),
        handouts=(HandoutConfig(story="01"), HandoutConfig(story="01", edition="guest")))))
    by_label = {d.label: d for d in planned}
    plain, guest = by_label["handout-01-listener"], by_label["guest-handout-01-listener"]
    assert plain.edition == guest.edition == "listener"
    assert "欢迎光临" in guest.composition.parts[0].html
    assert "欢迎光临" not in plain.composition.parts[0].html
    assert guest.composition.title == "第一篇 · 给客人的书"
    assert guest.reader == by_label["guest-reading"].composition
    assert plain.reader == by_label["职工版-reading"].composition
    assert dict(guest.composition.sources)["handout"].edition == "guest"


def test_a_handout_of_a_story_that_its_edition_does_not_have(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "b", STORIES, TWO + (
        '[[handouts]]\nstory = "02"\nedition = "guest"\n'))
    assert codes(build(folder, tmp_path / "out").problems) == ["handout-story"]


def test_an_edition_has_its_layout_and_its_audience(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "b", {"01": story("一", "::: 讲者\n\n慢一点讲。\n:::")}, '''
title = "书"
documents = ["reading"]
[[editions]]
name = "a"
[[editions]]
name = "b"
audience = "speaker"
layout = "nonesuch"
''')
    _, problems = take_in(folder, TEMPLATES, library(), {})
    (found,) = [p for p in problems if p.severity == "error"]
    assert (found.code, found.path, found.line, found.column) == (
        "layout-unknown", "book.toml", 9, 10)
    (folder / "book.toml").write_text(
        (folder / "book.toml").read_text("utf-8").replace('layout = "nonesuch"\n', ""), "utf-8")
    a, b = documents(folder)
    assert (a.composition.audience, b.composition.audience) == ("reader", "speaker")
    assert "慢一点讲" not in "".join(p.html for p in a.composition.parts)
    assert "慢一点讲" in "".join(p.html for p in b.composition.parts)


def test_what_parts_are_compared_with_is_of_their_edition(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "b", STORIES, TWO)
    staff, _, guest = documents(folder)
    sources = dict(guest.composition.sources)
    assert sources["story/s-01"].edition == "guest"
    assert "story/s-02" not in sources
    assert staff.composition.digest != guest.composition.digest


def test_the_paper_of_a_booklet_follows_the_page_where_none_is_named(tmp_path: Path) -> None:
    """Two pages of A5 on A4; larger ones on A3."""
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates)
    wide = templates / "wide"
    wide.mkdir()
    (wide / "layout.toml").write_text(
        'extends = "reader-zh"\nname = "Wide"\n[page]\nwidth = 170\nheight = 240\n', "utf-8")
    folder = write_book(tmp_path / "b", toml='''title = "书"
documents = ["booklet"]
[[editions]]
name = "a5"
[[editions]]
name = "wide"
layout = "wide"
''')

    def sheets() -> list[str]:
        intake, problems = take_in(folder, templates, library(), {})
        assert intake is not None, problems
        return [d.booklet[0] for d in plan(intake.book, intake.layouts, None)[0]]

    assert sheets() == ["A4", "A3"]
    with (folder / "book.toml").open("a", encoding="utf-8") as file:
        file.write('[booklet]\nsheet = "A3"\n')
    assert sheets() == ["A3", "A3"]
