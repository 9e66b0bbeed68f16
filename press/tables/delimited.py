"""CSV files as tables: every row knows the line that it stands on.

UTF-8, or GB 18030 where that is declared: Excel in Chinese writes it as "CSV".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from press.config.textfile import TEXT_LIMIT, decode, read_bytes, relative_name
from press.tables.cells import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Cells
from press.values import Place, Problem, problem

ENCODINGS = {"utf-8": "utf-8", "utf8": "utf-8", "gb18030": "gb18030", "gbk": "gb18030",
             "gb2312": "gb18030"}
"""What may be declared (in any case), and what it is read as."""

_SEPARATORS = ("\t", ";", "；", "，")
"""What programs write where RFC 4180 wants a comma."""


def read_delimited(root: Path, path: Path, *,
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

