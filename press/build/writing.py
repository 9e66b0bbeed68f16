"""Write files so that a reader sees the old one or the new one, never half of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path

SUMS = "SHA256SUMS"
"""The name of a list of checksums, as sha256sum(1) reads it."""
BESIDE = ".duben-"
"""How the names of files begin that are not whole yet; a build that is killed leaves them."""
_count = count()


def write_atomically(path: Path, *data: bytes) -> None:
    """Write ``data``, one behind the other, beside ``path``, then rename it."""
    _write({path: data})


def checksums(files: Iterable[tuple[str, str]]) -> bytes:
    """The list of files (name and SHA-256), in their order."""
    return "".join(f"{digest}  {name}\n" for name, digest in files).encode()


def write_together(files: Mapping[Path, bytes],
                   taken: Callable[[Path, bytes], Path | None] = lambda *_: None) -> None:
    """Write several files: all beside their places first, then each renamed, in order.

    So a full disk is met before the first old file is gone. ``taken`` gives the path of a file
    that was written beside its place before. Raises OSError.
    """
    _write({path: (data,) for path, data in files.items()}, taken)


def write_beside(path: Path, *data: bytes) -> Path:
    """Write ``data`` to a file beside ``path``, of which there is nothing left where that fails;
    its path. Raises OSError."""
    # Named without asking for a name that is free: a build writes a thousand entries.
    beside = path.with_name(f"{BESIDE}{os.getpid()}-{next(_count)}-{os.urandom(4).hex()}")
    made = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        handle = os.open(beside, made, 0o644)
    except FileNotFoundError:  # most folders are there
        beside.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(beside, made, 0o644)
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(handle, 0o644)  # whatever others of this user are: it is to be handed on
            file.writelines(data)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _write(files: Mapping[Path, Sequence[bytes]],
           taken: Callable[[Path, bytes], Path | None] = lambda *_: None) -> None:
    staged: list[tuple[Path, Path]] = []
    try:
        for path, data in files.items():
            staged.append((taken(path, data[0]) or write_beside(path, *data), path))
        for beside, path in staged:
            beside.replace(path)
    except BaseException:
        for beside, _ in staged:  # those that were renamed are not there any more
            beside.unlink(missing_ok=True)
        raise
