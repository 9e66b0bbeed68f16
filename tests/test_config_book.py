"""book.toml → BookConfig."""

from __future__ import annotations

import datetime as dt
import os
import pickle
from pathlib import Path

import pytest
from pydantic import BaseModel

from press.config import (
    BookConfig,
    BookletConfig,
    HandoutConfig,
    ImprintConfig,
    PartConfig,
    book_date,
    load_book_config,
    load_toml,
    validate,
)
from press.config.docstrings import below_keys
from press.config.textfile import decode, read_bytes
from press.messages import hint, message

FULL = '''\
title = "初心·使命"
subtitle = "学习教育读本"
lang = "zh-Hans"
layout = "reader-zh"
date = 2021-07-01
compiler = "某厂编"
publisher = "某厂"
notice = "样书"
documents = ["reading"]

[[parts]]
title = "兵工摇篮"
intro = "引言"
stories = ["01-one"]

[imprint]
kind = "internal"
permit = "××××"
lines = ["一", "二"]

[[handouts]]
story = "01-one"
title = "讲稿"

[booklet]
max_pages = 32
caliper = 0.1
'''


def book(folder: Path, text: str | bytes) -> Path:
    (folder / "stories").mkdir()
    (folder / "stories" / "01-one.md").write_text("# 一\n", "utf-8")
    (folder / "book.toml").write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def test_one_line_is_a_complete_book_toml(tmp_path: Path) -> None:
    config, problems = load_book_config(book(tmp_path, 'title = "书"'))
    assert problems == ()
    assert config == BookConfig(title="书")
    assert config.documents == ("reading", "print", "booklet")
    assert (config.lang, config.layout, config.date) == ("zh-Hans", "reader-zh", None)
    assert config.booklet == BookletConfig(sheet=None, max_pages=48, caliper=0.10)


@pytest.mark.parametrize("encode", [
    lambda t: t.encode(), lambda t: b"\xef\xbb\xbf" + t.encode(),
    lambda t: t.replace("\n", "\r\n").encode()])
def test_everything_that_may_be_said(tmp_path: Path, encode: object) -> None:
    config, problems = load_book_config(book(tmp_path, encode(FULL)))  # type: ignore[operator]
    assert problems == ()
    assert config is not None
    assert config.date == dt.date(2021, 7, 1)
    assert config.parts == (PartConfig(title="兵工摇篮", intro="引言", stories=("01-one",)),)
    assert config.imprint == ImprintConfig(permit="××××", lines=("一", "二"))
    assert config.handouts == (HandoutConfig(story="01-one", title="讲稿"),)
    assert config.handouts[0].layout == "handout-zh"
    assert pickle.loads(pickle.dumps(config)) == config


def test_all_faults_come_at_once_in_order(tmp_path: Path) -> None:
    _, problems = load_book_config(book(tmp_path, '''\
titel = "书"
lang = 5
date = "2021-07-01"
[[parts]]
title = "编"
stories = ["01-one", "none-such", 7]
[booklet]
sheet = "A5"
max_pages = 1
max_pages = 2
'''))
    assert [(p.code, p.line, p.column) for p in problems] == [
        ("config-key-missing", 1, 1), ("config-key-misspelt", 1, 1), ("config-not-text", 2, 8),
        ("config-not-date", 3, 8), ("config-story-missing", 6, 22), ("config-not-text", 6, 35),
        ("config-choice", 8, 9), ("config-too-small", 9, 13), ("config-key-twice", 10, 1)]
    assert message(problems[1], "zh") == "没有 titel 这个设置，是不是想写 title？"
    assert hint(problems[6], "en") == "It may be: A4, A3."


def test_every_setting_is_described() -> None:
    for model in (BookConfig, PartConfig, ImprintConfig, HandoutConfig, BookletConfig):
        described = below_keys(model)
        for name in model.model_fields:
            assert described.get(name), f"{model.__name__}.{name}"


def test_the_date() -> None:
    config = BookConfig(title="书")
    assert book_date(config, {}) == (None, ())
    assert book_date(config, {"SOURCE_DATE_EPOCH": "1625097600"}) == (dt.date(2021, 7, 1), ())
    dated = BookConfig(title="书", date=dt.date(2020, 1, 2))
    assert book_date(dated, {"SOURCE_DATE_EPOCH": "1625097600"})[0] == dt.date(2020, 1, 2)
    for bad in ("yesterday", "-1", "9" * 30, "１２"):
        found, problems = book_date(config, {"SOURCE_DATE_EPOCH": bad})
        assert found is None and [p.code for p in problems] == ["config-epoch"]


@pytest.mark.parametrize(("text", "place"), [
    ('a = 1\nb = "x\n', (2, 7)), ("a = 1\nb = \n", (2, 5)), ("a 1\n", (1, 3)),
    ("a = 'ab", (1, 8))])
