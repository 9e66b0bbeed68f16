"""tests/cases/<code>/case.toml of what the inspection of one file says: see test_inspection.py.

``make``: how the file is made; ``[asked]``: what is asked; ``words``: a command instead.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import preflight_sample as sample
import pytest
from case_files import assert_told, codes_of, having, load

from press.build.cache import Cache
from press.build.inspection import Inspection, inspect
from press.build.orders import keep_order
from press.cli.preflight import run
from press.values import Problem, problem_from

_OTHERS = {
    "sleeps": "import time; time.sleep(60)",
    "eats": "x = b'x' * 64\nwhile True: x = x + x",
    "dies": "import os; os._exit(7)"}
"""Inspectors that do what a hostile file makes them do."""


def _problems(case: dict[str, object], folder: Path, capsys: pytest.CaptureFixture[str]
              ) -> tuple[Problem, ...]:
    folder = folder / "out/book"
    folder.mkdir(parents=True)
    path = folder / "a.pdf"
    if "words" in case:
        run([*case["words"], "--json"])  # type: ignore[misc]
        told = json.loads(capsys.readouterr().out)["problems"]
        from press.values import problem
        return tuple(problem(one["code"], detail="-") for one in told)
    make = case["make"]
    if make in ("changed", "forgotten"):
        good = sample.reading()
        from hashlib import sha256
        digest = sha256(good).hexdigest()
        (folder / "manifest.json").write_text(json.dumps({"artefacts": [
            {"path": "a.pdf", "sha256": digest}]}))
        if make == "changed":
            keep_order(Cache(folder.parent / ".cache"), digest, sample.reading_job())
        path.write_bytes(good + (b"\n% a line more\n" if make == "changed" else b""))
    elif make == "folder":
        path.mkdir()
    elif make == "text":
        path.write_text("not a document", "utf-8")
    elif make == "long":
        path = folder / ("a" * 300 + ".pdf")
    elif make != "missing":
        path.write_bytes(sample.reading())
    command = ()
    if make in _OTHERS:
        limit = "import resource; resource.setrlimit(resource.RLIMIT_AS, (400_000_000,) * 2)\n"
        command = (sys.executable, "-c", limit + _OTHERS[str(make)])
    asked = Inspection(str(path), **case.get("asked", {}))  # type: ignore[arg-type]
    found = inspect(asked, command).problems
    assert all(problem_from(json.loads(json.dumps(_record(p)))) == p for p in found)
    return tuple(_named(p, folder) for p in found)


def _record(found: Problem) -> dict[str, object]:
    from press.dataclass import asdict
    return asdict(found)


def _named(found: Problem, folder: Path) -> Problem:
    from press.dataclass import replace
    return replace(found, path=found.path and Path(found.path).relative_to(folder).as_posix())


@pytest.mark.parametrize("code", having("case.toml", codes_of("inspection")))
def test_each_fault_is_told(code: str, tmp_path: Path,
                            capsys: pytest.CaptureFixture[str]) -> None:
    case = load(code)
    assert_told(code, _problems(dict(case), tmp_path, capsys), case["problems"])
