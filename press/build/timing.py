"""No part may keep a worker for ever."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

AGAIN = 5.0
"""Seconds until the next try, where something caught ``OutOfTime`` and went on."""
GRACE = 10.0
"""Seconds that Python gets to stop; then a worker that hangs in a library ends itself."""
WORKER = "DUBEN_WORKER"
"""Set in the environment of a process that may end itself, though no pool has started it."""


_armed: list[bool] = []
"""Not empty while this process has a timer: there is only one."""


class OutOfTime(BaseException):
    """Raised in the middle of whatever takes too long. Not an Exception: libraries catch those."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise ``OutOfTime`` in what stands under ``with`` after so many seconds; 0 for no limit.

    Without effect outside the main thread and where there are no alarms (Windows).
    """
    if (seconds <= 0 or not hasattr(signal, "setitimer")
            or threading.current_thread() is not threading.main_thread()):
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        with last_resort(seconds):
            yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def last_resort(seconds: float) -> Iterator[None]:
    """End this process ``GRACE`` after so many seconds, if it is a worker: its parent sees it die.

    The timer is a thread in C, which waits for nobody: what hangs may hold all locks of Python.
    Inside another the outer one counts. 0 for no limit.
    """
    if seconds <= 0 or _armed or (
            multiprocessing.parent_process() is None and WORKER not in os.environ):
        yield
        return
    _armed.append(True)
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
            _armed.clear()
