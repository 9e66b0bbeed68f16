"""``check`` and ``check --fix`` on manuscripts: what is shown, what is written, what is kept."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pypdf
import pytest
from build_samples import TEMPLATES, WORDS, build, story, workshop, write_book

from press.build import copy_check, writing
from press.build.cache import Pieces
from press.build.intake import take_in
from press.cli import main

ONE = 'title = "小书"\ndocuments = ["reading"]\n'
GOOD, PROBLEMS, _, MACHINE = range(4)
BAD = "# 量具\n\n先看,再量。\n"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_book(tmp_path / "sources/one", {"01": BAD}, ONE)


def text(book: Path) -> bytes:
    return (book / "stories/01.md").read_bytes()


def value(capsys: pytest.CaptureFixture[str]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads(capsys.readouterr().out)
    return found


def test_the_diff_is_shown_and_nothing_written_unless_someone_agrees(
        book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--fix", "one"]) == GOOD
    shown = capsys.readouterr()
    assert "-先看,再量。" in shown.err + shown.out
    assert "+先看，再量。" in shown.err + shown.out
    assert text(book).decode() == BAD


def test_with_yes_what_is_safe_is_mended_and_a_second_time_nothing(
        book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--fix", "--yes", "--json", "one"]) == GOOD
    assert [(c["line"], c["before"], c["after"], c["applied"]) for c in value(capsys)["changes"]
            ] == [(3, ",", "，", True)]
    assert text(book).decode() == BAD.replace(",", "，")
    assert main(["check", "--fix", "--yes", "--json", "one"]) == GOOD
    assert value(capsys)["changes"] == []
    assert [p.name for p in (book / "stories").iterdir()] == ["01.md"]


def test_byte_order_mark_line_ends_and_a_missing_last_one_stay(book: Path) -> None:
    path = book / "stories/01.md"
    path.write_bytes(b"\xef\xbb\xbf" + "# 量具\r\n\r\n先看,再量。\r\n\r\n看--量".encode())
    assert main(["--quiet", "check", "--fix", "--yes", str(path)]) == GOOD
    assert text(book) == b"\xef\xbb\xbf" + "# 量具\r\n\r\n先看，再量。\r\n\r\n看——量".encode()


def test_only_the_places_change(book: Path) -> None:
    path = book / "stories/01.md"
    path.write_text("# 量具\n\n先看,再量。  \n`a,b`\n\n> 旧文,照录。\n\n看--量。"
                    "<!-- 校对：忽略 copy-dash 原文如此 -->\n", "utf-8")
    assert main(["--quiet", "check", "--fix", "--yes", "one"]) == GOOD
    assert text(book).decode() == (
        "# 量具\n\n先看，再量。  \n`a,b`\n\n> 旧文,照录。\n\n看--量。"
        "<!-- 校对：忽略 copy-dash 原文如此 -->\n")


def test_what_a_waiver_accepts_and_what_is_switched_off_stays(book: Path) -> None:
    (book / "book.toml").write_text(
        ONE + '[[waivers]]\ncode = "copy-ascii-mark"\nreason = "原样"\nby = "编辑"\n', "utf-8")
    assert main(["--quiet", "check", "--fix", "--yes", "one"]) == GOOD
    assert text(book).decode() == BAD
    (book / "book.toml").write_text(ONE + '[proof]\noff = ["copy-ascii-mark"]\n', "utf-8")
    assert main(["--quiet", "check", "--fix", "--yes", "one"]) == GOOD
    assert text(book).decode() == BAD


def test_what_mending_brings_to_light_is_mended_at_once(
        book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = book / "stories/01.md"
    path.write_text("# 量具\n\n先看 (再量) , 叫做\"通规\",先校.\n", "utf-8")
    assert main(["--quiet", "check", "--fix", "--yes", "one"]) == GOOD
    assert text(book).decode() == "# 量具\n\n先看（再量），叫做“通规”，先校。\n"
    assert main(["check", "--json", "--fix", "--yes", "one"]) == GOOD
    assert value(capsys)["changes"] == []


def test_a_manuscript_that_is_a_link_out_of_its_book_is_refused(
        book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "outside.md").write_text(BAD, "utf-8")
    link = book / "stories/02.md"
    link.symlink_to(tmp_path / "outside.md")
    assert main(["check", "--fix", "--yes", "--json", str(link)]) == PROBLEMS
    assert value(capsys)["changes"] == []
    assert (tmp_path / "outside.md").read_text("utf-8") == BAD


def test_a_write_that_fails_leaves_the_old_file_and_is_told(
        book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(writing.os, "replace", full)
    assert main(["check", "--fix", "--yes", "--json", str(book / "stories/01.md")]) == MACHINE
    found = value(capsys)
    assert [p["code"] for p in found["problems"]] == ["output-unwritable"]
    assert [c["applied"] for c in found["changes"]] == [False]
    assert text(book).decode() == BAD
    assert [p.name for p in (book / "stories").iterdir()] == ["01.md"]


def test_a_single_manuscript_is_held_against_the_lists_of_its_book(
        book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (book / "book.toml").write_text(
        ONE + '[[proof.names]]\nname = "刘贵福"\nwrong = ["刘桂福"]\n', "utf-8")
    path = book / "stories/01.md"
    path.write_text("# 量具\n\n刘桂福来了。\n", "utf-8")
    assert main(["check", "--json", str(path)]) == PROBLEMS
    assert [(p["code"], p["line"], p["column"]) for p in value(capsys)["problems"]] == [
        ("copy-name", 3, 1)]


def test_unchanged_manuscripts_are_not_proofed_again(
        book: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    done: list[str] = []
    real = copy_check.proof_text

    def counted(path: str, *args: Any) -> Any:
        done.append(path)
        return real(path, *args)

    monkeypatch.setattr(copy_check, "proof_text", counted)
    write_book(book, {"01": BAD, "02": story("二")}, ONE)
    shop = workshop(tmp_path / "cache")

    def codes() -> list[str]:
        return [p.code for p in copy_check.copy_problems(book, Pieces(shop.cache))]

    first = codes()
    assert first == codes() == ["copy-ascii-mark"]
    assert done == ["stories/01.md", "stories/02.md"]
    (book / "stories/02.md").write_text(story("二", WORDS, "另一段。"), "utf-8")
    assert codes() == first
    assert done == ["stories/01.md", "stories/02.md", "stories/02.md"]
    (book / "book.toml").write_text(ONE + '[proof]\noff = ["copy-dash"]\n', "utf-8")
    codes()
    assert done.count("stories/01.md") == 2


def pages_with(folder: Path, words: str) -> list[int]:
    reader = pypdf.PdfReader(folder / "out/one/one-reading.pdf")
    return [n for n, page in enumerate(reader.pages, 1)
            if words in "".join(page.extract_text().split())]


def test_a_problem_is_told_with_its_page_once_the_book_is_made(tmp_path: Path) -> None:
    more = [WORDS * 8] * 8
    book = write_book(tmp_path / "one", {
        "01": story("一", *more), "02": story("二", *more, "最末这一段里先看,再量。")}, ONE)
    result = build(book, tmp_path / "out")
    (found,) = [p for p in result.problems if p.code == "copy-ascii-mark"]
    assert (found.path, found.line, found.page) == (
        "stories/02.md", 19, pages_with(tmp_path, "最末这一段")[-1])


def test_words_that_stand_on_several_pages_have_each_its_own(tmp_path: Path) -> None:
    book = write_book(tmp_path / "one", {
        "01": story("一", "先看,再量就是规矩。", *[WORDS * 8] * 8, "先看,再量就是规矩。"),
        "02": story("先看,再量就是规矩", WORDS)}, ONE)
    result = build(book, tmp_path / "out")
    found = {(p.path, p.line): p.page for p in result.problems if p.code == "copy-ascii-mark"}
    first, last = pages_with(tmp_path, "量就是规矩。")
    assert first < last
    assert found[("stories/01.md", 3)] == first
    assert found[("stories/01.md", 21)] == last
    assert found[("stories/02.md", 1)] == pages_with(tmp_path, "量就是规矩")[-1]


def test_rules_of_the_reading_can_be_switched_off_and_taken_off_a_line(
        book: Path, tmp_path: Path) -> None:
    shop = workshop(tmp_path / "cache")

    def codes(text: str, settings: str = "") -> list[str]:
        write_book(book, {"01": text}, ONE + settings)
        return [p.code for p in take_in(
            book, TEMPLATES, shop.library, {}, store=Pieces(shop.cache))[1]]

    jump = "# 量具\n\n## 一\n\n先看。\n\n#### 二\n\n再量。\n"
    assert codes(jump) == ["heading-skipped"]
    assert codes(jump, '[proof]\noff = ["heading-skipped"]\n') == []
    mark = "<!-- 校对：忽略 heading-skipped 沿用原书层次 -->"
    assert codes(jump.replace("####", f"{mark}\n\n####")) == []
    assert codes(jump.replace("## 一", f"## 一 {mark}")) == ["heading-skipped"]


@pytest.mark.usefixtures("book")
def test_a_place_with_its_page_is_named_from_where_the_command_was_given(
        capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--lang", "en", "one"]) == GOOD
    shown = "".join(capsys.readouterr().err.split("\n"))
    assert re.search(r"sources/one/stories/01\.md:3:3 \S+ \d+: ", shown)
    assert "先看,再量。" in shown
