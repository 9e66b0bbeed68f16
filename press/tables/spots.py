"""Where in a line of a CSV text each value begins."""

from __future__ import annotations

from functools import lru_cache


def column_of(text: str, line: int, index: int) -> int | None:
    """The column (from 1) of the value ``index`` (from 0) of the row that begins on ``line``.

    None where a value before it runs over the end of the line, so that it stands elsewhere.
    """
    row = _lines(text)[line - 1]
    at = 0
    for _ in range(index):
        if row[at:].lstrip(" ").startswith('"'):
            at = row.index('"', at) + 1
            while (end := row.find('"', at)) >= 0 and row[end + 1:end + 2] == '"':
                at = end + 2
            if end < 0:
                return None
            at = end
        comma = row.find(",", at)
        if comma < 0:
            return None
        at = comma + 1
    blank = len(row[at:]) - len(row[at:].lstrip(" "))
    return at + blank + 1


@lru_cache(maxsize=2)
def _lines(text: str) -> tuple[str, ...]:
    """Every value of a table is looked for in turn."""
    return tuple(text.split("\n"))
