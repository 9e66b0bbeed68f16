"""The ledger of a book: one SQLite file in its folder, which no other verb touches."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from press.dataclass import dataclass, replace
from press.ledger.records import Distribution, Kept, Run
from press.ledger.schema import MARK, VERSION, upgrade, version_of
from press.roster.records import Lecturer, lecture_from, lecture_record, lecturer_record
from press.values import Place, Problem, problem

FOLDER, NAME, BACKUPS = "ledger", "ledger.sqlite", "backup"
MOST_BACKUPS = 30


@dataclass(frozen=True, slots=True)
class Found:
    """What the ledger knows of a code."""

    distributions: tuple[tuple[Distribution, Kept], ...]
    """Every distribution in which a file had this code, the last one last."""
    latest: Kept | None
    """The same file of the same lecture in the last distribution; None where it has none."""
    newest: Distribution | None
    """The last distribution of all."""
    runs: tuple[Run, ...]
    """Numbered copies with this code."""


class Ledger:
    """An open ledger; every change is made whole or not at all, after a copy of the file."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self._folder, self._connection = folder, connection

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def last(self) -> Distribution | None:
        """The distribution that was recorded last."""
        row = self._connection.execute("SELECT max(number) FROM distribution").fetchone()
        return self.distribution(row[0]) if row[0] is not None else None

    def distribution(self, number: int) -> Distribution:
        """KeyError for a number that there is not."""
        row = self._connection.execute(
            "SELECT name, date, lecturers, lectures FROM distribution WHERE number = ?",
            (number,)).fetchone()
        if row is None:
            raise KeyError(number)
        files = self._connection.execute(
            "SELECT path, kind, lecture, lecturer, code, copies, digests, sheaves FROM file "
            "WHERE distribution = ? ORDER BY rowid", (number,)).fetchall()
        return Distribution(
            number, row[0], dt.date.fromisoformat(row[1]),
            tuple(Lecturer(**one) for one in json.loads(row[2])),
            tuple(lecture_from(one) for one in json.loads(row[3])),
            tuple(map(_kept, files)))

    def record(self, given: Distribution, sheets: int) -> Distribution:
        """Keep a distribution under the next number; the same one again is not kept twice."""
        last = self.last()
        if last is not None and replace(given, number=last.number, name=last.name,
                                        date=last.date) == last:
            return last
        number = (last.number if last else 0) + 1
        with self._changed() as db:
            db.execute("INSERT INTO distribution VALUES (?, ?, ?, ?, ?)", (
                number, given.name, given.date.isoformat(),
                _json([lecturer_record(one) for one in given.lecturers]),
                _json([lecture_record(one) for one in given.lectures])))
            db.executemany("INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [
                (number, f.path, f.kind, f.lecture, f.lecturer, f.code, f.copies,
                 _json(f.digests), _json(f.sheaves)) for f in given.files])
            db.execute("INSERT INTO printing (date, what, of, sheets) VALUES (?, ?, ?, ?)",
                       (given.date.isoformat(), "packets", number, sheets))
        return replace(given, number=number)

    def add_run(self, run: Run, sheets: int) -> None:
        """Keep numbered copies that were printed; the same run again is not kept twice."""
        if run in self._runs(run.code):
            return
        with self._changed() as db:
            done = db.execute(
                "INSERT INTO run (code, document, first, last, digest, date, holder) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)", (
                    run.code, run.document, run.first, run.last, run.digest,
                    run.date.isoformat(), run.holder))
            db.execute("INSERT INTO printing (date, what, of, sheets) VALUES (?, ?, ?, ?)",
                       (run.date.isoformat(), "numbered", done.lastrowid, sheets))

    def runs_of(self, document: str) -> tuple[Run, ...]:
        """All numbered copies of a document."""
        rows = self._connection.execute(
            "SELECT code, document, first, last, digest, date, holder FROM run "
            "WHERE document = ? ORDER BY number", (document,)).fetchall()
        return tuple(map(_run, rows))

    def find(self, code: str) -> Found:
        """What is known of a code, as it is printed."""
        rows = self._connection.execute(
            "SELECT distribution, path FROM file WHERE code = ? ORDER BY distribution",
            (code,)).fetchall()
        newest = self.last()
        found = []
        for number, path in rows:
            one = self.distribution(number)
            found.append((one, next(f for f in one.files if f.path == path)))
        latest = None
        if found and newest:
            kept = found[-1][1]
            latest = next((f for f in newest.files
                           if (f.lecture, f.kind) == (kept.lecture, kept.kind)), None)
        return Found(tuple(found), latest, newest, self._runs(code))

    def _runs(self, code: str) -> tuple[Run, ...]:
        rows = self._connection.execute(
            "SELECT code, document, first, last, digest, date, holder FROM run "
            "WHERE code = ? ORDER BY number", (code,)).fetchall()
        return tuple(map(_run, rows))

    @contextmanager
    def _changed(self) -> Iterator[sqlite3.Connection]:
        """Inside, one change: before it a copy of the file, after it all or nothing."""
        try:
            self._back_up()
            with self._connection:
                yield self._connection
        except sqlite3.OperationalError as error:  # a full disk, a lock: of this machine
            raise OSError(str(error)) from error

    def _back_up(self) -> None:
        backups = self._folder / BACKUPS
        backups.mkdir(parents=True, exist_ok=True)
        old = sorted(backups.glob("*.sqlite"))
        number = int(old[-1].stem) + 1 if old else 1
        with contextlib.closing(sqlite3.connect(backups / f"{number:06}.sqlite")) as copy:
            self._connection.backup(copy)
        for path in old[:max(0, len(old) + 1 - MOST_BACKUPS)]:
            path.unlink(missing_ok=True)


def open_ledger(book: Path, *, create: bool) -> tuple[Ledger | None, tuple[Problem, ...]]:
    """The ledger in the folder of a book; None where there is none (and ``create`` is False), or
    where it cannot be used."""
    folder = book / FOLDER
    path = folder / NAME
    place = Place(f"{FOLDER}/{NAME}")
    if not path.exists() and not create:
        return None, ()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path)
    except (OSError, sqlite3.Error) as error:
        return None, (problem("ledger-unwritable", place, reason=str(error)),)
    try:
        version = version_of(connection)
        if version > VERSION:
            connection.close()
            return None, (problem("ledger-newer", place, version=version, known=VERSION),)
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        if not sound or (version and mark != MARK):
            raise sqlite3.DatabaseError("quick_check")
        if version < VERSION:
            upgrade(connection)
    except sqlite3.OperationalError as error:  # read-only, locked
        connection.close()
        return None, (problem("ledger-unwritable", place, reason=str(error)),)
    except sqlite3.DatabaseError:
        connection.close()
        return None, (problem("ledger-damaged", place, folder=f"{FOLDER}/{BACKUPS}"),)
    return Ledger(folder, connection), ()


def _kept(row: Any) -> Kept:
    return Kept(row[0], row[1], row[2], row[3], row[4], row[5], tuple(json.loads(row[6])),
                tuple((item, first, pages) for item, first, pages in json.loads(row[7])))


def _run(row: Any) -> Run:
    return Run(row[0], row[1], row[2], row[3], row[4], dt.date.fromisoformat(row[5]), row[6])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
