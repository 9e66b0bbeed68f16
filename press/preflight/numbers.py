"""The numbers of ordered lists against their manuscript.

A number in print is right if it is the one typed, or follows one printed before it: Markdown
counts on from the first item, whatever is typed (1. 1. 1. is 1 2 3). So a list that was typed
to begin at 5 and begins at 1 is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from press.preflight.passages import Passage
from press.values import Place, Problem, problem

_NUMBER = re.compile(r"\W*(-?[0-9]+)\W*")
_BULLET = re.compile(r"[\W_]*")


def number_problems(typed: Sequence[Passage] | None, labels: Sequence[str], place: Place
                    ) -> Iterator[Problem]:
    """The first wrong number; nothing where the layout counts in other ways (一, a, i)."""
    printed = []
    for label in labels:
        match = _NUMBER.fullmatch(label)
        if match:
            printed.append(int(match.group(1)))
        elif not _BULLET.fullmatch(label):
            return
    if typed is None:
        return
    seen: set[int] = set()
    for passage, number in zip(typed, printed, strict=False):
        if number != int(passage.text) and number - 1 not in seen:
            yield problem("text-number", Place(place.path, passage.line),
                          expected=passage.text, found=str(number))
            return
        seen.add(number)
    if len(typed) != len(printed):
        line = typed[len(printed)].line if len(typed) > len(printed) else None
        yield problem("text-number-count", Place(place.path, line or place.line),
                      expected=len(typed), found=len(printed))
