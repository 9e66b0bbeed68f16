"""How long an archive catalogue takes: ``python bench/catalogue.py [--items N] [--print]``.

411 items, each with a plate of 4 megapixels (drawn by the sample's own program), in fresh
processes: cold, then with one word changed in one item, then with nothing changed. Prints
seconds of the clock, and of all processors together, which a busy machine changes less.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread

ROOT = Path(__file__).resolve().parent.parent
MAKER = ROOT / "sources/archive-catalogue/make_archive.py"
TABLE = "tables/items.csv"
TICK = 0.1
"""Seconds between two looks at the processes."""


def make_book(folder: Path, items: int, documents: Sequence[str]) -> None:
    """The book in ``folder``: the first ``items`` of the archive."""
    subprocess.run([sys.executable, str(MAKER), "--raster", str(folder)], check=True)
    table = folder / TABLE
    rows = table.read_text("utf-8").splitlines(keepends=True)[:items + 1]
    table.write_text("".join(rows), "utf-8")
    kept = {row.split(",", 1)[0] for row in rows}
    for plate in (folder / "plates").iterdir():
        if plate.stem not in kept:
            plate.unlink()
    toml = folder / "book.toml"
    listed = ", ".join(f'"{kind}"' for kind in documents)
    toml.write_text(re.sub(r"(?m)^documents = .*$", f"documents = [{listed}]",
                           toml.read_text("utf-8")), "utf-8")


def change(folder: Path, number: int) -> None:
    """One more word in the description of an item in the middle."""
    table = folder / TABLE
    rows = table.read_text("utf-8").splitlines(keepends=True)
    middle = len(rows) // 2
    rows[middle] = rows[middle].replace("。", f"，又看第{number}遍。", 1)
    table.write_text("".join(rows), "utf-8")


def build(folder: Path, output: Path) -> tuple[float, float]:
    """Seconds: of the clock, and of all processes of the build. Exits where it fails."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), "build", str(folder), "--output", str(output),
         "--quiet"], stdout=subprocess.DEVNULL)
    spent: dict[int, float] = {}
    family = {process.pid}
    ended = Event()

    def watch() -> None:
        while not ended.wait(TICK):
            _look(family, spent)

    Thread(target=watch, daemon=True).start()
    process.wait()
    seconds = time.perf_counter() - begun
    ended.set()
    if process.returncode:
        raise SystemExit(f"the build failed: exit code {process.returncode}")
    return seconds, sum(spent.values())


def _look(family: set[int], spent: dict[int, float]) -> None:
    """Add processes that ``family`` started, and what each has spent so far (proc(5))."""
    for entry in sorted((e for e in Path("/proc").iterdir() if e.name.isdigit()),
                        key=lambda e: int(e.name)):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        number = int(entry.name)
        if number in family or int(fields[1]) in family:
            family.add(number)
            spent[number] = (int(fields[11]) + int(fields[12])) / 100


def main() -> None:
    """As a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--items", type=int, default=411)
    parser.add_argument("--print", action="store_true", help="the file for a shop, too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder, output = Path(place) / "archive", Path(place) / "out"
        make_book(folder, given.items, ["reading", *(["print"] if given.print else [])])
        _say(f"{given.items} items: cold         {_told(*build(folder, output))}")
        for number in (1, 2):
            change(folder, number)
            _say(f"{given.items} items: one changed  {_told(*build(folder, output))}")
        _say(f"{given.items} items: none changed {_told(*build(folder, output))}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _told(clock: float, processors: float) -> str:
    return f"{clock:6.1f} s, processors {processors:6.1f} s"


if __name__ == "__main__":
    main()
