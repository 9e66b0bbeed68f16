"""A folder that is written once: whole, and never over another one."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from press.build.writing import BESIDE

State = Literal["new", "same", "other"]


def freeze(folder: Path, files: Mapping[str, bytes]) -> tuple[State, tuple[str, ...]]:
    """Put ``files`` (name with forward slashes → bytes) into ``folder``, if it is not there yet.

    ``same``: it holds these bytes already, and nothing was written. ``other``: it holds others,
    and nothing was written; with the names that differ. The folder is written beside its place
    and renamed, its files without the right to be written. Raises OSError.
    """
    if folder.exists() or folder.is_symlink():
        return _compared(folder, files)
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=BESIDE, dir=folder.parent))
    try:
        for name, data in files.items():
            path = work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            path.chmod(0o444)
        work.chmod(0o755)
        try:
            work.rename(folder)
        except OSError:
            if folder.exists():  # another one came first
                return _compared(folder, files)
            raise
        return "new", ()
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(work)


def _compared(folder: Path, files: Mapping[str, bytes]) -> tuple[State, tuple[str, ...]]:
    other = tuple(name for name, data in files.items() if not _holds(folder / name, data))
    return ("other" if other else "same"), other


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False
