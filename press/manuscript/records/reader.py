"""The tables of one book: rows of typed values, what several of them have in common told.

A table may have columns that the kind does not know: they are told, once, and passed over.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from press.config.suggestions import listed, nearest_file
from press.config.textfile import is_inside
from press.dataclass import dataclass, field, replace
from press.manuscript.characters import character_problems, without_bad
from press.manuscript.dates import sortable
from press.manuscript.source import make_source
from press.tables import ENCODINGS, Cells, is_workbook, read_cells
from press.tables.columns import Codes, Column, Record, typed_table
from press.tables.file import SUFFIXES
from press.tables.typed import Type, day, names, time, whole, yes
from press.values import Place, Problem, has_errors, problem

NUMBER = Type(whole, "record-number")
DAY = Type(day, "record-day")
"""A day of the calendar."""
DATE = Type(lambda text: text if sortable(text) else None, "record-date")
"""Any date as people write it (1941年秋)."""
TIME = Type(time, "record-time")
NAMES = Type(names, "")
"""Several texts with 、 or ； between them: anything will do."""
YES = Type(yes, "record-yes")
"""是, or empty for no; anything else is told."""
_CODES = Codes("record-empty", "record-choice")


@dataclass(slots=True)
class Reader:
    """Reads the tables of one book; gathers problems and the texts of the files."""

    root: Path
    asked: Callable[[tuple[str, ...]], Place]
    """Where book.toml says something: its path of keys → place."""
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    """Keys of the files that have errors: what others say of their rows cannot be judged."""

    def rows(self, table: str, key: str, name: str, encoding: str,
             columns: Sequence[Column]) -> tuple[Record, ...]:
        """The rows of the file ``name`` that ``[table] key`` names; none for no file.

        Rows with a fault are left out, so that one fault is told once.
        """
        if not name:
            return ()
        before = len(self.problems)
        found = self._rows(name, ENCODINGS[encoding], columns, self.asked((table, key)))
        if has_errors(self.problems[before:]):
            self.broken.add(key)
        return found

    def _rows(self, name: str, encoding: str, columns: Sequence[Column],
              place: Place) -> tuple[Record, ...]:
        cells = self._cells(name, encoding, place)
        if cells is None:
            return ()
        self.files[name] = cells.text
        typed, problems = typed_table(cells, columns, _CODES)
        self.problems += problems
        if typed.unknown:
            self.tell("records-column-unknown", Place(cells.name, cells.line),
                      columns="、".join(head or "—" for head in typed.unknown),
                      known="、".join(c.name for c in columns))
        if typed.whole and not cells.rows:
            self.tell("records-none", Place(name, cells.line))
        self.problems += [fault for record in typed.records for fault in record.faults]
        return tuple(record for record in typed.records if record.good)

    def tell(self, code: str, place: Place | None, **args: Any) -> None:
        """One problem more."""
        self.problems.append(problem(code, place, **args))

    def once(self, records: Iterable[Record], key: str, column: str) -> None:
        """Tell each value of ``key`` that stands in two rows."""
        first: dict[str, int] = {}
        for record in records:
            value = record.text(key)
            if value and value in first:
                self.tell("record-twice", record.at(key), column=column, value=value[:40],
                          first=first[value])
            first.setdefault(value, record.place.line or 0)

    def known(self, record: Record, key: str, column: str, value: str,
              names: Iterable[str], of: str = "") -> bool:
        """Whether ``value`` is one of ``names``; told where it is not.

        ``of``: the key of the file that has the names; where that has errors nothing is told.
        """
        names = tuple(names)
        if value not in names and of not in self.broken:
            self.tell("record-unknown", record.at(key), column=column, value=value[:40],
                      known=listed(dict.fromkeys(names)))
        return value in names

    def _cells(self, name: str, encoding: str, place: Place) -> Cells | None:
        path = self.root / name
        if is_inside(self.root, path) and not path.is_file():
            similar = _similar(self.root, name)
            code = "records-file-misspelt" if similar else "records-file-missing"
            self.tell(code, place, name=name[:80], similar=similar)
            return None
        cells, problems = read_cells(self.root, path, encoding=encoding)
        if any(p.code == "file-gbk" for p in problems):
            problems = (problem("records-gbk", place, name=name),)
        self.problems += problems
        if cells is None:
            return None
        faults = tuple(character_problems(make_source(name, cells.text)))
        self.problems += [replace(p, column=None) if is_workbook(name) else p for p in faults]
        if faults:
            cells = replace(cells, header=tuple(map(without_bad, cells.header)), rows=tuple(
                (line, tuple(map(without_bad, row))) for line, row in cells.rows))
        return cells


def _similar(root: Path, name: str) -> str:
    folder = root / posixpath.dirname(name)
    if not is_inside(root, folder) or not folder.is_dir():
        return ""
    found = nearest_file(name, [f.name for f in folder.iterdir()
                                if f.suffix.lower() in SUFFIXES and f.name[0] not in ".~"])
    return posixpath.join(posixpath.dirname(name), found) if found else ""
