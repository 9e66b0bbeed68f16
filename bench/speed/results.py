"""What was measured, as values that go to docs/performance.json and come back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Series:
    """One work, done once in each round."""

    side: str
    work: str
    stories: int
    plates: bool
    seconds: tuple[float, ...]
    """In the order of the rounds."""

    @property
    def middle(self) -> float:
        """The median, s."""
        return median(self.seconds)


@dataclass(frozen=True, slots=True)
class Output:
    """The PDF that a side made."""

    side: str
    work: str
    stories: int
    plates: bool
    pages: int
    written: int
    """Pages with text: Chromium leaves no page blank to begin on a right one."""
    characters: int
    """Read back, without white space."""
    trim: tuple[float, float]
    """mm."""
    size: int
    """Bytes."""
    fonts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """Most memory held, MB."""

    side: str
    stories: int
    parent: float
    worker: float


@dataclass(frozen=True, slots=True)
class Book:
    """A generated book."""

    stories: int
    plates: bool
    characters: int


@dataclass(frozen=True, slots=True)
class Result:
    """All of one run."""

    date: str
    machine: dict[str, str]
    versions: dict[str, str]
    """Side → version; those that took part."""
    missing: dict[str, str]
    """Side → how it would be installed, or why a work could not be done."""
    rounds: int
    books: tuple[Book, ...]
    series: tuple[Series, ...]
    outputs: tuple[Output, ...]
    memory: tuple[Memory, ...]
    load: float = 0.0
    """Of the machine (mean of a minute) just before the first measure."""

    def find(self, side: str, work: str, stories: int, plates: bool = False) -> Series | None:
        """The series, if it was measured."""
        return next((s for s in self.series if (s.side, s.work, s.stories, s.plates)
                     == (side, work, stories, plates)), None)

    def output(self, side: str, work: str, stories: int, plates: bool = False) -> Output | None:
        """The file, if there is one."""
        return next((o for o in self.outputs if (o.side, o.work, o.stories, o.plates)
                     == (side, work, stories, plates)), None)

    def held(self, side: str, stories: int) -> Memory | None:
        """The memory, if it was looked up."""
        return next((m for m in self.memory if (m.side, m.stories) == (side, stories)), None)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many stories the books have."""
        return tuple(dict.fromkeys(book.stories for book in self.books))


def ratio(one: Series | None, other: Series | None) -> float | None:
    """Round by round, how many times as long ``one`` took as ``other``: the median."""
    if one is None or other is None:
        return None
    pairs = list(zip(one.seconds, other.seconds, strict=False))
    return median(a / b for a, b in pairs) if pairs else None


def spread(seconds: Sequence[float]) -> str:
    """``1.20 (1.15–1.31)``: the median, the least and the most."""
    if len(seconds) == 1:
        return f"{seconds[0]:.2f}"
    return f"{median(seconds):.2f} ({min(seconds):.2f}–{max(seconds):.2f})"


def to_json(result: Result) -> str:
    """As it is kept."""
    return json.dumps(_rounded(asdict(result)), ensure_ascii=False, indent=1) + "\n"


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value


def from_json(text: str) -> Result:
    """What ``to_json`` wrote."""
    data = json.loads(text)
    return Result(**{
        **data,
        "books": tuple(Book(**b) for b in data["books"]),
        "series": tuple(Series(**_tuples(s, "seconds")) for s in data["series"]),
        "outputs": tuple(Output(**_tuples(o, "trim", "fonts")) for o in data["outputs"]),
        "memory": tuple(Memory(**m) for m in data["memory"])})


def _tuples(data: dict[str, Any], *names: str) -> dict[str, Any]:
    return {**data, **{name: tuple(data[name]) for name in names}}


def united(series: Iterable[tuple[str, str, int, bool, float]]) -> tuple[Series, ...]:
    """Single measures → series: side, work, stories, plates, seconds; in order of first sight."""
    found: dict[tuple[str, str, int, bool], list[float]] = {}
    for side, work, stories, plates, seconds in series:
        found.setdefault((side, work, stories, plates), []).append(seconds)
    return tuple(Series(*key, tuple(values)) for key, values in found.items())
