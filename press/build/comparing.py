"""Two versions of a PDF, compared in a process of its own: see ``limited``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from press.build.limited import carried_out
from press.dataclass import asdict, dataclass
from press.galley.versions import Kind, Words
from press.values import Place, Problem, problem_from

SECONDS = 120.0
MEMORY = 2_000_000_000
"""Bytes."""
DPI = 100.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is asked."""

    old: str
    new: str
    replacement: str = ""
    """Where the pages that replace others go; empty for none."""
    dpi: float = DPI
    seconds: float = SECONDS
    memory: int = MEMORY


@dataclass(frozen=True, slots=True)
class ComparedPage:
    """A page of one version, or a pair."""

    old: int | None
    """From 1; None for a page that was added."""
    new: int | None
    kind: Kind
    words: tuple[Words, ...] = ()
    places: tuple[tuple[float, float, float, float], ...] = ()
    """Left, top, width, height, mm, of what looks different."""
    sizes: tuple[tuple[float, float], tuple[float, float]] | None = None
    """mm, old and new, where they differ."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of it."""

    problems: tuple[Problem, ...]
    pages: tuple[ComparedPage, ...] = ()
    counts: tuple[int, int] = (0, 0)
    """Pages of both versions."""
    out: tuple[int, ...] = ()
    """Pages of the old version that are taken out with their leaves, from 1."""
    put: tuple[int, ...] = ()
    """Pages of the new one that are put in."""

    @property
    def same(self) -> bool:
        """Whether nothing differs, and nothing kept anyone from seeing it."""
        return not self.problems and all(page.kind == "same" for page in self.pages)


def compare(asked: Comparison, command: Sequence[str] = ()) -> Compared:
    """The two versions. ``command``: another process, for tests."""
    told, problems = carried_out("press.build.comparer", asdict(asked), Place(asked.new),
                                 asked.seconds, asked.memory, command)
    if told is None:
        return Compared(problems)
    return Compared(
        tuple(map(problem_from, told["problems"])), tuple(map(_page, told["pages"])),
        tuple(told["counts"]), tuple(told["out"]), tuple(told["put"]))


def _page(record: dict[str, Any]) -> ComparedPage:
    sizes = record["sizes"]
    return ComparedPage(
        record["old"], record["new"], record["kind"],
        tuple(Words(**words) for words in record["words"]),
        tuple(tuple(place) for place in record["places"]),
        None if sizes is None else (tuple(sizes[0]), tuple(sizes[1])))
