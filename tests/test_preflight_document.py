"""A good document passes; each way of spoiling it gives its own code."""

from __future__ import annotations

import case_faults as faults
import case_fonts
import pikepdf
import preflight_sample as sample
import pytest
from case_faults import Change, box, replace_in_content

from press.dataclass import replace
from press.messages import message
from press.preflight import DocumentJob, PageReference, check_document


def codes(pdf: bytes, job: DocumentJob) -> set[str]:
    return {problem.code for problem in check_document(pdf, job)}


def _black(new: str) -> Change:
    return replace_in_content("/DeviceCMYK cs\n0 0 0 1 scn", new)


WIDTH, HEIGHT = 148 * sample.PT, 210 * sample.PT
LINE = "14 Tf\n[<b7383f4e"
"""Where the words of a paragraph begin."""

CASES: dict[str, tuple[Change, set[str]]] = {
    "OpenAction runs a script": (
        faults.set_in_catalogue("OpenAction", "<< /S /JavaScript /JS (1) >>"), {"pdf-action"}),
    "form": (faults.set_in_catalogue("AcroForm", "<< >>"), {"pdf-action"}),
    "launching link": (faults.set_on_link(2, 2, "A", "<< /S /Launch /F (x) >>"),
                       {"pdf-action", "pdf-link-broken"}),
    "comment": (faults.set_on_link(2, 2, "Subtype", "/Text"), {"pdf-action"}),
    "attachment": (faults.attach("a.txt"), {"pdf-attachment"}),
    "page dropped": (faults.drop_page(3), {
        "pdf-page-count", "pdf-label", "pdf-outline-target", "pdf-outline-broken",
        "pdf-destination-page", "pdf-link-broken", "pdf-tag-without-content",
        "pdf-reference-number"}),
    "page added": (faults.add_page(), {"pdf-page-count", "pdf-label", "pdf-box-missing"}),
    "pages swapped": (faults.swap_pages(2, 3), {
        "pdf-outline-target", "pdf-destination-page", "pdf-folio", "pdf-reference-number",
        "pdf-reference-missing"}),
    "TrimBox dropped": (faults.remove_from_page(1, "TrimBox"), {"pdf-box-missing"}),
    "CropBox smaller": (box(1, "CropBox", (10, 10, 400, 500)), {"pdf-crop-box"}),
    "TrimBox moved": (box(1, "TrimBox", (5, 0, WIDTH + 5, HEIGHT)), {"pdf-box-nesting"}),
    "TrimBox narrower": (box(1, "TrimBox", (0, 0, 400, HEIGHT)),
                         {"pdf-trim-size", "pdf-bleed-size"}),
    "MediaBox larger": (box(1, "MediaBox", (0, 0, 500, 700)),
                        {"pdf-media-size", "pdf-crop-box"}),
    "origin moved": (box(1, "MediaBox", (-9, 0, WIDTH, HEIGHT)),
                     {"pdf-origin", "pdf-media-size", "pdf-crop-box"}),
    "page turned": (faults.turn_page(3, 90), {"pdf-page-turned"}),
    "page scaled": (faults.set_on_page(3, "UserUnit", "2"), {"pdf-page-turned"}),
    "font program dropped": (case_fonts.drop_font_programs(), {"pdf-font-not-embedded"}),
    "font dropped": (case_fonts.drop_fonts(2), {"pdf-font-missing", "pdf-reference-number"}),
    ".notdef": (faults.show_codes("0000"), {"pdf-notdef", "pdf-tounicode-gap"}),
    "glyph outside the program": (faults.show_codes("FFFE"),
                                  {"pdf-glyph-missing", "pdf-tounicode-gap"}),
    "program cut": (case_fonts.cut_font_programs(), {"pdf-glyph-missing"}),
    "glyphs emptied": (case_fonts.empty_glyphs(), {"pdf-glyph-empty"}),
    "ToUnicode dropped": (case_fonts.drop_texts(),
                          {"pdf-tounicode-missing", "pdf-reference-number"}),
    "title changed": (faults.set_info("Title", "别名"), {"pdf-title-info"}),
    "XMP title changed": (faults.replace_in_metadata("初心", "忘心"), {"pdf-title-xmp"}),
    "XMP with entities": (faults.replace_in_metadata("<x:xmp", "<!DOCTYPE a []><x:xmp"),
                          {"pdf-check-failed"}),
    "date changed": (faults.set_info("CreationDate", "D:20200101"), {"pdf-date"}),
    "Lang dropped": (faults.remove_from_catalogue("Lang"), {"pdf-lang"}),
    "MarkInfo dropped": (faults.remove_from_catalogue("MarkInfo"), {"pdf-mark-info"}),
    "title not shown": (faults.remove_from_catalogue("ViewerPreferences/DisplayDocTitle"),
                        {"pdf-display-title"}),
    "UA mark dropped": (faults.replace_in_metadata('pdfuaid:part="1"', ""), {"pdf-ua-mark"}),
    "tree dropped": (faults.remove_from_catalogue("StructTreeRoot"), {"pdf-untagged"}),
    "StructParents dropped": (faults.remove_from_page(2, "StructParents"), {"pdf-parents-page"}),
    "StructParents of another page": (faults.set_on_page(2, "StructParents", "2"),
                                      {"pdf-mark-unresolved"}),
    "ParentTree shuffled": (faults.parents_shuffled(2), {"pdf-mark-unresolved"}),
    "mark removed": (replace_in_content("/Span\n<</MCID 0>>\nBDC", "/Span BMC"),
                     {"pdf-text-untagged", "pdf-tag-without-content"}),
    "mark doubled": (replace_in_content("<</MCID 1>>", "<</MCID 0>>"),
                     {"pdf-mark-twice", "pdf-tag-without-content"}),
    "marked content left open": (replace_in_content("EMC", ""), {"pdf-check-failed"}),
    "ids alike": (faults.tag_id_as("H2", "Note"), {"pdf-tag-id-twice"}),
    "parent wrong": (faults.tag_parent("H2", "H1"), {"pdf-tag-parent"}),
    "alternative dropped": (faults.remove_from_tag("Figure", "Alt"), {"pdf-figure-alternative"}),
    "note without id": (faults.remove_from_tag("Note", "ID"), {"pdf-note-id"}),
    "note by role map": (faults.foreign_role(), {"pdf-note-id"}),
    "link without description": (faults.remove_from_link(1, 1, "Contents"),
                                 {"pdf-link-undescribed"}),
    "link without StructParent": (faults.remove_from_link(1, 1, "StructParent"),
                                  {"pdf-link-untagged"}),
    "label changed": (faults.set_in_catalogue("PageLabels/Nums/1/St", "2"),
                      {"pdf-label", "pdf-reference-number"}),
    "label in Roman": (faults.set_in_catalogue("PageLabels/Nums/1/S", "/r"),
                       {"pdf-label", "pdf-reference-number"}),
    "outline title changed": (faults.outline_title("黄崖"), {"pdf-outline"}),
    "outline dropped": (faults.remove_from_catalogue("Outlines"), {"pdf-outline"}),
    "outline target changed": (faults.outline_target(3), {"pdf-outline-target"}),
    "outline broken": (faults.outline_broken(), {"pdf-outline-target", "pdf-outline-broken"}),
    "destinations dropped": (faults.remove_from_catalogue("Names"),
                             {"pdf-destination-missing", "pdf-link-broken"}),
    "destination moved": (faults.destination_page("s-2", 1),
                          {"pdf-destination-page", "pdf-reference-number"}),
    "link broken": (faults.set_on_link(1, 1, "Dest", "(s-9)"), {"pdf-link-broken"}),
    "line of the contents unlinked": (faults.link_all(1, "s-2"), {"pdf-reference-missing"}),
    "link too small": (faults.set_on_link(1, 1, "Rect", "[50 50 90 52]"), {"pdf-link-small"}),
    "words right of the page": (
        replace_in_content("1 0 0 -1 68.031496 117", "1 0 0 -1 900 117"), {"pdf-text-outside"}),
    "a line that runs off the page": (
        replace_in_content(LINE, "14 Tf\n[<b738>-30000<3f4e"),
        {"pdf-text-outside", "preflight-overlap"}),
    "a line that only moves on beyond it": (
        replace_in_content(LINE, "14 Tf\n[-1<b738>1<3f4e"), set()),
    "running head above the page": (replace_in_content(
        "1 0 0 -1 68.031496 44.7", "1 0 0 -1 68.031496 -44.7"), {"pdf-text-outside"}),
    "letters set far apart": (replace_in_content(LINE, f"14 Tf 40 Tc{LINE[5:]}"),
                              {"pdf-text-outside", "preflight-overlap"}),
    "next line": (replace_in_content(LINE, f"14 Tf -900 TL T*{LINE[5:]}"), {"pdf-text-outside"}),
    "link to a file": (faults.set_on_link(2, 2, "A", "<< /S /URI /URI (file:///x) >>"),
                       {"pdf-link-scheme"}),
    "digit changed": (case_fonts.change_texts("2", "7"), {"pdf-folio", "pdf-reference-number"}),
}


