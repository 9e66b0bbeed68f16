"""What files hold, told by digests: each is read once in a process while nobody writes to it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread

State = tuple[int, int, int, int]
"""What a file system says of a file: another after somebody has written to it, or put another
file in its place."""
THREADS = 2
MOST = 20_000
"""Digests that are remembered."""


def file_digest(path: Path | str) -> str:
    """SHA-256 of a file in hex. Raises OSError.

    It is not read again for as long as it is the same file, of the same size, that nobody has
    written to or put another in the place of.
    """
    found = os.stat(path)  # noqa: PTH116 (asked of every file of a book: a Path takes its time)
    key = os.path.abspath(path), state_from(found)  # noqa: PTH100
    known = _known.get(key)
    if known is None:
        with _lock:
            if len(_known) >= MOST:
                _known.clear()
            known = _known.setdefault(key, _Once(lambda: _digest(path)))
    return known.value()


def state_from(found: os.stat_result) -> State:
    """What tells whether a file was written to, while a process runs."""
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def read_ahead(paths: Iterable[Path | str]) -> None:
    """Let threads read these files, while this one does something else: their digests are there
    when they are asked for. What cannot be read is told to whoever asks."""
    waiting = iter(list(paths))

    def read() -> None:
        while (path := next(waiting, None)) is not None:
            with suppress(OSError):
                file_digest(path)

    for _ in range(THREADS):
        Thread(target=read).start()


class _Once:
    """What one thread finds out while others that ask for it wait."""

    def __init__(self, find: Callable[[], str]) -> None:
        self._find = find
        self._lock = Lock()
        self._value = ""

    def value(self) -> str:
        if not self._value:
            with self._lock:
                self._value = self._value or self._find()
        return self._value


_known: dict[tuple[str, State], _Once] = {}
_lock = Lock()


def _digest(path: Path | str) -> str:
    # Reading and hashing are done outside of Python's lock: threads are good for them.
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
