"""Page budgets: a book has the pages that it asks for, or is told what would make it fit."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from build_samples import TEMPLATES, codes, workshop, write_book
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from press.build.gentlest import gentlest_longer, gentlest_shorter
from press.build.run import BuildResult, build_book
from press.build.workshop import Workshop

LINE = "听见水声，人就起来了。"
"""A paragraph of one line."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return workshop(tmp_path_factory.mktemp("cache"))


def lines(count: int) -> str:
    return "# 篇名\n\n" + "\n\n".join([LINE] * count) + "\n"


def built(folder: Path, shop: Workshop, toml: str, *counts: int,
          **files: str) -> tuple[BuildResult, Path]:
    """A book of stories with so many lines; the result, and where its documents lie."""
    stories = {f"0{number}": lines(count) for number, count in enumerate(counts, 1)}
    book = write_book(folder / "book", stories, f'title = "小书"\n{toml}', **files)
    return build_book(book, folder / "out", TEMPLATES, shop, {}), folder / "out/book"


def pages_of(out: Path, name: str) -> list[str]:
    reader = PdfReader(io.BytesIO((out / f"book-{name}.pdf").read_bytes()))
    return [page.extract_text() for page in reader.pages]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=12), st.integers(1, 30))
def test_the_gentlest_step_is_found(falls: list[int], wanted: int) -> None:
    """Against a search through all steps."""
    counts = [30]
    for fall in falls:
        counts.append(counts[-1] - fall)
    fitting = [index for index, count in enumerate(counts) if count <= wanted]
    if counts[0] > wanted:
        index, _ = gentlest_shorter(counts.__getitem__, len(counts) - 1, wanted)
        assert index == (fitting[0] if fitting else None)
    rising = [60 - count for count in counts]
    wanted = 60 - wanted
    if rising[0] < wanted:
        index, above = gentlest_longer(rising.__getitem__, len(rising) - 1, wanted)
        nearest = max(count for count in rising if count <= wanted)
        assert index == rising.index(nearest)
        over = [count for count in rising if count > wanted]
        assert above == (None if nearest == wanted or not over else over[0])


def test_bisection_typesets_few_of_many_steps() -> None:
    asked: set[int] = set()

    def pages(index: int) -> int:
        asked.add(index)
        return 200 - index

    assert gentlest_shorter(pages, 64, 160)[0] == 40
    assert len(asked) <= 8


@pytest.mark.parametrize("wanted", [10, 12, 14])
def test_the_book_has_just_the_pages_that_it_asks_for(
        wanted: int, tmp_path: Path, shop: Workshop) -> None:
    free, _ = built(tmp_path / "free", shop, 'documents = ["reading"]\n', 44)
    assert [one.pages for one in free.artefacts] == [12]
    # 44 lines take two pages and a few lines.
    result, out = built(tmp_path, shop, f'documents = ["reading"]\npages = {wanted}\n', 44)
    if wanted == 10:
        assert "budget-over" in codes(result.problems) and not result.artefacts
        assert not out.exists()
        return
    assert len(pages_of(out, "reading")) == wanted
    assert ("budget-met" in codes(result.problems)) == (wanted != 12)


def test_gentler_means_are_taken_before_harder_ones(tmp_path: Path, shop: Workshop) -> None:
    few, _ = built(tmp_path / "1", shop, 'documents = ["reading"]\npages = 12\n', 69)
    more, _ = built(tmp_path / "2", shop, 'documents = ["reading"]\npages = 12\n', 77)
    assert codes(few.problems) == ["budget-met", "budget-line-height"]
    assert codes(more.problems) == [
        "budget-met", "budget-line-height", "budget-margins", "budget-type"]


def test_the_changed_page_is_what_the_notes_say(tmp_path: Path, shop: Workshop) -> None:
    result, out = built(tmp_path, shop, 'documents = ["reading"]\npages = 12\n', 69)
    told = dict(result.problems[1].args)
    full = max(text.count(LINE) for text in pages_of(out, "reading"))
    assert str(full) == told["lines"] == "26"


