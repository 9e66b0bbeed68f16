"""Excel workbooks (xlsx) as rows of text. Read only: formulas, macros and links never run."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from press.config.suggestions import listed
from press.config.textfile import read_bytes, relative_name
from press.tables.cells import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Cells
from press.tables.sheetcells import filled, merged, shown
from press.values import Place, Problem, problem

FILE_LIMIT = 30_000_000
"""Bytes of the file."""
UNPACKED_LIMIT = 200_000_000
"""Bytes of all that is in it: a small file can be made to unpack into more than any memory."""
MEMBERS_LIMIT = 2_000
LAST_ROW = 1_048_576
"""Of any sheet (ECMA-376, part 1, 18.3.1.73): a file may claim to go on for ever."""

Outcome = tuple[Cells | None, tuple[Problem, ...]]
_LINE_END = re.compile(r"\s*\n\s*")
_WIDE_LINE_END = re.compile(r"(?<=[^\x00-\xff])\s*\n\s*(?=[^\x00-\xff])")


def read_workbook(root: Path, path: Path) -> Outcome:
    """The first visible sheet of the workbook ``path`` inside ``root`` as a table.

    Empty rows and columns are passed over; lines are rows of the sheet; values are those that the
    sheet shows (``sheetcells.shown``). A formula stands for the value that Excel left with it; one
    without is a problem, and so are values that are errors, and cells that are joined to one.
    """
    name = relative_name(root, path)
    data, problems = read_bytes(root, path, FILE_LIMIT)
    if data is None:
        return None, problems
    reason = _unsafe(data)
    if reason:
        return None, (*problems, problem(reason, Place(name), name=name))
    try:
        return _sheet(data, name, problems)
    except Exception:  # openpyxl raises many kinds over a damaged file; all mean the same
        return None, (*problems, problem("workbook-unreadable", Place(name), name=name))


def _unsafe(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "workbook-unreadable"
    large = sum(member.file_size for member in members) > UNPACKED_LIMIT
    return "workbook-large" if large or len(members) > MEMBERS_LIMIT else ""


def _sheet(data: bytes, name: str, problems: tuple[Problem, ...]) -> Outcome:
    import openpyxl  # takes a third of a second to load

    values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    try:
        titles = [sheet.title for sheet in values.worksheets if sheet.sheet_state == "visible"]
        if not titles:
            return None, (*problems, problem("table-empty", Place(name)))
        rows: list[tuple[int, list[str]]] = []
        found = list(_rows(values[titles[0]], formulas[titles[0]], name, rows))
        if any(p.code in ("table-large", "table-cell-long") for p in found):
            return None, (*problems, *found)
        if not rows:
            return None, (*problems, *found, problem("table-empty", Place(name)))
        found += _joined(values[titles[0]], rows, name)
        others = [title for title in titles[1:] if filled(values[title])]
    finally:
        values.close()
        formulas.close()
    if others:
        found.append(problem("workbook-sheets", Place(name), sheet=titles[0],
                             others=listed(others)))
    (first, header), *body = rows
    width = max(n for n, cell in enumerate(header, start=1) if cell)
    kept = []
    for line, cells in body:
        if any(cells[width:]):
            found.append(problem("table-width", Place(name, line), wanted=width,
                                 found=max(n for n, cell in enumerate(cells, start=1) if cell)))
        else:
            kept.append((line, tuple((cells + [""] * width)[:width])))
    return Cells(name, _as_text(rows), tuple(header[:width]), first,
                 tuple(kept)), (*problems, *found)


def _rows(values: Any, formulas: Any, name: str,
          rows: list[tuple[int, list[str]]]) -> Iterator[Problem]:
    """Gather the rows that are not empty; what is wrong with them."""
    for sheet in (values, formulas):
        sheet.reset_dimensions()  # what a file says of its own size may be wrong
    pairs = zip(values.iter_rows(), formulas.iter_rows(), strict=False)
    for line, (row, written) in enumerate(pairs, start=1):
        if len(rows) > MAX_ROWS or line > LAST_ROW or (len(row) > MAX_COLUMNS and any(
                cell.value is not None for cell in row[MAX_COLUMNS:])):
            yield problem("table-large", Place(name, line), rows=MAX_ROWS, columns=MAX_COLUMNS)
            return
        cells = [shown(cell) for cell in row[:MAX_COLUMNS]]
        if any(len(cell) > MAX_CELL for cell in cells):
            yield problem("table-cell-long", Place(name, line), limit=MAX_CELL)
            return
        for index, cell in enumerate(written[:MAX_COLUMNS]):
            if cell.data_type == "f" and not cells[index]:
                yield problem("workbook-formula", Place(name, line), cell=cell.coordinate)
        for cell in row[:MAX_COLUMNS]:
            if cell.data_type == "e":
                yield problem("workbook-error", Place(name, line), cell=cell.coordinate,
                              value=str(cell.value)[:20])
        if any(cells):
            rows.append((line, cells))


def _joined(sheet: Any, rows: Sequence[tuple[int, Sequence[str]]], name: str) -> Iterator[Problem]:
    """Cells that were joined to one: only the first of them has the value, and the others may be
    meant to have it, too."""
    lines = dict(rows)
    for area in merged(sheet):
        cells = lines.get(area.top, ())
        if len(cells) >= area.left and cells[area.left - 1]:
            yield problem("workbook-merged", Place(name, area.top), cells=area.name)


def _as_text(rows: Sequence[tuple[int, Sequence[str]]]) -> str:
    """The sheet as CSV, each row on one line, that of its number."""
    last = 1
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    for line, cells in rows:
        out.write("\n" * (line - last))
        writer.writerow([_LINE_END.sub(" ", _WIDE_LINE_END.sub("", cell)) for cell in cells])
        last = line + 1
    return out.getvalue()
