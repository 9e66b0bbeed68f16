"""The leak gate: a word of somebody else's, seeded in every channel of a file, is found."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from press.preflight.leaks import LeakJob, Memory, check_leaks
from press.preflight.needles import Needles, folded, meets_by_chance
from press.typeset import to_pdf

WORD, SPEAKER, PHONE = "欧阳某人", "先把毛坯递给前排", "13955556666"
BASE = to_pdf("<p>宣讲人　甲子，地点在东头礼堂。</p>")


def saved(change: Callable[[Pdf], None], **how: object) -> bytes:
    with pikepdf.open(io.BytesIO(BASE)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, **how)
        return out.getvalue()


def told(pdf: bytes, own: frozenset[str] = frozenset(), wanted: tuple[str, ...] = ("甲子",)
         ) -> list[tuple[str, str]]:
    job = LeakJob("a.pdf", Needles((WORD, SPEAKER, PHONE)), own, wanted,
                  frozenset({folded(SPEAKER)}))
    return [(p.code, dict(p.args).get("channel", "")) for p in check_leaks(pdf, job)]


def drawn(pdf: Pdf, operators: bytes) -> None:
    """Draw ``WORD`` on the first page, in a font with a ToUnicode map."""
    cmap = b"1 begincodespacerange <00> <ff> endcodespacerange %d beginbfchar\n" % len(WORD)
    cmap += b"".join(b"<%02x> <%s>\n" % (n, c.encode("utf-16-be").hex().encode())
                     for n, c in enumerate(WORD, 65)) + b"endbfchar"
    page = pdf.pages[0]
    page.add_resource(pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica,
        ToUnicode=Stream(pdf, cmap))), Name.Font, Name.Leak)
    page.contents_add(Stream(pdf, b"q BT /Leak 9 Tf %s ET Q" % operators))


def attached(pdf: Pdf) -> None:
    pdf.attachments["注.txt"] = pikepdf.AttachedFileSpec(pdf, WORD.encode(), filename="n.txt")


def outlined(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(WORD, 0))


def noted(pdf: Pdf) -> None:
    pdf.pages[0].Annots = Array([pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents=String(WORD)))])


def in_appearance(pdf: Pdf) -> None:
    form = Stream(pdf, b"BT <%s> Tj ET" % b"feff" + b"")
    form.write(b"BT <feff%s> Tj ET" % WORD.encode("utf-16-be").hex().encode())
    form.Subtype = Name.Form
    pdf.pages[0].Annots = Array([pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Stamp, Rect=[0, 0, 9, 9],
        AP=Dictionary(N=pdf.make_indirect(form))))])


def field(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(Dictionary(
        FT=Name.Tx, T=String("a"), V=String(WORD)))]))


def info(pdf: Pdf) -> None:
    pdf.docinfo[Name.Keywords] = String(WORD)


def xmp(pdf: Pdf) -> None:
    old = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(old.replace(b"</rdf:RDF>", f"<!-- {WORD} --></rdf:RDF>".encode()))


def tagged(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(K=pdf.make_indirect(Dictionary(
        Type=Name.StructElem, S=Name.Figure, Alt=String(WORD)))))


def orphan(pdf: Pdf) -> None:
    pdf.Root.PieceInfo = Dictionary(X=Dictionary(Private=pdf.make_indirect(Stream(
        pdf, WORD.encode("utf-16-be")))))


CHANNELS: dict[str, tuple[Callable[[Pdf], None], str]] = {
    "text": (lambda pdf: drawn(pdf, b"20 20 Td (ABCD) Tj"), "body"),
    "invisible": (lambda pdf: drawn(pdf, b"3 Tr 20 20 Td (ABCD) Tj"), "body"),
    "white": (lambda pdf: drawn(pdf, b"1 g 20 20 Td (ABCD) Tj"), "body"),
    "outside": (lambda pdf: drawn(pdf, b"-900 20 Td (ABCD) Tj"), "body"),
    "letter by letter": (lambda pdf: drawn(
        pdf, b"20 20 Td (A) Tj 9 0 Td (B) Tj 9 0 Td [(C) -900 (D)] TJ"), "body"),
    "octal": (lambda pdf: drawn(pdf, rb"20 20 Td (\101\102\103D) Tj"), "body"),
    "outline": (outlined, "outline"), "info": (info, "metadata"), "xmp": (xmp, "metadata"),
    "attachment": (attached, "attachment"), "note": (noted, "note"),
    "appearance": (in_appearance, "body"), "form": (field, "note"), "tags": (tagged, "tags"),
    "orphan": (orphan, "body"),
}


def test_nothing_is_told_of_a_clean_file() -> None:
    assert told(BASE) == []


@pytest.mark.parametrize("name", CHANNELS)
@pytest.mark.parametrize("bundled", [False, True])
def test_a_leak_is_found_in_every_channel(name: str, bundled: bool) -> None:
    change, channel = CHANNELS[name]
    mode = pikepdf.ObjectStreamMode.generate if bundled else pikepdf.ObjectStreamMode.disable
    found = told(saved(change, object_stream_mode=mode))
    assert found and {code for code, _ in found} == {"leak-foreign"}
    assert channel in {c for _, c in found}


def test_what_is_its_own_is_no_leak() -> None:
    pdf = saved(info)
    assert told(pdf, own=frozenset({WORD})) == []


def test_text_of_the_speaker_and_numbers() -> None:
    assert told(to_pdf(f"<p>甲子：{SPEAKER[:4]}<br>{SPEAKER[4:]}</p>")) == [
        ("leak-speaker", "body")]
    assert told(to_pdf(f"<p>甲子 {PHONE[:3]}　{PHONE[3:]}</p>")) == [("leak-foreign", "body")]


def test_between_the_objects() -> None:
    at = BASE.rindex(b"startxref")
    assert ("leak-foreign", "other") in told(
        BASE[:at] + f"% {WORD}\n".encode() + BASE[at:])


def test_what_must_be_there() -> None:
    assert told(BASE, wanted=("甲子", "西头食堂")) == [("packet-lacks", "")]


def test_an_earlier_revision_is_no_pass() -> None:
    end = BASE.rindex(b"startxref")
    again = BASE + b"\n" + BASE[end:]
    assert [code for code, _ in told(again)] == ["leak-unchecked"]
    assert [code for code, _ in told(BASE[:len(BASE) // 2])] == ["leak-unchecked"]
    assert [code for code, _ in told(b"")] == ["leak-unchecked"]


def test_memory_does_not_hide_a_leak() -> None:
    memory, words = Memory(), Needles((WORD,))
    first = LeakJob("a.pdf", words, frozenset({WORD}))
    assert check_leaks(saved(info), first, memory) == ()
    second = LeakJob("b.pdf", words, frozenset())
    assert [p.code for p in check_leaks(saved(info), second, memory)] == ["leak-foreign"]


@pytest.mark.parametrize(("html", "own", "leaks"), [
    ("<p>欧阳某 人事科</p>", {"欧阳某"}, False),
    ("<p>会议室　欧阳某 人事科</p>", {"欧阳某"}, False),
    ("<p>欧阳某 人事科</p>", set(), True),  # half a word that is nobody's
    ("<p>欧阳<br>某人</p>", {"甲子"}, True),  # a word that a line parts
    ("<p>欧阳某 人事科。欧阳某人</p>", {"欧阳某"}, True),  # by chance, and in earnest
])
def test_words_that_meet_by_chance_are_no_leak(html: str, own: set[str], leaks: bool) -> None:
    found = told(to_pdf(f"<p>甲子</p>{html}"), own=frozenset(own))
    assert found == ([("leak-foreign", "body")] if leaks else [])


def cmap_of(pdf: Pdf, text: str) -> Dictionary:
    """A font whose codes from 65 on mean the characters of ``text``."""
    cmap = b"1 begincodespacerange <00> <ff> endcodespacerange %d beginbfchar\n" % len(text)
    cmap += b"".join(b"<%02x> <%s>\n" % (n, c.encode("utf-16-be").hex().encode())
                     for n, c in enumerate(text, 65)) + b"endbfchar"
    return pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1,
                                        BaseFont=Name.Helvetica, ToUnicode=Stream(pdf, cmap)))


def in_two_fonts(operators: bytes, **texts: str) -> bytes:
    """A page that draws by ``operators``, in fonts with those names and characters."""
    def change(pdf: Pdf) -> None:
        for name, text in texts.items():
            pdf.pages[0].add_resource(cmap_of(pdf, text), Name.Font, Name("/" + name))
        pdf.pages[0].contents_add(Stream(pdf, b"q BT %s ET Q" % operators))

    return saved(change)


SPLIT = {
    "run by run": b"1 0 0 1 9 9 Tm /One 10 Tf (A) Tj 1 0 0 1 19 9 Tm /Two 10 Tf (A) Tj"
                  b" 1 0 0 1 29 9 Tm /One 10 Tf (B) Tj /Two 10 Tf (B) Tj",
    "in texts of their own": b"9 9 Td /One 10 Tf (A) Tj ET BT 19 9 Td /Two 10 Tf [(A)] TJ ET BT"
                             b" 29 9 Td /One 10 Tf <42> Tj ET BT 39 9 Td /Two 10 Tf (B) Tj",
    "with a font that is restored": b"9 9 Td /One 10 Tf (A) Tj q /Two 10 Tf (A) Tj Q (B) Tj"
                                    b" /Two 10 Tf (B) Tj",
    "with marks between": b"9 9 Td /One 10 Tf (A) Tj /Span <</ActualText (AB)>> BDC /Two 10 Tf"
                          b" (A) Tj EMC /One 10 Tf (B) Tj /Two 10 Tf (B) Tj",
    "upright": b"9 99 Td /One 10 Tf (A) Tj 0 -10 Td /Two 10 Tf (A) Tj 0 -10 Td /One 10 Tf (B) Tj"
               b" 0 -10 Td /Two 10 Tf (B) Tj",
}


@pytest.mark.parametrize("how", SPLIT)
def test_a_word_that_is_parted_between_typefaces_is_found(how: str) -> None:
    pdf = in_two_fonts(SPLIT[how], One=WORD[0::2] + "甲", Two=WORD[1::2] + "乙")
    assert told(pdf) == [("leak-foreign", "body")]


def test_a_word_in_two_weights_is_found() -> None:
    assert told(to_pdf(f"<p>甲子 {WORD[:2]}<b>{WORD[2]}</b>{WORD[3:]}</p>")) == [
        ("leak-foreign", "body")]
    assert told(to_pdf(f"<p>甲子 {PHONE[:3]}<b>{PHONE[3:7]}</b>{PHONE[7:]}</p>")) == [
        ("leak-foreign", "body")]


@pytest.mark.parametrize(("x", "leaks"), [(29, True), (30.4, True), (60, False)])
def test_a_name_that_goes_on_in_another_typeface_is_no_chance(x: float, leaks: bool) -> None:
    """Somebody may be called as another and one character more."""
    pdf = in_two_fonts(b"1 0 0 1 9 9 Tm /One 10 Tf (AB) Tj 1 0 0 1 %g 9 Tm /Two 10 Tf (AB) Tj" % x,
                       One=WORD[:2], Two=WORD[2:])
    assert told(pdf, own=frozenset({WORD[:2]})) == ([("leak-foreign", "body")] if leaks else [])


def test_codes_are_not_read_by_the_font_of_another_string() -> None:
    pdf = in_two_fonts(b"9 9 Td /One 10 Tf (AB) Tj /Two 10 Tf (CD) Tj", One=WORD, Two="甲乙丙丁")
    assert told(pdf) == []


def test_a_name_that_two_fonts_have_is_read_by_both() -> None:
    def change(pdf: Pdf) -> None:
        pdf.add_blank_page()
        for page, text in zip(pdf.pages, ("甲乙丙丁", WORD), strict=True):
            page.add_resource(cmap_of(pdf, text), Name.Font, Name.Leak)
        pdf.pages[1].contents_add(Stream(pdf, b"BT /Leak 9 Tf 20 20 Td (ABCD) Tj ET"))

    assert told(saved(change)) == [("leak-foreign", "body")]


@pytest.mark.parametrize(("text", "own", "chance"), [
    ("\x02大礼堂1\x02135\x02人", {"大礼堂1"}, True), ("\x02大礼堂11\x0235", {"大礼堂1"}, False),
    ("大\x02礼堂11", {"大礼堂1"}, False), ("第2\x02礼堂11号\x02", {"礼堂11号"}, False),
    ("礼堂\x02礼堂1\x021号馆\x02", {"1号馆"}, True)])
def test_a_word_out_of_the_end_of_an_own_one(text: str, own: set[str], chance: bool) -> None:
    assert meets_by_chance("礼堂11", text, own) is chance
