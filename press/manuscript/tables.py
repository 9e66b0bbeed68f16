"""The CSV tables that a manuscript prints: which file is meant, read once a manuscript."""

from __future__ import annotations

import posixpath
from pathlib import Path

from press.config.suggestions import nearest_file
from press.config.textfile import is_inside
from press.dataclass import replace
from press.manuscript.characters import character_problems, without_bad
from press.manuscript.directives import Directive
from press.manuscript.source import Source, make_source
from press.tables import ENCODINGS, Cells, read_cells
from press.values import Place, Problem, problem

MAX_CELLS = 20_000
"""Values that a manuscript may print, of all its tables together: a minute of typesetting."""


_WORKBOOKS = frozenset((".xlsx", ".xls", ".xlsm", ".ods", ".et", ".numbers"))
"""Endings of files that a spreadsheet program keeps for itself."""


class Tables:
    """Reads each table of a manuscript once, and tells each fault of a file once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._read: dict[tuple[str, str], Cells | None] = {}
        self._printed = 0

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """Path in the book and decoded text of each table that is printed, by path."""
        found = {cells.name: cells.text for cells in self._read.values() if cells is not None}
        return tuple(sorted(found.items()))

    def read(self, directive: Directive, source: Source) -> tuple[
            Cells | None, tuple[Problem, ...]]:
        """The table that a directive with ``文件=`` asks for."""
        written = directive.texts["file"]
        place = directive.place(source, "file")
        encoding = ENCODINGS.get(directive.texts.get("encoding", "utf-8").lower())
        if encoding is None:
            return None, (problem("table-encoding-unknown", directive.place(source, "encoding"),
                                  name=directive.texts["encoding"][:40]),)
        name = self._name(written, source)
        if name is None:
            return None, (problem("table-outside", place, name=written[:80]),)
        if posixpath.splitext(name)[1].lower() in _WORKBOOKS:
            return None, (problem("table-workbook", place, name=written[:80]),)
        problems: tuple[Problem, ...] = ()
        if (name, encoding) not in self._read:
            self._read[name, encoding], problems = read_cells(
                self.root, self.root / name, encoding=encoding)
            if any(p.code == "file-missing" for p in problems):
                similar = self._similar(name)
                code = "table-file-misspelt" if similar else "table-file-missing"
                problems = (problem(code, place, name=written[:80], similar=similar),)
            problems = tuple(_declarable(p) if p.code == "file-gbk" else p for p in problems)
            problems += self._clean(name, encoding)
        cells = self._read[name, encoding]
        if cells is not None:
            self._printed += len(cells.header) * (len(cells.rows) + 1)
            if self._printed > MAX_CELLS:
                return None, (*problems, problem("tables-large", place, limit=MAX_CELLS))
        return cells, problems

    def _clean(self, name: str, encoding: str) -> tuple[Problem, ...]:
        """Take out of a table what no text should hold; what that is, at its lines."""
        cells = self._read[name, encoding]
        faults = () if cells is None else tuple(character_problems(make_source(name, cells.text)))
        if cells is not None and faults:
            self._read[name, encoding] = replace(
                cells, header=tuple(map(without_bad, cells.header)),
                rows=tuple((line, tuple(map(without_bad, row))) for line, row in cells.rows))
        return faults

    def _name(self, written: str, source: Source) -> str | None:
        """The path in the book: from the manuscript, or from the root of the book."""
        path = written.replace("\\", "/")
        if path.startswith("/") or "\0" in path or ":" in path:
            return None
        candidates = []
        for base in (posixpath.dirname(source.path), ""):
            name = posixpath.normpath(posixpath.join(base, path))
            if name != ".." and not name.startswith("../") and name not in candidates:
                candidates.append(name)
        for name in candidates:
            # Asked before it is looked at: not even its existence is told from outside.
            if not is_inside(self.root, self.root / name):
                return None
            if (self.root / name).exists():
                return name
        return candidates[-1] if candidates else None

    def _similar(self, name: str) -> str:
        """A CSV file in the same folder, or anywhere one folder deep, that may be meant."""
        folder, wanted = posixpath.split(name)
        names = [f"{folder}/{f.name}".lstrip("/") for f in self._listed(folder)]
        found = nearest_file(wanted, names)
        if found:
            return found
        others = [f"{d.name}/{f.name}" for d in self._listed("") for f in self._listed(d.name)]
        exact = [other for other in others if posixpath.basename(other) == wanted]
        return exact[0] if exact else nearest_file(wanted, others)

    def _listed(self, folder: str) -> list[Path]:
        path = self.root / folder
        if not is_inside(self.root, path) or not path.is_dir():
            return []
        return sorted(f for f in path.iterdir() if not f.name.startswith(".") and (
            (folder == "" and f.is_dir()) or f.suffix.lower() == ".csv"))


def _declarable(fault: Problem) -> Problem:
    """A file in GB 18030 that is not declared so: here it may be."""
    place = Place(fault.path or "", fault.line, fault.column)
    return problem("table-gbk", place, name=dict(fault.args)["name"])
