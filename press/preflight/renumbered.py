"""Sections of which nothing is new but page numbers: a page more before them changes all folios.

Two sections are alike here if they have the same bytes, but for the codes of short runs of text:
folios (artifacts of pagination), and numbers within the tags of links. Such a run shows a number
where it was one when the section was looked through, as folio of its page or as the number of the
page that its link leads to. Nothing else that a check finds depends on which digits these are, as
long as they are digits, as wide, in the same font, and the right ones: all of that is seen to here,
run by run. A folio may stand a little elsewhere, and be of another width, where there is nothing
beside it. So a section that was found to be good, and is alike, is good; any other is looked
through from end to end.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from press.dataclass import astuple, dataclass
from press.preflight import access
from press.preflight.boxed import cut
from press.preflight.edges import trim_of
from press.preflight.folios import is_folio, numerals, within_links
from press.preflight.fonts import Font
from press.preflight.job import DocumentJob, PageReference
from press.preflight.section import SectionFacts
from press.preflight.shown import Content, Piece
from press.preflight.typefaces import Codes, codes_of

_HEAD = re.compile(
    rb"(\d+) 0 obj\n<< /Filter /FlateDecode /Length (\d+) >>\nstream\n")
_TAIL = b"\nendstream\nendobj\n"
_RUN = re.compile(
    rb"/(?:Artifact <</Type /Pagination>> BDC|[A-Za-z0-9]+\n<</MCID (?P<mcid>\d+)>>\nBDC)\n"
    rb"(?:/[^\s/<>\[\]()]+ gs\n)?(?:[\d. ]+ (?:rg|g|k)\n)?"
    rb"BT\n[-\d.]+ [-\d.]+ [-\d.]+ [-\d.]+ (?P<x>-?\d+(?:\.\d+)?) [-\d.]+ Tm\n"
    rb"/(?P<font>[^\s/<>\[\]()]+) (?P<size>\d+(?:\.\d+)?) Tf\n"
    rb"\[<(?P<codes>(?:[0-9a-f]{4})+)>[-\d.]*\] TJ\nET\nEMC\n")
_LONGEST = 10
"""Codes of a run that may be a number, with what stands beside it: ``— 128 —``."""
PLAY = 4.0
"""By how much a folio that stands alone may move, in units of its content, 3/4 pt mostly."""
_LARGEST = 50_000_000
"""Bytes of a page's content, inflated."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text that may be a page number."""

    stream: int
    """Object number of the content that it stands in, counted from the section's first."""
    mcid: int | None
    """None for an artifact."""
    font: str
    """Name among the resources."""
    codes: bytes
    x: float
    """Where it begins, in units of the content."""
    size: float

    def ends(self, font: Font) -> tuple[float, float]:
        """Where it begins and ends."""
        return self.x, self.x + self.size * sum(font.advances(self.codes))


