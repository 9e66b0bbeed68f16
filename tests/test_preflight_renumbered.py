"""A page more changes all folios: sections are good again, and wrong numbers are found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from build_samples import WORDS, build, codes, contents, story, write_book
from check_samples import files_checked, sections_looked_at

from press.assembly import join as joining
from press.assembly import pieces
from press.dataclass import dataclass, replace
from press.preflight import DocumentJob, check_document, renumbered
from press.values import Problem

TOML = 'title = "小书"\ndocuments = ["reading"]\n'


class Shelf(dict[str, bytes]):
    """A store that keeps all."""

    def put(self, key: str, body: bytes) -> None:
        self[key] = body


@dataclass
class Bench:
    """A book that grows, and how its files are checked."""

    folder: Path
    out: Path
    seen: list[tuple[bytes, DocumentJob]]

    def made(self) -> tuple[bytes, DocumentJob]:
        """The file as it is made now, be it good or not."""
        build(self.folder, self.out)
        return self.seen[-1]

    def grow(self, words: int) -> None:
        """Make the first story longer."""
        (self.folder / "stories/01.md").write_text(story("第1篇", WORDS * words), "utf-8")


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    texts = {f"{n:02}": story(f"第{n}篇", WORDS * 40) for n in range(1, 7)}
    texts["01"] = story("第1篇", WORDS * 300)
    texts["03"] = story("第3篇", f"{WORDS}见[后文第{{页}}页](05.md)。")
    return Bench(write_book(tmp_path / "b", texts, TOML), tmp_path / "out",
                 files_checked(monkeypatch))


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The first pages of all sections that are looked through."""
    return sections_looked_at(monkeypatch)


def whole(pdf: bytes, job: DocumentJob) -> set[Problem]:
    """All that is wrong, without sections."""
    return set(check_document(pdf, replace(job, sections=())))


def sections_behind(job: DocumentJob) -> set[int]:
    """The first pages of the stories behind the first one."""
    return {part.first for part in job.printed if part.source.startswith("stories/")
            and not part.source.endswith("01.md")}


def test_later_sections_are_not_looked_through_again(bench: Bench, looked: list[int]) -> None:
    first, before = bench.made()
    bench.grow(420)
    second, after = bench.made()
    assert sections_behind(after) != sections_behind(before)
    assert before.labels[-2] != after.labels[-2]
    shelf = Shelf()
    assert check_document(first, before, shelf) == ()
    looked.clear()
    assert check_document(second, after, shelf) == ()
    assert sections_behind(after) and not sections_behind(after) & set(looked)
    assert next(p.first for p in after.printed if p.source == "stories/01.md") in looked
    assert after.contents_pages[0] in looked
    # What was found so is kept as if it had been looked through.
    looked.clear()
    size = len(shelf)
    assert check_document(second, after, shelf) == ()
    assert (looked, len(shelf)) == ([], size)


def test_a_book_that_grew_has_the_bytes_of_one_from_scratch(bench: Bench, tmp_path: Path) -> None:
    bench.made()
    bench.grow(420)
    bench.made()
    build(bench.folder, tmp_path / "other")
    assert contents(bench.out) == contents(tmp_path / "other")


def _wrong(kind: str, source: str, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the join write 1 more than it should in the fields of a kind on the pages of a story."""
    real = joining.late_text

    def late_text(what: str, page: int, placing: Any, *others: Any) -> str:
        text = real(what, page, placing, *others)
        _, job = bench.seen[-1]
        pages = [p.first + n for p in job.printed if p.source == source for n in range(p.count)]
        return str(int(text) + 1) if what.startswith(kind) and page in pages else text

    monkeypatch.setattr(joining, "late_text", late_text)


@pytest.mark.parametrize(("kind", "code"), [("folio", "pdf-folio"),
                                            ("page:", "pdf-reference-number")])
def test_a_wrong_number_is_found(kind: str, code: str, bench: Bench,
                                 monkeypatch: pytest.MonkeyPatch, looked: list[int]) -> None:
    first, before = bench.made()
    bench.grow(420)
    good, job = bench.made()
    shelf = Shelf()
    check_document(first, before, shelf)
    check_document(good, job, shelf)
    _wrong(kind, "stories/03.md", bench, monkeypatch)
    (bench.out / "b/b-reading.pdf").unlink()
    bench.grow(421)  # so that it is made again
    bad, wanted = bench.made()
    assert bad != good
    looked.clear()
    told = check_document(bad, wanted, shelf)
    assert code in codes(told)
    assert set(told) == whole(bad, wanted)
    at = next(p.first for p in wanted.printed if p.source == "stories/03.md")
    assert at in looked and not (sections_behind(wanted) - {at}) & set(looked)


def test_a_number_as_it_was_before_is_found(bench: Bench) -> None:
    """The file of yesterday's pages, asked for with today's labels."""
    pdf, job = bench.made()
    shelf = Shelf()
    assert check_document(pdf, job, shelf) == ()
    labels = tuple(str(int(label) + 2) if label.isdigit() else label for label in job.labels)
    wrong = replace(job, labels=labels)
    told = check_document(pdf, wrong, shelf)
    assert "pdf-folio" in codes(told)
    assert set(told) == whole(pdf, wrong)


@pytest.mark.parametrize("move", [500.0, -500.0])
def test_a_folio_that_is_shifted_off_the_page_is_found(
        move: float, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    first, before = bench.made()
    shelf = Shelf()
    check_document(first, before, shelf)
    real: Callable[..., bytes] = pieces.Late.fill

    def fill(self: Any, content: bytes, text_of: Any) -> bytes:
        done = real(self, content, text_of)

        def shifted(match: Any) -> bytes:
            at = float(match["x"]) + move
            begin, end = match.start("x") - match.start(), match.end("x") - match.start()
            return bytes(match[0][:begin] + b"%.6f" % at + match[0][end:])
        return renumbered._RUN.sub(
            lambda m: shifted(m) if m["mcid"] is None else m[0], done)

    monkeypatch.setattr(pieces.Late, "fill", fill)
    bench.grow(420)
    bad, wanted = bench.made()
    told = check_document(bad, wanted, shelf)
    assert "pdf-text-outside" in codes(told)
    assert set(told) == whole(bad, wanted)


def test_other_words_beside_a_number_are_looked_at(bench: Bench, looked: list[int]) -> None:
    first, before = bench.made()
    shelf = Shelf()
    check_document(first, before, shelf)
    path = bench.folder / "stories/05.md"
    path.write_text(path.read_text("utf-8").replace("规矩在先", "规矩在前", 1), "utf-8")
    bench.grow(420)
    second, after = bench.made()
    looked.clear()
    assert check_document(second, after, shelf) == ()
    changed = next(p.first for p in after.printed if p.source == "stories/05.md")
    assert changed in looked
