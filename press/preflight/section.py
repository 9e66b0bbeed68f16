"""A section of a file as facts of its own: its pages, its branch of the tags, its links."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from hashlib import blake2b, sha256
from typing import Any

from pypdf import PdfReader
from pypdf.generic import IndirectObject

from press.dataclass import dataclass
from press.preflight import access
from press.preflight.access import Damaged
from press.preflight.content import Interpreter
from press.preflight.facts import Facts, OutlineItem
from press.preflight.fonts import Font
from press.preflight.job import Section
from press.preflight.tree import Tree, read_branch, roles_of

_BARE = frozenset(("/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/CropBox",
                   "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate"))
"""What a blank page may have."""


class SectionFacts(Facts):
    """Facts about some pages of a file that is open already; indices are those of the file."""

    def __init__(self, whole: SectionedFacts, section: Section) -> None:
        self.whole = whole
        self.section = section
        self.pdf, self.reader, self.interpreter = whole.pdf, whole.reader, whole.interpreter
        self.first = section.first

    @cached_property
    def catalog(self) -> Any:
        """The document catalog."""
        return self.whole.catalog

    @cached_property
    def pages(self) -> list[Any]:
        """The page dictionaries of the section; they may inherit nothing."""
        chosen = self.whole.page_numbers[self.first:self.first + self.section.count]
        pages = [access.resolved(IndirectObject(number, 0, self.reader)) for number in chosen]
        if len(pages) != self.section.count or any(
                access.text(page, "/Type") != "Page" for page in pages):
            raise Damaged(f"page {self.first + 1} and those after it are not all pages")
        return pages

    @cached_property
    def page_numbers(self) -> list[int]:
        """Object numbers of all pages of the file."""
        return self.whole.page_numbers

    @cached_property
    def page_index(self) -> dict[int, int]:
        """Object number of a page → its index from 0."""
        return self.whole.page_index

    @cached_property
    def tree(self) -> Tree | None:
        """The root element with those kids that are the section's."""
        branches = self.whole.branches
        if branches is None:
            return None
        root, kids, nodes, roles = branches
        return read_branch(root, kids.within(self.section.numbers), roles,
                           nodes.within(self.section.numbers))

    @cached_property
    def destinations(self) -> dict[str, int | None]:
        """Those of the file."""
        return self.whole.destinations

    @cached_property
    def outline(self) -> list[OutlineItem]:
        """That of the file."""
        return self.whole.outline

    @cached_property
    def labels(self) -> list[str]:
        """Those of all pages of the file."""
        return self.whole.labels

    @cached_property
    def content(self) -> str:
        """The digest of the bytes of all objects of the section, wherever it stands in the file.

        Damaged where its objects are not where the section says: then it is none.
        """
        if not self.section.numbers[1]:
            return self._loose()
        low, high = self.section.numbers
        begin, end = self.section.place
        total = sha256(self.pdf[begin:end])
        offsets, bundled = self.reader.xref.get(0, {}), self.reader.xref_objStm
        told: list[bytes] = []
        numbers = self.whole.numbers
        for number in numbers[bisect_left(numbers, low):bisect_left(numbers, high)]:
            stream = bundled.get(number)
            if stream is not None:
                if not low <= stream[0] < high:
                    raise Damaged(f"object {number} stands outside its section")
                told.append(b"%d %d %d " % (number - low, stream[0] - low, stream[1]))
            else:
                offset = offsets[number]
                if not begin <= offset < end:
                    raise Damaged(f"object {number} stands outside its section")
                told.append(b"%d %d " % (number - low, offset - begin))
        total.update(b"".join(told))
        if any(not low <= number < high
               for number in self.whole.page_numbers[self.first:self.first + self.section.count]):
            raise Damaged(f"page {self.first + 1} and those after it are of another section")
        total.update(b"%d" % low)
        return total.hexdigest()


    def _loose(self) -> str:
        """The same of a page that is no section's: what it has itself, if that is all it has.

        Damaged where there is more to it than sizes and strokes.
        """
        (page,) = self.pages
        if set(page) - _BARE or access.dictionary(page, "/Resources"):
            raise Damaged(f"page {self.first + 1} is of no section, and not blank")
        sizes = sorted((key, access.rectangle(page, key)) for key in page if key.endswith("Box"))
        data = access.stream_bytes(page.raw_get("/Contents")) if "/Contents" in page else b""
        return sha256(f"{sizes!r} {page.get('/Rotate')!r} ".encode() + data).hexdigest()


