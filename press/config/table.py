"""Tables that editors keep beside a book (CSV): every row knows the line that it stands on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from press.config.textfile import read_text, relative_name
from press.values import Place, Problem, problem


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the header."""

    cells: tuple[tuple[str, str], ...]
    """Column and value, in the order of the header; white space around values is taken off."""
    place: Place
    """The file, and the line on which the row begins (a quoted value may run over several)."""

    def __getitem__(self, column: str) -> str:
        """The value in ``column``; KeyError where the table has no such column."""
        return dict(self.cells)[column]


def read_table(root: Path, path: Path,
               columns: Sequence[str] = ()) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    """The rows of the CSV file ``path`` inside ``root``, and all that is wrong with it at once.

    The first row names the columns; ``columns`` must be among them. Empty rows are passed over; a
    row with more or fewer values than the header is a problem and left out. The dialect is that
    of RFC 4180, which spreadsheets write.
    """
    text, problems = read_text(root, path)
    if text is None:
        return (), problems
    name = relative_name(root, path)
    lines = list(_lines(text))
    if not lines:
        return (), (*problems, problem("table-empty", Place(name)))
    (first, header), *body = lines
    header = [cell.strip() for cell in header]
    found = list(_header_problems(header, columns, Place(name, first)))
    rows = []
    for line, cells in body:
        place = Place(name, line)
        if len(cells) != len(header):
            found.append(problem("table-width", place, found=len(cells), wanted=len(header)))
        else:
            rows.append(Row(tuple(zip(header, (c.strip() for c in cells), strict=True)), place))
    return tuple(rows), (*problems, *found)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with the number of its first line."""
    reader = csv.reader(io.StringIO(text, newline=""))
    start = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield start, cells
        start = reader.line_num + 1


def _header_problems(header: Sequence[str], wanted: Sequence[str],
                     place: Place) -> Iterator[Problem]:
    for column in dict.fromkeys(header):
        if header.count(column) > 1:
            yield problem("table-column-twice", place, column=column or "—")
    for column in wanted:
        if column not in header:
            yield problem("table-column-missing", place, column=column,
                          known="、".join(filter(None, header)))
