"""``python -m bench.packets [WORK…]``: every work in fresh processes, cold, and what came out."""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.packets.run import WORKS
from bench.speed.clock import peak, timed

ROOT = Path(__file__).resolve().parents[2]
TOUR = (sys.executable, str(ROOT / "build.py"), "packets", str(ROOT / "sources/lecture-tour"),
        "--templates", str(ROOT / "templates"), "--quiet", "--output")
COMMANDS: dict[str, tuple[str, ...]] = {
    **{name: (sys.executable, "-m", "bench.packets.run", name) for name in WORKS},
    "packets": TOUR,
    "numbered": (*TOUR[:-1], "--numbered", "01-jiu-tuzhi", "--copies", "1-45000", "--output")}


def main() -> int:
    """Print a table: seconds (the middle of the runs), processor seconds, MB held, MB written."""
    parser = argparse.ArgumentParser(prog="python -m bench.packets")
    parser.add_argument("works", nargs="*", default=list(COMMANDS), metavar="WORK",
                        help=" ".join(COMMANDS))
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    if unknown := set(given.works) - set(COMMANDS):
        parser.error(" ".join(sorted(unknown)))
    sys.stdout.write(f"{'work':14}{'s':>8}{'cpu s':>8}{'MB held':>9}{'MB out':>8}{'files':>7}\n")
    for name in given.works:
        seconds: list[float] = []
        spent = 0.0
        for _ in range(given.runs):
            with tempfile.TemporaryDirectory() as folder:
                out = Path(folder) / "out"
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                seconds.append(timed((*COMMANDS[name], str(out)), ROOT, {}))
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
                files = [p for p in out.rglob("*.pdf") if ".cache" not in p.parts]
                size = sum(p.stat().st_size for p in files) / 1e6
        with tempfile.TemporaryDirectory() as folder:
            held = peak((*COMMANDS[name], str(Path(folder) / "out")), ROOT, {})
        most = max(held.parent, held.worker) if held else 0.0
        sys.stdout.write(f"{name:14}{median(seconds):8.2f}{spent:8.2f}{most:9.0f}{size:8.1f}"
                         f"{len(files):7}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
