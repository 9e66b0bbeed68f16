"""The ledger that comes back: how many came to each lecture, and what was remarked."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from press.roster.cells import whole_number
from press.roster.records import Roster
from press.roster.tables import read_entries
from press.values import Place, Problem, problem


@dataclass(frozen=True, slots=True)
class Attendance:
    """One row: 实到."""

    lecture: str
    """The number of the lecture."""
    attended: int
    remarks: str = ""
    place: Place = field(default=Place(""), compare=False)


def read_attendance(root: Path, name: str, roster: Roster, encoding: str = "utf-8"
                    ) -> tuple[tuple[Attendance, ...], tuple[Problem, ...]]:
    """The rows of the file ``name`` (CSV or xlsx) that are good, and all that is wrong.

    A lecture that is not on the roster, or that did not take place, is an error; more listeners
    than there were handouts a warning. A row without a figure has not come back yet.
    """
    entries, problems = read_entries(root, name, "attendance", encoding)
    known = {one.number: one for one in roster.lectures}
    rows: dict[str, Attendance] = {}
    found: list[Problem] = []
    for row in entries.rows if entries.whole else ():
        number, said = row.get("number"), row.get("attended")
        if not number:
            found.append(problem("roster-cell-empty", row.place, column=entries.names["number"]))
            continue
        if not said:
            continue
        lecture, count = known.get(number), whole_number(said)
        if lecture is None or not lecture.given:
            found.append(problem("attendance-lecture", row.place, number=number))
        elif count is None:
            found.append(problem("attendance-count", row.place, value=said))
        elif number in rows:
            found.append(problem("attendance-twice", row.place, number=number,
                                 line=rows[number].place.line or 0))
        else:
            if count > lecture.copies:
                found.append(problem("attendance-over", row.place, number=number, count=count,
                                     copies=lecture.copies))
            rows[number] = Attendance(number, count, row.get("remarks"), row.place)
    return tuple(rows.values()), (*problems, *found)
