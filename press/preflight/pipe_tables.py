"""Tables of bars: whether some lines are one, and their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

_DELIMITER = re.compile(r"[|:\- ]*$")
_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)|\\.")


def table_rows(lines: Sequence[str]) -> list[list[str]] | None:
    """The cells of each line but the second, which divides the head off; None for no table."""
    if len(lines) < 2:
        return None
    first = lines[0].strip(" ")
    bordered = first.startswith("|") or (first.endswith("|") and not first.endswith("\\|"))
    rows = [cells(line, bordered) for line in lines]
    if len(rows[0]) < 2 and not (bordered and all(
            line.strip(" ")[:1] == "|" or line.rstrip(" ").endswith("|")
            for line in lines[1:])):
        return None
    if len(rows[1]) != len(rows[0]) or not _DELIMITER.match(lines[1]):
        return None
    return rows


def cells(row: str, bordered: bool) -> list[str]:
    """The cells of a table row: bars in code and escaped bars are words, not borders.

    Only where the head of the table is ``bordered`` do outer bars belong to the border.
    """
    masked = _CODE_SPAN.sub(lambda found: "x" * len(found.group()), row)
    begin = len(row) - len(row.lstrip(" "))
    end = len(row.rstrip(" "))
    if bordered:
        begin += masked.startswith("|", begin)
        end -= masked.endswith("|", begin, end)
    bars = [i for i in range(begin, end) if masked[i] == "|"]
    return [row[a:b].strip() for a, b in zip([begin, *(i + 1 for i in bars)], [*bars, end],
                                             strict=True)]
