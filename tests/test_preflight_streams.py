"""What sections share is told by its bytes and by those of all that it refers to."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from press.preflight import streams
from press.preflight.access import Damaged
from press.preflight.section import SectionedFacts
from press.preflight.streams import stream_digest


def facts(pdf: bytes) -> SectionedFacts:
    return SectionedFacts(pdf)


def file(pixels: bytes = b"abc", mask: bytes = b"m", profile: bytes = b"icc", fill: int = 0,
         width: int = 3) -> tuple[bytes, int, int]:
    """A PDF, and the numbers of an image with a mask and a profile and of a plain one; ``fill``:
    objects before them."""
    pdf = Pdf.new()
    pdf.add_blank_page()
    own = pdf.make_indirect(Dictionary())
    for n in range(fill):
        own[f"/K{n}"] = pdf.make_indirect(Stream(pdf, b"%d" % n))
    pdf.Root.Fill = own
    soft = pdf.make_indirect(Stream(pdf, mask, Subtype=Name.Image, Width=1, Height=1))
    icc = pdf.make_indirect(Stream(pdf, profile, N=3))
    first = pdf.make_indirect(Stream(
        pdf, pixels, Subtype=Name.Image, Width=width, Height=1, SMask=soft,
        ColorSpace=Array([Name.ICCBased, icc])))
    second = pdf.make_indirect(Stream(pdf, pixels, Subtype=Name.Image, Width=width, Height=1))
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(A=first, B=second))
    out = io.BytesIO()
    pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    data = out.getvalue()
    with Pdf.open(io.BytesIO(data)) as read:
        shown = read.pages[0].obj.Resources.XObject
        return _plainly(data), shown.A.objgen[0], shown.B.objgen[0]


def _plainly(data: bytes) -> bytes:
    """As the press writes streams: dictionary on one line, the length last."""
    numbers: dict[int, int] = {}
    out = b"%PDF-1.7\n"
    for match in re.finditer(rb"(\d+) 0 obj\n(.*?)endobj\n", data, re.DOTALL):
        body = match[2]
        lead = re.match(rb"<<\s*(.*?)\s*/Length (\d+)(.*?)>>\s*stream\n(.*)\nendstream\n$", body,
                        re.DOTALL)
        if lead:
            entries = b" ".join((lead[1] + b" " + lead[3]).split())
            body = b"<< %s /Length %s >>\nstream\n%s\nendstream\n" % (
                entries, lead[2], lead[4][:int(lead[2])])
        numbers[int(match[1])] = len(out)
        out += b"%s 0 obj\n%sendobj\n" % (match[1], body)
    root = re.search(rb"/Root (\d+) 0 R", data)
    assert root
    table = b"".join(b"%010d 00000 n \n" % numbers[n] for n in sorted(numbers))
    return (out + b"xref\n0 1\n0000000000 65535 f \n1 %d\n" % len(numbers) + table
            + b"trailer\n<< /Root %s 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (
                root[1], len(numbers) + 1, len(out)))


def digests(**changes: object) -> tuple[str, str]:
    pdf, first, second = file(**changes)  # type: ignore[arg-type]
    whole = facts(pdf)
    return stream_digest(whole, first), stream_digest(whole, second)


def test_numbers_and_places_do_not_count() -> None:
    assert digests() == digests(fill=7)


@pytest.mark.parametrize(("change", "plain_too"), [
    ({"pixels": b"abd"}, True), ({"width": 4}, True), ({"mask": b"n"}, False),
    ({"profile": b"other"}, False)])
def test_whatever_is_shown_counts(change: dict[str, object], plain_too: bool) -> None:
    before, after = digests(), digests(**change)
    assert before[0] != after[0]
    assert (before[1] != after[1]) == plain_too


def test_a_plain_stream_is_not_read_as_an_object(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf, first, second = file()
    read: list[int] = []
    told = streams._told

    def noted(whole: SectionedFacts, number: int) -> str:
        read.append(number)
        return told(whole, number)

    monkeypatch.setattr(streams, "_told", noted)
    whole = facts(pdf)
    for _ in range(2):
        stream_digest(whole, second)
        stream_digest(whole, first)
    assert read == [first]


@pytest.mark.parametrize(("old", "new"), [
    (b"/Width 3", b"/A (x)  "), (b"/Width 3", b"/Length0"), (b"/Width 3", b"/W 3 0 R"),
    (b"/Width 3", b"/A %ab\n "), (b"\nendstream", b"\nendstreaX")])
def test_what_is_not_plain_is_read(old: bytes, new: bytes) -> None:
    pdf, _, second = file()
    whole = facts(pdf)
    assert streams._plain(whole, second)
    at = whole.reader.xref[0][second]
    spoilt = pdf[:at] + pdf[at:].replace(old, new, 1)
    if len(old) == len(new):
        other = SectionedFacts.__new__(SectionedFacts)
        other.pdf, other.reader = spoilt, whole.reader
        assert streams._plain(other, second) == ""


def test_what_is_no_stream_is_damage() -> None:
    pdf, _, _ = file()
    whole = facts(pdf)
    with pytest.raises(Damaged):
        stream_digest(whole, access_page(whole))


def access_page(whole: SectionedFacts) -> int:
    return whole.page_numbers[0]


def test_what_leads_back_to_itself_ends() -> None:
    pdf, first, _ = file()
    number = re.search(rb"/SMask (\d+) 0 R", pdf)
    assert number
    looped = pdf.replace(b"/SMask %s 0 R" % number[1],
                         b"/SMask %d 0 R" % first if len(b"%d" % first) == len(number[1])
                         else number[0])
    assert len(looped) == len(pdf)
    assert stream_digest(facts(looped), first) != stream_digest(facts(looped), first) or \
        looped == pdf
