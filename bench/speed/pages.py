"""docs/performance*.md and their pictures, made from docs/performance.json and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from bench.speed.chart import chart
from bench.speed.results import Result, from_json
from bench.speed.sides.job import ROOT
from bench.speed.tables import TABLES, Lang, markdown

DOCS = ROOT / "docs"
NUMBERS = DOCS / "performance.json"
PAGES: tuple[tuple[str, Lang, str], ...] = (
    ("performance.md", "en", "images/performance/chart.svg"),
    ("performance.zh.md", "zh", "images/performance/chart.zh.svg"))


def kept() -> Result:
    """The numbers that docs show."""
    return from_json(NUMBERS.read_text("utf-8"))


def filled(text: str, result: Result, lang: Lang) -> str:
    """The page with each table renewed behind its mark ``<!-- name -->``."""
    for name, make in TABLES.items():
        table = markdown(make(result, lang))
        # A replacement in the text itself would have its backslashes read.
        before, mark, after = text.partition(f"<!-- {name} -->\n\n")
        after = re.sub(r"\A(\|.*\n)*\n*", "", after)
        text = before + mark + (f"{table}\n{after}" if mark else after)
    return text


def rewrite(result: Result) -> list[Path]:
    """Put the numbers into the pages, and draw; the files written."""
    written = []
    for name, lang, picture in PAGES:
        page, drawing = DOCS / name, DOCS / picture
        page.write_text(filled(page.read_text("utf-8"), result, lang), "utf-8")
        drawing.parent.mkdir(parents=True, exist_ok=True)
        drawing.write_text(chart(result, lang), "utf-8")
        written += [page, drawing]
    return written
