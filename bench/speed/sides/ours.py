"""This press: ``build.py`` in a fresh process, with an output folder of its own."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.speed.manuscript import Manuscript, Story
from bench.speed.sides import press_book
from bench.speed.sides.job import ROOT, Job, Side

BUILD = ROOT / "build.py"
UNCHECKED = ROOT / "bench/speed/programs/unchecked.py"
ALL = ("reading", "print", "booklet")


@dataclass(frozen=True, slots=True)
class House:
    """A book of the press in ``folder``, which holds sources and output."""

    book: Manuscript
    folder: Path

    @property
    def source(self) -> Path:
        """The folder with book.toml."""
        return self.folder / "book"

    def set_up(self) -> None:
        """Write the book."""
        press_book.write_book(self.book, self.source, ("reading",))

    def documents(self, names: Sequence[str]) -> None:
        """Ask for these."""
        press_book.write_config(self.book, self.source, names)

    def rewrite(self, story: Story) -> None:
        """Save one story."""
        press_book.write_story(self.book, story, self.source)

    def job(self, output: str = "output", *, checked: bool = True) -> Job:
        """Build it. ``output``: a folder of this name, for states that are to be kept apart."""
        out = self.folder / output
        program = BUILD if checked else UNCHECKED
        words = (str(self.source), "--output", str(out), "--quiet")
        return Job((sys.executable, str(program), *words), ROOT,
                   out / "book/book-reading.pdf", left=(out,))


def prepare(book: Manuscript, folder: Path, tags: bool) -> Job:
    """The reading document, as the other sides make it."""
    house = House(book, folder)
    house.set_up()
    return house.job(checked=tags)


SIDE = Side("press", "duben", lambda: " ", prepare)
