"""The booklets of a book, imposed and checked: half of them here, the others beside."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, wait
from contextlib import suppress
from functools import partial

from press.build.aside import aside
from press.build.workshop import Workshop
from press.dataclass import dataclass
from press.imposition import Creep
from press.imposition.impose import impose_saddle
from press.imposition.sizes import SHEETS, landscape
from press.preflight import BookletJob, check_booklet
from press.values import Problem

FEW = 4
"""Booklets that one process makes sooner than another is there."""


@dataclass(frozen=True, slots=True)
class Fold:
    """What a booklet is made of."""

    name: str
    pages: range
    """Of the document, from 1."""
    sheet: str
    caliper: float
    """mm."""
    back_cover: bool
    """Whether its last page is the last of the book."""
    trim: tuple[float, float]
    """mm."""
    ink_limit: int
    """Percent of all inks together; 0 for none."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A booklet, and everything that is wrong with it."""

    pdf: bytes
    problems: tuple[Problem, ...]
    job: BookletJob | None
    """What it must be; None where there is none."""


def fold_all(source: bytes, folds: Sequence[Fold]) -> list[Folded]:
    """The booklets of a finished document."""
    return [_folded(source, one) for one in folds]


def folded(source: bytes, folds: Sequence[Fold], shop: Workshop) -> list[Folded]:
    """The same, by two processes where there are many."""
    if shop.apart is None or shop.jobs < 2 or len(folds) < FEW:
        return fold_all(source, folds)
    half = len(folds) // 2
    others = aside(partial(_beside, source, folds[half:], shop))
    try:
        mine = fold_all(source, folds[:half])
    finally:
        wait((others,))
    return mine + (others.result() or fold_all(source, folds[half:]))


def _beside(source: bytes, folds: Sequence[Fold], shop: Workshop) -> list[Folded] | None:
    """None where there can be no other process, or it has died."""
    assert shop.apart is not None
    with suppress(BrokenExecutor, OSError), shop.apart(1) as executor:
        return executor.submit(fold_all, source, folds).result()
    return None


def _folded(source: bytes, one: Fold) -> Folded:
    imposed, imposition, problems = impose_saddle(
        source, name=one.name, pages=one.pages, sheet=one.sheet, creep=Creep(one.caliper),
        back_cover=one.back_cover)
    if imposition is None:
        return Folded(b"", problems, None)
    order = _order(one.pages[0], one.pages[-1], one.back_cover)
    sheets = len(order) // 4
    job = BookletJob(
        landscape(SHEETS[one.sheet]), one.trim, order, creep_mm=one.caliper * max(0, sheets - 1),
        k_only=True, ink_limit=one.ink_limit, path=one.name)
    return Folded(imposed, (*problems, *check_booklet(imposed, source, job)), job)


def _order(first: int, last: int, back_cover: bool) -> tuple[int | None, ...]:
    """Reading order (indices into the document) filled up to whole sheets, told apart from the
    imposition that is checked against it."""
    pages: list[int | None] = list(range(first - 1, last))
    blanks: list[int | None] = [None] * (-len(pages) % 4)
    return tuple(pages[:-1] + blanks + pages[-1:] if back_cover else pages + blanks)
