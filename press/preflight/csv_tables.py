"""Tables beside the manuscript (CSV) that it prints: which cells, in which order.

Read with the standard library's ``csv``, as RFC 4180 has it.
"""

from __future__ import annotations

import csv
import io
import posixpath
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

_DATE = ("时间", "date")
_EVENT = ("事件", "event")


def file_text(files: Mapping[str, str], written: str, manuscript: str) -> str | None:
    """The text of the file that ``manuscript`` (a path in the book) calls ``written``.

    ``files``: path in the book → text. None where no file is meant.
    """
    for name in dict.fromkeys((written.strip(), unquote(written.strip()))):
        for folder in (posixpath.dirname(manuscript), ""):
            path = posixpath.normpath(posixpath.join(folder, name.replace("\\", "/")))
            if path in files:
                return files[path]
    return None


def table_cells(text: str) -> Iterator[str]:
    """All cells, row by row, the header first."""
    for row in _rows(text):
        yield from row


def timeline_cells(text: str) -> Iterator[str]:
    """Date and event of each row; nothing where the header does not name these columns."""
    rows = list(_rows(text))
    if not rows:
        return
    header = [cell.lower() for cell in rows[0]]
    places = [next((header.index(name) for name in names if name in header), None)
              for names in (_DATE, _EVENT)]
    for row in rows[1:]:
        for place in places:
            if place is not None and place < len(row):
                yield row[place]


def _rows(text: str) -> Iterator[list[str]]:
    """Rows that are not empty; each cell on one line, for lines here are none of the
    manuscript's."""
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        cells = [" ".join(cell.split()) for cell in row]
        if any(cells):
            yield cells
