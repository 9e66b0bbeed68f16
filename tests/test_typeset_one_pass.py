"""What is typeset in parts and joined equals the same book set by WeasyPrint in one pass."""

from __future__ import annotations

import io
import json
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pytest
from one_pass import OnePass, one_pass
from pikepdf import Name
from typeset_samples import (
    Joined,
    differing,
    elements,
    faces,
    library,
    pixels,
    sample,
    sample_without_rules,
)

from press.assembly.join import join
from press.assembly.placing import Placing
from press.assembly.style import Style
from press.dataclass import dataclass, replace
from press.typeset import engine
from press.values import Part

PLAIN = Path(__file__).with_name("plain_weasyprint.py")
SHEET = "size: 148mm 210mm; bleed: 3mm"


@dataclass(frozen=True)
class Plain:
    """What WeasyPrint made of the book without the press."""

    pdf: bytes
    moved_notes: frozenset[int]
    """Pages that hold a mark or a note, but not both."""


@pytest.fixture(scope="module")
def book() -> OnePass:
    whole = sample()
    return one_pass(whole.parts, whole.placing, SHEET)


@pytest.fixture(scope="module")
def book_without_rules() -> OnePass:
    """Parts begin where they begin without the composer, too."""
    whole = sample_without_rules()
    return one_pass(whole.parts, whole.placing, SHEET)


@pytest.fixture(scope="module")
def plain_run(book_without_rules: OnePass, tmp_path_factory: pytest.TempPathFactory
              ) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """Started before the other pass, so that both run at once."""
    job = tmp_path_factory.mktemp("plain")
    (job / "assets").mkdir()
    for asset in {a.name: a for p in sample().parts for a in p.assets}.values():
        (job / "assets" / quote(asset.name, safe="")).write_bytes(asset.data)
    (job / "page.html").write_text(book_without_rules.html, "utf-8")
    (job / "styles.json").write_text(
        json.dumps([engine._STYLE, book_without_rules.css]), "utf-8")
    process = subprocess.Popen(
        [sys.executable, str(PLAIN), str(job)],
        env={**os.environ, "FONTCONFIG_FILE": str(library().fontconfig)})
    yield process, job
    process.kill()
    process.wait()


@pytest.fixture(scope="module")
def plain(plain_run: tuple[subprocess.Popen[bytes], Path], through_hooks: bytes) -> Plain:
    assert through_hooks
    process, job = plain_run
    assert process.wait(timeout=120) == 0
    facts = json.loads((job / "out.json").read_text("utf-8"))
    return Plain((job / "out.pdf").read_bytes(), frozenset(facts["moved_notes"]))


@pytest.fixture(scope="module")
def through_hooks(book: OnePass, plain_run: object) -> bytes:
    """The whole book as one part, through the press."""
    assert plain_run
    whole = sample()
    assets = {a.name: a for p in whole.parts for a in p.assets}
    one = Part("book", book.html, (book.css,), tuple(assets.values()), "recto", "decimal", (), "")
    pages = engine.typeset(one, "recto", library().fontconfig, whole=True)
    assert not pages.problems
    assert pages.count == len(whole.placing.leaves)
    # The folios of the joined book; the plain pass counts them by itself.
    leaves = tuple(replace(leaf, part=0, page=n) for n, leaf in enumerate(whole.placing.leaves))
    pdf = join([one], [pages], Placing(leaves, (0,), (0,)), Style("t", "zh-Hans"), faces())
    return pdf.pdf


def test_the_sample_has_what_could_differ() -> None:
    whole = sample()
    html = "".join(part.html for part in whole.parts)
    assert html.count('class="footnote"') >= 10
    assert len(whole.references) >= 15
    assert {"none", "lower-roman", "decimal"} == {part.numbering for part in whole.parts}
    assert any(leaf.part is None for leaf in whole.placing.leaves)
    assert any("@top-right" in css for part in whole.parts for css in part.styles)


def test_every_pixel_of_one_part_for_all(through_hooks: bytes) -> None:
    assert differing(sample().pdf, through_hooks) == []


