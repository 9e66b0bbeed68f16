"""Which line of the manuscript an element of a part's HTML comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class SourceLines:
    """Line of the manuscript for each element: that of the block it stands in."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._lines: dict[int, int] | None = None

    def of(self, element: Any) -> int | None:
        """None for what is in no block of a manuscript."""
        if element is None:
            return None
        if self._lines is None:  # most parts have nothing to tell
            self._lines = dict(_lines(self._root))
        return self._lines.get(id(element))


def _lines(root: Any) -> Iterator[tuple[int, int]]:
    waiting: list[tuple[Any, int | None]] = [(root, None)]
    while waiting:
        element, line = waiting.pop()
        own = element.get("data-line") or ""
        line = int(own) if own.isdigit() else line
        if line is not None:
            yield id(element), line
        waiting += [(child, line) for child in element]