def test_cutting_what_is_named_makes_it_fit(tmp_path: Path, shop: Workshop) -> None:
    toml = 'documents = ["reading"]\npages = 12\n[budget]\nblanks = 0\n'
    result, _ = built(tmp_path / "1", shop, toml, 86)
    assert codes(result.problems)[0] == "budget-over"
    cut = dict(next(p for p in result.problems if p.code == "budget-cut").args)
    again, out = built(tmp_path / "2", shop, toml, 86 - int(cut["lines"]))
    assert codes(again.problems)[0] == "budget-met"
    assert len(pages_of(out, "reading")) == 12
    too_few, _ = built(tmp_path / "3", shop, toml, 86 - int(cut["lines"]) + 1)
    assert codes(too_few.problems)[0] == "budget-over"


def test_writing_the_wider_limits_that_are_told_makes_it_fit(
        tmp_path: Path, shop: Workshop) -> None:
    toml = 'documents = ["reading"]\npages = 12\n[budget]\n'
    result, _ = built(tmp_path / "1", shop, toml, 86)
    wider = dict(next(p for p in result.problems if p.code == "budget-wider").args)["limits"]
    limits = re.sub(r"\], ", "]\n", wider)
    again, out = built(tmp_path / "2", shop, f"{toml}{limits}\n", 86)
    assert codes(again.problems)[0] == "budget-met"
    assert len(pages_of(out, "reading")) == 12


def test_blank_pages_stand_before_the_back_cover(tmp_path: Path, shop: Workshop) -> None:
    toml = ('documents = ["reading"]\npages = 14\n[budget]\nline_height = [1.714, 1.715]\n'
            "inner = [20, 20]\nouter = [24, 25]\ntop = [25, 25]\nbottom = [26, 27]\n"
            "type = [10.5, 10.5]\n")
    result, out = built(tmp_path, shop, toml, 44)
    assert codes(result.problems) == ["budget-met", "budget-blanks"]
    texts = pages_of(out, "reading")
    assert len(texts) == 14
    assert texts[11:13] == ["", ""] and LINE in "".join(texts[:11])
    none, _ = built(tmp_path / "none", shop, f"{toml}blanks = 1\n", 44)
    assert codes(none.problems) == ["budget-short"]


def test_an_edition_has_its_own_pages(tmp_path: Path, shop: Workshop) -> None:
    toml = ('documents = ["reading"]\npages = 12\n[[editions]]\nname = "thin"\n'
            '[[editions]]\nname = "thick"\npages = 14\n')
    result, out = built(tmp_path, shop, toml, 69)
    assert [p.line for p in result.problems if p.code == "budget-met"] == [3]
    assert len(pages_of(out, "thin-reading")) == 12
    assert len(pages_of(out, "thick-reading")) == 14


def test_pages_count_the_text_where_the_cover_is_printed_apart(
        tmp_path: Path, shop: Workshop) -> None:
    with_cover, out = built(tmp_path / "1", shop, 'documents = ["print"]\npages = 12\n', 69)
    assert len(pages_of(out, "print")) == 12
    apart, out = built(tmp_path / "2", shop, 'documents = ["print", "cover"]\npages = 12\n'
                       '[printing]\nbinding = "stitch"\n', 69)
    assert len(pages_of(out, "print")) == 12
    assert codes(with_cover.problems) != codes(apart.problems)


def test_faults_of_the_book_are_told_alone(tmp_path: Path, shop: Workshop) -> None:
    book = write_book(tmp_path / "book", {"01": "# 篇\n\n见[别处](02.md)。\n"},
                      'title = "小书"\npages = 20\n')
    result = build_book(book, tmp_path / "out", TEMPLATES, shop, {})
    told = codes(result.problems)
    assert told and not any(code.startswith("budget") for code in told)
