"""What a cell of a worksheet shows, and which cells of it are joined."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from press.dataclass import dataclass

_PADDED = re.compile(r"0{2,20}")
"""The number format of numbers that keep their leading noughts: ``000``."""
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]{0,200}?\bref="([A-Z]{1,3})(\d{1,7}):'
                     rb'([A-Z]{1,3})(\d{1,7})"')
_CHUNK, _OVERLAP = 1 << 20, 400
"""Bytes of a sheet that are searched at once, and those of them that are searched twice."""
_LOOK = 200
"""Rows in which a sheet has something, or counts as empty."""


@dataclass(frozen=True, slots=True)
class Area:
    """Cells that are joined."""

    name: str
    """As the program shows it: ``A2:A5``."""
    left: int
    """Column of the first cell, from 1."""
    top: int
    """Its row, from 1."""


def shown(cell: Any) -> str:
    """The text of a cell: dates as ``2021-12-08``, times as ``14:30``, whole numbers without
    ``.0`` and with the leading noughts of their format, other numbers in the 15 digits that the
    program keeps; texts without white space around them."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime):
        clock = value.time()
        return value.date().isoformat() if clock == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    if isinstance(value, dt.timedelta):  # 14:30 in the format of a duration
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, float):
        if not value.is_integer():
            return f"{value:.15g}"
        value = int(value)
    if isinstance(value, int):
        padded = _PADDED.fullmatch(cell.number_format or "")
        return str(value).zfill(len(padded[0])) if padded else str(value)
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def merged(sheet: Any) -> Iterator[Area]:
    """The areas of a worksheet (of openpyxl, read only) that are joined; read from its file, for
    this way of reading passes them over."""
    tail, at, done = b"", 0, 0
    with sheet.parent._archive.open(sheet._worksheet_path) as source:
        while chunk := source.read(_CHUNK):
            data = tail + chunk
            for found in _MERGED.finditer(data):
                if at + found.start() >= done:
                    first, row, last, end = (part.decode() for part in found.groups())
                    done = at + found.end()
                    yield Area(f"{first}{row}:{last}{end}", _column(first), int(row))
            tail = data[-_OVERLAP:]
            at += len(data) - len(tail)


def filled(sheet: Any) -> bool:
    """Whether something stands near the head of a worksheet."""
    sheet.reset_dimensions()
    for line, row in enumerate(sheet.iter_rows(values_only=True)):
        if any(value is not None for value in row):
            return True
        if line >= _LOOK:
            return False
    return False


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
