"""How long it takes from one site to another: a table of two sites and minutes."""

from __future__ import annotations

from pathlib import Path

from press.roster.cells import whole_number
from press.roster.clashes import Ways
from press.roster.records import Roster
from press.roster.tables import Entry, read_entries
from press.values import Problem, problem

MOST = 1440
"""Minutes of a way: who travels longer has no lecture that day."""


def read_ways(root: Path, name: str, roster: Roster,
              encoding: str = "utf-8") -> tuple[Ways, tuple[Problem, ...]]:
    """The ways in the file ``name`` (CSV or xlsx), good for both directions, and all that is wrong.

    Two rows that say different things of one way are an error. A site that is not on the roster
    is told, for its name may be a slip.
    """
    entries, problems = read_entries(root, name, "ways", encoding)
    sites = {one.site for one in roster.lectures}
    ways: dict[frozenset[str], int] = {}
    rows: dict[frozenset[str], Entry] = {}
    found: list[Problem] = []
    for row in entries.rows if entries.whole else ():
        empty = [field for field in ("origin", "target", "minutes") if not row.get(field)]
        if empty:
            found += [problem("roster-cell-empty", row.place, column=entries.names[field])
                      for field in empty]
            continue
        pair = frozenset((row.get("origin"), row.get("target")))
        minutes = whole_number(row.get("minutes"), MOST)
        found += [problem("roster-way-site", row.place, name=site)
                  for site in sorted(pair - sites)]
        if minutes is None:
            found.append(problem("roster-way-minutes", row.place, value=row.get("minutes"),
                                 most=MOST))
        elif pair in ways and ways[pair] != minutes:
            found.append(problem("roster-way-twice", row.place, origin=row.get("origin"),
                                 target=row.get("target"), minutes=ways[pair],
                                 line=rows[pair].place.line or 0))
        else:
            ways[pair] = minutes
            rows[pair] = row
    return ways, (*problems, *found)
