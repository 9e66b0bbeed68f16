"""Programs that stay open: the press (``build.py watch``) and Typst kept warm.

Protocol of ``build.py watch BOOK --json``: a line of JSON for each step that is finished, in the
order in which they are:

    {"event": "pages", "book": NAME, "story": NAME, "seconds": S, …}     the pages of one story
    {"event": "document", "book": NAME, "seconds": S, …}                 the joined PDF is in place

It builds the book when it starts and says so with ``document``; then it waits for changes. Lines
that are not JSON, and other events, are passed over. Times are taken here, from just before the
story is written to when the line arrives; ``seconds`` of the press is not what is quoted.
"""

from __future__ import annotations

import json
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from types import TracebackType

from bench.speed.clock import environment

START = 900.0
"""s: how long the first build may take."""
STEP = 120.0
"""s: how long a change may take."""
EDITS = 3
"""So many changes in one session; the median counts."""


class NotThere(Exception):
    """The program does not speak as expected; the text says what it did."""


class Session:
    """A program that is told something (a file is saved, a line is sent) and answers in lines."""

    def __init__(self, command: Sequence[str], cwd: Path, env: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            command, cwd=cwd, env=environment(env), stdin=subprocess.PIPE, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8", errors="replace")
        self._lines: queue.Queue[tuple[float, str | None]] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put((time.perf_counter(), line))
        self._lines.put((time.perf_counter(), None))

    def say(self, line: str) -> None:
        """Send a line."""
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def wait(self, wanted: Callable[[str], bool], seconds: float) -> float:
        """When the next line that is wanted arrived. NotThere if none does."""
        end = time.monotonic() + seconds
        while True:
            try:
                at, line = self._lines.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                raise NotThere(f"silent for {seconds:g} s") from None
            if line is None:
                raise NotThere(f"ended with exit code {self._process.wait()}")
            if wanted(line):
                return at


def event(name: str) -> Callable[[str], bool]:
    """Whether a line tells of this event."""
    def wanted(line: str) -> bool:
        try:
            data = json.loads(line)
        except ValueError:
            return False
        return isinstance(data, dict) and data.get("event") == name

    return wanted


def press(command: Sequence[str], cwd: Path, env: Mapping[str, str],
          edit: Callable[[int], None]) -> tuple[float, float]:
    """Seconds from saving one story to its pages, and to the joined PDF. ``edit(n)`` saves."""
    pages: list[float] = []
    documents: list[float] = []
    with Session(command, cwd, env) as session:
        session.wait(event("document"), START)
        time.sleep(1.0)  # so that it is sure to watch
        for number in range(EDITS):
            started = time.perf_counter()
            edit(number)
            pages.append(session.wait(event("pages"), STEP) - started)
            documents.append(session.wait(event("document"), STEP) - started)
            time.sleep(0.5)
    return median(pages), median(documents)


def typst(command: Sequence[str], cwd: Path, edit: Callable[[int], None]) -> float:
    """Seconds from saving one story to the PDF."""
    found: list[float] = []
    with Session(command, cwd, {}) as session:
        session.wait(bool, START)
        for number in range(EDITS):
            started = time.perf_counter()
            edit(number)
            session.say("")
            found.append(session.wait(bool, STEP) - started)
    return median(found)
