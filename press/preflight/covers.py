"""Checks 42 and 43 of print.md: the bar code of a cover, and its spine against the formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.preflight import access
from press.preflight.bars import PT_PER_MM, Code, codes
from press.preflight.boxed import Box
from press.preflight.drawn import Drawn, Filled, drawn, is_white
from press.preflight.facts import Facts
from press.preflight.findings import Finding, found
from press.preflight.job import CoverJob, DocumentJob

NARROW = (0.25, 0.40)
"""mm of a narrow bar: magnifications 0.8 to 1.2 of 0.33 mm."""
MARGIN, NEAR = 15.0, 0.5
"""mm from the right edge and the foot of the back, and by how much it may differ."""
QUIET = (11, 7)
"""Modules that stay white left and right."""
BELOW = 9.33
"""Modules from the foot of the bars to that of the digits: (25.93 − 22.85) ÷ 0.33."""
_FOLD = 0.05
"""mm by which a fold mark may be off."""


def cover(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Of a cover sheet only."""
    if job.cover is None or not facts.pages:
        return
    trim = access.rectangle(facts.pages[0], "/TrimBox")
    if trim is None:
        return  # check 8 tells
    painted = drawn(facts.pages[0])
    yield from _folds(painted, trim, job.cover)
    read = [code for code in codes(painted.fills) if not _covered(code, painted.fills)]
    if job.cover.isbn is None:
        for code in read:
            yield found("cover-bars-unwanted", 0, found=code.digits or "?")
    elif not read or not read[0].digits:
        yield found("cover-bars-missing", 0, expected=job.cover.isbn)
    else:
        yield from _code(facts, painted, trim, read[0], job.cover, job.cover.isbn)


def spine_mm(job: CoverJob) -> float:
    """(pages ÷ 2) × t + 2 × cover caliper + allowance; the shop's own figure goes before."""
    if job.given_mm is not None:
        return job.given_mm
    if job.stitched:
        return 0.0
    leaves = (job.pages + 1) // 2
    return round(leaves * job.caliper_mm + 2 * job.cover_caliper_mm + job.allowance_mm, 2)


def _folds(painted: Drawn, trim: Box, job: CoverJob) -> Iterator[Finding]:
    """Dashed marks above and below the trim, at every fold; and the width of the sheet."""
    page, spine = job.page_mm[0], spine_mm(job)
    wanted = [page, page + spine] if spine else [page]
    if job.flaps_mm:
        wanted = [job.flaps_mm, *(job.flaps_mm + x for x in wanted),
                  job.flaps_mm + 2 * page + spine]
    wanted.append(2 * page + spine + 2 * job.flaps_mm)
    marks = [s for s in painted.strokes if s.dashed and abs(s.x1 - s.x0) < 0.01]
    for outside in ([s for s in marks if min(s.y0, s.y1) > trim[3]],
                    [s for s in marks if max(s.y0, s.y1) < trim[1]]):
        there = [*sorted((s.x0 - trim[0]) / PT_PER_MM for s in outside),
                 (trim[2] - trim[0]) / PT_PER_MM]
        if len(there) != len(wanted) or any(
                abs(a - b) > _FOLD for a, b in zip(there, wanted, strict=True)):
            yield found("cover-folds", 0, found=_list(there), expected=_list(wanted))
            return


def _list(places: Sequence[float]) -> str:
    return ", ".join(f"{place:.2f}" for place in places)


def _code(facts: Facts, painted: Drawn, trim: Box, code: Code, job: CoverJob,
          isbn: str) -> Iterator[Finding]:
    if code.digits != isbn:
        yield found("cover-bars-number", 0, found=code.digits, expected=isbn)
    below = _text_below(facts, code)
    if below != isbn:
        yield found("cover-bars-digits", 0, found=below or "—", expected=isbn)
    narrow = code.module / PT_PER_MM
    if not NARROW[0] <= narrow <= NARROW[1]:
        yield found("cover-bars-size", 0, found=f"{narrow:.3f}", low=f"{NARROW[0]:g}",
                    high=f"{NARROW[1]:g}")
    for ink in sorted({_ink(bar) for bar in code.bars
                       if bar.ink not in (("k", (0.0, 0.0, 0.0, 1.0)), ("g", (0.0,)))}):
        yield found("cover-bars-ink", 0, found=ink)
    edge = job.flaps_mm + job.page_mm[0]
    if job.binding == "right":  # the back is the second page from the left
        edge += job.page_mm[0] + spine_mm(job)
    right = edge - (code.right + QUIET[1] * code.module - trim[0]) / PT_PER_MM
    bottom = (code.foot - BELOW * code.module - trim[1]) / PT_PER_MM
    if abs(right - MARGIN) > NEAR or abs(bottom - MARGIN) > NEAR:
        yield found("cover-bars-place", 0, right=f"{right:.1f}", bottom=f"{bottom:.1f}",
                    wanted=f"{MARGIN:g}")
    zones = ((code.left - QUIET[0] * code.module, code.foot, code.left, code.head),
             (code.right, code.foot, code.right + QUIET[1] * code.module, code.head))
    if any(_dirty(zone, painted.fills, code) for zone in zones) or any(
            _holds(zone, *ends[:2]) or _holds(zone, *ends[2:])
            for piece in facts.contents[0].pieces if (ends := piece.ends) is not None
            for zone in zones):
        yield found("cover-bars-quiet", 0)


def _covered(code: Code, fills: Sequence[Filled]) -> bool:
    """Whether anything is painted over its bars."""
    last = max(fills.index(bar) for bar in code.bars)
    return any(fill.box[0] < code.right and fill.box[2] > code.left and fill.box[1] < code.head
               and fill.box[3] > code.foot for fill in fills[last + 1:] if fill not in code.bars)


def _ink(fill: Filled) -> str:
    space, values = fill.ink
    return f"{' '.join(f'{v:g}' for v in values)} {space}"


def _dirty(zone: Box, fills: Sequence[Filled], code: Code) -> bool:
    """Whether anything but white is on top somewhere in the zone."""
    tight = 0.05
    x0, y0, x1, y1 = zone[0] + tight, zone[1] + tight, zone[2] - tight, zone[3] - tight
    dirty = False
    for fill in fills:
        left, low, right, high = fill.box
        if fill in code.bars or left >= x1 or right <= x0 or low >= y1 or high <= y0:
            continue
        if not is_white(fill.ink):
            dirty = True
        elif left <= x0 and right >= x1 and low <= y0 and high >= y1:
            dirty = False
    return dirty


def _holds(zone: Box, x: float, y: float) -> bool:
    return zone[0] < x < zone[2] and zone[1] < y < zone[3]


def _text_below(facts: Facts, code: Code) -> str:
    """The digits between the foot of the bars and that of the symbol, from left to right."""
    low = code.foot - BELOW * code.module
    pieces = [(piece.ends[0], piece.text()) for piece in facts.contents[0].pieces
              if piece.ends is not None and low - 1 <= piece.ends[1] < code.foot
              and code.left - QUIET[0] * code.module <= piece.ends[0]
              <= code.right + QUIET[1] * code.module]
    return "".join("".join(c for c in text if c.isdigit()) for _, text in sorted(pieces))
