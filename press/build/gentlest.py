"""The gentlest of ordered steps that brings a number of pages, by bisection."""

from __future__ import annotations

from collections.abc import Callable

Pages = Callable[[int], int]
Index = tuple[int | None, int | None]
"""The step to take, None where none does; and the next number of pages above, if it is known."""


def gentlest_shorter(pages: Pages, last: int, wanted: int) -> Index:
    """The first step with no more pages than ``wanted``. Step 0 has more, and later steps never
    have more than earlier ones."""
    if last == 0 or pages(last) > wanted:
        return None, None
    low, high = 0, last
    while high - low > 1:
        middle = (low + high) // 2
        if pages(middle) > wanted:
            low = middle
        else:
            high = middle
    return high, pages(low)


def gentlest_longer(pages: Pages, last: int, wanted: int) -> Index:
    """The first step with as many pages as ``wanted``, or else as near to it as steps come
    without going over. Step 0 has fewer, and later steps never have fewer than earlier ones."""
    if pages(last) < wanted:
        return _first(pages, last, pages(last)), None
    index = _first(pages, last, wanted)
    if pages(index) == wanted:
        return index, None
    return _first(pages, index - 1, pages(index - 1)), pages(index)


def _first(pages: Pages, last: int, count: int) -> int:
    """The first step up to ``last`` with at least so many pages; ``last`` has them."""
    low, high = -1, last
    while high - low > 1:
        middle = (low + high) // 2
        if pages(middle) >= count:
            high = middle
        else:
            low = middle
    return high


