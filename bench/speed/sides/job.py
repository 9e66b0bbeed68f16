"""What every side gives: one command that makes one PDF, and where that lies."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.speed.manuscript import Manuscript

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Job:
    """A book, written down for one side."""

    command: tuple[str, ...]
    cwd: Path
    pdf: Path
    env: Mapping[str, str] = field(default_factory=dict)
    """Beside that of this process."""
    left: tuple[Path, ...] = ()
    """Files and folders that a build leaves and the next would profit from."""

    def clear(self) -> None:
        """As if it had never been built."""
        for path in (*self.left, self.pdf):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Side:
    """A way to make a PDF."""

    key: str
    name: str
    version: Callable[[], str]
    """"" where it is not installed."""
    prepare: Callable[[Manuscript, Path, bool], Job]
    """Write the book down in an empty folder, for a PDF with tags or without: set-up, which
    nobody measures."""
    tags: tuple[bool, ...] = (True, False)
    """Whether it can write tags, and do without."""
    most: int = 480
    """It is not asked for more stories than these: it takes too long."""
    once: int = 481
    """From so many stories on it runs only once, not as often as the others."""
    missing: str = ""
    """How it would be installed."""
