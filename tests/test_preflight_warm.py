"""A file that is looked at again after a change is told the same of as one that nobody has seen."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pikepdf
import pytest
from build_samples import WORDS, build, codes, story, write_book
from check_samples import files_checked
from pypdf import PdfReader

from press.dataclass import replace
from press.preflight import DocumentJob, Warm, access, check_document
from press.preflight.access import open_strictly
from press.preflight.warm import renew

TOML = 'title = "小书"\ndocuments = ["reading"]\n'
File = tuple[bytes, DocumentJob]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[File]:
    """A book as it was, and after four changes."""
    folder = tmp_path_factory.mktemp("warm") / "b"
    texts = {f"{n:02}": story(f"第{n}篇", WORDS * (8 * n)) for n in range(1, 6)}
    texts["02"] = story("第2篇", f"{WORDS}见[后文第{{页}}页](05.md)。")
    write_book(folder, texts, TOML)
    with pytest.MonkeyPatch.context() as patch:
        seen = files_checked(patch)
        build(folder, folder.parent / "out")
        for name, old, new in (("04", "规矩在先", "规矩在前"), ("04", "第4篇", "第四篇"),
                               ("01", WORDS, WORDS * 40), ("03", "规矩", "鑫")):
            path = folder / f"stories/{name}.md"
            path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
            build(folder, folder.parent / "out")
    assert len(seen) == 5
    return seen


class Parsed:
    """Counts the objects that pypdf takes out of object streams."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.streams = 0
        real = PdfReader._get_object_from_stream

        def get(reader: Any, reference: Any) -> Any:
            self.streams += 1
            return real(reader, reference)

        monkeypatch.setattr(PdfReader, "_get_object_from_stream", get)


def test_every_change_is_told_as_by_a_first_look(files: list[File]) -> None:
    warm = Warm()
    for pdf, job in (*files, files[0], files[3]):
        assert check_document(pdf, job, warm=warm) == check_document(pdf, job) == ()
        assert warm.facts is not None
    for n, (pdf, job) in enumerate(files):  # each file held to the order of another one
        other = replace(files[n - 1][1], sections=job.sections)
        told = check_document(pdf, other, warm=warm)
        assert set(told) == set(check_document(pdf, other))
        assert told


def test_what_has_not_changed_is_not_read_anew(
        files: list[File], monkeypatch: pytest.MonkeyPatch) -> None:
    warm, store = Warm(), Memory()
    check_document(*files[0], store, warm=warm)
    parsed = Parsed(monkeypatch)
    check_document(*files[1], Memory(store.kept), warm=warm)
    few, parsed.streams = parsed.streams, 0
    check_document(*files[1], Memory(store.kept))
    assert 0 < few < parsed.streams


class Memory:
    """A store."""

    def __init__(self, kept: Mapping[str, bytes] = MappingProxyType({})) -> None:
        self.kept = dict(kept)

    def get(self, key: str) -> bytes | None:
        return self.kept.get(key)

    def put(self, key: str, body: bytes) -> None:
        self.kept[key] = body


def _bundles(pdf: bytes) -> list[re.Match[bytes]]:
    """The streams of objects: their dictionaries and data."""
    return list(re.finditer(rb"(\d+) 0 obj\n<< /Type /ObjStm ([^>]*)>>\nstream\n", pdf))


def test_a_byte_in_a_stream_of_objects_is_noticed(files: list[File]) -> None:
    """The same table, the same places, the same lengths: only what stands there is another."""
    pdf, job = files[0]
    title = "第3篇".encode("utf-16-be").hex().encode()
    outline = next(m for m in _bundles(pdf) if b"/Title <feff" + title in zlib.decompress(
        _data(pdf, m)))
    data = _data(pdf, outline)
    packed = next(packed for packed in (
        zlib.compress(zlib.decompress(data).replace(
            title, f"第{digit}篇".encode("utf-16-be").hex().encode()), 9)
        for digit in "124567890") if len(packed) <= len(data))
    packed += b"\n" * (len(data) - len(packed))
    start = outline.end()
    other = pdf[:start] + packed + pdf[start + len(data):]
    warm = Warm()
    assert check_document(pdf, job, warm=warm) == ()
    told = check_document(other, job, warm=warm)
    assert told and set(told) == set(check_document(other, job))
    assert check_document(pdf, job, warm=warm) == ()


