"""Work on a file that may be hostile, in a process that may not take more than its share.

The process is ``python -m MODULE``: what is asked goes in as JSON, what came of it comes out so.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from press.values import Place, Problem, problem


def carried_out(module: str, asked: Mapping[str, Any], place: Place, seconds: float, memory: int,
                command: Sequence[str] = ()) -> tuple[dict[str, Any] | None, tuple[Problem, ...]]:
    """What the process told; None where it was ended or broke, with the problem that says so.
    ``command``: another process, for tests."""
    root = Path(__file__).resolve().parents[2]
    over = (problem("inspection-time", place, seconds=f"{seconds:g}"),)
    try:
        done = subprocess.run(
            list(command) or [sys.executable, "-m", module],
            input=json.dumps(asked).encode(), capture_output=True, check=False,
            timeout=seconds, env=_environment(root))
    except subprocess.TimeoutExpired:
        return None, over
    try:
        told = json.loads(done.stdout)
        if isinstance(told, dict):
            return told, ()
    except ValueError:
        pass
    lines = done.stderr.decode("utf-8", "replace").strip().split("\n")
    if done.returncode == -24:  # SIGXCPU
        return None, over
    if "MemoryError" in lines[-1] or done.returncode in (-9, 137):
        return None, (problem("inspection-memory", place, limit=memory // 1_000_000),)
    return None, (problem("inspection-crash", place,
                          reason=f"{done.returncode} {lines[-1][:120]}".strip()),)


def _environment(root: Path) -> dict[str, str]:
    paths = [str(root), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}


def keep_within(seconds: float, memory: int) -> None:
    """Limit this process: its own time, its memory (bytes), and that it leaves no core behind."""
    try:
        import resource
    except ImportError:  # not on this system: then the time limit alone must do
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    whole = max(1, round(seconds))
    resource.setrlimit(resource.RLIMIT_CPU, (whole, whole + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
