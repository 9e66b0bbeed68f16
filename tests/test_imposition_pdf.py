"""Imposed PDFs, read back with another library: positions, boxes, bleed, what is refused."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from case_faults import encrypted
from case_pages import MM, TEXT, H, Hand, W, at, numbers, plain
from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from press.imposition import Creep, saddle
from press.imposition.impose import impose_saddle
from press.imposition.sheets import Imposition, Slot
from press.imposition.write import impose
from press.messages import hint, message
from press.values import Problem

# --- documents by hand ---------------------------------------------------------------------------


def odd() -> bytes:
    """Every page A5 to a reader, each made in another way."""
    u, v = TEXT
    hand = Hand()
    hand.page(hand.text(u, v), at(0, 0))
    hand.page(hand.text(50 + u, 60 + v), at(0, 0, 600, 800), TrimBox=at(50, 60))
    hand.page(hand.text(-100 + u, -200 + v), at(-100, -200))
    hand.page(hand.text(30 + u, 40 + v), at(-10, -10, 700, 800), CropBox=at(30, 40))
    # Turned: what a reader sees lower left is stored lower right, upper right, upper left.
    hand.page(hand.text(7 + H - v, 5 + u, "0 1 -1 0"), at(7, 5, H, W), Rotate=NumberObject(90))
    hand.page(hand.text(W - u, H - v, "-1 0 0 -1"), at(0, 0), Rotate=NumberObject(-180))
    hand.page(hand.text(20 + v, 30 + W - u, "0 -1 1 0"), at(-5, -5, 800, 600),
              TrimBox=at(20, 30, H, W), Rotate=NumberObject(270))
    hand.page(hand.text(u / 2, v / 2, size=10), at(0, 0, W / 2, H / 2), UserUnit=FloatObject(2))
    hand.page(hand.text(u, v), [W, H, 0, 0])
    # A TrimBox outside the page counts for nothing.
    hand.page(hand.text(u, v), at(0, 0), TrimBox=[2000, 2000, 2100, 2100])
    # Box, turn and fonts from the node above; two content streams, cut inside a text object.
    hand.page(None, None)
    first, second = StreamObject(), StreamObject()
    first.set_data(f"q BT /F 20 Tf 1 0 0 1 {W - u:.5f} {H - v:.5f} Tm -1 0 0 -1".encode())
    second.set_data(f"{W - u:.5f} {H - v:.5f} Tm (page011) Tj ET".encode())
    last = hand.writer.pages[-1]
    last[NameObject("/Contents")] = ArrayObject(
        [hand.writer._add_object(part) for part in (first, second)])
    tree = last["/Parent"].get_object()
    tree[NameObject("/MediaBox")] = numbers(at(0, 0))
    tree[NameObject("/Resources")] = last.pop("/Resources")
    for page in hand.writer.pages:
        page.setdefault(NameObject("/Rotate"), NumberObject(0))
    del last["/Rotate"]
    tree[NameObject("/Rotate")] = NumberObject(180)
    return hand.bytes()


# --- reading back --------------------------------------------------------------------------------


def found(sheet: pymupdf.Page) -> dict[int, tuple[float, float, tuple[float, float]]]:
    """Page → where its text starts on the side (mm, from the lower left), and its direction."""
    result = {}
    for block in sheet.get_text("dict")["blocks"]:
        for line in block["lines"]:
            for span in line["spans"]:
                x, y = span["origin"]
                direction = round(line["dir"][0]), -round(line["dir"][1])
                result[int(span["text"][4:7])] = (x / MM, (sheet.rect.height - y) / MM, direction)
    return result


def expected(slot: Slot) -> tuple[float, float, tuple[float, float]]:
    """The same from the geometry: 20 mm and 30 mm into the page."""
    if slot.rotation == 180:
        return slot.trim.right - 20, slot.trim.top - 30, (-1, 0)
    return slot.trim.left + 20, slot.trim.bottom + 30, (1, 0)


def compare(pdf: bytes, imposition: Imposition) -> None:
    document = pymupdf.open(stream=pdf)
    sides = [side for sheet in imposition.sheets for side in (sheet.front, sheet.back)]
    assert len(document) == len(sides)
    for sheet, side in zip(document, sides, strict=True):
        here = found(sheet)
        assert set(here) == {slot.page for slot in side.slots if slot.page}
        for slot in side.slots:
            if slot.page:
                x, y, direction = here[slot.page]
                want = expected(slot)
                assert (x, y) == pytest.approx(want[:2], abs=0.01), slot.page
                assert direction == want[2]


def fold(pdf: bytes, binding: str, flip: str) -> list[int]:
    """Fold the PDF itself: pages in reading order, from where their texts stand (0: none)."""
    document = pymupdf.open(stream=pdf)
    outer, inner = [], []
    for front, back in zip(document[0::2], document[1::2], strict=True):
        middle = front.rect.width / MM / 2
        # Upright text begins 20 mm right of its page's left edge; head down, left of its right.
        fronts = {x - 20 * d[0] < middle - 1 if d[0] > 0 else x + 20 < middle + 1: n
                  for n, (x, _, d) in found(front).items()}
        backs = {x - 20 * d[0] < middle - 1 if d[0] > 0 else x + 20 < middle + 1: n
                 for n, (x, _, d) in found(back).items()}
        behind = {side: backs.get(side if flip == "long" else not side, 0)
                  for side in (True, False)}
        top = binding == "right"  # left half on top when the spine is on the right
        outer += [fronts.get(top, 0), behind[top]]
        inner[:0] = [behind[not top], fronts.get(not top, 0)]
    return outer + inner


def said(problems: Sequence[Problem]) -> list[str]:
    """The codes; every sentence must be complete in both languages."""
    for one in problems:
        for lang in ("zh", "en"):
            assert "{" not in message(one, lang) + hint(one, lang)
    return [one.code for one in problems]


# --- placing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("flip", ["short", "long"])
@pytest.mark.parametrize("binding", ["left", "right"])
@pytest.mark.parametrize("creep", [None, Creep(0.1, 1.2)])
def test_odd_pages_land_where_the_geometry_says(flip: str, binding: str,
                                                creep: Creep | None) -> None:
    pdf, imposition, problems = impose_saddle(
        odd(), binding=binding, flip=flip, creep=creep)  # type: ignore[arg-type]
    assert imposition is not None
    assert said(problems) == ["imposition-blanks"]
    compare(pdf, imposition)
    assert fold(pdf, binding, flip) == [*range(1, 11), 0, 11]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        forms = [o for o in document.objects
                 if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Form"]
        assert len(forms) == 11
        assert all(form.Resources.Font.F.BaseFont == "/Helvetica" for form in forms)


def test_the_sheet_is_a4_across_with_the_folded_sheet_as_trim() -> None:
    pdf, _, _ = impose_saddle(plain(4))
    for page in PdfReader(io.BytesIO(pdf), strict=True).pages:
        assert [float(v) for v in page.mediabox] == pytest.approx([0, 0, 297 * MM, H], abs=1e-4)
        assert [float(v) for v in page.trimbox] == pytest.approx(
            [0.5 * MM, 0, 296.5 * MM, H], abs=1e-4)
        assert page.rotation == 0
        assert "/CropBox" not in page


def test_office_a4_that_is_a_hair_too_wide_fits_on_a3() -> None:
    hand = Hand()
    for _ in range(4):
        hand.page(hand.text(0, 0), [0, 0, 595.32, 841.92])
    pdf, imposition, problems = impose_saddle(hand.bytes(), sheet="a3")
    assert imposition is not None
    assert problems == ()
    assert imposition.trim == (210, 297)
    text = found(pymupdf.open(stream=pdf)[0])
    assert text[1][0] == pytest.approx(210 - 0.01, abs=0.005)


def test_pages_of_a_document_can_be_chosen() -> None:
    pdf, imposition, _ = impose_saddle(plain(12), pages=range(5, 9))
    assert imposition is not None
    assert fold(pdf, "left", "short") == [5, 6, 7, 8]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        streams = [o.read_bytes() for o in document.objects if isinstance(o, pikepdf.Stream)]
        assert any(b"page005" in stream for stream in streams)
        assert not any(b"page004" in stream for stream in streams), "left pages leave nothing"
        assert "/Info" not in document.trailer, "no title, so nothing to say"


# --- bleed ---------------------------------------------------------------------------------------

PAGE = (100, 150)
SHEET = (297, 210)


def coloured(bleeds: Sequence[bool]) -> bytes:
    """Pages of 100×150 mm, painted all over a MediaBox that is 10 mm larger on every side."""
    hand = Hand()
    for number, bleeding in enumerate(bleeds, start=1):
        colour = "1 0 0" if number % 2 else "0 0 1"
        boxes: dict[str, object] = {"TrimBox": at(0, 0, 100 * MM, 150 * MM)}
        if bleeding:
            boxes["BleedBox"] = at(-5 * MM, -5 * MM, 110 * MM, 160 * MM)
        media = at(-10 * MM, -10 * MM, 120 * MM, 170 * MM)
        hand.page(f"{colour} rg -100 -100 1000 1000 re f", media, **boxes)
    return hand.bytes()


def colours(pdf: bytes, side: int) -> dict[tuple[float, float], tuple[int, ...]]:
    """Colours around the left page's outer edge, the spine, and the right page's outer edge."""
    page = pymupdf.open(stream=pdf)[side]
    dots = 10 * 25.4  # ten to the millimetre
    picture = page.get_pixmap(dpi=round(dots))
    spots = [(x, 105.0) for x in (45.0, 46.0, 48.0, 49.0, 148.0, 149.0, 248.0, 249.0, 251.0, 252.0)]
    spots += [(100.0, y) for y in (26.0, 28.0, 182.0, 184.0)]
    return {(x, y): picture.pixel(int(x * 10), int((210 - y) * 10)) for x, y in spots}


RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def test_bleed_stays_outside_and_ends_at_the_spine() -> None:
    """Trims 48.5 to 148.5 to 248.5 across, 30 to 180 up; 3 mm of 5 mm bleed are wanted."""
    pdf, imposition, _ = impose_saddle(coloured([True] * 4))
    assert imposition is not None
    seen = colours(pdf, 0)  # page 4 (blue) left, page 1 (red) right
    assert [seen[x, 105.0] for x in (45.0, 46.0, 48.0, 49.0, 148.0)] == [WHITE, *[BLUE] * 4]
    assert [seen[x, 105.0] for x in (149.0, 248.0, 249.0, 251.0, 252.0)] == [*[RED] * 4, WHITE]
    assert [seen[100.0, y] for y in (26.0, 28.0, 182.0, 184.0)] == [WHITE, BLUE, BLUE, WHITE]
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    assert [float(v) / MM for v in page.bleedbox] == pytest.approx([45.5, 27, 251.5, 183], abs=1e-3)
    assert [float(v) / MM for v in page.trimbox] == pytest.approx([48.5, 30, 248.5, 180], abs=1e-3)


def test_no_bleed_is_taken_from_a_page_that_claims_none() -> None:
    pdf, _, _ = impose_saddle(coloured([False, True, True, True]))
    seen = colours(pdf, 0)
    assert seen[248.0, 105.0] == RED
    assert seen[249.0, 105.0] == WHITE, "page 1 has no BleedBox"
    assert seen[46.0, 105.0] == BLUE, "page 4 has one"


def test_creep_is_clipped_at_the_spine_only() -> None:
    """16 pages, 1 mm of paper: the innermost pages move by 3 mm, their bleed with them."""
    pdf, imposition, _ = impose_saddle(coloured([True] * 16), creep=Creep(1.0))
    assert imposition is not None
    seen = colours(pdf, 6)  # pages 10 and 7
    assert seen[148.0, 105.0] == BLUE
    assert seen[149.0, 105.0] == RED
    assert seen[49.0, 105.0] == BLUE, "bleed now reaches to 48.5"
    assert seen[48.0, 105.0] == WHITE
    sizes = {tuple(p.mediabox[2:]) for p in PdfReader(io.BytesIO(pdf)).pages}
    assert len(sizes) == 1


def test_marks_are_drawn_in_black_alone() -> None:
    pdf, _, _ = impose_saddle(coloured([True] * 4))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        content = document.pages[0].Contents.read_bytes().decode()
    assert "0 0 0 1 K 0.25 w" in content
    assert content.count(" S") == 10
    bare, _, _ = impose_saddle(coloured([True] * 4), marks=False)
    with pikepdf.open(io.BytesIO(bare)) as document:
        assert b" S" not in document.pages[0].Contents.read_bytes()


# --- what is kept and what is left ---------------------------------------------------------------


def rich() -> bytes:
    """Eight pages with one shared picture, tags, links, a stamp, an outline, and dates."""
    hand = Hand()
    picture = StreamObject()
    picture.set_data(bytes(range(256)) * 300)
    picture.update({NameObject("/Type"): NameObject("/XObject"),
                    NameObject("/Subtype"): NameObject("/Image"),
                    NameObject("/Width"): NumberObject(160),
                    NameObject("/Height"): NumberObject(160),
                    NameObject("/ColorSpace"): NameObject("/DeviceRGB"),
                    NameObject("/BitsPerComponent"): NumberObject(8),
                    NameObject("/StructParent"): NumberObject(77)})
    shared = hand.writer._add_object(picture)
    for number in range(8):
        hand.page(f"q 50 0 0 50 80 200 cm /I Do Q {hand.text(*TEXT)}", at(0, 0),
                  StructParents=NumberObject(number))
        page = hand.writer.pages[-1]
        page["/Resources"][NameObject("/XObject")] = DictionaryObject({NameObject("/I"): shared})
        kind = "/Stamp" if number == 2 else "/Link"
        note = DictionaryObject({NameObject("/Type"): NameObject("/Annot"),
                                 NameObject("/Subtype"): NameObject(kind),
                                 NameObject("/Rect"): numbers([0, 0, 50, 50]),
                                 NameObject("/AP"): DictionaryObject()})
        page[NameObject("/Annots")] = ArrayObject([hand.writer._add_object(note)])
    hand.writer.add_outline_item(title="first", page_number=0)
    hand.writer.add_metadata({"/Title": "初心", "/CreationDate": "D:20210701"})
    hand.writer._root_object[NameObject("/StructTreeRoot")] = DictionaryObject()
    return hand.bytes()


def test_shared_things_stay_shared_and_page_things_are_left_behind() -> None:
    source = rich()
    pdf, _, problems = impose_saddle(source, name="a.pdf")
    assert said(problems) == ["imposition-annotations"]
    assert problems[0].path == "a.pdf"
    assert problems[0].page == 3
    assert len(pdf) < 1.1 * len(source)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert not document.check_pdf_syntax()
        keys = [key for o in document.objects
                if isinstance(o, (pikepdf.Dictionary, pikepdf.Stream)) for key in dict(o)]
        assert keys.count("/StructParent") == keys.count("/StructParents") == 0
        assert "/Annots" not in keys
        kinds = [str(o.get("/Subtype")) for o in document.objects
                 if isinstance(o, (pikepdf.Dictionary, pikepdf.Stream))]
        assert (kinds.count("/Image"), kinds.count("/Type1"), kinds.count("/Form")) == (1, 1, 8)
        assert set(document.Root.keys()) == {"/Type", "/Pages", "/ViewerPreferences"}
        assert document.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
        assert dict(document.docinfo) == {"/Title": "初心"}


def test_one_stream_under_two_pages_is_shown_on_both() -> None:
    """Pages of different size over the same content stream need a form each."""
    hand = Hand()
    for _ in range(4):
        hand.page(hand.text(*TEXT), at(0, 0))
    pages = hand.writer.pages
    pages[2][NameObject("/Contents")] = pages[1].raw_get("/Contents")
    pages[2][NameObject("/MediaBox")] = numbers(at(0, 0, W - 30 * MM))
    pdf, _, problems = impose_saddle(hand.bytes())
    assert said(problems) == ["imposition-page-small"]
    back = found_all(pymupdf.open(stream=pdf)[1])
    assert [text for text, _ in back] == ["page002", "page002"]
    assert [x for _, x in back] == pytest.approx([20.5, 168.5 + 15], abs=0.01)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        forms = document.pages[1].Resources.XObject
        assert [round(float(forms[name].BBox[2]) / MM) for name in ("/S0", "/S1")] == [148, 118]


def found_all(sheet: pymupdf.Page) -> list[tuple[str, float]]:
    return [(span["text"], span["origin"][0] / MM) for block in sheet.get_text("dict")["blocks"]
            for line in block["lines"] for span in line["spans"]]


def test_the_same_bytes_in_any_process() -> None:
    source = rich()
    script = ("import sys, hashlib; from press.imposition.impose import impose_saddle as f; "
              "print(hashlib.sha256(f(sys.stdin.buffer.read())[0]).hexdigest())")
    root = str(Path(__file__).resolve().parent.parent)
    sums = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai")):
        sums.add(subprocess.run([sys.executable, "-c", script], input=source, capture_output=True,
                                check=True, cwd=root, env={**os.environ, "PYTHONHASHSEED": seed,
                                                           "TZ": zone}).stdout)
        time.sleep(1 - time.time() % 1)  # an id made from the clock would change with the second
    assert len(sums) == 1


# --- what is refused -----------------------------------------------------------------------------


def refused(pdf: bytes, **options: object) -> list[str]:
    made, imposition, problems = impose_saddle(pdf, **options)  # type: ignore[arg-type]
    assert (made, imposition) == (b"", None)
    return said(problems)


@pytest.mark.parametrize("user", ["", "secret"])
def test_encrypted_documents_are_refused(user: str) -> None:
    locked = encrypted(plain(4), "owner", user)
    assert refused(locked) == ["imposition-encrypted"]
    with pytest.raises(ValueError, match="imposition-encrypted"):
        impose(locked, saddle(4, trim=(148, 210), sheet=(297, 210)))


def test_what_is_no_document_is_refused() -> None:
    assert refused(b"") == ["imposition-unreadable"]
    assert refused(b"# Markdown\n") == ["imposition-unreadable"]
    with pikepdf.new() as empty:
        out = io.BytesIO()
        empty.save(out)
    assert refused(out.getvalue()) == ["imposition-empty"]
    hand = Hand()
    hand.page("", at(0, 0))
    hand.page("", [0, 0, 0, 100])
    assert refused(hand.bytes()) == ["imposition-no-box"]
    tiny = Hand()
    tiny.page("", [0, 0, 0.001, 0.001])
    assert refused(tiny.bytes()) == ["imposition-no-box"]


def test_a_damaged_document_is_used_with_a_warning() -> None:
    source = plain(4)
    pdf, _, problems = impose_saddle(source.replace(b"startxref", b"startxxxx"))
    assert said(problems) == ["imposition-repaired"]
    assert fold(pdf, "left", "short") == [1, 2, 3, 4]


def test_wrong_wishes_are_answered() -> None:
    source = plain(8)
    assert refused(source, sheet="B5") == ["imposition-sheet-unknown"]
    assert refused(source, sheet="A5") == ["imposition-sheet-small"]
    assert refused(source, pages=[7, 8, 9]) == ["imposition-page-range"]
    assert refused(source, pages=[]) == ["imposition-page-range"]
    assert refused(source, creep=Creep(5, anchor="innermost")) == ["imposition-creep"]


def test_a_larger_page_is_not_cut_unless_one_asks() -> None:
    hand = Hand()
    for width in (W, W, W, 2 * W):
        hand.page(hand.text(*TEXT), at(0, 0, width))
    assert refused(hand.bytes()) == ["imposition-page-large"]
    _, imposition, problems = impose_saddle(hand.bytes(), trim=(148, 210))
    assert imposition is not None
    assert said(problems) == ["imposition-page-cut"]


def test_a_pdf_of_the_engine_comes_through() -> None:
    """Bleed with a negative origin, as WeasyPrint writes it; text equal in another extractor."""
    from weasyprint import HTML

    html = ("<style>@page { size: 148mm 210mm; bleed: 3mm; margin: 20mm } p { break-after: page }"
            "body { background: #fee; font-family: 'Noto Serif CJK SC' }</style>"
            + "".join(f"<p>page{n:03d} 第{n}页：初心不改。</p>" for n in range(1, 7)))
    source = HTML(string=html).write_pdf(pdf_tags=True)
    pdf, imposition, problems = impose_saddle(source, creep=Creep(0.1))
    assert imposition is not None
    assert said(problems) == ["imposition-blanks"]
    assert fold_text(pdf) == [page.extract_text().strip()
                              for page in PdfReader(io.BytesIO(source)).pages]
    assert len(pdf) < 1.1 * len(source)


def fold_text(pdf: bytes) -> list[str]:
    """The text of the forms, in the order of their pages."""
    reader = PdfReader(io.BytesIO(pdf), strict=True)
    lines = [line.strip() for page in reader.pages for line in page.extract_text().splitlines()]
    return sorted(line for line in lines if line)
