"""Booklets imposed by hand, without the code of the house, and the slips that one can make.

A slip changes the plan of the sheets before they are drawn. Pages, sheets and sides are counted
from 1 in cases.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pikepdf
from pikepdf import Dictionary

from press.dataclass import dataclass, field
from press.preflight import BookletJob

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


# --- slips, by name


Slip = Callable[[Sheets], Any]


def rename_pages(pages: Mapping[str, int]) -> Slip:
    """Other pages stand in the places of some: ``{"3": 6}``; 0 for nothing."""
    new = {int(old) - 1: number - 1 if number else None for old, number in pages.items()}
    return lambda sheets: setattr(sheets, "order", [
        (*entry[:3], new.get(entry[3], entry[3])) if entry[3] is not None else entry
        for entry in sheets.order])


def fill_blanks(page: int) -> Slip:
    """A page stands where nothing should."""
    return lambda sheets: setattr(sheets, "order", [
        (*entry[:3], page - 1 if entry[3] is None else entry[3]) for entry in sheets.order])


def move_page(page: int, right_mm: float, up_mm: float = 0.0) -> Slip:
    return lambda sheets: sheets.matrix.update(
        {page - 1: (1, 0, 0, 1, PT * right_mm, PT * up_mm)})


def scale_page(page: int, by: float) -> Slip:
    """From the lower left corner of the sheet."""
    return lambda sheets: sheets.matrix.update({page - 1: (by, 0, 0, by, 0, 0)})


def turn_page_over(page: int) -> Slip:
    """Head down, in the same place."""
    return lambda sheets: sheets.matrix.update({page - 1: (-1, 0, 0, -1, PT * 445, PT * 210)})


def swap_sides() -> Slip:
    return lambda sheets: setattr(sheets, "order", [
        (sheet, 1 - side, half, page) for sheet, side, half, page in sheets.order])


def swap_halves() -> Slip:
    return lambda sheets: setattr(sheets, "order", [
        (sheet, side, {"left": "right", "right": "left"}[half], page)
        for sheet, side, half, page in sheets.order])


def place_also(page: int, sheet: int, side: int, half: str) -> Slip:
    """A page once more, over what stands there."""
    return lambda sheets: sheets.order.append((sheet - 1, side - 1, half, page - 1))


def drop_sheets(after: int) -> Slip:
    return lambda sheets: setattr(sheets, "order", [
        entry for entry in sheets.order if entry[0] < after])


def clip_at_fold(mm: float) -> Slip:
    return lambda sheets: setattr(sheets, "clip_mm", mm)


def sheet_size(width_mm: float, height_mm: float) -> Slip:
    return lambda sheets: setattr(sheets, "size", (width_mm, height_mm))


SLIPS: Mapping[str, Callable[..., Slip]] = {made.__name__: made for made in (
    rename_pages, fill_blanks, move_page, scale_page, turn_page_over, swap_sides, swap_halves,
    place_also, drop_sheets, clip_at_fold, sheet_size)}


def with_slips(sheets: Sheets, slips: Iterable[Mapping[str, Any]]) -> Sheets:
    """The same sheets, after the slips of a case."""
    for slip in slips:
        SLIPS[slip["slip"]](**{k: v for k, v in slip.items() if k != "slip"})(sheets)
    return sheets