@dataclass(frozen=True, slots=True)
class Numbered:
    """References to objects, to be found by the numbers of these."""

    all: Sequence[Any]
    order: Sequence[tuple[int, int]]
    """Number and place in ``all``, sorted."""

    def within(self, numbers: tuple[int, int]) -> list[Any]:
        """Those from one number up to another, in the order in which they stand."""
        low, high = numbers
        chosen = self.order[bisect_left(self.order, (low,)):bisect_left(self.order, (high,))]
        return [self.all[place] for place in sorted(place for _, place in chosen)]


def _numbered(raws: Sequence[Any]) -> Numbered:
    return Numbered(raws, sorted((access.identity(raw), at) for at, raw in enumerate(raws)))


class SectionedFacts(Facts):
    """Facts about a file as a whole that leave its pages unread."""

    walks = False

    @classmethod
    def read_by(cls, reader: PdfReader, pdf: bytes, interpreter: Interpreter) -> SectionedFacts:
        """Facts about ``pdf``, which ``reader`` has opened."""
        facts = cls.__new__(cls)
        facts.pdf, facts.reader, facts.interpreter = pdf, reader, interpreter
        return facts

    @cached_property
    def page_numbers(self) -> list[int]:
        """Object numbers of all pages, by the page tree alone.

        A node that counts as many pages as it has kids has pages for kids: each section looks
        whether that is so.
        """
        found: list[int] = []
        self._leaves(access.dictionary(self.catalog, "/Pages"), found, 0)
        return found

    def _leaves(self, node: Any, found: list[int], depth: int) -> None:
        kids, count = access.items(node, "/Kids"), access.number(node, "/Count")
        if node is None or depth > access.DEPTH:
            raise Damaged("the page tree is nested without end")
        if depth and len(kids) == count:
            found += map(access.identity, kids)
            return
        for kid in kids:
            below = access.resolved(kid)
            if access.text(below, "/Type") == "Pages":
                self._leaves(below, found, depth + 1)
            else:
                found.append(access.identity(kid))

    @cached_property
    def numbers(self) -> list[int]:
        """Of all objects of the file, sorted."""
        return sorted(self.reader.xref.get(0, {}).keys() | self.reader.xref_objStm.keys())

    def font(self, number: int) -> Font:
        """The font that is the object of this number."""
        return self.interpreter.font(IndirectObject(number, 0, self.reader))

    def meaning(self, number: int, codes: Sequence[int]) -> int:
        """A digest of the text and the width of each of ``codes`` in a font, in whatever order:
        the sum of one of each."""
        known = self.meanings.setdefault(number, {})
        for code in codes:
            if code not in known:
                font = self.font(number)
                shown = code.to_bytes(2 if font.composite else 1)
                told = repr((code, font.decode(shown), font.advances(shown))).encode()
                known[code] = int.from_bytes(blake2b(told, digest_size=16).digest())
        return sum(map(known.__getitem__, codes))

    @cached_property
    def meanings(self) -> dict[int, dict[int, int]]:
        """Number of a font → code → what ``meaning`` adds up."""
        return {}

    def forget(self, section: Section) -> None:
        """Let go of what was read of the objects of a section."""
        low, high = section.numbers
        known = self.reader.resolved_objects
        for key in [key for key in known if low <= key[1] < high]:
            del known[key]

    @cached_property
    def asked(self) -> dict[int, tuple[Any, str]]:
        """What was asked of all pages alike, by the ``id`` of the job (see ``dependence``)."""
        return {}

    @cached_property
    def stream_digests(self) -> dict[int, str]:
        """Those that are known, by the numbers of streams (see ``streams``)."""
        return {}

    @cached_property
    def branches(self) -> tuple[Any, Numbered, Numbered, dict[str, str]] | None:
        """The one root element, its kids, the nodes of the ParentTree, and the roles; None where
        the file has no tags."""
        root = access.dictionary(self.catalog, "/StructTreeRoot")
        if root is None:
            return None
        kids = access.items(root, "/K")
        if len(kids) != 1:
            raise Damaged("tags of several sections have one root")
        nodes = access.items(access.dictionary(root, "/ParentTree"), "/Kids")
        return (kids[0], _numbered(access.items(access.resolved(kids[0]), "/K")),
                _numbered(nodes), roles_of(root))
