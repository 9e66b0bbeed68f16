"""The table of packets in docs, written by ``python -m bench.packets --docs`` and nobody else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.speed.machine import load, machine, today

DOCS = Path(__file__).resolve().parents[2] / "docs"
MARK = "<!-- bench -->\n\n"
WORDS: Mapping[str, Mapping[str, str]] = {
    "packets.md": {
        "head": "work | target | seconds | processor seconds | MB held | MB written | files",
        "fields": "500 letters of one page, fields filled in",
        "typst-fields": "… Typst, all 500 in one document",
        "flow": "500 letters, the fields in running text",
        "typst-flow": "… Typst, all 500 in one document",
        "packets": "packets of 420 lectures (`lecture-tour`)",
        "packets-long": "… handouts of 4 pages, speaker's editions of 8 to 10",
        "numbered": "45,000 numbered copies of a handout of 4 pages, one PDF",
        "on": "Measured on {date}, median of {runs}, nothing kept from before: {cores} cores, "
              "{processor}, {memory}, Python {python}, WeasyPrint {weasyprint}; load at the "
              "end {load} (where it is above 2, other programs took part of the seconds, which the "
              "processor seconds do not count).",
        "≤ Typst": "≤ Typst"},
    "packets.zh.md": {
        "head": "做什么 | 目标 | 秒 | 处理器秒 | 占内存（MB） | 写出（MB） | 文件数",
        "fields": "500 封一页的信，只填栏目",
        "typst-fields": "……Typst，500 封排成一个文件",
        "flow": "500 封信，栏目在行文里",
        "typst-flow": "……Typst，500 封排成一个文件",
        "packets": "420 场的讲义袋（`lecture-tour`）",
        "packets-long": "……听众讲义 4 页、讲稿 8 至 10 页",
        "numbered": "4 页讲义编号 45,000 份，一个 PDF",
        "on": "{date} 测，取 {runs} 次的中位数，每次从头做起：{cores} 核，{processor}，"
              "内存 {memory}，Python {python}，WeasyPrint {weasyprint}；测完时的负载 {load}"
              "（高于 2，就是别的程序也在用处理器：这时看“处理器秒”）。",
        "≤ Typst": "不慢于 Typst"}}
TARGETS: Mapping[str, str] = {
    "fields": "≤ Typst", "flow": "≤ 4 s", "packets-long": "≤ 25 s",
    "numbered": "≤ 30 s, 1000 MB, 80 MB"}


@dataclass(frozen=True, slots=True)
class Measured:
    """What a work took."""

    name: str
    seconds: float
    """Of the wall clock."""
    spent: float
    """Of all processors together."""
    held: float
    """MB, by its largest process."""
    written: float
    """MB of PDF."""
    files: int


def table(found: Sequence[Measured], page: str) -> str:
    """As Markdown, in the language of ``page``."""
    words = WORDS[page]
    lines = [f"| {words['head']} |", "| --- | --- | ---: | ---: | ---: | ---: | ---: |"]
    for one in found:
        target = TARGETS.get(one.name, "—")
        lines.append(f"| {words[one.name]} | {words.get(target, target)} | {one.seconds:.2f} | "
                     f"{one.spent:.2f} | {one.held:.0f} | {one.written:.1f} | {one.files} |")
    return "\n".join(lines) + "\n"


def filled(text: str, found: Sequence[Measured], page: str, runs: int) -> str:
    """The page with table and machine renewed behind its mark."""
    before, mark, after = text.partition(MARK)
    if not mark:
        raise ValueError(f"{page}: {MARK.strip()}")
    after = re.sub(r"\A(\|.*\n)*\n*[^\n]*\n", "", after)
    told = WORDS[page]["on"].format(date=today(), runs=runs, load=f"{load():.2f}", **machine())
    return f"{before}{mark}{table(found, page)}\n{told}\n{after}"


def rewrite(found: Sequence[Measured], runs: int) -> list[Path]:
    """Put the numbers into the pages; the files written."""
    pages = [DOCS / name for name in WORDS]
    for page in pages:
        page.write_text(filled(page.read_text("utf-8"), found, page.name, runs), "utf-8")
    return pages
