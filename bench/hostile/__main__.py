"""``python -m bench.hostile``: 500 lectures, one row wrong in every way that there is; what is
told of them, and what comes out once they are gone. Figures on stdout; exit code 1 for a fault."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.hostile.book import expected, write_book
from bench.hostile.faults import hostile
from bench.hostile.reading import faults, figures, read_packets
from bench.hostile.roster import Hostile

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Both formats, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m bench.hostile")
    parser.add_argument("--rows", type=int, default=500)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--kind", choices=("gb18030", "xlsx"), action="append")
    parser.add_argument("--folder", type=Path, help="keep books and packets here")
    given = parser.parse_args()
    wrong = 0
    for kind in given.kind or ("gb18030", "xlsx"):
        roster = hostile(given.seed, given.rows, kind)
        with tempfile.TemporaryDirectory() as folder:
            wrong += _run(roster, kind, (given.folder or Path(folder)) / kind)
    return min(wrong, 1)


def _run(roster: Hostile, kind: str, folder: Path) -> int:
    ways = len({one.kind for one in roster.wrong})
    _say(f"{kind}: {len(roster.lectures)} lectures, {len(roster.wrong)} faults of {ways} kinds")
    code, problems, _ = _packets(write_book(folder / "bad", roster, kind), folder / "out")
    told = Counter((p["path"], p["line"], p["code"]) for p in problems if p["severity"] == "error")
    wanted = Counter(expected(roster, kind))
    wrong = [*(f"not told: {one}" for one in wanted - told),
             *(f"told for nothing: {one}" for one in told - wanted)]
    if code != 1 or (folder / "out/bad/packets").exists():
        wrong.append(f"exit code {code}, packets made: {(folder / 'out/bad/packets').exists()}")
    _say(f"  told at their lines: {(wanted & told).total()} of {wanted.total()}")
    good = roster.good()
    code, problems, seconds = _packets(write_book(folder / "good", good, kind), folder / "out")
    wrong += [f"told of a good roster: {p['code']} {p['path']}:{p['line']}" for p in problems
              if p["severity"] == "error"]
    if code == 0:
        started = time.monotonic()
        found = read_packets(good, folder / "out/good/packets")
        wrong += faults(found)
        said = ", ".join(f"{value} {name}" for name, value in figures(found).items())
        _say(f"  made in {seconds:.1f} s: {said}; read back in {time.monotonic() - started:.0f} s")
    for one in wrong[:40]:
        _say(f"  WRONG {one}")
    _say(f"  wrong: {len(wrong)}")
    return len(wrong)


def _packets(book: Path, output: Path) -> tuple[int, list[dict[str, object]], float]:
    """Exit code, problems and seconds of ``packets BOOK``."""
    command = [sys.executable, str(ROOT / "build.py"), "packets", str(book), "--templates",
               str(ROOT / "templates"), "--output", str(output), "--json"]
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - started
    try:
        return done.returncode, json.loads(done.stdout)["problems"], seconds
    except ValueError:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr[-2000:]}") from None


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
