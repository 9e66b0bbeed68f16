"""A megabyte of anything is read or refused within seconds."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from press.config import BookConfig
from press.manuscript import read_book
from press.messages import catalogue

SIZE = 1_000_000
SECONDS = 15
"""Generous: the slowest takes 3 on the machine this was written on."""

UNITS = ("[", "[a](", "*a ", "**a *b ", "`` x ", "<a b=\"", "<!-- ", "<![CDATA[\n", "&#", "a | ",
         "> a\n", "- a\n\n", "a\n: b\n", "[^1]: x\n", "*[a]: x\n", "a\n---\n", "a\n\n", "a  \n",
         "~~~ a\n", "```\na\n```\n", "<div>\n\n", "\n", "::: x\n\n", "::: 分页\n\n", "：", "#",
         "!!! a\n    b\n\n", "<div markdown=1>\n\n", "::: 诗\n\n　甲\n\n:::\n\n", "甲\n:   乙\n\n",
         "[a]{着重}", "]{", "[a]{b ", "[汉]{拼音}\n\n")


@pytest.mark.parametrize("unit", [*UNITS, "[[nested]]", ">>>nested", "ticks", "prose", "spans"])
def test_a_megabyte_of_anything(tmp_path: Path, unit: str) -> None:
    body = {
        "[[nested]]": "[" * (SIZE // 2) + "]" * (SIZE // 2),
        ">>>nested": "> " * (SIZE // 2) + "a",
        "ticks": "".join("e" + "`" * n for n in range(1400)),
        "prose": ("黄崖洞兵工厂是最早的工厂，" * 10 + "*强*调[^1]。\n\n") * 7000 + "[^1]: 注",
        "spans": ("黄崖洞兵工厂是最早的工厂，" * 9 + "[太行]{索引 着重}，[峰]{拼音}。\n\n") * 7000,
    }.get(unit, unit * (SIZE // len(unit)))
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "a.md").write_text("# 一\n\n" + body, "utf-8")
    start = time.process_time()  # of this process: other work on the machine does not count
    book, problems = read_book(tmp_path, BookConfig(title="书"))
    assert time.process_time() - start < SECONDS
    assert {p.code for p in problems} <= set(catalogue())
    if unit in ("prose", "spans"):
        assert book is not None and problems == ()
