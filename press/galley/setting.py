"""Where everything stands on a proof: the page at 100 % on a larger sheet, numbers and bars at its
left, notes at its right. Pure; mm from the left and the top of the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from press.dataclass import dataclass, replace
from press.galley.breaking import broken
from press.galley.lines import Line, Page
from press.galley.marks import Mark
from press.galley.views import (
    ChangeBar,
    Galley,
    LineNumber,
    MarginNote,
    SpotFrame,
    SpotNumber,
)

PAPERS = ((210.0, 297.0), (297.0, 420.0), (420.0, 594.0))
"""A4, A3, A2; upright or across."""
LEFT, RIGHT, HEAD, FOOT = 16.0, 42.0, 17.0, 13.0
"""mm that a sheet must have around the page."""
EDGE = 6.0
"""mm at the edge of the sheet on which nothing is written: an office printer cannot."""
SIZE = 6.5
"""Of the type of notes, pt."""
PITCH = 3.15
"""Of their lines, mm."""
GAP = 1.5
"""mm between notes."""
LABEL = 4.2
"""mm of a note's number before its words."""
MOST_LINES = 6
"""Of one note; the rest of it stands on the sheet for corrections."""
_PT = 25.4 / 72
_NEAR = 8.0
"""mm that the margin of a page must have for numbers to stand in it."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a page, in words."""

    label: str
    kind: str
    words: str
    boxes: tuple[tuple[float, float, float, float], ...]
    """Left, top, width, height, mm on the trimmed page; none: the page as a whole."""
    lines: tuple[int, ...] = ()
    """Numbers of the lines that it is about."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper, and where the page lies on it."""

    width: float
    height: float
    left: float
    top: float


def sheet_for(trim: tuple[float, float]) -> Sheet:
    """The smallest paper on which a page of this size has margins wide enough to write in."""
    width, height = trim
    needed = width + LEFT + RIGHT, height + HEAD + FOOT
    across = width > height
    papers = [(b, a) if across else (a, b) for a, b in PAPERS]
    papers += [(a, b) if across else (b, a) for a, b in PAPERS]
    papers.sort(key=lambda paper: paper[0] * paper[1])
    paper = next((p for p in papers if needed[0] <= p[0] and needed[1] <= p[1]), needed)
    spare, over = paper[0] - needed[0], paper[1] - needed[1]
    return Sheet(paper[0], paper[1], round(LEFT + 0.15 * spare, 2), round(HEAD + 0.4 * over, 2))


def galley(page: Page, trim: tuple[float, float], sheet: Sheet, marks: Sequence[Mark],
           notes: Sequence[Note], head: tuple[str, str, str], foot: tuple[str, str],
           more: str) -> Galley:
    """One page. ``marks``, ``notes``: those of the page; ``more``: what stands for the notes for
    which there is no room, with ``{count}``."""
    block_left, block_right = _block(page, trim)
    inside = block_left >= _NEAR
    edge = sheet.left + (block_left if inside else 0.0)
    notes_left = sheet.left + trim[0] + 4.0
    notes_width = sheet.width - EDGE - notes_left
    spots, frames, wanted = _spots(page, trim, sheet, notes, block_right)
    return Galley(
        sheet.left, sheet.top, trim[0], trim[1], head, foot,
        round(edge - 3.2, 2), tuple(LineNumber(
            round(sheet.top + line.top, 2), line.height, str(line.number), line.number % 5 == 0)
            for line in page.lines),
        round(edge - 2.2, 2), _bars(page, sheet, marks), tuple(frames), tuple(spots),
        round(notes_left, 2), round(notes_width, 2),
        _stacked(wanted, notes_width, sheet, more))


def _block(page: Page, trim: tuple[float, float]) -> tuple[float, float]:
    """The left and the right edge of the text of a page."""
    if not page.lines:
        return 0.14 * trim[0], 0.86 * trim[0]
    return (min(line.left for line in page.lines),
            min(max(line.left + line.width for line in page.lines), trim[0] - 3.0))


