"""The same Chinese set by this press, XeLaTeX, Typst and plain WeasyPrint, and measured alike.

``python bench/beside.py`` prints the tables of docs/composition.md; ``--docs`` also writes them
and the pictures there. Engines that are not installed are left out. All of them get one font,
page and measure (texts and settings: docs/composition.toml); what they made is read by MuPDF.
"""

from __future__ import annotations

import argparse
import html
import io
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module, metadata
from importlib.util import find_spec
from itertools import groupby, pairwise, product
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from unittest import mock

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
DATA = tomllib.loads((DOCS / "composition.toml").read_text("utf-8"))
CASES: list[dict[str, Any]] = DATA["cases"]
ROWS: dict[str, dict[str, str]] = DATA["rows"]
OF_PAGES = ("pages", "short", "alone")

SIZE, PITCH, MEASURE, LINES, LEFT, TOP = 10.5, 18.0, 28, 25, 62.5, 62.0
"""Of the settings: type, from line to line (pt), em, lines, left and upper margin (pt)."""
SLIP = 0.02
"""em: less is taken for no difference."""
INK = {"，": 229, "。": 323, "：": 294, "、": 290, "；": 294, "？": 458, "！": 303, "”": 429,
       "’": 233, "》": 477, "）": 349, "“": 571, "‘": 767, "《": 523, "（": 651}
"""Where the ink of a mark ends or, of an opening one, begins in this font; em/1000."""
OPEN, CLOSE, NOTES = "“‘《（", "，。：、；？！”’》）", "①②③④⑤⑥⑦⑧⑨⑩"
NEVER_FIRST = frozenset(CLOSE + NOTES + "·–～/％%‰℃°")
NEVER_LAST = frozenset(OPEN + "/￥¥$№")
SPLIT = re.compile(r"——|……|[\d.,—～][\d%％‰℃°年月日]|\d[—～.,]|[年月]\d|[？！]{2}|[A-Za-z]{2}")
"""What a break may not stand in the middle of (nothing is hyphenated here)."""
SAME = str.maketrans("⋯➀➁➂➃➄➅➆➇➈➉", "…" + NOTES)
"""What shares a glyph in the font may be read as the other."""
HAN = re.compile(r"[㐀-鿿]+")
JOINT = re.compile(r"[㐀-鿿][A-Za-z0-9]|[A-Za-z0-9][㐀-鿿]")


@dataclass(frozen=True, slots=True)
class Sample:
    """What every engine sets."""

    paragraphs: tuple[str, ...]
    """``{…}`` is a note."""
    measures: tuple[int, ...] = ()
    """Of single texts, one a page and without indent (em); empty for a page of paragraphs."""
    strict: bool = False

    def runs(self) -> Iterator[tuple[str, list[tuple[str, bool]], int]]:
        """Of each paragraph the text as printed, its runs (text, whether a note), measure (em)."""
        marks = iter(NOTES)
        for i, paragraph in enumerate(self.paragraphs):
            parts = re.split(r"\{(.*?)\}", paragraph)
            plain = "".join(next(marks) if k % 2 else part for k, part in enumerate(parts))
            runs = [(part, bool(k % 2)) for k, part in enumerate(parts) if part]
            yield re.sub(r"\s", "", plain), runs, self.measures[i] if self.measures else MEASURE


def running() -> Sample:
    """The plain paragraphs of the sample book's stories."""
    found = []
    for file in sorted((ROOT / "sources/initial-heart/stories").glob("*.md")):
        text = re.sub(r"\A---\n.*?\n---\n", "", file.read_text("utf-8"), flags=re.DOTALL)
        for block in re.sub(r"^:::.*?^:::$", "", text, flags=re.M | re.DOTALL).split("\n\n"):
            words = re.sub(r"\[\^\w+\]|\*\*|\{[^}]*\}", "", block.strip())
            words = re.sub(r"(?<!!)\[([^\]]*)\](\([^)]*\))?", r"\1", words)
            if re.match(r"(?!\d+\. )[\w“《（][^\n|]{40}", words) and "\n" not in words:
                found.append(words)
    return Sample(tuple(found))


def chosen(strict: bool) -> list[dict[str, Any]]:
    """Of the twelve cases those that ask for strict rules, or the others."""
    return [case for case in CASES if case.get("strict", False) is strict]


def samples() -> dict[str, Sample]:
    """All that is set."""
    return {"running": running(), "dense": Sample(tuple(DATA["dense"])), **{
        name: Sample(tuple(c["text"] for c in chosen(strict)),
                     tuple(c["measure"] for c in chosen(strict)), strict)
        for name, strict in (("cases", False), ("strict", True))}}


