"""How long it takes from one site to another: a table of two sites and minutes."""

from __future__ import annotations

from pathlib import Path

from press.roster.clashes import Ways
from press.roster.columns import WAYS, read_columns
from press.roster.records import Roster
from press.tables.columns import Record
from press.values import Problem, problem


def read_ways(root: Path, name: str, roster: Roster,
              encoding: str = "utf-8") -> tuple[Ways, tuple[Problem, ...]]:
    """The ways in the file ``name`` (CSV or xlsx), good for both directions, and all that is wrong.

    Two rows that say different things of one way are an error. A site that is not on the roster
    is told, for its name may be a slip.
    """
    table, problems = read_columns(root, name, WAYS, encoding)
    sites = {one.site for one in roster.lectures}
    ways: dict[frozenset[str], int] = {}
    rows: dict[frozenset[str], Record] = {}
    found: list[Problem] = []
    for row in table.records:
        pair = frozenset((row.text("from"), row.text("to")))
        if "" not in pair:
            found += [problem("roster-way-site", row.place, name=site)
                      for site in sorted(pair - sites)]
        found += row.faults
        if not row.good:
            continue
        minutes = row.number("minutes")
        if ways.get(pair, minutes) != minutes:
            found.append(problem("roster-way-twice", row.place, origin=row.text("from"),
                                 target=row.text("to"), minutes=ways[pair],
                                 line=rows[pair].place.line or 0))
        else:
            ways[pair] = minutes
            rows[pair] = row
    return ways, (*problems, *found)