PRINT_CASES: dict[str, tuple[Change, set[str]]] = {
    "RGB text": (_black("0 0 0 rg"), {"pdf-rgb"}),
    "RGB in a form": (faults.draw_form("1 0 0 RG 0 0 m 9 9 l S"), {"pdf-rgb"}),
    "RGB in a pattern": (faults.fill_with_pattern("1 0 0 rg 0 0 9 9 re f"), {"pdf-rgb"}),
    "RGB shading": (faults.fill_with_shading(), {"pdf-rgb"}),
    "RGB colour space": (replace_in_content("BT", "/DeviceRGB cs 0 0 0 sc BT"), {"pdf-rgb"}),
    "grey pattern": (faults.fill_with_pattern(".5 g 0 0 9 9 re f"), set()),
    "black of four inks": (_black(".6 .5 .4 1 k"), {"pdf-text-black"}),
    "black of four inks by a space": (replace_in_content("0 0 0 1 scn", "1 1 1 1 scn"),
                                      {"pdf-text-black"}),
    "black of the grey space": (_black("0 g"), {"pdf-text-black"}),
    "dark red text": (_black("0 1 1 .2 k"), set()),
    "bleed box shrunk": (box(1, "BleedBox", (3, 3, 430, 606)), {"pdf-bleed-size"}),
    "sheet cut": (box(1, "MediaBox", (0, 0, 430, 600)), {"pdf-crop-box", "pdf-box-nesting"}),
    "number in the contents": (replace_in_content("<0013>", "<0014>", 1),
                               {"pdf-reference-number"}),
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
    assert codes(faults.encrypted(sample.reading()), sample.reading_job()) == {"pdf-encrypted"}


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


def test_figures_beside_a_page_number_are_no_part_of_it() -> None:
    """A year that ends a caption, the same page under another entry, an author of 411厂."""
    only = {"pdf-reference-number"}
    pdf = sample.index("""<p><a href="#s-1"><span>建于1941</span><span>2</span></a></p>
        <p>甲<a href="#s-1">2</a>，乙<a href="#s-1">2</a></p>""")
    job = replace(sample.reading_job(), references=((3, PageReference("s-1", "2", 1)),))
    assert codes(pdf, job) & only == set()
    paper = replace(sample.reading_job(), kind="handout", contents_pages=(3,), references=(),
                    contents=(PageReference("s-1", "2", 1, "黄崖洞"),))
    for number, told in (("2", set()), ("3", only)):
        pdf = sample.index(f"<p>黄崖洞<i>V04</i> <b>411厂</b> <span>{number}</span></p>")
        assert codes(sample.changed(pdf, _unlink), paper) & only == told


def _unlink(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        if "/Annots" in page:
            del page["/Annots"]


def test_paper_needs_no_links() -> None:
    pdf = sample.changed(sample.reading(), _unlink)
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
