"""On which page of the built book, and where on it, a problem of a manuscript stands.

What the pages of each part show is kept with the order of a finished file (``orders``), each line
in print with the line of the manuscript that it came from: so no PDF is read for it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from press.build.cache import Cache
from press.config.textfile import read_text
from press.dataclass import dataclass, replace
from press.values import Problem, Spot

WINDOWS = (30, 20, 12, 8, 4)
"""Letters of a line, around the problem, that are looked for; the first that are found decide."""
_LETTERS = re.compile(r"[^\W_]")
_MM = 25.4 / 720
"""mm of a tenth of a pt."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in print."""

    page: int
    """From 1."""
    box: tuple[float, float, float, float]
    """As in ``Spot``."""
    letters: str


@dataclass(frozen=True, slots=True)
class _File:
    """What a finished file shows of manuscripts: path and line there → lines in print."""

    name: str
    lines: Mapping[tuple[str, int], Sequence[_Line]]


def located(problems: Sequence[Problem], folder: Path, files: Iterable[tuple[str, str]],
            cache: Cache) -> tuple[Problem, ...]:
    """``problems``, each that names a line of a manuscript in ``folder`` and no page with its
    place in the first of ``files`` (name, SHA-256) that shows that line."""
    wanted: dict[str, set[int]] = {}
    for one in problems:
        if _wants_page(one):
            wanted.setdefault(str(one.path), set()).add(one.line or 0)
    if not wanted:
        return tuple(problems)
    shown = [file for file in (_shown(name, sha256, wanted, cache) for name, sha256 in files)
             if file.lines]
    texts = {path: (read_text(folder, folder / path)[0] or "").split("\n") for path in wanted}
    return tuple(_located(one, texts[str(one.path)], shown) if _wants_page(one) else one
                 for one in problems)


def _wants_page(one: Problem) -> bool:
    return bool(one.path and one.line) and one.page is None and not one.spots


def _located(one: Problem, source: Sequence[str], files: Sequence[_File]) -> Problem:
    for file in files:
        lines = file.lines.get((str(one.path), one.line or 0))
        if lines:
            line = _nearest(lines, source, one.line or 0, one.column)
            return replace(one, page=line.page, spots=(
                Spot(line.page, line.box, str(one.path), one.line, file.name),))
    return one


def _nearest(lines: Sequence[_Line], source: Sequence[str], number: int,
             column: int | None) -> _Line:
    """That of the ``lines`` in print of a line of the manuscript which shows its ``column``; the
    first, where that cannot be told."""
    if column is None or len(lines) == 1 or number > len(source):
        return lines[0]
    places = [match.start() for match in _LETTERS.finditer(source[number - 1])]
    letters = "".join(source[number - 1][at] for at in places)
    middle = min(bisect_right(places, column - 1), len(letters))
    text = "".join(line.letters for line in lines)
    starts = list(accumulate((len(line.letters) for line in lines[:-1]), initial=0))
    for size in WINDOWS:
        begin = max(min(middle - size // 2, len(letters) - size), 0)
        words = letters[begin:begin + size]
        if words and text.count(words) == 1:
            at = text.index(words) + min(middle - begin, len(words) - 1)
            return lines[bisect_right(starts, at) - 1]
    return lines[0]


def _shown(name: str, sha256: str, wanted: Mapping[str, Iterable[int]], cache: Cache) -> _File:
    from press.build.orders import kept_order  # pypdf: only where something is looked for
    from press.preflight import DocumentJob

    order = kept_order(cache, sha256)
    lines: dict[tuple[str, int], list[_Line]] = {}
    if order is not None and isinstance(order.job, DocumentJob):
        for part in order.job.printed:
            if part.source in wanted:
                for number, line in _lines(part.data, order.job.trim_mm[1],
                                           frozenset(wanted[part.source])):
                    lines.setdefault((part.source, number), []).append(
                        replace(line, page=line.page + part.first))
    return _File(name, lines)


@lru_cache(maxsize=1024)  # a process that stays asks again for most parts
def _lines(data: bytes, height: float, wanted: frozenset[int]) -> tuple[tuple[int, _Line], ...]:
    """The lines in print that come from one of the ``wanted`` lines of the manuscript; their pages
    are counted from 1 in the part."""
    return tuple(_found(data, height, wanted))


def _found(data: bytes, height: float, wanted: frozenset[int]) -> Iterator[tuple[int, _Line]]:
    from press.preflight import recorded

    for index, page in enumerate(recorded(data)):
        for line in page.lines:
            if line.line is not None and line.line in wanted:
                left, low, right, high = (edge * _MM for edge in line.box)
                yield line.line, _Line(
                    index + 1,
                    (round(left, 1), round(height - high, 1), round(right - left, 1),
                     round(high - low, 1)), "".join(_LETTERS.findall(line.text)))
