"""Documents made of tables: nothing is done for nothing, and printers reach all of the cards."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from build_samples import ROOT, TEMPLATES, library, workshop
from PIL import Image

from press import contents
from press.assembly.placing import place
from press.build.cache import Cache, Pieces
from press.build.guess import guessed, probable_sides, told_pages
from press.build.intake import take_in
from press.build.make import EDGE, _cards_grid
from press.build.plan import plan
from press.build.settle import settle
from press.contents import file_digest
from press.dataclass import replace
from press.manuscript.pictures import Pictures, with_data
from press.manuscript.thumbnails import thumbnail
from press.values import Part, Place


def part(key: str, first: str, html: str) -> Part:
    return Part(key, html, (), (), first, "decimal", (), "")  # type: ignore[arg-type]


def test_sides_are_known_as_long_as_templates_tell_their_pages() -> None:
    parts = [part("group", "recto", '<section data-pages="1">'),
             part("items-1", "any", '<section data-pages="3">'),
             part("items-2", "any", '<section data-pages="2">'),
             part("text", "any", "<p>字</p>"), part("after", "any", '<section data-pages="1">'),
             part("back", "verso", "")]
    assert [told_pages(one) for one in parts] == [1, 3, 2, 0, 1, 0]
    assert probable_sides(parts) == ["recto", "verso", "recto", "recto", "recto", "verso"]
    labels, placing = guessed([part("a", "recto", '<section data-pages="13" id="a">'),
                               part("b", "any", '<section id="b">')], 700)
    assert placing.side(1) == "verso"
    assert labels["b"] == "14"


def test_the_catalogue_tells_its_pages_right(tmp_path: Path) -> None:
    """A few groups of the sample: each part is set once, on the side that it has in the end."""
    intake, problems = take_in(ROOT / "sources/archive-catalogue", TEMPLATES, library(), {})
    assert intake is not None, problems
    documents, _ = plan(intake.book, intake.layouts, intake.date)
    chosen = [p for p in documents[0].composition.parts if p.key.startswith("catalogue-")][:12]
    composition = documents[0].composition
    # Links to items of other groups lead nowhere here.
    parts = tuple(replace(p, html=p.html.replace('href="press-ref:', 'title="')) for p in chosen)
    settled = settle(replace(composition, parts=parts, sources=(), imprint=None),
                     workshop(tmp_path))
    assert [told_pages(p) for p in parts] == [pages.count for pages in settled.pages]
    placing = place([(p, pages.count) for p, pages in zip(parts, settled.pages, strict=True)])
    assert probable_sides(parts) == [placing.side(n) for n in range(len(parts))]


def test_a_file_is_read_again_only_when_it_was_written_to(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    first = file_digest(path)
    with monkeypatch.context() as patch:
        patch.setattr(contents.hashlib, "file_digest", lambda *_: pytest.fail("read again"))
        assert file_digest(path) == first
    stamp = path.stat()
    path.write_bytes(b"two")  # as long as before, and as old
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert file_digest(path) != first


def test_plates_that_are_known_are_read_when_they_are_typeset(tmp_path: Path) -> None:
    path = tmp_path / "plates/001.jpg"
    path.parent.mkdir()
    Image.new("L", (600, 400), 90).save(path, "JPEG")
    store = Pieces(Cache(tmp_path / "cache"))
    place = Place("items.csv", 2)
    first, problems = Pictures(tmp_path, store).plate("plates/001.jpg", place)
    assert first is not None and first.data == path.read_bytes() and problems == ()
    small = thumbnail(first, store)

    again, problems = Pictures(tmp_path, store).plate("plates/001.jpg", place)
    assert again is not None and problems == ()
    assert (again.data, again.file) == (b"", str(path.absolute()))
    assert (again.digest, again.width, again.height) == (first.digest, 600, 400)
    assert with_data(again).data == first.data
    assert thumbnail(again, store) == small and not small.file
    assert thumbnail(again).data == small.data  # made anew

    Image.new("L", (600, 400), 10).save(path, "JPEG")
    assert with_data(again).data == b"", "not what was asked for"
    changed, _ = Pictures(tmp_path, store).plate("plates/001.jpg", place)
    assert changed is not None and changed.data == path.read_bytes()
    path.unlink()
    assert with_data(again).data == b""


def test_nothing_outside_the_book_is_a_plate(tmp_path: Path) -> None:
    root = tmp_path / "book"
    root.mkdir()
    Image.new("L", (60, 40), 90).save(tmp_path / "secret.jpg", "JPEG")
    store = Pieces(Cache(tmp_path / "cache"))
    Pictures(tmp_path, store).plate("secret.jpg", Place("a"))  # its digest is known
    plate, (fault,) = Pictures(root, store).plate("../secret.jpg", Place("items.csv", 2))
    assert plate is None and fault.severity == "error"


@pytest.mark.parametrize(("sheet", "trim", "grid"), [
    ("A4", (90, 54), (2, 4)), ("A3", (90, 54), (4, 4)), ("A4", (200, 190), (1, 1)),
    ("A4", (210, 297), None), ("nothing", (90, 54), None)])
def test_cards_keep_off_the_edge_of_their_sheet(sheet: str, trim: tuple[float, float],
                                                grid: tuple[int, int] | None) -> None:
    assert EDGE >= 10
    assert _cards_grid(sheet, trim, 3) == grid
