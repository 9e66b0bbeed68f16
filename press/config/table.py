"""Tables that editors keep beside a book (CSV): every row knows the line that it stands on.

UTF-8, or GB 18030 where that is declared: Excel in Chinese writes it as "CSV".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from press.config.textfile import TEXT_LIMIT, decode, read_bytes, relative_name
from press.values import Place, Problem, problem

MAX_ROWS = 20_000
MAX_COLUMNS = 100
MAX_CELL = 5_000
"""Characters of a value."""

ENCODINGS = {"utf-8": "utf-8", "utf8": "utf-8", "gb18030": "gb18030", "gbk": "gb18030",
             "gb2312": "gb18030"}
"""What may be declared (in any case), and what it is read as."""

_SEPARATORS = ("\t", ";", "；", "，")
"""What programs write where RFC 4180 wants a comma."""


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


@dataclass(frozen=True, slots=True)
class Cells:
    """A table as it stands: nothing is asked of its columns but that every row has them all."""

    name: str
    """The path of the file in the book."""
    text: str
    """The file, decoded."""
    header: tuple[str, ...]
    line: int
    """Of the header, from 1."""
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """The first line of each row below the header, and as many values as the header has."""


def read_table(root: Path, path: Path, columns: Sequence[str] = (), *,
               encoding: str = "utf-8") -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    """The rows of the CSV file ``path`` inside ``root``, and all that is wrong with it at once.

    The first row names the columns; ``columns`` must be among them, and none twice. Otherwise
    as ``read_cells``.
    """
    cells, problems = read_cells(root, path, encoding=encoding)
    if cells is None:
        return (), problems
    found = _header_problems(cells.header, columns, Place(cells.name, cells.line))
    ragged = tuple(p for p in problems if (p.line or 0) > cells.line)
    before = tuple(p for p in problems if p not in ragged)
    return tuple(Row(tuple(zip(cells.header, values, strict=True)), Place(cells.name, line))
                 for line, values in cells.rows), (*before, *found, *ragged)


def read_cells(root: Path, path: Path, *,
               encoding: str = "utf-8") -> tuple[Cells | None, tuple[Problem, ...]]:
    """The table in the CSV file ``path`` inside ``root``; None where there is none.

    The dialect is that of RFC 4180, which spreadsheets write. Empty rows and empty columns at
    the right are passed over; a row with more or fewer values than the header is a problem and
    left out. ``encoding`` is one of the values of ``ENCODINGS``.
    """
    name = relative_name(root, path)
    text, problems = _read(root, path, name, encoding)
    if text is None:
        return None, problems
    lines: list[tuple[int, list[str]]] = []
    found = list(_lines(text, name, lines))
    if found:
        return None, (*problems, *found)
    if not lines:
        return None, (*problems, problem("table-empty", Place(name)))
    (first, header), *body = lines
    separator = _other_separator([cells for _, cells in lines])
    if separator:
        return None, (*problems, problem("table-separator", Place(name, first),
                                         separator={"\t": "Tab"}.get(separator, separator)))
    width = max(n for n, cell in enumerate(header, start=1) if cell)
    rows = []
    for line, cells in body:
        if len(cells) < width or any(cells[width:]):
            filled = max(n for n, cell in enumerate(cells, start=1) if cell)
            found.append(problem("table-width", Place(name, line), wanted=width,
                                 found=max(filled, min(len(cells), width))))
        else:
            rows.append((line, tuple(cells[:width])))
    return Cells(name, text, tuple(header[:width]), first, tuple(rows)), (*problems, *found)


def _read(root: Path, path: Path, name: str,
          encoding: str) -> tuple[str | None, tuple[Problem, ...]]:
    data, problems = read_bytes(root, path, TEXT_LIMIT)
    if data is None:
        return None, problems
    text, faults = decode(data, name)
    if encoding == "utf-8" or any(p.code in ("file-utf16", "file-binary") for p in faults):
        return text, faults
    if text is not None:  # also pure ASCII, of which nothing is said
        return text, () if text.isascii() else (problem("table-utf8", Place(name)),)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, (problem("table-encoding", Place(name, line), name=name,
                              encoding=encoding, offset=error.start),)
    return text.replace("\r\n", "\n").replace("\r", "\n"), ()


def _lines(text: str, name: str, lines: list[tuple[int, list[str]]]) -> Iterator[Problem]:
    """Gather each row that is not empty, with the number of its first line; what stops it."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            cells = [cell.strip() for cell in cells]
            if any(cells):
                if len(lines) > MAX_ROWS or len(cells) > MAX_COLUMNS:
                    yield problem("table-large", Place(name, start), rows=MAX_ROWS,
                                  columns=MAX_COLUMNS)
                    return
                if max(map(len, cells)) > MAX_CELL:
                    yield problem("table-cell-long", Place(name, start), limit=MAX_CELL)
                    return
                lines.append((start, cells))
            start = reader.line_num + 1
    except csv.Error:  # a quote inside a value, or one that is never closed
        yield problem("table-quote", Place(name, start))


def _other_separator(rows: Sequence[Sequence[str]]) -> str:
    """What divides values where commas should: in every row the same number of times."""
    if any(len(cells) > 1 for cells in rows):
        return ""
    for separator in _SEPARATORS:
        counts = {cells[0].count(separator) for cells in rows}
        if len(counts) == 1 and counts != {0}:
            return separator
    return ""


def _header_problems(header: Sequence[str], wanted: Sequence[str],
                     place: Place) -> Iterator[Problem]:
    for column in dict.fromkeys(header):
        if header.count(column) > 1:
            yield problem("table-column-twice", place, column=column or "—")
    for column in wanted:
        if column not in header:
            yield problem("table-column-missing", place, column=column,
                          known="、".join(filter(None, header)))
