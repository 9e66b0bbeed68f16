"""One manuscript of a book that has been read before, read again by itself.

For somebody who has just saved it. Of the rest of the book it takes what was there when it was
read last: terms, editions, all that can be linked to.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from press.dataclass import dataclass, field, replace
from press.manuscript.again import linkable, read_again
from press.manuscript.book import Book
from press.manuscript.facts import NO_FACTS, BookFacts
from press.manuscript.headings import Anchors
from press.manuscript.pictures import Pictures
from press.values import Role, Store, Story, has_errors


@dataclass(slots=True)
class Reread:
    """What ``read_book`` notes of a book."""

    keys: Mapping[str, str] = field(default_factory=dict)
    """Path of each manuscript → its key."""
    roles: Mapping[str, Role] = field(default_factory=dict)
    facts: BookFacts = NO_FACTS
    anchors: Mapping[str, Anchors] = field(default_factory=dict)
    """All that could be linked to."""

    def story(self, folder: Path, path: str, store: Store | None) -> Story | None:
        """The manuscript ``path`` as it is now; None where it is none of the book, or has an
        error, which is told when the whole book is read."""
        if path not in self.keys:
            return None
        reading, problems = read_again(folder, path, self.roles[path], self.keys[path],
                                       Pictures(folder, store), self.facts, store)
        if reading is None:
            return None
        anchors = {**self.anchors, path: reading.anchors}
        story, faults = reading.finished(anchors, linkable(anchors))
        return None if has_errors((*problems, *faults)) else story


def with_story(book: Book, story: Story) -> Book:
    """``book`` with another text of one of its manuscripts."""
    def other(stories: tuple[Story, ...]) -> tuple[Story, ...]:
        return tuple(story if one.path == story.path else one for one in stories)

    return replace(book, front=other(book.front), back=other(book.back),
                   appendices=other(book.appendices),
                   sections=tuple(replace(section, stories=other(section.stories))
                                  for section in book.sections))
