"""Booklets imposed by hand here, folded in simulation there; each slip has its code."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf
import preflight_sample as sample
import pytest
from pikepdf import Dictionary

from press.messages import message
from press.preflight import BookletJob, check_booklet

PT = 72 / 25.4
SHEET = (297.0, 210.0)


@dataclass
class Sheets:
    """A booklet as it is going to be drawn: one entry a place, in mm and whole pages."""

    order: list[tuple[int, int, str, int | None]]
    """(sheet, 0 front or 1 back, half, source page)"""
    shift: dict[int, float] = field(default_factory=dict)
    """Sheet → creep in mm, towards the fold."""
    matrix: dict[int, tuple[float, float, float, float, float, float]] = field(
        default_factory=dict)
    """Source page → what is applied after its placing."""
    clip_mm: float = 0.0
    """How much is cut off at the fold."""
    flip: str = "short"
    size: tuple[float, float] = SHEET


def saddle(count: int, binding: str = "left", **options: Any) -> Sheets:
    """Saddle stitch for ``count`` pages, blanks before the last: the order of print.md."""
    total = -(-count // 4) * 4
    pages: list[int | None] = [*range(count - 1), *[None] * (total - count), count - 1]
    order = []
    near, far = ("right", "left") if binding == "left" else ("left", "right")
    for i in range(total // 4):
        for side, half, page in ((0, far, total - 1 - 2 * i), (0, near, 2 * i),
                                 (1, far, 2 * i + 1), (1, near, total - 2 - 2 * i)):
            order.append((i, side, half, pages[page]))
    return Sheets(order, **options)


def impose(pdf: bytes, sheets: Sheets, edit: Callable[[pikepdf.Pdf], Any] | None = None
           ) -> bytes:
    """Draw the sheets: each page a form XObject, placed by its TrimBox and clipped at the fold."""
    with pikepdf.open(io.BytesIO(pdf)) as source, pikepdf.new() as out:
        if edit is not None:
            edit(source)
        width, height = (PT * side for side in sheets.size)
        forms = [out.copy_foreign(page.as_form_xobject()) for page in source.pages]
        trims = [[float(v) for v in page.TrimBox] for page in source.pages]
        for number in range(2 * (1 + max(sheet for sheet, *_ in sheets.order))):
            content, objects = "", Dictionary()
            for sheet, side, half, page in sheets.order:
                if (sheet, side) != divmod(number, 2) or page is None:
                    continue
                x0, y0, x1, y1 = trims[page]
                creep = PT * sheets.shift.get(sheet, 0.0)
                x = width / 2 - creep - x0 if half == "right" else width / 2 + creep - x1
                y = (height - (y1 - y0)) / 2 - y0
                edge = PT * sheets.clip_mm
                window = ((width / 2 + edge, width / 2) if half == "right"
                          else (0, width / 2 - edge))
                turn = f"-1 0 0 -1 {width:f} {height:f} cm " if (
                    side and sheets.flip == "long") else ""
                extra = " ".join(f"{v:f}" for v in sheets.matrix.get(page, (1, 0, 0, 1, 0, 0)))
                content += (f"q {turn}{window[0]:f} 0 {window[1]:f} {height:f} re W n "
                            f"{extra} cm 1 0 0 1 {x:f} {y:f} cm /P{page} Do Q\n")
                objects[f"/P{page}"] = forms[page]
            out.add_blank_page(page_size=(width, height))
            out.pages[-1].Resources = Dictionary(XObject=objects)
            out.pages[-1].Contents = out.make_stream(content.encode())
        buffer = io.BytesIO()
        out.save(buffer, deterministic_id=True)
        return buffer.getvalue()


def job(count: int, **options: Any) -> BookletJob:
    total = -(-count // 4) * 4
    order = (*range(count - 1), *[None] * (total - count), count - 1)
    return BookletJob(SHEET, (148, 210), order, **options)


def codes(pdf: bytes, count: int, **options: Any) -> set[str]:
    found = check_booklet(pdf, sample.pages(count), job(count, **options))
    for problem in found:
        assert message(problem, "zh") and message(problem, "en")
    return {problem.code for problem in found}


@pytest.mark.parametrize("count", [1, 4, 7, 8])
@pytest.mark.parametrize("binding", ["left", "right"])
@pytest.mark.parametrize("flip", ["short", "long"])
def test_good_booklets_pass(count: int, binding: str, flip: str) -> None:
    pdf = impose(sample.pages(count), saddle(count, binding, flip=flip))
    assert codes(pdf, count, binding=binding, flip=flip) == set()


def test_creep_within_the_job_passes() -> None:
    pdf = impose(sample.pages(8), saddle(8, shift={1: 0.1}))
    assert codes(pdf, 8, creep_mm=0.1) == set()
    assert codes(pdf, 8) == {"booklet-spine", "booklet-clipped"}


def test_reading_from_the_wrong_side_is_told() -> None:
    pdf = impose(sample.pages(8), saddle(8))
    assert codes(pdf, 8, binding="right") == {"booklet-order"}
    assert "booklet-turned" in codes(pdf, 8, flip="long")


def test_blank_pages_of_the_source_need_no_form() -> None:
    def blank(document: pikepdf.Pdf) -> None:
        del document.pages[2]["/Contents"]
    source = sample.changed(sample.pages(8), blank)
    sheets = saddle(8)
    sheets.order = [entry for entry in sheets.order if entry[3] != 2]
    assert check_booklet(impose(source, sheets), source, job(8)) == ()
    # A page that shows something must be there.
    assert {p.code for p in check_booklet(impose(source, sheets), sample.pages(8), job(8))
            } == {"booklet-order"}


def _with(change: Callable[[Sheets], Any]) -> bytes:
    sheets = saddle(8)
    change(sheets)
    return impose(sample.pages(8), sheets)


def _renamed(sheets: Sheets, pages: dict[int, int | None]) -> None:
    sheets.order = [(*entry[:3], pages.get(entry[3], entry[3]) if entry[3] is not None else None)
                    for entry in sheets.order]


def _moved(page: int, x: float, y: float = 0.0) -> Callable[[Sheets], Any]:
    return lambda sheets: sheets.matrix.update({page: (1, 0, 0, 1, PT * x, PT * y)})


def _sides_swapped(sheets: Sheets) -> None:
    sheets.order = [(sheet, 1 - side, half, page) for sheet, side, half, page in sheets.order]


def _halves_swapped(sheets: Sheets) -> None:
    sheets.order = [(sheet, side, {"left": "right", "right": "left"}[half], page)
                    for sheet, side, half, page in sheets.order]


CASES: dict[str, tuple[Callable[[Sheets], Any], set[str]]] = {
    "two pages exchanged": (lambda s: _renamed(s, {2: 5, 5: 2}), {"booklet-order"}),
    "page missing": (lambda s: _renamed(s, {3: None}), {"booklet-order"}),
    "page twice": (lambda s: _renamed(s, {3: 4}), {"booklet-order"}),
    "front and back exchanged": (_sides_swapped, {"booklet-order"}),
    "left and right exchanged": (_halves_swapped, {"booklet-order"}),
    "two on one": (lambda s: s.order.append((0, 0, "right", 3)), {"booklet-two-on-one",
                                                                  "booklet-order"}),
    "sheet missing": (lambda s: setattr(s, "order", s.order[:4]),
                      {"booklet-sides", "booklet-order"}),
    "not at the fold": (_moved(0, 1), {"booklet-spine", "booklet-register", "booklet-off-sheet",
                                        "booklet-clipped"}),
    "back out of register": (_moved(1, 0, 0.02), {"booklet-register", "booklet-off-sheet",
                                                     "booklet-clipped"}),
    "scaled": (lambda s: s.matrix.update({2: (.97, 0, 0, .97, 0, 0)}),
               {"booklet-turned", "booklet-trim-size", "booklet-spine", "booklet-register",
                "booklet-clipped"}),
    "head down": (lambda s: s.matrix.update({0: (-1, 0, 0, -1, PT * 445, PT * 210)}),
                  {"booklet-turned"}),
    "clipped at the fold": (lambda s: setattr(s, "clip_mm", 1), {"booklet-clipped"}),
    "another sheet": (lambda s: setattr(s, "size", (420.0, 297.0)), {"booklet-sheet-size"}),
}


@pytest.mark.parametrize("name", CASES)
def test_slips(name: str) -> None:
    change, expected = CASES[name]
    assert codes(_with(change), 8) == expected


def test_register_of_two_hundredths_is_allowed_to_no_one() -> None:
    assert codes(_with(_moved(1, 0, 0.005)), 8) == set()


def test_pages_of_another_document() -> None:
    def forge(document: pikepdf.Pdf) -> None:
        page = document.pages[1]
        page.Contents.write(b"0 0 10 10 re f")
    assert codes(impose(sample.pages(8), saddle(8), forge), 8) == {
        "booklet-page-unknown", "booklet-order"}


def test_page_known_by_its_words_where_the_stream_was_written_anew() -> None:
    def rewrite(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            page.Contents.write(b"q\n" + page.Contents.read_bytes() + b"\nQ")
    assert codes(impose(sample.pages(8), saddle(8), rewrite), 8) == set()


def test_fonts_lost_on_the_way() -> None:
    def drop(document: pikepdf.Pdf) -> None:
        for font in document.pages[0].Resources.Font.values():
            del font.DescendantFonts[0].FontDescriptor["/FontFile3"]
    assert codes(impose(sample.pages(4), saddle(4), drop), 4) == {"pdf-font-not-embedded"}


def test_blank_where_the_job_wants_one() -> None:
    sheets = saddle(7)
    sheets.order = [(*e[:3], 0 if e[3] is None else e[3]) for e in sheets.order]
    assert codes(impose(sample.pages(7), sheets), 7) == {"booklet-not-blank"}


def test_unreadable_booklet_or_source() -> None:
    good = impose(sample.pages(4), saddle(4))
    assert codes(b"", 4) == {"pdf-unreadable"}
    assert {p.code for p in check_booklet(good, b"", job(4))} == {"pdf-unreadable"}
    assert {p.code for p in check_booklet(good, sample.pages(4), replace(
        job(4), order=(0, 1, 2, 3, None, None, None, None)))
            } == {"booklet-sides", "booklet-order", "booklet-not-blank"}

