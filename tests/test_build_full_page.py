"""A page holds all the lines that its grid has, also of mixed type."""

from __future__ import annotations

from pathlib import Path

from build_samples import documents, story, workshop, write_book

from press.build.settle import settle

PART = '[[parts]]\ntitle = "编{0}"\nstories = ["{0}1", "{0}2", "{0}3"]\n'


def test_contents_that_just_fill_a_page_take_one(tmp_path: Path) -> None:
    """4½ lines for the title, 18 entries, half a line before each of five: 25."""
    names = [f"{part}{number}" for part in "1234" for number in "123"]
    book = write_book(
        tmp_path / "book", {name: story(f"第{name}篇") for name in names},
        'title = "小书"\ndocuments = ["reading"]\n' + "".join(map(PART.format, "1234")),
        foreword_md=story("前言"), afterword_md=story("后记"))
    composition = documents(book)[0].composition
    settled = settle(composition, workshop(tmp_path / "cache"))
    counts = {part.key: pages.count
              for part, pages in zip(settled.parts, settled.pages, strict=True)}
    assert counts["contents"] == 1
