"""Parts for the tests of the rooms typeset and assembly, set and joined."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageChops

from press.assembly.join import Reference, join
from press.assembly.placing import Placing, place
from press.assembly.style import Style
from press.config import load_book_config
from press.dataclass import dataclass, replace
from press.layout import lay_out, load_layout
from press.manuscript import read_book
from press.typeset.compose.rules import HOUSE, Rules
from press.typeset.engine import typeset
from press.typeset.faces import Library, library_folder
from press.typeset.prepare import prepare
from press.values import Asset, Face, FaceKey, Numbering, OutlineEntry, Pages, Part, Side

ROOT = Path(__file__).parent.parent
MM = 72 / 25.4

FAULTS = ("line-loose", "line-overfull", "last-line-short", "page-short")

STYLE = """
@page { size: 100mm 140mm; margin: 15mm; bleed: 3mm;
        font: 9pt "Noto Serif CJK SC"; color: #000000 }
html { font: 10.5pt/18pt "Noto Serif CJK SC"; color: #000000 }
body, p { margin: 0 }
.footnote { float: footnote; display: block; font-size: 8pt; line-height: 12pt }
"""
FOLIO = "@page { @bottom-center { content: counter(page) } @top-left { content: '眉题' } }"

DRAWING = Asset(
    "images/plan.svg", "image/svg+xml",
    b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">'
    b'<rect width="200" height="100" fill="#a3171b"/></svg>', 200, 100)


@cache
def library() -> Library:
    """The prepared fonts of this machine."""
    made, problems = prepare(library_folder())
    assert not problems
    assert made is not None
    return made


@cache
def faces() -> Mapping[FaceKey, Face]:
    """The same by family, weight and slant."""
    return library().by_name


def part(key: str, body: str, *css: str, numbering: Numbering = "decimal",
         first_page: Side = "recto", outline: tuple[OutlineEntry, ...] = ()) -> Part:
    """A part of its own, A6 and a little."""
    html = f'<!DOCTYPE html><html lang="zh-Hans"><body class="part-x">{body}</body></html>'
    return Part(key, html, (STYLE, *css), (DRAWING,), first_page, numbering, outline, "")


def pages(one: Part, side: Side = "recto", rules: Rules | None = HOUSE) -> Pages:
    """``one``, typeset; nothing may be wrong with it but what no composer could mend."""
    made = typeset(one, side, library().fontconfig, rules=rules)
    assert not [p for p in made.problems if p.code not in FAULTS]
    return made


@dataclass(frozen=True)
class Joined:
    """A document and how it came about."""

    pdf: bytes
    parts: tuple[Part, ...]
    pages: tuple[Pages, ...]
    placing: Placing
    references: tuple[Reference, ...]

    def open(self) -> pikepdf.Pdf:
        """For looking inside."""
        return pikepdf.open(io.BytesIO(self.pdf))


def joined(*parts: Part, rules: Rules | None = HOUSE, **style: Any) -> Joined:
    """Typeset and join; page references get as many digits as they need (three rounds).

    Without ``rules`` lines are left to WeasyPrint.
    """
    done: dict[tuple[Part, Side], Pages] = {}
    sides: list[Side] = ["recto"] * len(parts)
    now = list(parts)
    for _ in range(4):
        typeset_parts = []
        for key in zip(now, sides, strict=True):
            if key not in done:
                done[key] = pages(*key, rules)
            typeset_parts.append(done[key])
        placing = place([(p, t.count) for p, t in zip(now, typeset_parts, strict=True)])
        labels = {a.name: placing.leaves[first + a.page].label
                  for t, first in zip(typeset_parts, placing.firsts, strict=True)
                  for a in reversed(t.anchors)}
        wanted = [_with_room(p, labels) for p in parts]
        turned = [placing.side(i) for i in range(len(parts))]
        if (wanted, turned) == (now, sides):
            break
        now, sides = wanted, turned
    else:
        raise AssertionError("page references do not settle")
    joined = join(now, typeset_parts, placing, Style(
        **{"title": "书名", "lang": "zh-Hans", **style}), faces())
    return Joined(joined.pdf, tuple(now), tuple(typeset_parts), placing, joined.references)


def _with_room(one: Part, labels: Mapping[str, str]) -> Part:
    def stand_in(match: re.Match[str]) -> str:
        label = labels.get(match[2], "00")
        return match[1] + ("0" * len(label) if label.isdigit() else label)

    return replace(one, html=re.sub(r'(data-late="page:([^"]+)">)[^<]*', stand_in, one.html))


@cache
def sample_parts() -> tuple[Part, ...]:
    """The sample book of the repository, laid out."""
    folder = ROOT / "sources" / "initial-heart"
    config, problems = load_book_config(folder)
    assert config is not None, problems
    book, problems = read_book(folder, config)
    assert book is not None, problems
    layout, problems = load_layout(config.layout, templates=ROOT / "templates",
                                   book_folder=folder)
    assert layout is not None, problems
    parts, problems = lay_out(book, layout, audience="reader")
    assert parts, problems
    return parts


@cache
def sample() -> Joined:
    """The reading document of the sample book."""
    return joined(*sample_parts())


@cache
def sample_without_rules() -> Joined:
    """The same with lines as WeasyPrint breaks them."""
    return joined(*sample_parts(), rules=None)


def pixels(pdf: bytes, box: Sequence[float] | None = None, dpi: int = 100
           ) -> Iterator[Image.Image]:
    """The pages as PDFium shows them, cut to ``box`` (pt; default: the page's own)."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            if box is not None:
                page.set_mediabox(*box)
                page.set_cropbox(*box)
            yield page.render(scale=dpi / 72).to_pil().convert("RGB")


def differing(one: bytes, other: bytes, box: Sequence[float] | None = None) -> list[int]:
    """Indexes of pages of which any pixel differs in the least."""
    return [number for number, (a, b) in enumerate(zip(
                pixels(one, box), pixels(other, box), strict=True))
            if a.size != b.size or ImageChops.difference(a, b).getbbox()]


def elements(node: Any, kind: str = "") -> Iterator[Any]:
    """Structure elements below ``node`` (of that kind), in the order of the tree."""
    for kid in _kids(node):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if kind in ("", str(kid.S)[1:]):
                yield kid
            yield from elements(kid, kind)


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array | list) else [kids]
