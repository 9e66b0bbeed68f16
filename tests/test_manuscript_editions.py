"""Which manuscripts a book has, where they come from, and which edition has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.config import BookConfig, PartConfig, load_book_config
from press.config.models import EditionConfig
from press.manuscript import Book, read_book
from press.manuscript.editions import for_edition
from press.values import Problem

ALL = EditionConfig(name="全本")
SHORT = EditionConfig(name="short", title="节本", notice="非卖品", layout="reader-en",
                      documents=("reading",), leave_out=("b",))


def make(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def read(folder: Path, config: BookConfig | None = None) -> tuple[
        Book | None, tuple[Problem, ...]]:
    return read_book(folder, config or BookConfig(title="书", editions=(ALL, SHORT)))


def titles(book: Book) -> list[str]:
    return [s.title for s in book.stories]


def test_every_kind_of_manuscript_in_its_order(tmp_path: Path) -> None:
    make(tmp_path, {"afterword.md": "# 后记\n", "dedication.md": "# 献词\n",
                    "foreword.md": "# 前言\n", "editors.md": "# 编委\n",
                    "stories/a.md": "---\nsummary: 一句话\n---\n# 甲\n",
                    "appendices/2-y.md": "# 附二\n", "appendices/10-x.md": "# 附十\n",
                    "appendices/a.md": "# 附甲\n"})
    book, problems = read(tmp_path)
    assert problems == () and book is not None
    assert titles(book) == ["献词", "编委", "前言", "甲", "附二", "附十", "附甲", "后记"]
    assert [s.role for s in book.stories] == [
        "dedication", "editors", "foreword", "story", "appendix", "appendix", "appendix",
        "afterword"]
    assert [s.key for s in book.appendices] == ["s-2-y", "s-10-x", "s-a-2"]
    assert book.sections[0].stories[0].summary == "一句话"


def test_what_is_no_manuscript_in_appendices_is_told(tmp_path: Path) -> None:
    make(tmp_path, {"stories/a.md": "# 甲\n", "appendices/x.docx": "", "appendices/.x": ""})
    _, problems = read(tmp_path)
    assert [(p.code, p.path) for p in problems] == [("story-not-markdown", "appendices/x.docx")]


def test_stories_in_the_order_of_book_toml_and_from_other_folders(tmp_path: Path) -> None:
    make(tmp_path, {"stories/a.md": "# 甲\n\n[x](../notes/n.md)\n", "stories/b.md": "# 乙\n",
                    "stories/c.md": "# 丙\n", "notes/n.md": "# 丁\n\n[y](../stories/a.md)\n",
                    "x.md": "# 戊\n",
                    "book.toml": 'title = "书"\nstories = ["b", "notes/n.md", "x.md", "a"]\n'})
    config, problems = load_book_config(tmp_path)
    assert problems == () and config is not None
    book, problems = read(tmp_path, config)
    assert [(p.code, p.path) for p in problems] == [("story-unlisted", "stories/c.md")]
    assert book is not None and titles(book) == ["乙", "丁", "戊", "甲"]
    assert [s.path for s in book.sections[0].stories] == [
        "stories/b.md", "notes/n.md", "x.md", "stories/a.md"]


@pytest.mark.parametrize(("toml", "expected"), [
    ('stories = ["a", "none"]', [("config-story-path", 2, 17)]),
    ('stories = ["notes/nm.md"]', [("config-story-path-misspelt", 2, 12)]),
    ('stories = ["a", "stories/a.md"]', [("config-story-twice", 2, 17)]),
    ('stories = ["a", "a"]', [("config-listed-twice", 2, 11)]),
    ('stories = ["../x.md"]', [("config-path", 2, 12)]),
    ('stories = ["link.md"]', [("file-outside", 2, 12)]),
    ('[[editions]]\nname = "x"\nleave_out = ["a", "zzz"]', [("config-story-missing", 4, 19)]),
    ('[[editions]]\nname = "x"\nleave_out = ["a.md"]', [("config-story-misspelt", 4, 14)]),
    ('stories = ["a", "notes/n-m.md"]\n[[handouts]]\nstory = "n-m"', []),
    ('stories = "a"', [("config-not-list", 2, 11)]),
])
def test_stories_that_book_toml_names(tmp_path: Path, toml: str,
                                      expected: list[tuple[str, int, int]]) -> None:
    folder = make(tmp_path / "book", {"stories/a.md": "# 甲\n", "notes/n-m.md": "# 丁\n",
                                      "book.toml": f'title = "书"\n{toml}\n'})
    make(tmp_path, {"out.md": "# 外\n"})
    (folder / "link.md").symlink_to("../out.md")
    _, problems = load_book_config(folder)
    assert [(p.code, p.line, p.column) for p in problems] == expected


def test_front_matter_names_editions(tmp_path: Path) -> None:
    make(tmp_path, {"stories/a.md": "---\n版本: 全本、short\n---\n# 甲\n",
                    "stories/b.md": "---\neditions: short, 全本 short\n---\n# 乙\n",
                    "stories/c.md": "# 丙\n"})
    book, problems = read(tmp_path)
    assert problems == () and book is not None
    assert [s.editions for s in book.stories] == [("全本", "short"), ("short", "全本"), ()]


@pytest.mark.parametrize(("front", "expected"), [
    ("editions: 全本 简本x", [("edition-unknown", 2, 14)]),
    ("title: 甲\n版本: shorts", [("edition-misspelt", 3, 5)]),
    ("版本: 全本\neditions: short", [("front-matter-twice", 3, 1)]),
    ("edition: short", [("front-matter-misspelt", 2, 1)])])
def test_editions_that_do_not_exist(tmp_path: Path, front: str,
                                    expected: list[tuple[str, int, int]]) -> None:
    make(tmp_path, {"stories/a.md": f"---\n{front}\n---\n# 甲\n"})
    book, problems = read(tmp_path)
    assert book is None
    assert [(p.code, p.line, p.column) for p in problems] == expected


def test_without_editions_there_is_one_called_reader(tmp_path: Path) -> None:
    make(tmp_path, {"stories/a.md": "---\neditions: reader\n---\n# 甲\n",
                    "stories/b.md": "---\neditions: short\n---\n# 乙\n"})
    _, problems = read(tmp_path, BookConfig(title="书"))
    assert [(p.path, p.code) for p in problems] == [("stories/b.md", "edition-unknown")]


def test_an_edition_has_its_stories_and_settings(tmp_path: Path) -> None:
    make(tmp_path, {"foreword.md": "---\neditions: short\n---\n# 前言\n",
                    "stories/a.md": "---\neditions: 全本\n---\n# 甲\n",
                    "stories/b.md": "# 乙\n", "stories/c.md": "# 丙\n",
                    "appendices/b.md": "# 附\n",
                    "afterword.md": "---\neditions: 全本\n---\n# 后记\n"})
    config = BookConfig(title="书", subtitle="副", editions=(ALL, SHORT), parts=(
        PartConfig(title="一", stories=("a",)), PartConfig(title="二", stories=("b", "c"))))
    book, problems = read(tmp_path, config)
    assert problems == () and book is not None
    whole, short = for_edition(book, ALL), for_edition(book, SHORT)
    assert titles(whole) == ["甲", "乙", "丙", "附", "后记"]
    assert titles(short) == ["前言", "丙", "附"]
    assert [s.title for s in short.sections] == ["二"]
    assert whole.config == config
    assert (short.config.title, short.config.subtitle, short.config.notice, short.config.layout,
            short.config.documents) == ("节本", "副", "非卖品", "reader-en", ("reading",))
    assert titles(for_edition(book, None)) == ["乙", "丙", "附"]


def test_an_edition_without_stories_is_told(tmp_path: Path) -> None:
    make(tmp_path, {"stories/b.md": "# 乙\n"})
    book, problems = read(tmp_path)
    assert book is None
    assert [(p.code, p.path, dict(p.args)["name"]) for p in problems] == [
        ("edition-empty", "book.toml", "short")]
