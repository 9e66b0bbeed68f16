"""Waivers that hold only for what was seen when they were given.

A seal is a short digest of a problem and of the text around it: the paragraph that it is reported
in, or that what stands there came from. With a seal in book.toml the problem comes back as soon as
that text is another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from press.build.waivers import Waivers, fits
from press.config import FILE_NAME, load_toml
from press.config.textfile import is_inside
from press.dataclass import replace
from press.messages import catalogue, severity_of
from press.values import Place, Problem, problem

LENGTH = 8
"""Hexadecimal digits of a seal: it is no secret, only a reminder."""
_PASSING = frozenset(("page", "pages", "foreign", "line", "lines"))
"""Values that change with what stands elsewhere in the book."""
_LARGEST = 20_000_000


def sealed(problems: Sequence[Problem], waivers: Waivers, folder: Path) -> tuple[Problem, ...]:
    """``problems`` with their seals, where they can be waived; those whose waiver bears another
    seal stand again as they were found, and a warning says so at the waiver's line."""
    if not problems:  # which saves reading the whole catalogue
        return ()
    known = {code for code, entry in catalogue().items() if entry.get("waivable")}
    done: list[Problem] = []
    stale: dict[int, str] = {}
    for one in problems:
        if one.code not in known:
            done.append(one)
            continue
        one = replace(one, seal=seal_of(one, folder))
        index = next((n for n, waiver in enumerate(waivers) if fits(waiver, one)), None) \
            if one.waived else None
        if index is not None and waivers[index].seal not in ("", one.seal):
            stale.setdefault(index, one.seal)
            one = replace(one, waived="", severity=severity_of(one.code))
        done.append(one)
    return (*done, *_stale(stale, waivers, folder))


def seal_of(found: Problem, folder: Path) -> str:
    """Of a problem in the book in ``folder``."""
    places = [(found.path or "", found.line), *((spot.path, spot.line) for spot in found.spots)]
    around = [_paragraph(folder, path, line) for path, line in dict.fromkeys(places)
              if path and line]
    told = [pair for pair in found.args if pair[0] not in _PASSING]
    return sha256(repr((found.code, told, around)).encode()).hexdigest()[:LENGTH]


def _paragraph(folder: Path, path: str, line: int) -> str:
    """The lines around a line of a manuscript, up to the next empty ones."""
    lines = _lines(folder, path)
    if not 1 <= line <= len(lines):
        return ""
    first = last = line - 1
    while first > 0 and lines[first - 1].strip():
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].strip():
        last += 1
    return "\n".join(lines[first:last + 1])


def _lines(folder: Path, path: str) -> tuple[str, ...]:
    file = folder / path
    try:
        state = file.stat()
        if state.st_size > _LARGEST or not is_inside(folder, file):
            return ()
        return _read(file, state.st_mtime_ns, state.st_size)
    except (OSError, ValueError):
        return ()


@lru_cache(maxsize=1024)
def _read(file: Path, *_state: int) -> tuple[str, ...]:
    return tuple(file.read_text("utf-8-sig", errors="replace").split("\n"))


def _stale(stale: dict[int, str], waivers: Waivers, folder: Path) -> Iterator[Problem]:
    if not stale:
        return
    _, positions, _ = load_toml(folder / FILE_NAME)
    for index, seal in sorted(stale.items()):
        spot = positions.value(("waivers", index, "code"))
        yield problem("waiver-stale", Place(FILE_NAME, spot.line, spot.column),
                      name=waivers[index].code, seal=seal)
