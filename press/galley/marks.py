"""Which lines of a new proof are marked as changed since the old one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from press.dataclass import dataclass
from press.galley.difference import Change, changes
from press.galley.lines import Text

_MOVED = 6
"""Letters of a passage that may be known again elsewhere."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that changed."""

    page: int
    number: int
    kind: Literal["changed", "cut"]
    """``cut``: only letters are gone, at or beside this line."""


def marks(old: Text, new: Text, known: Sequence[Change] | None = None) -> tuple[Mark, ...]:
    """The lines of ``new`` that differ, by page and number.

    That a paragraph is broken into other lines, or has moved to another page, is no change of its
    lines; nor is a passage that only stands elsewhere, as a note does when its page begins
    sooner. ``known``: the changes, if they have been found.
    """
    found = changes(old.letters, new.letters) if known is None else known
    gone = [old.letters[c.old:c.old_end] for c in found if c.old_end - c.old >= _MOVED]
    come = [new.letters[c.new:c.new_end] for c in found if c.new_end - c.new >= _MOVED]
    kinds: dict[int, Literal["changed", "cut"]] = {}
    for change in found:
        added = new.letters[change.new:change.new_end]
        taken = old.letters[change.old:change.old_end]
        if _elsewhere(added, gone, taken) and (not taken or _elsewhere(taken, come, added)):
            continue
        if not added:
            if _elsewhere(taken, come, added) or not new.starts:
                continue
            kinds.setdefault(new.at(max(0, change.new - 1)), "cut")
            continue
        for index in range(new.at(change.new), new.at(change.new_end - 1) + 1):
            kinds[index] = "changed"
    return tuple(Mark(*new.places[index], kind) for index, kind in sorted(kinds.items()))


def _elsewhere(words: str, others: Sequence[str], own: str) -> bool:
    """Whether ``words`` stand whole in one of ``others`` that is not what they were put for."""
    return len(words) >= _MOVED and any(words in other and other != own for other in others)
