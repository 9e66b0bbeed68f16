"""Two small books for bench/preflight.py, and what is ordered of each of their documents.

One is stitched (reading, print, booklet, handout), the other published in boards of its own
(print, cover with an ISBN that is a valid dummy).
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from press.build.cache import Cache
from press.build.orders import Order, order_of
from press.build.pool import InProcess
from press.build.run import build_book
from press.build.workshop import Workshop
from press.dataclass import replace
from press.preflight import DocumentJob, check_document, check_sheets
from press.preflight.profiles import Asked, check_file
from press.typeset.faces import library_folder, load_library
from press.typeset.prepare import prepare
from press.values import Problem

ROOT = Path(__file__).parents[1]

SAID = ("山里的一天从水开始，听见水声，人就起来了。", "规矩在先，准头在后。",
        "先看，再量，量了才算。", "图纸收在木箱里，一张一张都编了号。",
        "老师傅把卡规交给徒弟，叮嘱他每天校一遍。",
        "夜里下了雨，厂房的灯还亮着。", "一枚零件要过六道手续，最后一道是检验。")
STITCHED = """title = "试书"
author = "某人"
date = 2021-07-01
documents = ["reading", "print", "booklet"]

[[handouts]]
story = "01"
"""
BOUND = """title = "样书"
author = "×××著"
publisher = "×××出版社"
date = 2021-07-01
documents = ["reading", "print", "cover"]

[imprint]
kind = "published"
address = "×省×路"
printer = "×印刷厂"
distributor = "×发行部"
isbn = "978-7-0000-0000-1"
price = "××.00 元"
copies = "×千册"
cip = ["×图×字"]

[printing]
edition = "×年×版"
printing = "×年×次"
binding = "perfect"
spine = 9
"""
DRAWING = ('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="25" viewBox="0 0 40 25">'
           '<path d="M2 2h30v9" fill="none" stroke="#000"/></svg>')
DOCUMENTS = {
    "reading": "a/a-reading.pdf", "print": "a/a-print.pdf", "booklet": "a/a-booklet.pdf",
    "handout": "a/a-handout-01-listener.pdf", "bound": "b/b-print.pdf",
    "volume": "b/b-reading.pdf", "cover": "b/b-cover.pdf"}
"""Names in bench/preflight_faults.py, and the finished files."""


def _paragraphs(count: int, chance: random.Random) -> str:
    return "\n\n".join("".join(chance.choice(SAID) for _ in range(6)) for _ in range(count))


def write_books(folder: Path) -> None:
    """Sources of both."""
    chance = random.Random(46)
    picture = io.BytesIO()
    Image.linear_gradient("L").resize((1500, 1000)).convert("RGB").save(picture, "PNG")
    first = (f"# 第一篇\n\n{_paragraphs(2, chance)}[^1]\n\n见第[{{页}}页](02.md)，或看"
             "[网页](https://example.org/)、[别页](https://example.org/a)。\n\n"
             '![照片](../images/a.png "图题 | 图源")\n\n![图样](../images/b.svg "图样")\n\n'
             "## 小节\n\n| 甲 | 乙 |\n|---|---|\n| 一件 | 二件 |\n\n"
             f"{_paragraphs(8, chance)}\n\n[^1]: 据档案。\n")
    second = (f"# 第二篇\n\n{_paragraphs(7, chance)}\n\n- 天天学\n- 周周研\n\n"
              f"见第[{{页}}页](01.md)。\n\n## 又一节\n\n{_paragraphs(8, chance)}\n")
    third = f"# 第三篇\n\n{_paragraphs(12, chance)}\n\n见第[{{页}}页](02.md)。\n"
    for name, toml in (("a", STITCHED), ("b", BOUND)):
        for part, text in (("01", first), ("02", second), ("03", third)):
            path = folder / name / f"stories/{part}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        (folder / name / "images").mkdir()
        (folder / name / "images/a.png").write_bytes(picture.getvalue())
        (folder / name / "images/b.svg").write_text(DRAWING, "utf-8")
        (folder / name / "book.toml").write_text(toml, "utf-8")


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished document, and what it is to be."""

    pdf: bytes
    order: Order

    def told(self, pdf: bytes, profile: str = "") -> tuple[Problem, ...]:
        """All that is said of ``pdf`` in its place: as a file of ours, or under a profile."""
        if profile:
            name, _, more = profile.partition(" ")
            asked = {"": None, "trim": Asked(trim_mm=self._trim()), "bound": Asked(bound="left"),
                     "multiple": Asked(multiple_of=4)}[more]
            return check_file(pdf, name, asked=asked)  # type: ignore[arg-type]
        if isinstance(self.order.job, DocumentJob):
            return check_document(pdf, replace(self.order.job, sections=()))
        return check_sheets(pdf, self.order.faces, self.order.job)

    def _trim(self) -> tuple[float, float]:
        return self.order.job.trim_mm


def finished(folder: Path) -> dict[str, Finished]:
    """Every document of both books, built in ``folder``."""
    write_books(folder)
    library = load_library(library_folder()) or prepare(library_folder())[0]
    assert library is not None
    out = folder / "output"
    shop = Workshop(library, Cache(out / ".cache"), 1, lambda *_: None, InProcess)
    for name in ("a", "b"):
        result = build_book(folder / name, out, ROOT / "templates", shop, {}, write=True)
        assert result.good, result.problems
    found = {}
    for name, path in DOCUMENTS.items():
        order = order_of(out / path)
        assert order is not None, path
        found[name] = Finished((out / path).read_bytes(), order)
    return found