def _bars(page: Page, sheet: Sheet, marks: Sequence[Mark]) -> tuple[ChangeBar, ...]:
    """One bar for lines that follow one another, from the head of the first to the foot of the
    last; the bars of neighbours that are not of one kind do not touch."""
    kinds = {mark.number: mark.kind for mark in marks}
    step = _pitch(page)
    runs: list[list[Line]] = []
    for line in page.lines:
        last = runs[-1][-1] if runs else None
        if line.number not in kinds:
            continue
        if last and line.number == last.number + 1 and kinds[last.number] == kinds[line.number] \
                and line.top - last.top <= 1.4 * step:
            runs[-1].append(line)
        else:
            runs.append([line])
    bars = []
    for run in runs:
        top, end = run[0].top - 0.5, run[-1].top + run[-1].height + 0.5
        bars.append(ChangeBar(round(sheet.top + top, 2), round(end - top, 2),
                              kinds[run[0].number]))
    return tuple(bars)


def _pitch(page: Page) -> float:
    """From line to line, mm, as most lines have it."""
    tops = [line.top for line in page.lines]
    steps = [b - a for a, b in pairwise(tops) if b - a > 1]
    return median(steps) if steps else 6.0


def _spots(page: Page, trim: tuple[float, float], sheet: Sheet, notes: Sequence[Note],
           block_right: float) -> tuple[list[SpotNumber], list[SpotFrame],
                                        list[tuple[float, Note]]]:
    """Numbers beside lines, frames, and the height at which each note would stand best."""
    lines = {line.number: line for line in page.lines}
    numbers: list[SpotNumber] = []
    frames: list[SpotFrame] = []
    wanted: list[tuple[float, Note]] = []
    taken: dict[int, int] = {}
    right = min(block_right + 1.2, trim[0] - 3.0)
    for note in notes:
        places = [(lines[n].top, lines[n].height) for n in note.lines if n in lines]
        for left, top, width, height in note.boxes:
            if width < 0.9 * trim[0] or height < 0.9 * trim[1]:
                places.append((top, min(height, 6.0)))
                frames.append(_frame(sheet, left, top, width, height))
        for top, height in dict.fromkeys(places):
            row = round((top + height / 2) / 3)
            place = taken.get(row, 0)
            taken[row] = place + 1
            numbers.append(SpotNumber(
                round(sheet.left + right + 3.4 * place, 2), round(sheet.top + top, 2), height,
                note.label, note.kind))
        wanted.append((sheet.top + min((top for top, _ in places), default=-2.0), note))
    return numbers, frames, sorted(wanted, key=lambda pair: pair[0])


def _frame(sheet: Sheet, left: float, top: float, width: float, height: float) -> SpotFrame:
    return SpotFrame(round(sheet.left + left - 0.4, 2), round(sheet.top + top - 0.4, 2),
                     round(max(width, 1.0) + 0.8, 2), round(max(height, 1.0) + 0.8, 2))


def _stacked(wanted: Sequence[tuple[float, Note]], width: float, sheet: Sheet,
             more: str) -> tuple[MarginNote, ...]:
    """The notes one below the other, each as near to its line as the others let it; with shorter
    words, and at last without the last of them, where the column cannot hold all."""
    top, bottom = HEAD - 1.0, sheet.height - FOOT
    for most in (MOST_LINES, 3, 2, 1):
        set_notes = [(best, _set(note, width, most)) for best, note in wanted]
        if sum(_tall(note) + GAP for _, note in set_notes) <= bottom - top:
            return _placed(set_notes, top, bottom)
    room = int((bottom - top - PITCH) / (PITCH + GAP))
    kept = [(best, _set(note, width, 1)) for best, note in wanted[:room]]
    left = len(wanted) - len(kept)
    told = broken(more.format(count=left), width, SIZE * _PT)[:1]
    return _placed([*kept, (bottom, MarginNote("", 0.0, "more", tuple(told)))], top, bottom)


def _set(note: Note, width: float, most: int) -> MarginNote:
    lines = broken(note.words, width - LABEL, SIZE * _PT)
    if len(lines) > most:
        lines = [*lines[:most - 1], lines[most - 1][:-1].rstrip("，。；：、") + "…"]
    return MarginNote(note.label, 0.0, note.kind, tuple(lines))


def _tall(note: MarginNote) -> float:
    return PITCH * len(note.lines)


def _placed(notes: Sequence[tuple[float, MarginNote]], top: float,
            bottom: float) -> tuple[MarginNote, ...]:
    tops: list[float] = []
    at = top
    for best, note in notes:
        tops.append(max(at, best))
        at = tops[-1] + _tall(note) + GAP
    limit = bottom
    for index in range(len(notes) - 1, -1, -1):
        tops[index] = min(tops[index], limit - _tall(notes[index][1]))
        limit = tops[index] - GAP
    return tuple(replace(note, top=round(place, 2))
                 for place, (_, note) in zip(tops, notes, strict=True))
