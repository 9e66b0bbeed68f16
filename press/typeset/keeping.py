"""Faces that are prepared once a machine, each in a folder named by what it is made from."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from press.typeset.faces import load_library
from press.values import Face


def kept(folder: Path, make: Callable[[Path], None]) -> tuple[Face, ...]:
    """The faces in ``folder``, made now where nothing complete is: ``make`` fills a folder beside
    it, with the list of its faces, which is then renamed. Raises what ``make`` does, and OSError.
    """
    known = load_library(folder)
    if known is None:
        folder.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".", dir=folder.parent))
        try:
            make(work)
            if load_library(folder) is None:
                shutil.rmtree(folder, ignore_errors=True)
                try:
                    work.replace(folder)
                except OSError:
                    if load_library(folder) is None:  # or another build was first
                        raise
        finally:
            shutil.rmtree(work, ignore_errors=True)
        known = load_library(folder)
    return known.faces if known is not None else ()


def made(folder: Path) -> Path:
    """``folder``, there now."""
    folder.mkdir(exist_ok=True)
    return folder
