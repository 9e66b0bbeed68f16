"""Manuscripts and blocks that no edition and no handout prints: they would vanish unseen.

The layout cuts by the same rule (``layout/cutting``), one edition at a time; here all readers of
a manuscript are asked at once. What is marked 讲者 is not judged: a speaker's notes may stay
notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from lxml import etree

from press.manuscript.book import Book
from press.manuscript.editions import for_edition
from press.manuscript.facts import DEFAULT_EDITION
from press.values import Place, Problem, problem

Reader = tuple[str, str]
"""The name of an edition, empty for none in particular, and an audience."""


def unseen(book: Book, roots: dict[str, etree._Element]) -> Iterator[Problem]:
    """What of ``book`` is printed nowhere; ``roots`` are the trees of its stories by path."""
    readers = _readers(book)
    for story in book.stories:
        if not readers[story.path]:
            yield problem("story-nowhere", Place(story.path, story.title_line),
                          name=story.path)
        elif story.path in roots:
            yield from _unseen_blocks(roots[story.path], story.path, readers[story.path])


def conditional(root: etree._Element) -> bool:
    """Whether there is a block under ``root`` that only some readers get."""
    return root.find(".//*[@class='only']") is not None


def _readers(book: Book) -> dict[str, list[Reader]]:
    """Who gets each manuscript, by its path."""
    readers: dict[str, list[Reader]] = {story.path: [] for story in book.stories}
    for edition in book.config.editions or (None,):
        name, audience = (edition.name, edition.audience) if edition else (
            DEFAULT_EDITION, "reader")
        for story in for_edition(book, edition).stories:
            readers[story.path].append((name, audience))
    for handout in book.config.handouts:
        for story in book.stories:
            if story.role == "story" and PurePosixPath(story.path).stem == handout.story:
                readers[story.path] += [(handout.edition or "", audience)
                                        for audience in ("listener", "speaker")]
    return readers


def _unseen_blocks(element: etree._Element, path: str, readers: list[Reader],
                   ) -> Iterator[Problem]:
    for child in element:
        kept = [reader for reader in readers if _has(child, *reader)]
        if kept:
            yield from _unseen_blocks(child, path, kept)
        elif child.get("class") == "only":
            yield problem("only-nowhere", Place(path, int(child.get("data-line", "1")), 1))


def _has(element: etree._Element, edition: str, audience: str) -> bool:
    """Whether the edition of this name has ``element`` for this audience."""
    def names(attribute: str) -> list[str]:
        return element.get(attribute, "").split()

    return not (("data-only" in element.attrib and edition not in names("data-only"))
                or ("data-audience" in element.attrib
                    and audience not in names("data-audience"))
                or edition in names("data-except")
                or audience in names("data-audience-except"))
