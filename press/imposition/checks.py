"""Whether the settings of a job can be meant: values out of range, or against each other."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import get_args

from press.imposition.job import MARK_KINDS, SCHEMES, SIGNATURES, Job, Passes
from press.imposition.sheets import Assembly, Binding, Flip, Turn
from press.values import Place, Problem, problem

MOST_UP = 400
"""Pages on a side: more are no n-up, but a mistyped number."""
FLAT = ("nup", "stack", "repeat", "cards")


def contradictions(job: Job, place: Place | None) -> tuple[Problem, ...]:
    """One problem for each setting that cannot be."""
    return tuple(problem("imposition-setting", place, setting=name, value=value, allowed=allowed)
                 for name, value, allowed in (*_choices(job), *_numbers(job), *_sizes(job),
                                              *_together(job)))


_Wrong = tuple[str, object, str]


def _choices(job: Job) -> Iterator[_Wrong]:
    for name, value, known in (
            ("scheme", job.scheme, SCHEMES), ("binding", job.binding, get_args(Binding)),
            ("flip", job.flip, get_args(Flip)), ("turn", job.turn, get_args(Turn)),
            ("together", job.together, get_args(Assembly)),
            ("passes", job.passes, get_args(Passes)), ("backs", job.backs, ("same", "reversed")),
            ("order", job.order, ("rows", "columns")), ("sides", job.sides, (1, 2)),
            ("closed", job.closed, (None, "head", "foot"))):
        if value not in known:
            yield name, value, ", ".join(str(one) for one in known if one is not None)
    for kind in job.marks or ():
        if kind not in MARK_KINDS:
            yield "marks", kind, ", ".join(MARK_KINDS)


def _numbers(job: Job) -> Iterator[_Wrong]:
    lengths = {"bleed": job.bleed, "milling": job.milling, "gripper": job.gripper,
               "unprintable": job.unprintable, "fold_trim": job.fold_trim or 0.0}
    if job.gutter is not None:
        lengths |= {"gutter": min(job.gutter), "gutter ": max(job.gutter)}
    for name, value in lengths.items():
        if not 0 <= value <= 200:
            yield name.strip(), value, "0–200 mm"
    if job.scale not in (None, "actual", "shrink", "fill") and not (
            isinstance(job.scale, float | int) and 0.05 <= job.scale <= 20):
        yield "scale", job.scale, "actual, shrink, fill, 0.05–20"


def _sizes(job: Job) -> Iterator[_Wrong]:
    for name, size in (("trim", job.trim), ("sheet", job.sheet)):
        if isinstance(size, tuple) and not all(
                math.isfinite(edge) and 5 <= edge <= 3000 for edge in size):
            yield name, "×".join(map(str, size)), "5–3000 mm"
    if job.grid is not None and not (min(job.grid) >= 1 and math.prod(job.grid) <= MOST_UP):
        yield "grid", "×".join(map(str, job.grid)), f"1–{MOST_UP}"
    if job.up is not None and not 1 <= job.up <= MOST_UP:
        yield "up", job.up, f"1–{MOST_UP}"


def _together(job: Job) -> Iterator[_Wrong]:
    """Settings that stand against each other."""
    if job.scheme in ("saddle", "signature"):
        if job.folded is not None and job.folded not in SIGNATURES:
            yield "folded", job.folded, ", ".join(map(str, SIGNATURES))
        if job.sides == 1:
            yield "sides", 1, "2"
    if job.scheme == "signature":
        folded = job.folded if job.folded in SIGNATURES else 4
        if not (0 < job.signature <= 128 and job.signature % folded == 0):
            allowed = [size for size in SIGNATURES if size % folded == 0]
            yield "signature", job.signature, ", ".join(map(str, allowed))
    if job.passes in ("backs", "fronts-backs") and (job.sides == 1 or job.turn != "sheetwise"):
        yield "passes", job.passes, "duplex"
    if job.turn == "sheetwise":
        return
    if job.scheme == "nup" or job.sides == 1:
        yield "turn", job.turn, "sheetwise"
        return
    even = 0 if job.turn == "work-and-turn" else 1
    if job.grid is not None and job.grid[even] % 2:
        yield "grid", "×".join(map(str, job.grid)), "2×n" if even == 0 else "n×2"
    if job.up is not None and job.up % 2:
        yield "up", job.up, "2, 4, 6, 8, …"
