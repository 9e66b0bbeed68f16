"""tests/cases/<code>/case.toml of what is told when a folder for a shop cannot be made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from case_files import CASES, assert_told, codes_of, having, load
from test_cases_command import prepare

from press.cli import main
from press.values import Problem, problem


@pytest.mark.parametrize("code", having("case.toml", codes_of("production")))
def test_the_command_says_what_is_wrong(code: str, tmp_path: Path,
                                        monkeypatch: pytest.MonkeyPatch,
                                        capsys: pytest.CaptureFixture[str]) -> None:
    case = load(code)
    prepare(case, tmp_path, monkeypatch)
    before = {path: path.read_bytes() for path in (tmp_path / "handover").rglob("*")
              if path.is_file()}
    assert main(case["arguments"]) == case["exit"]
    said = json.loads(capsys.readouterr().out)
    told: list[Problem] = [problem(p["code"], **case["problems"][n]["args"], files="—")
                           for n, p in enumerate(said["problems"])]
    assert_told(code, told, case["problems"])
    for one in said["problems"]:
        assert all(value in one["message"] for value in case["problems"][0]["args"].values())
        assert one["hint"]
    assert before == {path: path.read_bytes() for path in (tmp_path / "handover").rglob("*")
                      if path.is_file()}
    assert (CASES / code).is_dir()
