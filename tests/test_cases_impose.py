"""tests/cases/<code>/case.toml of what ``impose`` says of its command and of the files it is given.

As test_cases_command; ``a.pdf``, four pages of A5, lies where the command is given.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from case_files import assert_told, codes_of, having, load
from case_pages import described
from test_cases_command import prepare

from press.cli import main
from press.messages import hint, message
from press.report.lines import Lines
from press.values import Problem


@pytest.mark.parametrize("code", having("case.toml", codes_of("impose")))
def test_impose_says_what_is_wrong(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                   capsys: pytest.CaptureFixture[str]) -> None:
    case = load(code)
    prepare(case, tmp_path, monkeypatch)
    document = described([{"count": 4, "width": 148, "height": 210}])
    (tmp_path / "a.pdf").write_bytes(document)
    there = sorted(tmp_path.iterdir())
    told: list[Problem] = []
    report = Lines.problems

    def overheard(self: Lines, problems: Iterable[Problem]) -> None:
        given = tuple(problems)
        told.extend(given)
        report(self, given)

    monkeypatch.setattr(Lines, "problems", overheard)
    assert main(case["arguments"]) == case["exit"]
    assert_told(code, told, case["problems"])
    out, err = capsys.readouterr()
    if "--json" in case["arguments"]:
        said: dict[str, list[dict[str, Any]]] = json.loads(out)
        assert said["artefacts"] == []
        assert [(p["code"], p["message"], p["hint"]) for p in said["problems"]] == [
            (p.code, message(p, "zh"), hint(p, "zh")) for p in told]
    else:
        assert out == ""
        for problem in told:
            assert message(problem, "zh") in err
            assert hint(problem, "zh") in err
    assert sorted(tmp_path.iterdir()) == there
    assert (tmp_path / "a.pdf").read_bytes() == document