ESCAPED: dict[str, Callable[[str], str]] = {
    "html": html.escape, "latex": lambda text: re.sub(r"([#$%&_{}])", r"\\\1", text),
    "typst": lambda text: '#"' + re.sub(r'(["\\])', r"\\\1", text) + '"'}


def source(sample: Sample, language: str) -> str:
    """The sample in ``html``, ``latex`` or ``typst``, behind the settings."""
    settings: dict[str, str] = DATA["settings"][language]
    whole, plain = settings["head"], ESCAPED[language]
    for _, runs, measure in sample.runs():
        text = "".join(settings["note" if note else "text"].format(plain(t)) for t, note in runs)
        whole += settings["case" if sample.measures else "paragraph"].format(
            text, measure, measure * SIZE) + "\n\n"
    return whole + settings["end"]


def _press(sample: Sample) -> bytes:
    from press.typeset import alone, engine
    from press.typeset.compose.rules import Rules

    # Strict rules are a setting of layouts; to_pdf has none.
    typeset = partial(engine.typeset, rules=Rules(strict=sample.strict))
    with mock.patch.object(alone, "typeset", typeset):
        return alone.document(source(sample, "html"), "", "zh-Hans")


def _run(sample: Sample, language: str, command: Sequence[str]) -> bytes:
    """The PDF that a program makes of ``page``, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page").write_text(source(sample, language), "utf-8")
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if not (pdf := Path(folder) / "page.pdf").exists():
            raise RuntimeError(f"{command[0]}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        return pdf.read_bytes()


def _typst(sample: Sample) -> bytes:
    return bytes(import_module("typst").compile(source(sample, "typst").encode()))


def _tex() -> str:
    said = subprocess.check_output(("xelatex", "--version"), text=True) if (
        shutil.which("xelatex")) else ""
    return "".join(re.findall(r"TeX Live \d+", said)[:1])


def _installed(name: str) -> str:
    return metadata.version(name) if find_spec(name) else ""


class Engine(NamedTuple):
    """One that sets type."""

    key: str
    name: str
    make: Callable[[Sample], bytes]
    version: Callable[[], str]  # "" where it is not installed


ENGINES = (
    Engine("press", "duben", _press, lambda: " "),
    Engine("xelatex", "XeLaTeX, ctex", partial(
        _run, language="latex", command=("xelatex", "-interaction=batchmode", "page")),
        _tex),
    Engine("typst", "Typst", _typst, partial(_installed, "typst")),
    Engine("weasyprint", "WeasyPrint", partial(
        _run, language="html", command=(sys.executable, "-m", "weasyprint", "page", "page.pdf")),
        partial(_installed, "weasyprint")),
)


class Glyph(NamedTuple):
    """A character where it is drawn; pt, y downwards."""

    text: str
    x: float
    y: float
    size: float
    advance: float

    def ends(self) -> tuple[float, ...]:
        """Where its width ends: of a mark its em, its half, its ink."""
        return (self.x + self.advance, *self._less(CLOSE))

    def starts(self) -> tuple[float, ...]:
        """Where its width begins."""
        return (self.x, *self._less(OPEN))

    def _less(self, marks: str) -> tuple[float, ...]:
        wide = self.text in marks and self.advance > .9 * self.size
        return tuple(self.x + v * self.size for v in (.5, INK[self.text] / 1000)) if wide else ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph."""

    page: int
    y: float
    glyphs: tuple[Glyph, ...]
    paragraph: int = -1
    right: float = 0.
    """Where it shall end, pt."""
    first: bool = False
    last: bool = False

    def text(self) -> str:
        """As the sample has it."""
        return "".join(g.text for g in self.glyphs).translate(SAME)

    def gaps(self) -> Iterator[tuple[str, str, float]]:
        """Neighbours, and the white between their boxes (em)."""
        for one, two in pairwise(self.glyphs):
            yield one.text, two.text, (two.x - one.x - one.advance) / SIZE


def read(pdf: bytes, sample: Sample) -> list[Line]:
    """The lines of the paragraphs, as MuPDF sees them; ValueError for another text."""
    pymupdf: Any = import_module("pymupdf")
    rows: list[Line] = []
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        for number, page in enumerate(document):
            for xref in page.get_contents():  # text that stands for glyphs has no place of its own
                document.update_stream(xref, document.xref_stream(xref).replace(
                    b"/ActualText", b"/Unread"))
            rows += rows_of(number, [
                Glyph(c["c"], c["origin"][0], c["origin"][1], span["size"],
                      c["bbox"][2] - c["bbox"][0])
                for block in page.get_text("rawdict", flags=0)["blocks"]
                for line in block.get("lines", ()) for span in line["spans"]
                for c in span["chars"] if not c["c"].isspace()])
    return aligned(rows, sample)


