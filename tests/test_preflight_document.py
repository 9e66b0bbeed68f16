"""A good document passes; each way of spoiling it gives its own code."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import preflight_sample as sample
import pytest
from fontTools.cffLib import CFFFontSet
from pikepdf import Array, Dictionary, Name, String

from press.messages import message
from press.preflight import DocumentJob, PageReference, check_document

Change = Callable[[pikepdf.Pdf], Any]


def codes(pdf: bytes, job: DocumentJob) -> set[str]:
    return {problem.code for problem in check_document(pdf, job)}


def fonts(document: pikepdf.Pdf) -> list[Any]:
    return [font for page in document.pages[:1] for font in page.Resources.Font.values()]


def _text(new: bytes, page: int = 1) -> Change:
    """Show other codes instead of the first string of a page."""
    def change(document: pikepdf.Pdf) -> None:
        def edit(content: bytes) -> bytes:
            begin = content.index(b"[<", content.index(b"MCID")) + 2
            return content[:begin] + new + content[content.index(b">", begin):]
        sample.rewritten(document.pages[page], edit)
    return change


def _content(old: bytes, new: bytes, page: int = 1) -> Change:
    return lambda document: sample.rewritten(
        document.pages[page], lambda content: content.replace(old, new, 1))


def _swap(document: pikepdf.Pdf) -> None:
    pages = document.Root.Pages.Kids
    pages[1], pages[2] = pages[2], pages[1]


def _box(name: str, box: tuple[float, ...], page: int = 0) -> Change:
    return lambda document: document.pages[page].__setattr__(name, Array(box))


def _drop(path: str) -> Change:
    """Delete a key of the catalog, or of a dictionary under it."""
    def change(document: pikepdf.Pdf) -> None:
        holder: Any = document.Root
        *steps, key = path.split("/")
        for step in steps:
            holder = holder[f"/{step}"]
        del holder[f"/{key}"]
    return change


def _element(kind: str, key: str, value: Any = None, which: int = 0) -> Change:
    """Set or delete a key of a structure element."""
    def change(document: pikepdf.Pdf) -> None:
        element = sample.elements(document, kind)[which]
        if value is None:
            del element[key]
        else:
            element[key] = value
    return change


def _link(page: int, which: int, key: str, value: Any = None) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        link = document.pages[page].Annots[which]
        if value is None:
            del link[key]
        else:
            link[key] = value
    return change


def _xmp(old: bytes, new: bytes) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        data = document.Root.Metadata.read_bytes()
        assert old in data
        document.Root.Metadata.write(data.replace(old, new))
    return change


def _fonts(edit: Callable[[Any], Any]) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        for font in fonts(document):
            edit(font)
    return change


def _program(font: Any, edit: Callable[[bytes], bytes]) -> None:
    """Change the CFF table of a font program (OpenType, as WeasyPrint embeds it) in place."""
    stream = font.DescendantFonts[0].FontDescriptor.FontFile3
    data = stream.read_bytes()
    tables = [struct.unpack_from(">4sIII", data, 12 + 16 * i)
              for i in range(int.from_bytes(data[4:6], "big"))]
    begin, length = next((start, size) for tag, _, start, size in tables if tag == b"CFF ")
    cff = edit(data[begin:begin + length])
    assert len(cff) == length
    stream.write(data[:begin] + cff + data[begin + length:])


def _charstrings(cff: bytes) -> tuple[int, int, int]:
    """Where the INDEX of charstrings begins, how many there are, and bytes an offset."""
    top = TopDict(cff)
    return top.charstrings, *struct.unpack_from(">HB", cff, top.charstrings)


class TopDict:
    """The one number that the tests need of a CFF font."""

    def __init__(self, cff: bytes) -> None:
        font = CFFFontSet()
        font.decompile(io.BytesIO(cff), None)
        self.charstrings = font[0].rawDict["CharStrings"]


def _empty_glyphs(cff: bytes) -> bytes:
    """A subset that dropped every glyph: each charstring becomes a lone endchar."""
    begin, count, size = _charstrings(cff)
    offsets = begin + 3
    data = offsets + size * (count + 1)
    short = b"".join(k.to_bytes(size, "big") for k in range(1, count + 2))
    return cff[:offsets] + short + b"\x0e" * count + cff[data + count:]


def _cut_glyphs(cff: bytes) -> bytes:
    """A program with ten glyphs, fewer than the text shows."""
    begin, _, _ = _charstrings(cff)
    return cff[:begin] + struct.pack(">H", 10) + cff[begin + 2:]


def _attach(document: pikepdf.Pdf) -> None:
    document.attachments["a.txt"] = b"x"


def _duplicate_destination_page(document: pikepdf.Pdf) -> None:
    names = document.Root.Names.Dests.Names
    at = [str(n) for n in names[::2]].index("s-2")
    names[2 * at + 1][0] = document.pages[0].obj


def _outline_title(document: pikepdf.Pdf) -> None:
    document.Root.Outlines.First.Title = String("黄崖")


def _outline_target(document: pikepdf.Pdf) -> None:
    document.Root.Outlines.First.Dest = Array([document.pages[2].obj, Name.Fit])


def _outline_broken(document: pikepdf.Pdf) -> None:
    document.Root.Outlines.First.Dest = String("nowhere")


def _parent_tree_shift(document: pikepdf.Pdf) -> None:
    parents = document.Root.StructTreeRoot.ParentTree.Nums[3]
    parents[0], parents[1] = parents[1], parents[0]


def _digits_changed(document: pikepdf.Pdf) -> None:
    """The text that the code of "2" stands for becomes "7"."""
    for font in fonts(document):
        data = font.ToUnicode.read_bytes()
        font.ToUnicode.write(data.replace(b"<0032>", b"<0037>"))


def _foreign_role(document: pikepdf.Pdf) -> None:
    document.Root.StructTreeRoot.RoleMap = Dictionary(Fussnote=Name.Note)
    note = sample.elements(document, "Note")[0]
    note.S = Name.Fussnote
    del note["/ID"]


def _form(content: bytes) -> Change:
    """Draw a form on the first page."""
    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        form = document.make_stream(content, Type=Name.XObject, Subtype=Name.Form,
                                    BBox=Array([0, 0, 100, 100]), Resources=page.Resources)
        page.Resources = Dictionary(page.Resources)
        page.Resources.XObject = Dictionary(Odd=form)
        sample.rewritten(page, lambda data: data + b"\n/Odd Do\n")
    return change


def _pattern(content: bytes) -> Change:
    """Fill something on the first page with a tiling pattern."""
    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        page.Resources = Dictionary(page.Resources)
        page.Resources.Pattern = Dictionary(P0=document.make_stream(
            content, PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 9, 9]),
            XStep=9, YStep=9, Resources=Dictionary()))
        sample.rewritten(page, lambda data: data + b"\n/Pattern cs /P0 scn 0 0 9 9 re f\n")
    return change


def _shading(document: pikepdf.Pdf) -> None:
    page = document.pages[0]
    page.Resources = Dictionary(page.Resources)
    page.Resources.Shading = Dictionary(S0=Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 1, 1])))
    sample.rewritten(page, lambda data: data + b"\n/S0 sh\n")


def _black(new: bytes) -> Change:
    return _content(b"/DeviceCMYK cs\n0 0 0 1 scn", new)


CASES: dict[str, tuple[Change, set[str]]] = {
    "OpenAction runs a script": (
        lambda d: d.Root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript, JS="1")),
        {"pdf-action"}),
    "form": (lambda d: d.Root.__setitem__("/AcroForm", Dictionary()), {"pdf-action"}),
    "launching link": (_link(1, 1, "/A", Dictionary(S=Name.Launch, F="x")),
                       {"pdf-action", "pdf-link-broken"}),
    "comment": (_link(1, 1, "/Subtype", Name.Text), {"pdf-action"}),
    "attachment": (_attach, {"pdf-attachment"}),
    "page dropped": (lambda d: d.pages.__delitem__(2), {
        "pdf-page-count", "pdf-label", "pdf-outline-target", "pdf-outline-broken",
        "pdf-destination-page", "pdf-link-broken", "pdf-tag-without-content",
        "pdf-reference-number"}),
    "page added": (lambda d: d.add_blank_page(page_size=(148 * sample.PT, 210 * sample.PT)),
                   {"pdf-page-count", "pdf-label", "pdf-box-missing"}),
    "pages swapped": (_swap, {"pdf-outline-target", "pdf-destination-page", "pdf-folio",
                              "pdf-reference-number", "pdf-reference-missing"}),
    "TrimBox dropped": (lambda d: d.pages[0].__delitem__("/TrimBox"), {"pdf-box-missing"}),
    "CropBox smaller": (_box("CropBox", (10, 10, 400, 500)), {"pdf-crop-box"}),
    "TrimBox moved": (_box("TrimBox", (5, 0, 148 * sample.PT + 5, 210 * sample.PT)),
                      {"pdf-box-nesting"}),
    "TrimBox narrower": (_box("TrimBox", (0, 0, 400, 210 * sample.PT)),
                         {"pdf-trim-size", "pdf-bleed-size"}),
    "MediaBox larger": (_box("MediaBox", (0, 0, 500, 700)), {"pdf-media-size", "pdf-crop-box"}),
    "origin moved": (_box("MediaBox", (-9, 0, 148 * sample.PT, 210 * sample.PT)),
                     {"pdf-origin", "pdf-media-size", "pdf-crop-box"}),
    "page turned": (lambda d: d.pages[2].rotate(90, relative=False), {"pdf-page-turned"}),
    "page scaled": (lambda d: d.pages[2].__setattr__("UserUnit", 2), {"pdf-page-turned"}),
    "font program dropped": (_fonts(lambda f: f.DescendantFonts[0].FontDescriptor.__delitem__(
        "/FontFile3")), {"pdf-font-not-embedded"}),
    "font dropped": (lambda d: [d.pages[1].Resources.Font.__delitem__(key)
                                for key in list(d.pages[1].Resources.Font)][:0] or None,
                     {"pdf-font-missing", "pdf-reference-number"}),
    ".notdef": (_text(b"0000"), {"pdf-notdef", "pdf-tounicode-gap"}),
    "glyph outside the program": (_text(b"FFFE"), {"pdf-glyph-missing", "pdf-tounicode-gap"}),
    "program cut": (_fonts(lambda f: _program(f, _cut_glyphs)), {"pdf-glyph-missing"}),
    "glyphs emptied": (_fonts(lambda f: _program(f, _empty_glyphs)), {"pdf-glyph-empty"}),
    "ToUnicode dropped": (_fonts(lambda f: f.__delitem__("/ToUnicode")),
                          {"pdf-tounicode-missing", "pdf-reference-number"}),
    "title changed": (lambda d: d.docinfo.__setitem__("/Title", String("别名")),
                      {"pdf-title-info"}),
    "XMP title changed": (_xmp("初心".encode(), "忘心".encode()), {"pdf-title-xmp"}),
    "XMP with entities": (_xmp(b"<x:xmp", b"<!DOCTYPE a []><x:xmp"), {"pdf-check-failed"}),
    "date changed": (lambda d: d.docinfo.__setitem__("/CreationDate", String("D:20200101")),
                     {"pdf-date"}),
    "Lang dropped": (_drop("Lang"), {"pdf-lang"}),
    "MarkInfo dropped": (_drop("MarkInfo"), {"pdf-mark-info"}),
    "title not shown": (_drop("ViewerPreferences/DisplayDocTitle"), {"pdf-display-title"}),
    "UA mark dropped": (_xmp(b'pdfuaid:part="1"', b""), {"pdf-ua-mark"}),
    "tree dropped": (_drop("StructTreeRoot"), {"pdf-untagged"}),
    "StructParents dropped": (lambda d: d.pages[1].__delitem__("/StructParents"),
                              {"pdf-parents-page"}),
    "StructParents of another page": (lambda d: d.pages[1].__setattr__("StructParents", 2),
                                      {"pdf-mark-unresolved"}),
    "ParentTree shuffled": (_parent_tree_shift, {"pdf-mark-unresolved"}),
    "mark removed": (_content(b"/Span\n<</MCID 0>>\nBDC", b"/Span BMC"),
                     {"pdf-text-untagged", "pdf-tag-without-content"}),
    "mark doubled": (_content(b"<</MCID 1>>", b"<</MCID 0>>"),
                     {"pdf-mark-twice", "pdf-tag-without-content"}),
    "marked content left open": (_content(b"EMC", b""), {"pdf-check-failed"}),
    "ids alike": (lambda d: sample.elements(d, "H2")[0].__setitem__(
        "/ID", sample.elements(d, "Note")[0].ID), {"pdf-tag-id-twice"}),
    "parent wrong": (lambda d: sample.elements(d, "H2")[0].__setattr__(
        "P", sample.elements(d, "H1")[0]), {"pdf-tag-parent"}),
    "alternative dropped": (_element("Figure", "/Alt"), {"pdf-figure-alternative"}),
    "note without id": (_element("Note", "/ID"), {"pdf-note-id"}),
    "note by role map": (_foreign_role, {"pdf-note-id"}),
    "link without description": (_link(0, 0, "/Contents"), {"pdf-link-undescribed"}),
    "link without StructParent": (_link(0, 0, "/StructParent"), {"pdf-link-untagged"}),
    "label changed": (lambda d: d.Root.PageLabels.Nums[1].__setattr__("St", 2),
                      {"pdf-label", "pdf-reference-number"}),
    "label in Roman": (lambda d: d.Root.PageLabels.Nums[1].__setattr__("S", Name.r),
                       {"pdf-label", "pdf-reference-number"}),
    "outline title changed": (_outline_title, {"pdf-outline"}),
    "outline dropped": (_drop("Outlines"), {"pdf-outline"}),
    "outline target changed": (_outline_target, {"pdf-outline-target"}),
    "outline broken": (_outline_broken, {"pdf-outline-target", "pdf-outline-broken"}),
    "destinations dropped": (_drop("Names"), {"pdf-destination-missing", "pdf-link-broken"}),
    "destination moved": (_duplicate_destination_page,
                          {"pdf-destination-page", "pdf-reference-number"}),
    "link broken": (_link(0, 0, "/Dest", String("s-9")),
                    {"pdf-link-broken"}),
    "line of the contents unlinked": (
        lambda d: [a.__setitem__("/Dest", String("s-2")) for a in d.pages[0].Annots],
        {"pdf-reference-missing"}),
    "link too small": (_link(0, 0, "/Rect", Array([50, 50, 90, 52])), {"pdf-link-small"}),
    "words right of the page": (_content(b"1 0 0 -1 68.031496 117", b"1 0 0 -1 900 117"),
                                {"pdf-text-outside"}),
    "a line that runs off the page": (
        _content(b"14 Tf\n[<b7383f4e", b"14 Tf\n[<b738>-30000<3f4e"), {"pdf-text-outside"}),
    "a line that only moves on beyond it": (
        _content(b"14 Tf\n[<b7383f4e", b"14 Tf\n[-1<b738>1<3f4e"), set()),
    "running head above the page": (_content(
        b"1 0 0 -1 68.031496 44.7", b"1 0 0 -1 68.031496 -44.7"), {"pdf-text-outside"}),
    "letters set far apart": (_content(b"14 Tf\n[<b7383f4e", b"14 Tf 40 Tc\n[<b7383f4e"),
                              {"pdf-text-outside"}),
    "next line": (_content(b"14 Tf\n[<b7383f4e", b"14 Tf -900 TL T*\n[<b7383f4e"),
                  {"pdf-text-outside"}),
    "link to a file": (_link(1, 1, "/A", Dictionary(S=Name.URI, URI="file:///x")),
                       {"pdf-link-scheme"}),
    "digit changed": (_digits_changed, {"pdf-folio", "pdf-reference-number"}),
}


PRINT_CASES: dict[str, tuple[Change, set[str]]] = {
    "RGB text": (_black(b"0 0 0 rg"), {"pdf-rgb"}),
    "RGB in a form": (_form(b"1 0 0 RG 0 0 m 9 9 l S"), {"pdf-rgb"}),
    "RGB in a pattern": (_pattern(b"1 0 0 rg 0 0 9 9 re f"), {"pdf-rgb"}),
    "RGB shading": (_shading, {"pdf-rgb"}),
    "RGB colour space": (_content(b"BT", b"/DeviceRGB cs 0 0 0 sc BT"), {"pdf-rgb"}),
    "grey pattern": (_pattern(b".5 g 0 0 9 9 re f"), set()),
    "black of four inks": (_black(b".6 .5 .4 1 k"), {"pdf-text-black"}),
    "black of four inks by a space": (_content(b"0 0 0 1 scn", b"1 1 1 1 scn"),
                                      {"pdf-text-black"}),
    "black of the grey space": (_black(b"0 g"), {"pdf-text-black"}),
    "dark red text": (_black(b"0 1 1 .2 k"), set()),
    "bleed box shrunk": (_box("BleedBox", (3, 3, 430, 606)), {"pdf-bleed-size"}),
    "sheet cut": (_box("MediaBox", (0, 0, 430, 600)),
                  {"pdf-crop-box", "pdf-box-nesting"}),
    "number in the contents": (_content(b"<0013>", b"<0014>", 0), {"pdf-reference-number"}),
}


def _broken() -> dict[str, bytes]:
    good = sample.reading()
    return {"nothing": b"", "no PDF": b"GIF89a" * 99, "cut": good[:len(good) * 2 // 3],
            "no cross-references": good.replace(b"startxref", b"startnone"),
            "catalog gone": good.replace(b"/Root", b"/Roof")}


def test_good_documents_pass() -> None:
    assert check_document(sample.reading(), sample.reading_job()) == ()
    assert check_document(sample.printed(), sample.print_job()) == ()


@pytest.mark.parametrize("name", PRINT_CASES)
def test_spoiled_for_print(name: str) -> None:
    change, expected = PRINT_CASES[name]
    pdf = sample.changed(sample.printed(), change)
    assert codes(pdf, sample.print_job()) == expected


@pytest.mark.parametrize("name", _broken())
def test_what_cannot_be_read_never_passes(name: str) -> None:
    assert codes(_broken()[name], sample.reading_job()) == {"pdf-unreadable"}


def test_encrypted() -> None:
    with pikepdf.open(io.BytesIO(sample.reading())) as document:
        out = io.BytesIO()
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="", R=4))
    assert codes(out.getvalue(), sample.reading_job()) == {"pdf-encrypted"}


def test_pages_for_the_binding() -> None:
    job = replace(sample.reading_job(), multiple_of=4)
    assert codes(sample.reading(), job) == {"pdf-page-multiple"}


def test_page_numbers_against_the_job() -> None:
    good = sample.reading_job()
    wrong = replace(good, contents=(replace(good.contents[0], printed="4"), good.contents[1]))
    assert codes(sample.reading(), wrong) == {"pdf-reference-number"}
    absent = replace(good, references=((2, PageReference("s-1", "2", 1)),))
    assert codes(sample.reading(), absent) == {"pdf-reference-missing"}


@pytest.mark.parametrize(("numbers", "codes_told"), [
    ("23", set()), ("24", {"pdf-reference-number"}), ("13", {"pdf-reference-number"})])
def test_page_lists_are_read_off_the_page(numbers: str, codes_told: set[str]) -> None:
    """Also where the job says nothing of a number; a link with words is no page number."""
    first, second = numbers
    pdf = sample.index(f"""<p>黄崖洞 <a href="#s-1">{first}</a>, <a href="#s-2">{second}</a>；
        <a href="#s-1">1941年</a>；见 <a href="#x-1937">1937</a></p><p id="x-1937">1937</p>""")
    job = replace(sample.reading_job(), page_lists=(3,))
    only = {"pdf-reference-number"}
    assert codes(pdf, job) & only == codes_told
    assert codes(pdf, replace(job, page_lists=())) & only == set()


def test_paper_needs_no_links() -> None:
    def unlink(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            if "/Annots" in page:
                del page["/Annots"]
    pdf = sample.changed(sample.reading(), unlink)
    assert codes(pdf, sample.reading_job()) == {"pdf-reference-missing"}
    assert codes(pdf, replace(sample.reading_job(), kind="handout")) == set()


def test_folio_with_ornament_and_total() -> None:
    """``第 1 页 / 共 3 页`` and ``— 1 —`` are folios; a running head with a year is none."""
    from press.preflight.folios import _FOLIO, _ORNAMENT
    for words, folio in (("—1—", "1"), ("第3页/共12页", "3"), ("iv", "iv"), ("第7页", "7")):
        found = _FOLIO.fullmatch(words.strip(_ORNAMENT))
        assert found and found.group(1) == folio
    for words in ("初心读本1949", "共12页", "2021年"):
        assert not _FOLIO.fullmatch(words)


def test_the_same_fault_on_many_pages_is_one_problem() -> None:
    pdf = sample.changed(sample.reading(), lambda d: [p.__delitem__("/CropBox")
                                                      for p in d.pages][:0])
    found, = check_document(pdf, replace(sample.reading_job(), path="output/b.pdf"))
    assert (found.code, found.page, found.path) == ("pdf-box-missing", 1, "output/b.pdf")
    assert message(found, "zh") == "第 1–3 页缺少 CropBox"


@pytest.mark.parametrize("name", CASES)
def test_spoiled(name: str) -> None:
    change, expected = CASES[name]
    pdf = sample.changed(sample.reading(), change)
    found = check_document(pdf, sample.reading_job())
    assert {problem.code for problem in found} == expected
    for problem in found:  # every message can be said, in both languages
        assert message(problem, "zh") and message(problem, "en")
