"""tests/cases/<code>/case.toml of what the command says of itself and of its machine.

``arguments`` are given where the files of ``[tree]`` lie, after each of ``before``, under
``[environment]`` and the ``[[machine]]`` faults of case_machines; ``exit`` is what comes back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import test_build_cases
import test_typeset_cases
from case_files import Case, assert_told, codes_of, having, load
from case_machines import MACHINES

from press.cli import main
from press.messages import hint, message
from press.report.terminal import Reporter
from press.values import Problem

CODES = (*codes_of("cli", "doctor", "cluster"), *sorted(test_build_cases.ELSEWHERE),
         *sorted(test_typeset_cases.ELSEWHERE))


def prepare(case: Case, here: Path, patch: pytest.MonkeyPatch) -> None:
    """The folder and the machine of a case."""
    for path, text in case.get("tree", {}).items():
        (here / path).parent.mkdir(parents=True, exist_ok=True)
        (here / path).write_text(text, "utf-8")
    patch.chdir(here)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "SOURCE_DATE_EPOCH"):
        patch.delenv(name, raising=False)
    for name, value in case.get("environment", {}).items():
        patch.setenv(name, value.replace("{here}", str(here)))
    for words in case.get("before", ()):
        assert main(words) == 0
    for fault in case.get("machine", ()):
        MACHINES[fault["fault"]](patch, here, **{k: v for k, v in fault.items() if k != "fault"})


@pytest.mark.parametrize("code", having("case.toml", CODES))
def test_the_command_says_what_is_wrong(
        code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str]) -> None:
    case = load(code)
    prepare(case, tmp_path, monkeypatch)
    capsys.readouterr()
    told: list[Problem] = []
    report = Reporter.problems

    def overheard(self: Reporter, problems: Iterable[Problem], folder: Path | None) -> None:
        given = tuple(problems)
        told.extend(given)
        report(self, given, folder)

    monkeypatch.setattr(Reporter, "problems", overheard)
    assert main(case["arguments"]) == case["exit"]
    assert_told(code, told, case["problems"], {"here": str(tmp_path)})
    out, err = capsys.readouterr()
    if "--json" in case["arguments"]:
        said: list[dict[str, Any]] = json.loads(out)["problems"]
        assert [(p["code"], p["message"], p["hint"]) for p in said] == [
            (p.code, message(p, "zh"), hint(p, "zh")) for p in told]
    else:
        assert out == ""
        for problem in told:
            assert message(problem, "zh") in err
            assert hint(problem, "zh") in err
