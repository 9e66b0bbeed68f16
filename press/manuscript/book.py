"""The book as read: what this room hands to the next."""

from __future__ import annotations

from press.config import BookConfig
from press.dataclass import dataclass, field
from press.manuscript.records.gather import Records
from press.values import Asset, Section, Story, Term


@dataclass(frozen=True, slots=True)
class Book:
    """A whole book: its settings and its manuscripts, all read and checked."""

    name: str
    """Name of the book's folder."""
    config: BookConfig
    """book.toml."""
    front: tuple[Story, ...]
    """Dedication, list of editors, foreword; those that exist."""
    sections: tuple[Section, ...]
    """The parts in order; one without a title where the book has none."""
    back: tuple[Story, ...]
    """The afterword, if there is one."""
    appendices: tuple[Story, ...] = ()
    """The manuscripts in appendices/, in order."""
    glossary: tuple[Term, ...] = ()
    """The entries of glossary.toml in the order of the file; layouts sort them."""
    cover_picture: Asset | None = None
    """The picture on the front of the cover sheet, if there is one."""
    records: Records = field(default_factory=Records)
    """What its tables hold, for a document that is made of tables."""

    @property
    def stories(self) -> tuple[Story, ...]:
        """Every manuscript in the order of reading."""
        return (*self.front, *(s for p in self.sections for s in p.stories),
                *self.appendices, *self.back)
