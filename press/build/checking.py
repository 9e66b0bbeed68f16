"""A finished file is checked by all workers at once, each looking at some of its sections."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future

from press.build.cache import Pieces
from press.build.looking import look
from press.build.workshop import Workshop
from press.preflight import DocumentJob, Warm, check_document
from press.values import Problem

FEW = 40
"""Pages that one process looks through sooner than it has told another what to do."""


def check(pdf: bytes, job: DocumentJob, shop: Workshop,
          fresh: Collection[int] = ()) -> tuple[Problem, ...]:
    """Everything that is wrong with ``pdf``. ``fresh``: indices of sections that surely nobody
    has looked at yet; workers begin with them while this process reads the file."""
    begun = _handed_out(pdf, job, sorted(fresh), shop)

    def elsewhere(sections: Sequence[int]) -> Mapping[str, bytes]:
        there = {index for share, _ in begun for index in share}
        return _found([*begun, *_handed_out(
            pdf, job, [index for index in sections if index not in there], shop)])

    return check_document(pdf, job, Pieces(shop.cache), elsewhere, _warm(job, shop))


def _warm(job: DocumentJob, shop: Workshop) -> Warm | None:
    """What was read of the file when it was checked last, in a process that stays."""
    if not shop.cache.remembers:
        return None
    known = shop.cache.held("documents", f"warm {job.path}")
    if not isinstance(known, Warm):
        known = Warm()
        shop.cache.hold("documents", f"warm {job.path}", known)
    return known


Looking = tuple[Sequence[int], Future[dict[str, bytes]]]
"""Sections, and what a worker will have found in them."""


def _handed_out(pdf: bytes, job: DocumentJob, sections: Sequence[int],
                shop: Workshop) -> list[Looking]:
    """Nothing where this process is as quick."""
    pages = {index: job.sections[index].count for index in sections}
    if shop.checkers is None or shop.jobs < 2 or sum(pages.values()) < FEW:
        return []
    handed: list[Looking] = []
    try:
        with shop.checkers(shop.jobs) as executor:
            for share in shares(pages, shop.jobs):
                handed.append((share, executor.submit(look, pdf, job, share)))
    except BrokenExecutor:
        pass
    return handed


def _found(begun: Sequence[Looking]) -> Mapping[str, bytes]:
    """What is found, to be kept. What is missing in the answer is looked at here: so a worker
    that dies costs time and nothing else."""
    found: dict[str, bytes] = {}
    try:
        for _, future in begun:
            found |= future.result()
    except BrokenExecutor:
        pass
    return found


def shares(pages: Mapping[int, int], count: int) -> list[list[int]]:
    """The keys of ``pages``, in their order, in ``count`` runs of about as many pages."""
    total, done = sum(pages.values()), 0
    runs: list[list[int]] = [[] for _ in range(count)]
    for index, number in pages.items():
        runs[min(count - 1, (done + number // 2) * count // max(1, total))].append(index)
        done += number
    return [run for run in runs if run]
