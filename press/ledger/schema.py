"""The tables of the ledger, by version: each step leads from one version to the next."""

from __future__ import annotations

import sqlite3
from typing import Final

MARK: Final = 0x64756265
"""``application_id`` of a ledger ("dube")."""
STEPS: Final[tuple[tuple[str, ...], ...]] = ((
    """CREATE TABLE distribution (
        number INTEGER PRIMARY KEY, name TEXT NOT NULL, date TEXT NOT NULL,
        lecturers TEXT NOT NULL, lectures TEXT NOT NULL)""",
    """CREATE TABLE file (
        distribution INTEGER NOT NULL REFERENCES distribution, path TEXT NOT NULL,
        kind TEXT NOT NULL, lecture TEXT NOT NULL, lecturer TEXT NOT NULL, code TEXT NOT NULL,
        copies INTEGER NOT NULL, digests TEXT NOT NULL, sheaves TEXT NOT NULL,
        PRIMARY KEY (distribution, path))""",
    "CREATE INDEX file_code ON file (code)",
    """CREATE TABLE run (
        number INTEGER PRIMARY KEY, code TEXT NOT NULL, document TEXT NOT NULL,
        first INTEGER NOT NULL, last INTEGER NOT NULL, digest TEXT NOT NULL, date TEXT NOT NULL,
        holder TEXT NOT NULL)""",
    "CREATE INDEX run_code ON run (code)",
    """CREATE TABLE printing (
        number INTEGER PRIMARY KEY, date TEXT NOT NULL, what TEXT NOT NULL, of INTEGER NOT NULL,
        sheets INTEGER NOT NULL)""",
),)
"""What is done, in order, to come to version 1, 2, …"""
VERSION: Final = len(STEPS)


def version_of(connection: sqlite3.Connection) -> int:
    """0 for a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def upgrade(connection: sqlite3.Connection) -> None:
    """Bring the tables to ``VERSION``, all steps or none."""
    with connection:
        for number, step in enumerate(STEPS[version_of(connection):],
                                      version_of(connection) + 1):
            for statement in step:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(f"PRAGMA application_id = {MARK}")
