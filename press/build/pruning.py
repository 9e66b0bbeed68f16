"""Keep the cache within bounds: what was used least lately goes first.

Lately is counted in builds and never in time: stamps change when a folder is copied, and are not
kept at all on some disks. A build that kept something leaves a list of the entries that it used,
``uses/000007``; an entry is as fresh as the newest list that names it, and what no list names,
because the lists of long ago are thrown away, or because a build was killed, is the oldest.
Another build may be at work in the same folder: it finds an entry less, and makes it again.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

USES = "uses"
"""The folder of the lists."""
LISTS = 100
"""How many lists are kept."""
MOST = 2 * 1024 ** 3
"""Bytes that all entries may have together. A book of 500 pages has about 20 MB of them."""
ROOM = 0.8
"""What is left of MOST when it was passed, so that not every build has to take something out."""


def record(folder: Path, used: Collection[str]) -> None:
    """Leave a list of entries, named ``SHELF/KEY``, as the newest one in ``folder``."""
    lists = folder / USES
    number = max(_numbers(lists), default=0) + 1
    body = "\n".join(sorted(used)).encode()
    with contextlib.suppress(OSError):
        lists.mkdir(parents=True, exist_ok=True)
        while True:
            try:
                # Another build may take the number between the look and this.
                with (lists / f"{number:06}").open("xb") as file:
                    file.write(body)
                break
            except FileExistsError:
                number += 1
        for old in sorted(_numbers(lists))[:-LISTS]:
            (lists / f"{old:06}").unlink(missing_ok=True)


def prune(folder: Path, shelves: Sequence[str], most: int = MOST) -> int:
    """Take out entries of ``shelves``, those of the oldest use first, where all together have more
    than ``most`` bytes; the number of them that were taken out."""
    entries = [(shelf, head, tail, size) for shelf in shelves
               for head, tail, size in _entries(folder / shelf)]
    total = sum(size for _, _, _, size in entries)
    if total <= most:
        return 0
    newest: dict[str, int] = {}
    for number in sorted(_numbers(folder / USES)):
        with contextlib.suppress(OSError):
            listed = (folder / USES / f"{number:06}").read_text("utf-8", "replace").split("\n")
            newest.update(dict.fromkeys(listed, number))
    taken = 0
    for shelf, head, tail, size in sorted(entries, key=lambda e: (
            newest.get(f"{e[0]}/{e[1]}{e[2]}", 0), *e[:3])):
        if total <= most * ROOM:
            break
        with contextlib.suppress(OSError):
            (folder / shelf / head / tail).unlink()
            total -= size
            taken += 1
    return taken


def _numbers(lists: Path) -> list[int]:
    try:
        return [int(path.name) for path in lists.iterdir() if path.name.isdecimal()]
    except OSError:
        return []


def _entries(shelf: Path) -> Iterator[tuple[str, str, int]]:
    """The two halves of the name of each file, and its bytes; those that vanish meanwhile are
    none. No Paths: there are thousands, and mostly nothing is to be done."""
    with contextlib.suppress(OSError), os.scandir(shelf) as folders:
        for folder in folders:
            with contextlib.suppress(OSError), os.scandir(folder) as files:
                for file in files:
                    with contextlib.suppress(OSError):
                        yield folder.name, file.name, file.stat().st_size
