"""Damaged and hostile files: nothing crashes or hangs, and none passes that qpdf calls damaged."""

from __future__ import annotations

import shutil
import subprocess
import time
from functools import cache
from pathlib import Path

import pytest
from damages import damages

from press.build.inspection import Inspection, inspect
from press.build.inspector import look
from press.messages import message
from press.witness import damage

HOSTILE = ("a stream that swells", "a stream that swells once", "forms that breed",
           "page tree deep", "nested arrays", "size huge", "index without end",
           "one page many times")


@cache
def made() -> dict[str, bytes]:
    return dict(damages())


def test_there_are_enough() -> None:
    assert len(made()) >= 100


@pytest.mark.parametrize(("name", "profile"), [
    (name, ("print", "screen", "office")[place % 3])
    for place, name in enumerate(n for n in made() if n not in HOSTILE)])
def test_it_is_told_and_nothing_passes_that_is_damaged(name: str, profile: str,
                                                       tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(made()[name])
    start = time.process_time()
    found = look(Inspection(str(path), profile))
    assert time.process_time() - start < 20  # a hang, not a speed
    errors = [p for p in found.problems if p.severity == "error"]
    if damage(made()[name]) or _qpdf(path):
        assert errors, name
    for problem in found.problems:
        assert message(problem, "zh") and message(problem, "en")


def _qpdf(path: Path) -> bool:
    """Whether qpdf itself, where this machine has it, finds fault (a password is none)."""
    if shutil.which("qpdf") is None:
        return False
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False,
                          timeout=60)
    return done.returncode != 0 and b"invalid password" not in done.stderr


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_stopped(name: str, tmp_path: Path) -> None:
    """In a process with limits, as the verb does it."""
    path = tmp_path / "a.pdf"
    path.write_bytes(made()[name])
    start = time.monotonic()
    found = inspect(Inspection(str(path), "print", seconds=10))
    assert time.monotonic() - start < 20
    assert any(p.severity == "error" for p in found.problems)
