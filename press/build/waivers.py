"""Problems that book.toml accepts: ``[[waivers]]``, each with who decided and why.

Which kinds of problem can be accepted is said by the catalogue; ``config`` refuses all others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from press.config import FILE_NAME, WaiverConfig, load_toml
from press.dataclass import replace
from press.values import Place, Problem, problem

Waivers = tuple[WaiverConfig, ...]


def waive(problems: Sequence[Problem], waivers: Waivers) -> tuple[Problem, ...]:
    """``problems``, those that are accepted as notes that say so."""
    return tuple(_waived(p, waivers) for p in problems) if waivers else tuple(problems)


def unused(problems: Sequence[Problem], waivers: Waivers, folder: Path) -> Iterator[Problem]:
    """A warning for each waiver that has nothing (any more) to accept; at its line."""
    idle = [index for index, waiver in enumerate(waivers)
            if not any(p.waived and fits(waiver, p) for p in problems)]
    if not idle:
        return
    _, positions, _ = load_toml(folder / FILE_NAME)
    for index in idle:
        spot = positions.value(("waivers", index, "code"))
        yield problem("waiver-unused", Place(FILE_NAME, spot.line, spot.column),
                      name=waivers[index].code)


def _waived(found: Problem, waivers: Waivers) -> Problem:
    waiver = next((w for w in waivers if fits(w, found)), None)
    if waiver is None or found.waived:
        return found
    return replace(found, severity="note", waived=f"{waiver.reason} ({waiver.by})")


def fits(waiver: WaiverConfig, found: Problem) -> bool:
    """Whether it is of that kind and, where the waiver names a file, reported in or about it."""
    return waiver.code == found.code and (
        not waiver.path or waiver.path == found.path
        or any(waiver.path == value for _, value in found.args))
