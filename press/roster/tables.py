"""Any roster file as a table: CSV in UTF-8 or GB 18030, or an Excel workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from press.config.table import read_cells
from press.roster.columns import fields_of, header_problems
from press.roster.workbook import read_workbook
from press.values import Place, Problem

WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: the fields that its table has."""

    values: Mapping[str, str]
    place: Place

    def get(self, field: str) -> str:
        """The value, or nothing where the table has no such column."""
        return self.values.get(field, "")


@dataclass(frozen=True, slots=True)
class Entries:
    """The rows of a roster file."""

    rows: tuple[Entry, ...]
    names: Mapping[str, str]
    """Field → what its column is called in this file."""
    whole: bool
    """Whether the table has every column that it needs; without them its rows say nothing."""


def read_entries(root: Path, name: str, kind: str,
                 encoding: str) -> tuple[Entries, tuple[Problem, ...]]:
    """The rows of the file ``name`` inside ``root``; ``kind``: of ``columns.KNOWN``."""
    path = root / name
    if path.suffix.lower() in WORKBOOKS:
        cells, problems = read_workbook(root, path)
    else:
        cells, problems = read_cells(root, path, encoding=encoding)
    if cells is None:
        return Entries((), {}, False), problems
    found = tuple(header_problems(kind, cells.header, Place(cells.name, cells.line)))
    where = fields_of(kind, cells.header)
    whole = not any(p.severity == "error" for p in found)
    rows = tuple(Entry({field: values[index] for field, index in where.items()},
                       Place(cells.name, line)) for line, values in cells.rows)
    return Entries(rows, {field: cells.header[index] for field, index in where.items()},
                   whole), (*problems, *found)
