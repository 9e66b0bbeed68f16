"""``python -m bench.packets [WORK…]``: every work in fresh processes, cold, and what came out.

``--docs`` writes the table into docs/packets*.md, too.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.packets.results import Measured, rewrite
from bench.packets.run import WORKS
from bench.packets.tour import SAMPLE, STORY, write_tour
from bench.speed.clock import peak, timed

ROOT = Path(__file__).resolve().parents[2]
TOUR = "TOUR"
"""Stands for the folder of the book with long handouts."""
PACKETS = (sys.executable, str(ROOT / "build.py"), "packets")
SHARED = ("--templates", str(ROOT / "templates"), "--quiet")
COMMANDS: dict[str, tuple[str, ...]] = {
    **{name: (sys.executable, "-m", "bench.packets.run", name) for name in WORKS},
    "packets": (*PACKETS, str(SAMPLE), *SHARED, "--output"),
    "packets-long": (*PACKETS, TOUR, *SHARED, "--output"),
    "numbered": (*PACKETS, TOUR, *SHARED, "--numbered", STORY, "--copies", "1-45000", "--output")}
_ADOPT = 36
"""``PR_SET_CHILD_SUBREAPER`` of prctl(2)."""


def main() -> int:
    """Print a table: seconds (the middle of the runs), processor seconds, MB held, MB written."""
    parser = argparse.ArgumentParser(prog="python -m bench.packets")
    parser.add_argument("works", nargs="*", default=list(COMMANDS), metavar="WORK",
                        help=" ".join(COMMANDS))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--docs", action="store_true", help="write the table into docs/packets*.md")
    given = parser.parse_args()
    if unknown := set(given.works) - set(COMMANDS):
        parser.error(" ".join(sorted(unknown)))
    if given.docs and set(given.works) != set(COMMANDS):
        parser.error("--docs: WORK")
    if sys.platform.startswith("linux"):
        # Workers whose parent has ended become ours, and what they took is counted.
        ctypes.CDLL(None).prctl(_ADOPT, 1, 0, 0, 0)
    sys.stdout.write(f"{'work':14}{'s':>8}{'cpu s':>8}{'MB held':>9}{'MB out':>8}{'files':>7}\n")
    found: list[Measured] = []
    with tempfile.TemporaryDirectory() as folder:
        tour = str(write_tour(Path(folder) / "tour"))
        for name in given.works:
            one = measured(name, [tour if word == TOUR else word for word in COMMANDS[name]],
                           given.runs)
            found.append(one)
            sys.stdout.write(f"{name:14}{one.seconds:8.2f}{one.spent:8.2f}{one.held:9.0f}"
                             f"{one.written:8.1f}{one.files:7}\n")
            sys.stdout.flush()
    if given.docs:
        for page in rewrite(found, given.runs):
            sys.stdout.write(f"{page.relative_to(ROOT)}\n")
    return 0


def measured(name: str, command: Sequence[str], runs: int) -> Measured:
    """So many runs, and one more for the memory, which it costs time to look at."""
    seconds: list[float] = []
    spent: list[float] = []
    size, count = 0.0, 0
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out"
            before = _spent()
            seconds.append(timed((*command, str(out)), ROOT, {}))
            spent.append(_spent() - before)
            files = [p for p in out.rglob("*.pdf") if ".cache" not in p.parts]
            size, count = sum(p.stat().st_size for p in files) / 1e6, len(files)
    with tempfile.TemporaryDirectory() as folder:
        held = peak((*command, str(Path(folder) / "out")), ROOT, {})
    return Measured(name, median(seconds), median(spent),
                    max(held.parent, held.worker) if held else 0.0, size, count)


def _spent() -> float:
    """Processor seconds of all processes that have ended."""
    try:
        while True:
            os.wait()
    except ChildProcessError:
        taken = resource.getrusage(resource.RUSAGE_CHILDREN)
        return taken.ru_utime + taken.ru_stime


if __name__ == "__main__":
    sys.exit(main())
