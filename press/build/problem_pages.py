"""Pages that problems name: of a part, of the document it is in, of its file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from press.dataclass import replace
from press.values import Problem, Spot

_NUMBER = re.compile(r"\d+")
_OF_PAGES = frozenset(("page", "pages"))
"""Values of a message that are numbers of pages."""


def on_later_page(found: Problem, pages: int) -> Problem:
    """A problem of a part, which stands behind so many pages."""
    if not pages or (found.page is None and not found.spots):
        return found
    return replace(
        found, page=found.page and found.page + pages,
        spots=tuple(replace(spot, page=spot.page + pages) for spot in found.spots),
        args=tuple((name, _NUMBER.sub(lambda number: str(int(number[0]) + pages), value)
                    if name == "pages" else value) for name, value in found.args))


def in_file(problems: Iterable[Problem], file: str = "") -> tuple[Problem, ...]:
    """``problems`` with the file that their pages are in (else the one that each is about); each
    that names a page has a place on it."""
    return tuple(_in_file(found, file or found.path or "") for found in problems)


def distinct(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once. What was found at one place of a manuscript in several documents is
    one, told with the pages of the first."""
    first: dict[object, Problem] = {}
    for found in problems:
        alike: object = found
        if found.path and found.line:
            alike = (found.code, found.severity, found.path, found.line, found.column,
                     found.waived, tuple(a for a in found.args if a[0] not in _OF_PAGES))
        first.setdefault(alike, found)
    return tuple(first.values())


def _in_file(found: Problem, file: str) -> Problem:
    if found.spots:
        return replace(found, spots=tuple(
            spot if spot.file else replace(spot, file=file) for spot in found.spots))
    if found.page is None:
        return found
    return replace(found, spots=(
        Spot(found.page, None, found.path or "" if found.line else "", found.line, file),))
