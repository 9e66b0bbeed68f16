"""Problems as notes in the margin of a proof: on which page, beside which line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from press.config.textfile import read_text
from press.dataclass import dataclass, replace
from press.galley.lines import Page, Text, text_of
from press.messages import Lang, message, text
from press.preflight.compare import normal
from press.values import Problem

WINDOWS = (24, 16, 10, 6)
"""Letters around a place of a manuscript that are looked for on the pages."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A problem as a proof tells it; of one document."""

    problem: Problem
    pages: tuple[int, ...]
    """From 1; empty for one that belongs to no page."""
    boxes: tuple[tuple[int, tuple[float, float, float, float]], ...] = ()
    """Page and box (mm on the trimmed page)."""
    lines: tuple[tuple[int, int], ...] = ()
    """Page and number of the lines that it is about."""
    times: int = 1
    """How often the same is found on the page."""

    @property
    def kind(self) -> str:
        """``waived``, or the severity."""
        return "waived" if self.problem.waived else self.problem.severity

    def words(self, lang: Lang) -> str:
        """What it says."""
        words = message(self.problem, lang)
        if self.times > 1:
            words = text("proofs-note-times", lang, words=words, times=self.times)
        return text(f"proofs-note-{self.kind}", lang, words=words)


def remarks(problems: Sequence[Problem], file: str, others: Sequence[str], folder: Path,
            pages: Sequence[Page]) -> tuple[Remark, ...]:
    """The problems that concern the document in ``file``; ``others``: all files of the book, whose
    problems are theirs. In the order of pages; those of no page last."""
    found: list[Remark] = []
    manuscripts = _manuscripts(folder, pages)
    for one in problems:
        if one.path == file:
            found.append(_of_spots(one))
        elif one.path in others:
            continue
        elif one.path in manuscripts:
            remark = _of_manuscript(one, manuscripts[one.path])
            if remark is not None:
                found.append(remark)
        elif one.page is None:
            found.append(Remark(one, ()))
    return tuple(sorted(_together(dict.fromkeys(found)), key=lambda r: (
        not r.pages, r.pages[:1], _height(r, pages))))


def _together(found: Iterable[Remark]) -> list[Remark]:
    """The same fault on several lines of a page is one note."""
    known: dict[tuple[object, ...], Remark] = {}
    for one in found:
        key = (one.problem.code, one.problem.args, one.kind, one.pages) if one.lines else (one,)
        first = known.get(key)
        known[key] = one if first is None else replace(
            first, lines=tuple(sorted({*first.lines, *one.lines})), times=first.times + 1)
    return list(known.values())


def _height(remark: Remark, pages: Sequence[Page]) -> float:
    """How far down its page it stands, mm."""
    first = remark.pages[0] if remark.pages else 0
    tops = [box[1] for page, box in remark.boxes if page == first]
    numbers = {n for page, n in remark.lines if page == first}
    tops += [line.top for page in pages if page.number == first for line in page.lines
             if line.number in numbers]
    return min(tops, default=-1.0)


def _of_spots(one: Problem) -> Remark:
    places = tuple((spot.page, spot.box) for spot in one.spots if spot.box is not None)
    pages = sorted({spot.page for spot in one.spots} or {p for p in (one.page,) if p})
    return Remark(one, tuple(pages), places)


@dataclass(frozen=True, slots=True)
class _Manuscript:
    """A manuscript, and the pages that show it."""

    rows: tuple[str, ...]
    pages: tuple[Page, ...]
    """With the lines that are its own."""
    text: Text


def _manuscripts(folder: Path, pages: Sequence[Page]) -> dict[str, _Manuscript]:
    own: dict[str, list[Page]] = {}
    for page in pages:
        for path in dict.fromkeys(line.path for line in page.lines if line.path):
            own.setdefault(path, []).append(Page(page.number, page.label, tuple(
                line for line in page.lines if line.path == path)))
    return {path: _Manuscript(tuple((read_text(folder, folder / path)[0] or "").split("\n")),
                              tuple(shown), text_of(shown)) for path, shown in own.items()}


def _of_manuscript(one: Problem, manuscript: _Manuscript) -> Remark | None:
    """A problem of a line of a manuscript, beside the line of the proof that shows it.

    One of a page that was set in another layout (as a handout has) shows nowhere: None.
    """
    own, number = manuscript.pages, one.line
    if number is None:
        return Remark(one, (own[0].number,))
    if one.page is not None and not one.code.startswith("copy-"):
        # Counted within the manuscript's own pages.
        there = own[0].number + one.page - 1
        near = [line.number for page in own if page.number == there for line in page.lines
                if line.line == number]
        return Remark(one, (there,), lines=((there, near[-1]),)) if near else None
    place = _searched(one, manuscript) or next(
        ((page.number, line.number) for page in own for line in page.lines
         if line.line == number), None)
    if place is None:
        return Remark(one, (own[0].number,))
    return Remark(one, (place[0],), lines=(place,))


def _searched(one: Problem, manuscript: _Manuscript) -> tuple[int, int] | None:
    """The line of the proof with the letters around the place in the manuscript."""
    rows, shown = manuscript.rows, manuscript.text
    if one.line is None or one.column is None or not 0 < one.line <= len(rows):
        return None
    row = rows[one.line - 1]
    letters = normal(row)
    middle = len(normal(row[:one.column - 1]))
    for size in WINDOWS:
        begin = max(0, min(middle - size // 2, len(letters) - size))
        words = letters[begin:begin + size]
        if len(words) < 4:
            continue
        at = shown.letters.find(words)
        if at >= 0 and shown.letters.find(words, at + 1) < 0:
            return shown.places[shown.at(at + min(middle - begin, len(words) - 1))]
    return None
