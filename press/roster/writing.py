"""Tables that we write (CSV), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, also after full-width folding
(OWASP, CSV injection)."""


def neutral(value: str | int) -> str:
    """``value`` as a cell that is only text: one that would start a formula gets an apostrophe,
    by which spreadsheets mark text. Numbers stay numbers."""
    if isinstance(value, int):
        return str(value)
    return f"'{value}" if value.lstrip(" 　").startswith(_STARTS) or value.startswith(
        _STARTS) else value


def csv_table(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """A CSV file (RFC 4180) that Excel opens as UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([neutral(name) for name in header])
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
