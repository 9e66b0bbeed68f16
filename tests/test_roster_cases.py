"""tests/cases/<code>/ of rosters: tables in, problems with their lines out."""

from __future__ import annotations

from pathlib import Path

import pytest
from case_files import assert_told, codes_of, load
from roster_samples import write_rosters

from press.roster import RosterFiles, clashes, read_attendance, read_roster, read_ways


@pytest.mark.parametrize("code", codes_of("roster"))
def test_each_code_has_a_case_that_is_told_at_the_right_line(code: str, tmp_path: Path) -> None:
    case = load(code)
    write_rosters(tmp_path, case.get("files"))
    roster, problems = read_roster(tmp_path, RosterFiles(), ["关口"])
    if roster is not None:
        ways = {}
        if (tmp_path / "rosters/ways.csv").is_file():
            ways, found = read_ways(tmp_path, "rosters/ways.csv", roster)
            problems += found
        problems += clashes(roster, 60, ways)
        if (tmp_path / "rosters/attendance.csv").is_file():
            problems += read_attendance(tmp_path, "rosters/attendance.csv", roster)[1]
    assert_told(code, problems, case["problems"])
