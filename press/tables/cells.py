"""A table as it stands in its file, and how large one may be."""

from __future__ import annotations

from press.dataclass import dataclass

MAX_ROWS = 20_000
MAX_COLUMNS = 100
MAX_CELL = 5_000
"""Characters of a value."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A table as it stands: nothing is asked of its columns but that every row has them all."""

    name: str
    """The path of the file in the book."""
    text: str
    """The file, decoded; of a workbook its sheet as CSV, each row on the line of its number."""
    header: tuple[str, ...]
    line: int
    """Of the header, from 1: the row of a sheet."""
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """The first line of each row below the header, and as many values as the header has."""
