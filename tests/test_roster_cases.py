"""tests/cases/<code>/ of rosters: tables in, problems with their lines out."""

from __future__ import annotations

from pathlib import Path

import pytest
from case_files import assert_told, codes_of, load
from roster_samples import odd_workbook, write_rosters

from press.roster import RosterFiles, clashes, read_attendance, read_roster, read_ways


@pytest.mark.parametrize("code", codes_of("roster"))
def test_each_code_has_a_case_that_is_told_at_the_right_line(code: str, tmp_path: Path) -> None:
    case = load(code)
    write_rosters(tmp_path, case.get("files"))
    files = RosterFiles()
    if "workbook" in case:
        files = RosterFiles(lecturers="rosters/lecturers.xlsx")
        (tmp_path / files.lecturers).write_bytes(odd_workbook(case["workbook"]))
    roster, problems = read_roster(tmp_path, files, ["关口"])
    if roster is not None:
        ways = {}
        if (tmp_path / "rosters/ways.csv").is_file():
            ways, found = read_ways(tmp_path, "rosters/ways.csv", roster)
            problems += found
        problems += clashes(roster, 60, ways)
        if (tmp_path / "rosters/attendance.csv").is_file():
            problems += read_attendance(tmp_path, "rosters/attendance.csv", roster)[1]
    assert_told(code, problems, case["problems"])
