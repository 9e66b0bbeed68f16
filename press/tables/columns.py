"""Declared columns → rows of typed values, and every fault of a cell.

A heading may be any name of its column, in Chinese or in English, with blanks and in any case.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from press.dataclass import dataclass
from press.tables.cells import Cells
from press.tables.file import is_workbook
from press.tables.spots import column_of
from press.tables.typed import Type
from press.values import Place, Problem, has_errors, problem


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    key: str
    """Its name in code, and in English."""
    name: str
    """Its Chinese name, as editors write it: the one that is asked for."""
    type: Type | None = None
    """None for any text."""
    required: bool = False
    """Whether it must be there, and every row have a value."""
    allowed: tuple[str, ...] = ()
    """The values that may stand in it; empty for any."""
    others: tuple[str, ...] = ()
    """Other names that a heading may have."""
    gaps: bool = False
    """Whether rows may have no value though it must be there."""

    @property
    def names(self) -> tuple[str, ...]:
        """All that a heading may be."""
        return self.name, *self.others, self.key


@dataclass(frozen=True, slots=True)
class Record:
    """One row, its values typed by the columns that were asked for."""

    values: Mapping[str, object]
    """By key; of a column that is not there, and where there is a fault, none."""
    texts: Mapping[str, str]
    """The same as they are written."""
    places: Mapping[str, Place]
    """Where each stands."""
    place: Place
    """Of the row."""
    faults: tuple[Problem, ...]
    """Of its cells."""

    @property
    def good(self) -> bool:
        """Whether none of its cells has an error."""
        return not has_errors(self.faults)

    def written(self, key: str) -> str:
        """A value as it is written; an empty text for a column that is not there."""
        return self.texts.get(key, "")

    def text(self, key: str) -> str:
        """A text, a date as it is written, or an empty text for a column that is not there."""
        return str(self.values.get(key) or "")

    def number(self, key: str) -> int:
        """A whole number; 0 for none."""
        value = self.values.get(key)
        return value if isinstance(value, int) else 0

    def day(self, key: str) -> dt.date | None:
        """A day, or none."""
        value = self.values.get(key)
        return value if isinstance(value, dt.date) else None

    def time(self, key: str) -> dt.time | None:
        """A time of the day, or none."""
        value = self.values.get(key)
        return value if isinstance(value, dt.time) else None

    def names(self, key: str) -> tuple[str, ...]:
        """The texts of a list."""
        value = self.values.get(key)
        return value if isinstance(value, tuple) else ()

    def yes(self, key: str) -> bool:
        """Whether it says so."""
        return self.values.get(key) is True

    def at(self, key: str) -> Place:
        """Where the value stands, or its row."""
        return self.places.get(key, self.place)


@dataclass(frozen=True, slots=True)
class Codes:
    """How the faults of cells are told."""

    empty: str
    """The problem of a value that is missing; it is told the ``column``."""
    choice: str
    """That of a value that is not allowed; it is told ``column``, ``value`` and ``allowed``."""
    by_row: bool = False
    """Whether faults are told at the row, not at the cell."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file."""

    records: tuple[Record, ...]
    """All of them, also those with faults; none where a column is missing."""
    unknown: tuple[str, ...]
    """Headings that nobody asked for; their columns are not used. One may be empty."""
    whole: bool
    """Whether it has every column that it must have."""


def typed_table(cells: Cells, columns: Sequence[Column],
                codes: Codes) -> tuple[Table, tuple[Problem, ...]]:
    """The rows of a table, and what is wrong with its header; each row has its own faults."""
    place = Place(cells.name, cells.line)
    header = ["".join(name.split()).lower() for name in cells.header]
    where = _where(header, columns)
    found: list[Problem] = []
    for name in dict.fromkeys(cells.header[index] for index in where.values()):
        if cells.header.count(name) > 1:
            found.append(problem("table-column-twice", place, column=name))
    for column in columns:
        if column.required and column.key not in where:
            found.append(problem("table-column-missing", place, column=column.name,
                                 known="、".join(filter(None, cells.header))))
    twice = {dict(p.args)["column"] for p in found if p.code == "table-column-twice"}
    unknown = tuple(name for index, name in enumerate(cells.header)
                    if index not in where.values() and name not in twice)
    if found:
        return Table((), unknown, False), tuple(found)
    chosen = [(where[column.key], column) for column in columns if column.key in where]
    return Table(tuple(_record(cells, line, row, chosen, codes) for line, row in cells.rows),
                 unknown, True), ()


def _where(header: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    """Key → index of its column."""
    found: dict[str, int] = {}
    for column in columns:
        for name in column.names:
            # A name that two columns share goes to the first that has no other heading.
            if name.lower() in header and header.index(name.lower()) not in found.values():
                found[column.key] = header.index(name.lower())
                break
    return found


def _record(cells: Cells, line: int, row: Sequence[str], columns: Sequence[tuple[int, Column]],
            codes: Codes) -> Record:
    values: dict[str, object] = {}
    texts: dict[str, str] = {}
    places: dict[str, Place] = {}
    faults: list[Problem] = []
    own = Place(cells.name, line)
    sheet = is_workbook(cells.name)
    for index, column in columns:
        text = texts[column.key] = row[index]
        if not (codes.by_row or sheet):
            places[column.key] = Place(cells.name, line, column_of(cells.text, line, index))
        value = text or None
        found = tuple(_faults(text, column, places.get(column.key, own), codes,
                              cells.header[index]))
        faults += found
        if not has_errors(found):
            parsed = column.type.parse(text) if column.type else value
            values[column.key] = value if found else parsed
    return Record(values, texts, places, own, tuple(faults))


def _faults(text: str, column: Column, place: Place, codes: Codes,
            heading: str) -> Iterator[Problem]:
    if not text:
        if column.required and not column.gaps:
            yield problem(codes.empty, place, column=heading)
    elif column.allowed and text not in column.allowed:
        yield problem(codes.choice, place, column=heading, value=text[:40],
                      allowed="、".join(column.allowed))
    elif column.type and column.type.parse(text) is None:
        yield problem(column.type.code, place, page=None, column=heading, value=text[:40],
                      **dict(column.type.args))
