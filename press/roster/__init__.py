"""Rosters: who speaks where and when, out of tables that an office keeps. Pure data, no pages.

1. ``columns``   what columns are called and what may stand in them (read by ``press.tables``)
2. ``reading``   rows → ``Roster``, every bad row told with its line; ``attendance``, who came
3. ``clashes``   a lecturer in two places, two lectures in one hall, no time for the way
   ``ways``, how long the ways are
4. ``changes``   what is different between two rosters, by the permanent numbers of their rows
5. ``writing``   tables that a spreadsheet may open without running anything
"""

from press.roster.attendance import Attendance, read_attendance
from press.roster.changes import Change, changes
from press.roster.clashes import clashes
from press.roster.reading import RosterFiles, read_roster, read_rows
from press.roster.records import Lecture, Lecturer, Roster
from press.roster.ways import read_ways
from press.roster.writing import csv_table, neutral

__all__ = ["Attendance", "Change", "Lecture", "Lecturer", "Roster", "RosterFiles", "changes",
           "clashes", "csv_table", "neutral", "read_attendance", "read_roster", "read_rows",
           "read_ways"]