def test_every_pixel_of_plain_weasyprint(plain: Plain) -> None:
    """Without any hook, lines left to WeasyPrint. Only pages may differ where it parts a note
    from its mark, to the end of that story (``weasy/notes.py`` keeps them together)."""
    whole = sample_without_rules()
    ends = {n: end for first, end in _spans(whole) for n in range(first, end)}
    excused = {page for moved in plain.moved_notes for page in range(moved, ends[moved])}
    found = set(differing(whole.pdf, _bare_cff(plain.pdf), (0, 0, *whole.pages[0].trim)))
    assert found <= excused
    assert len(excused) <= len(whole.placing.leaves) / 5


def test_the_comparison_sees_a_wrong_folio(plain: Plain) -> None:
    """One number too high on every page: all pages with a folio differ."""
    whole = sample_without_rules()
    leaves = tuple(replace(leaf, number=leaf.number + 1) for leaf in whole.placing.leaves)
    wrong = join(whole.parts, whole.pages, replace(whole.placing, leaves=leaves),
                 Style("t", "zh-Hans"), faces()).pdf
    numbered = [n for n, leaf in enumerate(leaves) if leaf.part is not None
                and whole.parts[leaf.part].key.startswith("story/")]
    assert set(numbered) <= set(differing(
        wrong, _bare_cff(plain.pdf), (0, 0, *whole.pages[0].trim)))


def test_the_pages_are_not_white() -> None:
    whole = sample()
    shown = [image.convert("L").getextrema()[0] < 200 for image in pixels(whole.pdf, dpi=30)]
    assert [n for n, leaf in enumerate(whole.placing.leaves)
            if (leaf.part is not None) != shown[n]
            and not whole.parts[leaf.part or 0].key.startswith("back")] == []


def test_every_note_stands_below_its_mark() -> None:
    """As many notes as the manuscript has, each on the page of its mark."""
    whole = sample()
    with whole.open() as pdf:
        marks, notes = ([item.Pg.objgen for item in elements(pdf.Root.StructTreeRoot, kind)]
                        for kind in ("Reference", "Note"))
    assert len(notes) == sum(part.html.count('class="footnote"') for part in whole.parts)
    assert marks == notes


def test_not_larger_than_one_pass(plain: Plain) -> None:
    ratio = len(sample().pdf) / len(plain.pdf)
    fonts = _font_bytes(sample().pdf) / _font_bytes(plain.pdf)
    sys.stdout.write(f"joined {len(sample().pdf)} bytes, one pass {len(plain.pdf)}: {ratio:.3f}; "
                     f"font programs {fonts:.3f}\n")
    assert ratio <= 1.0
    assert fonts <= 1.0


def _spans(whole: Joined) -> Iterator[tuple[int, int]]:
    for first, pages in zip(whole.placing.firsts, whole.pages, strict=True):
        yield first, first + pages.count


def _bare_cff(pdf: bytes) -> bytes:
    """CFF tables out of the OpenType files that WeasyPrint embeds, as the join has them.

    PDFium hints glyphs of OpenType files and not those of bare CFF (``CFX_GlyphCache``:
    ``FT_LOAD_NO_HINTING`` unless the face is SFNT), which changes the grey of edges.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == Name.OpenType:
                item.write(_table(item.read_bytes(), b"CFF "))
                item.Subtype = Name.CIDFontType0C
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def _table(font: bytes, name: bytes) -> bytes:
    for n in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * n)
        if tag == name:
            return font[offset:offset + length]
    raise AssertionError(f"no table {name!r}")


def _font_bytes(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        descriptors = [item for item in document.objects if isinstance(item, pikepdf.Dictionary)
                       and item.get("/Type") == Name.FontDescriptor]
        files = {stream.objgen: len(stream.read_raw_bytes()) for item in descriptors
                 for key in ("/FontFile2", "/FontFile3") if (stream := item.get(key)) is not None}
    return sum(files.values())
