"""A typeset part as objects that are ready to stand in any document of one style."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pikepdf import Array, Dictionary, Pdf

from press.assembly.claims import keep_colours
from press.assembly.copying import open_part
from press.assembly.late import fields
from press.assembly.links import link
from press.assembly.marks import without_tags
from press.assembly.objects import Shared, StreamBody, Walk, closed
from press.assembly.plates import ForeignColourError, print_content
from press.assembly.separating import overprint_states, separate
from press.assembly.sheets import PageBoxes
from press.assembly.style import Style
from press.assembly.transparency import flatten, group_pages
from press.dataclass import dataclass
from press.values import Pages, Problem, problem

NODE, DOCUMENT = b"N", b"D"
"""Marks: the part's own node of the page tree, the Document element."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the document must know of a part, beside its objects."""

    plain: int
    """Objects that are no streams: they have the first numbers."""
    streams: int
    """Streams, but for those of the pages."""
    pages: int
    """Their dictionaries are the first objects."""
    parents: int
    """Number of its node of the ParentTree; -1 where it has no tags."""
    keys: int
    """Keys of the ParentTree that it takes."""
    tops: tuple[int, ...]
    """Its elements right under the Document element."""
    named: tuple[tuple[str, int], ...]
    """IDs of elements (hexadecimal), and the numbers of these."""
    late: tuple[tuple[str, ...], ...]
    """For each page the fields of late text on it."""
    shared: tuple[str, ...]
    """Digests of the streams that it shares with other parts."""
    refused: tuple[tuple[str, int, str], ...]
    """What the document may not have: code, page (from 0 in the part), and what it is."""


@dataclass(frozen=True, slots=True)
class Extract:
    """A part, taken apart."""

    head: Head
    plain: tuple[bytes, ...]
    """In the order of their numbers, with marks (see ``objects``)."""
    streams: tuple[StreamBody, ...]
    shared: tuple[Shared, ...]
    contents: tuple[bytes, ...]
    """Of each page, with fields of late text; for print in its inks."""


def extract(pages: Pages, style: Style, boxes: PageBoxes, titles: Mapping[str, str]) -> Extract:
    """Take the part apart; ``titles``: anchor → what a link to it says aloud."""
    pdf = open_part(pages)
    leaves = [page.obj for page in pdf.pages]
    known = {pdf.Root.Pages.objgen[0]: NODE}
    known |= {leaf.Contents.objgen[0]: b"C%d" % index for index, leaf in enumerate(leaves)}
    # All pages and forms of a part share one dictionary of fonts.
    fonts = leaves[0].Resources.get("/Font", Dictionary())
    for name in list(fonts.keys()):
        fonts[name] = pdf.make_indirect(Dictionary())
        known[fonts[name].objgen[0]] = b"F" + name[1:].encode()
    refused: list[Problem] = []
    if not style.screen:
        _in_inks(pdf, leaves, style, refused)
    elif style.archive:
        keep_colours(pdf, leaves, style.archive)
    contents = tuple(leaf.Contents.read_bytes() for leaf in leaves)
    for leaf in leaves:
        _dress(leaf, boxes, titles, style)
    if style.screen and _tagged(pdf):
        known[pdf.Root.StructTreeRoot.K[0].objgen[0]] = DOCUMENT
    return _taken(pdf, leaves, contents, known, style, tuple(
        (p.code, (p.page or 1) - 1, dict(p.args)["what"]) for p in dict.fromkeys(refused)))


def _in_inks(pdf: Pdf, leaves: list[Any], style: Style, refused: list[Problem]) -> None:
    """The pages as a printing shop wants them."""
    limit = style.colour.ink_limit / 100 if style.colour else 4.0
    for index, leaf in enumerate(leaves):
        content = without_tags(leaf.Contents.read_bytes())
        try:
            content = print_content(content, limit)
        except ForeignColourError as error:
            refused.append(problem("print-colour", page=index + 1, number=index + 1,
                                   what=str(error)))
        leaf.Contents.write(content)
    separate(pdf, leaves, style.colour, without_tags, refused.append)
    overprint_states(pdf, leaves)
    if style.standard == "x-1a":
        flatten(pdf, leaves, refused.append)
    elif style.colour is not None:
        group_pages(leaves)


