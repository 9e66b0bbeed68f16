"""What the reader of manuscripts takes in, and what it finds: lines, and words that must be in
print."""

from __future__ import annotations

from press.dataclass import dataclass, field, replace

KEPT, FREE = "\x0e", "\x0f"
"""Around words that are printed in any script as they are written: code, other languages."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the manuscript, or what is left of it."""

    number: int
    """From 1."""
    text: str


def kept(words: str) -> str:
    """``words``, which are printed as they are written."""
    return f"{KEPT}{words}{FREE}" if words else ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that must be in print, and where they were written."""

    text: str
    line: int
    """Of its first character; each line end inside it is a line of the manuscript."""
    apart: bool = False
    """Whether each of its lines is a line in print, as in verse."""


def unmarked(passage: Passage) -> Passage:
    """``passage`` without the signs of what is kept."""
    text = passage.text.replace(KEPT, "").replace(FREE, "")
    return passage if text == passage.text else replace(passage, text=text)


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
