"""Verbs, options and exit codes of the command, on small books."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pypdf
import pytest
from build_samples import TEMPLATES, contents, run, story, write_book

from press.build import makers
from press.cli import main, verbs
from press.cli.books import language
from press.typeset import prepare

ONE = 'title = "小书"\ndocuments = ["reading"]\n'
GOOD, PROBLEMS, USAGE, MACHINE, BUG = range(5)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two books under sources/, where the command is given."""
    for name in ("good", "other"):
        write_book(tmp_path / "sources" / name, {"01": story("一")}, ONE)
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def as_json(capsys: pytest.CaptureFixture[str]) -> dict[str, list[dict[str, Any]]]:
    """All of standard output, which must be one JSON value."""
    value: dict[str, list[dict[str, Any]]] = json.loads(capsys.readouterr().out)
    return value


def built(house: Path) -> list[str]:
    return sorted(p.parent.name for p in house.glob("output/*/manifest.json"))


@pytest.mark.parametrize("words", [["good"], ["build", "good"], ["--jobs", "1", "good"],
                                   ["sources/good"], ["./sources/good/"],
                                   ["--jobs=1", "--lang", "zh", "build", "good"], ["--", "good"],
                                   ["sources/good/book.toml"], ["good", "sources/good"]])
def test_a_book_is_named_or_pointed_at_with_or_without_a_verb(
        house: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == GOOD
    assert built(house) == ["good"]
    assert capsys.readouterr().err.count("good-reading.pdf") == 1


def test_without_a_name_all_of_sources_is_built(house: Path) -> None:
    write_book(house / "sources" / ".hidden", {"01": story("一")}, ONE)
    assert main(["--quiet"]) == GOOD
    assert built(house) == ["good", "other"]


def test_a_book_may_be_the_folder_one_stands_in_or_next_to_it(
        house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_book(house / "elsewhere" / "mine", {"01": story("一")}, ONE)
    monkeypatch.chdir(folder)
    assert main([".", "--quiet"]) == GOOD
    assert (folder / "output/mine/mine-reading.pdf").is_file()


def test_a_path_is_a_path_from_here_and_not_from_sources(
        house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_book(house / "mine", {"01": story("一")}, ONE.replace("reading", "print"))
    write_book(house / "work" / "mine", {"01": story("一")}, ONE)
    (house / "work" / "sources").mkdir()
    monkeypatch.chdir(house / "work")
    assert main(["../mine", "--quiet"]) == GOOD
    assert (house / "work/output/mine/mine-print.pdf").is_file()


def test_an_unknown_book_suggests_one_that_is_meant(
        house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["goood", "nothing", "x" * 300, "--lang", "en"]) == USAGE
    said = capsys.readouterr().err
    assert "books that exist: good\n" in said
    assert "books that exist: good、other" in said
    assert "Traceback" not in said
    assert not (house / "output").exists()


def test_two_books_of_one_name_would_overwrite_each_other(
        house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_book(house / "again" / "GOOD", {"01": story("一")}, ONE)
    assert main(["good", "again/GOOD", "--json"]) == USAGE
    assert [p["code"] for p in as_json(capsys)["problems"]] == ["book-twice"]


def test_a_book_whose_folder_is_hidden_would_be_lost_in_output(
        house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Or fall upon output/.cache."""
    write_book(house / ".cache", {"01": story("一")}, ONE)
    assert main([".cache", "--json"]) == USAGE
    assert [p["code"] for p in as_json(capsys)["problems"]] == ["book-folder"]


def test_results_do_not_go_into_a_folder_of_manuscripts(
        house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(house)
    assert main(["good", "--output", "sources", "--json"]) == USAGE
    assert [p["code"] for p in as_json(capsys)["problems"]] == ["output-is-book"]
    assert contents(house) == before


def test_output_may_lie_in_the_book(house: Path) -> None:
    for _ in range(2):
        assert main(["good", "--output", "sources/good/output", "--quiet"]) == GOOD
    assert (house / "sources/good/output/good/manifest.json").is_file()


def test_a_book_toml_that_leads_outside_is_refused(
        house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (house / "sources/good/book.toml").unlink()
    (house / "sources/good/book.toml").symlink_to(house / "sources/other/book.toml")
    assert main(["good", "--json"]) == USAGE
    assert [p["code"] for p in as_json(capsys)["problems"]] == ["file-outside"]


def test_one_bad_book_fails_alone_and_says_all_at_once(
        house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = write_book(house / "sources/bad", {
        "01": story("一", "好。", "![图](images/none.png)"),
        "03": story("三", "字\U0002a6d6，见[别处](04.md)。")}, 'title = "坏书"\ntitel = "?"\n')
    (bad / "stories/02.md").write_bytes("# 二\n\n国营老厂。\n".encode("gbk"))
    assert main(["--json"]) == PROBLEMS
    value = as_json(capsys)
    found = {(p["book"], p["code"]): p for p in value["problems"]}
    assert set(found) == {("bad", code) for code in (
        "config-key-misspelt", "image-missing", "file-gbk", "link-story-missing")}
    place = {code: (p["path"], p["line"], p["column"]) for (_, code), p in found.items()}
    assert place == {
        "config-key-misspelt": ("book.toml", 2, 1), "image-missing": ("stories/01.md", 5, 1),
        "file-gbk": ("stories/02.md", 1, 3), "link-story-missing": ("stories/03.md", 3, 5)}
    assert all(p["message"] and p["hint"] for p in value["problems"])
    assert {a["book"] for a in value["artefacts"]} == {"good", "other"} == set(built(house))


@pytest.mark.parametrize(("lang", "words"), [
    ("zh", ["错误 sources/good/stories/01.md:3:2：", "    →"]),
    ("en", ["error sources/good/stories/01.md:3:2: ", "no declared font", "    →"])])
def test_a_person_reads_place_line_and_hint(
        house: Path, lang: str, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (house / "sources/good/stories/01.md").write_text(story("一", "字\U0002a6d6。"), "utf-8")
    assert main(["good", "--lang", lang]) == PROBLEMS
    told = capsys.readouterr()
    for word in (*words, "\n    字\U0002a6d6。\n      ^\n", "U+2A6D6"):
        assert word in told.err
    assert told.out == ""
    assert "Traceback" not in told.err


def test_characters_that_no_font_has_are_found_in_settings_too(
        house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (house / "sources/good/book.toml").write_text(
        '# \U0001f600 not printed\ntitle = "小书\U0002a6d6"\nauthor = "\\U0001F4D5"\n'
        '[[parts]]\ntitle = "甲\U0001f4d7"\nintro = """\n样稿\n\U0001f4d6\n"""\n'
        'stories = ["01"]\n', "utf-8")
    assert main(["good", "--json"]) == USAGE
    found = as_json(capsys)["problems"]
    assert {p["code"] for p in found} == {"character-missing"}
    assert [(p["path"], p["line"], p["column"]) for p in found] == [
        ("book.toml", 2, 12), ("book.toml", 3, 10), ("book.toml", 5, 11), ("book.toml", 8, 1)]


def test_of_a_line_of_settings_the_value_that_is_printed_is_shown(
        house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = 'handouts = [{ story = "\U0002a6d6", title = "\U0002a6d6" }]'
    write_book(house / "sources/good", {"\U0002a6d6": story("一")}, f"{ONE}{line}\n")
    assert main(["good", "--json"]) == USAGE
    (found,) = as_json(capsys)["problems"]
    assert (found["line"], found["column"]) == (3, line.rindex("\U0002a6d6") + 1)


def test_a_fault_in_the_settings_alone_is_wrong_usage(house: Path) -> None:
    (house / "sources/good/book.toml").write_text('title = "小书"\nlayout = "x"\n', "utf-8")
    assert main(["good", "--quiet"]) == USAGE
    templates = shutil.copytree(TEMPLATES, house / "templates")
    with (templates / "reader-zh/layout.toml").open("a", encoding="utf-8") as file:
        file.write("\n[nonsense]\n")
    assert main(["other", "--quiet"]) == USAGE
    assert built(house) == []


@pytest.mark.parametrize("words", [["--jobs", "x"], ["--jobs", "-1"], ["--lang", "fr"],
                                   ["--nope"], ["new"], ["check", "--jobs"]])
def test_wrong_usage_says_so(house: Path, words: list[str],
                             capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == USAGE
    told = capsys.readouterr()
    assert "看不懂这条命令" in told.err
    assert told.out == ""
    assert not (house / "output").exists()


@pytest.mark.parametrize(("words", "said"), [
    (["--jobs", "x"], "--jobs 的值不对"), (["--jobs", "-1"], "--jobs 的值不对"),
    (["--lang", "fr"], "--lang 的值不对"), (["--nope"], "没有 --nope 这个选项"),
    (["--edtion", "x"], "没有 --edtion 这个选项，是不是想写 --edition？"), (["new"], "缺少 NAME"),
    (["--jobs"], "--jobs 后面缺少它的值"), (["new", "a", "b"], "多了认不得的词"),
    (["--json=5"], "--json 后面缺少它的值，或多写了值")])
@pytest.mark.usefixtures("house")
def test_wrong_usage_is_told_in_the_language_that_was_asked_for(
        words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Not in that of the library that found it."""
    assert main(words) == USAGE
    told = capsys.readouterr().err.splitlines()[0]
    assert f"看不懂这条命令：{said}" in told
    for english in ("Invalid", "such", "option", "argument", "valid", "Missing"):
        assert english not in told


@pytest.mark.parametrize(("given", "environment", "expected"), [
    (None, {}, "zh"), (None, {"LANG": "zh_CN.UTF-8"}, "zh"), (None, {"LANG": "zh_TW"}, "zh"),
    (None, {"LANG": "en_US.UTF-8"}, "en"), (None, {"LANG": "de_DE.UTF-8"}, "en"),
    (None, {"LANG": "C.UTF-8"}, "en"), (None, {"LANG": ""}, "zh"),
    (None, {"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
    (None, {"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
    ("en", {"LANG": "zh_CN.UTF-8"}, "en"), ("zh", {"LANG": "en_US.UTF-8"}, "zh"),
    ("fr", {"LANG": "en_US.UTF-8"}, "en")])
def test_the_language_of_messages(given: str | None, environment: dict[str, str],
                                  expected: str) -> None:
    assert language(given, environment) == expected


def test_with_json_wrong_usage_is_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json", "--jobs", "x", "--lang=en"]) == USAGE
    (found,) = as_json(capsys)["problems"]
    assert found["code"] == "usage"
    assert found["message"].startswith("this command cannot be understood")


def test_no_books_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                         capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["--json"]) == USAGE
    assert [p["code"] for p in as_json(capsys)["problems"]] == ["no-books"]


def test_a_machine_without_fonts(house: Path, monkeypatch: pytest.MonkeyPatch,
                                 capsys: pytest.CaptureFixture[str]) -> None:
    (house / "empty").mkdir()
    monkeypatch.setenv("DUBEN_FONTS", str(house / "empty"))
    monkeypatch.setattr(prepare, "FOLDERS", (house / "empty",))
    assert main(["good", "--json"]) == MACHINE
    assert {p["code"] for p in as_json(capsys)["problems"]} == {"font-missing"}
    assert main(["fonts"]) == MACHINE
    monkeypatch.setattr(prepare, "prepare", unwritable)
    assert main(["good", "--json"]) == MACHINE
    assert [p["code"] for p in as_json(capsys)["problems"]] == ["fonts-unwritable"]


def unwritable(*_: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_results_that_cannot_be_written_are_the_machines_fault(
        house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (house / "output").write_bytes(b"a file")
    assert main(["good", "--json"]) == MACHINE
    (found,) = as_json(capsys)["problems"]
    assert found["code"] == "output-unwritable"
    assert (house / "output").read_bytes() == b"a file"


def test_a_bug_in_one_book_does_not_stop_the_others(
        house: Path, monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str]) -> None:
    settle = makers.settle

    def broken(composition: Any, shop: Any, **more: Any) -> Any:
        if composition.parts[0].html.count("坏"):
            raise RuntimeError("[bold]forced[/nonsense]")
        return settle(composition, shop, **more)

    monkeypatch.setattr(makers, "settle", broken)
    (house / "sources/good/book.toml").write_text('title = "坏书"\n', "utf-8")
    assert main(["--json", "--lang", "en"]) == BUG
    told = capsys.readouterr()
    value = json.loads(told.out)
    assert [(p["book"], p["code"]) for p in value["problems"]] == [("good", "bug")]
    assert [a["book"] for a in value["artefacts"]] == ["other"]
    assert "RuntimeError: [bold]forced[/nonsense]" in told.err
    assert "our fault" in told.err


def test_a_bug_outside_of_any_book_is_told_as_one(
        monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("forced")

    monkeypatch.setattr(verbs, "find_books", broken)
    assert main(["--json"]) == BUG
    assert [p["code"] for p in as_json(capsys)["problems"]] == ["bug"]


@pytest.mark.usefixtures("house")
def test_json_is_all_there_is_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["good", "--json"]) == GOOD
    told = capsys.readouterr()
    value = json.loads(told.out)
    assert set(value) == {"problems", "artefacts"}
    assert [a["path"] for a in value["artefacts"]] == ["good-reading.pdf"]
    assert told.err == ""


def test_quiet_says_nothing_where_nothing_is_wrong(
        house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (house / "sources/good/stories/01.md").write_text(story("一", "见第{页}页。"), "utf-8")
    assert main(["good", "--quiet"]) == GOOD
    assert capsys.readouterr() == ("", "")
    assert main(["good"]) == GOOD
    assert "link-page-elsewhere" in capsys.readouterr().err


def test_a_pipe_gets_plain_lines_in_any_encoding(house: Path) -> None:
    """Also one that has no Chinese; JSON then falls back on escapes."""
    (house / "sources/good/stories/01.md").write_text(
        story("一", "\x1b[31m红\x1b[0m字，见第{页}页。"), "utf-8")
    ran = run("good", "--lang", "en", cwd=house, TERM="xterm-256color")
    assert ran.returncode == PROBLEMS
    assert not [c for c in ran.stderr if ord(c) < 32 and c != "\n"]
    assert "character-control" in ran.stderr
    ran = run("good", "--json", cwd=house, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert ran.returncode == PROBLEMS
    assert ran.stdout.isascii()
    assert {"character-control", "link-page-elsewhere"} <= {
        p["code"] for p in json.loads(ran.stdout)["problems"]}
    assert "Traceback" not in ran.stderr


def test_checking_says_what_a_build_would_say_and_writes_nothing(
        house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "good", "--json"]) == GOOD
    checked = as_json(capsys)
    assert built(house) == []
    assert main(["build", "good", "--json"]) == GOOD
    assert as_json(capsys) == checked


def test_cleaning_takes_results_and_nothing_else(
        house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quiet"]) == GOOD
    output = house / "output"
    (output / "good/notes.txt").write_text("mine", "utf-8")
    (output / "other/.duben-left").write_text("half", "utf-8")
    (output / "site").mkdir()
    (output / "site/manifest.json").write_text('{"name": "not ours"}', "utf-8")
    (output / ".cache/other-program").mkdir()
    assert main(["clean"]) == GOOD
    assert "2" in capsys.readouterr().err
    assert sorted(contents(output)) == ["good/notes.txt", "site/manifest.json"]
    assert [p.name for p in (output / ".cache").iterdir()] == ["other-program"]
    assert main(["clean", "--output", "nowhere"]) == GOOD


def test_the_listener_reads_and_hears_nothing_of_the_speaker(house: Path) -> None:
    """Not in text, outline or metadata; page numbers are those of the reader."""
    write_book(house / "sources/talk", {
        "01": story("长篇", *["水声比哨声早。" * 90] * 3),
        "02": story("讲稿", "听众看的话，见[结尾第{页}页](03.md)。",
                    "::: 讲者\n\n## 暗号一\n\n暗号二。\n:::"),
        "03": story("结尾")}, 'title = "读本"\n[[handouts]]\nstory = "02"\n')
    assert main(["talk", "--quiet"]) == GOOD
    folder = house / "output/talk"
    text = {}
    for edition in ("listener", "speaker"):
        reader = pypdf.PdfReader(folder / f"talk-handout-02-{edition}.pdf")
        text[edition] = "".join(p.extract_text() for p in reader.pages)
        # Every string of the file: outline, destinations, tags, metadata.
        objects = [reader.get_object(n) for n in range(1, int(reader.trailer["/Size"]))]
        strings = "".join(map(str, objects)) + str(reader.metadata)
        assert "读本" in strings
        for word in ("暗号一", "暗号二", "讲者提示"):
            assert (word in text[edition]) == (edition == "speaker")
        assert ("暗号一" in strings) == (edition == "speaker")
        assert "暗号二" not in strings
    reader = pypdf.PdfReader(folder / "talk-reading.pdf")
    page = next(n for n, p in enumerate(reader.pages) if p.extract_text().startswith("结尾"))
    label = reader.page_labels[page]
    assert int(label) > 3
    for words in text.values():
        assert f"见结尾第{label}页" in words.replace("\n", "")


def test_documents_are_named_in_the_manifest(house: Path) -> None:
    write_book(house / "sources/talk", {"01": story("甲")},
               'title = "读本"\ndocuments = ["print"]\n[[handouts]]\nstory = "01"\n')
    assert main(["talk", "--quiet"]) == GOOD
    records = json.loads((house / "output/talk/manifest.json").read_text("utf-8"))["artefacts"]
    assert [(r["kind"], r["document"], r["edition"]) for r in records] == [
        ("print", "print", "reader"), ("handout", "handout-01-listener", "listener"),
        ("handout", "handout-01-speaker", "speaker")]


def test_the_doctor_finds_this_machine_well(
        house: Path, monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == GOOD
    monkeypatch.setenv("DUBEN_FONTS", str(house / "none"))
    assert main(["doctor", "--json"]) == GOOD
    assert "fonts-unprepared" in capsys.readouterr().out
    (house / "output").write_bytes(b"a file")
    assert main(["doctor", "--json"]) == MACHINE
    assert "doctor-output" in {p["code"] for p in as_json(capsys)["problems"]}