def _data(pdf: bytes, match: re.Match[bytes]) -> bytes:
    length = re.search(rb"/Length (\d+)", match[2])
    assert length is not None
    return pdf[match.end():match.end() + int(length[1])]


def test_a_file_that_cannot_be_read_is_told_as_ever(files: list[File]) -> None:
    pdf, job = files[0]
    warm = Warm()
    for bad in (pdf[:len(pdf) // 2], b"", pdf.replace(b"startxref", b"startxxxx"),
                pdf.replace(b"/Root 1 0 R", b"/Root 7 0 R"), _locked(pdf)):
        assert check_document(pdf, job, warm=warm) == ()
        told = check_document(bad, job, warm=warm)
        assert told == check_document(bad, job)
        assert codes(told)
        assert check_document(pdf, job, warm=warm) == ()


def _locked(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        file.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def test_objects_stay_where_their_bytes_do(files: list[File]) -> None:
    before, after = files[0][0], files[3][0]  # all parts behind the first have moved
    reader = open_strictly(before)
    for number in (*reader.xref_objStm, *reader.xref[0]):
        reader.get_object(number)
    was = {number: obj for (_, number), obj in reader.resolved_objects.items()}
    gone = renew(reader, before, after)
    fresh = open_strictly(after)
    assert gone and len(gone) < len(was)
    for number in fresh.xref_objStm.keys() | fresh.xref[0].keys():
        mine, theirs = reader.get_object(number), fresh.get_object(number)
        if number not in gone and number in was:
            assert mine is was[number]
        assert _written(mine) == _written(theirs)
        assert getattr(mine, "_data", None) == getattr(theirs, "_data", None)


def _written(obj: Any) -> str:
    """What is in an object; whose reference it has is left out."""
    return re.sub(r"(IndirectObject\(\d+, \d+), \d+", r"\1", repr(obj))


def test_a_table_is_read_as_by_pypdf(files: list[File], tmp_path: Path) -> None:
    pdf = files[0][0]
    mine, theirs = open_strictly(pdf, walk=False), PdfReader(io.BytesIO(pdf), strict=True)
    assert mine.xref == theirs.xref and mine.xref_objStm == theirs.xref_objStm
    assert mine.xref_objStm and mine.xref[0]
    # With other widths, without a predictor, with a table of old: as pypdf does it.
    for mode in (pikepdf.ObjectStreamMode.generate, pikepdf.ObjectStreamMode.disable):
        with pikepdf.open(io.BytesIO(pdf)) as file:
            file.save(tmp_path / "o.pdf", object_stream_mode=mode)
        data = (tmp_path / "o.pdf").read_bytes()
        mine, theirs = open_strictly(data, walk=False), PdfReader(io.BytesIO(data), strict=True)
        assert mine.xref == theirs.xref and mine.xref_objStm == theirs.xref_objStm


def test_a_row_of_no_known_kind_is_refused(files: list[File]) -> None:
    pdf = files[0][0]
    match = list(re.finditer(rb"/Type /XRef .*?/Length (\d+) >>\nstream\n", pdf, re.DOTALL))[-1]
    data = pdf[match.end():match.end() + int(match[1])]
    rows = bytearray(zlib.decompress(data))
    rows[8] ^= 4  # the kind of the second row
    packed = zlib.compress(bytes(rows), 9)
    bad = (pdf[:match.start(1)] + b"%d >>\nstream\n" % len(packed) + packed
           + pdf[match.end() + len(data):])
    for opened in (access.open_strictly, lambda data: PdfReader(io.BytesIO(data), strict=True)):
        with pytest.raises(Exception, match="xref type"):
            opened(bad)
