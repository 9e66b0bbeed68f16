"""A CSV table with declared columns → rows of typed values, and every fault at its cell.

A table may have columns that the kind does not know: they are told, once, and passed over. A
heading is that of the Chinese or the English name of the column.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from press.config.suggestions import listed, nearest_file
from press.config.table import ENCODINGS, Cells, read_cells
from press.config.textfile import is_inside
from press.manuscript.characters import character_problems, without_bad
from press.manuscript.dates import sortable
from press.manuscript.records.cells import column_of
from press.manuscript.source import make_source
from press.values import Place, Problem, problem

Kind = Literal["text", "number", "day", "date", "time", "names", "yes"]
"""``day`` is a day of the calendar, ``date`` any date as people write it (1941年秋); ``names`` are
several texts with 、 or ； between them; ``yes`` is 是, anything else told, empty for no."""

_TIME = re.compile(r"(\d{1,2})[:：时点](\d{2})?分?$")
_DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?$")
_YES, _NO = ("是", "yes", "y", "1", "√", "✓"), ("", "否", "no", "n", "0")
_APART = re.compile(r"\s*[、；;]\s*")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    key: str
    """Its English name, also in code."""
    name: str
    """Its Chinese name, as editors write it."""
    kind: Kind = "text"
    required: bool = False
    """Whether it must be there, and every row have a value."""
    allowed: tuple[str, ...] = ()
    """The values that may stand in it; empty for any."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row, its values typed by the columns that were asked for."""

    values: Mapping[str, object]
    places: Mapping[str, Place]
    """Where each value stands, by key."""
    place: Place
    """Of the row."""

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
        if any(p.severity == "error" for p in self.problems[before:]):
            self.broken.add(key)
        return found

    def _rows(self, name: str, encoding: str, columns: Sequence[Column],
              place: Place) -> tuple[Record, ...]:
        cells = self._cells(name, encoding, place)
        if cells is None:
            return ()
        self.files[name] = cells.text
        chosen = self._columns(cells, columns)
        if chosen is None:
            return ()
        if not cells.rows:
            self.tell("records-none", Place(name, cells.line))
        found = [_record(cells, line, values, chosen, self.problems)
                 for line, values in cells.rows]
        return tuple(record for record in found if record is not None)

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
        self.problems += faults
        if faults:
            cells = replace(cells, header=tuple(map(without_bad, cells.header)), rows=tuple(
                (line, tuple(map(without_bad, row))) for line, row in cells.rows))
        return cells

    def _columns(self, cells: Cells,
                 columns: Sequence[Column]) -> list[tuple[int, Column]] | None:
        """Which value of a row is which column; None where one is missing or there twice."""
        place = Place(cells.name, cells.line)
        chosen: list[tuple[int, Column]] = []
        complete = True
        known: set[int] = set()
        for column in columns:
            spots = [n for n, head in enumerate(cells.header)
                     if head in (column.name, column.key)]
            known.update(spots)
            if len(spots) > 1:
                self.tell("table-column-twice", place, column=column.name)
                complete = False
            elif spots:
                chosen.append((spots[0], column))
            elif column.required:
                self.tell("table-column-missing", place, column=column.name,
                          known="、".join(filter(None, cells.header)))
                complete = False
        strange = [head for n, head in enumerate(cells.header) if n not in known]
        if strange:
            self.tell("records-column-unknown", place, columns="、".join(h or "—" for h in strange),
                      known="、".join(c.name for c in columns))
        return chosen if complete else None


def _similar(root: Path, name: str) -> str:
    folder = root / posixpath.dirname(name)
    if not is_inside(root, folder) or not folder.is_dir():
        return ""
    found = nearest_file(name, [f.name for f in folder.iterdir() if f.suffix == ".csv"])
    return posixpath.join(posixpath.dirname(name), found) if found else ""


def _record(cells: Cells, line: int, row: Sequence[str], columns: Sequence[tuple[int, Column]],
            problems: list[Problem]) -> Record | None:
    values: dict[str, object] = {}
    places: dict[str, Place] = {}
    good = True
    for index, column in columns:
        text = row[index]
        place = Place(cells.name, line, column_of(cells.text, line, index))
        places[column.key] = place
        found = tuple(_faults(text, column, place))
        if found:
            problems += found
            good = False
        else:
            values[column.key] = value_of(text, column.kind)
    return Record(values, places, Place(cells.name, line)) if good else None


def _faults(text: str, column: Column, place: Place) -> Iterator[Problem]:
    shown = text[:40]
    if not text:
        if column.required:
            yield problem("record-empty", place, column=column.name)
    elif column.allowed and text not in column.allowed:
        yield problem("record-choice", place, column=column.name, value=shown,
                      allowed="、".join(column.allowed))
    elif column.kind not in ("text", "names") and value_of(text, column.kind) is None:
        yield problem(f"record-{column.kind}", place, column=column.name, value=shown)


def value_of(text: str, kind: Kind) -> object:
    """The value of a cell; None for none, and for what is no such value."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if kind == "number":
        return int(plain) if re.fullmatch(r"\d{1,9}", plain, re.ASCII) else None
    if kind == "day":
        return _day(plain)
    if kind == "time":
        return _time(plain)
    if kind == "names":
        return tuple(filter(None, _APART.split(text)))
    if kind == "yes":
        return True if plain.lower() in _YES else False if plain.lower() in _NO else None
    if kind == "date":
        return text if sortable(text) else None
    return text or None


def _day(text: str) -> dt.date | None:
    match = _DAY.match(text)
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _time(text: str) -> dt.time | None:
    match = _TIME.match(text)
    try:
        return dt.time(int(match[1]), int(match[2] or 0)) if match else None
    except ValueError:
        return None
