"""The leak gate: a word of somebody else's, seeded in every channel of a file, is found."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from press.preflight.leaks import LeakJob, Memory, check_leaks
from press.preflight.needles import Needles, folded
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