def rows_of(page: int, glyphs: Iterable[Glyph]) -> Iterator[Line]:
    """Glyphs on one baseline; note marks are with the line that they are raised from."""
    every = sorted(glyphs, key=lambda g: g.y)
    raised = [g for g in every if g.text.translate(SAME) in NOTES and g.size < SIZE - .2]
    rows: list[list[Glyph]] = []
    for glyph in every:
        if abs(glyph.size - SIZE) < .2:
            if not rows or glyph.y - rows[-1][0].y > SIZE / 2:
                rows.append([])
            rows[-1].append(glyph)
    for row in rows:
        y = median(g.y for g in row)
        row += [g for g in raised if .1 < y - g.y < .8 * SIZE]
        yield Line(page, y, tuple(sorted(row, key=lambda g: g.starts()[:2][-1])))


def aligned(rows: Iterable[Line], sample: Sample) -> list[Line]:
    """Rows with the paragraphs that they belong to."""
    lines: list[Line] = []
    left = iter(rows)
    for number, (text, _, measure) in enumerate(sample.runs()):
        rest = text
        while rest:
            line = next(left, Line(-1, 0., ()))
            words = line.text()
            if not words or not rest.startswith(words):
                raise ValueError(
                    f"page {line.page + 1}: {words!r} where {rest[:40]!r} was expected")
            lines.append(replace(line, paragraph=number, right=LEFT + measure * SIZE,
                                 first=rest == text, last=rest == words))
            rest = rest[len(words):]
    return lines


def counts(lines: Sequence[Line]) -> dict[str, str]:
    """What is measured of running text, by the keys of ``ROWS``."""
    number = dict.fromkeys(ROWS, 0)
    stretch, joints, widest = [0.], [], [0.]
    for line in lines:
        begin, end = line.glyphs[0], line.glyphs[-1]
        left = LEFT + (2 * SIZE if line.first else 0)
        starts = [abs(x - left) <= SLIP * SIZE for x in begin.starts()]
        ends = [line.last or abs(x - line.right) <= SLIP * SIZE for x in end.ends()]
        number["not-flush"] += not (any(starts) and any(ends))
        number["full-end"] += len(ends) > 1 and ends[0] and not line.last
        number["full-start"] += len(starts) > 1 and starts[0] and not line.first
        number["bad-start"] += begin.text in NEVER_FIRST and not line.first
        number["bad-end"] += end.text in NEVER_LAST
        number["single"] += line.last and not line.first and len(
            re.findall(r"\w", line.text())) < 2
        number["other"] += sum(ord(g.text) in SAME for g in line.glyphs)
        for one, two, gap in line.gaps():
            number["pairs"] += gap > -.25 and two in OPEN + CLOSE and (
                one in CLOSE or (one in OPEN and two in OPEN))
            if JOINT.fullmatch(one + two):
                joints.append(gap)
            number["squeezed"] += not line.last and gap < -.27 and not (
                one in OPEN + CLOSE and two in OPEN + CLOSE)
            if not line.last:
                widest.append(gap)
                stretch.append(gap if HAN.fullmatch(one + two) else 0)
    for before, after in pairwise(lines):
        number["split"] += before.paragraph == after.paragraph and bool(
            SPLIT.fullmatch(before.text()[-1] + after.text()[0]))
    top = lines[0].y
    number["lines"] = len(lines)
    number["off-grid"] = sum(
        abs((line.y - top + PITCH / 2) % PITCH - PITCH / 2) > SLIP * SIZE for line in lines)
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    number["pages"] = len(pages)
    number["short"] = sum(
        abs(p[-1].y - top - (LINES - 1) * PITCH) > SLIP * SIZE for p in pages[:-1])
    number["alone"] = sum(p[-1].first and not p[-1].last for p in pages[:-1]) + sum(
        p[0].last and not p[0].first for p in pages[1:])
    spread = (min(joints), median(joints), max(joints)) if joints else ()
    return {**{key: f"{value}" for key, value in number.items()},
            "widest": f"{max(widest):.2f}", "stretch": f"{max(stretch):.2f}",
            "joints": " / ".join(f"{round(v, 2) + 0.:.2f}" for v in spread)}


