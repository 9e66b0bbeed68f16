"""A finished file that has been tampered with fails, whatever was done to it: see tampering."""

from __future__ import annotations

import re
import zlib

import pytest
from build_samples import build
from tampering import LONG_TEXT, TAMPERINGS, Tampering, book, swap_codes, tampered

from press.build.orders import Order, order_of
from press.dataclass import replace
from press.preflight import DocumentJob, check_document, check_sheets
from press.values import Problem

FILES = {"reading": "b-reading.pdf", "print": "b-print.pdf", "booklet": "b-booklet.pdf",
         "handout": "b-handout-01-listener.pdf"}


class Shelf(dict[str, bytes]):
    """A store that keeps all."""

    def put(self, key: str, body: bytes) -> None:
        self[key] = body


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, Order]]:
    """Each document of the book, and what was ordered of it."""
    folder = tmp_path_factory.mktemp("tamper")
    result = build(book(folder / "b"), folder / "out")
    assert result.good, result.problems
    found = {}
    for kind, name in FILES.items():
        path = folder / "out/b" / name
        order = order_of(path)
        assert order is not None, name
        found[kind] = path.read_bytes(), order
    return found


def told(pdf: bytes, order: Order) -> tuple[Problem, ...]:
    """All that is wrong with a file that is to be what was ordered."""
    if isinstance(order.job, DocumentJob):
        return check_document(pdf, replace(order.job, sections=()))
    return check_sheets(pdf, order.faces, order.job)


def errors(problems: tuple[Problem, ...]) -> set[str]:
    return {p.code for p in problems if p.severity == "error"}


@pytest.mark.parametrize("kind", FILES)
def test_what_was_only_saved_again_passes(kind: str, finished: dict[str, tuple[bytes, Order]]
                                          ) -> None:
    pdf, order = finished[kind]
    assert errors(told(pdf, order)) == set()
    assert errors(told(tampered(pdf, lambda _: None), order)) == set()


@pytest.mark.parametrize("how", TAMPERINGS, ids=lambda how: how.name)
def test_each_tampering_fails(how: Tampering, finished: dict[str, tuple[bytes, Order]]) -> None:
    for kind in how.kinds:
        pdf, order = finished[kind]
        found = told(tampered(pdf, how.change), order)
        codes = {p.code for p in found}
        assert codes & set(how.codes), (kind, codes)
        assert how.codes == ("colour-ink",) or errors(found) or codes & {
            "colour-black-text"}, (kind, codes)


def test_there_are_a_hundred() -> None:
    assert len(TAMPERINGS) >= 100
    assert len({how.name for how in TAMPERINGS}) == len(TAMPERINGS)


def _same_length(pdf: bytes, which: int, pattern: bytes) -> bytes:
    """A word of the so many'th content stream that has one is another, and no byte of the file
    has moved."""
    streams = [m for m in re.finditer(
        rb"/Length (\d+)[^>]*>>\s*stream\r?\n", pdf) if b"/FlateDecode" in pdf[
            pdf.rindex(b"obj", 0, m.start()):m.end()]]
    seen = 0
    for found in streams:
        size = int(found[1])
        data = zlib.decompressobj().decompress(pdf[found.end():found.end() + size])
        if b" Tf" not in data or not re.search(pattern, data):
            continue
        seen += 1
        if seen <= which:
            continue
        for match in re.finditer(pattern, data):
            try:
                after = data[:match.start()] + swap_codes(match) + data[match.end():]
            except StopIteration:
                continue
            packed = zlib.compress(after, 9)
            if len(packed) <= size:
                return (pdf[:found.end()] + packed + b"\n" * (size - len(packed))
                        + pdf[found.end() + size:])
    raise AssertionError("no stream can be changed in its place")


@pytest.mark.parametrize("kind", ["reading", "print"])
@pytest.mark.parametrize("which", [0, 1, 3, 5])
def test_a_change_in_a_section_that_was_found_good_is_found(
        kind: str, which: int, finished: dict[str, tuple[bytes, Order]]) -> None:
    """All findings of the good file are kept; a section that differs by some bytes is looked at
    anew, though everything stands where it stood."""
    pdf, order = finished[kind]
    job = order.job
    assert isinstance(job, DocumentJob) and job.sections
    shelf = Shelf()
    assert errors(check_document(pdf, job, shelf)) == set()
    kept = len(shelf)
    assert errors(check_document(pdf, job, shelf)) == set()
    assert len(shelf) == kept > 4
    other = _same_length(pdf, which, LONG_TEXT)
    assert len(other) == len(pdf)
    assert "preflight-words" in errors(check_document(other, job, shelf))


def test_an_image_changed_in_its_place_is_found(finished: dict[str, tuple[bytes, Order]]) -> None:
    pdf, order = finished["reading"]
    job = order.job
    assert isinstance(job, DocumentJob)
    shelf = Shelf()
    assert errors(check_document(pdf, job, shelf)) == set()
    at = pdf.index(b"/Subtype /Image")
    begin = pdf.rindex(b" obj", 0, at)
    found = re.compile(rb"stream\r?\n").search(pdf, at)
    length = re.compile(rb"/Length (\d+)").search(pdf, begin)
    assert found is not None and length is not None
    size = int(length[1])
    empty = zlib.compress(b"\xff" * 10_000_000)[:size]
    other = pdf[:found.end()] + empty.ljust(size, b"\0") + pdf[found.end() + size:]
    assert len(other) == len(pdf)
    assert errors(check_document(other, job, shelf))


def test_lines_of_the_manuscript_are_named(finished: dict[str, tuple[bytes, Order]]) -> None:
    pdf, order = finished["reading"]
    by_name = {how.name: how for how in TAMPERINGS}
    (found,) = (p for p in told(tampered(
        pdf, by_name["word changed on page 0, string 0"].change), order)
        if p.code == "preflight-words")
    (spot,) = found.spots
    assert (spot.path, spot.line) == ("stories/01.md", 3) and spot.box is not None
