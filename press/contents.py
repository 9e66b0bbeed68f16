"""What files hold, told by digests: each is read once in a process while nobody writes to it."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path


def file_digest(path: Path | str) -> str:
    """SHA-256 of a file in hex. Raises OSError.

    It is not read again for as long as it is the same file, of the same size, that nobody has
    written to or put another in the place of.
    """
    found = os.stat(path)  # noqa: PTH116 (asked of every file of a book: a Path takes its time)
    return _digest(os.path.abspath(path),  # noqa: PTH100
                   found.st_ino, found.st_size, found.st_mtime_ns,
                   found.st_ctime_ns)


@lru_cache(maxsize=20_000)
def _digest(path: str, *_: int) -> str:
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
