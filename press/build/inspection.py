"""Check one file by itself, in a process of its own that may not take more than its share.

A hostile file can make any reader run without end or eat all memory: then the process is ended,
and that it came to this is the fault that is told. What could not be checked has not passed.
"""

from __future__ import annotations

from collections.abc import Sequence

from press.build.limited import carried_out
from press.dataclass import asdict, dataclass
from press.values import Place, Problem, problem_from

SECONDS = 20.0
MEMORY = 2_000_000_000
"""Bytes."""
UNREAD = frozenset(("inspection-file", "inspection-missing", "inspection-folder"))
"""Codes of files that could not be read at all: a wrong name, most likely."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is asked of one file."""

    path: str
    profile: str = ""
    """``print``, ``office`` or ``screen``; empty: what it was ordered as, else print."""
    trim_mm: tuple[float, float] | None = None
    bound: str = ""
    multiple_of: int = 0
    seconds: float = SECONDS
    memory: int = MEMORY


@dataclass(frozen=True, slots=True)
class Inspected:
    """What came of it."""

    problems: tuple[Problem, ...]
    pages: int = 0
    known: bool = False
    """Whether it is a file of ours whose order is known."""
    profile: str = ""
    """The profile that it was held to; empty where it was only held to its order."""


def inspect(asked: Inspection, command: Sequence[str] = ()) -> Inspected:
    """All that is wrong with a file. ``command``: another inspector, for tests."""
    told, problems = carried_out("press.build.inspector", asdict(asked), Place(asked.path),
                                 asked.seconds, asked.memory, command)
    if told is None:
        return Inspected(problems)
    return Inspected(tuple(map(problem_from, told["problems"])), told["pages"], told["known"],
                     told["profile"])


def in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Each fault once: what a profile tells again is left out."""
    told: dict[tuple[object, ...], Problem] = {}
    for one in problems:
        args = tuple(pair for pair in one.args if pair[0] != "foreign")
        told.setdefault((one.code, one.page, args), one)
    return tuple(told.values())
