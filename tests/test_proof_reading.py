"""What of a manuscript is text for the copy check, and where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.proof.document import BREAK, OBJECT
from press.proof.reading import read_manuscript, read_table

ROOT = Path(__file__).parents[1]
STORIES = [*sorted((ROOT / "sources").rglob("*.md")), ROOT / "docs/markdown.md"]


def words(text: str) -> list[tuple[str, str]]:
    document = read_manuscript("a.md", text, "zh-Hans")
    return [(u.kind, document.words(u)) for u in document.units]


def test_marks_of_markdown_leave_no_trace() -> None:
    assert words("一段**加粗**和*强调*，[链接](a.md#x \"t\")[^1]，[着重]{着重}。") == [
        ("paragraph", "一段加粗和强调，链接，着重。")]


def test_what_is_no_text_is_one_object() -> None:
    assert words("用`a,b`，见https://a.cn/?b=1，&nbsp;第[{页}](b.md)页。") == [
        ("paragraph", f"用{OBJECT}，见{OBJECT}，{OBJECT}第{OBJECT}页。")]


def test_code_html_directives_and_definitions_are_not_read() -> None:
    text = ("```\n代码,\n```\n\n<div class=\"甲,乙\">\n\n::: 信 称呼=甲,\n正文。\n:::\n\n"
            "[a]: https://a.cn\n\n<!-- 批注,\n两行, -->\n\n    缩进的代码,\n")
    assert words(text) == [("paragraph", "正文。")]


def test_kinds_of_units() -> None:
    text = ("---\ntitle: \"题\"\neditions: 甲\n---\n# 名 {#n}\n\n## 节\n\n- 项\n    续\n\n"
            "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n\n![替](a.svg \"图题 | 源\")\n\n[^1]: 注\n")
    assert words(text) == [
        ("front", "题"), ("title", "名"), ("heading", "节"), ("item", "项续"), ("cell", "甲"),
        ("cell", "乙"), ("cell", "1"), ("cell", "2"), ("alt", "替"), ("caption", "图题"),
        ("note", "注")]


def test_lines_join_without_a_space_between_wide_characters_only() -> None:
    assert words("山里\n的一天 PDF\nfile") == [("paragraph", "山里的一天 PDF\nfile")]


@pytest.mark.parametrize(("text", "quoted"), [
    ("> 引文", True), ("::: 文件\n引文\n:::", True), ("::: 信\n引文\n:::", True),
    ("::: 引语\n引文\n:::", True), ("::: 诗\n引文\n:::", False), ("引文", False)])
def test_quotations_are_known(text: str, *, quoted: bool) -> None:
    (unit,) = read_manuscript("a.md", text, "zh-Hans").units
    assert unit.quoted is quoted


@pytest.mark.parametrize("path", STORIES, ids=lambda p: p.name)
def test_every_character_is_found_again_in_the_source(path: Path) -> None:
    text = path.read_text("utf-8")
    document = read_manuscript(path.name, text, "zh-Hans")
    lines = text.split("\n")
    for at, character in enumerate(document.text):
        if character in (BREAK, OBJECT, "\n"):
            continue
        line, column = document.spot(at)
        assert lines[line - 1][column - 1] == character


def test_cells_of_a_table_are_found_in_the_file() -> None:
    document = read_table("a.csv", "甲,乙\n\"一,二\",三\n", "zh-Hans")
    assert [(document.words(u), document.spot(u.start), u.row) for u in document.units] == [
        ("甲", (1, 1), 0), ("乙", (1, 3), 0), ("一,二", (2, 2), 1), ("三", (2, 7), 1)]


@pytest.mark.parametrize("text", [
    "", "---", "---\n", "[", "]{", "![", "`" * 99, "[" * 999 + "]" * 999, "<!--", "::: ", "|" * 99,
    "\\", "&#;", "*" * 999, "a" * 5000, "_" * 300 + "甲", "<" * 500, "\x00甲", "> " * 200 + "甲"])
def test_odd_text_is_read_to_its_end(text: str) -> None:
    for document in (read_manuscript("a.md", text, "zh-Hans"), read_table("a.csv", text, "zh")):
        assert all(u.start < u.end <= len(document.text) for u in document.units)