def _taken(pdf: Pdf, leaves: list[Any], contents: tuple[bytes, ...], known: Mapping[int, bytes],
           style: Style, refused: tuple[tuple[str, int, str], ...]) -> Extract:
    walk = Walk(pdf, known)
    for leaf in leaves:  # they have the first numbers
        walk.number(leaf)
    tops: list[int] = []
    parents, keys = b"", 0
    if style.screen and _tagged(pdf):
        tops = [walk.number(top) for top in pdf.Root.StructTreeRoot.K[0].K]
        parents, keys = _parents(pdf.Root.StructTreeRoot.ParentTree.Nums, walk)
    walk.go()
    plain, streams = sorted(walk.plain), sorted(walk.streams)
    added = [parents] if parents else []
    places = {number: place for place, number in enumerate(plain)}
    # What is added here stands behind the other plain objects, and before the streams.
    places |= {number: len(plain) + len(added) + place for place, number in enumerate(streams)}
    marks = {b"L%d" % number: b"\x01L%d\x01" % place for number, place in places.items()}

    def renumbered(body: bytes) -> bytes:
        return closed(body, lambda mark: marks.get(mark, b"\x01" + mark + b"\x01"))

    head = Head(
        len(plain) + len(added), len(streams), len(leaves), len(plain) if parents else -1, keys,
        tuple(places[top] for top in tops),
        tuple((label, places[number]) for number, label in sorted(walk.named.items())),
        tuple(tuple(sorted(set(fields(content)))) for content in contents),
        tuple(walk.shared), refused)
    return Extract(
        head,
        tuple(renumbered(body) for body in [*(walk.plain[n] for n in plain), *added]),
        tuple(StreamBody(renumbered(walk.streams[n].entries), walk.streams[n].data)
              for n in streams),
        tuple(walk.shared.values()), contents)


def _tagged(pdf: Pdf) -> bool:
    """Parts of the press have tags; one that has none is joined without."""
    return "/StructTreeRoot" in pdf.Root


def _parents(nums: Any, walk: Walk) -> tuple[bytes, int]:
    """The part's node of the ParentTree (nothing where it has no tags), and how many keys it
    takes."""
    pairs = list(_pairs(nums))
    if not pairs:
        return b"", 0
    entries = b" ".join(b"\x01T%d\x01 %s" % (key, _element(value, walk)) for key, value in pairs)
    low, high = min(key for key, _ in pairs), max(key for key, _ in pairs)
    return (b"<< /Limits [\x01T%d\x01 \x01T%d\x01] /Nums [%s] >>" % (low, high, entries),
            high + 1)


def _pairs(nums: Any) -> Iterator[tuple[int, Any]]:
    for index in range(0, len(nums), 2):
        yield int(nums[index]), nums[index + 1]


def _element(value: Any, walk: Walk) -> bytes:
    if isinstance(value, Array):
        return walk.written(value)
    return b"\x01L%d\x01" % walk.number(value)


def _dress(leaf: Any, boxes: PageBoxes, titles: Mapping[str, str], style: Style) -> None:
    leaf.MediaBox = leaf.CropBox = Array(boxes.media)
    leaf.BleedBox, leaf.TrimBox = Array(boxes.bleed_box), Array(boxes.trim_box)
    if style.screen:
        for annotation in leaf.get("/Annots", ()):
            link(annotation, titles)
    else:
        for key in ("/Annots", "/StructParents", "/Tabs"):
            if key in leaf:
                del leaf[key]


REFERENCE = re.compile(r'href="press-ref:([^"]+)"')
"""Where the HTML of a part links to another place, whose title the link then says."""
