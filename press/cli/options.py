"""What every verb is told."""

from __future__ import annotations

import os
from pathlib import Path

from press.dataclass import dataclass
from press.messages import Lang


@dataclass(frozen=True, slots=True)
class Options:
    """The common options of the command."""

    output: Path
    templates: Path | None
    jobs: int
    """0: one for each core."""
    json: bool
    quiet: bool
    lang: Lang
    editions: tuple[str, ...] = ()
    """Only these are built; empty for all."""
    scheduler: str | None = None
    """Address of the cluster that typesets; None for this machine."""
    report: Path | None = None
    """Where the HTML report goes; None for none."""

    @property
    def processes(self) -> int:
        """How many processes typeset at once."""
        if self.jobs:
            return self.jobs
        # In a container this process may have fewer cores than the machine.
        allowed = getattr(os, "sched_getaffinity", None)
        return len(allowed(0)) if allowed else os.cpu_count() or 1
