"""One command in a fresh process: seconds; and, asked apart, the memory of each of its processes.

Seconds are of the wall clock, from before the start to after the end. Memory is looked up in
/proc a hundred times a second, which costs time of its own: so never in a run that is timed.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

UNWANTED = ("PYTHONDONTWRITEBYTECODE", "PYTHONPROFILEIMPORTTIME", "PYTHONDEVMODE",
            "PYTHONTRACEMALLOC")
"""Of our environment: they would make Python slower than users have it."""


class Failed(Exception):
    """A command that came to a bad end; the text is what it said last."""


@dataclass(frozen=True, slots=True)
class Peak:
    """The most memory that processes held (VmHWM), in MB of a million bytes."""

    parent: float
    worker: float
    """Of the largest process that it started; 0 where there was none."""


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """Ours, without what is unwanted, and ``more``."""
    return {**{k: v for k, v in os.environ.items() if k not in UNWANTED}, **more}


def timed(command: Sequence[str], cwd: Path, env: Mapping[str, str]) -> float:
    """Seconds that the command takes. Raises Failed for an exit code that is not 0."""
    # Into a file: the end of a pipe comes only when the last worker has let go of it.
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        done = subprocess.run(command, cwd=cwd, env=environment(env), stdin=subprocess.DEVNULL,
                              stdout=said, stderr=said, check=False)
        seconds = time.perf_counter() - started
        if done.returncode == 0:
            return seconds
        said.seek(0)
        words = said.read()[-4000:].decode(errors="replace").strip()
        raise Failed(f"{command[0]}: exit {done.returncode}: {words}")


def peak(command: Sequence[str], cwd: Path, env: Mapping[str, str]) -> Peak | None:
    """Memory; None on machines without /proc."""
    if not Path("/proc/self/status").exists():
        return None
    process = subprocess.Popen(command, cwd=cwd, env=environment(env), stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found: dict[int, float] = {}
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, found, ended))
    watcher.start()
    code = process.wait()
    ended.set()
    watcher.join()
    if code:
        raise Failed(f"{command[0]}: exit {code}")
    return Peak(found.pop(process.pid, 0.0), max(found.values(), default=0.0))


def _watch(root: int, found: dict[int, float], ended: threading.Event) -> None:
    turn = 0
    family = {root}
    while not ended.wait(0.01):
        if turn % 10 == 0:  # new processes are looked for less often: that reads all of /proc
            family = _family(root)
        turn += 1
        for pid in family:
            most = _held(pid)
            if most:
                found[pid] = max(found.get(pid, 0.0), most)


def _family(root: int) -> set[int]:
    """The process, and all that descend from it."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                # pid (name) state ppid …; the name may have spaces and brackets.
                fields = (entry / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
    family = {root}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return family


def _held(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text("utf-8", "replace")
    except OSError:
        return 0.0
    for line in status.split("\n"):
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0
