"""tests/cases/<code>/case.toml of what preflight finds on any PDF, and against what was set.

``document``: ``print`` or ``reading`` of three pages (preflight_sample), good ones. ``profile``:
what it is held to; without, it is held to what it showed before the ``[[faults]]``
(``case_faults``, and those of this module). ``[asked]``: what is told beside the profile;
``[job]``: what is ordered otherwise.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
import preflight_sample as sample
import pytest
from case_faults import ON_DOCUMENTS, ON_FILES, Change
from case_files import Case, assert_told, codes_of, having, load
from pikepdf import Array, Dictionary, Name
from PIL import Image

from press.dataclass import replace
from press.preflight import DocumentJob, PartPrint, check_document
from press.preflight.facts import Facts
from press.preflight.plaintext import expected_text
from press.preflight.printed import printed_pages
from press.preflight.profiles import Asked, check_file
from press.values import Problem

MANUSCRIPT = """# 黄崖洞

黄崖洞兵工厂创建于敌后[^1]，是最早的一座。

参见第3页，或看网页。

[^1]: 据档案整理，共411件。
"""
DOCUMENTS: Mapping[str, tuple[Callable[[], bytes], Callable[[], DocumentJob]]] = {
    "print": (sample.printed, sample.print_job), "reading": (sample.reading, sample.reading_job)}


def append(new: str, page: int = 2) -> Change:
    """Content in the space of the page, behind what is there."""
    return lambda document: sample.rewritten(
        document.pages[page - 1], lambda data: b"q\n" + data + b"\nQ\n" + new.encode())


def picture(width: int, height: int, place: str, page: int = 2, bits: int = 8) -> Change:
    """A grey picture of so many pixels; ``place``: the matrix before it."""
    def change(document: pikepdf.Pdf) -> None:
        grey = Image.linear_gradient("L").resize((width, height))
        data = grey.convert("1").tobytes() if bits == 1 else grey.tobytes()
        image = document.make_stream(
            data, Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height,
            ColorSpace=Name.DeviceGray, BitsPerComponent=bits)
        leaf = document.pages[page - 1]
        leaf.Resources = Dictionary(leaf.Resources)
        objects = Dictionary(leaf.Resources.get("/XObject", Dictionary()))
        objects[f"/Pic{width}"] = image
        leaf.Resources.XObject = objects
        sample.rewritten(leaf, lambda data: b"q\n" + data
                         + f"\nQ\nq {place} cm /Pic{width} Do Q\n".encode())
    return change


def drawn_font(page: int = 2) -> Change:
    """Text in a Type 3 font."""
    def change(document: pikepdf.Pdf) -> None:
        leaf = document.pages[page - 1]
        leaf.Resources = Dictionary(leaf.Resources)
        leaf.Resources.Font = Dictionary(leaf.Resources.Font)
        leaf.Resources.Font["/T3"] = document.make_indirect(Dictionary(
            Type=Name.Font, Subtype=Name.Type3, BaseFont=Name("/Drawn"),
            FontBBox=Array([0, 0, 1000, 1000]), FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            FirstChar=65, LastChar=65, Widths=Array([1000]),
            Encoding=Dictionary(Differences=Array([65, Name("/a")])), Resources=Dictionary(),
            CharProcs=Dictionary(a=document.make_stream(
                b"1000 0 0 0 1000 1000 d1 0 0 500 500 re f")),
            ToUnicode=document.make_stream(b"1 beginbfchar <41> <0041> endbfchar")))
        sample.rewritten(leaf, lambda data: b"q\n" + data
                         + b"\nQ\nBT /T3 10 Tf 0 0 0 1 k 100 100 Td (A) Tj ET\n")
    return change


def font_named(name: str) -> Change:
    """The first font of page 2 has another name."""
    def change(document: pikepdf.Pdf) -> None:
        font = next(iter(document.pages[1].Resources.Font.values()))
        font.BaseFont = Name(f"/{name}")
    return change


def text_as(character: str) -> Change:
    """The first code that ToUnicode names on page 2 stands for ``character``."""
    def change(document: pikepdf.Pdf) -> None:
        for font in document.pages[1].Resources.Font.values():
            data = font.ToUnicode.read_bytes()
            new = re.sub(rb"(<[0-9a-fA-F]{4}> <)9ec4(>)",
                         rb"\g<1>" + character.encode("utf-16-be").hex().encode() + rb"\2", data)
            if new != data:
                font.ToUnicode.write(new)
                return
        raise AssertionError("黄 is not on the page")
    return change


def emptied(page: int) -> Change:
    return lambda document: document.pages[page - 1].Contents.write(b"")


def broken_stream() -> Change:
    """A stream that no page needs, and that its filter cannot undo."""
    def change(document: pikepdf.Pdf) -> None:
        stream = document.make_stream(b"")
        stream.write(b"no deflate", filter=Name.FlateDecode)
        document.Root.Odd = stream
    return change


def trailer(key: str, value: str = "") -> Change:
    """A key of the trailer: removed, or set."""
    def change(document: pikepdf.Pdf) -> None:
        if value:
            document.trailer[f"/{key}"] = pikepdf.Object.parse(value.encode())
        else:
            del document.trailer[f"/{key}"]
    return change


OWN: Mapping[str, Callable[..., Change]] = {f.__name__: f for f in (
    append, picture, drawn_font, font_named, text_as, emptied, broken_stream, trailer)}


def without_id(pdf: bytes) -> bytes:
    return pdf.replace(b"/ID ", b"/IX ")


ON_BYTES = {**ON_FILES, "without_id": without_id}


def spoilt(pdf: bytes, faults: tuple[Mapping[str, Any], ...]) -> bytes:
    for fault in faults:
        parameters = {k: v for k, v in fault.items() if k != "fault"}
        name = fault["fault"]
        if name in ON_BYTES:
            pdf = ON_BYTES[name](pdf, **parameters)
        else:
            pdf = sample.changed(pdf, {**ON_DOCUMENTS, **OWN}[name](**parameters))
    return pdf


def problems_of(case: Case) -> tuple[Problem, ...]:
    made, ordered = DOCUMENTS[case["document"]]
    good = spoilt(made(), case.get("before", ()))
    pdf = spoilt(good, case.get("faults", ()))
    if "profile" in case:
        asked = Asked(**{k: tuple(v) if isinstance(v, list) else v
                         for k, v in case.get("asked", {}).items()})
        return check_file(pdf, case["profile"], "a.pdf", asked)
    shown = printed_pages(Facts(good), expected_text(MANUSCRIPT))
    names = {font.name.split("+")[-1] for font in Facts(good).fonts} if case.get("faces") else ()
    job = replace(ordered(), printed=(PartPrint(
        0, 3, "stories/01.md", shown, tuple((name, name) for name in sorted(names))),),
                  **{k: tuple(v) if isinstance(v, list) else v
                     for k, v in case.get("job", {}).items()})
    return check_document(pdf, job)


@pytest.mark.parametrize("code", having("case.toml", codes_of("checks")))
def test_each_fault_is_told(code: str) -> None:
    case = load(code)
    assert_told(code, problems_of(case), case["problems"])


@pytest.mark.parametrize("case", [
    {"document": "print"}, {"document": "reading"}, {"document": "reading", "profile": "screen"},
    {"document": "reading", "profile": "office"}])
def test_without_its_fault_each_document_is_good(case: Case) -> None:
    assert problems_of(case) == ()


def test_what_is_told_of_a_page_says_where_and_which_line() -> None:
    """Of words that changed: the place on the trimmed page, and the manuscript's line."""
    (found,) = (p for p in problems_of(load("preflight-words")) if p.code == "preflight-words")
    (spot,) = found.spots
    assert (spot.page, spot.path, spot.line) == (2, "stories/01.md", 3)
    assert spot.box is not None
    left, top, width, height = spot.box
    assert 15 < left < 25 and 20 < top < 60 and 20 < width < 120 and 2 < height < 6


def test_the_advice_for_a_file_of_another_program_is_not_to_build_again() -> None:
    from press.messages import hint
    found = check_file(sample.changed(sample.printed(), ON_DOCUMENTS["remove_from_page"](
        1, "TrimBox")), "print")
    (told,) = (p for p in found if p.code == "pdf-box-missing")
    assert "build" not in hint(told, "en") and hint(told, "zh") != ""


def test_bytes_are_what_pikepdf_reads() -> None:
    """The faults leave a PDF that opens: the checks are met, not the parser."""
    for code in having("case.toml", codes_of("checks")):
        case = load(code)
        pdf = spoilt(DOCUMENTS[case["document"]][0](),
                     (*case.get("before", ()), *case.get("faults", ())))
        with pikepdf.open(io.BytesIO(pdf)) as document:
            assert len(document.pages) >= 1