@dataclass(frozen=True, slots=True)
class Masked:
    """A section but for the codes of such runs."""

    digest: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A run that was a page number when its section was looked through."""

    run: int
    """Its place among those of the section."""
    page: int
    """Counted from the first of the section."""
    font: int
    """Object number."""
    anchor: str
    """Of the reference that it is the number of; empty for a folio."""
    room: tuple[float, float] | None = None
    """Where a folio may begin and end, if it may move at all."""


def masked(facts: SectionFacts) -> Masked:
    """The digest of all bytes of a section where they stand, without those of the runs."""
    low, high = facts.section.numbers
    begin, end = facts.section.place
    offsets = facts.reader.xref.get(0, {})
    bundled = facts.reader.xref_objStm
    total = sha256(b"%d " % low)
    starts: list[tuple[int, int]] = []
    for number in range(low, high):
        if number in bundled:
            total.update(b"%d %d %d " % (number - low, bundled[number][0] - low,
                                         bundled[number][1]))
        elif number in offsets:
            starts.append((offsets[number], number))
    starts.sort()
    runs: list[Run] = []
    edges = [*(at for at, _ in starts), end]
    total.update(facts.pdf[begin:edges[0]])
    for (at, number), then in zip(starts, edges[1:], strict=True):
        total.update(b"%d:" % (number - low))
        chunk = facts.pdf[at:then]
        content = _content(chunk, number)
        if content is None:
            total.update(b"%d " % len(chunk) + chunk)
            continue
        kept: list[bytes] = []
        last = 0
        for match in _RUN.finditer(content):
            codes = bytes.fromhex(match["codes"].decode())
            if len(codes) > 2 * _LONGEST:
                continue
            runs.append(Run(number - low, int(match["mcid"]) if match["mcid"] else None,
                            match["font"].decode("latin-1"), codes, float(match["x"]),
                            float(match["size"])))
            if not match["mcid"]:
                kept.append(content[last:match.start("x")])
                last = match.end("x")
            kept += [content[last:match.start("codes")], b"%d" % len(codes)]
            last = match.end("codes")
        kept.append(content[last:])
        for piece in kept:
            total.update(b"~%d " % len(piece) + piece)
    return Masked(total.hexdigest(), tuple(runs))


def _content(chunk: bytes, number: int) -> bytes | None:
    """What is deflated in an object that is nothing but a stream; None for any other."""
    head = _HEAD.match(chunk)
    if head is None or int(head[1]) != number:
        return None
    data, tail = chunk[head.end():head.end() + int(head[2])], chunk[head.end() + int(head[2]):]
    if tail != _TAIL:
        return None
    inflater = zlib.decompressobj()
    try:
        content = inflater.decompress(data, _LARGEST)
    except zlib.error:
        return None
    return content if inflater.eof and not inflater.unused_data else None


def numbers_in(facts: SectionFacts, job: DocumentJob, there: Masked
               ) -> tuple[Number, ...] | None:
    """The runs that are page numbers, of a section that was found to be good; None where there
    are others, which its bytes do not show to be page numbers."""
    low = facts.section.numbers[0]
    streams = {access.identity(page.raw_get("/Contents")) - low: index
               for index, page in enumerate(facts.pages) if "/Contents" in page}
    links = _links(facts, job, there, streams)
    found: list[Number] = []
    for place, run in enumerate(there.runs):
        page = streams.get(run.stream)
        font = None if page is None else _font(facts, page, run)
        if page is None or font is None:
            continue
        text = facts.whole.font(font).decode(run.codes)
        if run.mcid is not None:
            anchor = links.get((page, run.mcid), "")
            if anchor:
                found.append(Number(place, page, font, anchor))
        elif is_folio(text, job.labels[facts.first + page]):
            begin, end = run.ends(facts.whole.font(font))
            found.append(Number(place, page, font, "", (
                begin - PLAY, end + PLAY) if _alone(facts, job, page, run) else None))
    folios = Counter(number.page for number in found if not number.anchor)
    if any(numerals(content) != folios[page] for page, content in enumerate(facts.contents)):
        return None
    return tuple(found)


def _font(facts: SectionFacts, page: int, run: Run) -> int | None:
    """The object number of the font that a run is set in."""
    resources = access.dictionary(facts.pages[page], "/Resources")
    fonts, name = access.dictionary(resources, "/Font"), f"/{run.font}"
    return None if fonts is None or name not in fonts else access.identity(fonts.raw_get(name))


def _alone(facts: SectionFacts, job: DocumentJob, page: int, run: Run) -> bool:
    """Whether a folio has the height of no other text, and may move a little within the page."""
    if job.bound or job.safety_mm:  # then it is of concern where it stands
        return False
    own = [piece for piece in facts.contents[page].pieces
           if _place_of(piece) is None and piece.codes == run.codes]
    box = own[0].box() if len(own) == 1 else None
    trim = trim_of(facts.pages[page])
    if box is None or trim is None or own[0].size > run.size:
        return False
    wide = (box[0] - PLAY, box[1], box[2] + PLAY, box[3])
    if any(cut(wide, outer) != wide for outer in (trim, own[0].window)):
        return False
    for piece in facts.contents[page].pieces:
        if piece is own[0] or not piece.codes:
            continue
        other = piece.box()
        if other is None or (other[1] < box[3] and box[1] < other[3]):
            return False
    return True


def _links(facts: SectionFacts, job: DocumentJob, there: Masked,
           streams: Mapping[int, int]) -> dict[tuple[int, int], str]:
    """Page (from the first of the section) and MCID of each run that is the number of a
    reference, with its anchor.

    All places within the links of a reference that show its number must be such runs.
    """
    texts: dict[tuple[int, int], list[str]] = {}
    for run in there.runs:
        page = streams.get(run.stream)
        if page is not None and run.mcid is not None:
            font = _font(facts, page, run)
            texts.setdefault((page, run.mcid), []).append(
                "" if font is None else facts.whole.font(font).decode(run.codes))
    found: dict[tuple[int, int], str] = {}
    for index, ref in job.references:
        if not facts.has(index) or not (ref.printed.isascii() and ref.printed.isdigit()):
            continue
        page = index - facts.first
        said = [kid.mcid for kid in within_links(facts, ref, index)
                if ref.printed in facts.marked_text.get(kid, "")]
        if all(texts.get((page, mcid)) == [ref.printed] for mcid in said):
            found |= {(page, mcid): ref.anchor for mcid in said}
    return found


def signs(facts: SectionFacts, job: DocumentJob, there: Masked,
          numbers: Sequence[Number]) -> list[object] | None:
    """What of the runs the findings depend on; None where a number is not the one that it must
    be."""
    whole = facts.whole
    by_run = {number.run: number for number in numbers}
    printed = {(index - facts.first, ref.anchor): ref.printed for index, ref in job.references
               if facts.has(index)}
    told: list[object] = []
    for place, run in enumerate(there.runs):
        number = by_run.get(place)
        if number is None:
            told.append((run.codes, run.x))
            continue
        font = whole.font(number.font)
        text = font.decode(run.codes)
        label = job.labels[facts.first + number.page]
        if number.anchor:
            label = printed.get((number.page, number.anchor), "")
            right = text == label and label.isascii() and label.isdigit()
        else:
            right = is_folio(text, label)
        if not right:
            return None
        if number.room is not None:
            begin, end = run.ends(font)
            if not number.room[0] <= begin <= end <= number.room[1]:
                return None
        told.append((text.replace(label, "#", 1), len(label),
                     (run.x, font.advances(run.codes)) if number.room is None else (),
                     [code for code, letter in zip(font.codes(run.codes), text, strict=False)
                      if not letter.isdigit()]))
    if not all(_right(facts, ref) for index, ref in job.references if facts.has(index)):
        return None
    return told


def _right(facts: SectionFacts, ref: PageReference) -> bool:
    """Whether a reference says the label of the page that its link leads to."""
    target = facts.whole.destinations.get(ref.anchor)
    labels = facts.whole.labels
    return target is not None and target < len(labels) and labels[target] == ref.printed


def codes_without(facts: SectionFacts, there: Masked, numbers: Sequence[Number]) -> Codes:
    """What the pages show (``typefaces.codes_of``) but for their page numbers."""
    hidden = {(n.page, there.runs[n.run].mcid, there.runs[n.run].codes) for n in numbers}
    return codes_of([
        Content([piece for piece in content.pieces
                 if (page, _place_of(piece), piece.codes) not in hidden])
        for page, content in enumerate(facts.contents)], facts.first)


def _place_of(piece: Piece) -> int | None:
    """As ``Run.mcid``; -1 for what is no such run."""
    if piece.artifact is not None:
        return None if piece.artifact.kind == "Pagination" else -1
    return -1 if piece.mcid is None else piece.mcid


def codes_shown(facts: SectionFacts, there: Masked, numbers: Sequence[Number]
                ) -> Iterator[tuple[int, int, int]]:
    """Object number of the font, code and page (from the first of the section) of each sign of
    the page numbers."""
    for number in numbers:
        font = facts.whole.font(number.font)
        for code in font.codes(there.runs[number.run].codes):
            yield number.font, code, number.page


def to_bytes(numbers: Sequence[Number], outward: list[object]) -> bytes:
    """What is kept of a section that is good: its page numbers, and what it has to do with the
    rest of the file but for the signs of these."""
    return json.dumps([[astuple(number) for number in numbers], outward]).encode()


def from_bytes(kept: bytes) -> tuple[tuple[Number, ...], Any]:
    """The reverse."""
    numbers, outward = json.loads(kept)
    return tuple(Number(run, page, font, anchor, tuple(room) if room else None)
                 for run, page, font, anchor, room in numbers), outward
