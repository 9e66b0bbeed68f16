"""Manuscripts that this very process has read before: for one that stays and reads a book again.

A manuscript that has not changed is taken as it was, under the digest of its text and of all else
that reading it depends on (``kept.draft_key``); its pictures are compared, and its links hold for
as long as there is nothing else in the book to link to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from lxml import etree

from press.config.textfile import read_text
from press.dataclass import dataclass, field
from press.manuscript.draft import Draft
from press.manuscript.facts import BookFacts
from press.manuscript.headings import Anchors
from press.manuscript.kept import asset_digest, draft_key
from press.manuscript.pictures import Pictures
from press.manuscript.story import draft_of, finish
from press.manuscript.unseen import conditional
from press.values import Problem, Role, Store, Story, has_errors

MOST = 2048
"""Manuscripts that are remembered, those used last."""

Finished = tuple[Story | None, list[Problem]]


@dataclass(slots=True)
class _Known:
    """What came of a manuscript."""

    anchors: Anchors
    problems: tuple[Problem, ...]
    pictures: tuple[tuple[str, str], ...]
    """Name and digest of each."""
    linked: str = ""
    """What could be linked to in the book when ``story`` was finished."""
    story: Story | None = None
    faults: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Slot:
    """Holds what is known under one key, if anything is."""

    known: _Known | None = None


@lru_cache(maxsize=MOST)
def _slot(_key: str) -> _Slot:
    return _Slot()


@dataclass(slots=True)
class Reading:
    """A manuscript that has been read, now or before."""

    folder: Path
    path: str
    role: Role
    key: str
    text: str
    pictures: Pictures
    facts: BookFacts
    store: Store | None
    name: str
    """``draft_key``."""
    problems: tuple[Problem, ...] = ()
    _slot: _Slot = field(default_factory=_Slot)
    _draft: Draft | None = None

    @property
    def draft(self) -> Draft:
        """The manuscript as far as it goes alone; to be finished once."""
        if self._draft is None:
            self._draft, found = draft_of(self.folder, self.path, self.role, self.key, self.text,
                                          self.pictures, self.facts, self.store, self.name)
            self.problems = tuple(found)
        return self._draft

    @property
    def anchors(self) -> Anchors:
        """What can be linked to in it."""
        known = self._slot.known
        return known.anchors if known else self.draft.anchors

    @property
    def root(self) -> etree._Element | None:
        """Its tree, where some readers may not get all of it."""
        return self._draft.root if self._draft is not None else None

    def finished(self, stories: Mapping[str, Anchors], linked: str) -> Finished:
        """See ``finish``; ``linked``: the digest of ``stories``."""
        known = self._slot.known
        if known is not None and known.linked == linked:
            return known.story, list(known.faults)
        draft = self.draft
        story, faults = finish(draft, stories)
        if story is not None and draft.root is not None and not (
                draft.files or conditional(draft.root)
                or has_errors((*self.problems, *faults))):
            self._slot.known = _Known(
                draft.anchors, self.problems,
                tuple((asset.name, asset_digest(asset)) for asset in draft.assets),
                linked, story, tuple(faults))
        return story, faults


def read_again(folder: Path, path: str, role: Role, key: str, pictures: Pictures,
               facts: BookFacts, store: Store | None) -> tuple[Reading | None, list[Problem]]:
    """Read the manuscript ``path`` of the book in ``folder``; None where it is no text."""
    text, faults = read_text(folder, folder / path)
    if text is None:
        return None, list(faults)
    name = draft_key(path, role, key, text, facts)
    slot = _slot(name)
    reading = Reading(folder, path, role, key, text, pictures, facts, store, name, (), slot)
    known = slot.known
    if known is not None and _same(known.pictures, pictures):
        reading.problems = known.problems
        return reading, list(known.problems)
    slot.known = None
    reading.draft  # noqa: B018 (reads it)
    return reading, list(reading.problems)


def linkable(stories: Mapping[str, Anchors]) -> str:
    """The digest of all that can be linked to."""
    told = repr([(path, one.key, one.read, one.ids, one.words)
                 for path, one in stories.items()])
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _same(wanted: Sequence[tuple[str, str]], pictures: Pictures) -> bool:
    for name, digest in wanted:
        asset = pictures.again(name)
        if asset is None or asset_digest(asset) != digest:
            return False
    return True
