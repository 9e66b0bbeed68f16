"""A document too thick for one booklet becomes several, cut between its parts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from press.dataclass import dataclass
from press.values import Problem, problem


@dataclass(frozen=True, slots=True)
class Piece:
    """What a booklet holds of one part of the document."""

    title: str
    first: int
    """Page of the document, from 1."""
    last: int
    whole: bool
    """False where the part goes on from, or on into, another booklet."""


@dataclass(frozen=True, slots=True)
class Booklet:
    """Consecutive pages of a document that are stitched together."""

    pieces: tuple[Piece, ...]

    @property
    def first(self) -> int:
        """Its first page in the document, from 1."""
        return self.pieces[0].first

    @property
    def last(self) -> int:
        return self.pieces[-1].last

    @property
    def pages(self) -> int:
        return self.last - self.first + 1

    @property
    def padded(self) -> int:
        """Pages after filling up to whole sheets of four."""
        return _whole(self.pages)


def split_booklets(parts: Sequence[tuple[str, int]],
                   max_pages: int) -> tuple[tuple[Booklet, ...], tuple[Problem, ...]]:
    """Group consecutive ``parts`` (title, pages) into booklets of at most ``max_pages``.

    As few booklets as can be, then as few cuts inside parts, then as even in thickness as can be,
    each filled up to a multiple of four. Only a part that is itself thicker than ``max_pages`` is
    cut, after whole sheets, so that no blank falls into it; a note says so.

    Front matter goes with the first part: the caller counts its pages there, under that part's
    title, and back matter with the last. A part that starts on a right-hand page must be counted
    with the blank before it, so that booklets, too, start with a right-hand page.

    ValueError for a part without pages or fewer than four ``max_pages``.
    """
    limit = max_pages // 4 * 4
    if limit < 4:
        raise ValueError(f"a booklet has at least 4 pages, not {max_pages}")
    if not parts or any(pages < 1 for _, pages in parts):
        raise ValueError("every part needs at least one page")
    bounds = list(accumulate((pages for _, pages in parts), initial=0))
    cuts = _cuts(bounds, limit)
    booklets = tuple(_booklet(parts, bounds, start, end) for start, end in pairwise(cuts))
    notes = tuple(
        problem("imposition-part-split", title=title, pages=pages, limit=limit)
        for title, pages in parts if _whole(pages) > limit)
    return booklets, notes


def _whole(pages: int) -> int:
    return -(-pages // 4) * 4


def _cuts(bounds: list[int], limit: int) -> list[int]:
    """Where booklets begin and end, as counts of pages before the cut, 0 and the end included.

    The cheapest way to each cut, from the cheapest ways to those before it. Cost, smaller first:
    booklets, cuts inside parts, sum of squared thickness (the even division has the least).
    """
    edges = set(bounds)
    inside = {at for start, end in pairwise(bounds) if _whole(end - start) > limit
              for at in range(start + 1, end)}
    cost: dict[int, tuple[int, int, int]] = {0: (0, 0, 0)}
    came_from: dict[int, int] = {}
    for end in sorted(edges - {0} | inside):
        for start in range(max(0, end - limit), end):
            pages = end - start
            if start not in cost or (end not in edges and pages % 4):
                continue
            so_far = cost[start]
            total = (so_far[0] + 1, so_far[1] + (end not in edges), so_far[2] + _whole(pages) ** 2)
            if end not in cost or total < cost[end]:
                cost[end], came_from[end] = total, start
    cuts = [bounds[-1]]
    while cuts[-1]:
        cuts.append(came_from[cuts[-1]])
    return cuts[::-1]


def _booklet(parts: Sequence[tuple[str, int]], bounds: list[int], start: int, end: int) -> Booklet:
    """The booklet of the pages after ``start`` and up to ``end``."""
    return Booklet(tuple(
        Piece(title, max(start, low) + 1, min(end, high), start <= low and high <= end)
        for (title, _), (low, high) in zip(parts, pairwise(bounds), strict=True)
        if low < end and high > start))
