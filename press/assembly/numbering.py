"""Which numbers objects have in a document (pure: no PDF here).

The numbers of a part's objects depend on as little as can be, so that a part that has not changed
keeps its bytes: fonts and shared streams stand before all parts, and each part gets a slot with
room to grow. Numbers that nobody has are no fault (ISO 32000-2, 7.5.8.2: Index names those that
are there).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from press.assembly.extract import Head
from press.dataclass import dataclass
from press.values import FaceKey

CATALOG, PAGES, INFO, TAGS, DOCUMENT = 1, 2, 3, 4, 5
"""Catalogue, root of the page tree, information, root of the structure tree, its one element."""
FONTS = 16
"""Where fonts begin."""
VARIANTS = 8
"""Numbers kept for the Type 0 fonts of one face."""
STEP = 256
"""Slots are multiples of it, and have at least half of it to spare: a page more takes some forty
numbers, and should seldom move all parts behind."""
KEYS = 64
"""The same of keys of the ParentTree, of which a page takes one, and each link."""
BUNDLE = 100
"""Objects in one object stream."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where the objects of a part lie."""

    base: int
    """Number of its first object."""
    head: Head
    tags: int
    """Its first key in the ParentTree."""

    @property
    def contents(self) -> int:
        """Number of the content of its first page."""
        return self.base + self.head.plain + self.head.streams

    @property
    def bundles(self) -> int:
        """Number of its first object stream."""
        return self.contents + self.head.pages

    @property
    def node(self) -> int:
        """Number of its node of the page tree, the last: it stands with the root of the tree."""
        return self.bundles + bundles(self.head.plain)


@dataclass(frozen=True, slots=True)
class Numbers:
    """All of a document."""

    fonts: Mapping[FaceKey, int]
    """Face → number of its first Type 0 font."""
    shared: Mapping[str, int]
    """Digest → number."""
    slots: tuple[Slot, ...]
    tail: int
    """From here on numbers are free."""
    keys: int
    """From here on keys of the ParentTree are."""


def bundles(objects: int) -> int:
    """How many object streams hold so many objects."""
    return -(-objects // BUNDLE)


def numbers(heads: Sequence[Head], faces: Iterable[FaceKey]) -> Numbers:
    """The numbers of a document with these parts and this library of faces."""
    fonts = {face: FONTS + VARIANTS * place for place, face in enumerate(sorted(faces))}
    first = _round(FONTS + VARIANTS * len(fonts))
    shared = {digest: first + place for place, digest in enumerate(
        dict.fromkeys(digest for head in heads for digest in head.shared))}
    base = first + _round(len(shared) + STEP // 2)
    keys = 0
    slots = []
    for head in heads:
        slot = Slot(base, head, keys)
        slots.append(slot)
        base += _round(slot.node + 1 - slot.base + STEP // 2)
        keys += _round(head.keys + KEYS // 2, KEYS)
    return Numbers(fonts, shared, tuple(slots), base, keys)


def _round(count: int, step: int = STEP) -> int:
    return -(-count // step) * step