def passes(case: Mapping[str, Any], lines: Sequence[Line]) -> str:
    """``✓``: set as it must be; ``○``: the right lines, other positions; ``✗``."""
    if [line.text() for line in lines] != case["lines"]:
        return "✗"
    good = [abs(lines[-1].glyphs[0].x - LEFT - case.get("lead", 0) * SIZE) <= SLIP * SIZE]
    found = [(b.x - a.x) / SIZE for a, b in pairwise(lines[0].glyphs)]
    good += [abs(a - b) <= SLIP for a, b in zip(found, case["steps"], strict=False)]
    good += [abs(x.glyphs[-1].ends()[:2][-1] - x.right) <= SLIP * SIZE for x in lines[:-1]]
    if case["number"] == 8:
        before, _, after, last = (g.x for g in lines[1].glyphs)
        # Three gaps share the slack; the dot takes half an em of what lies around it.
        good.append(abs(after - before - 2 * (last - after) + SIZE / 2) <= SLIP * SIZE)
    if case["number"] == 9:
        for one, two, gap in lines[0].gaps():
            wanted = .25 if JOINT.fullmatch(one + two) else -.5 if one + two == "），" else 0
            good.append(abs(gap - wanted) <= SLIP or (one + two).isascii())  # may be kerned
    return "✓" if all(good) else "○"


def tables(made: Mapping[str, Mapping[str, bytes]], heads: Mapping[str, str],
           language: str) -> dict[str, str]:
    """Markdown tables: ``running``, ``dense``, ``cases``. ``made``: sample → engine → PDF."""
    lines = {name: {key: read(pdf, sample) for key, pdf in made[name].items()}
             for name, sample in samples().items()}
    first = "|  | " + " | ".join(heads.values()) + " |\n| --- |" + " --- |" * len(heads) + "\n"
    result = {}
    for name in ("running", "dense"):
        found = {key: counts(lines[name][key]) for key in heads}
        result[name] = first + "".join(
            f"| {row[language]} | " + " | ".join(found[e][key] for e in heads) + " |\n"
            for key, row in ROWS.items() if name == "running" or key not in OF_PAGES)
    marks: dict[str, dict[int, str]] = {key: {} for key in heads}
    for key, name in product(heads, ("cases", "strict")):
        for i, case in enumerate(chosen(name == "strict")):
            mark = passes(case, [line for line in lines[name][key] if line.paragraph == i])
            # Of a case with two texts the worse counts.
            before = marks[key].get(case["number"], "✓")
            marks[key][case["number"]] = max(mark, before, key="✓○✗".index)
    result["cases"] = first + "".join(
        f"| {case['number']} {case[language]} | "
        + " | ".join(marks[key][case["number"]] for key in heads) + " |\n"
        for case in CASES if language in case) + "| **✓** | " + " | ".join(
            f"**{[*marks[key].values()].count('✓')}**" for key in heads) + " |\n"
    return result


def picture(pdf: bytes) -> bytes:
    """PNG of the first page's text, with a rule at both edges of the measure."""
    from PIL import Image

    pymupdf: Any = import_module("pymupdf")
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        page, right = document[0], LEFT + MEASURE * SIZE
        for x in (LEFT, right):
            page.draw_line((x, TOP - 6), (x, TOP + LINES * PITCH + 6), color=(.5, .5, .5), width=.4)
        drawn = page.get_pixmap(dpi=150, clip=(LEFT - 14, TOP - 8, right + 14,
                                               TOP + LINES * PITCH + 8))
        image = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.samples)
    out = io.BytesIO()
    image.quantize(16, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def main(arguments: Sequence[str] | None = None) -> None:
    """Set, measure, print; with ``--docs`` put it into docs/ too."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--docs", action="store_true", help="write docs/composition*.md, pictures")
    options = parser.parse_args(arguments)
    heads = {e.key: f"{e.name} {e.version()}".strip() for e in ENGINES if e.version()}
    made = {name: {e.key: e.make(sample) for e in ENGINES if e.key in heads}
            for name, sample in samples().items()}
    for name, key in product(("running", "dense"), heads if options.docs else ()):
        (DOCS / f"images/composition/{name}-{key}.png").write_bytes(picture(made[name][key]))
    sys.stdout.write("\n".join(tables(made, heads, "en").values()))
    if options.docs and len(heads) == len(ENGINES):
        for file, language in (("composition.md", "en"), ("composition.zh.md", "zh")):
            text = (DOCS / file).read_text("utf-8")
            for name, table in tables(made, heads, language).items():
                text = re.sub(rf"(?<=<!-- {name} -->\n\n)(\|.*\n)*", table, text)
            (DOCS / file).write_text(text, "utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
