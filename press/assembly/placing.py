"""Where parts fall in a document, and what its pages are called. Pure: no PDF here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from press.dataclass import dataclass, replace
from press.values import Anchor, Numbering, Pages, Part, Side


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the document."""

    part: int | None
    """Index of its part; None for a blank page between parts."""
    page: int
    """Index in the part."""
    numbering: Numbering
    number: int
    """In its run of pages numbered alike, from 1."""

    @property
    def label(self) -> str:
        """Its page label: the folio; unnumbered pages (covers, title) are A, B, C …"""
        style = "upper-alpha" if self.numbering == "none" else self.numbering
        return spelled(self.number, style)


@dataclass(frozen=True, slots=True)
class Placing:
    """All pages of a document, in order."""

    leaves: tuple[Leaf, ...]
    firsts: tuple[int, ...]
    """Index of the first page of every part."""
    totals: tuple[int, ...]
    """For every part, how many pages its run of numbered pages has."""

    def of(self, parts: Sequence[int]) -> Placing:
        """The pages of some parts alone, with the numbers that they have here."""
        leaves: list[Leaf] = []
        firsts: list[int] = []
        for place, part in enumerate(parts):
            firsts.append(len(leaves))
            leaves += [replace(leaf, part=place) for leaf in self.leaves if leaf.part == part]
        return Placing(tuple(leaves), tuple(firsts), tuple(self.totals[part] for part in parts))

    def side(self, part: int) -> Side:
        """The side of the first page of a part."""
        return "recto" if self.firsts[part] % 2 == 0 else "verso"


def place(parts: Sequence[tuple[Part, int]]) -> Placing:
    """Put parts of so many pages one behind the other.

    A part that wants a recto or verso gets it, by a blank page before it, which counts with the
    pages before. Odd pages are rectos (the first page of a document is one). A change of
    numbering starts again at 1, except that unnumbered pages go on (A, B … at the end, too).
    """
    leaves: list[Leaf] = []
    firsts: list[int] = []
    runs: list[int] = []
    counts: dict[int, int] = {}
    run, numbering, unnumbered = -1, "", 0
    for index, (part, pages) in enumerate(parts):
        wanted = {"recto": 0, "verso": 1}.get(part.first_page, len(leaves) % 2)
        if leaves and len(leaves) % 2 != wanted:
            last = leaves[-1]
            number = last.number + 1
            leaves.append(Leaf(None, 0, last.numbering, number))
            counts[run] += 1
            if last.numbering == "none":
                unnumbered = number
        if part.numbering != numbering:
            run, numbering = run + 1, part.numbering
            counts[run] = unnumbered if numbering == "none" else 0
        firsts.append(len(leaves))
        runs.append(run)
        for page in range(pages):
            counts[run] += 1
            leaves.append(Leaf(index, page, part.numbering, counts[run]))
        if numbering == "none":
            unnumbered = counts[run]
    return Placing(tuple(leaves), tuple(firsts), tuple(counts[r] for r in runs))


def document_anchors(typeset: Sequence[Pages], placing: Placing) -> dict[str, Anchor]:
    """Every anchor with its page in the document; the first of a name wins."""
    anchors: dict[str, Anchor] = {}
    for pages, first in zip(typeset, placing.firsts, strict=True):
        for anchor in pages.anchors:
            anchors.setdefault(anchor.name, Anchor(
                anchor.name, first + anchor.page, anchor.x, anchor.y))
    return anchors


_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def spelled(number: int, style: str) -> str:
    """``number`` in a counter style of CSS; ValueError for one that cannot bind late."""
    if style == "decimal":
        return str(number)
    if style in ("lower-roman", "upper-roman"):
        text = ""
        for value, letters in _ROMAN:
            text += letters * (number // value)
            number %= value
        return text if style == "lower-roman" else text.upper()
    if style == "upper-alpha":
        # As PDF page labels count: A … Z, AA, BB … ZZ, AAA (ISO 32000-1, 12.4.2).
        return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    raise ValueError(f"page numbers in the counter style {style} are not known to the join")


def late_text(what: str, page: int, placing: Placing, total: int,
              anchors: Mapping[str, Anchor],
              values: Mapping[str, str] = MappingProxyType({})) -> str:
    """What a field of late text says on page ``page`` (an index) of the document.

    ``values``: what is filled in for one reader, by the name of its field.

    ValueError for a field that says nothing.
    """
    kind, _, value = what.partition(":")
    if kind == "folio":
        return spelled(placing.leaves[page].number, value)
    if kind == "pages":
        return spelled(total, value)
    if kind == "field" and value in values:
        return values[value]
    if kind != "page":
        raise ValueError(f"data-late={what!r}: only page:ANCHOR binds late in the text")
    if value not in anchors:
        raise ValueError(f"data-late={what!r}: no part has an element with this id")
    return placing.leaves[anchors[value].page].label
