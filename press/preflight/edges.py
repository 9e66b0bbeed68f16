"""Checks 13, 14, 15 and 27 of print.md: what stands near the cut, and what is cut by a clip."""

from __future__ import annotations

from collections.abc import Iterator

from press.preflight import access
from press.preflight.boxed import Box, cut
from press.preflight.facts import Facts
from press.preflight.findings import PT_PER_MM, Finding, found, within
from press.preflight.job import DocumentJob
from press.preflight.painted import Paint, is_seen
from press.preflight.shown import Piece

TOUCHING = 0.3 * PT_PER_MM
"""pt: what comes as near to the cut touches it, since no knife cuts truer."""
SHORT = 0.2 * PT_PER_MM
"""pt by which a bleed may fall short."""
INNER = ((150, 9.5), (300, 12.7), (500, 15.9), (700, 19.1))
"""Up to so many pages an inner margin of so many mm; above, ``INNER_MOST``."""
INNER_MOST = 22.2
EXCERPT = 16
_OPENING, _CLOSING = "（《〈「『【〔〖“‘", "。，、；：！？）》〉」』】〕〗”’"
_SLACK = 0.08
"""em by which a clip may come near a letter: no letter fills all of its square."""


def bleed(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Pictures and tints that touch the cut go on to the edge of the bleed."""
    if not job.bleed_mm:
        return
    reach = PT_PER_MM * job.bleed_mm - SHORT
    for index, (page, content) in enumerate(
            zip(facts.pages, facts.contents, strict=True), facts.first):
        trim = trim_of(page)
        if trim is None:
            continue
        for paint in content.paints:
            if paint.kind == "stroke" or paint.white or not _inside_too(paint.seen, trim):
                continue
            short = [side for side, (edge, limit, way) in enumerate(zip(
                paint.seen, trim, (1, 1, -1, -1), strict=True))
                if way * (edge - limit) <= TOUCHING and way * (limit - edge) < reach]
            if short:
                there = max(0.0, min((trim[side] - paint.seen[side]) * (1 if side < 2 else -1)
                                     for side in short))
                yield found("preflight-bleed", index, spot=within(page, cut(paint.seen, trim)),
                            found=f"{there / PT_PER_MM:.1f}", expected=f"{job.bleed_mm:g}")


def _inside_too(box: Box, trim: Box) -> bool:
    """Whether a part of it is on the page as it is cut: marks are not."""
    left, low, right, high = cut(box, trim)
    return right - left > 0.01 and high - low > 0.01


def text_near(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """No text so near the cut that a knife, or an edge that does not print, takes it away."""
    if not job.safety_mm:
        return
    safety = PT_PER_MM * job.safety_mm - 0.05
    for index, (page, content) in enumerate(
            zip(facts.pages, facts.contents, strict=True), facts.first):
        trim = trim_of(page)
        if trim is None:
            continue
        inner = (trim[0] + safety, trim[1] + safety, trim[2] - safety, trim[3] - safety)
        for piece in content.pieces:
            box = inked(piece)
            if box is None or _holds(inner, box) or not is_seen(cut(box, trim)):
                continue
            words = shown_words(piece)
            if words and _holds(trim, box):  # beyond it check 27 tells
                near = min(box[0] - trim[0], box[1] - trim[1], trim[2] - box[2], trim[3] - box[3])
                yield found("preflight-near-edge", index, spot=within(page, box), text=words,
                            found=f"{near / PT_PER_MM:.1f}", expected=f"{job.safety_mm:g}")
                break


def margin_for(pages: int) -> float:
    """mm from the spine to the text that a book of so many pages needs."""
    return next((margin for most, margin in INNER if pages <= most), INNER_MOST)


def inner_margin(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """In a bound book, the text begins far enough from the spine for its number of pages."""
    if not job.bound:
        return
    count = len(facts.page_numbers)
    wanted = margin_for(count)
    for index, (page, content) in enumerate(
            zip(facts.pages, facts.contents, strict=True), facts.first):
        trim = trim_of(page)
        if trim is None or trim[2] - trim[0] > trim[3] - trim[1]:
            continue  # landscape sheets are bound at another edge
        on_left = (index % 2 == 0) == (job.bound == "left")
        worst: tuple[float, Piece, Box] | None = None
        for piece in content.pieces:
            box = inked(piece)
            if box is None or not is_seen(cut(box, trim)):
                continue
            gap = box[0] - trim[0] if on_left else trim[2] - box[2]
            if gap < PT_PER_MM * wanted - 0.05 and (worst is None or gap < worst[0]) \
                    and shown_words(piece):
                worst = gap, piece, box
        if worst is not None:
            yield found("preflight-inner-margin", index, spot=within(page, worst[2]),
                        expected=f"{wanted:g}", count=count)


def clipped(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """No text is cut by a clip, or hidden by one."""
    del job
    for index, words, box in text_clipped(facts):
        yield found("preflight-clipped", index, text=words, spot=box)


def text_clipped(facts: Facts) -> Iterator[tuple[int, str, Box | None]]:
    """The first such text of each page, with the page's index from 0 and where it stands."""
    for index, (page, content) in enumerate(
            zip(facts.pages, facts.contents, strict=True), facts.first):
        for piece in content.pieces:
            if piece.window[0] < -1e8 and piece.window[2] > 1e8:
                continue
            box = inked(piece)
            if box is None or _holds(piece.window, box):
                continue
            words = shown_words(piece)
            if words:
                yield index, words, within(page, box)
                break


def crop_marks(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Each page bears the lines that it is cut by."""
    if not job.crop_marks:
        return
    for index, (page, content) in enumerate(
            zip(facts.pages, facts.contents, strict=True), facts.first):
        trim = trim_of(page)
        if trim is not None and not any(
                paint.kind == "stroke" and paint.box[0] < trim[0] and paint.box[1] < trim[1]
                and paint.box[2] > trim[2] and paint.box[3] > trim[3]
                for paint in content.paints):
            yield found("preflight-marks", index)


def text_on_text(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """No text is printed over other text, as where a cell of a table is too narrow."""
    del job
    for index, words, box in texts_crossing(facts):
        yield found("preflight-overlap", index, text=words, spot=box)


def texts_crossing(facts: Facts) -> Iterator[tuple[int, str, Box | None]]:
    """The first such text of each page, with the page's index from 0 and where it stands."""
    for index, (page, content) in enumerate(
            zip(facts.pages, facts.contents, strict=True), facts.first):
        boxes = sorted(
            [(box, piece) for piece in content.pieces
             if (box := inked(piece)) is not None and box[3] - box[1] > 0.01],
            key=_foot)
        crossing = _crossing(boxes)
        if crossing is not None:
            yield index, shown_words(crossing[0]), within(page, crossing[1])


def _foot(pair: tuple[Box, Piece]) -> float:
    return pair[0][1]


def _crossing(boxes: list[tuple[Box, Piece]]) -> tuple[Piece, Box] | None:
    """The first two (by height) that cover one another by more than a little."""
    for place, (low, piece) in enumerate(boxes):
        for high, other in boxes[place + 1:]:
            if high[1] >= low[3]:
                break
            if high[0] >= low[2] or low[0] >= high[2]:
                continue
            flat = min(low[3] - low[1], high[3] - high[1])
            wide = 0.35 * min(piece.size, other.size)
            left, bottom, right, top = cut(low, high)
            if right - left <= wide or top - bottom <= 0.35 * flat:
                continue
            left, bottom, right, top = cut(_bare(low, piece), _bare(high, other))
            if right - left > wide and shown_words(piece) and shown_words(other):
                return other, (left, bottom, right, top)
    return None


def _bare(box: Box, piece: Piece) -> Box:
    """``box`` of a level line without the empty half of a full-width mark at its beginning or
    end: a note's call may stand above that of 。"""
    a, b, _, _, _, _ = piece.em
    words = piece.text()
    if b or a <= 0 or not words:
        return box
    return (box[0] + (a / 2 if words[0] in _OPENING else 0), box[1],
            box[2] - (a / 2 if words[-1] in _CLOSING else 0), box[3])


def inked(piece: Piece) -> Box | None:
    """Where a piece certainly has ink: its em squares without their margins. None for what has
    no place or is not shown."""
    if piece.ends is None or piece.font is None or piece.hidden:
        return None
    box = piece.box(-_SLACK, 0.7)
    if box is None:
        return None
    inset = _SLACK * (box[3] - box[1]) / (0.7 - _SLACK)
    return box[0] + inset, box[1], max(box[0] + inset, box[2] - inset), box[3]


def shown_words(piece: Piece) -> str:
    """The beginning of its words, without blanks around them."""
    words = piece.font.decode(piece.codes).strip() if piece.font is not None else ""
    return words if len(words) <= EXCERPT else words[:EXCERPT] + "…"


def trim_of(page: object) -> Box | None:
    """The page as it is cut."""
    return access.rectangle(page, "/TrimBox") or access.rectangle(page, "/CropBox") \
        or access.rectangle(page, "/MediaBox")


def seen_on(paint: Paint, trim: Box) -> Box | None:
    """What of a paint is on the cut page; None for nothing, and for marks, which begin and end
    outside it."""
    if paint.kind == "stroke" and paint.box[1] < trim[1] and paint.box[3] > trim[3]:
        return None
    box = cut(paint.seen, trim)
    return box if box[0] <= box[2] and box[1] <= box[3] else None


def _holds(outer: Box, inner: Box) -> bool:
    return (outer[0] <= inner[0] and outer[1] <= inner[1]
            and outer[2] >= inner[2] and outer[3] >= inner[3])
