"""What runs in a worker of a cluster: hands requests to a process of its own (``child``).

Nothing but plain bytes comes in and goes out, so that a worker with another version of the press
can say so; and nothing is imported here that is not needed for that.
"""

from __future__ import annotations

import os
import pickle
import socket
import subprocess
import sys
import threading
import time
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

import press
from press.build.timing import GRACE, WORKER

TRIES = 2
"""How often a request is handed to a process that dies of it."""
MARGIN = 15.0
"""Seconds that a child has beyond its own exit timer."""

Answer = tuple[str, str, Any]
"""What became of it, the name of the worker, and what came of it. The first is one of
``done``, ``differs`` (the facts of the program here), ``failed`` (why), ``died`` and ``hung``
(after how many seconds)."""

_THREAD = threading.local()
"""Each thread of a worker has a child of its own: nothing that it calls is safe for two."""


class _Child(NamedTuple):
    process: subprocess.Popen[bytes]
    pipe: Connection
    program: str
    """Digest of the program that it has loaded."""

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.wait()


def answer(program: str, request: bytes, seconds: float) -> bytes:
    """Hand ``request`` (see ``child``) to a child that has this ``program``; a pickled Answer.

    It may take so many seconds, 0 for no limit.
    """
    name = worker_name()
    took = 0.0
    for _ in range(TRIES):
        try:
            child = _child(program)
        except (OSError, EOFError) as error:
            return pickle.dumps(("failed", name, f"{type(error).__name__}: {error}"))
        if child.program != program:
            return _differs(child, name)
        begun = time.monotonic()
        given = _ask(child, request, seconds + GRACE + MARGIN if seconds else None)
        if given is not None:
            good, value = pickle.loads(given)
            return pickle.dumps(("done" if good else "failed", name, value))
        _drop()
        took = time.monotonic() - begun
        if 0 < seconds <= took - GRACE / 2:
            return pickle.dumps(("hung", name, took))
    return pickle.dumps(("died", name, took))


def worker_name() -> str:
    """As people tell workers apart: the machine, and the process on it."""
    return f"{socket.gethostname()} ({os.getpid()})"


def _differs(child: _Child, name: str) -> bytes:
    given = _ask(child, pickle.dumps(("look", ((),))), 60)
    try:
        found = pickle.loads(given)[1][0] if given is not None else ()
    except Exception:  # so different that it speaks another language
        found = ()
    _drop()
    return pickle.dumps(("differs", name, found))


def _ask(child: _Child, request: bytes, seconds: float | None) -> bytes | None:
    """What it answers; None where it ends, or does not answer in time."""
    try:
        child.pipe.send_bytes(request)
        return child.pipe.recv_bytes() if child.pipe.poll(seconds) else None
    except (EOFError, OSError):
        return None


def _child(program: str) -> _Child:
    """The child of this thread; a new one where there is none, or the program was changed since."""
    child: _Child | None = getattr(_THREAD, "child", None)
    if child is not None and (child.program != program or child.process.poll() is not None):
        _drop()
        child = None
    if child is None:
        child = _THREAD.child = _started()
    return child


def _drop() -> None:
    child: _Child | None = getattr(_THREAD, "child", None)
    _THREAD.child = None
    if child is not None:
        child.end()


def _started() -> _Child:
    """Not by multiprocessing: workers of a cluster are daemons, which may have no children."""
    ours, theirs = Pipe()
    root = str(Path(press.__file__).parents[1])
    paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    process = subprocess.Popen(
        [sys.executable, "-m", "press.build.child", str(theirs.fileno())],
        pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), WORKER: "1"})
    theirs.close()
    try:
        return _Child(process, ours, ours.recv_bytes().decode())
    except (EOFError, OSError) as error:
        process.kill()
        code = process.wait()
        raise OSError(f"the process for typesetting does not start ({code})") from error
