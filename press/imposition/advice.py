"""What is possible, but should be known before printing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from press.imposition.job import SIGNATURES, Job
from press.imposition.placing import SourcePage
from press.imposition.sheets import Imposition, MarkKind, Section, SheetSide, Slot
from press.values import Place, Problem, problem

STITCH_PAGES: Final = 64
"""More pages than that hardly lie flat under a staple (the usual limit is 48 to 64)."""
STITCH_CREEP: Final = 3.0
"""mm; so much creep eats the inner margins."""
THIN: Final = 8
"""Fewer pages than that make a last section that hardly holds in glue or thread, where the others
have at least twice as many."""
_ASKED: Final[tuple[MarkKind, ...]] = ("register", "bar", "slug")
"""Marks that are told when they are left out; a cut or fold mark is, where the paper ends there."""


def advice(imposition: Imposition, job: Job, pages: Mapping[int, SourcePage],
           place: Place | None) -> list[Problem]:
    """For a job that was laid out well, with the pages that it takes."""
    found = [*_thick(imposition, place), *_blanks(imposition, place),
             *_last_signature(imposition, job, place), *_folded_edges(imposition, place),
             *_scaled(imposition, job, place),
             *_edge(imposition, job, place), *_marks(imposition, job, place)]
    lost = [number for number, page in pages.items() if page.annotations]
    if lost:
        found.append(problem("imposition-annotations", place, page=lost[0], pages=listed(lost)))
    return found


def listed(numbers: Sequence[int]) -> str:
    """A few numbers, and how many in all where there are more than eight."""
    shown = ", ".join(map(str, numbers[:8]))
    return f"{shown} … ({len(numbers)})" if len(numbers) > 8 else shown or "–"


def _sides(imposition: Imposition) -> Iterator[SheetSide]:
    """Every form once that is printed."""
    one = imposition.sides == 1 or imposition.turning != "sheetwise"
    for sheet in imposition.sheets:
        yield sheet.front
        if not one:
            yield sheet.back


def _thick(imposition: Imposition, place: Place | None) -> Iterator[Problem]:
    if imposition.scheme != "saddle":
        return
    sections = [section for sheet in imposition.sheets
                for section in sheet.pieces(imposition.sheet_size)
                if section and not section.over]
    positions = {section.position for section in sections}
    most = max(abs(section.shift) for section in sections)
    if len(positions) * imposition.folded > STITCH_PAGES or most > STITCH_CREEP:
        yield problem("imposition-thick", place, pages=len(positions) * imposition.folded,
                      sheets=len(positions), limit=STITCH_PAGES)


def _blanks(imposition: Imposition, place: Place | None) -> Iterator[Problem]:
    """Blank pages of a booklet, of gathered sections, and empty places of a cut sheet."""
    if imposition.scheme == "nup":
        return
    slots = [slot for side in _sides(imposition) for slot in side.slots]
    sections = [section for sheet in imposition.sheets
                for section in sheet.pieces(imposition.sheet_size)]
    empty = sections.count(None)
    blanks = sum(slot.page is None for slot in slots)
    if imposition.folds:
        # One form that prints both sides was counted once, and holds every page of two copies.
        copies = imposition.copies // (1 if imposition.turning == "sheetwise" else 2)
        blanks, whole = blanks // copies, len(slots) // copies
        if blanks:
            code = ("imposition-blanks" if imposition.scheme == "saddle"
                    else "imposition-blanks-section")
            yield problem(code, place, blanks=blanks, pages=whole)
    if empty:
        yield problem("imposition-places-empty", place, empty=empty)


def _last_signature(imposition: Imposition, job: Job, place: Place | None) -> Iterator[Problem]:
    """A last section that is mostly blank, or too thin beside the others."""
    if imposition.scheme != "signature":
        return
    pages = [slot.page for slots in _by_signature(imposition).values() for slot in slots]
    last = _by_signature(imposition)[max(_by_signature(imposition))]
    used = sum(slot.page is not None for slot in last)
    thin = len(last) < THIN and 2 * len(last) <= job.signature
    if 2 * used >= len(last) and not thin:
        return
    count = sum(page is not None for page in pages)
    rest = count % job.signature
    better = max(size for size in SIGNATURES if 2 * (count % size) >= size or count % size == 0
                 or size == min(SIGNATURES))
    yield problem("imposition-signature-last", place, pages=count, signature=job.signature,
                  used=used, blanks=len(last) - used, less=rest,
                  more=-count % job.signature, better=better, fewest=-count % better)


def _folded_edges(imposition: Imposition, place: Place | None) -> Iterator[Problem]:
    """Pages that meet at a fold which is cut open: the knife needs something to take away."""
    if len(imposition.folds) < 2:
        return
    slots = imposition.sheets[0].front.slots
    tops = sorted(slot.trim.top for slot in slots)
    if any(abs(slot.trim.bottom - top) < 0.5 for slot in slots for top in tops):
        yield problem("imposition-fold-edge", place)


def _by_signature(imposition: Imposition) -> dict[int, list[Slot]]:
    """The places of each signature of one copy."""
    found: dict[int, list[Slot]] = {}
    for sheet in imposition.sheets:
        for number, section in enumerate(sheet.pieces(imposition.sheet_size)):
            if section is None or section.over or (imposition.assembly == "copies" and number):
                continue
            found.setdefault(section.signature, []).extend(_in(section, sheet.front.slots))
            behind = [slot for slot in sheet.back.slots if _in(section, [_over(slot, imposition)])]
            found[section.signature].extend(behind)
    return found


def _over(slot: Slot, imposition: Imposition) -> Slot:
    return Slot(slot.page, slot.trim.over(imposition.turn, imposition.sheet_size), slot.rotation,
                slot.clip)


def _in(section: Section, slots: Sequence[Slot]) -> list[Slot]:
    area = section.area
    return [slot for slot in slots
            if area.left < slot.trim.centre[0] < area.right
            and area.bottom < slot.trim.centre[1] < area.top]


def _scaled(imposition: Imposition, job: Job, place: Place | None) -> Iterator[Problem]:
    if abs(imposition.scale - 1) > 0.0005 and not isinstance(job.scale, float | int):
        yield problem("imposition-scaled", place, percent=f"{100 * imposition.scale:.1f}")


def _edge(imposition: Imposition, job: Job, place: Place | None) -> Iterator[Problem]:
    """Pages that reach where the printer cannot print."""
    edge, (width, height) = job.unprintable, imposition.sheet_size
    reach = [min(slot.trim.left, slot.trim.bottom, width - slot.trim.right,
                 height - slot.trim.top)
             for side in _sides(imposition) for slot in side.slots if slot.page is not None]
    if edge and reach and min(reach) < edge - 0.01:
        yield problem("imposition-edge", place, edge=f"{edge:g}",
                      lost=f"{edge - max(0.0, min(reach)):.1f}")


def _marks(imposition: Imposition, job: Job, place: Place | None) -> Iterator[Problem]:
    asked = {kind for kind in job.mark_kinds if kind in _ASKED and (kind != "slug" or job.slug)}
    there = {mark.kind for side in _sides(imposition) for mark in side.marks}
    missing = [kind for kind in _ASKED if kind in asked - there]
    if missing:
        yield problem("imposition-marks-room", place, marks=", ".join(missing))