def test_the_place_of_a_syntax_error(tmp_path: Path, text: str, place: tuple[int, int]) -> None:
    (tmp_path / "x.toml").write_text(text)
    data, _, problems = load_toml(tmp_path / "x.toml")
    assert data is None
    assert [(p.code, p.path, p.line, p.column) for p in problems] == [
        ("config-syntax", "x.toml", *place)]


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "d = 2021-02-30", "a = 1979-13-01"])
def test_toml_that_makes_tomllib_stumble_is_a_problem(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.toml").write_text(text)
    data, _, problems = load_toml(tmp_path / "x.toml")
    assert data is None and [p.code for p in problems] == ["config-syntax"]


def test_any_model_can_be_validated(tmp_path: Path) -> None:
    class Inner(BaseModel, extra="forbid"):
        width: float

    class Outer(BaseModel, extra="forbid"):
        pages: dict[str, Inner]
        names: tuple[str, ...] = ()

    (tmp_path / "x.toml").write_text("names = [1]\n[pages.a]\nwidth = 1\n[pages.b]\nwidht = 2\n")
    data, positions, _ = load_toml(tmp_path / "x.toml")
    assert data is not None
    model, problems = validate(Outer, data, positions, "x.toml")
    assert model is None
    assert [(p.code, p.line, p.column) for p in problems] == [
        ("config-not-text", 1, 10), ("config-key-missing", 4, 1), ("config-key-misspelt", 5, 1)]


def test_byte_offset_line_and_column_of_a_wrong_encoding() -> None:
    data = b"\xef\xbb\xbf# One\r\n" + "甲乙".encode() + "黄崖洞".encode("gbk")
    text, problems = decode(data, "a.md")
    assert text is None
    assert [(p.code, p.line, p.column, dict(p.args)["offset"]) for p in problems] == [
        ("file-not-utf8", 2, 3, "16")]
    _, problems = decode("# 一\n正文\n".encode("gbk"), "a.md")
    assert [(p.code, p.line, p.column) for p in problems] == [("file-gbk", 2, 1)]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    data, problems = read_bytes(tmp_path, tmp_path / "pipe", 10)
    assert data is None and [p.code for p in problems] == ["file-not-a-file"]


def test_nothing_outside_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    inside = tmp_path / "book"
    inside.mkdir()
    (inside / "link").symlink_to("../secret")
    (inside / "loop").symlink_to("loop")
    (inside / "good").symlink_to("real")
    (inside / "real").write_text("x")
    for name in ("link", "../secret", "loop", "/etc/hostname", "a\0b"):
        data, problems = read_bytes(inside, inside / name, 10)
        assert data is None and [p.code for p in problems] == ["file-outside"], name
    assert read_bytes(inside, inside / "good", 10) == (b"x", ())


@pytest.mark.parametrize("line", [
    "subtitle = “书”", "subtitle = '书", "subtitle 书", "[booklet]\ncaliper = nan",
    "stories = [1]", "stories = ['a/../b']", "number_headings = 1", "layout = '../x'",
    "[index]\norder = 'x'", "[index.see]\na = 1", "[fonts]\nsong = 'x'"])
def test_a_chinese_message_has_no_words_of_a_library(tmp_path: Path, line: str) -> None:
    """tomllib and pydantic speak English only."""
    _, problems = load_book_config(book(tmp_path, f'title = "书"\n{line}\n'))
    assert problems
    for found in problems:
        words = message(found, "zh")
        for english in ("Input", "should", "valid", "Expected", "after", "Invalid", "Error"):
            assert english not in words


def test_all_wrong_editions_of_handouts_come_at_once(tmp_path: Path) -> None:
    _, problems = load_book_config(book(tmp_path, '''\
title = "书"
[[handouts]]
story = "01-one"
edition = "staf"
[[editions]]
name = "staff"
[[editions]]
name = "STAFF"
[[editions]]
name = "guest"
[[handouts]]
story = "01-one"
edition = "nobody"
'''))
    # The editions are wrong themselves, so handouts wait.
    assert [(p.code, p.line) for p in problems] == [("config-edition-twice", 8)]
    (tmp_path / "book.toml").write_text(
        (tmp_path / "book.toml").read_text("utf-8").replace("STAFF", "other"), "utf-8")
    _, problems = load_book_config(tmp_path)
    assert [(p.code, p.line, p.column) for p in problems] == [
        ("config-edition-misspelt", 4, 11), ("config-edition-unknown", 13, 11)]


def test_a_story_has_one_handout_of_an_edition(tmp_path: Path) -> None:
    """A second one would have the files of the first."""
    twice = '[[handouts]]\nstory = "01-one"\n' * 2
    _, problems = load_book_config(book(tmp_path, f'title = "书"\n{twice}'))
    assert [(p.code, p.line, p.column) for p in problems] == [("config-listed-twice", 5, 9)]
