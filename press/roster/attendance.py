"""The ledger that comes back: how many came to each lecture, and what was remarked."""

from __future__ import annotations

from pathlib import Path

from press.dataclass import dataclass, field
from press.roster.columns import ATTENDANCE, MOST_COPIES, read_columns
from press.roster.records import Roster
from press.tables.typed import whole
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
    table, problems = read_columns(root, name, ATTENDANCE, encoding)
    known = {one.number: one for one in roster.lectures}
    rows: dict[str, Attendance] = {}
    found: list[Problem] = []
    for row in table.records:
        number, said = row.text("number"), row.text("attended")
        found += row.faults
        if not row.good or not said:
            continue
        lecture, count = known.get(number), whole(said, MOST_COPIES)
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
            rows[number] = Attendance(number, count, row.text("remarks"), row.place)
    return tuple(rows.values()), (*problems, *found)
