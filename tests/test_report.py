"""What a person is shown."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from press.build.values import Artefact
from press.dataclass import replace
from press.messages import Lang
from press.report import jsonout
from press.report.excerpt import excerpt, plain
from press.report.jsonout import report, write_json
from press.report.terminal import Reporter, place_of
from press.values import Place, Problem, problem


def at(line: int | None = 1, column: int | None = None, path: str = "a.md") -> Problem:
    return problem("image-missing", Place(path, line, column), name="x.png", similar="")


def shown(folder: Path, line: str, column: int | None) -> list[str]:
    (folder / "a.md").write_bytes(line.encode())
    return excerpt(at(1, column), folder)


@pytest.mark.parametrize(("line", "column", "expected"), [
    ("abc", 2, ["abc", " ^"]),
    ("初心abc", 3, ["初心abc", "    ^"]),
    ("初心", 3, ["初心", "    ^"]),
    ("\tab", 2, [" ab", " ^"]),
    ("ａ，b", 3, ["ａ，b", "    ^"]),
    ("e\u0301a", 3, ["e\u0301a", " ^"]),
    ("\ufeffabc", 1, ["abc", "^"]),
    ("abc\r\ndef", 1, ["abc", "^"]),
    ("abc", None, ["abc"]),
    ("\x1b[31mred", 6, ["\ufffd[31mred", "     ^"]),
])
def test_the_caret_stands_below_its_column(tmp_path: Path, line: str, column: int | None,
                                           expected: list[str]) -> None:
    assert shown(tmp_path, line, column) == expected


def test_of_a_long_line_the_neighbourhood_is_shown(tmp_path: Path) -> None:
    line = "一" * 100 + "甲" + "二" * 100
    text, caret = shown(tmp_path, line, 101)
    assert text == "一" * 30 + "甲" + "二" * 29
    assert caret == " " * 60 + "^"


def test_nothing_is_shown_that_is_not_there_or_not_of_the_book(tmp_path: Path) -> None:
    book = tmp_path / "book"
    book.mkdir()
    (tmp_path / "secret").write_text("secret", "utf-8")
    (book / "link.md").symlink_to(tmp_path / "secret")
    (book / "gbk.md").write_bytes("国营老厂".encode("gbk"))
    (book / "a.md").write_text("one line", "utf-8")
    for found in (at(path="../secret"), at(path="link.md"), at(path="gbk.md"), at(2), at(None),
                  at(path="none.md"), at(path=str(tmp_path / "secret")), at(path="a\0b")):
        assert excerpt(found, book) == []
    assert excerpt(at(), None) == []
    assert excerpt(at(), book) == ["one line"]


def test_what_a_terminal_would_obey_is_taken_out() -> None:
    assert plain("a\x1b[2Jb\x07\x08\r\u202ec\x9b1md\te\n第一编\u3000题") == (
        "a\ufffd[2Jb\ufffd\ufffd\ufffd\ufffdc\ufffd1md e\n第一编 题")


def test_a_place_is_named_from_where_the_command_was_given(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x", "utf-8")
    assert place_of(at(3, 5), tmp_path, "en") == f"{tmp_path}/a.md:3:5: "
    assert place_of(at(3), tmp_path, "zh") == f"{tmp_path}/a.md:3："
    assert place_of(at(3, 5, "b.md"), tmp_path, "en") == "b.md:3:5: "
    assert place_of(problem("book-empty"), tmp_path, "en") == ""
    assert place_of(problem("book-empty", Place("b.pdf"), page=4), None, "en") == "b.pdf page 4: "


def terminal(reporter: Reporter, width: int = 70) -> io.StringIO:
    """Make ``reporter`` believe that a person looks at it."""
    out = io.StringIO()
    reporter._console = Console(file=out, force_terminal=True, width=width, highlight=False,
                                color_system="standard", legacy_windows=False, _environ={})
    return out


ARTEFACT = Artefact("b[x]-reading.pdf", "reading", "reader", "reading", 102, 51, (148, 210),
                    "0" * 64, 0, 1_678_000, 5.04)


def test_a_terminal_shows_a_bar_colours_and_a_table() -> None:
    reporter = Reporter("en")
    out = terminal(reporter)
    reporter.progress("[b]初心[/]", 0, 3)
    reporter.progress("[b]初心[/]", 2, 3)
    reporter.problems([at()], None)
    reporter.table([("b[x]", ARTEFACT)], Path("output"))
    text = out.getvalue()
    assert "typesetting “[b]初心[/]”: 3 pieces" in text
    assert "2/3" in text
    assert "\x1b[1;31merror" in text
    table = text[text.index("file"):]
    for word in ("pages", "sheets", "size", "time", "problems", "output/b[x]/b[x]-reading.pdf",
                 "102", "51", "1.6 MB", "5.0 s"):
        assert word in table


def test_a_pipe_gets_one_line_a_document_and_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    reporter = Reporter("zh")
    reporter.progress("初心", 0, 3)
    reporter.progress("初心", 1, 3)
    reporter.table([("b", ARTEFACT)], Path("output"))
    told = capsys.readouterr()
    assert told.err.splitlines() == [
        "正在排版《初心》：3 篇",
        "文件 output/b/b[x]-reading.pdf  页数 102  张数 51  大小 1.6 MB  用时 5.0 s  问题 0"]
    assert told.out == ""


def test_nothing_from_a_file_reaches_the_terminal_as_a_command() -> None:
    """Neither from the manuscript nor from a name."""
    reporter = Reporter("en")
    out = terminal(reporter)
    reporter.problems([problem("image-missing", Place("\x1b]0;t\x07.md", 1, 1),
                               name="\x1b[2J", similar="\x1b[3J")], Path())
    reporter.say("no-books", folder="\x1b[4J")
    reporter.progress("\x1b[5J", 0, 2)
    reporter.stop_progress()
    for command in ("\x1b]0", "\x1b[2J", "\x1b[3J", "\x1b[4J", "\x1b[5J", "\x07"):
        assert command not in out.getvalue()


@pytest.mark.parametrize(("lang", "words"), [
    ("zh", "说明 a.md:1：找不到图片 x.png  [image-missing]\n"
           "    已豁免：原件只有这一张 (责任编辑)\n"),
    ("en", "note a.md:1: the picture x.png is missing  [image-missing]\n"
           "    waived: 原件只有这一张 (责任编辑)\n")])
def test_what_is_waived_is_told_with_the_reason_and_without_advice(
        capsys: pytest.CaptureFixture[str], lang: Lang, words: str) -> None:
    waived = replace(at(), severity="note", waived="原件只有这一张 (责任编辑)")
    Reporter(lang).problems([waived], None)
    assert capsys.readouterr().err == words
    Reporter(lang, quiet=True).problems([waived], None)
    assert capsys.readouterr().err == ""
    (record,) = report([("b", waived)], (), lang)["problems"]  # type: ignore[misc]
    assert (record["severity"], record["waived"]) == ("note", "原件只有这一张 (责任编辑)")


def test_quiet_shows_errors_alone(capsys: pytest.CaptureFixture[str]) -> None:
    reporter = Reporter("en", quiet=True)
    reporter.problems([problem("cache-damaged", entry="parts/1"), problem("book-empty")], None)
    reporter.say("done", files=1, output="output")
    reporter.table([("b", ARTEFACT)], Path("output"))
    told = capsys.readouterr().err
    assert "cache-damaged" not in told
    assert told.startswith("error ")
    assert "[book-empty]" in told
    assert "done" not in told


def test_json_has_the_fields_of_the_design() -> None:
    value = report([("b", at(3, 5))], [("b", ARTEFACT)], "en")
    (found,), (made,) = value["problems"], value["artefacts"]  # type: ignore[misc]
    assert set(found) == {"book", "code", "severity", "message", "hint", "path", "line", "column",
                          "page", "waived", "seal", "places"}
    assert (found["code"], found["severity"], found["path"], found["line"], found["column"]) == (
        "image-missing", "error", "a.md", 3, 5)
    assert set(made) == {"book", "path", "document", "edition", "kind", "pages", "sheets", "trim",
                         "sha256", "problems"}


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii"])
def test_json_fits_any_encoding(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(jsonout.sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))
    value = {"name": "初心·\U0002a6d6", "file": "bad-\udc80"}
    write_json(value)
    jsonout.sys.stdout.flush()
    assert json.loads(raw.getvalue().decode(encoding)) == value
