"""Speed, damage of all kinds, and what the checks make of real bulk."""

from __future__ import annotations

import io
import pickle
import random
import time
from functools import cache

import pikepdf
import preflight_sample as sample
import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream
from test_preflight_booklet import impose, saddle
from test_preflight_booklet import job as booklet_job

from press.dataclass import replace
from press.preflight import check_booklet, check_document, check_part, fonts
from press.preflight.access import Damaged
from press.preflight.operators import operations, shown_codes
from press.preflight.outlines import Outlines, read_outlines


@cache
def long_document() -> bytes:
    """One hundred pages of one story, tagged."""
    words = "黄崖洞兵工厂的职工在山洞里造枪造炮，天天学周周研月月结，" * 7
    return sample.part("<h1>长</h1>" + f"<p>{words}</p>" * 350)


def test_a_long_document_is_checked_whole() -> None:
    pdf = long_document()
    job = replace(sample.reading_job(), outline=(), destinations=(), contents=(), references=(),
                  labels=(), pages=None)
    assert check_document(pdf, job) == ()
    assert len(PdfReader(io.BytesIO(pdf)).pages) >= 100


def test_operations_agree_with_pypdf() -> None:
    """pypdf's own parser as a witness: the same operators, the same strings."""
    streams = [page["/Contents"].get_object() for page in
               PdfReader(io.BytesIO(sample.reading())).pages]
    for stream in streams:
        ours = list(operations(stream.get_data()))
        theirs = ContentStream(stream, None).operations
        assert [operator for _, operator in ours] == [operator for _, operator in theirs]
        shown = [shown_codes(operands) for operands, operator in ours if operator == b"TJ"]
        assert shown == [b"".join(s.original_bytes for s in operands[0] if hasattr(
            s, "original_bytes")) for operands, operator in theirs if operator == b"TJ"]


@pytest.mark.parametrize(("operands", "codes"), [
    (b"<0041>", b"\x00A"), (b"<00 4>", b"\x00@"), (b"[<41>-20<42>]", b"AB"), (b"(a\\)b)", b"a)b"),
    (b"(a(b)\\051)", b"a(b))"), (b"[(a)-3<62>(\\n\\\n)]", b"ab\n"), (b"(\\7x)", b"\x07x")])
def test_strings(operands: bytes, codes: bytes) -> None:
    assert shown_codes(operands) == codes


def test_odd_but_right_streams() -> None:
    data = (b"% note (\nq/Span<</MCID 0/A[1 2 <</B(x)>>]>>BDC 1 0 0 -1.5 .5 +2. cm(a)Tj EMC\n"
            b"BI /W 1 /H 1 ID x(<EI\xff EI\nQ T* f*")
    assert [operator for _, operator in operations(data)] == [
        b"q", b"BDC", b"cm", b"Tj", b"EMC", b"BI", b"Q", b"T*", b"f*"]
    for broken in (b"q )", b"(open Tj", b"BI /W 1 ID x", b"1 2 3", b"<4g> Tj"):
        with pytest.raises(Damaged):
            list(operations(broken))


def test_a_font_program_is_read_once_for_all_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each document has its own copy of the same bytes."""
    read: list[int] = []

    def counted(program: bytes) -> Outlines:
        read.append(len(program))
        return read_outlines(program)

    monkeypatch.setattr(fonts, "read_outlines", counted)
    fonts._outlines.cache_clear()
    first = check_document(sample.reading(), sample.reading_job())
    once = len(read)
    assert once and check_document(sample.reading(), sample.reading_job()) == first == ()
    assert len(read) == once

    def other(document: pikepdf.Pdf) -> None:
        for font in document.pages[0].Resources.Font.values():
            stream = font.DescendantFonts[0].FontDescriptor.FontFile3
            stream.write(stream.read_bytes() + b"\0")
    check_document(sample.changed(sample.reading(), other), sample.reading_job())
    assert len(read) == 2 * once


def test_damaged_font_programs_are_told_as_such() -> None:
    for program in (b"", b"\x01", b"OTTO\x00\x01", b"\x00\x01\x00\x00\x00\x00", b"ttcf" * 9,
                    b"\x01\x00\x04\x02" + b"\x00\x01\x01\x01\xff" * 9):
        with pytest.raises(Damaged):
            read_outlines(program)


def test_no_damage_makes_a_check_crash_or_hang() -> None:
    """Bytes changed at random, in the file and in its unpacked form: problems, no exceptions."""
    chance = random.Random(3)
    packed = sample.reading()
    with pikepdf.open(io.BytesIO(packed)) as document:
        out = io.BytesIO()
        for page in document.pages:
            for font in page.Resources.Font.values():
                descriptor = font.DescendantFonts[0].FontDescriptor
                for key in ("/FontFile2", "/FontFile3"):
                    if key in descriptor:
                        del descriptor[key]
        document.save(out, compress_streams=False, deterministic_id=True,
                      stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                      object_stream_mode=pikepdf.ObjectStreamMode.disable)
    for good in (packed, out.getvalue()):
        for _ in range(25):
            data = bytearray(good)
            for _ in range(chance.choice((1, 5, 50))):
                data[chance.randrange(len(data))] = chance.randrange(256)
            start = time.perf_counter()
            check_document(bytes(data), sample.reading_job())
            check_part(bytes(data), "# 题\n\n文", "a.md")
            assert time.perf_counter() - start < 20  # a hang, not a speed


def test_a_booklet_whose_bytes_are_damaged() -> None:
    chance = random.Random(4)
    good = impose(sample.pages(4), saddle(4))
    for _ in range(10):
        data = bytearray(good)
        for _ in range(30):
            data[chance.randrange(len(data))] = chance.randrange(256)
        check_booklet(bytes(data), sample.pages(4), booklet_job(4))


def test_jobs_and_problems_travel_between_processes() -> None:
    job = sample.reading_job()
    assert pickle.loads(pickle.dumps(job)) == job
    problems = check_document(b"", job)
    assert pickle.loads(pickle.dumps(problems)) == problems
