"""Mistakes of careless hands in a manuscript: told once, at their own place."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.config import BookConfig, HandoutConfig
from press.manuscript import read_book

Told = list[tuple[str, int | None, int | None]]


def told(folder: Path, text: str, config: BookConfig | None = None) -> Told:
    (folder / "stories").mkdir(exist_ok=True)
    (folder / "stories" / "01-one.md").write_text(text, "utf-8")
    _, problems = read_book(folder, config or BookConfig(title="书"))
    return [(p.code, p.line, p.column) for p in problems]


@pytest.mark.parametrize(("text", "expected"), [
    # Each link at its own bracket, though one address begins another, or stands twice.
    ("[甲](#无)[乙](01-one.md#无)[丙](#无)",
     [("link-anchor-missing", 3, 1), ("link-anchor-missing", 3, 8),
      ("link-anchor-missing", 3, 24)]),
    ("[甲](02.md)，[乙](02.md)。", [("link-story-missing", 3, 1), ("link-story-missing", 3, 12)]),
    ("[甲][有]\n\n[有]: 02.md", [("link-story-missing", 5, 1)]),
    # What is typed as text is no broken span, nor is its place that of one.
    ("`[x]{着重}` 与 \\[x]{着重}", []),
    ("`[x]{着重}` 与 [x] {着重}", [("span-broken", 3, 15)]),
    # An attribute of a picture at the picture, not at what stands behind it.
    ("![图](a.png){宽=5}\n\n## 小节 {宽=3}",
     [("image-missing", 3, 1), ("html-attribute", 3, 13), ("html-attribute", 5, 8)]),
    # What is not printed is told, whatever it stands in.
    ("甲<B且C>乙", [("html-element", 3, 2)]),
    ("<?php 丙 ?>", [("html-content", 3, 1)]),
    ("<title>丁</title>", [("html-content", 3, 1)]),
    ("甲 <!-- 批注 --> 乙 <!- 甲 ->", []),
    ("## 一\n\n## \n\n## 二", [("heading-empty", 5, 1)]),
    ("[第{页}页](02.md)", [("link-story-missing", 3, 1)]),
    # A colon too many and a quotation mark too few are one problem each.
    ("::: 口述：“题”\n问：甲\n:::", []),
    ("::: 口述：题\n问：甲\n:::", [("directive-misspelt", 3, 5)]),
    ("::: 信 日期=“三月\n甲\n:::", [("directive-quote", 3, 10)]),
    # Of full width, but text, or shown as code.
    ("1＃楼，`＊＊甲＊＊`，“[原文]（如此）”，￥5｜6。", []),
])
def test_a_mistake_is_told_once_at_its_place(tmp_path: Path, text: str, expected: Told) -> None:
    assert told(tmp_path, f"# 甲\n\n{text}\n") == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("\n\n---\ntitle: 甲\nautor: 乙\n---\n\n文。\n", [("front-matter-misspelt", 5, 1)]),
    ("---\ntitle：甲\n---\n\n文。\n", [("front-matter-pairs", 2, 1)]),  # not: no title
    ("---\nauthor: 甲\n---\n\n文。\n", [("title-missing", 5, 1)]),
    ("---\ntitle: '甲\n---\n\n文。\n", [("front-matter-syntax", 2, 8)]),
    ("---\ntitle: '**甲**乙'\nauthor: 张*三\n---\n\n文。\n", [("front-matter-marks", 2, 1)]),
    ("——————\n\n文。\n", [("title-missing", 1, 1)]),
    ("－－－\ntitle: 甲\n－－－\n\n文。\n", [("front-matter-dashes", 1, 1)]),
])
def test_front_matter_is_judged_by_itself(tmp_path: Path, text: str, expected: Told) -> None:
    assert told(tmp_path, text) == expected


def test_front_matter_may_stand_behind_blank_lines(tmp_path: Path) -> None:
    assert told(tmp_path, "\n\n---\ntitle: 甲\n---\n\n文。\n") == []


def test_what_nobody_gets_is_told(tmp_path: Path) -> None:
    text = ("# 甲\n\n::: 仅 对象=听众\n听。\n:::\n\n::: 讲者\n讲。\n:::\n\n"
            "::: 除 版本=reader\n除。\n:::\n")
    assert told(tmp_path, text) == [("only-nowhere", 3, 1), ("only-nowhere", 11, 1)]
    handout = BookConfig(title="书", handouts=(HandoutConfig(story="01-one"),))
    assert told(tmp_path, text, handout) == []
