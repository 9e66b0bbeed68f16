"""Pages onto sheets, by any scheme: ``lay_out``. Pure geometry in mm, no PDF.

Fronts are laid first; a back is what lies behind its front, seen after the turn. So backs register
by construction, and the fold simulation (``fold``) proves it again without this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from press.dataclass import replace
from press.imposition.creep import Creep
from press.imposition.fit import Fitted, turn_of
from press.imposition.job import Job
from press.imposition.marks import Bound, collation_step, frame_of, side_marks, slug_text
from press.imposition.pattern import FAR, Spot
from press.imposition.sections import Content, Pages, arranged, leaves, nested, one_sided, padded
from press.imposition.sheets import (
    Assembly,
    Axis,
    Fold,
    Imposition,
    Mark,
    Rect,
    Rotation,
    Section,
    Sheet,
    SheetSide,
    Size,
    Slot,
)

SLACK = 0.001
"""mm by which sizes may miss each other: less than any cutter sees, more than floats round."""
ASSEMBLY: Final[dict[str, Assembly]] = {
    "nup": "sheets", "stack": "stack", "repeat": "copies", "cards": "sheets"}


def lay_out(pages: Sequence[int | None], job: Job, fitted: Fitted) -> Imposition:
    """``pages`` of the document in reading order (from 1; None is a blank that is meant) on
    sheets, as they fit. ValueError where creep moves pages off the sheet or over the spine."""
    pattern, columns, rows = fitted.pattern, *fitted.grid
    contents = _contents(tuple(pages), job, pattern.pages)
    half = {"sheetwise": 1, "work-and-turn": 2, "work-and-tumble": 2}[job.turn]
    places = columns * rows // half
    assembly = ASSEMBLY.get(job.scheme, job.together)
    creep = job.creep if pattern.folds else None
    if creep and any(creep.shift(content.leaves, content.leaves) >= fitted.trim[0] / 2
                     for content in contents):
        raise ValueError("creep would push the pages of the innermost sheet over the spine")
    sheets = arranged(contents, places, assembly)
    gathered = job.scheme == "signature" and contents[-1].signature > 1
    table = _Table(job, fitted, creep, len(sheets), gathered=gathered)
    return Imposition(
        job.scheme, tuple(table.sheet(number, here) for number, here in enumerate(sheets, 1)),
        fitted.sheet, fitted.trim, job.bleed if job.scheme != "nup" else 0.0, job.binding,
        fitted.flip, pattern.folds, creep, assembly, job.turn, job.sides,
        pattern.cells if job.scheme == "nup" else fitted.grid, job.order, pattern.pages,
        fitted.scale)


def _contents(pages: Pages, job: Job, size: int) -> list[Content]:
    if job.scheme == "saddle":
        filled = padded(pages, back_cover=job.back_cover, to=size)
        return nested(filled, len(filled), size)
    if job.scheme == "signature":
        return nested(padded(pages, back_cover=job.back_cover, to=size), job.signature, size)
    return leaves(one_sided(pages, size // 2) if job.sides == 1 else pages, size)


class _Table:
    """Lays sheet after sheet in the same way."""

    def __init__(self, job: Job, fitted: Fitted, creep: Creep | None, sheets: int, *,
                 gathered: bool) -> None:
        self._job = job
        self._fitted = fitted
        self._creep = creep
        self._sheets = sheets
        self._gathered = gathered
        self._axis: Axis = turn_of(job, fitted.sheet)
        self._paper = Rect(0.0, 0.0, *fitted.sheet)
        # Nothing prints where the press holds the sheet.
        low = job.gripper
        high = job.gripper if self._axis == "horizontal" else 0.0
        self._open = Rect(0.0, low, fitted.sheet[0], fitted.sheet[1] - high)
        self._bleed = 0.0 if job.scheme == "nup" else job.bleed
        self._areas = self._places()

    def _places(self) -> list[Rect]:
        """The places of sections, rows from the top; of a worked and turned sheet the half whose
        fronts are up."""
        fitted, (width, height) = self._fitted, self._fitted.pattern.size
        columns, rows = fitted.grid
        if self._job.turn == "work-and-turn":
            columns //= 2
        skipped = rows // 2 if self._job.turn == "work-and-tumble" else 0
        left, top = fitted.area.left, fitted.area.top
        result = []
        for row in range(skipped, rows):
            upper = top - row * (height + fitted.gutter[1])
            for column in range(columns):
                x = left + column * (width + fitted.gutter[0])
                result.append(Rect(x, upper - height, x + width, upper))
        return result

    def sheet(self, number: int, contents: Sequence[Content | None]) -> Sheet:
        """The ``number``-th sheet, from 1, with its sections in their places."""
        fronts: list[Slot] = []
        backs: list[Slot] = []
        bound: list[Bound] = []
        sections: list[Section | None] = []
        for area, content in zip(self._areas, contents, strict=True):
            if content is None:
                sections.append(None)
                continue
            shifts = [self._shift(content, page) for page in range(len(content.pages))]
            sections.append(Section(area, content.signature, content.position, shifts[0]))
            for spot in self._fitted.pattern.spots:
                front = self._slot(spot, spot.front, content, area, shifts)
                fronts.append(front)
                bound.append((front.trim, spot.spine))
                backs.append(self._behind(self._slot(spot, spot.back, content, area, shifts)))
        twins: list[Section | None] = []
        if self._job.turn != "sheetwise":
            fronts = backs = fronts + backs
            twins = [section and Section(section.area.over(self._axis, self._fitted.sheet),
                                         section.signature, section.position, section.shift,
                                         over=True) for section in sections]
        first = next(section for section in sections if section)
        front_marks, back_marks = self._marks(number, contents, bound)
        return Sheet(SheetSide(_sorted(fronts), front_marks), SheetSide(_sorted(backs), back_marks),
                     first.signature, first.position, first.shift, (*sections, *twins))

    def _shift(self, content: Content, page: int) -> float:
        if self._creep is None:
            return 0.0
        return self._creep.shift(content.pair(page), content.leaves)

    def _slot(self, spot: Spot, page: int, content: Content, area: Rect,
              shifts: Sequence[float]) -> Slot:
        """A page in its place, as seen from the front, through the paper if need be."""
        moved = {"right": shifts[page], "left": -shifts[page], None: 0.0}[spot.spine]
        trim = spot.trim.at(area.left + moved, area.bottom)
        territory = spot.territory.at(area.left, area.bottom).meet(self._territory(area))
        room = territory.meet(self._paper)
        if moved and (trim.left < room.left - SLACK if spot.spine == "right"
                      else trim.right > room.right + SLACK):
            raise ValueError("creep would push pages off the paper or onto their neighbours")
        return Slot(content.pages[page], trim, 180 if spot.turned else 0,
                    trim.grow(self._bleed).meet(territory).meet(self._open), self._fitted.scale)

    def _territory(self, area: Rect) -> Rect:
        """Up to the middles of the gutters around a section; endless at the outside."""
        (x, y), all_of = self._fitted.gutter, self._fitted.area
        return Rect(area.left - (x / 2 if area.left > all_of.left + SLACK else FAR),
                    area.bottom - (y / 2 if area.bottom > all_of.bottom + SLACK else FAR),
                    area.right + (x / 2 if area.right < all_of.right - SLACK else FAR),
                    area.top + (y / 2 if area.top < all_of.top - SLACK else FAR))

    def _behind(self, slot: Slot) -> Slot:
        """The place on the back's own side; turned head over foot, the page stands the other way
        round."""
        size = self._fitted.sheet
        turned = self._axis == "horizontal"
        return Slot(slot.page, slot.trim.over(self._axis, size),
                    _OPPOSITE[slot.rotation] if turned else slot.rotation,
                    slot.clip.over(self._axis, size), slot.scale)

    def _marks(self, number: int, contents: Sequence[Content | None],
               bound: Sequence[Bound]) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
        """Of the front and of the back, which lie behind one another."""
        job, size = self._job, self._fitted.sheet
        kinds = job.mark_kinds
        if not kinds:
            return (), ()
        creases = [Fold(line.axis, line.at + (area.left if line.axis == "vertical"
                                              else area.bottom), line.under)
                   for area in self._areas for line in self._fitted.pattern.lines]
        one_form = job.turn != "sheetwise"
        if one_form:
            bound = [*bound, *(_bound_over(one, self._axis, size) for one in bound)]
            creases += [_crease_over(one, self._axis, size) for one in creases]
        frame = frame_of(bound, creases, self._open.meet(self._paper.grow(-job.unprintable)),
                         self._bleed)
        texts = [slug_text(job.slug, number, self._sheets, name) for name in job.side_names]
        front = side_marks(frame, kinds, texts[0], max(texts, key=len))
        steps = self._collation(contents) if "collation" in kinds else ()
        if one_form:
            return (*front, *steps), (*front, *steps)
        back = (mark.over(self._axis, size) for mark in front)
        return (*front, *steps), tuple(
            replace(mark, text=texts[1]) if mark.kind == "slug" else mark for mark in back)

    def _collation(self, contents: Sequence[Content | None]) -> tuple[Mark, ...]:
        """A step on the spine of each gathered section, lower from one to the next."""
        if not self._gathered:
            return ()
        spot = next(spot for spot in self._fitted.pattern.spots if spot.front == 0)
        return tuple(
            collation_step(spot.trim.at(area.left, area.bottom), spot.spine == "left",
                           turned=spot.turned, number=content.signature,
                           milling=self._job.milling)
            for area, content in zip(self._areas, contents, strict=True)
            if content is not None and content.position == 1)


_OPPOSITE: Final[dict[Rotation, Rotation]] = {0: 180, 90: 270, 180: 0, 270: 90}


def _sorted(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """From left to right, then from top to bottom."""
    return tuple(sorted(slots, key=lambda slot: (-round(slot.trim.centre[1]), slot.trim.left)))


def _bound_over(bound: Bound, axis: Axis, size: Size) -> Bound:
    trim, spine = bound
    if axis == "vertical":
        spine = {"left": "right", "right": "left", None: None}[spine]
    return trim.over(axis, size), spine


def _crease_over(crease: Fold, axis: Axis, size: Size) -> Fold:
    if axis != crease.axis:
        return crease
    return replace(crease, at=(size[0] if axis == "vertical" else size[1]) - crease.at)
