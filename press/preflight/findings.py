"""What checks find, and how it becomes problems: the same fault on many pages is one problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isfinite
from types import MappingProxyType
from typing import Any

from press.dataclass import dataclass, replace
from press.preflight import access
from press.values import Place, Problem, Spot, page_runs, problem

Box = tuple[float, float, float, float]

PT_PER_MM = 72 / 25.4
SPOTS = 50
"""Places told of one problem."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault as a check meets it."""

    code: str
    page: int | None = None
    """Index from 0."""
    args: tuple[tuple[str, str], ...] = ()
    where: Box | None = None
    """Left, top, width and height in mm on the trimmed page; None for the page as a whole."""


Sources = Mapping[int, Callable[[Box | None], tuple[str, int | None]]]
"""Index of a page from 0 → manuscript and line of what stands in a box of it."""


def found(code: str, page: int | None = None, *, spot: Box | None = None,
          **args: object) -> Finding:
    """A finding of a catalogued code; ``spot``: where on the page, see ``within``."""
    return Finding(code, page, tuple((key, str(value)) for key, value in args.items()), spot)


def within(page: Any, box: Box) -> Box | None:
    """``box`` (left, bottom, right, top in pt of the page) as ``Finding.where``."""
    trim = access.rectangle(page, "/TrimBox") or access.rectangle(page, "/CropBox") \
        or access.rectangle(page, "/MediaBox")
    if trim is None or not all(map(isfinite, box)):
        return None
    left, bottom, right, top = box
    return (round((left - trim[0]) / PT_PER_MM, 1), round((trim[3] - top) / PT_PER_MM, 1),
            round((right - left) / PT_PER_MM, 1), round((top - bottom) / PT_PER_MM, 1))


def packed(finding: Finding, first: int) -> list[object]:
    """A finding as JSON, its page counted from the page ``first``."""
    return [finding.code, None if finding.page is None else finding.page - first, finding.args,
            finding.where]


def unpacked(record: Sequence[Any], first: int) -> Finding:
    """The reverse of ``packed``."""
    code, page, args, where = record
    return Finding(code, None if page is None else page + first, tuple((k, v) for k, v in args),
                   None if where is None else tuple(where))


def guarded(name: str, check: Callable[[], Iterable[Finding]]) -> list[Finding]:
    """All findings of a check; a crash or a limit of the reader is a finding too."""
    findings: list[Finding] = []
    try:
        for finding in check():
            findings.append(finding)  # one by one: those before a crash are kept
    except Exception as error:  # whatever a damaged file provokes means: not passed
        findings.append(_failed(name, error))
    return findings


def _failed(name: str, error: Exception) -> Finding:
    reason = f"{type(error).__name__}: {error}".split("\n", 1)[0][:200]
    return found("pdf-check-failed", check=name, reason=reason)


def as_problems(findings: Iterable[Finding], path: str,
                sources: Sources = MappingProxyType({})) -> tuple[Problem, ...]:
    """Problems in the order of their first finding; pages of equal findings are gathered."""
    gathered: dict[tuple[str, tuple[tuple[str, str], ...]], set[tuple[int, Box | None]]] = {}
    for finding in findings:
        seen = gathered.setdefault((finding.code, finding.args), set())
        if finding.page is not None:
            seen.add((finding.page, finding.where))
    place = Place(path) if path else None
    problems = []
    for (code, args), seen in gathered.items():
        pages = {page for page, _ in seen}
        listed = {"pages": page_runs(page + 1 for page in sorted(pages))} if pages else {}
        told = problem(code, place, page=min(pages) + 1 if pages else None, **dict(args),
                       **listed)
        problems.append(replace(told, spots=tuple(
            _spot(page, where, sources)
            for page, where in sorted(seen, key=lambda one: (one[0], one[1] or ()))[:SPOTS])))
    return tuple(problems)


def _spot(page: int, where: Box | None, sources: Sources) -> Spot:
    source, line = sources[page](where) if page in sources else ("", None)
    return Spot(page + 1, where, source, line)
