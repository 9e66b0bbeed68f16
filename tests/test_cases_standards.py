"""tests/cases/<code>/ of colour, PDF/X and PDF/A: what is refused, and what preflight finds.

``document`` of a case.toml: ``x-4``, ``x-1a`` and ``archive`` are good files (standards_sample),
spoilt by ``[[faults]]`` of case_faults and case_colour; ``separate`` is a page that is to become
CMYK; ``settings`` a book.toml (``toml``) with ``[[files]]`` beside it. Books are built.
"""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import case_colour
import case_faults
import pikepdf
import pytest
import standards_sample as standards
from build_samples import TEMPLATES, workshop
from case_files import (
    CASES,
    Case,
    assert_told,
    codes_of,
    expected_of_book,
    having,
    load,
)

from press.assembly.separating import separate
from press.assembly.standards import PrintColour
from press.build.colours import book_colours
from press.build.run import build_book
from press.config import load_book_config, load_toml
from press.preflight import check_document
from press.values import Problem

CODES = codes_of("standards", "assembly")
CHANGES = {**case_faults.ON_DOCUMENTS, **{made.__name__: made for made in case_colour.FAULTS}}


def spoilt(pdf: bytes, case: Case, version: str = "1.6") -> bytes:
    """``pdf`` with the faults of a case, one after the other."""
    for fault in case.get("faults", ()):
        change = CHANGES[fault["fault"]](**{k: v for k, v in fault.items() if k != "fault"})
        pdf = standards.saved(pdf, change, version)
    return pdf


def problems_of(case: Case, folder: Path) -> tuple[Problem, ...]:
    kind = case["document"]
    if kind == "archive":
        return check_document(spoilt(standards.kept(), case, "1.7"), standards.kept_job())
    if kind == "settings":
        return told_of_settings(case, folder)
    if kind == "separate":
        return refused(spoilt(standards.printed("x-4"), case))
    return check_document(spoilt(standards.printed(kind), case,
                                 "1.4" if kind == "x-1a" else "1.6"), standards.print_job(kind))


def refused(pdf: bytes) -> tuple[Problem, ...]:
    """What cannot be made CMYK."""
    told: list[Problem] = []
    profile = (standards.PROFILES / "default_cmyk.icc").read_bytes()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        separate(document, [page.obj for page in document.pages], PrintColour(profile),
                 lambda content: content, told.append)
    return tuple(told)


def told_of_settings(case: Case, folder: Path) -> tuple[Problem, ...]:
    (folder / "book.toml").write_text(case["toml"], "utf-8")
    for file in case.get("files", ()):
        path = folder / file["name"]
        path.parent.mkdir(exist_ok=True)
        data = file["text"].encode() if "text" in file else \
            (standards.PROFILES / file["profile"]).read_bytes()
        if "kind" in file:
            data = data[:12] + file["kind"].encode() + data[16:]
        path.write_bytes(data)
    config, problems = load_book_config(folder)
    assert config is not None, problems
    positions = load_toml(folder / "book.toml")[1]
    return book_colours(folder, config, positions,
                        None if case.get("installed", True) else folder / "none")[1]


@pytest.mark.parametrize("code", having("case.toml", CODES))
def test_each_fault_is_told(code: str, tmp_path: Path) -> None:
    case = load(code)
    assert_told(code, problems_of(case, tmp_path), case["problems"])


@pytest.mark.parametrize("code", having("expected.json", CODES))
def test_each_book_is_told_what_is_wrong(code: str, tmp_path: Path) -> None:
    book = shutil.copytree(CASES / code, tmp_path / "book")
    result = build_book(book, tmp_path / "out", TEMPLATES, workshop(tmp_path / "cache"), {},
                        write=False)
    assert_told(code, result.problems, expected_of_book(code)["problems"])


@pytest.mark.parametrize("document", ["x-4", "x-1a", "archive", "separate", "settings"])
def test_without_its_fault_each_is_good(document: str, tmp_path: Path) -> None:
    assert problems_of({"document": document, "toml": 'title = "书"\n'}, tmp_path) == ()


@pytest.mark.parametrize(("fault", "code"), [
    (case_colour.inline_image(), "pdf-rgb"),
    (case_colour.type3_in_rgb(), "pdf-rgb"),
    (case_colour.soft_mask(), "pdf-rgb"),
    (case_colour.soft_mask(), "colour-group"),
    (case_faults.fill_with_shading(), "pdf-rgb"),
    (case_faults.draw_form("1 0 0 rg 0 0 9 9 re f"), "pdf-rgb"),
    (case_faults.fill_with_pattern("0 1 0 RG 0 0 m 9 9 l S"), "pdf-rgb"),
    (case_colour.photo_as("[/Indexed /DeviceRGB 0 <FF0000>]", 0, 1), "colour-image"),
    (case_colour.photo_as("/DeviceCMYK", 255, 4), "colour-ink"),
    (case_colour.photo_as("[/Indexed /DeviceCMYK 0 <FFFFFFFF>]", 0, 1), "colour-ink"),
    (case_colour.append_content("1 g 100 100 9 9 re f"), "colour-white"),
    (case_colour.append_content("0 0 0 0 K 100 100 m 200 200 l S"), "colour-white"),
])
def test_what_else_paints_is_looked_at(fault: case_colour.Change, code: str) -> None:
    spoiled = standards.saved(standards.printed("x-4"), fault, "1.6")
    assert code in {p.code for p in check_document(spoiled, standards.print_job("x-4"))}


def test_marks_outside_the_trim_need_not_overprint() -> None:
    line = case_colour.append_content("/Out gs 0.25 w 0 0 0 1 K -6 -6 m -2 -6 l S")
    state = case_colour.state("Out", "<< /OP false >>")
    made = standards.saved(standards.saved(standards.printed("x-4"), state, "1.6"), line, "1.6")
    assert check_document(made, standards.print_job("x-4")) == ()
