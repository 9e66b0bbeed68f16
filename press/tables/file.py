"""Any file of a table as ``Cells``: which of the readers it needs is told by its name."""

from __future__ import annotations

from pathlib import Path

from press.config.textfile import is_inside, relative_name
from press.tables.cells import Cells
from press.tables.delimited import read_delimited
from press.values import Place, Problem, problem

SUFFIXES = (".csv", ".xlsx", ".xlsm")
"""Of files that can be read as a table; what has another ending is read as CSV."""
_OTHERS = (".xls", ".xlsb", ".et", ".ods", ".numbers")
"""Of workbooks that cannot be read."""


def is_workbook(name: str) -> bool:
    """Whether a file of that name is read as a workbook: then there are no columns of text."""
    return name.lower().endswith(SUFFIXES[1:])


def read_cells(root: Path, path: Path, *,
               encoding: str = "utf-8") -> tuple[Cells | None, tuple[Problem, ...]]:
    """The table in the file ``path`` inside ``root``, and all that is wrong with it at once; None
    where there is none. ``encoding``: of a CSV file, one of the values of ``ENCODINGS``."""
    if is_workbook(path.name):
        from press.tables.workbook import read_workbook

        return read_workbook(root, path)
    if path.suffix.lower() in _OTHERS and is_inside(root, path) and path.is_file():
        name = relative_name(root, path)
        return None, (problem("workbook-unreadable", Place(name), name=name),)
    return read_delimited(root, path, encoding=encoding)
