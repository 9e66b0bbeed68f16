"""Results kept by content, in output/.cache. Safe to delete, also while a build runs.

An entry is a file named by the digest of all that the result depends on. Its first line is the
SHA-256 of the rest: an entry that is damaged is taken out and made again. It is written beside
its place and renamed, so that two builds at once can share the folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cache:
    """Bytes by key."""

    folder: Path

    def get(self, kind: str, key: str) -> bytes | None:
        """The bytes under ``key``; None where there are none or they are not whole."""
        path = self._path(kind, key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        check, _, body = data.partition(b"\n")
        if check.decode("ascii", "replace") == hashlib.sha256(body).hexdigest():
            return body
        with contextlib.suppress(OSError):
            path.unlink()
        return None

    def put(self, kind: str, key: str, body: bytes) -> None:
        """Keep ``body`` under ``key``; a full or read-only disk is no reason to fail."""
        data = hashlib.sha256(body).hexdigest().encode() + b"\n" + body
        with contextlib.suppress(OSError):
            write_atomically(self._path(kind, key), data)

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / key[:2] / key[2:]


def write_atomically(path: Path, data: bytes) -> None:
    """Write ``data`` beside ``path``, then rename: a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}-", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        beside.chmod(0o644)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
