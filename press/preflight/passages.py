"""What the reader of manuscripts takes in, and what it finds: lines, and words that must be in
print."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the manuscript, or what is left of it."""

    number: int
    """From 1."""
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that must be in print, and where they were written."""

    text: str
    line: int
    """Of its first character; each line end inside it is a line of the manuscript."""


@dataclass(slots=True)
class Words:
    """What was read so far, in the order of print."""

    title: Passage | None = None
    body: list[Passage] = field(default_factory=list)
    captions: list[Passage] = field(default_factory=list)
    alts: list[Passage] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    numbers: list[Passage] = field(default_factory=list)
    """Of ordered lists, as typed."""
